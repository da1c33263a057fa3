//! One invented report with three gold claims; every number below was counted by hand.

use serde_json::{Value, json};
use tollbook_publish::wire::v1::claim::Claim;

use super::tally::{Counts, Field};
use super::{Tally, table};

const TEXT: &str = "A drone strike hit a market in the town of Ardel on 3 May, killing nine people, \
    including two children, the mayor said. The army denied it. In April shelling of Ardel had \
    wounded Omar Tal, 40.";

/// The first occurrence of `words` as a quote.
fn quote(words: &str) -> Value {
    let start = TEXT.find(words).expect("the words stand in the text");
    json!({ "start": start, "end": start + words.len(), "text": words })
}

fn figure(effect: &str, who: &str, n: u32, words: &str, part_of: Option<usize>) -> Value {
    json!({ "effect": effect, "who": who, "min": n, "max": n, "part_of": part_of,
            "quote": quote(words) })
}

fn gold() -> Vec<Claim> {
    claims(json!([
        {
            "act": "drone_strike", "status": "asserted", "quote": quote("A drone strike hit"),
            "speaker": { "kind": "named", "name": "mayor", "quote": quote("the mayor") },
            "weapons": [{ "kind": "drone", "quote": quote("drone") }],
            "targets": [{ "kind": "market", "quote": quote("a market") }],
            "place": { "name": "Ardel", "quote": quote("the town of Ardel") },
            "when": { "first": "2016-05-03", "last": "2016-05-03", "quote": quote("3 May") },
            "figures": [
                figure("killed", "people", 9, "nine people", None),
                figure("killed", "children", 2, "two children", Some(0)),
            ],
        },
        {
            "act": "drone_strike", "status": "denied", "quote": quote("A drone strike hit"),
            "speaker": { "kind": "named", "name": "army", "quote": quote("The army") },
            "place": { "name": "Ardel", "quote": quote("the town of Ardel") },
            "alleged_perpetrators": [
                { "name": "The army", "degree": "denied", "quote": quote("The army") },
            ],
        },
        {
            "act": "shelling", "status": "asserted", "quote": quote("shelling"),
            "speaker": { "kind": "publisher" },
            "when": { "first": "2016-04-01", "last": "2016-04-30", "quote": quote("In April") },
            "victims": [
                { "name": "Omar Tal", "effect": "injured", "age": 40, "quote": quote("Omar Tal") },
            ],
        },
    ]))
}

/// Finds the first claim and the third, takes the denial for an assertion of the publisher's about
/// something else, and reads "40" as a figure.
fn predicted() -> Vec<Claim> {
    claims(json!([
        {
            "act": "airstrike", "status": "asserted", "quote": quote("drone strike hit"),
            "speaker": { "kind": "named", "name": "mayor", "quote": quote("mayor") },
            "weapons": [{ "kind": "drone", "quote": quote("drone") }],
            "targets": [{ "kind": "market", "quote": quote("market") },
                        { "kind": "road", "quote": quote("town") }],
            "place": { "name": "town of Ardel", "within": ["Norland"], "quote": quote("Ardel") },
            "when": { "first": "2016-05-03", "last": null, "quote": quote("3 May") },
            "figures": [
                figure("killed", "people", 9, "nine people", None),
                figure("killed", "people", 2, "two children", Some(0)),
            ],
        },
        {
            "act": "attack", "status": "asserted", "quote": quote("denied"),
            "speaker": { "kind": "publisher" },
        },
        {
            "act": "shelling", "status": "asserted", "quote": quote("shelling of Ardel"),
            "speaker": { "kind": "publisher" },
            "place": { "name": "Ardel", "quote": quote("Ardel") },
            "figures": [figure("injured", "people", 40, "40", None)],
            "victims": [{ "name": "Tal", "age": 40, "quote": quote("Tal") }],
        },
    ]))
}

fn claims(value: Value) -> Vec<Claim> {
    serde_json::from_value(value).expect("the claims above are in the published format")
}

fn tally(predicted: &[Claim]) -> Tally {
    let mut tally = Tally::default();
    tally.add("ardel", TEXT, &gold(), predicted);
    tally
}

#[test]
fn counts_are_those_counted_by_hand() {
    let tally = tally(&predicted());
    let expected = [
        (Field::Claim, [2, 3, 3, 2]),
        (Field::Act, [1, 3, 3, 2]),
        (Field::Status, [2, 3, 3, 2]),
        (Field::Speaker, [2, 3, 3, 2]),
        (Field::SpeakerKind, [2, 3, 3, 2]),
        (Field::Weapons, [1, 1, 1, 1]),
        (Field::Targets, [1, 1, 2, 1]),
        (Field::Place, [1, 2, 2, 1]),
        (Field::PlaceWithin, [0, 2, 2, 1]),
        (Field::When, [0, 2, 1, 2]),
        (Field::WhenOverlap, [1, 2, 1, 2]),
        (Field::Perpetrators, [0, 1, 0, 0]),
        (Field::PerpetratorsName, [0, 1, 0, 0]),
        (Field::FiguresExact, [1, 2, 3, 2]),
        (Field::FiguresRelaxed, [2, 2, 3, 2]),
        (Field::FiguresPartOf, [1, 1, 1, 1]),
        (Field::Victims, [1, 1, 1, 1]),
        (Field::VictimsAge, [1, 1, 1, 1]),
        (Field::VictimsEffect, [0, 1, 1, 1]),
    ];
    for (field, [right, gold, predicted, reachable]) in expected {
        let counts = Counts {
            right,
            gold,
            predicted,
            reachable,
        };
        assert_eq!(tally.counts(field), counts, "{field:?}");
    }
    assert_eq!((tally.false_figures, tally.unaligned_figures), (1, 1));
    assert_eq!((tally.quotes, tally.valid_quotes), (14, 14));
}

#[test]
fn gold_against_itself_is_perfect() {
    let tally = tally(&gold());
    for (field, name) in Field::ALL {
        assert_eq!(tally.counts(field).f1(), Some(1.0), "{name}");
    }
    assert!(tally.mistakes.is_empty(), "{:?}", tally.mistakes);
}

#[test]
fn a_quote_that_is_off_by_one_is_not_valid() {
    let mut claims = gold();
    claims[0].quote.start += 1;
    let tally = tally(&claims);
    assert_eq!(tally.quotes - tally.valid_quotes, 1);
    assert_eq!(tally.mistakes[0].kind, "quote");
}

#[test]
fn nothing_predicted_is_nought_not_undefined() {
    let tally = tally(&[]);
    let claim = tally.counts(Field::Claim);
    assert_eq!(
        (claim.precision(), claim.recall(), claim.f1()),
        (Some(0.0), Some(0.0), Some(0.0))
    );
    assert_eq!(claim.matched(), None);
    assert!(table::plain(&tally).contains("quotes valid - of 0"));
}
