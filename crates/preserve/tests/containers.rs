//! Containers that were made to fill a disk. Each is a few hundred kilobytes, and what may come of it is bounded by
//! its size: the rest is a row with a reason, and what comes after the container is taken.

use std::fs;
use std::io::Write;

use jiff::Timestamp;
use tollbook_preserve::receive::{Found, Limits, Unpack, contents};
use tollbook_preserve::{Given, Outcome, RefusalKind, Seed, Store, Tables};
use tollbook_record::Publication;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a small container may unpack to.
const MAY: u64 = 64 << 20;

/// What became of a container of this name, of which `report.txt` stands next to it in the order: how many sources
/// were taken out of it, their bytes, and the reason why no more were.
fn added(name: &str, container: &[u8], limits: Limits) -> (usize, u64, String) {
    added_by(&contents, name, container, limits)
}

/// The same, with another reader of containers.
fn added_by(
    unpack: Unpack<'_>,
    name: &str,
    container: &[u8],
    limits: Limits,
) -> (usize, u64, String) {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let input = dir.path().join("in");
    fs::create_dir(&input).expect("a new folder");
    fs::write(input.join(name), container).expect("room on the disk");
    fs::write(input.join("report.txt"), "Invented. Nobody was hurt.").expect("room on the disk");
    let casebook = dir.path().join("casebook");
    fs::create_dir(&casebook).expect("a new folder");
    let mut store = Store::create(&casebook, Seed::new([1; 32])).expect("a new casebook");
    let given = Given {
        at: Timestamp::UNIX_EPOCH,
        how: "a test".into(),
        publication: Publication::default(),
        tables: Tables::NONE,
    };
    let (mut taken, mut reasons) = (Vec::new(), Vec::new());
    let how = (limits, unpack);
    let added = store.add(&[input], &given, how, &mut |outcome| match outcome {
        Outcome::Source { id, locator, .. } => taken.push((*id, locator.clone())),
        Outcome::Container { .. } => {}
        Outcome::Refused(refusal) => reasons.push((refusal.kind, refusal.reason.clone())),
    });
    added.expect("room on the disk");
    let (_, report) = taken.pop().expect("the report beside it");
    assert_eq!(report.as_str(), "", "it is taken after the container");
    let length = |id| store.bytes(id).expect("just added").len() as u64;
    let bytes = taken.iter().map(|(id, _)| length(*id)).sum();
    let [(RefusalKind::TooLarge, reason)] = reasons.as_slice() else {
        panic!("{reasons:?}");
    };
    (taken.len(), bytes, reason.clone())
}

fn archive(members: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(&bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

const ENDLESS: &str = "it unpacks to more than may be taken from a file of its size";

#[test]
fn many_members_that_are_each_small_enough_are_too_many() {
    let members = (0..100).map(|n| {
        let mut bytes = format!("Invented {n}. ").into_bytes();
        bytes.resize(1 << 20, b' ');
        (format!("{n}.txt"), bytes)
    });
    let archive = archive(members);
    let (taken, bytes, reason) = added("a.zip", &archive, Limits::default());
    println!(
        "{} bytes of zip: {taken} sources, {bytes} bytes",
        archive.len()
    );
    assert_eq!((taken, reason.as_str()), (63, ENDLESS));
    assert!(bytes <= MAY);
}

/// Each row is kept with the header line, so that a long header makes much of a small table.
#[test]
fn a_table_with_a_long_header_is_stopped() {
    let header = format!("text,{}", "x".repeat(400_000));
    let rows: String = (0..500).map(|n| format!("{n},\n")).collect();
    let (taken, bytes, reason) = added(
        "a.csv",
        format!("{header}\n{rows}").as_bytes(),
        Limits::default(),
    );
    assert_eq!((taken, reason.as_str()), (200, ENDLESS));
    println!("a table with a long header: {taken} sources, {bytes} bytes");
    assert!(bytes <= (400_000 + 10_000) * 200);
}

/// A list whose lines are a byte each costs a row for each of them.
#[test]
fn very_many_things_of_no_size_are_too_many() {
    let limits = Limits {
        unpacked: 1 << 20,
        ..Limits::default()
    };
    let lines = archive(std::iter::once((
        "a.jsonl".to_owned(),
        b"1\n".repeat(200_000),
    )));
    let (taken, _, reason) = added("a.zip", &lines, limits);
    assert_eq!((taken, reason.as_str()), (1_263, ENDLESS));
}

/// Every container in a container takes a process to read it.
#[test]
fn very_many_containers_in_one_are_too_many() {
    let empty = archive(std::iter::empty());
    let members = (0..2_000).map(|n| (format!("{n}.zip"), empty.clone()));
    let (taken, _, reason) = added("a.zip", &archive(members), Limits::default());
    assert_eq!((taken, reason.as_str()), (0, ENDLESS));
}

/// A reader behind walls that a container has taken over says what it likes, and as much as it likes.
#[test]
fn a_reader_that_never_ends_is_not_listened_to_for_ever() {
    let said = format!(
        r#"{{"Page":{{"number":1,"ending":"txt","url":"{}","date":null,"digests":""}}}}"#,
        "x".repeat(1 << 20)
    );
    let unpack: Unpack<'_> = &|_, _, _| {
        let said = said.clone();
        let found = move || Found::of_parts(said.as_bytes(), b"words".to_vec());
        Ok(Box::new(std::iter::from_fn(found)))
    };
    let (taken, _, reason) = added_by(unpack, "a.warc", b"WARC/1.0", Limits::default());
    assert_eq!((taken, reason.as_str()), (63, ENDLESS));
}
