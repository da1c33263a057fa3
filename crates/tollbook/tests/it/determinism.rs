//! The same reports give the same bytes: on every call, in every casebook, with any number of
//! threads.

use crate::program::{Workplace, example_reports};

const FORMATS: [&str; 3] = ["csv", "json", "geojson"];

#[test]
fn exports_of_one_casebook_are_the_same_bytes_on_every_call() {
    let place = Workplace::new();
    let reports = example_reports();
    let _table = place.run(["run".as_ref(), reports.as_os_str()]).expect(0);
    for format in FORMATS {
        let first = place.export("casebook", format);
        assert!(first.len() > 1_000, "{format} has the record");
        assert_eq!(first, place.export("casebook", format), "{format}");
    }
}

/// A custody line tells when a source was received, which is of the casebook and not of the reports;
/// JSON alone shows it, and is compared without it.
#[test]
fn casebooks_of_the_same_reports_have_the_same_record() {
    let place = Workplace::new();
    let reports = example_reports();
    for (casebook, threads) in [("one", "1"), ("two", "2")] {
        let options = ["--casebook", casebook, "--threads", threads];
        let args = ["run".as_ref(), reports.as_os_str()];
        let _table = place
            .run(args.into_iter().chain(options.map(AsRef::as_ref)))
            .expect(0);
    }
    for format in ["csv", "geojson"] {
        let [one, two] = ["one", "two"].map(|casebook| place.export(casebook, format));
        assert_eq!(one, two, "{format}");
    }
    let [one, two] = ["one", "two"].map(|casebook| {
        let mut record: serde_json::Value =
            serde_json::from_slice(&place.export(casebook, "json")).expect("it is JSON");
        for source in record["sources"].as_array_mut().expect("an array") {
            source["obtained"].take();
        }
        record
    });
    assert_eq!(one, two);
}

/// A second run over the same reports adds nothing to what is counted.
#[test]
fn running_again_changes_no_incident() {
    let place = Workplace::new();
    let reports = example_reports();
    let run = || place.run(["run".as_ref(), reports.as_os_str()]).expect(0);
    let first = run();
    let exported = place.export("casebook", "csv");
    let second = run();
    assert_eq!(first.text(), second.text());
    assert_eq!(exported, place.export("casebook", "csv"));
}

#[test]
fn a_stream_is_the_same_with_one_thread_and_two_and_keeps_its_order() {
    let place = Workplace::new();
    let mut input = String::new();
    // More than are worked on together, of very different lengths, so that threads end out of order.
    for n in 0..700 {
        let text = crate::program::REPORT.repeat(1 + (n * 7) % 23);
        let line = serde_json::json!({"doc_id": format!("d{n}"), "text": text, "source": {}});
        input.push_str(&format!("{line}\n"));
    }
    let stream = |threads| {
        let args = ["read", "--jsonl", "--threads", threads];
        place.run_on(input.as_bytes(), args).expect(0)
    };
    let one = stream("1");
    let id = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        line["doc_id"].as_str().expect("an id").to_owned()
    };
    let ids: Vec<String> = one.text().lines().map(id).collect();
    assert_eq!(ids, (0..700).map(|n| format!("d{n}")).collect::<Vec<_>>());
    assert_eq!(one.stdout, stream("2").stdout);
}
