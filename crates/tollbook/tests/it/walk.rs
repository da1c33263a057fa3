//! The pages in a browser. Left out where the browser or its driver is not on the machine: it needs Chromium
//! at /usr/bin/chromium, Node, and a folder with the npm packages `playwright-core` and `@axe-core/playwright`,
//! named by TOLLBOOK_PLAYWRIGHT.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::program::{Workplace, example_reports, repository};

/// An invented report that the walk adds.
const REPORT: &str = "Khan Shaykhun, 9 March 2031 (Orontes Wire) - Shells killed three people in Khan Shaykhun \
on Sunday, the town council said.\n";

/// The pages of a casebook, ended with the test.
struct Served(Child);

impl Served {
    /// Starts the pages of the casebook, with the line that tells their address.
    fn of(place: &Workplace) -> (Self, String) {
        let mut pages = place.command(["review", "--no-open", "--quiet"]);
        let pages = pages.stdout(Stdio::piped()).spawn();
        let mut served = Self(pages.expect("the program starts"));
        let mut address = String::new();
        let out = served.0.stdout.take().expect("a pipe");
        let read = BufReader::new(out).read_line(&mut address);
        read.expect("one line");
        (served, address)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
        let _nobody_asks = self.0.wait();
    }
}

#[test]
fn the_whole_job_is_done_by_keyboard_in_a_browser() {
    let Some(packages) = std::env::var_os("TOLLBOOK_PLAYWRIGHT") else {
        eprintln!("left out: the walk through the pages, for lack of TOLLBOOK_PLAYWRIGHT");
        return;
    };
    let place = Workplace::new();
    let reports = example_reports();
    let _table = place.run(["run".as_ref(), reports.as_os_str()]).expect(0);
    let report = place.write("new-report.txt", REPORT);
    let (served, address) = Served::of(&place);
    let script = repository().join("crates/review/tests/walk/walk.mjs");
    let mut walk = Command::new("node");
    walk.arg(script)
        .arg(address.trim())
        .arg(packages)
        .arg(&report);
    let walked = walk.output().expect("node is there where its packages are");
    let found = String::from_utf8_lossy(&walked.stdout);
    let faults = String::from_utf8_lossy(&walked.stderr);
    assert!(
        walked.status.success() && found.is_empty(),
        "{found}{faults}"
    );
    drop(served);
    let _sound = place.run(["verify"]).expect(0);
}

#[test]
fn the_screens_in_arabic_are_laid_out_as_they_were() {
    let Some(packages) = std::env::var_os("TOLLBOOK_PLAYWRIGHT") else {
        eprintln!("left out: the screens in Arabic, for lack of TOLLBOOK_PLAYWRIGHT");
        return;
    };
    let place = Workplace::new();
    let reports = example_reports();
    let _table = place.run(["run".as_ref(), reports.as_os_str()]).expect(0);
    let (_served, address) = Served::of(&place);
    let mut sketch = Command::new("node");
    sketch
        .arg(repository().join("crates/review/tests/walk/rtl.mjs"))
        .arg(address.trim())
        .arg(packages);
    let sketched = sketch
        .output()
        .expect("node is there where its packages are");
    let found = String::from_utf8_lossy(&sketched.stdout);
    let faults = String::from_utf8_lossy(&sketched.stderr);
    assert!(
        sketched.status.success() && found.is_empty(),
        "{found}{faults}"
    );
}

#[test]
fn the_pages_of_a_release_are_for_everybody() {
    let Some(packages) = std::env::var_os("TOLLBOOK_PLAYWRIGHT") else {
        eprintln!("left out: the pages of a release, for lack of TOLLBOOK_PLAYWRIGHT");
        return;
    };
    let place = Workplace::new();
    let reports = example_reports();
    let _table = place.run(["run".as_ref(), reports.as_os_str()]).expect(0);
    for publication in ["cautious", "open"] {
        let publish = ["publish", publication, "--publication", publication];
        let _said = place.run(publish).expect(0);
        let mut pages = Command::new("node");
        pages
            .arg(repository().join("crates/publish/tests/site.mjs"))
            .arg(place.path(publication).join("data"))
            .arg(&packages);
        let opened = pages
            .output()
            .expect("node is there where its packages are");
        let found = String::from_utf8_lossy(&opened.stdout);
        let faults = String::from_utf8_lossy(&opened.stderr);
        assert!(
            opened.status.success() && found.is_empty(),
            "{found}{faults}"
        );
    }
}
