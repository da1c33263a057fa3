//! Foreign formats are read by a child process behind walls; ours are not.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::{REPORT, Run, Workplace};

const PAGE: &str = "<html><body><p>An airstrike killed five people in Saraqib on 3 March 2031.</p></body></html>\n";

#[test]
fn a_page_is_read_behind_all_walls_that_the_system_gives() {
    let place = Workplace::new();
    let run = place
        .run_on(PAGE.as_bytes(), ["read-behind-walls", "html"])
        .expect(0);
    let (walls, answer) = run.stdout.split_first().expect("an answer");
    let told = String::from_utf8_lossy(answer);
    assert!(told.contains("killed five people"), "{told}");
    // Limits stand on every Unix; the other two need a Linux that has them.
    assert_eq!(walls & 1, 1, "{walls}");
}

#[test]
fn what_a_child_reads_is_what_the_command_prints() {
    let place = Workplace::new();
    place.write("page.html", PAGE);
    let text = place.run(["read", "page.html"]).expect(0);
    assert!(text.text().contains("killed: 5"), "{}", text.text());
    place.write("page.pdf", "%PDF-1.4 and nothing of a PDF");
    let _refusal = place
        .run(["read", "page.pdf"])
        .expect(1)
        .says(&["page.pdf: damaged", "print it to a new PDF"]);
}

/// Which calls were made is seen by strace; where it may not trace, the test says so and passes.
#[test]
fn only_foreign_formats_start_a_child() {
    let archive = zip(|zip| put(zip, "a.txt", REPORT.as_bytes()));
    let mailbox = format!("From a\nSubject: one\n\n{REPORT}");
    let web = format!(
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{REPORT}",
        REPORT.len()
    );
    for (command, name, bytes, children) in [
        ("read", "page.html", PAGE.as_bytes(), 1),
        ("read", "page.txt", REPORT.as_bytes(), 0),
        ("add", "page.html", PAGE.as_bytes(), 0),
        ("add", "list.jsonl", b"{\"text\":\"one\"}", 0),
        ("add", "all.zip", &archive, 1),
        ("add", "all.mbox", mailbox.as_bytes(), 1),
        ("add", "all.warc", web.as_bytes(), 1),
    ] {
        let place = Workplace::new();
        let _made = place.run(["init", "casebook"]).expect(0);
        place.write(name, bytes);
        let ran = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=execve", "-o"])
            .arg(place.path("calls"))
            .arg(env!("CARGO_BIN_EXE_tollbook"))
            .args([command, name])
            .current_dir(place.path(""))
            .output();
        let Some(output) = ran.ok().filter(|output| output.status.success()) else {
            eprintln!("left out: children of a reading, for lack of a strace that may trace");
            return;
        };
        let _claims = Run::of(output).expect(0);
        let calls = fs::read_to_string(place.path("calls")).expect("strace wrote it");
        let started = calls.matches("read-behind-walls").count();
        assert_eq!(started, children, "{command} {name}: {calls}");
    }
}

/// Makes a zip archive.
fn zip(fill: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    fill(&mut zip);
    zip.finish().expect("memory").into_inner()
}

fn put(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) {
    zip.start_file(name, SimpleFileOptions::default())
        .expect("memory");
    zip.write_all(bytes).expect("memory");
}

/// An archive in which one member has many names, so that a small file unpacks to terabytes. The container ends with
/// a row, soon, and the report after it is taken.
#[test]
fn a_container_that_unpacks_to_terabytes_is_a_row_and_the_run_goes_on() {
    const NAMES: usize = 40_000;
    let blank = vec![b' '; 64 << 20];
    let again = |zip: &mut ZipWriter<Cursor<Vec<u8>>>, ending: &str| {
        let first = format!("0.{ending}");
        put(zip, &first, &blank);
        for n in 1..NAMES {
            zip.shallow_copy_file(&first, &format!("{n}.{ending}"))
                .expect("memory");
        }
    };
    let archive = zip(|zip| again(zip, "txt"));
    let web = zip(|zip| {
        again(zip, "warc");
        let resource = |n| serde_json::json!({"path": format!("{n}.warc"), "hash": "sha256:0"});
        let resources: Vec<_> = (0..NAMES).map(resource).collect();
        let list = serde_json::json!({ "resources": resources });
        put(zip, "datapackage.json", list.to_string().as_bytes());
    });
    for (name, bytes) in [("a.zip", archive), ("a.wacz", web)] {
        assert!(bytes.len() < 8 << 20, "{name}");
        let place = Workplace::new();
        place.write(format!("in/{name}"), &bytes);
        place.write("in/report.txt", REPORT);
        let began = Instant::now();
        let run = place.run(["run", "in", "--format", "json"]).expect(0);
        let took = began.elapsed().as_secs_f64();
        let record = run.json();
        assert_eq!(record["sources"].as_array().map(Vec::len), Some(1));
        let unread = record["unread"].as_array().expect("an array");
        let last = unread.last().expect("a row");
        let reason = last["reason"].as_str().expect("a text");
        assert!(
            reason.contains("it unpacks to more than may be taken"),
            "{last}"
        );
        assert!(unread.len() < 100, "{}", unread.len());
        println!(
            "{name} of {} bytes, {NAMES} names of 64 MiB: {} rows, {took:.1} s in all",
            bytes.len(),
            unread.len()
        );
    }
}

/// All files of a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    files
}

/// Files that are hostile by design, where the shared collection is at hand: each is a row or a text.
#[test]
fn every_file_of_the_shared_collection_is_a_row_or_a_text() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let hostile = shared.join("data/evidence");
    if !hostile.is_dir() {
        let hostile = hostile.display();
        eprintln!("left out: {hostile} is not there (set TOLLBOOK_SHARED)");
        return;
    }
    let place = Workplace::new();
    let _made = place.run(["init", "casebook"]).expect(0);
    let mut given = files(&hostile);
    for packed in given.clone() {
        if packed.to_string_lossy().ends_with(".tar.gz") {
            let folder = place
                .path("unpacked")
                .join(packed.file_stem().expect("a name"));
            fs::create_dir_all(&folder).expect("a new folder");
            let mut tar = Command::new("tar");
            tar.arg("-xzf").arg(&packed).arg("-C").arg(&folder);
            assert!(tar.status().is_ok_and(|status| status.success()), "tar");
            // Of a bag the lists are checked and are no sources.
            if !packed.ends_with("bagit-conformance-suite.tar.gz") {
                given.extend(files(&folder));
            }
        }
    }
    let began = Instant::now();
    let mut add = place.command(["add", "--format", "json"]);
    let add = add.arg(&hostile).arg(place.path("unpacked"));
    let told = Run::of(add.output().expect("it starts")).expect(0).json();
    let added = began.elapsed().as_secs_f64();
    let count = |key: &str| told[key].as_u64().expect("a number") as usize;
    let refused = told["refused"].as_array().expect("an array").len();
    // Containers give several rows, so that there may be more of these than files.
    let rows = count("sources") + count("containers") + refused;
    assert!(rows >= given.len(), "{rows} of {}", given.len());
    let _read = place.run(["extract"]).expect(0);
    println!(
        "{} files: {} sources and {} containers, {refused} refused with a reason; {added:.1} s to add and {:.1} s to read",
        given.len(),
        count("sources"),
        count("containers"),
        began.elapsed().as_secs_f64() - added
    );
}
