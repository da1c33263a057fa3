//! Reads list-pattern tables, and lists of persons, from CSV and Parquet.

mod columns;
mod csv;
mod parquet;

use std::collections::BTreeMap;

use columns::Columns;

use crate::refusal::{Code, Refusal};
use crate::table::{Pattern, Stratum, Table};

/// No table of persons holds more people than this; a larger count is a slip or an attack.
const MAX_COUNT: u64 = 10_000_000_000;

/// Which columns of a file are what, where their names do not say so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The columns that are lists; none named takes every column that is nothing else.
    pub lists: Vec<String>,
    /// The columns whose values make a stratum together; none named takes `stratum`, if it is there.
    pub strata: Vec<String>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its strata by name; a table without strata is a single one without a name.
    pub strata: Vec<Stratum>,
    /// The people whose stratum is not stated.
    pub unplaced: Option<Table>,
}

/// Reads a table from the bytes of a CSV or Parquet file: one column of 0 and 1 for each list, then
/// `count`. Without `count` each row is one person. A column `stratum` splits the table; columns
/// named `id` or `person` are passed over. Rows of one pattern add up. CSV is UTF-8 with commas,
/// semicolons or tabs.
pub fn read(bytes: &[u8], layout: &Layout) -> Result<Input, Refusal> {
    let mut rows = Rows::default();
    if parquet::is_parquet(bytes) {
        parquet::read(bytes, layout, &mut rows)?;
    } else {
        csv::read(bytes, layout, &mut rows)?;
    }
    rows.input()
}

/// Reads a table of which every row states its stratum, or none does.
pub fn parse(text: &str) -> Result<Vec<Stratum>, Refusal> {
    read(text.as_bytes(), &Layout::default())?.complete()
}

impl Input {
    /// The strata, if no one's stratum is missing.
    pub fn complete(self) -> Result<Vec<Stratum>, Refusal> {
        match self.unplaced {
            None => Ok(self.strata),
            Some(unplaced) => Err(Refusal::new(
                Code::MissingStrata,
                format!(
                    "the stratum of {} people is not stated",
                    unplaced.observed()
                ),
                "fill their strata in many times (--impute 20), or estimate without strata",
            )),
        }
    }
}

/// Rows as they are read.
#[derive(Default)]
struct Rows {
    columns: Option<Columns>,
    strata: BTreeMap<Option<String>, BTreeMap<Pattern, u64>>,
    unplaced: BTreeMap<Pattern, u64>,
}

impl Rows {
    fn header<'a>(
        &mut self,
        names: impl Iterator<Item = &'a str>,
        layout: &Layout,
    ) -> Result<(), Refusal> {
        self.columns = Some(Columns::read(names, layout)?);
        Ok(())
    }

    /// Takes a row in; `line` tells where it stood.
    fn row(&mut self, line: u64, cells: &[&str]) -> Result<(), Refusal> {
        let Some(columns) = &self.columns else {
            return Err(not_a_table("the table has no header"));
        };
        let (stratum, pattern, count) = columns.row(line, cells)?;
        let counts = match stratum {
            columns::Place::Of(name) => self.strata.entry(name).or_default(),
            columns::Place::Missing => &mut self.unplaced,
        };
        *counts.entry(pattern).or_insert(0) += count;
        Ok(())
    }

    fn input(self) -> Result<Input, Refusal> {
        let names = self.columns.map(Columns::into_names).unwrap_or_default();
        let people = |counts: &BTreeMap<Pattern, u64>| counts.values().sum::<u64>();
        let strata = self.strata.values().map(people);
        let all = strata.sum::<u64>() + people(&self.unplaced);
        if all > MAX_COUNT {
            return Err(too_large("the counts add up to more people than there are"));
        }
        if all == 0 {
            return Err(not_a_table("the table has no row that counts anybody"));
        }
        let table = |counts| Table::new(names.clone(), counts);
        let strata = self.strata.into_iter();
        let strata = strata.filter(|(_, counts)| people(counts) > 0);
        Ok(Input {
            strata: strata
                .map(|(name, counts)| Stratum {
                    name,
                    table: table(counts),
                })
                .collect(),
            unplaced: (people(&self.unplaced) > 0).then(|| table(self.unplaced)),
        })
    }
}

fn not_a_table(reason: &str) -> Refusal {
    Refusal::new(
        Code::NotATable,
        reason,
        "give a CSV or Parquet file with one 0/1 column for each list and a column `count`, or one \
         row a person",
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
    fn strata_are_apart_and_rows_of_one_pattern_add_up() {
        let strata = parse("stratum,A,B,count\nn,1,0,2\ns,0,1,3\nn,1,0,5").expect("a table");
        let seen: Vec<_> = strata
            .iter()
            .map(|s| (s.name.as_deref(), s.table.observed()))
            .collect();
        assert_eq!(seen, [(Some("n"), 7), (Some("s"), 3)]);
    }

    /// What spreadsheets of several lands and languages write.
    #[test]
    fn one_table_in_many_spellings() {
        let wanted = parse("A,B,count\n1,0,2\n1,1,1").expect("a table");
        for text in [
            "\u{feff}A,B,count\r\n1,0,2\r\n1,1,1\r\n",
            "A;B;count\n1;0;2\n1;1;1\n",
            "A\tB\tcount\n1\t0\t2\n1\t1\t1\n",
            "\"A\",\"B\",\"Count\"\n \"1\",\"0\", 2\n1,1,1\n\n",
            "COUNT,A,B\n2,1,0\n1,1,1\n0,0,1\n",
        ] {
            assert_eq!(parse(text), Ok(wanted.clone()), "{text:?}");
        }
        let arabic = parse("الشرطة,الصحافة,count\n1,0,2\n1,1,1").expect("a table");
        assert_eq!(arabic[0].table.lists(), ["الشرطة", "الصحافة"]);
    }

    #[test]
    fn columns_are_named_where_their_names_do_not_say() {
        let text = "name,year,region,A,B\nx,1999,n,1,0\ny,1999,,1,1\nz,2000,s,0,1\nw,NA,s,0,1";
        let layout = |lists: &[&str], strata: &[&str]| Layout {
            lists: lists.iter().map(|s| (*s).to_owned()).collect(),
            strata: strata.iter().map(|s| (*s).to_owned()).collect(),
        };
        let input = read(text.as_bytes(), &layout(&["A", "B"], &["year", "region"]));
        let input = input.expect("a table");
        let names: Vec<_> = input.strata.iter().map(|s| s.name.as_deref()).collect();
        assert_eq!(names, [Some("1999, n"), Some("2000, s")]);
        assert_eq!(input.unplaced.as_ref().map(Table::observed), Some(2));
        let refusal = input.complete().expect_err("two without a stratum");
        assert_eq!(refusal.code, Code::MissingStrata);
        let refusal = read(text.as_bytes(), &layout(&["A", "C"], &[])).expect_err("no C");
        assert_eq!(refusal.code, Code::NoColumn);
        assert!(refusal.reason.contains("`C`"), "{refusal}");
    }

    #[test]
    fn what_is_no_table_is_refused_by_name() {
        for (text, wanted) in [
            ("", "not_a_table"),
            ("A,B,count", "not_a_table"),
            ("A,A,count\n1,0,1", "not_a_table"),
            ("A,B,count\n1,0", "not_a_table"),
            ("A,,count\n1,0,4", "not_a_table"),
            ("A,count,count\n1,0,4", "not_a_table"),
            ("nbcap,freq\n1,10", "not_a_table"),
            ("A,B,count\n1,2,10", "bad_cell"),
            ("A,B,count\n1,0,-3", "bad_cell"),
            ("A,B,count\n1,0,2.5", "bad_cell"),
            ("A,B,count\n1,0,", "bad_cell"),
            ("A,B,people\n1,0,7", "bad_cell"),
            ("A,B,count\n0,0,5", "unlisted_counted"),
            ("A,B,count\n1,0,1000000000000", "count_too_large"),
            ("A,B,count\n1,0,99999999999999999999999", "count_too_large"),
            (
                "A,B,count\n1,0,9000000000\n0,1,9000000000",
                "count_too_large",
            ),
        ] {
            assert_eq!(code(text), wanted, "{text}");
        }
        let forty: Vec<_> = (0..40).map(|i| format!("L{i}")).collect();
        assert_eq!(code(&forty.join(",")), "too_many_lists");
        for bytes in [
            &b"\xff\xfeA\0,\0B\0"[..],
            b"A,B\n\xc7\xe1,1",
            b"PAR1 cut off",
        ] {
            let refusal = read(bytes, &Layout::default()).expect_err("no table");
            assert_eq!(refusal.code, Code::NotATable, "{refusal}");
        }
    }
}
