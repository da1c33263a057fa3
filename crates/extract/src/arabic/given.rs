//! Given names and the parts that bind a name's words: `lexicon/ar/names.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::Sex;

use super::form::fold;
use crate::lexicon::hash::ByWord;

/// The sex that a given name tells; `None` for a name that both bear or that is not known.
pub fn sex(form: &str) -> Option<Sex> {
    match (NAMES.male.contains(form), NAMES.female.contains(form)) {
        (true, false) => Some(Sex::Male),
        (false, true) => Some(Sex::Female),
        _ => None,
    }
}

/// Whether a word is a given name.
pub fn is_given(form: &str) -> bool {
    NAMES.male.contains(form) || NAMES.female.contains(form)
}

/// Whether a word of a name binds the next: "عبد", "أبو", "صلاح" before "الدين".
pub fn binds(form: &str) -> bool {
    NAMES.binding.contains(form)
}

/// Whether a word with the article is bound by the one before and is no family's name: "الدين", "الله".
pub fn is_bound(form: &str) -> bool {
    NAMES.bound.contains(form)
}

struct Names {
    male: HashSet<String, ByWord>,
    female: HashSet<String, ByWord>,
    binding: HashSet<String, ByWord>,
    bound: HashSet<String, ByWord>,
}

#[derive(Deserialize)]
struct Table {
    male: Vec<String>,
    female: Vec<String>,
    binding: Vec<String>,
    bound: Vec<String>,
}

/// The table is part of the program: one that cannot be read is our fault, and a test reads it.
static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("../../lexicon/ar/names.toml"))
        .unwrap_or_else(|error| panic!("lexicon/ar/names.toml: {error}"));
    let set = |words: &[String]| words.iter().map(|word| fold(word)).collect();
    Names {
        male: set(&table.male),
        female: set(&table.female),
        binding: set(&table.binding),
        bound: set(&table.bound),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_name_tells_the_sex_where_one_bears_it() {
        let told = |name: &str| sex(&fold(name));
        assert_eq!(told("محمد"), Some(Sex::Male));
        assert_eq!(told("مَرْيَم"), Some(Sex::Female));
        assert_eq!(told("ذو الفقار"), Some(Sex::Male));
        for both in ["سلام", "الخضري", "حلب"] {
            assert_eq!(told(both), None, "{both}");
        }
    }
}
