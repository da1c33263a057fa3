//! Sources in, a casebook's folder out. Every report here is invented.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jiff::Timestamp;
use jiff::civil::date;
use tollbook_preserve::receive::{Limits, contents};
use tollbook_preserve::{
    Error, Given, Judged, Locator, Origin, Outcome, Role, Seed, Store, Summary, Tables,
};
use tollbook_record::{Publication, SourceId};

const SEED: Seed = Seed::new([1; 32]);

struct Test {
    dir: tempfile::TempDir,
}

impl Test {
    fn new() -> Self {
        Self::in_folder(tempfile::tempdir())
    }

    fn in_folder(dir: std::io::Result<tempfile::TempDir>) -> Self {
        let dir = dir.expect("a folder for the test");
        fs::create_dir(dir.path().join("in")).expect("a new folder");
        Self { dir }
    }

    fn casebook(&self) -> PathBuf {
        self.dir.path().join("casebook")
    }

    fn store(&self) -> Store {
        fs::create_dir_all(self.casebook()).expect("a new folder");
        Store::create(&self.casebook(), SEED).unwrap_or_else(|fault| panic!("{fault}"))
    }

    fn input(&self) -> PathBuf {
        self.dir.path().join("in")
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.input().join(name);
        fs::create_dir_all(path.parent().expect("it is inside")).expect("a new folder");
        fs::write(&path, bytes).expect("room on the disk");
        path
    }

    /// Adds and tells the outcomes as lines of text, with paths from the input folder.
    fn add(&self, store: &mut Store, path: &Path, given: &Given) -> (Summary, String) {
        let mut told = String::new();
        let summary = store
            .add(
                &[path.to_owned()],
                given,
                (Limits::default(), &contents),
                &mut |outcome| {
                    writeln!(told, "{}", line(outcome, path)).expect("memory");
                },
            )
            .unwrap_or_else(|fault| panic!("{fault}"));
        (summary, told)
    }
}

fn unread(store: &Store, extractor: &str) -> usize {
    let unread = store.index().unread(extractor);
    unread.expect("a sound index").len()
}

fn line(outcome: &Outcome, from: &Path) -> String {
    let short = |path: &str| {
        let rest = path
            .strip_prefix(&from.display().to_string())
            .unwrap_or(path);
        rest.trim_start_matches('/').to_owned()
    };
    let place = |locator: &Locator| match locator.as_str() {
        "" => String::new(),
        place => format!(" ({place})"),
    };
    match outcome {
        Outcome::Source { path, locator, .. } => {
            format!("{}{}: kept", short(path), place(locator))
        }
        Outcome::Container { path, .. } => format!("{}: container", short(path)),
        Outcome::Refused(refusal) => {
            let (path, place) = (short(&refusal.path), place(&refusal.locator));
            format!("{path}{place}: {}: {}", refusal.kind.word(), refusal.reason)
        }
    }
}

fn given(second: i64) -> Given {
    Given {
        at: Timestamp::from_second(second).expect("a moment of 1970"),
        how: "tollbook add".into(),
        publication: Publication::default(),
        tables: Tables::NONE,
    }
}

fn only_source(store: &Store) -> SourceId {
    let sources = store.index().sources().expect("a sound index");
    assert_eq!(sources.len(), 1, "{sources:?}");
    sources[0].id
}

#[test]
fn the_same_bytes_twice_are_one_source_with_two_records_of_custody() {
    let test = Test::new();
    test.write("a.txt", "Two shops were hit.");
    test.write("b.txt", "Two shops were hit.");
    let mut store = test.store();
    let (summary, _) = test.add(&mut store, &test.input(), &given(1));
    assert_eq!((summary.sources, summary.new_sources), (2, 1));
    let id = only_source(&store);
    let paths = |store: &Store| -> Vec<String> {
        let custody = store.index().custody(id).expect("a sound index");
        custody
            .iter()
            .map(|(_, record)| format!("{} {}", record.name, record.received))
            .collect()
    };
    let expect = ["a.txt 1970-01-01T00:00:01Z", "b.txt 1970-01-01T00:00:01Z"];
    assert_eq!(paths(&store), expect);
    // The same once more changes nothing; at a later time it is a record of its own.
    test.add(&mut store, &test.input(), &given(1));
    assert_eq!(paths(&store), expect);
    test.add(&mut store, &test.input().join("a.txt"), &given(2));
    assert_eq!(paths(&store).len(), 3);
    assert_eq!(store.bytes(id).expect("just added"), b"Two shops were hit.");
}

#[test]
fn of_what_is_stated_the_file_beside_it_goes_first_and_the_command_last() {
    let test = Test::new();
    let path = test.write("a.txt", "Two shops were hit.");
    test.write(
        "a.txt.meta.toml",
        "publisher = \"Beside\"\npublished = 2023-03-05\nobtained = \"2023-03-06T10:00:00Z\"\nobtained_how = \"by hand\"\n",
    );
    let mut store = test.store();
    let option = Publication {
        publisher: Some("Option".into()),
        language: Some("en".into()),
        url: Some("https://example.org/option".into()),
        ..Publication::default()
    };
    let given = Given {
        publication: option,
        ..given(1)
    };
    test.add(&mut store, &path, &given);
    let id = only_source(&store);
    let from_file = Publication {
        publisher: Some("File".into()),
        url: Some("https://example.org/file".into()),
        ..Publication::default()
    };
    store
        .state_from_file(id, from_file)
        .expect("room on the disk");
    let expect = Publication {
        publisher: Some("Beside".into()),
        published: Some(date(2023, 3, 5)),
        language: Some("en".into()),
        url: Some("https://example.org/file".into()),
        title: None,
    };
    assert_eq!(
        store.index().publication(id).expect("a sound index"),
        expect
    );
    let origins: Vec<Origin> = store
        .index()
        .metadata(id)
        .expect("a sound index")
        .iter()
        .filter(|stated| stated.field == "publisher")
        .map(|stated| stated.origin)
        .collect();
    assert_eq!(origins, [Origin::Sidecar, Origin::File, Origin::Option]);
    let (_, custody) = &store.index().custody(id).expect("a sound index")[0];
    assert_eq!(
        custody.obtained.map(|when| when.to_string()).as_deref(),
        Some("2023-03-06T10:00:00Z")
    );
    assert_eq!(custody.obtained_how.as_deref(), Some("by hand"));
}

#[test]
fn a_file_beside_it_may_leave_out_the_ending() {
    let test = Test::new();
    test.write("a.txt", "Two shops were hit.");
    test.write("a.meta.toml", "publisher = \"Short\"\n");
    test.write("b.txt", "Three shops were hit.");
    test.write("b.meta.toml", "publisher = \"Short\"\n");
    test.write("b.txt.meta.toml", "publisher = \"Exact\"\n");
    let mut store = test.store();
    let (summary, told) = test.add(&mut store, &test.input(), &given(1));
    assert_eq!(summary.refused, 0, "{told}");
    let publishers: Vec<Option<String>> = store
        .index()
        .sources()
        .expect("a sound index")
        .iter()
        .map(|source| {
            store
                .index()
                .publication(source.id)
                .expect("a sound index")
                .publisher
        })
        .collect();
    assert_eq!(publishers, [Some("Short".into()), Some("Exact".into())]);
}

#[test]
fn containers_are_kept_whole_and_each_source_knows_its_place() {
    let test = Test::new();
    let lines = "{\"text\":\"one\"}\r\n\n{\"text\":\"two\"}";
    test.write("list.jsonl", lines);
    test.write("list.jsonl.meta.toml", "publisher = \"Beside the list\"\n");
    test.write(
        "mail.mbox",
        "From a\nSubject: one\n\nBody\n\nFrom b\nSubject: two\n\nBody\n",
    );
    test.write("table.csv", "id,text\n1,one\n2,\"two\nlines\"\n");
    let mut store = test.store();
    test.add(&mut store, &test.input(), &given(1));
    let mut told = String::new();
    for source in store.index().sources().expect("a sound index") {
        let bytes = store.bytes(source.id).expect("just added");
        let (role, custody) = &store.index().custody(source.id).expect("a sound index")[0];
        assert_eq!(*role, Role::Source);
        let container = custody.container.expect("each was in one");
        let whole = store.bytes(container).expect("just added");
        let name = &source.name;
        let on_disk = fs::read(test.input().join(name)).expect("just written");
        assert_eq!(whole, on_disk, "{name}");
        let words = String::from_utf8(bytes).expect("ASCII");
        writeln!(told, "{name} {}: {words:?}", source.locator).expect("memory");
    }
    let expect = r#"list.jsonl line 1: "{\"text\":\"one\"}"
list.jsonl line 3: "{\"text\":\"two\"}"
mail.mbox message 1: "Subject: one\n\nBody\n"
mail.mbox message 2: "Subject: two\n\nBody\n"
table.csv row 1: "id,text\n1,one"
table.csv row 2: "id,text\n2,\"two\nlines\""
"#;
    assert_eq!(told, expect);
    let first = store.index().sources().expect("a sound index")[0].id;
    let publication = store.index().publication(first).expect("a sound index");
    assert_eq!(publication.publisher.as_deref(), Some("Beside the list"));
}

/// It may be a list of persons that was given by mistake.
#[test]
fn a_table_that_is_refused_leaves_nothing_of_it() {
    let test = Test::new();
    test.write("persons.csv", "name,age\nInvented Person,31\n");
    let mut store = test.store();
    let (summary, told) = test.add(&mut store, &test.input(), &given(1));
    assert_eq!((summary.containers, summary.refused), (0, 1), "{told}");
    drop(store);
    let mut folders = vec![test.casebook()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("it is ours");
                let name = b"Invented Person";
                let found = bytes.windows(name.len()).any(|window| window == name);
                assert!(!found, "{}", path.display());
            }
        }
    }
}

/// Each damaged file of the collection with what becomes of it; nothing is lost on the way.
#[test]
fn damaged_files_are_rows_with_a_reason_and_the_rest_goes_on() {
    let test = Test::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/damaged");
    let mut store = test.store();
    let (summary, told) = test.add(&mut store, &folder, &given(1));
    insta::assert_snapshot!(told.trim_end());
    let refusals = store.index().refusals("1").expect("a sound index");
    assert_eq!(refusals.len(), summary.refused);
    for refusal in &refusals {
        assert!(
            !refusal.remedy.is_empty() && refusal.to_string().contains("; "),
            "{refusal}"
        );
    }
    for source in store.index().sources().expect("a sound index") {
        store
            .bytes(source.id)
            .unwrap_or_else(|fault| panic!("{fault}"));
    }
    // Again, into another casebook: the same in the same order.
    let again = Test::new();
    let (_, told_again) = again.add(&mut again.store(), &folder, &given(1));
    assert_eq!(told, told_again);
    let outside = folder.join("../escaped.txt");
    assert!(!outside.exists() && !again.dir.path().join("escaped.txt").exists());
}

#[test]
fn a_line_of_fifty_megabytes_is_refused_and_its_neighbours_are_taken() {
    let test = Test::new();
    let long = "x".repeat(50 << 20);
    let path = test.write(
        "list.jsonl",
        format!("{{\"text\":\"one\"}}\n{long}\n{{\"text\":\"two\"}}\n"),
    );
    let (summary, told) = test.add(&mut test.store(), &path, &given(1));
    assert_eq!((summary.sources, summary.refused), (2, 1));
    assert!(told.contains("(line 2): too_large"), "{told}");
}

#[cfg(unix)]
#[test]
fn links_are_taken_only_inside_the_folder_given() {
    use std::os::unix::fs::symlink;
    let test = Test::new();
    test.write("sub/a.txt", "Two shops were hit.");
    let secret = test.dir.path().join("secret.txt");
    fs::write(&secret, "Not named by the user.").expect("room on the disk");
    for (target, name) in [
        (secret.as_path(), "1-out.txt"),
        (Path::new("sub/a.txt"), "2-in.txt"),
        (Path::new("."), "3-circle"),
        (Path::new("nowhere"), "4-nowhere.txt"),
        (Path::new("5-itself.txt"), "5-itself.txt"),
    ] {
        symlink(target, test.input().join(name)).expect("a new link");
    }
    let (summary, told) = test.add(&mut test.store(), &test.input(), &given(1));
    assert_eq!(
        (summary.sources, summary.new_sources, summary.refused),
        (2, 1, 4)
    );
    let kept: Vec<&str> = told.lines().filter(|line| line.ends_with("kept")).collect();
    assert_eq!(kept, ["2-in.txt: kept", "sub/a.txt: kept"]);
    // A link that the user names is what the user meant.
    let (summary, _) = test.add(
        &mut test.store(),
        &test.input().join("1-out.txt"),
        &given(1),
    );
    assert_eq!(summary.sources, 1);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_and_what_may_not_be_read_are_rows() {
    use std::os::unix::fs::PermissionsExt;
    let test = Test::new();
    let path = test.write("closed.txt", "Two shops were hit.");
    let pipe = Command::new("mkfifo")
        .arg(test.input().join("pipe.txt"))
        .status();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("it is ours");
    let (_, told) = test.add(&mut test.store(), &test.input(), &given(1));
    if pipe.is_ok_and(|status| status.success()) {
        assert!(told.contains("pipe.txt: not_a_file"), "{told}");
    }
    if fs::read(&path).is_ok() {
        eprintln!("left out: the user that runs the tests may read every file");
        return;
    }
    assert!(told.contains("closed.txt: unreadable"), "{told}");
}

#[test]
fn a_path_that_is_not_there_is_a_row() {
    let test = Test::new();
    let (summary, told) = test.add(&mut test.store(), &test.input().join("none.txt"), &given(1));
    assert_eq!(summary.refused, 1);
    assert!(told.contains("unreadable"), "{told}");
}

#[test]
fn bytes_that_came_without_a_file_are_a_source_too() {
    let test = Test::new();
    let mut store = test.store();
    let told = store.add_bytes(b"Two shops were hit.", "standard input", &given(1));
    let told = told.expect("room on the disk");
    assert!(
        matches!(
            told,
            Outcome::Source {
                new_source: true,
                ..
            }
        ),
        "{told:?}"
    );
    assert_eq!(
        store.index().sources().expect("a sound index")[0].name,
        "standard input"
    );
    let told = store.add_bytes(b"", "standard input", &given(1));
    assert!(matches!(told, Ok(Outcome::Refused(_))), "{told:?}");
}

#[test]
fn readings_are_kept_by_the_version_that_made_them() {
    let test = Test::new();
    let path = test.write("a.txt", "Two shops were hit.");
    let mut store = test.store();
    test.add(&mut store, &path, &given(1));
    let id = only_source(&store);
    assert_eq!(unread(&store, "1"), 1);
    store
        .keep_readings("1", [(id, b"read".to_vec())])
        .expect("room on the disk");
    assert_eq!(
        store
            .index()
            .reading(id, "1")
            .expect("a sound index")
            .as_deref(),
        Some(b"read".as_slice())
    );
    assert_eq!(store.index().reading(id, "2").expect("a sound index"), None);
    assert_eq!((unread(&store, "1"), unread(&store, "2")), (0, 1));
    let entry = store.index().sources().expect("a sound index").remove(0);
    store
        .refuse_reading(
            "2",
            &entry,
            "no text in it".into(),
            "make it".into(),
            given(2).at,
        )
        .expect("room on the disk");
    assert_eq!((unread(&store, "2"), unread(&store, "3")), (0, 1));
    assert_eq!(store.index().refusals("3").expect("a sound index"), []);
    let refusals = store.index().refusals("2").expect("a sound index");
    assert_eq!(refusals[0].source, Some(id));
}

/// A statement that comes later corrects the earlier ones of its origin, and what was read under
/// them is read again.
#[test]
fn a_later_statement_corrects_and_asks_for_a_new_reading() {
    let test = Test::new();
    let mut store = test.store();
    let report = test.write("report.txt", "invented words");
    test.write("report.txt.meta.toml", "published = 2031-03-03");
    test.add(&mut store, &report, &given(1));
    let id = store.index().sources().expect("a sound index")[0].id;
    let reading = [(id, b"read".to_vec())];
    store.keep_readings("1", reading).expect("room on the disk");
    test.add(&mut store, &report, &given(2));
    assert_eq!(unread(&store, "1"), 0, "the same words ask for nothing");
    test.write("report.txt.meta.toml", "published = 2031-03-04");
    test.add(&mut store, &report, &given(3));
    let published = store
        .index()
        .publication(id)
        .expect("a sound index")
        .published;
    assert_eq!(published, Some(jiff::civil::date(2031, 3, 4)));
    assert_eq!(unread(&store, "1"), 1);
}

/// A file that was mended is no refusal any more, and one refused twice is one row.
#[test]
fn a_refusal_ends_when_the_file_is_taken() {
    let test = Test::new();
    let mut store = test.store();
    let report = test.write("report.txt", "");
    let refused = |store: &Store| store.index().refusals("1").expect("a sound index").len();
    test.add(&mut store, &report, &given(1));
    test.add(&mut store, &report, &given(2));
    assert_eq!(refused(&store), 1);
    test.write("report.txt", "invented words");
    test.add(&mut store, &report, &given(3));
    assert_eq!(refused(&store), 0);
}

/// Without this a second run in the folder of the reports read its own page as one more report.
#[test]
fn a_casebook_among_the_reports_is_no_source() {
    let test = Test::new();
    test.write("report.txt", "invented words");
    let own = test.input().join("own");
    fs::create_dir(&own).expect("a new folder");
    let mut store = Store::create(&own, SEED).expect("a new casebook");
    for name in ["own", "other"] {
        test.write(&format!("{name}/CASEBOOK"), "format = 1");
        test.write(&format!("{name}/report.html"), "<p>Made from reports.");
    }
    let (_, told) = test.add(&mut store, &test.input(), &given(1));
    insta::assert_snapshot!(told.trim_end(), @"
    other: casebook: a casebook, which is made from sources and is none
    report.txt: kept
    ");
    let (_, told) = test.add(&mut store, &own, &given(1));
    insta::assert_snapshot!(told.trim_end(), @": casebook: a casebook, which is made from sources and is none");
}

/// An empty casebook in the place of a lost one would show that nothing was ever reported.
#[test]
fn a_casebook_that_lost_a_part_is_damaged_and_not_made_anew() {
    let test = Test::new();
    let log = test.store().log_name().to_owned();
    let damage = |part: &str, remedy: &str| {
        let fault = Store::open(&test.casebook(), &log, SEED).expect_err("it is damaged");
        assert!(fault.is_damage(), "{fault}");
        let words = fault.to_string();
        assert!(words.contains(part) && words.contains(remedy), "{fault}");
    };
    let index = test.casebook().join("case.db");
    fs::write(&index, "").expect("room on the disk");
    damage("case.db", "tollbook rebuild");
    fs::remove_file(&index).expect("it is there");
    damage("case.db", "tollbook rebuild");
    drop(test.store());
    fs::remove_dir_all(test.casebook().join("log")).expect("it is there");
    damage("log", "backup");
    fs::remove_dir_all(test.casebook().join("blobs")).expect("it is there");
    damage("blobs", "backup");
}

/// The remedy of a report with the wrong ending is to give it the right one. Without this it stayed
/// unread, since its bytes were known already.
#[test]
fn bytes_given_again_under_another_name_are_read_again() {
    let test = Test::new();
    let mut store = test.store();
    let wrong = test.write("report.txt", "invented words");
    test.add(&mut store, &wrong, &given(1));
    let refuse = |store: &mut Store| {
        let entry = store.index().unread("1").expect("a sound index").remove(0);
        let (reason, remedy) = ("not text".into(), "rename it".into());
        store
            .refuse_reading("1", &entry, reason, remedy, given(2).at)
            .expect("room on the disk");
        entry
    };
    assert_eq!(refuse(&mut store).name, "report.txt");
    test.add(&mut store, &wrong, &given(3));
    assert_eq!(unread(&store, "1"), 0, "the same name asks for nothing");
    let right = test.write("report.pdf", "invented words");
    test.add(&mut store, &right, &given(4));
    let entry = store.index().unread("1").expect("a sound index").remove(0);
    assert_eq!(entry.name, "report.pdf");
    let reading = [(entry.id, b"read".to_vec())];
    store.keep_readings("1", reading).expect("room on the disk");
    assert_eq!(unread(&store, "1"), 0);
    assert_eq!(store.index().refusals("1").expect("a sound index"), []);
}

/// Other bytes at the same path that fail for the same reason are a refusal of their own.
#[test]
fn a_refusal_is_of_its_bytes() {
    let test = Test::new();
    let mut store = test.store();
    for (time, bytes) in ["one", "other"].into_iter().enumerate() {
        let report = test.write("report.txt", bytes);
        test.add(&mut store, &report, &given(time as i64));
        let entry = store.index().unread("1").expect("a sound index").remove(0);
        let (reason, remedy) = ("not text".into(), "rename it".into());
        store
            .refuse_reading("1", &entry, reason, remedy, given(9).at)
            .expect("room on the disk");
    }
    assert_eq!(unread(&store, "1"), 0);
    assert_eq!(store.index().refusals("1").expect("a sound index").len(), 2);
}

fn judged(kind: &str, body: &str, second: i64) -> Judged {
    Judged {
        kind: kind.into(),
        body: body.into(),
        by: "An invented reviewer".into(),
        reason: "the two names are one village".into(),
        at: given(second).at,
        withdraws: None,
    }
}

#[test]
fn a_withdrawn_judgement_stays_with_the_time_of_its_end() {
    let test = Test::new();
    let mut store = test.store();
    let first = judged("place_same", "{\"a\":1}", 1);
    let id = store.judge(first.clone()).expect("room on the disk");
    assert_eq!(store.judge(first.clone()).expect("room on the disk"), id);
    let end = |second| Judged {
        withdraws: Some(id.clone()),
        ..judged("place_same", "", second)
    };
    // The later of two withdrawals says nothing new.
    store
        .judge_all(vec![end(7), end(5), judged("place_same", "{\"a\":2}", 6)])
        .expect("room on the disk");
    drop(store);
    let kept = test.store().index().judgements().expect("a sound index");
    let times = |judged: Vec<_>| -> Vec<Option<i64>> {
        let second = |at: Option<Timestamp>| at.map(Timestamp::as_second);
        judged.into_iter().map(second).collect()
    };
    let withdrawn = kept.iter().map(|kept| kept.withdrawn).collect();
    assert_eq!(times(withdrawn), [Some(5), None, None, None]);
    assert_eq!((&kept[0].id, &kept[0].judged), (&id, &first));
}

#[test]
fn an_index_of_another_program_or_of_a_newer_version_is_left_alone() {
    let test = Test::new();
    let log = test.store().log_name().to_owned();
    let index = test.casebook().join("case.db");
    let pragma = |words: &str| {
        let connection = rusqlite::Connection::open(&index).expect("it is there");
        connection.execute_batch(words).expect("a sound index");
    };
    pragma("PRAGMA user_version = 99");
    assert!(matches!(
        Store::open(&test.casebook(), &log, SEED),
        Err(Error::NewerIndex { version: 99, .. })
    ));
    pragma("PRAGMA user_version = 3; PRAGMA application_id = 7");
    assert!(matches!(
        Store::open(&test.casebook(), &log, SEED),
        Err(Error::ForeignIndex { .. })
    ));
    fs::write(&index, "Not a database at all, but words.".repeat(40)).expect("room on the disk");
    let message = Store::open(&test.casebook(), &log, SEED)
        .expect_err("no database")
        .to_string();
    assert!(
        message.contains("case.db") && message.contains("rebuild"),
        "{message}"
    );
}

/// The disk fails at the third of four sources, in a group of its own for each: the first two are
/// acknowledged and there, and a second run adds the rest.
#[test]
fn after_a_failed_write_nothing_that_was_acknowledged_is_missing() {
    let test = Test::new();
    // Each is as large as a group, so that each is acknowledged by itself.
    let sources: Vec<PathBuf> = (0..4u8)
        .map(|n| test.write(&format!("{n}.txt"), vec![b'a' + n; 33 << 20]))
        .collect();
    let third = Test::new();
    third.add(&mut third.store(), &sources[2], &given(1));
    let prefix = only_source(&third.store()).to_string()[..2].to_owned();
    let mut store = test.store();
    // A file where the blob's folder must be: every write under it fails.
    let block = test.casebook().join("blobs").join(&prefix);
    fs::write(&block, "").expect("room on the disk");
    let mut acknowledged = Vec::new();
    let fault = store
        .add(
            &[test.input()],
            &given(1),
            (Limits::default(), &contents),
            &mut |outcome| {
                if let Outcome::Source { id, .. } = outcome {
                    acknowledged.push(*id);
                }
            },
        )
        .expect_err("the third cannot be written");
    assert!(
        fault.to_string().contains(&block.display().to_string()),
        "{fault}"
    );
    drop(store);
    let mut store = test.store();
    assert_eq!(acknowledged.len(), 2);
    assert_all_kept(&store, &acknowledged);
    fs::remove_file(&block).expect("it is ours");
    let (summary, _) = test.add(&mut store, &test.input(), &given(1));
    assert_eq!((summary.sources, summary.new_sources), (4, 2));
}

fn assert_all_kept(store: &Store, acknowledged: &[SourceId]) {
    let listed: Vec<SourceId> = store
        .index()
        .sources()
        .expect("a sound index")
        .iter()
        .map(|source| source.id)
        .collect();
    for id in acknowledged {
        assert!(listed.contains(id), "{id} is not in the index");
        store.bytes(*id).unwrap_or_else(|fault| panic!("{fault}"));
    }
}

const CHILD: &str = "TOLLBOOK_TEST_ADDS";

/// The body of the process that the next two tests start, and nothing in a run of its own. It adds
/// the sources of `in` and prints each that is acknowledged.
#[test]
fn the_process_that_adds() {
    let Some(dir) = std::env::var_os(CHILD).map(PathBuf::from) else {
        return;
    };
    fs::create_dir_all(dir.join("casebook")).expect("a new folder");
    let mut store = match Store::create(&dir.join("casebook"), SEED) {
        Ok(store) => store,
        Err(fault) => {
            writeln!(std::io::stdout(), "fault {fault}").expect("the parent reads");
            return;
        }
    };
    let result = store.add(
        &[dir.join("in")],
        &given(1),
        (Limits::default(), &contents),
        &mut |outcome| {
            if let Outcome::Source { id, .. } = outcome {
                writeln!(std::io::stdout(), "acknowledged {id}").expect("the parent reads");
            }
        },
    );
    if let Err(fault) = result {
        writeln!(std::io::stdout(), "fault {fault}").expect("the parent reads");
    }
}

fn child(test: &Test, shell: &str) -> std::process::Child {
    let program = std::env::current_exe().expect("this test runs");
    Command::new("sh")
        .args([
            "-c",
            &format!("{shell} exec \"$0\" the_process_that_adds --exact --nocapture"),
        ])
        .arg(program)
        .env(CHILD, test.dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell")
}

fn acknowledged(line: &str) -> Option<SourceId> {
    // The test program writes its own words on the same line.
    let at = line.find("acknowledged ")?;
    SourceId::from_hex(line.get(at + "acknowledged ".len()..)?.trim())
}

#[cfg(unix)]
#[test]
fn a_process_that_is_killed_loses_nothing_that_it_acknowledged() {
    let test = Test::new();
    let lines: String = (0..4_000)
        .map(|n| format!("{{\"text\":\"Invented report {n}.\"}}\n"))
        .collect();
    test.write("list.jsonl", lines);
    let mut child = child(&test, "");
    let output = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut heard = Vec::new();
    for line in output.lines() {
        heard.extend(acknowledged(&line.expect("UTF-8")));
        if heard.len() == 300 {
            child.kill().expect("it is ours");
        }
    }
    child.wait().expect("it is ours");
    assert!(heard.len() >= 300, "{}", heard.len());
    let mut store = test.store();
    assert_all_kept(&store, &heard);
    let (summary, _) = test.add(&mut store, &test.input(), &given(1));
    assert_eq!(summary.sources, 4_000);
    assert_eq!(store.index().sources().expect("a sound index").len(), 4_000);
}

/// Killed at moments that nobody chose: between two acknowledgements, in the middle of a group, while the
/// casebook is made. Kills are blind to a missing fsync; cuts of power are a test of their own, and so the
/// casebooks may stand in memory.
#[cfg(unix)]
#[test]
fn many_processes_that_are_killed_lose_nothing_that_they_acknowledged() {
    const CASEBOOKS: usize = 8;
    let told = std::env::var("TOLLBOOK_KILLS").ok();
    let kills: usize = told.map_or(200, |told| told.parse().expect("a number"));
    let heard: usize = std::thread::scope(|scope| {
        let works: Vec<_> = (0..CASEBOOKS)
            .map(|first| scope.spawn(move || killed_and_killed((first..kills).step_by(CASEBOOKS))))
            .collect();
        let heard = works.into_iter().map(|work| work.join().expect("no loss"));
        heard.sum()
    });
    println!("{kills} kills, {heard} sources acknowledged, none lost");
}

/// Has a process add to one casebook for each number, and kills it; how many sources were acknowledged.
#[cfg(unix)]
fn killed_and_killed(numbers: impl Iterator<Item = usize>) -> usize {
    let memory = Path::new("/dev/shm");
    let test = match memory.is_dir() {
        true => Test::in_folder(tempfile::tempdir_in(memory)),
        false => Test::new(),
    };
    let mut heard = Vec::new();
    for n in numbers {
        let lines: String = (0..40)
            .map(|line| format!("{{\"text\":\"Invented report {n} {line}.\"}}\n"))
            .collect();
        test.write("list.jsonl", lines);
        let mut child = child(&test, "");
        let output = child.stdout.take().expect("it is piped");
        let listener = std::thread::spawn(move || {
            let lines = BufReader::new(output).lines();
            let heard = lines.map(|line| acknowledged(&line.expect("UTF-8")));
            heard.flatten().collect::<Vec<_>>()
        });
        std::thread::sleep(std::time::Duration::from_millis((n as u64 * 137) % 1200));
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        heard.extend(listener.join().expect("it only listens"));
    }
    let store = test.store();
    assert_all_kept(&store, &heard);
    let log = store.log_name().to_owned();
    drop(store);
    let found = tollbook_preserve::verify(&test.casebook(), &log, None);
    assert_eq!(found.expect("it can be read").damage, []);
    heard.len()
}

/// Faults that libfiu puts into calls of the system: each is an error that names a file, none a panic, and
/// nothing that was acknowledged is lost. Where libfiu is missing the test says so.
#[cfg(unix)]
#[test]
fn faults_of_the_system_are_told_and_lose_nothing() {
    let families = [
        ("posix/io/sync/*", "0.02"),
        ("posix/io/oc/*", "0.01"),
        ("posix/io/rw/*", "0.005"),
    ];
    let test = Test::new();
    let (mut heard, mut faults) = (Vec::new(), 0);
    for (n, (family, probability)) in (0..10).flat_map(|n| families.map(|family| (n, family))) {
        let lines: String = (0..40)
            .map(|line| format!("{{\"text\":\"Invented report {n} {family} {line}.\"}}\n"))
            .collect();
        test.write("list.jsonl", lines);
        let control = format!("enable_random name={family},probability={probability}");
        let ran = Command::new("fiu-run")
            .args(["-x", "-c", &control])
            .arg(std::env::current_exe().expect("this test runs"))
            .args(["the_process_that_adds", "--exact", "--nocapture"])
            .env(CHILD, test.dir.path())
            .output();
        let Ok(ran) = ran else {
            eprintln!("left out: faults of the system, for lack of fiu-utils");
            return;
        };
        let words = String::from_utf8_lossy(&ran.stderr);
        // The test's own code may meet a fault as well; ours may not panic on it.
        assert!(
            !words.contains("panicked at crates/preserve/src"),
            "{words}"
        );
        let told = String::from_utf8_lossy(&ran.stdout);
        for fault in told.lines().filter_map(|line| line.split_once("fault ")) {
            assert!(
                fault.1.contains(test.dir.path().to_str().expect("UTF-8")),
                "{}",
                fault.1
            );
            faults += 1;
        }
        heard.extend(told.lines().filter_map(acknowledged));
    }
    let store = test.store();
    assert_all_kept(&store, &heard);
    let log = store.log_name().to_owned();
    drop(store);
    let found = tollbook_preserve::verify(&test.casebook(), &log, None);
    assert_eq!(found.expect("it can be read").damage, []);
    assert!(
        faults > 0 && !heard.is_empty(),
        "{faults} faults, {} sources",
        heard.len()
    );
    println!(
        "{faults} faults told, {} sources acknowledged, none lost",
        heard.len()
    );
}

/// A limit on the size of files stands for a full disk: the system refuses the write.
#[cfg(unix)]
#[test]
fn a_write_that_the_system_refuses_is_a_clear_fault_and_loses_nothing() {
    let test = Test::new();
    for n in 0..40 {
        test.write(&format!("{n:02}.txt"), format!("Invented report {n}."));
    }
    test.write("large.txt", "Two shops were hit. ".repeat(400_000));
    for n in 0..10 {
        test.write(&format!("z{n}.txt"), format!("Invented report z{n}."));
    }
    // In blocks of 512 bytes: room for the index, not for the large source.
    let mut child = child(&test, "trap '' XFSZ; ulimit -f 8000;");
    let output = BufReader::new(child.stdout.take().expect("it is piped"));
    let lines: Vec<String> = output.lines().map(|line| line.expect("UTF-8")).collect();
    child.wait().expect("it is ours");
    let fault = lines
        .iter()
        .find(|line| line.contains("fault "))
        .expect("a fault");
    assert!(
        fault.contains("casebook") && fault.contains("run the command again"),
        "{fault}"
    );
    let heard: Vec<SourceId> = lines.iter().filter_map(|line| acknowledged(line)).collect();
    let mut store = test.store();
    assert_all_kept(&store, &heard);
    let (summary, _) = test.add(&mut store, &test.input(), &given(1));
    assert_eq!((summary.sources, summary.refused), (51, 0));
}

fn said(by: &str, second: i64) -> Judged {
    Judged {
        kind: "claim".into(),
        body: "{}".into(),
        by: by.into(),
        reason: "for the test".into(),
        at: Timestamp::from_second(second).expect("a moment of 1970"),
        withdraws: None,
    }
}

/// Who judges what another has judged meanwhile is told and keeps nothing; what is on another thing does
/// not matter, and neither does what was there before.
#[test]
fn a_judgement_on_an_outdated_state_is_not_kept() {
    let test = Test::new();
    let mut store = test.store();
    let count = |store: &Store| store.index().judgements().expect("a sound index").len();
    let mut judge_on = |seen, judged: Judged, touching: &str| {
        let touches =
            |_: &Judged, kept: &tollbook_preserve::KeptJudgement| kept.judged.by == touching;
        let since = store
            .judge_on(seen, vec![judged], &touches)
            .expect("room on the disk");
        let names: Vec<String> = since.into_iter().map(|kept| kept.judged.by).collect();
        (names, count(&store))
    };
    assert_eq!(judge_on(0, said("A", 1), "A"), (vec![], 1));
    assert_eq!(judge_on(1, said("B", 2), "A"), (vec![], 2), "A's was seen");
    assert_eq!(judge_on(1, said("C", 3), "B"), (vec!["B".to_owned()], 2));
    assert_eq!(
        judge_on(1, said("C", 3), "A"),
        (vec![], 3),
        "B's is on another thing"
    );
    assert_eq!(judge_on(usize::MAX, said("D", 4), "C"), (vec![], 4));
}

/// Eight writers on one state, each with its own connection: one of them is kept.
#[test]
fn of_many_on_one_state_one_is_kept() {
    let test = Test::new();
    let name = test.store().log_name().to_owned();
    let kept: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|second| {
                let (dir, name) = (test.casebook(), &name);
                scope.spawn(move || {
                    let mut store = Store::open(&dir, name, SEED).expect("a sound casebook");
                    let judged = vec![said("A", second)];
                    let since = store
                        .judge_on(0, judged, &|_, _| true)
                        .expect("room on the disk");
                    usize::from(since.is_empty())
                })
            })
            .collect();
        writers
            .into_iter()
            .map(|writer| writer.join().expect("no panic"))
            .sum()
    });
    assert_eq!(kept, 1);
    assert_eq!(
        test.store()
            .index()
            .judgements()
            .expect("a sound index")
            .len(),
        1
    );
}
