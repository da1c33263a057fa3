//! Text in capitals: which words of a line without lower case would take a capital in ordinary print.
//!
//! Agencies of the wire age and some bulletins of today print whole reports in capitals. The rest of
//! the program reads a capital as the sign of a name, so here the sign is restored: a word that the
//! lexicon or the list of common words has is none, and one that nobody knows is a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::language::is_letter;
use crate::lexicon::hash::ByWord;
use crate::lexicon::{Gram, Lex, Party, TimeWord};
use crate::token::Shape;

use super::Unit;

/// Words that ordinary print writes in lower case.
static COMMON: LazyLock<HashSet<&'static str, ByWord>> = LazyLock::new(|| {
    include_str!("../../data/words/common.txt")
        .lines()
        .collect()
});

/// Whether a line is printed in capitals: a sentence's worth of words and no lower case.
pub fn is_shouted(line: &str) -> bool {
    const WORDS: usize = 8;
    let mut words = 0;
    for word in line.split_whitespace() {
        if word.contains(char::is_lowercase) {
            return false;
        }
        words += usize::from(word.contains(char::is_uppercase));
    }
    words >= WORDS
}

/// Whether the text as a whole is printed in capitals, so that its short lines are too.
pub fn shouts(text: &str) -> bool {
    const SAMPLE: usize = 4000;
    let (mut upper, mut lower) = (0, 0);
    for letter in text.chars().filter(|c| is_letter(*c)).take(SAMPLE) {
        upper += usize::from(letter.is_uppercase());
        lower += usize::from(letter.is_lowercase());
    }
    upper > 200 && upper > lower * 9
}

/// Gives the units of a line in capitals the capitals of ordinary print.
pub fn restore<'l>(units: &mut [Unit], low: impl Fn(&Unit) -> &'l str) {
    let mut opens = true;
    for at in 0..units.len() {
        units[at].shouted = true;
        let unit = units[at];
        if unit.shape != Shape::Word {
            opens |= unit.is_any(&['.', '!', '?', ':', ']']);
            continue;
        }
        // "COLOMBIA'S": the ending is no word of its own.
        if low(&unit).starts_with(['\'', '’']) {
            units[at].capital = false;
            continue;
        }
        let beside_number = |i: Option<usize>| {
            i.and_then(|i| units.get(i))
                .is_some_and(|u| matches!(u.shape, Shape::Number(_) | Shape::Ordinal(_)))
        };
        let dated = beside_number(at.checked_sub(1)) || beside_number(Some(at + 1));
        units[at].capital = opens || is_proper(unit.lex, low(&unit), dated);
        opens = false;
    }
    // "Colonel" takes its capital from the name behind it.
    for at in (1..units.len()).rev() {
        let title = units[at - 1].has(Gram::TITLE) && units[at - 1].shape == Shape::Word;
        units[at - 1].capital |= title && units[at].capital && units[at].shape == Shape::Word;
    }
}

/// Whether ordinary print gives the word a capital wherever it stands.
fn is_proper(lex: &Lex, word: &str, dated: bool) -> bool {
    match lex.time {
        Some(TimeWord::Weekday(_)) => return true,
        Some(TimeWord::Month(_)) => return dated || !matches!(word, "may" | "march"),
        _ => {}
    }
    if lex.is_unknown() {
        return !is_common(word);
    }
    match lex.party {
        Some(Party::Name) => true,
        Some(Party::Adjective) => !is_common(word),
        _ => false,
    }
}

/// Whether ordinary print writes the word in lower case, in one of its forms.
pub fn is_common(word: &str) -> bool {
    const ENDINGS: &[(&str, &str)] = &[
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
        ("ness", ""),
        ("er", ""),
        ("er", "e"),
        ("ers", ""),
        ("ers", "e"),
        ("ment", ""),
        ("ments", ""),
        ("ion", ""),
        ("ion", "e"),
        ("ions", ""),
        ("ions", "e"),
    ];
    if COMMON.contains(word) || !word.is_ascii() {
        return COMMON.contains(word);
    }
    if word.contains('-') {
        return word.split('-').all(is_common);
    }
    ENDINGS.iter().any(|(ending, restored)| {
        let stem = word.strip_suffix(ending).filter(|s| s.len() > 2);
        stem.is_some_and(|stem| has_stem(stem, restored))
    })
}

/// Whether a stem with what its ending took away is a common word: "stopp" and "", "rais" and "e".
fn has_stem(stem: &str, restored: &str) -> bool {
    const LONGEST: usize = 32;
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 3 && bytes.last() == bytes.get(bytes.len() - 2);
    if restored.is_empty() {
        let single = &stem[..stem.len() - usize::from(doubled)];
        return COMMON.contains(stem) || COMMON.contains(single);
    }
    // The word is put together on the stack: this runs for every word of a text in capitals.
    let mut whole = [0; LONGEST];
    let length = stem.len() + restored.len();
    if length > LONGEST {
        return false;
    }
    whole[..stem.len()].copy_from_slice(bytes);
    whole[stem.len()..length].copy_from_slice(restored.as_bytes());
    std::str::from_utf8(&whole[..length]).is_ok_and(|word| COMMON.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::segment::segment;

    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let capitals = segments.units.iter().filter(|u| u.capital);
        let shown: Vec<&str> = capitals.map(|u| &text[u.start..u.end]).collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn names_and_openings_keep_their_capitals() {
        check(
            "THE GUERRILLAS ATTACKED THE TOWN OF QARNUB ON 6 MAY.  TWO PEASANTS MAY HAVE BEEN WOUNDED BY SHELLS.",
            &["THE", "QARNUB", "MAY", "TWO"],
        );
        check(
            "ON TUESDAY UNIDENTIFIED GUNMEN SHOT COLONEL TAMIM ASQAR AND STOPPED TWO BUSES.",
            &["ON", "TUESDAY", "COLONEL", "TAMIM", "ASQAR"],
        );
        check(
            "REBELS ATTACKED A PATROL OF QARNUB'S POLICE ON THE ROAD TO SAN ASQAR.",
            &["REBELS", "QARNUB", "SAN", "ASQAR"],
        );
    }

    #[test]
    fn headings_in_capitals_stay_as_they_are() {
        check(
            "RURAL QARNUB\n\nTwo were hurt.",
            &["RURAL", "QARNUB", "Two"],
        );
    }
}
