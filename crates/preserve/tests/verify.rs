//! A whole check of a casebook: sound ones pass, and each flipped bit is found and named. Every report
//! here is invented.

mod folder;

use std::fs;
use std::path::{Path, PathBuf};

use folder::folder;
use jiff::Timestamp;
use tollbook_preserve::receive::{Limits, contents};
use tollbook_preserve::{Given, Judged, Seed, Store, Tables, Verified, verify};
use tollbook_record::Publication;

const SEED: Seed = Seed::new([1; 32]);

struct Test {
    dir: tempfile::TempDir,
    log: String,
}

impl Test {
    /// A casebook of this many sources in one list, and a judgement.
    fn new(sources: usize) -> Self {
        let dir = folder();
        fs::create_dir(dir.path().join("casebook")).expect("a new folder");
        let mut store = Store::create(&dir.path().join("casebook"), SEED).expect("a new casebook");
        let log = store.log_name().to_owned();
        let list = dir.path().join("list.jsonl");
        let lines = (0..sources).map(|n| format!("{{\"text\":\"Invented report {n}.\"}}\n"));
        fs::write(&list, lines.collect::<String>()).expect("room on the disk");
        let given = Given {
            at: at(1),
            how: "tollbook add".into(),
            publication: Publication::default(),
            tables: Tables::NONE,
        };
        store
            .add(&[list], &given, (Limits::default(), &contents), &mut |_| {})
            .expect("room on the disk");
        let first = store.index().sources().expect("a sound index")[0].id;
        let reading = [(first, b"read".to_vec())];
        store.keep_readings("1", reading).expect("room on the disk");
        let test = Self { dir, log };
        test.judge(&mut store, 2);
        test
    }

    /// A copy of the whole casebook.
    fn copied(&self) -> Self {
        let dir = folder();
        for path in files(self.dir.path()) {
            let inside = path.strip_prefix(self.dir.path()).expect("it is inside");
            let to = dir.path().join(inside);
            fs::create_dir_all(to.parent().expect("it has one")).expect("room on the disk");
            fs::copy(&path, to).expect("room on the disk");
        }
        let log = self.log.clone();
        Self { dir, log }
    }

    fn judge(&self, store: &mut Store, second: i64) {
        let judged = Judged {
            kind: "place_same".into(),
            body: "{}".into(),
            by: "An invented reviewer".into(),
            reason: "one village".into(),
            at: at(second),
            withdraws: None,
        };
        store.judge(judged).expect("room on the disk");
    }

    fn casebook(&self) -> PathBuf {
        self.dir.path().join("casebook")
    }

    fn log_dir(&self) -> PathBuf {
        let folder = self.log.strip_prefix("tollbook/").expect("a log's name");
        self.casebook().join("log").join(folder)
    }

    fn verify(&self, since: Option<&[u8]>) -> Verified {
        verify(&self.casebook(), &self.log, since).unwrap_or_else(|fault| panic!("{fault}"))
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a moment of 1970")
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if fs::metadata(&path).expect("it is there").len() > 0 {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_sound_casebook_is_sound() {
    for sources in [0, 1, 300] {
        let test = Test::new(sources.max(1));
        let found = test.verify(None);
        assert_eq!(found.damage, [], "{sources}");
        assert_eq!(found.notes, Vec::<String>::new());
        // The list is one entry, and so is the judgement.
        assert_eq!(found.entries, sources.max(1) as u64 + 2);
        assert_eq!((found.sources, found.readings), (sources.max(1), 1));
    }
}

/// A small generator, so that a failure can be run again.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn flip(path: &Path, at: usize, bit: usize) {
    let mut bytes = fs::read(path).expect("it is there");
    bytes[at] ^= 1 << bit;
    fs::write(path, bytes).expect("room on the disk");
}

fn length(path: &Path) -> usize {
    fs::metadata(path).expect("it is there").len() as usize
}

/// How many bits are flipped: `TOLLBOOK_FLIPS`, else 5,000.
fn flips() -> usize {
    let told = std::env::var("TOLLBOOK_FLIPS").ok();
    told.map_or(5000, |told| told.parse().expect("a number"))
}

/// Every file but the index holds nothing that is not checked. In the index a bit may lie where SQLite
/// keeps nothing; then all rows are as they were.
#[test]
fn each_flipped_bit_is_found_and_named() {
    let test = Test::new(1000);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    // Half in blobs, the rest in what stands for them. Each thread has a casebook of its own.
    let part = flips().div_ceil(6 * threads);
    let work = |thread: usize| {
        let (copy, mut draw) = (test.copied(), Draw(0x2545_F491_4F6C_DD1D + thread as u64));
        let blobs = flip_blobs(&copy, 3 * part, &mut draw);
        let log = flip_one_by_one(&copy, "log", part, &mut draw);
        let key = flip_one_by_one(&copy, "secret", part, &mut draw);
        let (index, idle) = flip_index(&copy, part, &mut draw);
        [blobs, log, key, index, idle]
    };
    let [blobs, log, key, index, idle] = std::thread::scope(|scope| {
        let started: Vec<_> = (0..threads).map(|n| scope.spawn(move || work(n))).collect();
        let done = started
            .into_iter()
            .map(|work| work.join().expect("no fault"));
        done.fold([0; 5], |sum, part| {
            std::array::from_fn(|n| sum[n] + part[n])
        })
    });
    println!(
        "flipped bits, all found and named: {blobs} in blobs, {log} in the log, {key} in the key; in the index {index} found and {idle} where no row is"
    );
}

/// Flips one bit in each of some blobs at a time. Blobs are hashed one by one, so that none hides another: each
/// is named, and no other file is.
fn flip_blobs(test: &Test, flips: usize, draw: &mut Draw) -> usize {
    const AT_ONCE: usize = 50;
    let blobs = files(&test.casebook().join("blobs"));
    let mut done = 0;
    while done < flips {
        let mut flipped: Vec<(&PathBuf, usize, usize)> = Vec::new();
        while flipped.len() < AT_ONCE {
            let path = &blobs[draw.below(blobs.len())];
            if flipped.iter().all(|(other, ..)| *other != path) {
                flipped.push((path, draw.below(length(path)), draw.below(8)));
            }
        }
        let both_ways = |test: &Test| {
            let turn = |(path, at, bit): &(&PathBuf, usize, usize)| flip(path, *at, *bit);
            flipped.iter().for_each(turn);
            test.verify(None).damage
        };
        let damage = both_ways(test);
        let mut named: Vec<&PathBuf> = damage.iter().map(|damage| &damage.path).collect();
        let mut expect: Vec<&PathBuf> = flipped.iter().map(|(path, ..)| *path).collect();
        named.sort();
        expect.sort();
        assert_eq!(named, expect);
        assert_eq!(both_ways(test), []);
        done += AT_ONCE;
    }
    done
}

/// Flips a bit of a file in this folder, checks that it is found and the file or its folder named, and flips it
/// back; any file alike, or the largest alone would be drawn.
fn flip_one_by_one(test: &Test, folder: &str, flips: usize, draw: &mut Draw) -> usize {
    let files = files(&test.casebook().join(folder));
    for _ in 0..flips {
        let path = &files[draw.below(files.len())];
        let (place, bit) = (draw.below(length(path)), draw.below(8));
        flip(path, place, bit);
        let damage = test.verify(None).damage;
        let mut named = damage.iter().map(|damage| &damage.path);
        assert!(
            named.any(|named| path.starts_with(named)),
            "bit {bit} of byte {place} of {}: {damage:?}",
            path.display()
        );
        flip(path, place, bit);
    }
    flips
}

/// How many bits of the index were found, and how many lie where SQLite keeps nothing.
fn flip_index(test: &Test, flips: usize, draw: &mut Draw) -> (usize, usize) {
    let index = test.casebook().join("case.db");
    let (whole, before) = (fs::read(&index).expect("there"), rows_and_readings(&index));
    let (mut found, mut idle) = (0, 0);
    for _ in 0..flips {
        let (place, bit) = (draw.below(whole.len()), draw.below(8));
        flip(&index, place, bit);
        let damage = test.verify(None).damage;
        match damage.iter().any(|damage| damage.path == index) {
            true => found += 1,
            false => {
                let now = rows_and_readings(&index);
                assert_eq!(now, before, "byte {place} bit {bit}");
                idle += 1;
            }
        }
        fs::write(&index, &whole).expect("room on the disk");
    }
    assert_eq!(test.verify(None).damage, []);
    (found, idle)
}

fn rows_and_readings(index: &Path) -> String {
    let connection = rusqlite::Connection::open(index).expect("a database");
    let tables = [
        "blobs",
        "sources",
        "custody",
        "metadata",
        "refusals",
        "judgements",
        "gazetteers",
        "heads",
        "readings",
    ];
    let mut text = String::new();
    for table in tables {
        let sql = format!("SELECT * FROM {table} ORDER BY 1");
        let mut statement = connection.prepare(&sql).expect("a sound index");
        let columns = statement.column_count();
        let mut rows = statement.query([]).expect("a sound index");
        while let Some(row) = rows.next().expect("a sound index") {
            for column in 0..columns {
                let value: rusqlite::types::Value = row.get(column).expect("a value");
                text.push_str(&format!("{value:?} "));
            }
        }
    }
    text
}

#[test]
fn what_is_missing_is_named_with_its_source() {
    let test = Test::new(3);
    let store = Store::open(&test.casebook(), &test.log, SEED).expect("it is sound");
    let source = store.index().sources().expect("a sound index")[1].id;
    let blob = store.blobs().path(source);
    drop(store);
    fs::remove_file(&blob).expect("it is there");
    let damage = test.verify(None).damage;
    assert_eq!(damage.len(), 1, "{damage:?}");
    assert_eq!(damage[0].path, blob);
    assert!(damage[0].what.contains("list.jsonl"), "{}", damage[0].what);
    let index = test.casebook().join("case.db");
    fs::remove_file(&index).expect("it is there");
    assert_eq!(test.verify(None).damage.len(), 2);
}

#[test]
fn an_altered_row_or_reading_of_the_index_is_named() {
    for (change, name) in [
        (
            "UPDATE custody SET path = 'b.txt' WHERE added = 2",
            "table custody",
        ),
        ("DELETE FROM judgements", "table judgements"),
        (
            "UPDATE heads SET size = size - 1, root = zeroblob(32)",
            "table",
        ),
        ("UPDATE readings SET reading = x'00'", "reading of source"),
        ("CREATE TABLE more (a)", "the form of its tables"),
        (
            "CREATE TRIGGER t AFTER INSERT ON refusals BEGIN DELETE FROM metadata; END",
            "form",
        ),
    ] {
        let test = Test::new(3);
        let index = rusqlite::Connection::open(test.casebook().join("case.db")).expect("there");
        index.execute_batch(change).expect("a sound index");
        drop(index);
        let damage = test.verify(None).damage;
        assert!(
            damage.iter().any(|damage| damage.what.contains(name)),
            "{change}: {damage:?}"
        );
    }
}

/// What somebody with the true key can do to a log. With a checkpoint that another holds each is found;
/// without one, an own history of the key is as good as any, which is why the word is "order only".
#[test]
fn another_history_of_the_true_key_is_found_by_an_earlier_checkpoint() {
    let test = Test::new(40);
    let held = fs::read(test.log_dir().join("checkpoint")).expect("it is there");
    let mut store = Store::open(&test.casebook(), &test.log, SEED).expect("it is sound");
    test.judge(&mut store, 3);
    drop(store);
    let grown = test.verify(Some(&held));
    assert_eq!((grown.since, grown.damage), (Some(42), Vec::new()));
    // The same key, from the same seed: fewer, other, and as many but other entries.
    for sources in [39, 41, 50] {
        let other = Test::new(sources);
        assert_eq!(other.log, test.log);
        assert_eq!(other.verify(None).damage, [], "by itself it is sound");
        let found = other.verify(Some(&held));
        assert_eq!(found.since, None);
        assert_eq!(found.damage.len(), 1, "{:?}", found.damage);
        assert!(found.damage[0].path.ends_with("checkpoint"));
    }
    let stranger = verify(&test.casebook(), &test.log, Some(b"words"));
    assert!(stranger.is_err_and(|fault| fault.to_string().contains("checkpoint")));
}
