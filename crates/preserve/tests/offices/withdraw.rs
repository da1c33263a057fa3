//! Consent that is withdrawn: nothing of the source is left in the folder, and the log still verifies.

use std::fs;

use tollbook_preserve::Outcome;
use tollbook_record::{Publication, SourceId};

use crate::office::Office;

/// Stands in the source, in what is stated of it, in a reading and in a judgement on it.
const CANARY: &str = "CANARY-7f3a";

/// An office with the source among others, which were kept together with it.
fn with_canary(number: u8) -> (Office, SourceId) {
    let office = Office::new(number);
    let told = office.add("other.txt", "Two shops were hit.", 1);
    assert_eq!(told.len(), 1);
    let lines = format!(
        "{{\"text\":\"Invented report one.\"}}\n{{\"text\":\"{CANARY} was there.\"}}\n{{\"text\":\"Invented report three.\"}}\n"
    );
    let told = office.add("list.jsonl", &lines, 2);
    let Some(Outcome::Source { id, .. }) = told.get(2) else {
        panic!("a container and three sources, and not {told:?}");
    };
    let mut store = office.open();
    let title = Publication {
        title: Some(CANARY.into()),
        ..Publication::default()
    };
    store.state_from_file(*id, title).expect("room on the disk");
    let reading = [(*id, CANARY.as_bytes().to_vec())];
    store.keep_readings("1", reading).expect("room on the disk");
    drop(store);
    let body = format!("{{\"source\":\"{id}\",\"words\":\"{CANARY}\"}}");
    office.judge(&body, "A. Invented", 3);
    office.judge("{\"n\":1}", "A. Invented", 4);
    (office, *id)
}

#[test]
fn nothing_of_a_withdrawn_source_is_left_and_the_log_verifies() {
    let (office, source) = with_canary(1);
    assert!(office.holds(CANARY.as_bytes()).is_some());
    let held = fs::read(office.checkpoint()).expect("it is there");
    let gone = office.withdraw(source, 5).expect("it is there");
    // Received, stated and judged on.
    assert_eq!(gone.entries.len(), 3);
    assert_eq!(office.holds(CANARY.as_bytes()), None);
    let found = tollbook_preserve::verify(&office.dir(), &office.log, Some(&held));
    let found = found.expect("it can be checked");
    assert_eq!((found.damage, found.sources), (vec![], 3));
    assert!(found.since.is_some());
    assert_eq!(found.withdrawn.len(), 1);
    let store = office.open();
    assert_eq!(store.index().judgements().expect("sound").len(), 1);
    assert_eq!(store.index().sources().expect("sound").len(), 3);
}

#[test]
fn a_withdrawn_source_is_not_taken_again() {
    let (office, source) = with_canary(1);
    office.withdraw(source, 5).expect("it is there");
    let path = office.dir().join("../list.jsonl");
    let again = office.add(
        "again.json",
        &format!("{{\"text\":\"{CANARY} was there.\"}}"),
        6,
    );
    assert!(
        matches!(&again[..], [Outcome::Refused(refusal)] if refusal.reason.contains("consent")),
        "{again:?}"
    );
    let lines = fs::read_to_string(path).expect("it is there");
    let again = office.add("list.jsonl", &lines, 7);
    assert!(matches!(&again[0], Outcome::Refused(_)), "{again:?}");
    assert_eq!(office.holds(format!("{CANARY} was").as_bytes()), None);
    assert_eq!(office.verify().damage, []);
}

#[test]
fn a_withdrawn_source_does_not_come_back_by_a_merge() {
    let (office, source) = with_canary(1);
    let (other, same) = with_canary(2);
    assert_eq!(source, same);
    other.judge(
        &format!("{{\"source\":\"{source}\",\"n\":\"{CANARY}\"}}"),
        "B. Invented",
        4,
    );
    office.withdraw(source, 5).expect("it is there");
    office.merge(&other, 6).expect("they can be merged");
    assert_eq!(office.holds(CANARY.as_bytes()), None);
    assert_eq!(office.verify().damage, []);
    office.merge(&other, 7).expect("they can be merged");
    assert_eq!(office.verify().damage, []);
    // New words of the other office on it do not come either.
    other.judge(
        &format!("{{\"source\":\"{source}\",\"m\":\"{CANARY}\"}}"),
        "B. Invented",
        8,
    );
    office.merge(&other, 9).expect("they can be merged");
    assert_eq!(office.holds(CANARY.as_bytes()), None);
    assert_eq!(office.verify().damage, []);
}

#[test]
fn nobody_destroys_what_another_office_holds_by_saying_so() {
    let (office, source) = with_canary(1);
    let (other, _) = with_canary(2);
    office.withdraw(source, 5).expect("it is there");
    let merged = other.merge(&office, 6).expect("they can be merged");
    let told: Vec<&str> = merged
        .withdrawn_elsewhere
        .iter()
        .map(|(log, _)| log.as_str())
        .collect();
    assert_eq!(told, [office.log.as_str()]);
    assert!(other.holds(CANARY.as_bytes()).is_some());
    assert_eq!(other.verify().damage, []);
    // Whoever got the log without the payloads first gets them where they still are.
    let third = Office::new(3);
    third.merge(&office, 7).expect("they can be merged");
    assert_eq!(third.verify().damage, []);
    third.merge(&other, 8).expect("they can be merged");
    let fourth = Office::new(4);
    fourth.merge(&other, 7).expect("they can be merged");
    fourth.merge(&office, 8).expect("they can be merged");
    assert_eq!(third.state(), fourth.state());
    // And what the others decide, they do themselves.
    other.withdraw(source, 9).expect("it is there");
    assert_eq!(other.holds(CANARY.as_bytes()), None);
    assert_eq!(other.verify().damage, []);
}

#[test]
fn a_withdrawal_that_was_cut_off_is_ended_when_the_casebook_is_opened() {
    let (office, source) = with_canary(1);
    let copy = office.copied();
    office.withdraw(source, 5).expect("it is there");
    // As it stands where the log is safe and nothing after it: the old index, the old bytes.
    for path in crate::office::files(&copy.dir().join("blobs")) {
        let name = path.strip_prefix(copy.dir()).expect("it is inside");
        fs::copy(&path, office.dir().join(name)).expect("room on the disk");
    }
    for ending in ["", "-wal", "-shm"] {
        let name = format!("case.db{ending}");
        let _absent = fs::copy(copy.dir().join(&name), office.dir().join(&name));
    }
    assert!(office.holds(CANARY.as_bytes()).is_some());
    assert_eq!(office.verify().damage, []);
    drop(office.open());
    assert_eq!(office.holds(CANARY.as_bytes()), None);
    assert_eq!(office.verify().damage, []);
}

#[test]
fn what_is_not_there_cannot_be_withdrawn() {
    let (office, source) = with_canary(1);
    office.withdraw(source, 5).expect("it is there");
    let fault = office.withdraw(source, 6).expect_err("it is gone");
    assert!(fault.to_string().contains(&source.to_string()), "{fault}");
}
