//! One file that holds a casebook: the same bytes each time, and no altered byte passes.

use std::fs;
use std::process::Command;

use tollbook_preserve::{Error, unpack, verify};

use crate::merge::two;
use crate::office::{Office, files, folder};

fn merged() -> Office {
    let (one, other) = two();
    one.merge(&other, 7).expect("they can be merged");
    one
}

#[test]
fn a_pack_is_the_same_each_time_and_gives_the_casebook_again() {
    let office = merged();
    let pack = office.pack();
    let state = office.state();
    fs::remove_file(office.dir().join("case.db")).expect("it is there");
    assert_eq!(office.pack(), pack);
    let dir = folder();
    unpack(pack.as_slice(), dir.path()).expect("just packed");
    tollbook_preserve::Store::rebuild(dir.path(), &office.log).expect("it is whole");
    let found = verify(dir.path(), &office.log, None).expect("it can be checked");
    assert_eq!((found.damage, found.sources), (vec![], 3));
    let third = Office::new(3);
    third.merge_pack(&pack, 8).expect("just packed");
    assert_eq!(third.state(), state);
    let again = third.merge_pack(&pack, 9).expect("just packed");
    assert_eq!(again.blobs, 0);
    assert_eq!(third.verify().damage, []);
}

#[test]
fn the_key_and_the_index_are_not_in_a_pack() {
    let office = merged();
    let pack = office.pack();
    let secret = fs::read(office.dir().join("secret/log-key")).expect("it is there");
    for absent in [secret.as_slice(), b"SQLite format 3", b"case.db"] {
        assert!(!pack.windows(absent.len()).any(|window| window == absent));
    }
}

#[test]
fn no_altered_byte_of_a_pack_passes() {
    let pack = merged().pack();
    let count = if std::env::var_os("TOLLBOOK_SOAK").is_some() {
        5000
    } else {
        300
    };
    for n in 0..count {
        let mut flipped = pack.clone();
        flipped[n * pack.len() / count] ^= 1 << (n % 8);
        let dir = folder();
        let fault = unpack(flipped.as_slice(), dir.path()).expect_err("a byte was altered");
        assert!(matches!(fault, Error::BadPack { .. }), "{fault}");
        assert!(!dir.path().join("CASEBOOK").exists(), "byte {n}");
    }
    for cut in (0..pack.len()).step_by(pack.len() / 50) {
        let dir = folder();
        assert!(unpack(&pack[..cut], dir.path()).is_err(), "cut at {cut}");
    }
    println!("{count} altered bytes of a pack, all found");
}

#[test]
fn a_pack_with_other_names_writes_nothing_outside_and_is_refused() {
    let pack = merged().pack();
    let name = b"casebook/data/CASEBOOK";
    let at = pack.windows(name.len()).position(|window| window == name);
    let at = at.expect("it is in the pack");
    for other in [
        "casebook/../../etc/passwd",
        "/etc/passwd",
        "casebook/data/case.db",
    ] {
        let mut bent = pack.clone();
        let header = &mut bent[at..at + 512];
        header[..100].fill(0);
        header[..other.len()].copy_from_slice(other.as_bytes());
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let outer = folder();
        let dir = outer.path().join("a/b");
        let fault = unpack(bent.as_slice(), &dir).expect_err("no such name is packed");
        assert!(matches!(fault, Error::BadPack { .. }), "{fault}");
        let outside = files(outer.path());
        assert!(outside.iter().all(|path| path.starts_with(&dir)));
    }
}

/// What a stranger has: `tar` and `sha256sum`, and perhaps the Library of Congress's own checker.
#[test]
fn the_tools_of_others_read_and_check_a_pack() {
    let dir = folder();
    let file = dir.path().join("pack.tar");
    fs::write(&file, merged().pack()).expect("room on the disk");
    let run = |program: &str, args: &[&str]| {
        let mut command = Command::new(program);
        let place = match dir.path().join("casebook").is_dir() {
            true => dir.path().join("casebook"),
            false => dir.path().to_owned(),
        };
        command.args(args).current_dir(place).output()
    };
    let Ok(unpacked) = run("tar", &["xf", "pack.tar"]) else {
        println!("left out: a pack read by others, for lack of tar");
        return;
    };
    assert!(unpacked.status.success(), "{unpacked:?}");
    for manifest in ["tagmanifest-sha256.txt", "manifest-sha256.txt"] {
        match run("sha256sum", &["--check", "--strict", "--quiet", manifest]) {
            Ok(checked) => assert!(checked.status.success(), "{checked:?}"),
            Err(_) => println!("left out: {manifest}, for lack of sha256sum"),
        }
    }
    match run("bagit.py", &["--validate", "."]) {
        Ok(checked) => assert!(checked.status.success(), "{checked:?}"),
        Err(_) => println!("left out: a bag validated by bagit.py, for lack of it"),
    }
    // The folder that they unpacked can be merged as it is.
    let third = Office::new(3);
    let data = dir.path().join("casebook/data");
    let log = fs::read_to_string(data.join("CASEBOOK")).expect("it is there");
    third.merge_from(&data, &log, 8).expect("it is whole");
    assert_eq!(third.verify().sources, 3);
}
