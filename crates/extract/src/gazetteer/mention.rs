//! Every place that a text names, whether or not a claim is made of it.
//!
//! Reading wants the place of a claim and goes by grammar. This goes through all words and takes what
//! a gazetteer knows, the short names of countries, and the words for their people; it tells what a
//! report is about.

use std::cell::OnceCell;
use std::ops::Range;

use tollbook_record::text::{fold, key};

use super::form;
use super::lands;
use super::layers::Layers;
use crate::language::is_letter;

/// No name in the gazetteer is longer.
pub(super) const LONGEST: usize = 8;

/// Something of a text that stands for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// The land that is meant, where the words are its short name or the name of its people; else the
    /// words are the name of a place that may have namesakes.
    pub land: Option<&'static str>,
    /// Whether the words are the name of people: "Syrian".
    pub people: bool,
}

/// A word of the text and its byte range.
pub(super) struct Word<'t> {
    pub range: Range<usize>,
    written: &'t str,
    folded: OnceCell<String>,
    /// Whether it is written like a name: not a word in lower case.
    pub like_name: bool,
}

impl Word<'_> {
    /// Folded, as names are looked up; most words of a text are never asked for it.
    pub(super) fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(self.written))
    }
}

/// Words for a road: "Hampton Avenue" lies wherever it lies.
const ROADS: [&str; 12] = [
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "drive",
    "lane",
    "boulevard",
    "square",
    "court",
    "highway",
];

/// The places that a text names, in order.
pub fn mentions(text: &str, layers: Layers<'_>) -> Vec<Mention> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].like_name {
            at += 1;
            continue;
        }
        let named = layers.longest(&words[at..]);
        let short = land_at(text, &words[at..], named);
        let length = short.map_or(named, |(length, ..)| length);
        let length = length + generic_after(&words[at..], length);
        if length > 0 && is_road(text, &words[at..], length) {
            at += length + 1;
            continue;
        }
        if length > 0 {
            found.push(Mention {
                range: words[at].range.start..words[at + length - 1].range.end,
                land: short.map(|(_, land, _)| land),
                people: short.is_some_and(|(.., people)| people),
            });
        }
        at += length.max(1);
    }
    found
}

/// One where a name goes on with the word for its kind: "Hama Governorate", "Walker County".
fn generic_after(words: &[Word<'_>], length: usize) -> usize {
    let next = words.get(length).filter(|_| length > 0);
    let is_generic = |word: &Word| word.like_name && key::generic(word.folded()).is_some();
    usize::from(next.is_some_and(is_generic))
}

/// Whether a name goes on with the word for a road.
fn is_road(text: &str, words: &[Word<'_>], length: usize) -> bool {
    let (Some(last), Some(next)) = (
        length.checked_sub(1).and_then(|at| words.get(at)),
        words.get(length),
    ) else {
        return false;
    };
    let touches = text.get(last.range.end..next.range.start) == Some(" ");
    touches && next.like_name && ROADS.contains(&next.folded())
}

/// A short name or a people of a land at the first word, if no place's name is longer: its length, the
/// land, and whether it is a people.
fn land_at(text: &str, words: &[Word<'_>], named: usize) -> Option<(usize, &'static str, bool)> {
    let first = words.first()?;
    if let Some(next) = words.get(1)
        && named <= 2
        && let Some(land) = lands::of_people_in_two(first.folded(), next.folded())
    {
        return Some((2, land, true));
    }
    if named > 1 {
        return None;
    }
    // "Us" at the start of a sentence is no country.
    let written = &text[first.range.clone()];
    let in_capitals =
        !written.chars().any(char::is_lowercase) || written.len() > 3 || written.contains('.');
    if let Some(land) = lands::by_short_name(first.folded()).filter(|_| in_capitals) {
        return Some((1, land, false));
    }
    lands::of_people(first.folded()).map(|land| (1, land, true))
}

impl Layers<'_> {
    /// How many of the words the longest name spans that begins at the first.
    fn longest(self, words: &[Word<'_>]) -> usize {
        let first = words[0].folded();
        // Most words begin no name.
        let opens = |hash| self.each().any(|(_, places)| places.names.opens(hash));
        if !form::openings(first).any(|opening| opening.is_none_or(opens)) {
            return 0;
        }
        let rest = words.iter().take(LONGEST).skip(1).map(Word::folded);
        let layers = self.each().filter(|(_, places)| places.may_begin(first));
        let found = layers.filter_map(|(_, places)| places.longest_from(first, rest.clone()));
        found.map(|found| found.words.max(1)).max().unwrap_or(0)
    }
}

/// Runs of letters, digits and the marks that stand inside names.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let goes_on = is_inside(letter) || letter == '.' && is_initial(text, start, at);
        match (goes_on, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(word(text, from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn is_inside(letter: char) -> bool {
    is_letter(letter)
        || letter.is_numeric()
        || matches!(letter, '\'' | '’' | '-' | '&' | '\u{64b}'..='\u{652}')
}

/// Whether a point belongs to a word of initials, "U.S.", or cuts a state short, "Calif.".
fn is_initial(text: &str, start: Option<usize>, at: usize) -> bool {
    let Some(start) = start else {
        return false;
    };
    let next = text[at..].chars().nth(1).unwrap_or(' ');
    let so_far = &text[start..at];
    let initials = so_far
        .split('.')
        .all(|part| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_uppercase()));
    let cut_short = || lands::by_short_name(&format!("{}.", fold(so_far))).is_some();
    initials && (next.is_ascii_uppercase() || so_far.contains('.')) || cut_short()
}

fn word(text: &str, start: usize, end: usize) -> Word<'_> {
    // A possessive is no part of a name.
    let written = &text[start..end];
    let name = ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|s| written.strip_suffix(s))
        .unwrap_or(written);
    let led = name.trim_start_matches(['-', '\'', '’', '&']);
    let start = start + name.len() - led.len();
    Word {
        range: start..start + led.len(),
        written: led,
        folded: OnceCell::new(),
        like_name: !led.is_empty() && !led.starts_with(char::is_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the mentions with the words in brackets; `=XX` after the words is the land.
    #[track_caller]
    fn check(marked: &str) {
        let text: String = marked.replace(['[', ']'], "");
        let text = text
            .split('=')
            .enumerate()
            .map(|(i, part)| if i == 0 { part } else { &part[2..] })
            .collect::<String>();
        let mut got = String::new();
        let mut end = 0;
        for mention in mentions(&text, Layers::embedded()) {
            got += &text[end..mention.range.start];
            got += &format!("[{}", &text[mention.range.clone()]);
            got += &mention
                .land
                .map_or(String::new(), |land| format!("={land}"));
            got += "]";
            end = mention.range.end;
        }
        got += &text[end..];
        assert_eq!(got, marked);
    }

    #[test]
    fn names_short_names_and_peoples_are_found() {
        check("Shells hit [Aleppo]’s market, [Syrian=SY] state media said.");
        check(
            "[South Korean=KR] and [U.S.=US] officials met in [Deir ez-Zor]; they gave us nothing.",
        );
        check("The [US=US] and [Russia] said so. Us too.");
        check("Two [Russians=RU] left for [Santa Monica], he said.");
        check("A car stood in Aleppo Street, in the [Aleppo] countryside.");
    }
}
