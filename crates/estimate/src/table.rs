//! List-pattern tables: how many people stand on which lists.

use std::collections::BTreeMap;

/// More lists than this are refused: their patterns no longer fit a table that people can check.
pub const MAX_LISTS: usize = 32;

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
    /// A table of counts; patterns hold at least one list, and those of nobody are left out.
    pub(crate) fn new(lists: Vec<String>, mut counts: BTreeMap<Pattern, u64>) -> Self {
        counts.retain(|_, people| *people > 0);
        Self { lists, counts }
    }

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

    /// The table without its lists that name nobody, and their names.
    pub(crate) fn without_empty(&self) -> (Self, Vec<String>) {
        let (mut table, mut names) = (self.clone(), Vec::new());
        for list in (0..self.lists.len()).rev().filter(|&i| self.on(i) == 0) {
            names.insert(0, self.lists[list].clone());
            table = table.without(list);
        }
        (table, names)
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

#[cfg(test)]
mod tests {
    use crate::read::parse;

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
}
