//! When two written names count as one.
//!
//! The scorer has its own normal form, apart from `record::text`, so that a change of the
//! product's folding cannot move its own scores.

use std::collections::BTreeSet;

use tollbook_publish::wire::v1::claim::{AllegedPerpetrator, Place, Victim};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Words that name a kind of place, not a place; after folding.
const GENERIC: &str = "al el ad an ar as ash at az the of in a city town village province \
    governorate district state region countryside county area neighbourhood neighborhood quarter \
    township subdistrict directorate department oblast raion territory locality municipality zone \
    camp northern southern eastern western central north south east west northwest northeast \
    southwest southeast rural rif strip \
    مدينه بلده قريه حي حاره محافظه مديريه قضا ناحيه منطقه ريف شمالي جنوبي شرقي غربي شمال جنوب شرق غرب وسط";

/// Words of a designation that tell nobody apart.
const ACTOR_GENERIC: &str = "the of a an s and its their forces force";

/// Whether the normal forms are equal.
pub fn same_place(a: &Place, b: &Place) -> bool {
    key(&a.name) == key(&b.name)
}

/// Whether the parents as well are the same set.
pub fn same_place_and_parents(a: &Place, b: &Place) -> bool {
    let parents = |p: &Place| p.within.iter().map(|n| key(n)).collect::<BTreeSet<_>>();
    same_place(a, b) && parents(a) == parents(b)
}

/// Whether two designations share a word that means something.
pub fn same_perpetrator(a: &AllegedPerpetrator, b: &AllegedPerpetrator) -> bool {
    let [a, b] = [a, b].map(|p| word_set(&p.name, ACTOR_GENERIC));
    a.intersection(&b).next().is_some()
}

/// Whether the accusation as well is of one kind.
pub fn same_perpetrator_and_degree(a: &AllegedPerpetrator, b: &AllegedPerpetrator) -> bool {
    a.degree == b.degree && same_perpetrator(a, b)
}

/// Whether all words of the shorter name, at least one, stand in the longer one.
pub fn same_victim(a: &Victim, b: &Victim) -> bool {
    let [a, b] = [a, b].map(|v| word_set(&v.name, GENERIC));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.is_subset(&long)
}

fn key(name: &str) -> String {
    words(name, GENERIC).concat()
}

fn word_set(name: &str, generic: &str) -> BTreeSet<String> {
    words(name, generic).into_iter().collect()
}

/// The folded words of a name without the generic ones; all of them if nothing else is left.
fn words(name: &str, generic: &str) -> Vec<String> {
    let folded: String = name
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| canonical_combining_class(*c) == 0)
        .collect();
    let all: Vec<String> = without_apostrophes(&folded)
        .split(|c: char| !c.is_alphanumeric())
        .map(fold_arabic)
        .filter(|w| !w.is_empty())
        .map(without_article)
        .collect();
    let kept: Vec<String> = all
        .iter()
        .filter(|w| !generic.split(' ').any(|g| g == w.as_str()))
        .cloned()
        .collect();
    if kept.is_empty() { all } else { kept }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʿ' | 'ʾ' | '`')
}

/// Drops apostrophes, together with a possessive `s`.
fn without_apostrophes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !is_apostrophe(c) {
            out.push(c);
            continue;
        }
        let mut after = chars.clone();
        let possessive = after.next() == Some('s')
            && after
                .next()
                .is_none_or(|c| !c.is_alphanumeric() && c != '_');
        if possessive {
            chars.next();
        }
    }
    out
}

fn fold_arabic(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, 'ء' | 'ـ'))
        .map(|c| match c {
            'ى' | 'ئ' => 'ي',
            'ة' => 'ه',
            'ؤ' => 'و',
            '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
            _ => c,
        })
        .collect()
}

fn without_article(word: String) -> String {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() > 2 => rest.to_owned(),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_place_have_one_key() {
        assert_eq!(key("Al-Bab district"), key("the city of Bab"));
        assert_eq!(key("Ma'arrat"), "maarrat");
        assert_eq!(key("Gaza's north"), "gaza");
        assert_eq!(key("مدينة الرقّة"), key("الرقه"));
        assert_eq!(key("Saraqib"), "saraqib");
        assert_ne!(key("Saraqib"), key("Sarmin"));
    }

    #[test]
    fn a_name_of_generic_words_only_keeps_them() {
        assert_eq!(key("the district"), "thedistrict");
        assert_eq!(key("Central"), "central");
    }
}
