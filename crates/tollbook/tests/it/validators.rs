//! Releases opened by other people's programs. Left out where these are not on the machine: it needs a Python
//! with the packages of `tests/validators/requirements.txt`, named by TOLLBOOK_VALIDATORS, and for the workbook
//! LibreOffice on the path.

use std::env;
use std::fs;
use std::process::Command;

use crate::program::{Workplace, example_reports, repository};

fn released() -> Workplace {
    let place = Workplace::new();
    let reports = example_reports();
    let _table = place.run(["run".as_ref(), reports.as_os_str()]).expect(0);
    let _said = place.run(["publish", "release", "--hxl"]).expect(0);
    let open = ["publish", "open", "--hxl", "--publication", "open"];
    let _said = place.run(open).expect(0);
    place
}

#[test]
fn other_programs_open_every_file_of_a_release() {
    let Some(python) = env::var_os("TOLLBOOK_VALIDATORS") else {
        eprintln!("left out: releases in other programs, for lack of TOLLBOOK_VALIDATORS");
        return;
    };
    let place = released();
    let check = repository().join("crates/tollbook/tests/validators/check.py");
    for release in ["release", "open"] {
        let check = [check.as_path(), &place.path(release)];
        let checked = Command::new(&python).args(check).output();
        let checked = checked.expect("Python starts");
        let faults = String::from_utf8_lossy(&checked.stdout);
        let ends = String::from_utf8_lossy(&checked.stderr);
        assert!(
            checked.status.success() && faults.is_empty(),
            "{faults}{ends}"
        );
    }
}

#[test]
fn libreoffice_reads_the_workbook_as_the_tables_say() {
    let place = released();
    let book = place.path("release/data/tables.xlsx");
    let converted = Command::new("soffice")
        .args([
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir",
        ])
        .arg(place.path("out"))
        .arg(book)
        .env("HOME", place.path("home"))
        .output();
    let Ok(converted) = converted else {
        eprintln!("left out: the workbook in LibreOffice, for lack of soffice");
        return;
    };
    assert!(
        converted.status.success(),
        "{}",
        String::from_utf8_lossy(&converted.stderr)
    );
    // LibreOffice writes the first sheet, the incidents.
    let written = fs::read_to_string(place.path("out/tables.csv")).expect("it writes the sheet");
    let table = fs::read_to_string(place.path("release/data/incidents.csv")).expect("the table");
    let header = table.lines().next().expect("a header");
    assert_eq!(written.lines().next(), Some(header));
    // The table has a row of tags.
    assert_eq!(written.lines().count(), table.lines().count() - 1);
}
