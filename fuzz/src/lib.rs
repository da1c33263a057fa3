//! What every fuzz target of the readers checks of a reading, and the invented publication they read under.
#![cfg(feature = "reading")]

use jiff::civil::{Date, date};
use tollbook_publish::wire::v1::{LineOut, read_claims};
use tollbook_record::{Publication, ReadText, Reading};

/// A day of publication that the bytes choose, so that relative dates meet the ends of months.
pub fn publication(choice: u8) -> Publication {
    let day: Date = date(2031, 1 + (choice % 12) as i8, 1 + (choice % 28) as i8);
    Publication {
        published: (choice != 0).then_some(day),
        publisher: Some("Invented Desk".into()),
        language: Some("en".into()),
        ..Publication::default()
    }
}

/// Reads the text, and sees that the published form and the kept form of the reading come back as they were,
/// which takes every quote to stand where it says.
pub fn check(text: &str, publication: &Publication) -> Reading {
    let reading = tollbook_extract::extract(text, publication);
    let line = LineOut::from_reading("fuzz".into(), text, &reading);
    let json = serde_json::to_string(&line).expect("a reading can be written");
    let back: LineOut = serde_json::from_str(&json).expect("what was written can be read");
    let again = read_claims(text, &back.claims, &back.problems).expect("every quote is right");
    // The published form leaves the country of a place out, so published forms are compared.
    assert_eq!(LineOut::from_reading("fuzz".into(), text, &again), line);
    let kept = ReadText {
        text: text.to_owned(),
        row: None,
        says: Vec::new(),
        reading,
    };
    assert_eq!(ReadText::from_bytes(&kept.to_bytes()).as_ref(), Some(&kept));
    kept.reading
}
