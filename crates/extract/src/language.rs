//! Whether a text is in a language that is read. What is not read makes a problem, never silence.

use tollbook_record::Problem;
use whichlang::{Lang, detect_language};

/// Texts shorter than this many letters say too little of their language; they are tried.
const FEWEST_LETTERS: usize = 200;

/// The detector looks at the beginning alone, so that long texts cost no more.
const MOST_LETTERS: usize = 2_000;

/// The script in which a text is read, or the problem of one that is neither in English nor in Arabic: by its
/// letters, by what is stated of it, or by its words.
pub fn read_as(text: &str, stated: Option<&str>) -> Result<Script, Problem> {
    let (script, foreign) = match is_in_arabic_script(text) {
        true => (Script::Arabic, other_of_script(text)),
        false => (
            Script::Latin,
            foreign_by_statement(stated, text).or_else(|| foreign_by_words(text, stated.is_some())),
        ),
    };
    match foreign {
        Some(language) => Err(problem(language)),
        None => Ok(script),
    }
}

fn problem(language: &str) -> Problem {
    Problem {
        kind: "language_not_read".into(),
        message: format!(
            "The report is in {language}, which this version preserves and does not read; take its claims by hand."
        ),
        quote: None,
    }
}

/// The script that a text is read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin letters, and all others that are not Arabic.
    Latin,
    /// Arabic letters.
    Arabic,
}

impl Script {
    /// The other of the two.
    pub fn other(self) -> Self {
        match self {
            Script::Latin => Script::Arabic,
            Script::Arabic => Script::Latin,
        }
    }
}

/// Whether words in a script are in the language that is read in it, Arabic or English. Few words tell it
/// less surely than a report does.
pub fn is_language_of(words: &str, script: Script) -> bool {
    match script {
        Script::Arabic => other_of_script(words).is_none(),
        Script::Latin => detect_language(words) == Lang::Eng,
    }
}

/// Whether most letters are of the Arabic script.
fn is_in_arabic_script(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let (arabic, others) = letters(text);
    arabic > others
}

/// How many letters of the Arabic script a text has, and how many others.
pub fn letters(text: &str) -> (usize, usize) {
    let (mut arabic, mut others) = (0, 0);
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => others += usize::from(c.is_ascii_alphabetic()),
            'ء'..='ي' => arabic += 1,
            _ if !c.is_alphabetic() => {}
            _ if is_of_arabic(c) => arabic += 1,
            _ => others += 1,
        }
    }
    (arabic, others)
}

/// Whether a character is of the Arabic script.
pub fn is_of_arabic(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}')
}

/// Whether a character is a letter. Those of Arabic and of ASCII, which most are, need no table.
pub fn is_letter(c: char) -> bool {
    match c {
        'ء'..='ي' => true,
        _ if c.is_ascii() => c.is_ascii_alphabetic(),
        _ => c.is_alphabetic(),
    }
}

/// Words that stand in nearly every sentence of Persian, Urdu and Kurdish, and in no Arabic one.
const PERSIAN: &[&str] = &[
    "است", "را", "که", "این", "برای", "شده", "شد", "کرد", "های", "می", "به", "از", "در",
];
const URDU: &[&str] = &[
    "ہے", "میں", "کے", "کی", "اور", "سے", "نے", "ہیں", "کو", "ہوئے", "تھا",
];

/// Another language than Arabic that is written in its script, by its letters and its small words.
fn other_of_script(text: &str) -> Option<&'static str> {
    let beginning: String = text.chars().take(MOST_LETTERS).collect();
    let (mut letters, mut persian, mut urdu, mut kurdish) = (0usize, 0usize, 0usize, 0usize);
    for c in beginning.chars().filter(|c| is_letter(*c)) {
        letters += 1;
        match c {
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => persian += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' | 'ہ' | 'ھ' => urdu += 1,
            'ێ' | 'ۆ' | 'ڕ' | 'ڵ' | 'ە' => kurdish += 1,
            _ => {}
        }
    }
    // Some keyboards give Arabic words the yeh and kaf of Persian, so letters alone are not enough.
    let many = |n: usize| n * 100 >= letters * LEAST_LETTERS;
    if many(urdu) && share_of(URDU, &beginning) >= FEWEST_SMALL_WORDS {
        Some("Urdu")
    } else if many(kurdish) {
        Some("Kurdish")
    } else if many(persian) && share_of(PERSIAN, &beginning) >= FEWEST_SMALL_WORDS {
        Some("Persian")
    } else {
        None
    }
}

/// The share of letters of another language, in per cent, below which its small words are not asked for.
const LEAST_LETTERS: usize = 2;

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
    let mut letters = text.char_indices().filter(|(_, c)| is_letter(*c));
    letters.nth(FEWEST_LETTERS)?;
    let end = letters.nth(MOST_LETTERS - FEWEST_LETTERS - 1);
    Some(end.map_or(text, |(at, _)| &text[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str, stated: Option<&str>) -> Option<String> {
        read_as(text, stated).err().map(|p| p.kind)
    }

    #[test]
    fn what_is_not_english_is_a_problem() {
        let english = "Two people were killed on Friday when a shell hit their house. ".repeat(6);
        let french =
            "Deux personnes ont été tuées vendredi quand un obus a touché leur maison. ".repeat(6);
        assert_eq!(kind(&english, None), None);
        assert_eq!(kind(&english, Some("ar")), None);
        assert_eq!(kind(&french, None).as_deref(), Some("language_not_read"));
        assert_eq!(kind("قتل شخصان يوم الجمعة", None), None);
        assert_eq!(
            kind("قُتل شخصان في الکرک يوم الجمعة، بحسب سکان محليين", None),
            None
        );
        for other in [
            "در این حمله که روز جمعه رخ داد سه نفر کشته شدند و از مردم خواسته شد به خانه های خود بروند",
            "جمعے کو ہونے والے حملے میں تین افراد ہلاک ہوئے اور پانچ زخمی ہیں",
            "لە هێرشێکدا سێ کەس کوژران و پێنج کەسی تر بریندار بوون",
        ] {
            assert_eq!(kind(other, None).as_deref(), Some("language_not_read"));
        }
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
