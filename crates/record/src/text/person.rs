//! Names of persons, as far as their spellings can be compared without lists of names.

use super::fold;
use super::key::skeletons;

/// The words of a person's name, each by its consonants, so that the spellings of one name in Latin and
/// Arabic letters are equal. Some names of several people are equal too, as Hasan and Husayn are: equal
/// names are a reason to ask, and where a least number is sought to count one.
///
/// ```
/// use tollbook_record::text::person::Name;
/// let (whole, latin) = (Name::of("محمد علي حسن"), Name::of("Mohammad Ali Hassan"));
/// assert_eq!(whole, latin);
/// assert!(Name::of("Muhammed Hasan").is_part_of(&whole));
/// assert!(!Name::of("Hasan Muhammed").is_part_of(&whole));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(Vec<String>);

impl Name {
    /// Takes a name as written, without titles.
    pub fn of(name: &str) -> Self {
        let folded = fold(name);
        let words = folded.split_whitespace();
        let keys = words.filter_map(|word| skeletons(word).into_iter().next());
        Self(keys.filter(|key| !key.is_empty()).collect())
    }

    /// The consonants of each word, in order.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// Whether there is more than a first name.
    pub fn is_full(&self) -> bool {
        self.0.len() >= 2
    }

    /// Whether all of its words stand in the other name too, in the same order: sources leave names of
    /// fathers and grandfathers out.
    pub fn is_part_of(&self, other: &Self) -> bool {
        let mut rest = other.0.iter();
        self.0.iter().all(|word| rest.any(|other| other == word))
    }

    /// Whether the two may be one person: one of them is part of the other.
    pub fn may_be(&self, other: &Self) -> bool {
        self.is_part_of(other) || other.is_part_of(self)
    }
}
