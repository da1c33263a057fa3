//! Words that tell of what kind a place is.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::place::Precision;

/// The words of each kind, folded and parted by spaces.
const GENERIC: [(Precision, &str); 4] = [
    (
        Precision::Governorate,
        "governorate governate muhafazat province state oblast region countryside \
         wilayat محافظه ولايه اقليم ريف область області muhafaza",
    ),
    (
        Precision::District,
        "district subdistrict county raion منطقه مديريه ناحيه قضا раион",
    ),
    (
        Precision::Locality,
        "city town township village madinat qaryat مدينه بلده قريه camp مخيم معسكر місто \
         село селище смт город деревня поселок medinat",
    ),
    (
        Precision::Neighbourhood,
        "neighbourhood neighborhood quarter suburb hayy حي микрораион мікрораион квартал",
    ),
];

/// What kind of place a word says that another word is the name of.
///
/// ```
/// use tollbook_record::{Precision, text::key};
/// assert_eq!(key::generic("governorate"), Some(Precision::Governorate));
/// assert_eq!(key::generic("aleppo"), None);
/// ```
pub fn generic(word: &str) -> Option<Precision> {
    static KINDS: LazyLock<HashMap<&str, Precision>> = LazyLock::new(|| {
        let words =
            |(kind, words): (Precision, &'static str)| words.split(' ').map(move |w| (w, kind));
        GENERIC.into_iter().flat_map(words).collect()
    });
    KINDS.get(word).copied()
}

/// Takes one generic word from either end of a name and tells what it says, unless it is all there is.
///
/// ```
/// use tollbook_record::{Precision, text::key};
/// let idlib = ("idlib", Some(Precision::Governorate));
/// assert_eq!(key::without_generic("idlib governorate"), idlib);
/// assert_eq!(key::without_generic("governorate of idlib"), idlib);
/// assert_eq!(key::without_generic("محافظه ادلب"), ("ادلب", Some(Precision::Governorate)));
/// assert_eq!(key::without_generic("camp"), ("camp", None));
/// ```
pub fn without_generic(name: &str) -> (&str, Option<Precision>) {
    if let Some((rest, last)) = name.rsplit_once(' ')
        && let Some(kind) = generic(last)
    {
        return (rest, Some(kind));
    }
    if let Some((first, rest)) = name.split_once(' ')
        && let Some(kind) = generic(first)
    {
        return (rest.strip_prefix("of ").unwrap_or(rest), Some(kind));
    }
    (name, None)
}
