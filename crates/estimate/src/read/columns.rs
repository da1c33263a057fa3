//! What each column of a table holds.

use super::{Layout, MAX_COUNT, not_a_table, too_large};
use crate::refusal::{Code, Refusal};
use crate::table::{MAX_LISTS, Pattern};

/// What stands in a cell whose value is not known.
const MISSING: [&str; 4] = ["", "na", "nan", "null"];

/// Where a row belongs.
pub(super) enum Place {
    /// In this stratum, or in the only one of a table without strata.
    Of(Option<String>),
    /// Its stratum is not stated.
    Missing,
}

/// The columns by their use.
pub(super) struct Columns {
    names: Vec<String>,
    lists: Vec<usize>,
    count: Option<usize>,
    strata: Vec<usize>,
}

impl Columns {
    pub(super) fn read<'a>(
        header: impl Iterator<Item = &'a str>,
        layout: &Layout,
    ) -> Result<Self, Refusal> {
        let header: Vec<&str> = header.collect();
        check_header(&header)?;
        let place = |name: &String| -> Result<usize, Refusal> {
            let found = header.iter().position(|h| h == name);
            found.ok_or_else(|| no_column(name, &header))
        };
        let named = |word: &str| header.iter().position(|h| h.to_lowercase() == word);
        let count = named("count");
        let strata: Vec<usize> = match layout.strata.is_empty() {
            true => named("stratum").into_iter().collect(),
            false => layout.strata.iter().map(place).collect::<Result<_, _>>()?,
        };
        let lists: Vec<usize> = match layout.lists.is_empty() {
            true => {
                let used = |i: &usize| Some(*i) == count || strata.contains(i);
                let told = |i: &usize| !["id", "person"].contains(&&*header[*i].to_lowercase());
                let all = 0..header.len();
                all.filter(|i| !used(i) && told(i)).collect()
            }
            false => layout.lists.iter().map(place).collect::<Result<_, _>>()?,
        };
        if lists.len() > MAX_LISTS {
            return Err(Refusal::new(
                Code::TooManyLists,
                format!("the table has {} lists", lists.len()),
                format!("join lists of one origin until at most {MAX_LISTS} are left"),
            ));
        }
        let names = lists.iter().map(|&i| header[i].to_owned()).collect();
        Ok(Self {
            names,
            lists,
            count,
            strata,
        })
    }

    /// Names of the lists.
    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }

    /// The stratum, the pattern and the number of people of a row.
    pub(super) fn row(&self, line: u64, cells: &[&str]) -> Result<(Place, Pattern, u64), Refusal> {
        let cell = |i: usize| cells.get(i).copied().unwrap_or_default();
        let mut pattern = Pattern(0);
        for (bit, &column) in self.lists.iter().enumerate() {
            match cell(column) {
                "1" => pattern.0 |= 1 << bit,
                "0" => {}
                other => return Err(bad_cell(line, &self.names[bit], other, "0 or 1")),
            }
        }
        let count = match self.count {
            Some(column) => whole(cell(column), line)?,
            None => 1,
        };
        if pattern.0 == 0 && !self.lists.is_empty() {
            return Err(unlisted(line));
        }
        Ok((self.place(line, cell)?, pattern, count))
    }

    fn place<'a>(&self, line: u64, cell: impl Fn(usize) -> &'a str) -> Result<Place, Refusal> {
        if self.strata.is_empty() {
            return Ok(Place::Of(None));
        }
        let values: Vec<&str> = self.strata.iter().map(|&i| cell(i)).collect();
        if values.iter().any(|value| value.contains(char::is_control)) {
            return Err(bad_cell(line, "stratum", "a control character", "words"));
        }
        let missing = |value: &&str| MISSING.contains(&&*value.to_ascii_lowercase());
        Ok(match values.iter().any(missing) {
            true => Place::Missing,
            false => Place::Of(Some(values.join(", "))),
        })
    }
}

fn check_header(header: &[&str]) -> Result<(), Refusal> {
    if let Some(place) = header.iter().position(|name| name.is_empty()) {
        let told = format!("column {} has no name", place + 1);
        return Err(not_a_table(&told));
    }
    if let Some(place) = header
        .iter()
        .position(|name| name.contains(char::is_control))
    {
        let told = format!("the name of column {} holds a control character", place + 1);
        return Err(not_a_table(&told));
    }
    let lower: Vec<String> = header.iter().map(|name| name.to_lowercase()).collect();
    if lower
        .iter()
        .any(|name| ["nbcap", "freq"].contains(&&**name))
    {
        let told = "the table counts how often people were seen, not on which lists";
        return Err(not_a_table(told));
    }
    for (i, name) in header.iter().enumerate() {
        let reserved = ["count", "stratum"].contains(&&*lower[i]);
        let same = |j: usize| header[j] == *name || reserved && lower[j] == lower[i];
        if (0..i).any(same) {
            return Err(not_a_table(&format!("two columns are named `{name}`")));
        }
    }
    Ok(())
}

fn no_column(name: &str, header: &[&str]) -> Refusal {
    Refusal::new(
        Code::NoColumn,
        format!("no column is named `{name}`"),
        format!("name one of the columns: {}", header.join(", ")),
    )
}

fn whole(cell: &str, line: u64) -> Result<u64, Refusal> {
    // A number that is whole but does not fit in 64 bits is too large, not malformed.
    if !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit()) {
        return match cell.parse() {
            Ok(n) if n <= MAX_COUNT => Ok(n),
            _ => Err(too_large(&format!("line {line} counts {cell} people"))),
        };
    }
    Err(bad_cell(line, "count", cell, "a whole number, 0 or more"))
}

fn bad_cell(line: u64, column: &str, found: &str, wanted: &str) -> Refusal {
    Refusal::new(
        Code::BadCell,
        format!("line {line}, column `{column}` holds `{found}`, not {wanted}"),
        "correct the cell; numbers of people stand in a column named `count`, strata in one named \
         `stratum` or given with --strata, and with --lists other columns are passed over",
    )
}

fn unlisted(line: u64) -> Refusal {
    Refusal::new(
        Code::UnlistedCounted,
        format!("line {line} stands for people on no list at all"),
        "remove the row: how many people no list names is what is to be estimated",
    )
}
