//! Whether two designations may mean one party.
//!
//! Reports name one party in many ways, and the words alone seldom settle it. Where they do not,
//! nothing is concluded: two ways of naming one army are no competing accusations.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::text::fold;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parties {
    generic: HashSet<String>,
    state: HashSet<String>,
    non_state: HashSet<String>,
    aliases: Vec<Vec<String>>,
}

static PARTIES: LazyLock<Parties> =
    LazyLock::new(|| toml::from_str(include_str!("parties.toml")).expect("a test reads this file"));

/// How two designations relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Same,
    Different,
    CannotTell,
}

/// A designation's words, sorted by what they tell.
struct Designation {
    own: Vec<String>,
    state: bool,
    non_state: bool,
}

impl Designation {
    fn of(name: &str) -> Self {
        let folded = fold(name);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        let (mut own, mut state, mut non_state) = (Vec::new(), false, false);
        for word in words.filter(|word| !word.is_empty()) {
            state |= PARTIES.state.contains(word);
            non_state |= PARTIES.non_state.contains(word);
            let told = [&PARTIES.generic, &PARTIES.state, &PARTIES.non_state];
            if told.iter().all(|list| !list.contains(word)) {
                own.push(word.to_owned());
            }
        }
        Self {
            own,
            state,
            non_state,
        }
    }

    /// Armed groups that no state leads are not a state's army, and the other way round.
    fn is_of_another_kind(&self, other: &Self) -> bool {
        let only_state = |d: &Self| d.state && !d.non_state;
        let only_group = |d: &Self| d.non_state && !d.state;
        only_state(self) && only_group(other) || only_group(self) && only_state(other)
    }
}

/// Compares two designations.
pub(crate) fn relation(a: &str, b: &str) -> Relation {
    if fold(a) == fold(b) {
        return Relation::Same;
    }
    let (a, b) = (Designation::of(a), Designation::of(b));
    let shared = a.own.iter().any(|x| b.own.iter().any(|y| one_word(x, y)));
    if shared {
        return Relation::Same;
    }
    if !a.own.is_empty() && !b.own.is_empty() || a.is_of_another_kind(&b) {
        return Relation::Different;
    }
    Relation::CannotTell
}

/// Whether two words name one party: `Syria` and `Syrian`, or aliases.
fn one_word(a: &str, b: &str) -> bool {
    let same_start = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let mut aliases = PARTIES.aliases.iter();
    same_start >= 4
        || a == b
        || aliases.any(|group| group.iter().any(|w| w == a) && group.iter().any(|w| w == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn designations_relate_only_as_far_as_their_words_tell() {
        use Relation::{CannotTell, Different, Same};
        for (a, b, told) in [
            ("Northland army", "Northland's air force", Same),
            ("Northlandic jets", "the Northland military", Same),
            ("Israeli army", "IDF", Same),
            ("government forces", "the army", CannotTell),
            ("Northland army", "government forces", CannotTell),
            ("unknown aircraft", "Northland army", CannotTell),
            ("government forces", "rebels", Different),
            ("Northland army", "armed opposition", Different),
            ("Northland army", "Southland army", Different),
            ("قوات النظام", "فصائل المعارضة", Different),
        ] {
            assert_eq!(relation(a, b), told, "{a} / {b}");
            assert_eq!(relation(b, a), told, "{b} / {a}");
        }
    }
}
