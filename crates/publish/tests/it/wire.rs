//! The published form of reports, to the byte.

use tollbook_publish::wire::v1::{LineError, LineIn, LineOut, Report, WireError, read_claims};
use tollbook_publish::wire::{print, print_line};

use crate::fixture::invented;

#[test]
fn a_report_in_arabic() {
    let parts = invented();
    let (source, reading) = parts.source(2);
    insta::assert_snapshot!(print(&Report::from_reading(source, reading)));
}

#[test]
fn a_line_of_output_with_a_problem() {
    let parts = invented();
    let (source, reading) = parts.source(7);
    let line = LineOut::from_reading("plain-7".into(), &source.text, reading);
    insta::assert_snapshot!(print_line(&line), @r#"{"doc_id":"plain-7","claims":[],"problems":[{"kind":"figure_without_incident","message":"A number that belongs to no incident; read the sentence and decide.","quote":{"start":48,"end":71,"text":"Thousands have suffered"}}]}"#);
}

#[test]
fn every_invented_reading_comes_back_as_it_was() {
    let parts = invented();
    for index in 0..8 {
        let (source, reading) = parts.source(index);
        let line = LineOut::from_reading(String::new(), &source.text, reading);
        let back = read_claims(&source.text, &line.claims, &line.problems).expect("quotes agree");
        // The format leaves out what a gazetteer says of its entry, so only the rest can agree.
        let without_places = |reading: &tollbook_record::Reading| {
            let mut reading = reading.clone();
            reading
                .claims
                .iter_mut()
                .for_each(|claim| claim.place = None);
            reading
        };
        assert_eq!(without_places(&back), without_places(reading));
    }
}

/// Annotated reports leave out what a person need not write, and carry fields of their own.
#[test]
fn reading_takes_absent_fields_and_passes_over_unknown_ones() {
    let json = r#"{"schema": "tollbook.report/1", "genre": "wire", "source": {"id": "00"}, "text": "At least 2 died.",
        "claims": [{"act": "attack", "quote": {"start": 11, "end": 15, "text": "died"}, "status": "asserted",
        "speaker": {"kind": "publisher"}, "figures": [{"effect": "killed", "who": "people", "min": 2, "max": null,
        "quote": {"start": 0, "end": 10, "text": "At least 2"}}]}]}"#;
    let report: Report = serde_json::from_str(json).expect("the fields that must be are there");
    let reading = report.to_reading().expect("the quotes agree");
    let figure = &reading.claims[0].figures[0];
    assert_eq!(figure.count.range().to_string(), "2 or more");
}

#[test]
fn an_unknown_word_is_named_with_its_vocabulary() {
    let line = r#"{"start": 0, "end": 1, "text": "x"}"#;
    let json = format!(r#"{{"kind": "cannonball", "quote": {line}}}"#);
    let error = serde_json::from_str::<tollbook_publish::wire::v1::claim::Weapon>(&json);
    let message = error.expect_err("no such weapon").to_string();
    assert!(
        message.starts_with("`cannonball` is not a word of the vocabulary WeaponKind"),
        "{message}"
    );
}

fn refused(change: impl Fn(&mut Report)) -> WireError {
    let parts = invented();
    let (source, reading) = parts.source(0);
    let mut report = Report::from_reading(source, reading);
    change(&mut report);
    report.to_reading().expect_err("the change cannot be taken")
}

#[test]
fn what_cannot_be_is_refused_with_a_reason() {
    let quote = "At least 26 people";
    let messages = [
        refused(|r| r.claims[0].figures[0].quote.start += 1),
        refused(|r| r.claims[0].quote.end = usize::MAX),
        refused(|r| r.claims[0].figures[0].max = Some(3)),
        refused(|r| r.claims[0].figures[1].part_of = Some(1)),
        refused(|r| {
            r.claims[0].figures[0].vague = Some(
                "dozens"
                    .parse()
                    .map(tollbook_publish::wire::v1::Word)
                    .expect("a vague word"),
            )
        }),
        refused(|r| {
            if let Some(place) = &mut r.claims[0].place {
                place.lat = None
            }
        }),
        refused(|r| {
            if let Some(when) = &mut r.claims[0].when {
                when.last = Some(tollbook_publish::wire::v1::Word(jiff::civil::date(
                    2016, 4, 1,
                )))
            }
        }),
    ]
    .map(|error| error.to_string());
    assert!(messages[0].contains(quote), "{}", messages[0]);
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_line_of_input_needs_only_its_name_and_text() {
    let full = r#"{"doc_id": "a", "text": "t", "source": {"publisher": "P", "published": "2016-04-28", "language": "ar"}, "claims": []}"#;
    let line: LineIn = serde_json::from_str(full).expect("a whole line");
    let publication = tollbook_record::Publication::from(line.source);
    assert_eq!(publication.published, Some(jiff::civil::date(2016, 4, 28)));
    let bare: LineIn = serde_json::from_str(r#"{"doc_id": "a", "text": "t"}"#).expect("enough");
    assert_eq!(bare.source.publisher, None);
    let wrong = r#"{"doc_id": "a", "text": "t", "source": {"published": "28 April"}}"#;
    assert!(serde_json::from_str::<LineIn>(wrong).is_err());
}

#[test]
fn a_line_that_is_not_taken_is_answered() {
    let error = LineError {
        doc_id: None,
        line: 3,
        error: "not JSON".into(),
    };
    assert_eq!(
        print_line(&error),
        "{\"doc_id\":null,\"line\":3,\"error\":\"not JSON\"}\n"
    );
}
