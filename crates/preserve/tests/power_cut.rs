//! A loss of power at any system call: what was acknowledged is there, and the casebook can be read.
//!
//! A run is recorded once by `strace`. Then, for many moments of it, the disk is put together as it may
//! stand after a cut: what was not synchronised is lost, or of it a random part is there in pieces of
//! 512 bytes. The model: a file's bytes are safe after its own fsync, which makes a new file's name safe
//! too (ext4, xfs); other names after the fsync of their folder. Every report here is invented.

mod folder;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use folder::folder;
use jiff::Timestamp;
use tollbook_preserve::receive::{Limits, contents};
use tollbook_preserve::{Given, Judged, Outcome, Seed, Store, Tables, verify};
use tollbook_record::{Publication, SourceId};

const SEED: Seed = Seed::new([1; 32]);
const CHILD: &str = "TOLLBOOK_TEST_RECORDED";
const DIR: &str = "casebook";

/// How many cuts there are of each kind, of lost and of torn writes: `TOLLBOOK_CUTS`, else 500.
fn cuts() -> usize {
    let told = std::env::var("TOLLBOOK_CUTS").ok();
    told.map_or(500, |told| told.parse().expect("a number"))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a moment of 1970")
}

/// The run that is recorded, and nothing in a run of its own. It tells each thing that is acknowledged.
#[test]
fn the_process_that_is_recorded() {
    let Some(dir) = std::env::var_os(CHILD).map(PathBuf::from) else {
        return;
    };
    let mut store = Store::create(&dir.join(DIR), SEED).expect("a new casebook");
    let log = store.log_name().to_owned();
    let mut out = std::io::stdout();
    writeln!(out, "\nACK log {log}").expect("the recorder hears it");
    for second in 0..6 {
        if MERGED_AT.contains(&second) {
            drop(store);
            let (other, name) = other_office(&dir);
            judge_in_other_office(&other, &name, second);
            let from = (other.as_path(), name.as_str());
            Store::merge(&dir.join(DIR), &log, &SEED, from, at(second)).expect("it is sound");
            store = Store::open(&dir.join(DIR), &log, SEED).expect("it is sound");
            for line in in_other_office(&other, &name) {
                writeln!(out, "ACK {line}").expect("the recorder hears it");
            }
        }
        let list = dir.join(format!("in/{second}.jsonl"));
        let given = Given {
            at: at(second),
            how: "tollbook add".into(),
            publication: Publication::default(),
            tables: Tables::NONE,
        };
        store
            .add(
                &[list],
                &given,
                (Limits::default(), &contents),
                &mut |outcome| {
                    if let Outcome::Source { id, .. } = outcome {
                        writeln!(out, "ACK source {id}").expect("the recorder hears it");
                    }
                },
            )
            .expect("room on the disk");
        let judged = Judged {
            kind: "place_same".into(),
            body: format!("{{\"n\":{second}}}"),
            by: "An invented reviewer".into(),
            reason: "one village".into(),
            at: at(second),
            withdraws: None,
        };
        let id = store.judge(judged).expect("room on the disk");
        writeln!(out, "ACK judgement {}", id.as_str()).expect("the recorder hears it");
    }
}

/// Before which lists the recorded run takes in the casebook of another office, which has grown each time.
const MERGED_AT: [i64; 2] = [2, 4];

/// The casebook of another office, and the name of its log.
fn other_office(dir: &Path) -> (PathBuf, String) {
    let other = dir.join("other");
    let store = Store::create(&other, Seed::new([2; 32])).expect("there, or a new casebook");
    let name = store.log_name().to_owned();
    (other, name)
}

/// What must be in a casebook that took in the other office's.
fn in_other_office(other: &Path, name: &str) -> Vec<String> {
    let store = Store::open(other, name, Seed::new([2; 32])).expect("it is sound");
    let sources = store.index().sources().expect("a sound index");
    let judgements = store.index().judgements().expect("a sound index");
    let sources = sources.iter().map(|source| format!("source {}", source.id));
    let judgements = judgements
        .iter()
        .map(|kept| format!("judgement {}", kept.id.as_str()));
    sources.chain(judgements).collect()
}

fn fill_other_office(dir: &Path) {
    fs::create_dir(dir.join("other")).expect("a new folder");
    let list = dir.join("other.jsonl");
    let lines: String = (0..4)
        .map(|n| format!("{{\"text\":\"Invented report of another office {n}.\"}}\n"))
        .collect();
    fs::write(&list, lines).expect("room on the disk");
    let (other, name) = other_office(dir);
    let mut store = Store::open(&other, &name, Seed::new([2; 32])).expect("it is sound");
    let given = Given {
        at: at(1),
        how: "tollbook add".into(),
        publication: Publication::default(),
        tables: Tables::NONE,
    };
    store
        .add(&[list], &given, (Limits::default(), &contents), &mut |_| {})
        .expect("room on the disk");
}

fn judge_in_other_office(other: &Path, name: &str, second: i64) {
    let judged = Judged {
        kind: "place_same".into(),
        body: format!("{{\"n\":\"other {second}\"}}"),
        by: "Another invented reviewer".into(),
        reason: "one village".into(),
        at: at(second),
        withdraws: None,
    };
    let mut store = Store::open(other, name, Seed::new([2; 32])).expect("it is sound");
    store.judge(judged).expect("room on the disk");
}

/// Which calls the disk does not heed: a program that does not make them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Without {
    Nothing,
    Fsync,
    /// SQLite's `synchronous=NORMAL`: the write-ahead log is not synchronised at a commit.
    WalFsync,
}

/// A system call with its result.
struct Call {
    name: String,
    args: String,
    result: i64,
}

fn record(dir: &Path) -> Option<Vec<Call>> {
    fs::create_dir_all(dir.join("in")).expect("a new folder");
    fs::create_dir(dir.join(DIR)).expect("a new folder");
    for list in 0..6 {
        let line = |n| format!("{{\"text\":\"Invented report {list} {n}.\"}}\n");
        let lines: String = (0..5).map(line).collect();
        fs::write(dir.join(format!("in/{list}.jsonl")), lines).expect("room on the disk");
    }
    fill_other_office(dir);
    let trace = dir.join("trace");
    let ran = Command::new("strace")
        .args(["-f", "-xx", "-s", "10000000", "-e", "trace=file,desc", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().expect("this test runs"))
        .args(["the_process_that_is_recorded", "--exact", "--nocapture"])
        .env(CHILD, dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !ran.is_ok_and(|status| status.success()) {
        eprintln!("left out: cuts of power, for lack of a strace that may trace");
        return None;
    }
    let text = fs::read_to_string(&trace).expect("it was just written");
    Some(calls(&text))
}

/// The lines of a trace. A call that was interrupted by one of another thread stands in two lines, and
/// counts where it ended; a file is closed where that began, because another thread may be given its
/// number before the end is written down.
fn calls(text: &str) -> Vec<Call> {
    let mut unfinished: BTreeMap<&str, String> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in text.lines() {
        let (thread, rest) = line.split_once(' ').unwrap_or(("", line));
        let rest = rest.trim_start();
        if let Some(begun) = rest.strip_suffix(" <unfinished ...>") {
            match begun.strip_prefix("close(") {
                Some(number) => calls.push(Call {
                    name: "close".to_owned(),
                    args: number.trim_end_matches(')').to_owned(),
                    result: 0,
                }),
                None => drop(unfinished.insert(thread, begun.to_owned())),
            }
            continue;
        }
        let whole = match rest.strip_prefix("<... ") {
            Some(resumed) => {
                let end = resumed.split_once(" resumed>").map_or("", |(_, end)| end);
                unfinished.remove(thread).unwrap_or_default() + end
            }
            None => rest.to_owned(),
        };
        let Some((call, result)) = whole.rsplit_once(" = ") else {
            continue;
        };
        let Some((name, args)) = call.trim_end().split_once('(') else {
            continue;
        };
        let result = result
            .split(' ')
            .next()
            .and_then(|number| number.parse().ok());
        calls.push(Call {
            name: name.to_owned(),
            args: args.trim_end_matches(')').to_owned(),
            result: result.unwrap_or(-1),
        });
    }
    calls
}

/// The strings among the arguments, as bytes.
fn strings(args: &str) -> Vec<Vec<u8>> {
    let quoted = args.split('"').skip(1).step_by(2);
    let bytes = |text: &str| {
        let digits = text.split("\\x").skip(1);
        digits
            .map(|hex| u8::from_str_radix(hex, 16).expect("strace writes hexadecimal digits"))
            .collect()
    };
    quoted.map(bytes).collect()
}

fn number(text: &str) -> i64 {
    text.trim().parse().unwrap_or(-1)
}

/// A file's bytes as the program sees them, as they are safe, and what was written in between.
#[derive(Clone, Default)]
struct File {
    now: Vec<u8>,
    safe: Vec<u8>,
    waiting: Vec<(usize, Vec<u8>)>,
}

/// What has a name: files by their number, and folders.
#[derive(Clone, Default)]
struct Names {
    files: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
}

/// A change of names that waits for the fsync of its folder.
#[derive(Clone)]
enum Waiting {
    Add(PathBuf, usize),
    Move(PathBuf, PathBuf, usize),
    Remove(PathBuf),
    Folder(PathBuf),
}

impl Waiting {
    fn folder(&self) -> Option<&Path> {
        match self {
            Self::Add(path, _)
            | Self::Move(_, path, _)
            | Self::Remove(path)
            | Self::Folder(path) => path.parent(),
        }
    }

    fn apply(&self, names: &mut Names) {
        match self {
            Self::Add(path, file) => {
                names.files.insert(path.clone(), *file);
            }
            Self::Move(from, to, file) => {
                names.files.remove(from);
                names.files.insert(to.clone(), *file);
            }
            Self::Remove(path) => {
                names.files.remove(path);
            }
            Self::Folder(path) => {
                names.folders.insert(path.clone());
            }
        }
    }
}

/// A handle of the program: a file and the place in it, or a folder.
#[derive(Clone)]
enum Handle {
    File(usize, usize, PathBuf),
    Folder(PathBuf),
}

/// The disk, as far as the casebook's folder goes.
struct Disk {
    root: PathBuf,
    without: Without,
    files: Vec<File>,
    names: BTreeMap<PathBuf, usize>,
    safe: Names,
    waiting: Vec<Waiting>,
    handles: BTreeMap<i64, Handle>,
    acknowledged: Vec<String>,
}

impl Disk {
    fn new(root: &Path, without: Without) -> Self {
        Self {
            root: root.to_owned(),
            without,
            files: Vec::new(),
            names: BTreeMap::new(),
            safe: Names::default(),
            waiting: Vec::new(),
            handles: BTreeMap::new(),
            acknowledged: Vec::new(),
        }
    }

    fn call(&mut self, call: &Call) {
        if call.result < 0 {
            return;
        }
        let first = call.args.split(',').next().unwrap_or_default();
        let last = call.args.rsplit(',').next().unwrap_or_default();
        match call.name.as_str() {
            "openat" => self.open(call),
            "close" => {
                self.handles.remove(&number(first));
            }
            "write" | "pwrite64" => {
                let place = (call.name == "pwrite64").then(|| number(last) as usize);
                let bytes = strings(&call.args).swap_remove(0);
                self.write(number(first), place, &bytes);
            }
            "lseek" => {
                if let Some(Handle::File(_, place, _)) = self.handles.get_mut(&number(first)) {
                    *place = call.result as usize;
                }
            }
            "fsync" | "fdatasync" => self.sync(number(first)),
            "ftruncate" => self.truncate(number(first), number(last) as usize),
            "rename" | "renameat" | "renameat2" | "link" | "linkat" => self.rename(call),
            "mkdir" | "mkdirat" => {
                let path = self.path(&strings(&call.args)[0]);
                if path.starts_with(&self.root) {
                    self.waiting.push(Waiting::Folder(path));
                }
            }
            "unlink" | "unlinkat" => {
                let path = self.path(&strings(&call.args)[0]);
                if self.names.remove(&path).is_some() {
                    self.waiting.push(Waiting::Remove(path));
                }
            }
            _ => {}
        }
    }

    fn path(&self, bytes: &[u8]) -> PathBuf {
        PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
    }

    fn open(&mut self, call: &Call) {
        let path = self.path(&strings(&call.args)[0]);
        self.handles.remove(&call.result);
        if !path.starts_with(&self.root) {
            return;
        }
        let creates = call.args.contains("O_CREAT");
        if !creates && !self.names.contains_key(&path) {
            self.handles.insert(call.result, Handle::Folder(path));
            return;
        }
        let file = *self.names.entry(path.clone()).or_insert_with(|| {
            self.files.push(File::default());
            let file = self.files.len() - 1;
            self.waiting.push(Waiting::Add(path.clone(), file));
            file
        });
        if call.args.contains("O_TRUNC") {
            self.files[file].now.clear();
        }
        self.handles
            .insert(call.result, Handle::File(file, 0, path));
    }

    fn write(&mut self, handle: i64, place: Option<usize>, bytes: &[u8]) {
        if handle == 1 {
            let text = String::from_utf8_lossy(bytes);
            let told = text.lines().filter_map(|line| line.strip_prefix("ACK "));
            self.acknowledged.extend(told.map(str::to_owned));
            return;
        }
        let Some(Handle::File(file, own, _)) = self.handles.get_mut(&handle) else {
            return;
        };
        let from = place.unwrap_or(*own);
        if place.is_none() {
            *own = from + bytes.len();
        }
        let file = &mut self.files[*file];
        put(&mut file.now, from, bytes);
        file.waiting.push((from, bytes.to_owned()));
    }

    fn sync(&mut self, handle: i64) {
        let heeded = |path: &Path| match self.without {
            Without::Nothing => true,
            Without::Fsync => false,
            Without::WalFsync => !path.to_string_lossy().ends_with("-wal"),
        };
        match self.handles.get(&handle).cloned() {
            Some(Handle::File(number, _, path)) if heeded(&path) => {
                let file = &mut self.files[number];
                file.safe.clone_from(&file.now);
                file.waiting.clear();
                let is_own =
                    |change: &Waiting| matches!(change, Waiting::Add(_, file) if *file == number);
                self.settle(is_own);
            }
            Some(Handle::Folder(path)) if heeded(&path) => {
                self.settle(|change| change.folder() == Some(&path));
            }
            _ => {}
        }
    }

    fn settle(&mut self, is_safe: impl Fn(&Waiting) -> bool) {
        let (safe, waiting) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(is_safe);
        self.waiting = waiting;
        let safe: Vec<Waiting> = safe;
        safe.iter().for_each(|change| change.apply(&mut self.safe));
    }

    fn truncate(&mut self, handle: i64, length: usize) {
        if let Some(Handle::File(file, _, _)) = self.handles.get(&handle) {
            self.files[*file].now.resize(length, 0);
        }
    }

    /// A link is a second name; the first is removed right after.
    fn rename(&mut self, call: &Call) {
        let paths = strings(&call.args);
        let (from, to) = (self.path(&paths[0]), self.path(&paths[1]));
        let Some(file) = self.names.get(&from).copied() else {
            return;
        };
        self.names.insert(to.clone(), file);
        if call.name.starts_with("link") {
            self.waiting.push(Waiting::Add(to, file));
        } else {
            self.names.remove(&from);
            self.waiting.push(Waiting::Move(from, to, file));
        }
    }

    /// Writes what may be there after a cut. Torn, a part of what was not safe is there as well.
    fn after_cut(&self, to: &Path, torn: Option<&mut Draw>) {
        let _none_yet = fs::remove_dir_all(to);
        let mut names = self.safe.clone();
        let mut draw = torn;
        for change in &self.waiting {
            if draw.as_mut().is_some_and(|draw| draw.coin()) {
                change.apply(&mut names);
            }
        }
        fs::create_dir_all(to).expect("a new folder");
        for folder in names.folders {
            let inside = folder.strip_prefix(&self.root).expect("only such are kept");
            fs::create_dir_all(to.join(inside)).expect("a new folder");
        }
        for (path, file) in names.files {
            let file = &self.files[file];
            let mut bytes = file.safe.clone();
            if let Some(draw) = draw.as_mut() {
                for (from, written) in &file.waiting {
                    for (n, piece) in written.chunks(512).enumerate() {
                        if draw.coin() {
                            put(&mut bytes, from + n * 512, piece);
                        }
                    }
                }
            }
            let inside = path.strip_prefix(&self.root).expect("only such are kept");
            let path = to.join(inside);
            fs::create_dir_all(path.parent().expect("it is inside")).expect("a new folder");
            fs::write(path, bytes).expect("room on the disk");
        }
    }
}

fn put(bytes: &mut Vec<u8>, from: usize, new: &[u8]) {
    if bytes.len() < from + new.len() {
        bytes.resize(from + new.len(), 0);
    }
    bytes[from..from + new.len()].copy_from_slice(new);
}

/// A small generator, so that a failure can be run again.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn coin(&mut self) -> bool {
        self.next() >> 40 & 1 == 0
    }
}

/// What is lost or cannot be read after a cut; `None` if nothing is.
fn loss(casebook: &Path, acknowledged: &[String]) -> Option<String> {
    // What a second merge finds again is told again.
    let words = |kind: &str| -> BTreeSet<&str> {
        let of_kind = acknowledged.iter().filter_map(|line| line.split_once(' '));
        of_kind
            .filter(|(found, _)| *found == kind)
            .map(|(_, id)| id)
            .collect()
    };
    // Before the log is acknowledged there is no casebook.
    let log = *words("log").first()?;
    // As SQLite itself left the rows, before the casebook's own log could bring them back.
    let index = casebook.join("case.db");
    let rows = index
        .is_file()
        .then(|| rusqlite::Connection::open(&index))
        .and_then(Result::ok);
    let in_index = rows.map(|rows| count(&rows).unwrap_or(-1)).unwrap_or(-1);
    let expected = (words("source").len() + words("judgement").len()) as i64;
    if in_index < expected {
        return Some(format!("the index has {in_index} of {expected} rows"));
    }
    match verify(casebook, log, None) {
        Ok(found) if found.damage.is_empty() => {}
        other => return Some(format!("{other:?}")),
    }
    let store = match Store::open(casebook, log, SEED) {
        Ok(store) => store,
        Err(fault) => return Some(fault.to_string()),
    };
    for id in words("source") {
        let id = SourceId::from_hex(id).expect("it was printed so");
        if let Err(fault) = store.bytes(id) {
            return Some(fault.to_string());
        }
    }
    let kept = store.index().judgements().expect("it was just checked");
    let kept: BTreeSet<&str> = kept.iter().map(|kept| kept.id.as_str()).collect();
    let lost = words("judgement").into_iter().find(|id| !kept.contains(id));
    lost.map(|id| format!("judgement {id} is lost"))
}

fn count(rows: &rusqlite::Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT (SELECT count(*) FROM sources) + (SELECT count(*) FROM judgements)";
    rows.query_row(sql, [], |row| row.get(0))
}

/// How many of the cuts lost something, and the first loss.
fn lost(
    calls: &[Call],
    dir: &Path,
    (without, torn): (Without, bool),
    cuts: usize,
) -> (usize, Option<String>) {
    let mut disk = Disk::new(&dir.join(DIR), without);
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    let moments: BTreeSet<usize> = (0..cuts)
        .map(|_| draw.next() as usize % calls.len())
        .collect();
    let mut count = 0;
    let mut first = None;
    for (n, call) in calls.iter().enumerate() {
        disk.call(call);
        if !moments.contains(&n) {
            continue;
        }
        let after = dir.join("after");
        disk.after_cut(&after, torn.then_some(&mut draw));
        if let Some(what) = loss(&after, &disk.acknowledged) {
            count += 1;
            first.get_or_insert(format!("after call {n}: {what}"));
        }
    }
    (count, first)
}

#[test]
fn a_cut_of_power_loses_nothing_that_was_acknowledged() {
    let dir = folder();
    let Some(calls) = record(dir.path()) else {
        return;
    };
    let mut told = Disk::new(&dir.path().join(DIR), Without::Nothing);
    calls.iter().for_each(|call| told.call(call));
    let (own, first_merge, second_merge) = (6 * 5 + 6, 4 + 1, 4 + 2);
    assert_eq!(
        told.acknowledged.len(),
        1 + own + first_merge + second_merge,
        "{:?}",
        told.acknowledged
    );
    for torn in [false, true] {
        let sound = lost(&calls, dir.path(), (Without::Nothing, torn), cuts());
        assert_eq!(sound, (0, None), "torn: {torn}");
        // A test that cannot fail proves nothing.
        let fewer = cuts() / 5;
        for without in [Without::Fsync, Without::WalFsync] {
            let (count, first) = lost(&calls, dir.path(), (without, torn), fewer);
            assert!(count > fewer / 8, "{without:?}: {count}");
            println!(
                "torn {torn}, {without:?}: {count} of {fewer} cuts lose; {}",
                first.unwrap_or_default()
            );
        }
    }
    println!(
        "{} calls, 2 x {} cuts: none loses anything",
        calls.len(),
        cuts()
    );
}
