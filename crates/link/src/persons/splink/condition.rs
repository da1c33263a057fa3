//! Conditions of comparison levels, and the values that they are tested on.

use crate::persons::Error;
use crate::persons::date::{Date, Order};
use crate::persons::intern::{Column, Dictionary};
use crate::persons::similar::{Masks, Outline, damerau, jaro_winkler, levenshtein};

/// A condition on one column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Condition {
    /// One of the two is missing.
    Null(usize),
    /// The two are equal.
    Equal(usize),
    /// Jaro-Winkler is at least so much.
    JaroWinkler(usize, f64),
    /// At most so many edits, a swap of neighbours one of them.
    Damerau(usize, usize),
    /// At most so many edits without swaps.
    Levenshtein(usize, usize),
    /// At most so many days apart.
    Days(usize, i32),
    /// Numbers that differ by at most so much.
    Number(usize, f64),
    /// Always.
    Else,
}

impl Condition {
    /// Reads a condition; `column` gives the number of a column.
    pub fn read(
        sql: &str,
        mut column: impl FnMut(&str) -> Result<usize, Error>,
    ) -> Result<Self, Error> {
        let words = sql.replace(['"', ' ', '\n'], "");
        let lower = words.to_ascii_lowercase();
        if lower == "else" {
            return Ok(Self::Else);
        }
        let fault = || {
            Error::Model(format!(
                "its condition {sql} is none that can be computed alike"
            ))
        };
        let ends = ["_l=", "_l,", "_l-", "_lisnull", "_lasdate"];
        let end = ends
            .iter()
            .find_map(|end| lower.find(end))
            .ok_or_else(fault)?;
        let name = words.get(..end).ok_or_else(fault)?;
        let start = name.rfind(['(', ',']).map_or(0, |at| at + 1);
        let name = &name[start..];
        let is = |pattern: &str| lower == pattern.replace('#', &name.to_ascii_lowercase());
        let bound = |pattern: &str| {
            lower
                .strip_prefix(&pattern.replace('#', &name.to_ascii_lowercase()))
                .and_then(|n| n.parse::<f64>().ok())
        };
        if is("#_lisnullor#_risnull") {
            return Ok(Self::Null(column(name)?));
        }
        if is("#_l=#_r") {
            return Ok(Self::Equal(column(name)?));
        }
        if let Some(least) = bound("jaro_winkler_similarity(#_l,#_r)>=") {
            return Ok(Self::JaroWinkler(column(name)?, least));
        }
        if let Some(most) = bound("damerau_levenshtein(#_l,#_r)<=") {
            return Ok(Self::Damerau(column(name)?, most as usize));
        }
        if let Some(most) = bound("levenshtein(#_l,#_r)<=") {
            return Ok(Self::Levenshtein(column(name)?, most as usize));
        }
        if let Some(most) = bound("abs(date_diff('day',try_cast(#_lasdate),try_cast(#_rasdate)))<=")
        {
            return Ok(Self::Days(column(name)?, most as i32));
        }
        if let Some(most) = bound("abs(#_l-#_r)<=") {
            return Ok(Self::Number(column(name)?, most));
        }
        Err(fault())
    }

    /// The Jaro-Winkler similarity that it asks for.
    pub fn likeness(&self) -> Option<f64> {
        match self {
            Self::JaroWinkler(_, least) => Some(*least),
            _ => None,
        }
    }

    /// Whether it compares letters.
    pub fn is_slow(&self) -> bool {
        matches!(
            self,
            Self::JaroWinkler(..) | Self::Damerau(..) | Self::Levenshtein(..)
        )
    }
}

/// The values of the columns, and what was read of them.
#[derive(Debug)]
pub struct Values {
    /// The numbers of a record's values side by side, so that a pair is two looks at memory.
    ids: Vec<u32>,
    texts: Vec<Dictionary>,
    totals: Vec<f64>,
    /// By column and value: days and numbers, where a condition needs them.
    days: Vec<Vec<Option<i32>>>,
    numbers: Vec<Vec<f64>>,
    outlines: Vec<Vec<Outline>>,
}

impl Values {
    pub fn new(columns: Vec<Column>) -> Self {
        let total = |c: &Column| {
            c.values
                .counts()
                .iter()
                .skip(1)
                .map(|n| f64::from(*n))
                .sum()
        };
        let totals = columns.iter().map(total).collect();
        let count = columns.len();
        let records = columns.first().map_or(0, |column| column.ids.len());
        let mut ids = vec![0; records * count];
        let mut texts = Vec::with_capacity(count);
        for (number, column) in columns.into_iter().enumerate() {
            let rows = ids.chunks_exact_mut(count);
            rows.zip(column.ids).for_each(|(row, id)| row[number] = id);
            texts.push(column.values);
        }
        Self {
            ids,
            texts,
            totals,
            days: vec![Vec::new(); count],
            numbers: vec![Vec::new(); count],
            outlines: vec![Vec::new(); count],
        }
    }

    /// Reads what a condition needs.
    pub fn prepare(&mut self, condition: &Condition) {
        let texts =
            |column: usize| (0..self.texts[column].size() as u32).map(move |id| (column, id));
        match condition {
            Condition::Days(column, _) if self.days[*column].is_empty() => {
                self.days[*column] = texts(*column)
                    .map(|(c, id)| day(self.texts[c].get(id)))
                    .collect();
            }
            Condition::Number(column, _) if self.numbers[*column].is_empty() => {
                self.numbers[*column] = texts(*column)
                    .map(|(c, id)| self.texts[c].get(id).parse().unwrap_or(f64::NAN))
                    .collect();
            }
            Condition::JaroWinkler(column, _) if self.outlines[*column].is_empty() => {
                self.outlines[*column] = texts(*column)
                    .map(|(c, id)| Outline::of(self.texts[c].get(id).as_bytes()))
                    .collect();
            }
            _ => {}
        }
    }

    /// The number of a record's value.
    fn id(&self, column: usize, record: usize) -> u32 {
        self.ids[record * self.texts.len() + column]
    }

    /// The Jaro-Winkler similarity of two records' values, as far as it is at least `least`.
    pub fn alike(&self, column: usize, masks: &mut Masks, least: f64, a: usize, b: usize) -> f64 {
        let (x, y) = (self.id(column, a), self.id(column, b));
        let outline = |id: u32| self.outlines[column][id as usize];
        if outline(x).bound(outline(y)) < least {
            return 0.0;
        }
        let text = |id: u32| self.texts[column].get(id).as_bytes();
        jaro_winkler(masks, text(x), text(y), least)
    }

    /// Whether a condition holds for two records; that of Jaro-Winkler is tested by [`Self::alike`].
    pub fn holds(&self, condition: &Condition, a: usize, b: usize) -> bool {
        let ids = |column: usize| (self.id(column, a), self.id(column, b));
        let bytes = |column: usize| {
            let (x, y) = ids(column);
            (
                self.texts[column].get(x).as_bytes(),
                self.texts[column].get(y).as_bytes(),
            )
        };
        match *condition {
            Condition::Null(column) => ids(column).0 == 0 || ids(column).1 == 0,
            Condition::Equal(column) => ids(column).0 == ids(column).1,
            Condition::JaroWinkler(..) => false,
            Condition::Damerau(column, most) => {
                let (x, y) = bytes(column);
                damerau(x, y, most) <= most
            }
            Condition::Levenshtein(column, most) => {
                let (x, y) = bytes(column);
                levenshtein(x, y) <= most
            }
            Condition::Days(column, most) => {
                let (x, y) = ids(column);
                let days = (self.days[column][x as usize], self.days[column][y as usize]);
                matches!(days, (Some(x), Some(y)) if (x - y).abs() <= most)
            }
            Condition::Number(column, most) => {
                let (x, y) = ids(column);
                (self.numbers[column][x as usize] - self.numbers[column][y as usize]).abs() <= most
            }
            Condition::Else => true,
        }
    }

    /// The share of the commoner of two values.
    pub fn frequency(&self, column: usize, a: usize, b: usize) -> f64 {
        let count = |record: usize| self.texts[column].count(self.id(column, record));
        f64::from(count(a).max(count(b))) / self.totals[column]
    }

    /// The share of the rarest value.
    pub fn rarest(&self, column: usize) -> f64 {
        let least = self.texts[column].counts().iter().skip(1).min();
        f64::from(*least.unwrap_or(&1)) / self.totals[column].max(1.0)
    }
}

/// The number of a day that a calendar has.
fn day(text: &str) -> Option<i32> {
    let date = Date::read(text, Order::DayFirst)?;
    date.is_whole().then(|| date.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_by_their_words() {
        let read = |sql: &str| {
            Condition::read(sql, |name| if name == "first_name" { Ok(3) } else { Ok(4) })
        };
        for (sql, wanted) in [
            (
                "\"first_name_l\" IS NULL OR \"first_name_r\" IS NULL",
                Condition::Null(3),
            ),
            ("\"first_name_l\" = \"first_name_r\"", Condition::Equal(3)),
            (
                "jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.92",
                Condition::JaroWinkler(3, 0.92),
            ),
            (
                "damerau_levenshtein(\"dod_l\", \"dod_r\") <= 1",
                Condition::Damerau(4, 1),
            ),
            (
                "abs(date_diff('day', try_cast(dod_l as date), try_cast(dod_r as date))) <= 7",
                Condition::Days(4, 7),
            ),
            ("abs(age_l - age_r) <= 2", Condition::Number(4, 2.0)),
            ("ELSE", Condition::Else),
        ] {
            assert_eq!(read(sql).expect(sql), wanted);
        }
        let fault = read("soundex(a_l) = soundex(a_r)")
            .expect_err("not computed")
            .to_string();
        assert!(fault.contains("soundex(a_l)"), "{fault}");
    }
}
