//! Names near a misspelt one.
//!
//! A dictionary is a set of names packed as an automaton (crate `fst`), over which another automaton,
//! of all words at most so many letters from the one asked for, is run: only what both accept is looked
//! at. Two neighbouring letters that changed places count as one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use fst::{IntoStreamer, Set, SetBuilder, Streamer};
use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder};

use super::table::Table;

/// Shorter names have too many neighbours for one letter, and for two.
const LETTERS_FOR_ONE: usize = 4;
const LETTERS_FOR_TWO: usize = 7;

/// A dictionary larger than this is not searched for names two letters away, which takes longer the
/// more names there are.
pub const MOST_FOR_TWO: u64 = 1_000_000;

/// How many letters two names may differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// One.
    One,
    /// Two.
    Two,
}

impl Distance {
    /// Whether names of this length are looked for so far away.
    pub fn allows(self, name: &str) -> bool {
        let letters = name.chars().count();
        match self {
            Distance::One => letters >= LETTERS_FOR_ONE,
            Distance::Two => letters >= LETTERS_FOR_TWO,
        }
    }

    fn automaton(self, name: &str) -> DFA {
        static ONE: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
        static TWO: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
        let (builder, most) = match self {
            Distance::One => (&ONE, 1),
            Distance::Two => (&TWO, 2),
        };
        builder
            .get_or_init(|| LevenshteinAutomatonBuilder::new(most, true))
            .build_dfa(name)
    }
}

/// A packed set of names.
pub struct Dictionary(Set<Cow<'static, [u8]>>);

impl Dictionary {
    /// Opens what [`Dictionary::pack`] or a casebook packed; `None` where the bytes are damaged.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Option<Dictionary> {
        Set::new(bytes.into()).ok().map(Dictionary)
    }

    /// Packs names.
    pub fn pack(names: &BTreeSet<&str>) -> Vec<u8> {
        let mut builder = SetBuilder::memory();
        for name in names {
            builder.insert(name).expect("the set gives them in order");
        }
        builder.into_inner().expect("memory takes all")
    }

    /// How many names it holds.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All its names in alphabetical order.
    pub fn names(&self) -> Vec<String> {
        let names = self.0.stream().into_strs();
        names.unwrap_or_default()
    }

    /// The names at most so many letters from `name`, in alphabetical order; none where it is too
    /// short.
    ///
    /// ```
    /// use tollbook_extract::gazetteer::{Dictionary, Distance};
    /// let names = ["aleppo", "alep", "homs", "palermo"].into_iter().collect();
    /// let dictionary = Dictionary::open(Dictionary::pack(&names)).expect("just packed");
    /// assert_eq!(dictionary.near("alepop", Distance::One), ["aleppo"]);
    /// assert_eq!(dictionary.near("allepop", Distance::Two), ["aleppo"]);
    /// assert!(dictionary.near("hom", Distance::One).is_empty());
    /// ```
    pub fn near(&self, name: &str, distance: Distance) -> Vec<String> {
        if !distance.allows(name) {
            return vec![];
        }
        let automaton = distance.automaton(name);
        let mut stream = self.0.search(&automaton).into_stream();
        let mut found = Vec::new();
        while let Some(name) = stream.next() {
            found.extend(std::str::from_utf8(name).map(str::to_owned));
        }
        found
    }
}

/// The dictionaries of a gazetteer, each made at the first question that needs it.
#[derive(Default)]
pub struct Dictionaries {
    all: OnceLock<Dictionary>,
    countries: OnceLock<BTreeMap<String, OnceLock<Dictionary>>>,
}

impl Dictionaries {
    /// With the dictionary of all names that was packed before.
    pub fn with(all: Dictionary) -> Dictionaries {
        Dictionaries {
            all: OnceLock::from(all),
            countries: OnceLock::new(),
        }
    }

    /// The dictionary of one country, if the table has one, or of all.
    pub fn get(&self, table: &Table, country: Option<&str>) -> Option<&Dictionary> {
        let Some(country) = country else {
            return Some(self.all.get_or_init(|| packed(table, |_| true)));
        };
        let countries = self.countries.get_or_init(|| {
            let codes = table.rows.iter().map(|row| table.country(row).to_owned());
            codes.map(|code| (code, OnceLock::new())).collect()
        });
        let own = countries.get(country)?;
        Some(own.get_or_init(|| packed(table, |code| code == country)))
    }
}

fn packed(table: &Table, wanted: impl Fn(&str) -> bool) -> Dictionary {
    let rows = table.rows.iter();
    let rows = rows.filter(|row| wanted(table.country(row)));
    let names = rows.flat_map(|row| table.names(row).split('|'));
    let bytes = Dictionary::pack(&names.collect());
    Dictionary::open(bytes).expect("just packed")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters to change, add, leave out or swap with their neighbour: the slow plain way.
    fn distance(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = usize::from(a[i - 1] != b[j - 1]);
                    let plain = (table[i - 1][j - 1] + change)
                        .min(table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1);
                    let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if swapped {
                        plain.min(table[i - 2][j - 2] + 1)
                    } else {
                        plain
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn it_finds_what_a_plain_comparison_of_all_names_finds() {
        let names: Vec<String> = (0..4000u32)
            .map(|n| {
                let letters = ["a", "r", "ب", "m", "й", "l"];
                let digit = |at: u32| letters[(n / 6u32.pow(at) % 6) as usize];
                (0..6).map(digit).chain(["tail"]).collect()
            })
            .collect();
        let set: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let dictionary = Dictionary::open(Dictionary::pack(&set)).expect("just packed");
        assert_eq!(dictionary.len(), set.len());
        for asked in ["armarbtail", "bبmmaatali", "йййaaatai", "raaaaataill"] {
            for (most, name) in [(1, Distance::One), (2, Distance::Two)] {
                let plain: Vec<&str> = set
                    .iter()
                    .copied()
                    .filter(|known| distance(asked, known) <= most)
                    .collect();
                assert_eq!(dictionary.near(asked, name), plain, "{asked} {most}");
            }
        }
    }

    #[test]
    fn damaged_bytes_are_no_dictionary() {
        assert!(Dictionary::open(vec![1, 2, 3]).is_none());
    }
}
