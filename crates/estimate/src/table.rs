//! List-pattern tables: how many people stand on which lists.

use std::collections::BTreeMap;

use crate::refusal::{Code, Refusal};

/// More lists than this are refused: their patterns no longer fit a table that people can check.
pub const MAX_LISTS: usize = 32;

/// No table of persons holds more people than this; a larger count is a slip or an attack.
const MAX_COUNT: u64 = 10_000_000_000;

/// Which lists a person stands on: bit `i` for list `i`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(pub u32);

impl Pattern {
    /// Whether the pattern holds list `i`.
    pub const fn on(self, list: usize) -> bool {
        self.0 >> list & 1 == 1
    }

    /// The number of lists in the pattern.
    pub const fn lists(self) -> u32 {
        self.0.count_ones()
    }
}

/// How many people stand on which lists. Every pattern holds at least one list and at least one
/// person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    lists: Vec<String>,
    counts: BTreeMap<Pattern, u64>,
}

impl Table {
    /// Names of the lists.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// The patterns that occur, with their numbers of people.
    pub fn patterns(&self) -> impl Iterator<Item = (Pattern, u64)> {
        self.counts.iter().map(|(p, n)| (*p, *n))
    }

    /// All people seen.
    pub fn observed(&self) -> u64 {
        self.counts.values().sum()
    }

    /// People on list `i`.
    pub fn on(&self, list: usize) -> u64 {
        self.count(|p| p.on(list))
    }

    /// People on both lists.
    pub fn on_both(&self, a: usize, b: usize) -> u64 {
        self.count(|p| p.on(a) && p.on(b))
    }

    /// People who stand on exactly `k` lists.
    pub fn seen_times(&self, k: u32) -> u64 {
        self.count(|p| p.lists() == k)
    }

    /// The table without one list. People on that list alone are no longer seen.
    pub fn without(&self, list: usize) -> Self {
        let mut lists = self.lists.clone();
        lists.remove(list);
        let low = (1u32 << list) - 1;
        let mut counts = BTreeMap::new();
        for (pattern, people) in self.patterns() {
            let left = Pattern(pattern.0 & low | pattern.0 >> 1 & !low);
            if left.0 != 0 {
                *counts.entry(left).or_insert(0) += people;
            }
        }
        Self { lists, counts }
    }

    /// The people of two tables of the same lists together; `None` if the lists differ.
    pub fn together(&self, other: &Self) -> Option<Self> {
        if self.lists != other.lists {
            return None;
        }
        let mut sum = self.clone();
        for (pattern, people) in other.patterns() {
            *sum.counts.entry(pattern).or_insert(0) += people;
        }
        Some(sum)
    }

    fn count(&self, wanted: impl Fn(Pattern) -> bool) -> u64 {
        self.patterns()
            .filter(|(p, _)| wanted(*p))
            .map(|(_, n)| n)
            .sum()
    }
}

/// One stratum of a table; a table without strata is a single one without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The value of the `stratum` column.
    pub name: Option<String>,
    /// Its table.
    pub table: Table,
}

/// Reads a list-pattern table: one column of 0 and 1 for each list, then `count`. Without `count`
/// each row is one person. A column `stratum` splits the table; columns named `id` or `person` are
/// passed over. Rows of one pattern add up.
pub fn parse(text: &str) -> Result<Vec<Stratum>, Refusal> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = Columns::read(reader.headers().map_err(|e| unreadable(&e))?)?;
    let mut strata: BTreeMap<Option<String>, BTreeMap<Pattern, u64>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|e| unreadable(&e))?;
        let (stratum, pattern, count) = columns.row(&row)?;
        if count > 0 {
            let counts = strata.entry(stratum).or_default();
            *counts.entry(pattern).or_insert(0) += count;
        }
    }
    if strata.is_empty() {
        return Err(not_a_table("the table has no row that counts anybody"));
    }
    strata
        .into_iter()
        .map(|(name, counts)| stratum(name, &columns.names, counts))
        .collect()
}

fn stratum(
    name: Option<String>,
    lists: &[String],
    counts: BTreeMap<Pattern, u64>,
) -> Result<Stratum, Refusal> {
    if counts.values().sum::<u64>() > MAX_COUNT {
        return Err(too_large("the counts add up to more people than there are"));
    }
    let lists = lists.to_vec();
    let table = Table { lists, counts };
    Ok(Stratum { name, table })
}

/// What each column of the file holds.
struct Columns {
    names: Vec<String>,
    lists: Vec<usize>,
    count: Option<usize>,
    stratum: Option<usize>,
}

impl Columns {
    fn read(header: &csv::StringRecord) -> Result<Self, Refusal> {
        let mut columns = Self {
            names: Vec::new(),
            lists: Vec::new(),
            count: None,
            stratum: None,
        };
        for (i, name) in header.iter().enumerate() {
            match name.to_ascii_lowercase().as_str() {
                "count" => columns.count = Some(i),
                "stratum" => columns.stratum = Some(i),
                "id" | "person" => {}
                "nbcap" | "freq" => return Err(frequency_counts()),
                _ => {
                    columns.names.push(name.to_owned());
                    columns.lists.push(i);
                }
            }
        }
        columns.check()
    }

    fn check(self) -> Result<Self, Refusal> {
        if self.lists.len() > MAX_LISTS {
            return Err(Refusal::new(
                Code::TooManyLists,
                format!("the table has {} lists", self.lists.len()),
                format!("join lists of one origin until at most {MAX_LISTS} are left"),
            ));
        }
        let mut names = self.names.clone();
        names.sort();
        if let Some(twice) = names.windows(2).find(|w| w[0] == w[1]) {
            let reason = format!("two columns are named `{}`", twice[0]);
            return Err(not_a_table(&reason));
        }
        Ok(self)
    }

    fn row(&self, row: &csv::StringRecord) -> Result<(Option<String>, Pattern, u64), Refusal> {
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |i: usize| row.get(i).unwrap_or_default();
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
        let stratum = self.stratum.map(|column| cell(column).to_owned());
        Ok((stratum, pattern, count))
    }
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

fn unreadable(error: &csv::Error) -> Refusal {
    not_a_table(&error.to_string())
}

fn not_a_table(reason: &str) -> Refusal {
    Refusal::new(
        Code::NotATable,
        reason,
        "give a CSV with one 0/1 column for each list and a column `count`, or one row a person",
    )
}

fn frequency_counts() -> Refusal {
    not_a_table("the table counts how often people were seen, not on which lists")
}

fn bad_cell(line: u64, column: &str, found: &str, wanted: &str) -> Refusal {
    Refusal::new(
        Code::BadCell,
        format!("line {line}, column `{column}` holds `{found}`, not {wanted}"),
        "correct the cell, or remove the column if it is not a list",
    )
}

fn unlisted(line: u64) -> Refusal {
    Refusal::new(
        Code::UnlistedCounted,
        format!("line {line} stands for people on no list at all"),
        "remove the row: how many people no list names is what is to be estimated",
    )
}

fn too_large(reason: &str) -> Refusal {
    Refusal::new(Code::CountTooLarge, reason, "check the column `count`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        match parse(text) {
            Ok(_) => "read",
            Err(refusal) => refusal.code.word(),
        }
    }

    #[test]
    fn a_row_a_person_and_a_count_a_pattern_are_one_table() {
        let people = parse("id,A,B\np1,1,0\np2,1,1\np3,1,0").expect("a table");
        let counts = parse("A,B,count\n1,0,2\n1,1,1").expect("a table");
        assert_eq!(people, counts);
        assert_eq!(people[0].table.observed(), 3);
        assert_eq!(people[0].table.on(1), 1);
    }

    #[test]
    fn a_list_is_taken_away_and_tables_are_joined() {
        let table = |text: &str| parse(text).expect("a table").remove(0).table;
        let whole = table("A,B,C,count\n1,0,0,2\n0,1,0,3\n0,1,1,4\n1,1,1,5");
        assert_eq!(whole.without(1), table("A,C,count\n1,0,2\n0,1,4\n1,1,5"));
        assert_eq!(whole.without(0).observed(), 12);
        let twice = whole.together(&whole).expect("the same lists");
        assert_eq!(twice.observed(), 28);
        assert_eq!(whole.together(&whole.without(0)), None);
    }

    #[test]
    fn strata_are_apart_and_rows_of_one_pattern_add_up() {
        let strata = parse("stratum,A,B,count\nn,1,0,2\ns,0,1,3\nn,1,0,5").expect("a table");
        let seen: Vec<_> = strata
            .iter()
            .map(|s| (s.name.as_deref(), s.table.observed()))
            .collect();
        assert_eq!(seen, [(Some("n"), 7), (Some("s"), 3)]);
    }

    #[test]
    fn what_is_no_table_is_refused_by_name() {
        for (text, wanted) in [
            ("", "not_a_table"),
            ("A,B,count", "not_a_table"),
            ("A,A,count\n1,0,1", "not_a_table"),
            ("A,B,count\n1,0", "not_a_table"),
            ("nbcap,freq\n1,10", "not_a_table"),
            ("A,B,count\n1,2,10", "bad_cell"),
            ("A,B,count\n1,0,-3", "bad_cell"),
            ("A,B,count\n1,0,2.5", "bad_cell"),
            ("A,B,count\n1,0,", "bad_cell"),
            ("A,B,count\n0,0,5", "unlisted_counted"),
            ("A,B,count\n1,0,1000000000000", "count_too_large"),
            ("A,B,count\n1,0,99999999999999999999999", "count_too_large"),
        ] {
            assert_eq!(code(text), wanted, "{text}");
        }
        let forty: Vec<_> = (0..40).map(|i| format!("L{i}")).collect();
        assert_eq!(code(&forty.join(",")), "too_many_lists");
    }
}
