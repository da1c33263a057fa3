//! What holds for every text: no panic, and fields that are bound to the text.

use jiff::civil::date;
use proptest::prelude::*;
use tollbook_extract::extract;
use tollbook_record::{Publication, Reading};

/// Words and marks that the rules look for, so that chance meets them often.
const PIECES: &[&str] = &[
    "killed",
    "were killed",
    "wounding",
    "dead",
    "26",
    "at least",
    "between",
    "and",
    "30",
    "a dozen",
    "dozens of",
    "civilians",
    "women",
    "children",
    "of them",
    "including",
    "most of them",
    "said",
    "denied",
    "according to",
    "the ministry",
    "Idlib",
    "al-Sukkari",
    "in",
    "on Friday",
    "yesterday",
    "12/04/2019",
    "the 4th",
    "last",
    "an air strike",
    "struck",
    "a house",
    "by",
    "government forces",
    "will",
    "be",
    "shelled",
    "no",
    "none",
    "escaped unhurt",
    "toll",
    "to",
    "(",
    ")",
    ",",
    ".",
    ";",
    ":",
    "-",
    "\"",
    "“",
    "”",
    "\n",
    "\n\n",
    "- ",
    "1.",
    "TOTAL:",
    "KYIV, Nov 6 (Desk) -",
    "حي",
    "٢٦",
    "é",
    "🚑",
    "\u{200f}",
    "4294967295",
    "hundred",
    "thousand",
    "'s",
    "aged",
    "11",
];

fn publication() -> Publication {
    Publication {
        published: Some(date(2031, 3, 4)),
        publisher: Some("Invented Desk".into()),
        language: Some("en".into()),
        ..Publication::default()
    }
}

/// Every quote stands where it says, and every part points at another figure of its claim.
fn check(text: &str, reading: &Reading) {
    for claim in &reading.claims {
        assert_eq!(text.get(claim.quote.range()), Some(claim.quote.text()));
        for (at, figure) in claim.figures.iter().enumerate() {
            assert_eq!(text.get(figure.quote.range()), Some(figure.quote.text()));
            if let Some(whole) = figure.part_of {
                assert!(whole < claim.figures.len() && whole != at, "{text:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn pieces_in_any_order(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = pieces.join(" ");
        check(&text, &extract(&text, &publication()));
    }

    #[test]
    fn any_text(text in "\\PC{0,300}") {
        check(&text, &extract(&text, &publication()));
    }

    #[test]
    fn the_same_text_gives_the_same_claims(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.join(" ");
        prop_assert_eq!(extract(&text, &publication()), extract(&text, &publication()));
    }
}
