//! How fast sources are kept and checked: `add` by the second, and `verify` beside `sha256sum` over the
//! same files. The figures of the processor count all threads, so that they hold on a busy machine too.
#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use jiff::Timestamp;
use tollbook_preserve::receive::{Limits, contents};
use tollbook_preserve::{Given, Seed, Store, Tables, verify};
use tollbook_record::Publication;

const SOURCES: usize = 10_000;

/// Bytes of a small source, about those of a short report.
const SMALL: usize = 600;

/// Bytes of a large one: `TOLLBOOK_BENCH_KB`, else so few that the bench takes a minute.
fn large() -> usize {
    let told = std::env::var("TOLLBOOK_BENCH_KB").ok();
    told.map_or(20_000, |told| {
        1000 * told.parse::<usize>().expect("a number")
    })
}

/// Seconds of the processor that this process, and the children that it waited for, have used.
fn processor() -> (f64, f64) {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .map(|field| field.parse().unwrap_or(0.0))
        .collect();
    let sum = |at: usize| {
        fields
            .get(at..at + 2)
            .map_or(0.0, |two| (two[0] + two[1]) / 100.0)
    };
    (sum(11), sum(13))
}

fn report(n: usize, length: usize) -> Vec<u8> {
    let words = format!("Invented report {n}. ");
    words.bytes().cycle().take(length).collect()
}

/// Keeps so many sources of a length; where, the log's name, and the seconds.
fn keep(dir: &Path, length: usize) -> (PathBuf, String, f64) {
    let reports = dir.join("in");
    fs::create_dir(&reports).expect("a new folder");
    for n in 0..SOURCES {
        let path = reports.join(format!("{n}.txt"));
        fs::write(path, report(n, length)).expect("room on the disk");
    }
    let casebook = dir.join("casebook");
    fs::create_dir(&casebook).expect("a new folder");
    let mut store = Store::create(&casebook, Seed::new([1; 32])).expect("a new casebook");
    let given = Given {
        at: Timestamp::from_second(1).expect("a moment of 1970"),
        how: "tollbook add".into(),
        publication: Publication::default(),
        tables: Tables::NONE,
    };
    let began = Instant::now();
    store
        .add(
            &[reports],
            &given,
            (Limits::default(), &contents),
            &mut |_| {},
        )
        .expect("room on the disk");
    let took = began.elapsed().as_secs_f64();
    let log = store.log_name().to_owned();
    (casebook, log, took)
}

fn main() {
    // Not in memory: what is measured is a disk that is asked to synchronise.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    fs::create_dir_all(&target).expect("a folder");
    let folder = || tempfile::tempdir_in(&target).expect("a folder for the bench");
    let small = folder();
    let (_, _, took) = keep(small.path(), SMALL);
    let a_second = SOURCES as f64 / took;
    println!("add: {SOURCES} sources of {SMALL} bytes in {took:.1} s, {a_second:.0} a second");
    drop(small);

    let large_folder = folder();
    let (casebook, log, took) = keep(large_folder.path(), large());
    println!("add: {SOURCES} sources of {} bytes in {took:.1} s", large());
    let (began, (before, _)) = (Instant::now(), processor());
    let found = verify(&casebook, &log, None).expect("it can be checked");
    assert_eq!((found.damage, found.sources), (Vec::new(), SOURCES));
    let (ours, ours_processor) = (began.elapsed().as_secs_f64(), processor().0 - before);
    let (began, (_, before)) = (Instant::now(), processor());
    let summed = Command::new("sh")
        .args(["-c", "find \"$0\" -type f -exec sha256sum {} +"])
        .arg(casebook.join("blobs"))
        .stdout(Stdio::null())
        .status();
    if !summed.is_ok_and(|status| status.success()) {
        println!("left out: the comparison with sha256sum, for lack of it");
        return;
    }
    let (theirs, theirs_processor) = (began.elapsed().as_secs_f64(), processor().1 - before);
    println!(
        "verify: {} bytes in {ours:.1} s, {ours_processor:.1} s of the processor; sha256sum {theirs:.1} s, {theirs_processor:.1} s: {:.2} times the time, {:.2} times the processor",
        found.bytes,
        ours / theirs,
        ours_processor / theirs_processor
    );
}
