//! A casebook on a medium that nobody can write to: what reads gives the same as before, what writes names a file
//! and the remedy. The medium is a small disk of the test's own, where the process may mount one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{REPORT, Run, Workplace};

/// Where the child of this test finds the small disk.
const DISK: &str = "TOLLBOOK_TEST_READ_ONLY";

const NAME: &str = "read_only::a_casebook_on_a_read_only_medium_can_be_read";

#[test]
fn a_casebook_on_a_read_only_medium_can_be_read() {
    if let Some(disk) = std::env::var_os(DISK) {
        return work_on(&PathBuf::from(disk));
    }
    let place = Workplace::new();
    // The name has what must be written otherwise where a file is named by an address.
    let disk = place.path("disk #1?%20");
    fs::create_dir(&disk).expect("a new folder");
    let mount = "mount -t tmpfs -o size=64m tollbook \"$1\"";
    let ran = Command::new("unshare")
        .args(["--mount", "--map-root-user", "sh", "-c"])
        .arg(format!(
            "({mount}) || exit 77; exec \"$0\" {NAME} --exact --nocapture"
        ))
        .arg(std::env::current_exe().expect("this test runs"))
        .arg(&disk)
        .env(DISK, &disk)
        .output();
    match ran {
        Ok(ran) if ran.status.success() => {}
        Ok(ran) if ran.status.code() == Some(101) => {
            panic!("{}", String::from_utf8_lossy(&ran.stderr))
        }
        _ => eprintln!("left out: a read-only medium, which this process may not mount"),
    }
}

fn work_on(disk: &Path) {
    let place = Workplace::new();
    place.write("in/report.txt", REPORT);
    place.write("other/report.txt", "An invented report of nothing.\n");
    place.write("towns.csv", "name,lat,lon\nInvented Town,35.0,36.0\n");
    let call = |casebook: &str, words: &str| -> Run {
        let mut command = place.command(words.split(' '));
        command.arg("--casebook").arg(disk.join(casebook));
        Run::of(command.output().expect("the program starts"))
    };
    let table = call("casebook", "run in").expect(0);
    let _places = call("casebook", "places import towns.csv --country SY").expect(0);
    let code = table
        .text()
        .split_whitespace()
        .find(|word| word.starts_with("TB-"))
        .expect("an incident");
    let record = call("casebook", "export --format json").expect(0).json();
    let source = record["sources"][0]["id"].as_str().expect("a hash");
    let show = format!("show {code}");
    let reading = [
        "tally",
        &show,
        "export --format json",
        "verify",
        "judge list",
        "places list",
        "places find Invented",
        "extract",
    ];
    let before = reading.map(|words| call("casebook", words).expect(0).stdout);
    let unsettled = disk.join("unsettled");
    let copied = Command::new("cp")
        .arg("-r")
        .arg(disk.join("casebook"))
        .arg(&unsettled)
        .status();
    assert!(copied.is_ok_and(|status| status.success()));
    fs::write(unsettled.join("case.db-wal"), "rows that were written last").expect("room");

    let remount = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(disk)
        .status();
    assert!(remount.is_ok_and(|status| status.success()));
    for (words, before) in reading.into_iter().zip(before) {
        let after = call("casebook", words).expect(0);
        assert_eq!(after.text(), String::from_utf8_lossy(&before), "{words}");
    }
    let _packed = call("casebook", "pack casebook.tar").expect(0);
    let _released = call("casebook", "publish release").expect(0);

    let judge = format!("judge grade {code} confirmed --by A.Tester --reason none");
    let withdraw = format!("withdraw {source} --by A.Tester --reason none");
    for words in [
        "add other",
        "run other",
        "rebuild",
        &judge,
        "places import towns.csv --country LB",
        &withdraw,
    ] {
        let refused = call("casebook", words);
        assert_eq!(refused.code, Some(1), "{words}: {}", refused.stderr);
        let _told = refused.says(&["disk #1?%20/casebook", "copy the casebook to a folder"]);
    }
    for words in ["tally", "verify"] {
        let refused = call("unsettled", words);
        assert_eq!(refused.code, Some(1), "{words}: {}", refused.stderr);
        let _told = refused.says(&["case.db-wal", "copy the casebook to a folder"]);
    }
}
