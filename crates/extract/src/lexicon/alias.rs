//! Names that mean one party: "RSF" and "Rapid Support Forces".

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::text::fold;

static ALIASES: LazyLock<Aliases> = LazyLock::new(Aliases::load);

#[derive(Deserialize)]
struct Table {
    generic: HashSet<String>,
    party: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    label: String,
    names: Vec<String>,
}

struct Aliases {
    generic: HashSet<String>,
    /// The row of each name, its words folded and without generic ones.
    rows: HashMap<String, usize>,
}

impl Aliases {
    fn load() -> Self {
        let text = include_str!("../../lexicon/en/aliases.toml");
        let table: Table =
            toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/en/aliases.toml: {error}"));
        let mut rows = HashMap::new();
        for (at, row) in table.party.iter().enumerate() {
            for name in row.names.iter().chain([&row.label]) {
                rows.insert(key(&table.generic, name), at);
            }
        }
        Self {
            generic: table.generic,
            rows,
        }
    }

    fn row(&self, name: &str) -> Option<usize> {
        self.rows.get(&key(&self.generic, name)).copied()
    }
}

/// The words that tell parties apart; all of them where every word is generic.
fn key(generic: &HashSet<String>, name: &str) -> String {
    let folded = fold(name);
    let words = || folded.split_whitespace();
    let told: Vec<&str> = words().filter(|w| !generic.contains(*w)).collect();
    if told.is_empty() {
        words().collect::<Vec<_>>().join(" ")
    } else {
        told.join(" ")
    }
}

/// The party that a name is known to mean, as a number that its other names share.
pub fn party(name: &str) -> Option<usize> {
    ALIASES.row(name)
}

/// Whether two names are known to mean one party.
pub fn same_party(a: &str, b: &str) -> bool {
    party(a).is_some_and(|known| party(b) == Some(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_party() {
        assert!(same_party("RSF", "the Rapid Support Forces"));
        assert!(same_party("Russian warplanes", "Moscow"));
        assert!(same_party("Daesh", "the Islamic State group"));
        assert!(!same_party("Israeli settlers", "IDF"));
        assert!(!same_party("the army", "the army of the plain"));
        assert!(!same_party("gunmen", "gunmen"));
    }

    #[test]
    fn no_name_means_two_parties() {
        let text = include_str!("../../lexicon/en/aliases.toml");
        let table: Table = toml::from_str(text).expect("the table is read above");
        let mut seen: HashMap<String, &str> = HashMap::new();
        for row in &table.party {
            for name in &row.names {
                let before = seen.insert(key(&table.generic, name), &row.label);
                assert!(before.is_none_or(|b| b == row.label), "{name}: {before:?}");
            }
        }
    }
}
