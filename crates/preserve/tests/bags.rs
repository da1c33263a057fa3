//! Folders in the layout of BagIt as sources. Every report here is invented.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tollbook_preserve::receive::{Limits, contents};
use tollbook_preserve::{Given, Outcome, Seed, Store, Tables};
use tollbook_record::Publication;

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A bag of two reports.
fn bag() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let reports = [
        ("data/a.txt", "Two shops were hit."),
        ("data/in/b.txt", "A bridge was hit."),
    ];
    let mut manifest = String::new();
    for (name, words) in reports {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("it is inside")).expect("a new folder");
        fs::write(path, words).expect("room on the disk");
        manifest.push_str(&format!("{}  {name}\n", hex(words.as_bytes())));
    }
    write(&dir, "manifest-sha256.txt", &manifest);
    write(
        &dir,
        "bagit.txt",
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    );
    dir
}

fn write(dir: &tempfile::TempDir, name: &str, words: &str) {
    fs::write(dir.path().join(name), words).expect("room on the disk");
}

/// The names of the sources that are taken from a folder, and why others are not.
fn add(folder: &Path) -> (Vec<String>, Vec<String>) {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let mut store = Store::create(dir.path(), Seed::new([1; 32])).expect("a new casebook");
    let given = Given {
        at: Timestamp::from_second(1).expect("a moment of 1970"),
        how: "tollbook add".into(),
        publication: Publication::default(),
        tables: Tables::NONE,
    };
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    store
        .add(
            &[folder.to_owned()],
            &given,
            (Limits::default(), &contents),
            &mut |told| {
                let name = |path: &str| {
                    let path = Path::new(path).strip_prefix(folder);
                    path.expect("it is inside").display().to_string()
                };
                match told {
                    Outcome::Source { path, .. } => taken.push(name(path)),
                    Outcome::Container { .. } => {}
                    Outcome::Refused(refusal) => {
                        refused.push(format!("{}: {}", name(&refusal.path), refusal.reason));
                    }
                }
            },
        )
        .expect("room on the disk");
    (taken, refused)
}

#[test]
fn a_sound_bag_gives_its_payload_and_nothing_of_its_lists() {
    let bag = bag();
    let expect = ["data/a.txt", "data/in/b.txt"].map(str::to_owned);
    assert_eq!(add(bag.path()), (expect.to_vec(), Vec::new()));
}

#[test]
fn what_does_not_hold_is_refused_by_name_and_the_rest_is_taken() {
    let bag = bag();
    write(&bag, "data/a.txt", "Three shops were hit.");
    write(&bag, "data/c.txt", "Nobody listed this.");
    let (taken, refused) = add(bag.path());
    assert_eq!(taken, ["data/in/b.txt"]);
    assert_eq!(
        refused,
        [
            "data/a.txt: its sha256 is not that of the manifest",
            "data/c.txt: not in the manifest of its bag",
        ]
    );
}

#[test]
fn lists_that_lead_out_lie_or_say_nothing_are_told() {
    let line = |name: &str| format!("{}  {name}\n", hex(b"x"));
    for (manifest, reason) in [
        (line("../outside.txt"), "outside of the bag"),
        (line("/etc/passwd"), "outside of the bag"),
        (line("C:\\x"), "outside of the bag"),
        (line("~root/x"), "outside of the bag"),
        (line("data/none.txt"), "and not there"),
        (line("data/a.txt") + "00  data/a.txt\n", "listed twice"),
        ("nothing\n".to_owned(), "has no name"),
    ] {
        let bag = bag();
        write(&bag, "manifest-sha256.txt", &manifest);
        let (_, refused) = add(bag.path());
        assert!(
            refused.iter().any(|told| told.contains(reason)),
            "{manifest} {refused:?}"
        );
    }
    let bag = bag();
    write(&bag, "bagit.txt", "\u{feff}BagIt-Version: 1.0\n");
    assert!(add(bag.path()).1[0].contains("of which version"));
}

/// The conformance suite of the Library of Congress stands outside the project; where it is missing the test says so
/// and passes. Each bag is judged as the folder in which it stands says. What is right on one system only is refused on
/// all.
#[test]
fn bags_of_the_conformance_suite_are_judged_as_their_folders_say() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let packed = shared.join("data/evidence/bagit-conformance-suite.tar.gz");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut tar = Command::new("tar");
    tar.arg("xzf").arg(&packed).arg("-C").arg(folder.path());
    if !packed.is_file() || !tar.status().is_ok_and(|status| status.success()) {
        println!("left out: {} or tar is not there", packed.display());
        return;
    }
    let list = |dir: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(dir).expect("a folder");
        let mut paths: Vec<_> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.retain(|path| path.is_dir());
        paths.sort();
        paths
    };
    let (mut right, mut all) = (0, 0);
    for version in list(folder.path()) {
        for judged in list(&version) {
            for bag in list(&judged) {
                let (_, refused) = add(&bag);
                // That a file has no known format is no fault of the bag.
                let faults = refused
                    .iter()
                    .filter(|told| !told.contains("format is not known"));
                let is_valid = judged.ends_with("valid");
                all += 1;
                match (faults.count() == 0) == is_valid {
                    true => right += 1,
                    false => println!("{}: {refused:?}", bag.display()),
                }
            }
        }
    }
    println!("{right} of {all} bags judged as their folders say");
    assert!(right == all && all > 0);
}
