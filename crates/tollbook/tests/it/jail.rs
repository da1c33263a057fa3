//! Foreign formats are read by a child process behind walls; ours are not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{Run, Workplace};

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
    for (name, text, children) in [
        ("page.html", PAGE, 1),
        ("page.txt", "Nobody was hurt.\n", 0),
    ] {
        let place = Workplace::new();
        place.write(name, text);
        let ran = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=execve", "-o"])
            .arg(place.path("calls"))
            .arg(env!("CARGO_BIN_EXE_tollbook"))
            .arg("read")
            .arg(place.path(name))
            .output();
        let Some(output) = ran.ok().filter(|output| output.status.success()) else {
            eprintln!("left out: children of a reading, for lack of a strace that may trace");
            return;
        };
        let _claims = Run::of(output).expect(0);
        let calls = fs::read_to_string(place.path("calls")).expect("strace wrote it");
        let started = calls.matches("read-behind-walls").count();
        assert_eq!(started, children, "{name}: {calls}");
    }
}

/// Files that are hostile by design, where the shared collection is at hand.
#[test]
fn every_file_of_the_shared_collection_is_a_row_or_a_text() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let hostile = shared.join("data/evidence/torture");
    if !hostile.is_dir() {
        let hostile = hostile.display();
        eprintln!("left out: {hostile} is not there (set TOLLBOOK_SHARED)");
        return;
    }
    let place = Workplace::new();
    let mut command = place.command(["run", "--format", "json"]);
    let record = Run::of(command.arg(&hostile).output().expect("it starts"))
        .expect(0)
        .json();
    let refused = record["unread"].as_array().expect("an array").len();
    let read = record["sources"].as_array().expect("an array").len();
    let mut folders = vec![hostile];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files += 1;
            }
        }
    }
    // Containers give several rows, so that there may be more of these than files.
    assert!(read + refused >= files, "{read} + {refused} of {files}");
    println!("{files} files: {read} texts, {refused} refused with a reason");
}
