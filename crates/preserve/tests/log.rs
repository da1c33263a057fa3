//! The log under a casebook: what follows from it, and what a cut-off write leaves. Every report here
//! is invented.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::types::Value;
use tollbook_preserve::places::{Counts, Layer};
use tollbook_preserve::receive::{Limits, contents};
use tollbook_preserve::{Error, Given, Judged, Seed, Store, Tables};
use tollbook_record::Publication;

const SEED: Seed = Seed::new([1; 32]);

struct Test {
    dir: tempfile::TempDir,
    log: String,
}

impl Test {
    /// A casebook in which every kind of row stands.
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder for the test");
        for folder in ["in", "casebook"] {
            fs::create_dir(dir.path().join(folder)).expect("a new folder");
        }
        let store = Store::create(&dir.path().join("casebook"), SEED).expect("a new casebook");
        let log = store.log_name().to_owned();
        drop(store);
        let test = Self { dir, log };
        test.write("a.txt", "Two shops were hit.");
        test.write(
            "a.txt.meta.toml",
            "publisher = \"Beside\"\nobtained = 2031-03-05\n",
        );
        test.write("b.txt", "Two shops were hit.");
        test.write("list.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
        test.write("empty.txt", "");
        test.write("picture.xyz", "no report");
        test.fill();
        test
    }

    fn fill(&self) {
        let mut store = self.open();
        add(&mut store, &self.dir.path().join("in"), 1);
        let sources = store.index().sources().expect("a sound index");
        let title = |title: &str| Publication {
            title: Some(title.into()),
            ..Publication::default()
        };
        store
            .state_from_files([(sources[0].id, title("one")), (sources[1].id, title("two"))])
            .expect("room on the disk");
        let (reason, remedy) = ("no text in it".into(), "make it".into());
        store
            .refuse_reading("1", &sources[2], reason, remedy, at(2))
            .expect("room on the disk");
        let judged = Judged {
            kind: "place_same".into(),
            body: "{}".into(),
            by: "An invented reviewer".into(),
            reason: "one village".into(),
            at: at(3),
            withdraws: None,
        };
        store.judge(judged).expect("room on the disk");
        let layer = Layer {
            sha256: "ab".into(),
            reader: "1;geonames".into(),
            name: "XA.txt".into(),
            format: "geonames".into(),
            credit: "An invented credit".into(),
            counts: Counts {
                places: 1,
                other: 2,
                bad: 3,
                ..Counts::default()
            },
        };
        store
            .record_gazetteer(&layer, at(4))
            .expect("room on the disk");
        // Once more at another time: records of custody, and a refusal that was met again.
        add(&mut store, &self.dir.path().join("in"), 5);
    }

    fn casebook(&self) -> PathBuf {
        self.dir.path().join("casebook")
    }

    fn write(&self, name: &str, bytes: &str) {
        fs::write(self.dir.path().join("in").join(name), bytes).expect("room on the disk");
    }

    fn open(&self) -> Store {
        Store::open(&self.casebook(), &self.log, SEED).unwrap_or_else(|fault| panic!("{fault}"))
    }

    fn rows(&self) -> String {
        rows(&self.casebook().join("case.db"))
    }

    fn checkpoint(&self) -> PathBuf {
        let folder = self.log.strip_prefix("tollbook/").expect("a log's name");
        self.casebook().join("log").join(folder).join("checkpoint")
    }

    fn size(&self) -> u64 {
        let text = fs::read_to_string(self.checkpoint()).expect("it is there");
        let size = text.lines().nth(1).expect("the size");
        size.parse().expect("a number")
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a moment of 1970")
}

fn add(store: &mut Store, path: &Path, second: i64) {
    let given = Given {
        at: at(second),
        how: "tollbook add".into(),
        publication: Publication {
            language: Some("en".into()),
            ..Publication::default()
        },
        tables: Tables::NONE,
    };
    store
        .add(
            &[path.to_owned()],
            &given,
            (Limits::default(), &contents),
            &mut |_| {},
        )
        .unwrap_or_else(|fault| panic!("{fault}"));
}

/// Every row of every table but the readings, and the tables themselves.
fn rows(index: &Path) -> String {
    let connection = Connection::open(index).expect("a database");
    let tables: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        .and_then(|mut found| {
            let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
        .expect("a sound index");
    let mut text = String::new();
    for (name, sql) in tables {
        text.push_str(&format!("{sql}\n"));
        if !sql.starts_with("CREATE TABLE") || name == "readings" {
            continue;
        }
        let mut found = connection
            .prepare(&format!("SELECT * FROM {name} ORDER BY 1"))
            .expect("a sound index");
        let columns = found.column_count();
        let mut rows = found.query([]).expect("a sound index");
        while let Some(row) = rows.next().expect("a sound index") {
            for column in 0..columns {
                let value: Value = row.get(column).expect("a value");
                text.push_str(&format!("{value:?} "));
            }
            text.push('\n');
        }
    }
    text
}

#[test]
fn a_lost_index_is_made_again_row_for_row() {
    let test = Test::new();
    let before = test.rows();
    assert!(before.lines().count() > 40, "{before}");
    fs::remove_file(test.casebook().join("case.db")).expect("it is there");
    Store::rebuild(&test.casebook(), &test.log).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(test.rows(), before);
    assert_eq!(test.open().index().gazetteers().expect("sound").len(), 1);
    let beside: Vec<_> = fs::read_dir(test.casebook())
        .expect("it is there")
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().starts_with("case.db"))
        .collect();
    assert_eq!(beside, ["case.db"]);
}

/// A loss of power between log and index: the index is older than the log.
#[test]
fn an_index_behind_its_log_catches_up_when_it_is_opened() {
    let test = Test::new();
    let copy = test.dir.path().join("earlier.db");
    fs::copy(test.casebook().join("case.db"), &copy).expect("room on the disk");
    test.write("later.txt", "Three shops were hit.");
    add(&mut test.open(), &test.dir.path().join("in/later.txt"), 9);
    let after = test.rows();
    fs::copy(&copy, test.casebook().join("case.db")).expect("room on the disk");
    drop(test.open());
    assert_eq!(test.rows(), after);
}

#[test]
fn a_log_that_was_cut_back_or_exchanged_is_found_when_it_is_opened() {
    let test = Test::new();
    let earlier = test.dir.path().join("earlier");
    copy_all(&test.casebook(), &earlier);
    test.write("later.txt", "Three shops were hit.");
    add(&mut test.open(), &test.dir.path().join("in/later.txt"), 9);
    // The whole log of an earlier day, with the index of today.
    fs::remove_dir_all(test.casebook().join("log")).expect("it is there");
    copy_all(&earlier.join("log"), &test.casebook().join("log"));
    let fault = Store::open(&test.casebook(), &test.log, SEED).expect_err("it is cut back");
    assert!(matches!(fault, Error::StrayIndex { .. }), "{fault}");
    // Another history of the same key and length.
    let other = Test::new();
    other.write("later.txt", "Nothing was hit.");
    add(&mut other.open(), &other.dir.path().join("in/later.txt"), 9);
    assert_eq!(other.log, test.log, "the seed gives the key");
    fs::remove_dir_all(test.casebook().join("log")).expect("it is there");
    copy_all(&other.casebook().join("log"), &test.casebook().join("log"));
    let fault = Store::open(&test.casebook(), &test.log, SEED).expect_err("it is exchanged");
    assert!(matches!(fault, Error::StrayIndex { .. }), "{fault}");
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("it is there") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("room on the disk");
        }
    }
}

#[test]
fn what_changes_nothing_is_no_entry() {
    let test = Test::new();
    let size = test.size();
    let mut store = test.open();
    // The same path at the same time; refusals alone tell that they were met again.
    add(&mut store, &test.dir.path().join("in/a.txt"), 5);
    let sources = store.index().sources().expect("a sound index");
    let reading = [(sources[0].id, b"read".to_vec())];
    store.keep_readings("1", reading).expect("room on the disk");
    assert_eq!(test.size(), size);
    add(&mut store, &test.dir.path().join("in/a.txt"), 6);
    assert_eq!(test.size(), size + 1);
}

/// More than one file of entries, in groups that end inside, at and beyond its edge.
#[test]
fn a_log_grows_over_the_edges_of_its_files() {
    let test = Test::new();
    for (second, count) in (10..).zip([240, 1, 3, 300, 700]) {
        let lines = (0..count).map(|n| format!("{{\"text\":\"Report {second} {n}.\"}}\n"));
        test.write("list.jsonl", &lines.collect::<String>());
        add(
            &mut test.open(),
            &test.dir.path().join("in/list.jsonl"),
            second,
        );
    }
    let before = test.rows();
    Store::rebuild(&test.casebook(), &test.log).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(test.rows(), before);
    // Nothing is left of the narrower files.
    let folder = test.checkpoint().with_file_name("tile");
    let (full, partial) = (test.size() / 256, test.size() % 256);
    let names = |row: &str| {
        let entries = fs::read_dir(folder.join(row)).expect("it is there");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("ASCII")
            })
            .collect();
        names.sort();
        names
    };
    let mut expect: Vec<String> = (0..full).map(|number| format!("{number:03}")).collect();
    expect.push(format!("{full:03}.p"));
    for row in ["entries", "0"] {
        assert_eq!(names(row), expect);
        assert_eq!(names(&format!("{row}/{full:03}.p")), [partial.to_string()]);
    }
}

#[test]
fn damage_to_the_log_is_named_and_nothing_is_built_on_it() {
    let test = Test::new();
    let dir = test.checkpoint().with_file_name("tile");
    let size = test.size();
    for part in [format!("0/000.p/{size}"), format!("entries/000.p/{size}")] {
        let path = dir.join(&part);
        let bytes = fs::read(&path).expect("it is there");
        let mut other = bytes.clone();
        other[40] ^= 1;
        fs::write(&path, &other).expect("room on the disk");
        let judged = Judged {
            kind: "place_same".into(),
            body: part.clone(),
            by: String::new(),
            reason: String::new(),
            at: at(7),
            withdraws: None,
        };
        let fault = test.open().judge(judged).expect_err("it is damaged");
        assert!(
            fault.is_damage() && fault.to_string().contains("tile"),
            "{fault}"
        );
        let fault = Store::rebuild(&test.casebook(), &test.log).expect_err("it is damaged");
        assert!(fault.is_damage(), "{fault}");
        fs::write(&path, bytes).expect("room on the disk");
    }
    assert_eq!(test.size(), size);
    let key = test.casebook().join("secret/log-key");
    fs::remove_file(&key).expect("it is there");
    assert!(test.open().index().sources().is_ok(), "it can be read");
    let (kind, by) = ("place_same".to_owned(), String::new());
    let judged = Judged {
        kind,
        by,
        body: "{}".into(),
        reason: String::new(),
        at: at(8),
        withdraws: None,
    };
    let fault = test.open().judge(judged).expect_err("there is no key");
    assert!(matches!(fault, Error::NoKey { .. }), "{fault}");
}

/// What a casebook was before there was a log: the same tables but two columns and two tables.
fn make_old(test: &Test) {
    for part in ["log", "secret"] {
        fs::remove_dir_all(test.casebook().join(part)).expect("it is there");
    }
    let index = Connection::open(test.casebook().join("case.db")).expect("it is there");
    index
        .execute_batch(
            "DROP TABLE heads; DROP TABLE gazetteers; DROP TABLE judgements;
             ALTER TABLE readings DROP COLUMN digest; PRAGMA user_version = 1",
        )
        .expect("a sound index");
}

#[test]
fn a_casebook_of_the_time_before_the_log_is_refused_until_its_log_is_made() {
    let test = Test::new();
    let rows_of = |test: &Test| {
        let is_kept = |line: &&str| {
            !["heads", "gazetteers", "judgements", "readings"]
                .iter()
                .any(|name| line.contains(name))
        };
        let rows = test.rows();
        let lines: Vec<&str> = rows.lines().filter(is_kept).collect();
        lines
            .into_iter()
            .filter(|line| line.starts_with("Integer") || line.starts_with("Blob"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    make_old(&test);
    let before = rows_of(&test);
    let fault = Store::create(&test.casebook(), SEED).expect_err("it is old");
    assert!(fault.to_string().contains("tollbook rebuild"), "{fault}");
    // Cut off before the first file names the log, it is begun again.
    for seed in [2, 3] {
        let log = Store::adopt(&test.casebook(), &Seed::new([seed; 32]));
        let log = log.unwrap_or_else(|fault| panic!("{fault}"));
        let store = Store::open(&test.casebook(), &log, SEED);
        drop(store.unwrap_or_else(|fault| panic!("{fault}")));
        let after = rows_of(&test);
        let expect = before.iter().all(|row| after.contains(row));
        assert!(expect, "{before:#?}\n{after:#?}");
    }
}

/// Salts differ from casebook to casebook; the rows do not.
#[test]
fn the_seed_shows_nowhere_but_in_the_log() {
    let test = Test::new();
    let one = test.rows();
    for part in ["log", "secret", "blobs"] {
        fs::remove_dir_all(test.casebook().join(part)).expect("it is there");
    }
    fs::remove_file(test.casebook().join("case.db")).expect("it is there");
    let store = Store::create(&test.casebook(), Seed::new([9; 32])).expect("a new casebook");
    let log = store.log_name().to_owned();
    drop(store);
    assert_ne!(log, test.log);
    let test = Test { log, ..test };
    test.fill();
    let is_head = |line: &&str| !line.contains("tollbook/");
    let two = test.rows();
    assert_eq!(
        one.lines().filter(is_head).collect::<Vec<_>>(),
        two.lines().filter(is_head).collect::<Vec<_>>()
    );
}
