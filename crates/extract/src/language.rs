//! Whether a text is in a language that is read. What is not read makes a problem, never silence.

use tollbook_record::Problem;
use whichlang::{Lang, detect_language};

/// Texts shorter than this many letters say too little of their language; they are tried.
const FEWEST_LETTERS: usize = 200;

/// The detector looks at the beginning alone, so that long texts cost no more.
const MOST_LETTERS: usize = 2_000;

/// The problem of a text that is not in English: by its letters, by what is stated of it, or by its
/// words.
pub fn not_read(text: &str, stated: Option<&str>) -> Option<Problem> {
    let language = foreign_script(text)
        .or_else(|| foreign_by_statement(stated, text))
        .or_else(|| foreign_by_words(text, stated.is_some()))?;
    Some(Problem {
        kind: "language_not_read".into(),
        message: format!(
            "The report is in {language}, which this version preserves and does not read; take its claims by hand."
        ),
        quote: None,
    })
}

/// Arabic script, if most letters are of it.
fn foreign_script(text: &str) -> Option<&'static str> {
    let (mut arabic, mut others) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let count = if matches!(c, '\u{600}'..='\u{6ff}') {
            &mut arabic
        } else {
            &mut others
        };
        *count += 1;
    }
    (arabic > others).then_some("Arabic")
}

/// A language stated beside the report, unless its words are plainly English: a site's tag is often
/// that of its frame.
fn foreign_by_statement(stated: Option<&str>, text: &str) -> Option<&'static str> {
    let tag = stated?.to_ascii_lowercase();
    let english = tag.split(['-', '_']).next() == Some("en");
    (!english && beginning(text).is_none_or(|words| detect_language(words) != Lang::Eng))
        .then_some("another language than English, as is stated of it")
}

/// The detector guesses by runs of letters, and names in a list of places mislead it. Where English is
/// stated, it needs the small words of the other language beside its guess.
fn foreign_by_words(text: &str, stated: bool) -> Option<&'static str> {
    let words = beginning(text)?;
    let (name, small): (_, &[&str]) = match detect_language(words) {
        Lang::Eng => return None,
        Lang::Ara => return Some("Arabic"),
        Lang::Rus => return Some("Russian"),
        Lang::Fra => (
            "French",
            &[
                "le", "la", "les", "des", "du", "et", "une", "dans", "qui", "ont", "sur", "par",
                "un", "été", "leur", "au", "est",
            ],
        ),
        Lang::Spa => (
            "Spanish",
            &[
                "el", "la", "los", "las", "de", "del", "y", "en", "que", "una", "por", "con",
            ],
        ),
        Lang::Tur => (
            "Turkish",
            &[
                "ve", "bir", "bu", "da", "de", "için", "ile", "olarak", "olan",
            ],
        ),
        Lang::Deu => (
            "German",
            &[
                "der", "die", "das", "und", "den", "dem", "ein", "eine", "mit", "von", "im", "bei",
            ],
        ),
        Lang::Por => (
            "Portuguese",
            &[
                "o", "os", "as", "de", "da", "do", "e", "em", "que", "uma", "por", "com",
            ],
        ),
        _ if stated => return None,
        _ => return Some("another language than English"),
    };
    (!stated || share_of(small, words) >= FEWEST_SMALL_WORDS).then_some(name)
}

/// The share of small words below which a text is not in their language; running prose has 0.2 and
/// more.
const FEWEST_SMALL_WORDS: f64 = 0.08;

fn share_of(small: &[&str], text: &str) -> f64 {
    let mut all = 0usize;
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty());
    let found = words
        .inspect(|_| all += 1)
        .filter(|w| small.contains(&w.to_lowercase().as_str()))
        .count();
    found as f64 / all.max(1) as f64
}

/// The beginning of a text, if it is long enough to tell its language.
fn beginning(text: &str) -> Option<&str> {
    let letters = |limit: usize| {
        text.char_indices()
            .filter(|(_, c)| c.is_alphabetic())
            .nth(limit)
    };
    letters(FEWEST_LETTERS)?;
    Some(letters(MOST_LETTERS).map_or(text, |(at, _)| &text[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str, stated: Option<&str>) -> Option<String> {
        not_read(text, stated).map(|p| p.kind)
    }

    #[test]
    fn what_is_not_english_is_a_problem() {
        let english = "Two people were killed on Friday when a shell hit their house. ".repeat(6);
        let french =
            "Deux personnes ont été tuées vendredi quand un obus a touché leur maison. ".repeat(6);
        assert_eq!(kind(&english, None), None);
        assert_eq!(kind(&english, Some("ar")), None);
        assert_eq!(kind(&french, None).as_deref(), Some("language_not_read"));
        assert_eq!(
            kind("قتل شخصان يوم الجمعة", None).as_deref(),
            Some("language_not_read")
        );
        assert_eq!(kind("6 dead, 20 hurt", None), None);
        let list = "- Idlib: 5 killed\n".repeat(40);
        assert_eq!(kind(&list, Some("en")), None);
        assert_eq!(
            kind(&french, Some("en")).as_deref(),
            Some("language_not_read")
        );
        assert_eq!(
            kind("6 morts", Some("fr")).as_deref(),
            Some("language_not_read")
        );
    }
}
