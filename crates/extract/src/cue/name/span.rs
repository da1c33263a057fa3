//! Where a person's name can begin and end: capitalised words, with the particles that join them.

use std::ops::Range;

use crate::lexicon::{Gram, TimeWord};
use crate::segment::{Segments, is_common};
use crate::token::Shape;

/// Small words that stand between the parts of names of many languages.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "uz", "ur", "bin", "bint", "ibn", "ben", "abu", "abd", "umm", "de", "del",
    "della", "di", "du", "da", "do", "dos", "das", "la", "las", "los", "van", "von", "der", "den",
    "ter", "y", "ould", "ag", "wa",
];

/// Words that open a name and belong to it: "Abu Salim", "Umm Rami".
const OPENERS: &[&str] = &[
    "abu", "abou", "umm", "um", "oum", "bin", "ibn", "abd", "al", "el",
];

/// Given names that are words, months or adjectives as well; one of them begins or ends a name beside
/// another part.
const WORDS_TOO: &[&str] = &[
    "ace",
    "angel",
    "april",
    "archer",
    "art",
    "august",
    "autumn",
    "bill",
    "chance",
    "chase",
    "christian",
    "clay",
    "cliff",
    "cooper",
    "dale",
    "dawn",
    "dean",
    "drew",
    "duke",
    "earl",
    "faith",
    "forest",
    "frank",
    "gene",
    "glen",
    "grace",
    "grant",
    "guy",
    "heath",
    "hope",
    "hunter",
    "jack",
    "jasmine",
    "joy",
    "june",
    "king",
    "lance",
    "mark",
    "mason",
    "may",
    "miles",
    "parker",
    "pat",
    "prince",
    "ray",
    "rich",
    "rod",
    "rose",
    "summer",
    "sue",
    "tanner",
    "victor",
    "wade",
    "will",
];

/// What follows a name and never opens one.
const SUFFIXES: &[&str] = &["sr", "sr.", "jr", "jr.", "ii", "iii", "iv"];

/// Whether the unit can be a part of a name.
pub fn is_part(segments: &Segments<'_>, at: usize) -> bool {
    let unit = &segments.units[at];
    let word = &segments.text[unit.start..unit.end];
    if unit.shape != Shape::Word || !(unit.capital || has_article(word)) || word.contains(' ') {
        return false;
    }
    // "During", "Latest": a capital at the start of a sentence is no sign.
    let opening = at == 0 || segments.units[at - 1].is_any(&['.', '!', '?', ':', '"', '“', '”']);
    if opening && unit.lex.is_unknown() && is_common(segments.low(at)) {
        return false;
    }
    let known =
        unit.lex.is_unknown() || OPENERS.contains(&segments.low(at)) || is_said(segments, at);
    known && !is_acronym(word, unit.shouted)
}

/// "Said" is a name where a name begins or ends with it, not a word that points.
fn is_said(segments: &Segments<'_>, at: usize) -> bool {
    segments.low(at) == "said" && segments.units[at].capital
}

/// "al-Qasr", "el-Tal"
fn has_article(word: &str) -> bool {
    const LONGEST: usize = 3;
    let mark = { word.char_indices() }
        .take_while(|(at, _)| *at <= LONGEST)
        .find(|(_, c)| matches!(c, '-' | '\'' | '’'));
    mark.is_some_and(|(at, c)| word[at + c.len_utf8()..].starts_with(char::is_uppercase))
}

/// "NGO", "UNICEF": capitals only. A single letter is an initial. Where all is in capitals only a word
/// that nobody could say is known as one.
fn is_acronym(word: &str, shouted: bool) -> bool {
    if shouted {
        return word.len() > 1 && !word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && !word.chars().any(char::is_lowercase)
}

/// The name that begins at `at`, before `end`; nothing if a name began before it.
pub fn name(segments: &Segments<'_>, at: usize, start: usize, end: usize) -> Option<Range<usize>> {
    let unit = &segments.units[at];
    if !unit.capital && !has_article(&segments.text[unit.start..unit.end]) {
        return None;
    }
    let given = is_word_too(segments, at) && at + 1 < end && is_part(segments, at + 1);
    if !is_part(segments, at) && !given || at > start && is_part(segments, at - 1) {
        return None;
    }
    if SUFFIXES.contains(&segments.low(at))
        || at > start && is_word_too(segments, at - 1) && is_part(segments, at)
    {
        return None;
    }
    let mut last = at;
    let mut next = at + 1;
    while next < end && next <= last + 4 {
        if is_part(segments, next) || is_surname(segments, next, end) {
            last = next;
            next += 1;
        } else if let Some(after) = nickname(segments, next, end) {
            next = after;
        } else if PARTICLES.contains(&segments.low(next)) {
            next += 1;
        } else {
            break;
        }
    }
    let opener_alone = last == at && OPENERS.contains(&segments.low(at));
    (!opener_alone).then_some(at..last + 1)
}

/// "April", "Christian", where no number makes a date of it.
fn is_word_too(segments: &Segments<'_>, at: usize) -> bool {
    let unit = &segments.units[at];
    let dated = at > 0
        && matches!(
            segments.units[at - 1].shape,
            Shape::Number(_) | Shape::Ordinal(_)
        );
    unit.capital && !dated && WORDS_TOO.contains(&segments.low(at))
}

/// "Ivo Bishop", "Ann Baker": a title or an occupation as a surname, at the end of a name.
fn is_surname(segments: &Segments<'_>, at: usize, end: usize) -> bool {
    let unit = &segments.units[at];
    let word = &segments.text[unit.start..unit.end];
    let noun = is_word_too(segments, at)
        || unit.has(Gram::TITLE)
        || unit.lex.person.is_some_and(|p| !p.plural);
    let ends = at + 1 >= end || !is_part(segments, at + 1);
    noun && ends && unit.capital && !word.contains([' ', '.']) && !is_acronym(word, unit.shouted)
}

/// "Ann “Fay” Lee": past the nickname, if a part of the name follows it.
fn nickname(segments: &Segments<'_>, at: usize, end: usize) -> Option<usize> {
    const MARKS: &[char] = &['"', '“', '”', '\'', '‘', '’'];
    let inside = at + 3 < end && segments.units[at].is_any(MARKS);
    let closed = inside && is_part(segments, at + 1) && segments.units[at + 2].is_any(MARKS);
    let goes_on = closed && (is_part(segments, at + 3) || is_surname(segments, at + 3, end));
    goes_on.then_some(at + 3)
}

/// Whether the unit is a month or a weekday, which takes capitals too.
pub fn is_dated(segments: &Segments<'_>, at: usize) -> bool {
    matches!(
        segments.units[at].lex.time,
        Some(TimeWord::Month(_) | TimeWord::Weekday(_))
    )
}

/// Whether the unit stands before a name and is no part of it: "Dr.", "Hajj", "don".
pub fn is_title(segments: &Segments<'_>, at: usize) -> bool {
    let unit = &segments.units[at];
    let common = unit.lex.person.is_some() && !unit.capital;
    unit.has(Gram::TITLE) && !common && !OPENERS.contains(&segments.low(at))
}
