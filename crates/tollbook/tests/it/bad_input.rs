//! What comes in damaged, hostile or by mistake: each is a row with a reason, and the rest of the
//! run is as if it were not there.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::program::{REPORT, Run, Workplace, repository};

/// Runs over the folder `in`, to which one good report is added; the rows that could not be read.
/// The good report's incident is there whatever else is.
fn unread_beside_a_good_report(place: &Workplace) -> Value {
    place.write("in/good.txt", REPORT);
    let record = place
        .run(["run", "in", "--format", "json"])
        .expect(0)
        .json();
    let told = record["incidents"]
        .as_array()
        .expect("an array")
        .iter()
        .any(|incident| incident["place"]["name"] == "Saraqib" && incident["tally"][0]["min"] == 5);
    assert!(told, "the good report is read: {record}");
    record["unread"].clone()
}

/// Asserts that there is one row for each name and reason, in this order, and that each has a remedy.
fn check(place: &Workplace, expect: &[(&str, &str)]) {
    check_rows(&unread_beside_a_good_report(place), expect);
}

fn check_rows(rows: &Value, expect: &[(&str, &str)]) {
    let rows = rows.as_array().expect("an array");
    let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
    let names: Vec<String> = rows.iter().map(|row| text(row, "path")).collect();
    assert_eq!(rows.len(), expect.len(), "{names:?}");
    for (row, (name, reason)) in rows.iter().zip(expect) {
        assert!(text(row, "path").contains(name), "{row} is not of {name}");
        assert!(
            text(row, "reason").contains(reason),
            "{row} does not say {reason}"
        );
        assert!(!text(row, "remedy").is_empty(), "{row}");
    }
}

#[test]
fn files_that_are_no_reports() {
    let place = Workplace::new();
    place.write("in/a-empty.txt", "");
    place.write("in/b-unknown.xyz", "words");
    place.write("in/c-blank.txt", " \n\t\n");
    let junk: Vec<u8> = (0..200_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for name in ["d.txt", "e.html", "f.pdf", "g.docx", "h.json"] {
        // The same bytes twice would be one source.
        let junk = [&junk, name.as_bytes()].concat();
        place.write(format!("in/{name}"), junk);
    }
    check(
        &place,
        &[
            ("a-empty.txt", "empty"),
            ("b-unknown.xyz", "not known"),
            ("c-blank.txt", ""),
            ("d.txt", "not text"),
            ("e.html", "not text"),
            ("f.pdf", "damaged"),
            ("g.docx", "damaged"),
            ("h.json", "not text"),
        ],
    );
}

#[test]
fn a_pdf_that_was_cut_off() {
    let place = Workplace::new();
    let whole = fs::read(repository().join("examples/reports/16-coalition-release.pdf"))
        .expect("it is there");
    place.write("in/cut.pdf", &whole[..whole.len() / 2]);
    check(&place, &[("cut.pdf", "damaged")]);
}

#[test]
fn an_archive_with_a_name_that_leads_out() {
    let place = Workplace::new();
    let archive = repository().join("testdata/damaged/parent-name.zip");
    place.write(
        "in/parent-name.zip",
        fs::read(archive).expect("it is there"),
    );
    check(&place, &[("../escaped.txt", "leads out")]);
    for name in ["escaped.txt", "../escaped.txt", "casebook/escaped.txt"] {
        assert!(!place.path(name).exists(), "{name}");
    }
}

#[test]
fn a_line_of_fifty_megabytes() {
    let place = Workplace::new();
    let mut line = fs::File::create(place.write("in/line.txt", "")).expect("room on the disk");
    for _ in 0..50 {
        line.write_all(&b"many words ".repeat(100_000)[..1_000_000])
            .expect("room on the disk");
    }
    check(&place, &[("line.txt", "one line")]);
}

/// In a stream such a line is a row of its own, and the lines around it are read.
#[test]
fn a_line_of_seventy_megabytes_in_a_stream() {
    let place = Workplace::new();
    let good = serde_json::json!({"doc_id": "good", "text": REPORT, "source": {}});
    let mut input = format!("{good}\n{{\"doc_id\":\"long\",\"text\":\"").into_bytes();
    input.resize(input.len() + (70 << 20), b'a');
    input.extend(format!("\",\"source\":{{}}}}\n{good}\n").bytes());
    let run = place.run_on(&input, ["read", "--jsonl"]).expect(0);
    let lines: Vec<Value> = run
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0], &lines[2]), (&lines[2], &lines[0]));
    assert_eq!(lines[1]["line"], 2);
    assert!(
        lines[1]["error"]
            .as_str()
            .is_some_and(|error| error.contains("longer than")),
        "{}",
        lines[1]
    );
}

/// Bytes that are not UTF-8 may be another encoding: they are read, and what could not be is said.
#[test]
fn a_report_that_is_not_utf8() {
    let place = Workplace::new();
    let mut bytes =
        b"Shelling killed three people in Harim on 4 March 2031, said Andr\xe9.\n".to_vec();
    place.write("in/latin.txt", &bytes);
    bytes.extend([0x81, 0xfe, 0xff, 0xff, 0x80]);
    place.write("in/mixed.txt", &bytes);
    check(&place, &[]);
    let record = place.run(["export", "--format", "json"]).expect(0).json();
    let incidents = record["incidents"].as_array().expect("an array");
    let harim = incidents
        .iter()
        .find(|i| i["place"]["name"] == "Harim")
        .expect("it is read");
    assert_eq!(harim["sources"], 2);
}

/// The whole folder of damaged files: see `testdata/damaged.md`. What each row says is checked where
/// the files are read; here none may spoil the run or the report beside it.
#[test]
fn every_kind_of_damage_at_once() {
    let place = Workplace::new();
    for entry in fs::read_dir(repository().join("testdata/damaged")).expect("it is there") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a plain name");
        place.write(format!("in/{name}"), fs::read(&path).expect("it is there"));
    }
    let rows = unread_beside_a_good_report(&place);
    let rows = rows.as_array().expect("an array");
    let named = |name: &str| {
        rows.iter()
            .any(|row| row["path"].as_str().is_some_and(|p| p.contains(name)))
    };
    for name in [
        "locked.pdf",
        "truncated.zip",
        "unclosed-quote.csv (row 2)",
        "orphan.txt.meta.toml",
    ] {
        assert!(named(name), "{name}: {rows:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes() {
    use std::os::unix::fs::symlink;
    let place = Workplace::new();
    place.write("outside.txt", REPORT);
    fs::create_dir(place.path("in")).expect("a new folder");
    symlink(".", place.path("in/a-loop")).expect("a new link");
    symlink("../outside.txt", place.path("in/b-out.txt")).expect("a new link");
    symlink("nowhere", place.path("in/c-nowhere.txt")).expect("a new link");
    let made = std::process::Command::new("mkfifo")
        .arg(place.path("in/d-pipe.txt"))
        .status();
    assert!(made.expect("mkfifo is a standard tool").success());
    check(
        &place,
        &[
            ("a-loop", "in the same tree"),
            ("b-out.txt", "out of the folder"),
            ("c-nowhere.txt", "leads nowhere"),
            ("d-pipe.txt", "neither a file nor a folder"),
        ],
    );
}

/// Root may read everything, so that root calls the program as nobody.
#[cfg(unix)]
#[test]
fn a_file_and_a_folder_that_may_not_be_read() {
    use std::os::unix::fs::{PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let place = Workplace::new();
    let file = place.write("in/a-file.txt", REPORT);
    place.write("in/b-folder/report.txt", REPORT);
    place.write("in/good.txt", format!("{REPORT}Another word.\n"));
    let set = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    set(&file, 0o000);
    set(&place.path("in/b-folder"), 0o000);
    let mut run = place.command(["run", "in"]);
    let mut export = place.command(["export", "--format", "json"]);
    if fs::read(&file).is_ok() {
        for name in ["", "in", "in/b-folder", "in/a-file.txt", "in/good.txt"] {
            chown(place.path(name), Some(NOBODY), Some(NOBODY)).expect("root may");
        }
        run.uid(NOBODY).gid(NOBODY);
        export.uid(NOBODY).gid(NOBODY);
    }
    let output = match run.output() {
        // Nobody may not look into the folder that the program was built in.
        Err(fault) if fault.kind() == std::io::ErrorKind::PermissionDenied => {
            let words = "left out: an unreadable file, since this user may read every file";
            writeln!(std::io::stderr(), "{words}").expect("there is a standard error");
            return;
        }
        output => output.expect("the program starts"),
    };
    let _table = Run::of(output)
        .expect(0)
        .says(&["a-file.txt: cannot be read", "allow your user"]);
    let record = Run::of(export.output().expect("the program starts"))
        .expect(0)
        .json();
    assert_eq!(
        record["sources"].as_array().map(Vec::len),
        Some(1),
        "{record}"
    );
    check_rows(
        &record["unread"],
        &[("a-file.txt", "denied"), ("b-folder", "denied")],
    );
    set(&place.path("in/b-folder"), 0o755);
}

/// Names that a file may have and that a program may trip over.
#[cfg(unix)]
#[test]
fn strange_names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Workplace::new();
    let folder = Path::new("in");
    let long = format!("{}.txt", "n".repeat(250));
    let names = [
        "new\nline.txt",
        "-rf.txt",
        "قصف.txt",
        " .txt",
        "<script>.txt",
        "a'b\"c.txt",
        &long,
    ];
    for (n, name) in names.iter().enumerate() {
        place.write(folder.join(name), format!("{REPORT}Report {n}.\n"));
    }
    // macOS allows no such name.
    if cfg!(target_os = "linux") {
        place.write(folder.join(OsStr::from_bytes(b"not-\xff.txt")), REPORT);
    }
    check(&place, &[]);
    let record = place.run(["export", "--format", "json"]).expect(0).json();
    // The report of the name that is not UTF-8 has the bytes of the good one.
    assert_eq!(
        record["sources"].as_array().map(Vec::len),
        Some(names.len() + 1)
    );
    let page = fs::read_to_string(place.path("casebook/report.html")).expect("the run wrote it");
    assert!(!page.contains("<script"), "a name acts in the page");
}

/// `/dev/zero` has no end. Before, `read` took the machine's memory.
#[cfg(target_os = "linux")]
#[test]
fn a_file_without_an_end() {
    let place = Workplace::new();
    let _message = place
        .run(["read", "/dev/zero"])
        .expect(1)
        .says(&["/dev/zero: more than"]);
}

/// A limit on the size of files stands for a full disk: the system refuses the write. What was there
/// before stays, and the next run adds the rest.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full() {
    let place = Workplace::with_casebook();
    let page = fs::read(place.path("casebook/report.html")).expect("the run wrote it");
    let before = place.export("casebook", "csv");
    place.write("in/large.txt", "Two shops were closed.\n".repeat(30_000));
    let program = place.command([""; 0]).get_program().to_owned();
    let output = std::process::Command::new("sh")
        // In blocks of 512 bytes: room for the index and not for the sources.
        .args(["-c", "trap '' XFSZ; ulimit -f 1000; exec \"$0\" run in"])
        .arg(program)
        .current_dir(place.path(""))
        .output()
        .expect("a shell");
    let run = Run::of(output)
        .expect(1)
        .says(&["casebook", "run the command again"]);
    assert!(run.stdout.is_empty(), "{}", run.text());
    assert_eq!(place.export("casebook", "csv"), before);
    assert_eq!(
        fs::read(place.path("casebook/report.html")).expect("it is there"),
        page
    );
    let record = place
        .run(["run", "in", "--format", "json"])
        .expect(0)
        .json();
    assert_eq!(record["sources"].as_array().map(Vec::len), Some(2));
}
