use super::*;
use crate::arabic::token::tokens;
use crate::phrase_table::{self, notation};

/// Every number of `text` in order: what it counts, in round brackets where it counts no people, with
/// a question mark where only a noun can tell.
fn numbers(text: &str) -> String {
    let tokens = tokens(text);
    let mut shown = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(number) = read(&tokens, at) else {
            at += 1;
            continue;
        };
        // The qualifier may stand behind the counted noun, here one word.
        let behind = qualifier_after(&tokens, number.next + 1);
        let count = behind
            .and_then(|(qualifier, _)| requalified(number.count, qualifier))
            .unwrap_or(number.count);
        shown.push(match (number.thing, number.weak) {
            (true, _) => format!("({})", notation(count)),
            (_, true) => format!("{}?", notation(count)),
            _ => notation(count),
        });
        at = behind.map_or(number.next, |(_, next)| next);
    }
    match shown.is_empty() {
        true => "none".to_owned(),
        false => shown.join(" ; "),
    }
}

#[test]
fn number_phrases_come_out_as_grammar_has_them() {
    let table = include_str!("../../../../../testdata/phrases/numbers-ar.txt");
    phrase_table::check(table, numbers);
}

#[test]
fn a_clitic_is_outside_the_number() {
    for (text, letters) in [
        ("وخمسة قتلى", 1),
        ("لثلاثة أطفال", 1),
        ("وبأكثر من عشرة", 2),
        ("خمسة", 0),
    ] {
        let number = read(&tokens(text), 0).expect("a number");
        assert_eq!(number.letters, letters, "{text}");
    }
}

#[test]
fn ordinals_are_kept_apart() {
    for (text, expect) in [
        ("الخامس من آذار", Some((5, 1))),
        ("الثاني عشر من", Some((12, 2))),
        ("الحادي والعشرين", Some((21, 2))),
        ("السابع والعشرين من تموز", Some((27, 2))),
        ("العشرين", None),
    ] {
        assert_eq!(ordinal(&tokens(text), 0), expect, "{text}");
    }
}
