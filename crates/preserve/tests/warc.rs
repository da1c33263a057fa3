//! Web archives as sources: what is taken of them, and what is told of their digests. Every page here is
//! invented.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tollbook_preserve::receive::{Limits, contents};
use tollbook_preserve::{Given, Origin, Outcome, Seed, Store, Tables};
use tollbook_record::Publication;
use zip::write::SimpleFileOptions;

fn record(url: &str, body: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
    let header = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2031-03-04T05:06:07Z\r\nContent-Type: application/http\r\nWARC-Target-URI: {url}\r\nWARC-Block-Digest: sha256:{}\r\nContent-Length: {}\r\n\r\n",
        hex(http.as_bytes()),
        http.len()
    );
    format!("{header}{http}\r\n\r\n").into_bytes()
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn archive() -> Vec<u8> {
    [
        record("https://a.example/one", "<p>Five were hurt."),
        record("https://a.example/two", "<p>Two were hurt."),
    ]
    .concat()
}

/// A WACZ with one page listed; `bend` may alter a file after its hash was taken.
fn wacz(bend: impl Fn(&str, &mut Vec<u8>)) -> Vec<u8> {
    let pages =
        "{\"format\":\"json-pages-1.0\",\"id\":\"pages\"}\n{\"url\":\"https://a.example/two\"}\n";
    let files = [
        ("archive/a.warc", archive()),
        ("pages/pages.jsonl", pages.as_bytes().to_vec()),
    ];
    let listed: Vec<String> = files
        .iter()
        .map(|(name, bytes)| format!("{{\"path\":\"{name}\",\"hash\":\"sha256:{}\"}}", hex(bytes)))
        .collect();
    let package = format!("{{\"resources\":[{}]}}", listed.join(","));
    let digest = format!(
        "{{\"hash\":\"sha256:{}\",\"signedData\":{{\"created\":\"2031-03-04T05:06:08Z\",\"domain\":\"archive.example\"}}}}",
        hex(package.as_bytes())
    );
    let lists = [
        ("datapackage.json", package.into_bytes()),
        ("datapackage-digest.json", digest.into_bytes()),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, mut bytes) in files.into_iter().chain(lists) {
        bend(name, &mut bytes);
        zip.start_file(name, SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(&bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// Adds one file to a new casebook: what became of it, and the casebook.
fn add(name: &str, bytes: &[u8]) -> (Vec<Outcome>, Store, tempfile::TempDir) {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let path = dir.path().join(name);
    fs::write(&path, bytes).expect("room on the disk");
    let casebook = dir.path().join("casebook");
    fs::create_dir(&casebook).expect("a new folder");
    let mut store = Store::create(&casebook, Seed::new([1; 32])).expect("a new casebook");
    let outcomes = add_path(&mut store, &path);
    (outcomes, store, dir)
}

fn add_path(store: &mut Store, path: &Path) -> Vec<Outcome> {
    let given = Given {
        at: Timestamp::from_second(1).expect("a moment of 1970"),
        how: "tollbook add".into(),
        publication: Publication::default(),
        tables: Tables::NONE,
    };
    let mut told = Vec::new();
    store
        .add(
            &[path.to_owned()],
            &given,
            (Limits::default(), &contents),
            &mut |outcome| {
                told.push(outcome.clone());
            },
        )
        .expect("room on the disk");
    told
}

#[test]
fn the_pages_of_an_archive_are_sources_with_address_and_day() {
    let (told, store, _dir) = add("a.warc", &archive());
    assert!(matches!(told[0], Outcome::Container { .. }), "{told:?}");
    let sources = store.index().sources().expect("a sound index");
    assert_eq!(sources.len(), 2);
    let first = &sources[0];
    assert_eq!(
        store.bytes(first.id).expect("it is kept"),
        b"<p>Five were hurt."
    );
    assert_eq!(first.locator.as_str(), "record 1");
    let url = &store.index().metadata(first.id).expect("sound")[0];
    assert_eq!(
        (url.value.as_str(), url.origin),
        ("https://a.example/one", Origin::Archive)
    );
    let (_, custody) = &store.index().custody(first.id).expect("sound")[0];
    let obtained = custody.obtained.map(|when| when.to_string());
    assert_eq!(obtained.as_deref(), Some("2031-03-04T05:06:07Z"));
    let how = custody.obtained_how.as_deref().unwrap_or_default();
    assert!(
        how.contains("digests that the archive gives of it hold"),
        "{how}"
    );
}

#[test]
fn of_a_wacz_the_listed_pages_are_taken_and_hashes_and_signature_told_apart() {
    let (told, store, _dir) = add("a.wacz", &wacz(|_, _| {}));
    let sources = store.index().sources().expect("a sound index");
    assert_eq!(sources.len(), 1, "{told:?}");
    assert_eq!(
        store.bytes(sources[0].id).expect("it is kept"),
        b"<p>Two were hurt."
    );
    let (_, custody) = &store.index().custody(sources[0].id).expect("sound")[0];
    let how = custody.obtained_how.as_deref().unwrap_or_default();
    for words in [
        "hash of this file holds",
        "said to be of archive.example at 2031-03-04T05:06:08Z, which is not checked",
        "digests that the archive gives of it hold",
    ] {
        assert!(how.contains(words), "{how}");
    }
}

#[test]
fn an_altered_file_of_a_wacz_is_refused_and_its_bytes_are_kept() {
    for file in [
        "archive/a.warc",
        "datapackage.json",
        "datapackage-digest.json",
    ] {
        let bytes = wacz(|name, bytes| {
            if name == file {
                // Inside a hash or a page, so that the file itself can still be read.
                let at = bytes.len() - bytes.len() / 3;
                bytes[at] ^= 1;
            }
        });
        let (told, store, _dir) = add("a.wacz", &bytes);
        assert!(matches!(told[0], Outcome::Container { .. }), "{told:?}");
        let refused = told.iter().any(|told| matches!(told, Outcome::Refused(_)));
        assert!(refused, "{file}: {told:?}");
        assert_eq!(store.index().sources().expect("sound"), [], "{file}");
    }
}

/// Archives of other programs stand outside the project; where they are missing the test says so and passes. Each
/// gives pages or a reason.
#[test]
fn archives_of_others_give_pages_or_a_reason() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let folder = shared.join("data/evidence/warc-wacz");
    let Ok(listed) = fs::read_dir(&folder) else {
        println!("left out: {} is not there", folder.display());
        return;
    };
    let mut paths: Vec<_> = listed
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        let dir = tempfile::tempdir().expect("a folder for the test");
        let mut store = Store::create(dir.path(), Seed::new([1; 32])).expect("a new casebook");
        let told = add_path(&mut store, &path);
        println!("{}", path.file_name().unwrap_or_default().display());
        let is_told = |outcome: &Outcome| !matches!(outcome, Outcome::Container { .. });
        assert!(told.iter().any(is_told), "{}", path.display());
        for outcome in told {
            match outcome {
                Outcome::Source { locator, .. } => println!("  {locator}: taken"),
                Outcome::Container { .. } => println!("  kept"),
                Outcome::Refused(refusal) => println!("  {refusal}"),
            }
        }
    }
}
