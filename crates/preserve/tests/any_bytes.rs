//! What every parser makes of any bytes, for some seconds; `fuzz/` goes on for longer. The bytes are those of the
//! fuzz targets' seeds, bent here and there, so that they lead into the parsers.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tollbook_preserve::any_bytes;
use tollbook_preserve::receive::Foreign;

fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let listed = fs::read_dir(folder.join(target)).expect("there are seeds");
    let mut paths: Vec<_> = listed
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a seed can be read");
        (path, bytes)
    };
    paths.into_iter().map(read).collect()
}

/// Gives each seed to a parser: as it is, with some bytes exchanged, and cut short.
fn bend(target: &str, parse: impl Fn(&[u8]) -> usize) {
    for (path, seed) in seeds(target) {
        assert!(parse(&seed) > 0, "{} is not read at all", path.display());
        let bytes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4);
        let config = ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(100)
        };
        proptest!(config, |(bytes in bytes, cut: prop::sample::Index)| {
            let mut bent = seed.clone();
            for (at, byte) in bytes {
                if !bent.is_empty() {
                    let at = at.index(bent.len());
                    bent[at] = byte;
                }
            }
            parse(&bent);
            bent.truncate(cut.index(bent.len() + 1));
            parse(&bent);
        });
    }
}

#[test]
fn no_bytes_break_a_reader_of_containers() {
    bend("zip", |bytes| any_bytes::container(Foreign::Archive, bytes));
    bend("wacz", |bytes| any_bytes::container(Foreign::Wacz, bytes));
    bend("warc", |bytes| any_bytes::container(Foreign::Warc, bytes));
    bend("mbox", |bytes| {
        any_bytes::container(Foreign::Mailbox, bytes)
    });
}

#[test]
fn no_bytes_break_a_reader_of_lists_bags_and_answers() {
    bend("list", any_bytes::list);
    bend("bag", any_bytes::bag);
    bend("answer", any_bytes::answer);
}

#[test]
fn no_bytes_break_a_reader_of_logs_packs_and_stamps() {
    bend("log", any_bytes::log);
    bend("pack", any_bytes::a_pack);
    bend("stamp", any_bytes::a_stamp);
}
