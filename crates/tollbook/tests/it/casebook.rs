//! A casebook that is damaged, half made, in use by others, or in the way.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{REPORT, Run, Workplace, example_reports, piped, repository};

/// The blob of the report. Beside it lies the blob of the log's payloads, under a name that salt decides.
fn blob(place: &Workplace) -> PathBuf {
    let inside = |dir: PathBuf| {
        let entries = fs::read_dir(dir).expect("a folder of the casebook");
        entries.map(|entry| entry.expect("it can be listed").path())
    };
    inside(place.path("casebook/blobs"))
        .flat_map(inside)
        .find(|path| fs::read(path).is_ok_and(|bytes| bytes == REPORT.as_bytes()))
        .expect("the report is kept")
}

/// A blob is asked for when its source is to be read.
#[test]
fn a_damaged_blob_is_3_and_named() {
    let place = Workplace::new();
    place.write("in/report.txt", REPORT);
    let _quiet = place.run(["init", "casebook"]).expect(0);
    let _added = place.run(["add", "in"]).expect(0);
    let blob = blob(&place);
    let name = blob
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a hash")
        .to_owned();
    fs::write(&blob, "other words").expect("room on the disk");
    let _message = place
        .run(["extract"])
        .expect(3)
        .says(&[&name, "damaged", "backup"]);
    fs::remove_file(&blob).expect("it is there");
    let _message = place
        .run(["extract"])
        .expect(3)
        .says(&[&name, "missing", "backup"]);
    // The remedy of both messages.
    let _added = place.run(["add", "in"]).expect(0);
    let _read = place.run(["extract"]).expect(0);
}

/// What is done to a part of a casebook.
type Damage = fn(&Path);

/// Before, a casebook whose index was lost was shown as one in which nothing was ever reported.
#[test]
fn a_damaged_casebook_is_3_and_named() {
    let damage: &[(&str, Damage)] = &[
        ("case.db", |file| {
            fs::remove_file(file).expect("it is there")
        }),
        ("log", |folder| {
            fs::remove_dir_all(folder).expect("it is there")
        }),
        ("case.db", |file| {
            fs::write(file, "").expect("room on the disk")
        }),
        ("case.db", |file| {
            fs::write(file, "words".repeat(20_000)).expect("room on the disk")
        }),
        ("case.db", |file| {
            let bytes = fs::read(file).expect("it is there");
            fs::write(file, &bytes[..bytes.len() / 2]).expect("room on the disk");
        }),
        ("blobs", |folder| {
            fs::remove_dir_all(folder).expect("it is there")
        }),
        ("CASEBOOK", |file| {
            fs::write(file, "words").expect("room on the disk")
        }),
        ("CASEBOOK", |file| {
            fs::write(file, b"\xff").expect("room on the disk")
        }),
        ("CASEBOOK", |file| {
            fs::write(file, "").expect("room on the disk")
        }),
    ];
    for (part, damage) in damage {
        let place = Workplace::with_casebook();
        let exported = place.export("casebook", "json");
        damage(&place.path("casebook").join(part));
        let remedy = match *part {
            "case.db" => "tollbook rebuild",
            _ => "backup",
        };
        for args in [&["export"][..], &["run", "in"]] {
            let run = place.run(args).expect(3).says(&[part, remedy]);
            assert!(run.stdout.is_empty(), "{part}: {}", run.text());
        }
        if *part == "case.db" {
            let _told = place.run(["rebuild"]).expect(0);
            assert_eq!(place.export("casebook", "json"), exported);
        }
    }
}

/// Everything that an export shows comes back from log and blobs: sources of all formats, what was
/// stated of them, what was refused, what could not be read, and in the same order.
#[test]
fn exports_before_and_after_a_rebuild_are_the_same_bytes() {
    let place = Workplace::new();
    let damaged = repository().join("testdata/damaged");
    let _added = place.run(["init", "casebook"]).expect(0);
    let add = |path: &Path, publisher: &str| {
        let args = ["add", "--publisher", publisher].map(OsStr::new);
        place.run(args.into_iter().chain([path.as_os_str()]))
    };
    let _added = add(&damaged, "Example Wire").expect(0);
    let _read = place.run(["extract"]).expect(0);
    let _added = add(&example_reports(), "Another").expect(0);
    let _read = place.run(["extract"]).expect(0);
    let all = || ["csv", "json", "geojson"].map(|format| place.export("casebook", format));
    let before = all();
    for _ in 0..2 {
        for name in ["case.db", "case.db-wal", "case.db-shm"] {
            let _may_be_gone = fs::remove_file(place.path("casebook").join(name));
        }
        let _told = place.run(["rebuild"]).expect(0);
        assert!(all() == before);
    }
    let logged = |place: &Workplace| {
        let log = fs::read_dir(place.path("casebook/log"))
            .expect("it is there")
            .next();
        let path = log
            .expect("a log")
            .expect("an entry")
            .path()
            .join("checkpoint");
        fs::read(path).expect("it is there")
    };
    let checkpoint = logged(&place);
    let _told = place.run(["rebuild"]).expect(0);
    assert_eq!(logged(&place), checkpoint, "a rebuild adds nothing");
}

#[test]
fn a_check_says_what_is_proved_and_names_damage() {
    let place = Workplace::with_casebook();
    let sound = place.run(["verify"]).expect(0);
    for words in [
        "sound: 1 entry",
        "order only",
        "not proved: nothing was rolled back",
    ] {
        assert!(sound.text().contains(words), "{}", sound.text());
    }
    let told = place.run(["verify", "--format", "json"]).expect(0).json();
    let checkpoint = told["checkpoint"].as_str().expect("a path");
    fs::copy(place.path(checkpoint), place.path("held")).expect("room on the disk");
    place.write("in/second.txt", format!("{REPORT}Later.\n"));
    let _table = place.run(["run", "in"]).expect(0);
    let since = place.run(["verify", "--since", "held"]).expect(0);
    let words = "  proved: nothing entered before the checkpoint of 1 entry was altered or removed";
    assert!(since.text().contains(words), "{}", since.text());
    let _message = place
        .run(["verify", "--since", "in/second.txt"])
        .expect(1)
        .says(&["not signed by the log"]);
    let blob = blob(&place);
    let whole = fs::read(&blob).expect("it is there");
    fs::write(&blob, "other words").expect("room on the disk");
    let name = blob
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a hash");
    let damaged = place.run(["verify", "--format", "json"]).expect(3);
    assert_eq!(damaged.json()["sound"], false);
    let _message = damaged.says(&["damage: ", name, "backup"]);
    fs::write(&blob, whole).expect("room on the disk");
    let _told = place.run(["verify"]).expect(0);
    let _message = Workplace::new()
        .run(["verify"])
        .expect(1)
        .says(&["no casebook"]);
}

/// What `tollbook` made before it had a log: a first file that names none, and an older index.
#[test]
fn a_casebook_without_a_log_is_refused_with_a_remedy_that_helps() {
    let place = Workplace::with_casebook();
    let before = ["csv", "json"].map(|format| place.export("casebook", format));
    for part in ["log", "secret"] {
        fs::remove_dir_all(place.path("casebook").join(part)).expect("it is there");
    }
    place.write("casebook/CASEBOOK", "format = 1\n");
    for args in [&["export"][..], &["run", "in"]] {
        let _message = place
            .run(args)
            .expect(1)
            .says(&["casebook", "tollbook rebuild"]);
    }
    let _told = place.run(["rebuild"]).expect(0);
    let after = ["csv", "json"].map(|format| place.export("casebook", format));
    assert_eq!(before, after);
    let _told = place.run(["run", "in"]).expect(0);
}

#[test]
fn a_casebook_of_a_newer_program_is_left_alone() {
    let place = Workplace::with_casebook();
    place.write("casebook/CASEBOOK", "format = 99\n");
    let _message = place
        .run(["export"])
        .expect(1)
        .says(&["CASEBOOK", "newer tollbook"]);
}

/// Killed at any moment, a second run comes to the end that the first would have come to.
#[test]
fn a_run_that_was_killed_is_made_good_by_the_next() {
    let reports = example_reports();
    let place = Workplace::new();
    let run = |casebook: &str| {
        place.command([
            "run".as_ref(),
            reports.as_os_str(),
            "--casebook".as_ref(),
            casebook.as_ref(),
        ])
    };
    let whole = Run::of(run("whole").output().expect("the program starts")).expect(0);
    let exported = place.export("whole", "csv");
    for (n, milliseconds) in [2, 30, 300].into_iter().enumerate() {
        let casebook = format!("killed{n}");
        let mut child = piped(&mut run(&casebook));
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        let again = Run::of(run(&casebook).output().expect("the program starts")).expect(0);
        assert_eq!(again.text(), whole.text(), "killed after {milliseconds} ms");
        assert_eq!(place.export(&casebook, "csv"), exported);
    }
}

/// Before, of several runs that began at once all but the first found a folder that was not empty.
#[test]
fn runs_at_the_same_time_make_one_casebook() {
    let place = Workplace::new();
    for n in 0..20 {
        place.write(format!("in/{n}.txt"), format!("{REPORT}Report {n}.\n"));
    }
    let children: Vec<_> = (0..4)
        .map(|_| piped(&mut place.command(["run", "in"])))
        .collect();
    for child in children {
        let _table = Run::of(child.wait_with_output().expect("the program ends")).expect(0);
    }
    let record = place.run(["export", "--format", "json"]).expect(0).json();
    assert_eq!(record["sources"].as_array().map(Vec::len), Some(20));
}

/// Before, the second run read the page that the first had written as one more report.
#[test]
fn a_casebook_among_the_reports_is_no_source() {
    let place = Workplace::with_casebook();
    place.write("in/picture.xyz", "no report");
    for _ in 0..2 {
        let _table = place.run(["run", "."]).expect(0);
        let record = place.run(["export", "--format", "json"]).expect(0).json();
        assert_eq!(
            record["sources"].as_array().map(Vec::len),
            Some(1),
            "{record}"
        );
        assert_eq!(
            record["unread"].as_array().map(Vec::len),
            Some(1),
            "{record}"
        );
    }
}

#[test]
fn a_source_given_twice_is_one_source_that_was_obtained_twice() {
    let place = Workplace::new();
    place.write("in/one.txt", REPORT);
    place.write("in/two.txt", REPORT);
    let record = place
        .run(["run", "in", "--format", "json"])
        .expect(0)
        .json();
    let [source] = record["sources"].as_array().expect("an array").as_slice() else {
        panic!("one source: {record}");
    };
    assert_eq!(source["obtained"].as_array().map(Vec::len), Some(2));
    assert_eq!(record["incidents"][0]["sources"], 1);
}

#[test]
fn a_source_whose_bytes_are_lost_does_not_keep_the_others_from_being_read() {
    let place = Workplace::with_casebook();
    place.write("more/other.txt", REPORT.replace("Saraqib", "Binnish"));
    let _added = place.run(["run", "more"]).expect(0);
    fs::remove_file(blob(&place)).expect("it is there");
    let _rebuilt = place.run(["rebuild"]);
    let _told = place.run(["extract"]).expect(3).says(&["put back a copy"]);
    let table = place.run(["tally"]).expect(0);
    assert!(table.text().contains("Binnish"), "{}", table.text());
}

#[cfg(unix)]
#[test]
fn nobody_else_of_the_machine_looks_into_a_casebook() {
    use std::os::unix::fs::PermissionsExt;
    let place = Workplace::with_casebook();
    let made = fs::metadata(place.path("casebook")).expect("it is there");
    assert_eq!(made.permissions().mode() & 0o777, 0o700);
}
