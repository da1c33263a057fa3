//! What holds for every text: no panic, and fields that are bound to the text.

use jiff::civil::date;
use proptest::prelude::*;
use tollbook_extract::extract;
use tollbook_record::{Claim, Publication, Quote, Reading, Speaker};

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

/// The same for Arabic, with marks upon letters, marks of direction and signs of old fonts.
const ARABIC_PIECES: &[&str] = &[
    "قُتل",
    "استشهاد",
    "أصيب",
    "مقتل وإصابة",
    "خمسة",
    "وعشرون",
    "مئة",
    "ألفاً و",
    "٣٦٬١١٨",
    "۱۴",
    "طفلان",
    "مدنيين",
    "بينهم",
    "معظمهم",
    "عشرات",
    "ما لا يقل عن",
    "على الأقل",
    "غارة جوية على",
    "منزل",
    "بالمدفعية",
    "قال",
    "نفت",
    "وفقاً لـ",
    "مصدر طبي",
    "قوات النظام",
    "في",
    "حي",
    "مدينة حلب",
    "بريف",
    "#حي_السكري",
    "أمس",
    "فجر الخميس",
    "28 نيسان/أبريل",
    "21 رجب 1437هـ",
    "منذ",
    "حتى",
    "الطفل محمد أحمد (7 سنوات)",
    "لا",
    "إصابات",
    "،",
    "؛",
    ".",
    ":",
    "\n",
    "- ",
    "(",
    ")",
    "«",
    "\u{200f}",
    "\u{202b}",
    "\u{2066}",
    "\u{200c}",
    "\u{64b}",
    "\u{654}",
    "ـ",
    "ﻻ",
    "ﷺ",
    "األ",
    "killed",
    "🚑",
    "که",
];

fn publication() -> Publication {
    Publication {
        published: Some(date(2031, 3, 4)),
        publisher: Some("Invented Desk".into()),
        language: Some("en".into()),
        ..Publication::default()
    }
}

/// The quotes of a claim, whatever field they prove.
fn quotes(claim: &Claim) -> Vec<&Quote> {
    let mut quotes = vec![&claim.quote];
    if let Speaker::Named { quote, .. } = &claim.speaker {
        quotes.push(quote);
    }
    quotes.extend(claim.weapons.iter().map(|w| &w.quote));
    quotes.extend(claim.targets.iter().map(|t| &t.quote));
    quotes.extend(claim.place.iter().map(|p| &p.quote));
    quotes.extend(claim.when.iter().map(|w| &w.quote));
    quotes.extend(claim.alleged_perpetrators.iter().map(|p| &p.quote));
    quotes.extend(claim.figures.iter().map(|f| &f.quote));
    quotes.extend(claim.victims.iter().map(|v| &v.quote));
    quotes
}

/// Every quote stands where it says, and every part points at another figure of its claim.
fn check(text: &str, reading: &Reading) {
    let stands = |quote: &Quote| assert_eq!(text.get(quote.range()), Some(quote.text()));
    for claim in &reading.claims {
        quotes(claim).into_iter().for_each(stands);
        for (at, figure) in claim.figures.iter().enumerate() {
            if let Some(whole) = figure.part_of {
                assert!(whole < claim.figures.len() && whole != at, "{text:?}");
            }
        }
    }
    let of_problems = reading.problems.iter().filter_map(|p| p.quote.as_ref());
    of_problems.for_each(stands);
}

proptest! {
    #[test]
    fn pieces_in_any_order(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = pieces.join(" ");
        check(&text, &extract(&text, &publication()));
    }

    #[test]
    fn pieces_among_odd_letters(
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(PIECES).prop_map(str::to_owned),
            "\\PC{1,3}",
        ], 0..60)
    ) {
        let text = pieces.concat();
        check(&text, &extract(&text, &publication()));
    }

    #[test]
    fn arabic_pieces_in_any_order(pieces in prop::collection::vec(prop::sample::select(ARABIC_PIECES), 0..60)) {
        let text = pieces.join(" ");
        check(&text, &extract(&text, &publication()));
    }

    #[test]
    fn arabic_pieces_among_odd_letters(
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(ARABIC_PIECES).prop_map(str::to_owned),
            "[\u{610}-\u{6ff}\u{fb50}-\u{fdff}\u{fe70}-\u{feff}]{1,3}",
            "\\PC{1,2}",
        ], 0..60)
    ) {
        let text = pieces.concat();
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
