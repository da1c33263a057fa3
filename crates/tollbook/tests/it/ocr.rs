//! Texts of pictures: with a made-up program that always says the same, and with `tesseract` where it is installed. The
//! notices, their places and their numbers are invented.

use std::fs;
use std::path::PathBuf;

use crate::program::{Run, Workplace, repository};

/// Stands for `tesseract`: a script that starts nothing, since behind the walls nothing can be started.
const FAKE: &str = "#!/bin/sh
case \"$1\" in
--version) echo 'tesseract 9.9'; echo ' and more';;
--list-langs) echo 'List of languages:'; echo ara; echo eng;;
stdin) echo 'Shelling of Binnish on 3 March 2031 killed 26 people and wounded nine, residents said.';;
esac
";

/// A workplace with these files of the repository, and these scripts in a folder of programs.
struct Pictures(Workplace);

impl Pictures {
    fn of(files: &[&str], scripts: &[(&str, &str)]) -> Self {
        let place = Workplace::new();
        for file in files {
            let bytes = fs::read(repository().join("testdata/images").join(file));
            place.write(format!("in/{file}"), bytes.expect("it is there"));
        }
        fs::create_dir(place.path("bin")).expect("a new folder");
        for (name, script) in scripts {
            let _written = place.write(format!("bin/{name}"), script);
            executable(&place.path(format!("bin/{name}")));
        }
        let _taken = place.run(["run", "in"]).expect(0);
        Self(place)
    }

    /// Runs with no programs but the scripts.
    fn run(&self, args: &[&str]) -> Run {
        let mut command = self.0.command(args);
        command.env("PATH", self.0.path("bin"));
        Run::of(command.output().expect("the program starts"))
    }

    /// The record after the texts were made.
    fn record(&self) -> serde_json::Value {
        let record = self.run(&["export", "--format", "json"]).expect(0);
        record.json()
    }
}

#[cfg(unix)]
fn executable(path: &PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

#[cfg(not(unix))]
fn executable(_path: &PathBuf) {}

/// The one source of a record that was obtained so.
fn obtained<'r>(record: &'r serde_json::Value, how: &str) -> &'r serde_json::Value {
    let sources = record["sources"].as_array().expect("an array").iter();
    let found: Vec<_> = sources
        .filter(|source| source["obtained"].to_string().contains(how))
        .collect();
    assert_eq!(found.len(), 1, "{how} in {record:#}");
    found[0]
}

#[test]
fn what_is_missing_is_named_with_the_remedy() {
    let none = Pictures::of(&["yard.jpg"], &[]);
    let _missing = none.run(&["ocr"]).expect(1).says(&[
        "the program tesseract",
        "is not installed; install tesseract-ocr",
    ]);
    let no_arabic = FAKE.replace("echo ara;", "");
    let no_arabic = Pictures::of(&["yard.jpg"], &[("tesseract", &no_arabic)]);
    let _missing = no_arabic
        .run(&["ocr"])
        .expect(1)
        .says(&["the language “ara”", "install tesseract-ocr-ara"]);
    let no_drawing = Pictures::of(&["scanned.pdf"], &[("tesseract", FAKE)]);
    let told = no_drawing.run(&["ocr"]).expect(0).says(&[
        "scanned.pdf: the program pdftoppm",
        "install it (poppler-utils on Debian)",
    ]);
    assert!(told.text().starts_with("0 texts"), "{}", told.text());
}

#[test]
fn a_made_text_is_a_source_of_its_own_whose_digits_go_to_a_person() {
    let pictures = Pictures::of(&["yard.jpg"], &[("tesseract", FAKE)]);
    let made = pictures.run(&["ocr", "--format", "json"]).expect(0).json();
    assert_eq!(
        (&made["made"], &made["failed"]),
        (&1.into(), &serde_json::json!([]))
    );
    let record = pictures.record();
    let how = "yard.jpg (made ocr), made of a picture by tesseract 9.9 (ara+eng)";
    let (yard, text) = (obtained(&record, "yard.jpg, added"), obtained(&record, how));
    let problems = text["problems"].to_string();
    for told in [
        "made of a picture by tesseract 9.9",
        "“26 people”, a figure, was left out",
    ] {
        assert!(problems.contains(told), "{told} in {problems}");
    }
    let tallied = record["incidents"][0]["tally"].to_string();
    assert!(
        tallied.contains('9') && !tallied.contains("26"),
        "{tallied}"
    );

    let again = pictures.run(&["ocr"]).expect(0);
    assert!(again.text().starts_with("0 texts"), "{}", again.text());
    let _sound = pictures.run(&["verify"]).expect(0);
    // The same picture and the same program give the same source elsewhere.
    let elsewhere = Pictures::of(&["yard.jpg"], &[("tesseract", FAKE)]);
    let _made = elsewhere.run(&["ocr"]).expect(0);
    assert_eq!(obtained(&elsewhere.record(), how)["id"], text["id"]);

    let yard = yard["id"].as_str().expect("a hash");
    let withdraw = [
        "withdraw",
        yard,
        "--by",
        "A. Tester",
        "--reason",
        "consent ended",
    ];
    let _gone = pictures.run(&withdraw).expect(0);
    assert_eq!(pictures.record()["sources"], serde_json::json!([]));
    for id in [yard, text["id"].as_str().expect("a hash")] {
        let blob = pictures.0.path(format!("casebook/blobs/{}/{id}", &id[..2]));
        assert!(!blob.exists(), "{}", blob.display());
    }
    let _sound = pictures.run(&["verify"]).expect(0);
}

#[test]
fn a_program_that_fails_is_told_and_tried_again() {
    let failing = FAKE.replace("stdin) echo", "stdin) exit 1; echo");
    let pictures = Pictures::of(&["yard.jpg"], &[("tesseract", &failing)]);
    for _ in 0..2 {
        let told = pictures.run(&["ocr"]).expect(0).says(&[
            "yard.jpg: tesseract gave nothing: it broke off",
            "type its words",
        ]);
        assert!(told.text().starts_with("0 texts"), "{}", told.text());
    }
    let _written = pictures.0.write("bin/tesseract", FAKE);
    let made = pictures.run(&["ocr"]).expect(0);
    assert!(made.text().starts_with("1 text "), "{}", made.text());
}

/// What `tesseract` does not know it takes for a list of files to be read.
#[test]
fn what_the_program_does_not_know_is_not_given_to_it() {
    let pictures = Pictures::of(&["yard.jpg"], &[("tesseract", FAKE)]);
    pictures
        .0
        .write("in/a.heic", b"\0\0\0\x10ftypheic\0\0\0\0\n/etc/hostname\n");
    pictures.0.write("in/words.png", "/etc/hostname\n");
    let _taken = pictures.0.run(["add", "in"]).expect(0);
    let told = pictures.run(&["ocr"]).expect(0).says(&[
        "a.heic: tesseract reads no HEIC; save it as PNG or JPEG",
        "words.png: damaged or not the format its name says",
    ]);
    assert!(told.text().starts_with("1 text "), "{}", told.text());
}

#[test]
fn real_programs_read_notices_and_scanned_pages() {
    let files = ["notice.png", "notice-ar.png", "scanned.pdf"];
    let pictures = Pictures::of(&files, &[]);
    let run = pictures.0.run(["ocr", "--format", "json"]);
    if run.code != Some(0) || run.stderr.contains("pdftoppm") {
        eprintln!("left out: real texts of pictures: {}", run.stderr.trim());
        return;
    }
    assert_eq!(run.json()["made"], 3, "{}", run.stderr);
    let record = pictures.record();
    let sources = record["sources"].as_array().expect("an array").iter();
    let claims: Vec<u64> = sources
        .map(|source| source["claims"].as_u64().expect("a number"))
        .collect();
    // Both English notices claim the same, and the cover page nothing.
    assert_eq!(claims.iter().sum::<u64>(), 3, "{record:#}");
    let problems = record["sources"].to_string();
    assert_eq!(
        problems
            .matches("26 people”, a figure, was left out")
            .count(),
        2
    );
    let left_out = "“26 شخصاً”, a figure, was left out";
    assert!(problems.contains(left_out), "{problems}");
}
