//! How reports write a person's age: "34", "aged four", "ten months", "of 19 years".

use crate::lexicon::{NumberWord, TimeUnit, TimeWord};
use crate::segment::Segments;
use crate::token::Shape;

/// The age that is written at `at` and where it ends, if words or what follows show that it is one.
pub fn read(segments: &Segments<'_>, at: usize, end: usize) -> Option<(u8, usize)> {
    let word = |i: usize| if i < end { segments.low(i) } else { "" };
    let mut from = at;
    let mut marked = false;
    while matches!(
        word(from),
        "aged"
            | "age"
            | "of"
            | "about"
            | "around"
            | "c"
            | "c."
            | "ca"
            | "ca."
            | "approximately"
            | "only"
            | "just"
            | "some"
            | "nearly"
            | "almost"
            | "."
            | "~"
    ) {
        marked |= matches!(word(from), "aged" | "age");
        from += 1;
    }
    if from >= end {
        return None;
    }
    if let Shape::Age(age) = segments.units[from].shape {
        return Some((age, from + 1));
    }
    let number = number(segments, from).filter(|n| *n <= 110)?;
    let mut after = from + 1;
    let years = unit(segments, after, end);
    if let Some((whole, next)) = years {
        after = next;
        return Some((if whole { number } else { 0 }, after));
    }
    let closed = after >= end
        || segments.units[after].is_any(&[',', ')', '.', ';', '-', '–', '—', ']'])
        || matches!(word(after), "and" | "&" | "who");
    let marked = marked || closed && from == at || closed && word(at) != "of";
    marked.then_some((number, after))
}

fn number(segments: &Segments<'_>, at: usize) -> Option<u8> {
    let n = match segments.units[at].shape {
        Shape::Number(n) => Some(n),
        _ => match segments.units[at].lex.number {
            Some(NumberWord::Cardinal(n)) => Some(n),
            _ => None,
        },
    };
    n.and_then(|n| u8::try_from(n).ok())
}

/// Whether years or shorter units are named at `at`, and where the words for them end.
fn unit(segments: &Segments<'_>, at: usize, end: usize) -> Option<(bool, usize)> {
    if at >= end {
        return None;
    }
    let whole = match segments.low(at) {
        "yrs" | "yr" | "y/o" | "yo" | "years old" | "years-old" | "years of age" => true,
        "months old" | "weeks old" | "days old" => false,
        _ => match segments.units[at].lex.time {
            Some(TimeWord::Unit(TimeUnit::Year)) => true,
            Some(TimeWord::Unit(TimeUnit::Month | TimeUnit::Week | TimeUnit::Day)) => false,
            _ => return None,
        },
    };
    let tail = ["old", "of", "age"];
    let more = (at + 1..end)
        .take_while(|i| tail.contains(&segments.low(*i)))
        .count();
    Some((whole, at + 1 + more))
}
