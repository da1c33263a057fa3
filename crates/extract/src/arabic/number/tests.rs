use super::*;
use crate::arabic::token::tokens;

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

/// "27", "27+", "..27", "30..40", "~100", "tens".
fn notation(count: Count) -> String {
    let Count::Stated { range, approximate } = count else {
        let Count::Vague(word) = count else {
            unreachable!("a count is stated or vague")
        };
        return word.to_string();
    };
    let about = if approximate { "~" } else { "" };
    match (range.min(), range.max()) {
        (Some(a), Some(b)) if a == b => format!("{about}{a}"),
        (Some(a), Some(b)) => format!("{about}{a}..{b}"),
        (Some(a), None) => format!("{about}{a}+"),
        (None, Some(b)) => format!("{about}..{b}"),
        (None, None) => "unknown".to_owned(),
    }
}

#[test]
fn number_phrases_come_out_as_grammar_has_them() {
    let table = include_str!("../../../../../testdata/phrases/numbers-ar.txt");
    let mut wrong = Vec::new();
    for line in table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        let (value, text) = line.split_once(" | ").expect("a value, a bar, a phrase");
        let found = numbers(text);
        if found != value {
            wrong.push(format!("{text}\n  expected {value}, read {found}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
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
