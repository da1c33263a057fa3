//! Every parser of this crate as one that is given any bytes, for the targets of `fuzz/` and for
//! `tests/any_bytes.rs`. None may panic, give more than it may, or read what it would not print again.
//! Each tells how much it could read, so that it shows whether bytes lead into the parser at all.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::path::Path;

use crate::log::{Identity, Leaf, Payload, Secret, split_cosigned, split_entries};
use crate::receive::{self, Foreign, Found, Limits, contents};
use crate::seed::Seed;
use crate::{pack, stamp, witness};

/// Small limits, so that what is beyond them is met as well.
const LIMITS: Limits = Limits {
    source: 1 << 16,
    line: 1 << 12,
    unpacked: 1 << 18,
    ratio: 20,
    members: 64,
    depth: 2,
};

/// A file without a name that holds these bytes.
fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("a file of no name");
    file.write_all(bytes).expect("room for it");
    file.rewind().expect("its beginning");
    file
}

/// A container in a foreign form. What is found in it passes through a pipe unaltered.
pub fn container(form: Foreign, bytes: &[u8]) -> usize {
    let found = contents(form, file(bytes), LIMITS).expect("it is read in this process");
    let (mut count, mut total) = (0, 0);
    for found in found {
        let (said, inside) = found.parts();
        assert!(inside.len() as u64 <= LIMITS.source + 1, "beyond the limit");
        total += inside.len() as u64;
        count += usize::from(!inside.is_empty());
        let again = Found::of_parts(&said, inside.to_vec()).expect("just printed");
        assert_eq!(again.parts(), (said, inside));
    }
    // Each member of an archive may be as large as its packed form allows; a table of contents may name
    // one member many times.
    let most = LIMITS.unpacked.max(LIMITS.members as u64 * LIMITS.source);
    assert!(total <= most.max(bytes.len() as u64), "beyond the limit");
    count
}

/// What a reader behind walls says it found.
pub fn answer(bytes: &[u8]) -> usize {
    let Some(found) = Found::of_parts(bytes, Vec::new()) else {
        return 0;
    };
    let (said, _) = found.parts();
    let again = Found::of_parts(&said, Vec::new()).expect("just printed");
    assert_eq!(again.parts().0, said);
    1
}

/// A list of lines, a table, and what a file states about another.
pub fn list(bytes: &[u8]) -> usize {
    let pieces = receive::pieces(|| file(bytes), bytes, LIMITS);
    let longest = pieces.iter().map(Vec::len).max().unwrap_or_default();
    assert!(longest as u64 <= 2 * LIMITS.line, "beyond the limit");
    pieces.len()
}

/// The manifest of a bag that somebody made; how much of it does not hold.
pub fn bag(bytes: &[u8]) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("data")).expect("a new folder");
    fs::write(path("data/a.txt"), "words").expect("room for it");
    fs::write(path("manifest-sha256.txt"), bytes).expect("room for it");
    let as_manifest = receive::check_bag(folder.path());
    fs::write(path("bagit.txt"), bytes).expect("room for it");
    fs::write(path("fetch.txt"), bytes).expect("room for it");
    as_manifest + receive::check_bag(folder.path())
}

/// A pack. Nothing is written outside of its folder, and what is refused makes no casebook.
pub fn a_pack(bytes: &[u8]) -> usize {
    let around = tempfile::tempdir().expect("a folder");
    let inside = around.path().join("unpacked");
    let unpacked = pack::unpack(bytes, &inside);
    let is_casebook = inside.join(crate::FIRST_FILE).exists();
    assert_eq!(is_casebook, unpacked.is_ok(), "{unpacked:?}");
    let beside = fs::read_dir(around.path()).expect("a folder").count();
    assert_eq!(beside, 1, "something was written outside");
    usize::from(is_casebook)
}

/// A file of a log: entries, payloads, checkpoints, keys, cosignatures and requests for them.
pub fn log(bytes: &[u8]) -> usize {
    let mut count = 0;
    let secret = Secret::new(&Seed::new([7; 32]));
    for entry in split_entries(bytes).0.into_iter().chain([bytes]) {
        if let Some(leaf) = Leaf::read(entry) {
            assert_eq!(leaf.to_bytes(), entry);
            count += 1;
        }
    }
    for kind in Payload::KINDS {
        if let Some(entry) = Payload::read(kind, bytes) {
            let again = Payload::of(&entry).expect("it was kept");
            assert_eq!(again.to_bytes(), bytes);
            count += 1;
        }
    }
    let own = secret.identity();
    count += usize::from(crate::log::stated_head(bytes).is_some());
    assert_eq!(crate::log::held_by(own, bytes), None, "nobody signed it");
    let origin = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.split_once('+'));
    if let Some(key) = origin.and_then(|(name, _)| Identity::read(name, bytes)) {
        assert_eq!(key.to_bytes(), bytes);
        count += 1;
    }
    if let Some(key) = Secret::read(bytes) {
        assert_eq!(key.to_bytes(), bytes);
        count += 1;
    }
    if let Some((_, checkpoint)) = split_cosigned(bytes) {
        count += usize::from(crate::log::stated_head(checkpoint).is_some());
    }
    assert_eq!(crate::log::read_cosigned(bytes, own), None, "nobody did");
    count += usize::from(witness::Request::read(bytes).is_some());
    count + pack::read_manifest(bytes).map_or(0, |names| names.len())
}

/// A stamp of others, and the header of a block.
pub fn a_stamp(bytes: &[u8]) -> usize {
    let mut count = 0;
    let (stamp, header) = bytes.split_at(bytes.len().saturating_sub(80));
    for header in [None, Some(header)] {
        for stamp in [stamp, bytes] {
            let read = stamp::read(1, b"checkpoint", stamp, header, Path::new("stamp"));
            count += usize::from(read.is_some());
        }
    }
    count
}
