//! Casebooks that are carried: packed, unpacked, merged, and a source that is withdrawn.

use std::fs;

use sha2::{Digest, Sha256};

use crate::program::{REPORT, Workplace};

const OTHER: &str =
    "ALEPPO, March 4 (Test) - Shelling killed two people in Azaz on 4 March 2031.\n";

/// Two casebooks, of one report each.
fn two() -> Workplace {
    let place = Workplace::with_casebook();
    place.write("out/other.txt", OTHER);
    let _table = place.run(["run", "out", "--casebook", "second"]).expect(0);
    place
}

#[test]
fn a_pack_is_merged_and_both_offices_export_the_same() {
    let place = two();
    let _packed = place
        .run(["pack", "second.pack", "--casebook", "second"])
        .expect(0)
        .says(&["not encrypted"]);
    let merged = place
        .run(["merge", "second.pack", "--format", "json"])
        .expect(0);
    assert_eq!(merged.json()["logs"][0]["entries_before"], 0);
    let _merged = place
        .run(["merge", "casebook", "--casebook", "second"])
        .expect(0);
    let export = place.export("casebook", "json");
    assert_eq!(export, place.export("second", "json"));
    assert!(String::from_utf8_lossy(&export).contains("Azaz"));
    let _exists = place
        .run(["pack", "second.pack", "--casebook", "second"])
        .expect(1)
        .says(&["second.pack", "there already"]);
    let verified = place.run(["verify", "--format", "json"]).expect(0).json();
    assert_eq!(verified["sound"], true);
    assert_eq!(verified["others"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_unpacked_casebook_is_read_and_nothing_can_be_added_to_it() {
    let place = two();
    let _packed = place.run(["pack", "a.pack"]).expect(0);
    let _unpacked = place.run(["unpack", "a.pack", "copy"]).expect(0);
    assert_eq!(
        place.export("copy", "json"),
        place.export("casebook", "json")
    );
    let _no_key = place
        .run(["add", "out", "--casebook", "copy"])
        .expect(3)
        .says(&["log-key", "nothing can be added"]);
    let mut bytes = fs::read(place.path("a.pack")).expect("it is there");
    let last = bytes.len() - 2000;
    bytes[last] ^= 1;
    place.write("bent.pack", bytes);
    let _bent = place
        .run(["unpack", "bent.pack", "other"])
        .expect(3)
        .says(&["bent.pack", "not a pack as tollbook writes it"]);
    assert!(!place.path("other").exists());
}

#[test]
fn an_encrypted_pack_opens_for_whom_it_is_meant() {
    let place = two();
    place.write("words", "an invented passphrase\n");
    place.write("wrong", "another one\n");
    let args = ["pack", "a.pack", "--passphrase-file", "words"];
    let _packed = place.run(args).expect(0);
    let bytes = fs::read(place.path("a.pack")).expect("it is there");
    for absent in [REPORT.as_bytes(), b"CASEBOOK", b"airstrike", b"Saraqib"] {
        assert!(!bytes.windows(absent.len()).any(|window| window == absent));
    }
    let _closed = place
        .run(["unpack", "a.pack", "copy"])
        .expect(1)
        .says(&["a.pack", "--passphrase-file"]);
    let args = ["unpack", "a.pack", "copy", "--passphrase-file", "wrong"];
    let _closed = place.run(args).expect(1).says(&["a.pack"]);
    let args = ["unpack", "a.pack", "copy", "--passphrase-file", "words"];
    let _opened = place.run(args).expect(0);
    assert_eq!(
        place.export("copy", "json"),
        place.export("casebook", "json")
    );
    let key = age::x25519::Identity::generate();
    let recipient = key.to_public().to_string();
    let args = ["pack", "b.pack", "--recipient", &recipient];
    let _packed = place.run(args).expect(0);
    let words = age::secrecy::ExposeSecret::expose_secret(&key.to_string()).to_owned();
    place.write("key", format!("# public key: {recipient}\n{words}\n"));
    let args = [
        "merge",
        "b.pack",
        "--casebook",
        "second",
        "--identity",
        "key",
    ];
    let _merged = place.run(args).expect(0);
    let _bad = place
        .run(["pack", "c.pack", "--recipient", "nobody"])
        .expect(1)
        .says(&["nobody", "age-keygen"]);
    assert!(!place.path("c.pack").exists());
}

#[test]
fn a_log_with_two_histories_is_3_and_both_checkpoints_are_shown() {
    let place = two();
    let pack = |name: &str, casebook: &str| {
        let _packed = place.run(["pack", name, "--casebook", casebook]).expect(0);
    };
    pack("before.pack", "second");
    // A copy of the whole folder, key and all, that goes its own way.
    let copied = std::process::Command::new("cp")
        .args(["-r", "second", "third"])
        .current_dir(place.path(""))
        .status();
    if !copied.is_ok_and(|status| status.success()) {
        println!("left out: a copied casebook, for lack of cp");
        return;
    }
    place.write("more/one.txt", "Invented report one.\n");
    place.write("more2/two.txt", "Invented report two.\n");
    let _added = place.run(["add", "more", "--casebook", "second"]).expect(0);
    let _added = place.run(["add", "more2", "--casebook", "third"]).expect(0);
    let _merged = place.run(["merge", "second"]).expect(0);
    let _fork = place
        .run(["merge", "third"])
        .expect(3)
        .says(&["two histories", "tollbook/"]);
    let verified = place.run(["verify", "--format", "json"]).expect(0).json();
    assert_eq!(verified["forks"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_withdrawn_source_is_gone_from_record_and_folder() {
    let place = Workplace::new();
    place.write("in/report.txt", REPORT);
    place.write("in/other.txt", OTHER);
    let _table = place.run(["run", "in"]).expect(0);
    let digest = Sha256::digest(OTHER);
    let id: String = digest[..6].iter().map(|b| format!("{b:02x}")).collect();
    let args = [
        "withdraw",
        id.as_str(),
        "--by",
        "R. Invented",
        "--reason",
        "the witness asked for it",
    ];
    let _gone = place.run(args).expect(0);
    let record = String::from_utf8(place.export("casebook", "json")).expect("UTF-8");
    assert!(!record.contains("Azaz") && record.contains("Saraqib"));
    let _sound = place.run(["verify"]).expect(0);
    let mut waiting = vec![place.path("casebook")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder");
            waiting.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else {
            let bytes = fs::read(&path).expect("a file");
            let holds = bytes.windows(4).any(|window| window == b"Azaz");
            assert!(!holds, "{}", path.display());
        }
    }
}

#[test]
fn nothing_is_destroyed_by_nobody_or_for_no_reason() {
    let place = Workplace::with_casebook();
    let digest = Sha256::digest(REPORT);
    let source: String = digest[..6].iter().map(|b| format!("{b:02x}")).collect();
    for (by, reason) in [("", "asked for"), ("Ex", " ")] {
        let args = ["withdraw", source.as_str(), "--by", by, "--reason", reason];
        let _told = place.run(args).expect(1).says(&["is empty"]);
    }
    let verified = place.run(["verify", "--format", "json"]).expect(0).json();
    assert_eq!(verified["sources"], 1);
}
