//! Tables of phrases and what they mean, for tests: one phrase a line, the answer before it.

use tollbook_record::Count;

/// Reads every phrase of `table` and reports all those whose answer differs.
#[track_caller]
pub fn check(table: &str, read: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    let mut phrases = 0;
    for line in table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        let (answer, phrase) = line.split_once(" | ").expect("an answer, a bar, a phrase");
        let found = read(phrase);
        if found != answer {
            wrong.push(format!("{phrase}\n  expected {answer}, read {found}"));
        }
        phrases += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} of {phrases} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// "27", "27+", "..27", "30..40", "~100", "tens".
pub fn notation(count: Count) -> String {
    let (range, approximate) = match count {
        Count::Stated { range, approximate } => (range, approximate),
        Count::Vague(word) => return word.to_string(),
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
