//! A disk that is full: what was acknowledged stays, what fails names a file and the remedy, and when there is
//! room again the work goes on. The disk is a small one of the test's own, where the process may mount one.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::program::{REPORT, Run, Workplace};

/// Where the child of this test finds the small disk.
const DISK: &str = "TOLLBOOK_TEST_DISK";

const NAME: &str = "full_disk::nothing_is_lost_on_a_full_disk";

/// KiB that are left free when a command begins, each time enough for some writes more; with `TOLLBOOK_SOAK` in
/// small steps, so that every write is once the first that fails.
fn rooms() -> Vec<u64> {
    match std::env::var_os("TOLLBOOK_SOAK") {
        Some(_) => (0..60).map(|n| 4 * n).chain([300, 400, 600, 800]).collect(),
        None => vec![0, 40, 200],
    }
}

/// How a small disk is made at `$1`, with what privileges it may be, and what it is called.
const DISKS: [(&str, &str, &str); 2] = [
    (
        "ext4 on a loop device",
        "--mount",
        "truncate -s 64M \"$1.image\" && mkfs.ext4 -q -m 0 -b 4096 \"$1.image\" && mount -o loop \"$1.image\" \"$1\"",
    ),
    (
        "tmpfs",
        "--mount --map-root-user",
        "mount -t tmpfs -o size=64m tollbook \"$1\"",
    ),
];

#[test]
fn nothing_is_lost_on_a_full_disk() {
    if let Some(disk) = std::env::var_os(DISK) {
        println!("{}", work_on(&PathBuf::from(disk)));
        return;
    }
    for (name, privileges, mount) in DISKS {
        let place = Workplace::new();
        let disk = place.path("disk");
        fs::create_dir(&disk).expect("a new folder");
        let ran = Command::new("unshare")
            .args(privileges.split(' '))
            .args([
                "sh",
                "-c",
                &format!("({mount}) || exit 77; exec \"$0\" {NAME} --exact --nocapture"),
            ])
            .arg(std::env::current_exe().expect("this test runs"))
            .arg(&disk)
            .env(DISK, &disk)
            .output();
        match ran {
            Ok(ran) if ran.status.success() => {
                let told = String::from_utf8_lossy(&ran.stdout);
                let line = told.lines().find(|line| line.contains("commands, "));
                println!("{name}: {}", line.expect("what the work came to"));
            }
            Ok(ran) if ran.status.code() == Some(101) => {
                panic!("{name}: {}", String::from_utf8_lossy(&ran.stderr))
            }
            _ => eprintln!("left out: a full disk, {name}, which this process may not mount"),
        }
    }
}

/// A casebook on the small disk, all else beside it.
struct Book {
    place: Workplace,
    disk: PathBuf,
    /// How many sources were acknowledged, and how many commands.
    sources: u64,
    commands: usize,
    /// How many commands met the full disk.
    failed: usize,
}

/// Runs each command with less room than it needs, then with enough; what it all came to.
fn work_on(disk: &Path) -> String {
    let mut book = Book::new(disk);
    for (n, free) in rooms().into_iter().enumerate() {
        book.add(n, free);
        book.judge(n, free);
        book.merge(n, free);
        book.publish(n, free);
    }
    assert!(book.failed * 4 > book.commands, "{} failed", book.failed);
    format!(
        "{} commands, of which {} first told that the disk is full; {} sources acknowledged, none lost",
        book.commands, book.failed, book.sources
    )
}

impl Book {
    fn new(disk: &Path) -> Self {
        let mut book = Self {
            place: Workplace::new(),
            disk: disk.to_owned(),
            sources: 0,
            commands: 0,
            failed: 0,
        };
        book.place.write("first.txt", REPORT);
        let _table = book.run(&["run", "first.txt"]).expect(0);
        book.acknowledged(1);
        book
    }

    fn casebook(&self) -> PathBuf {
        self.disk.join("casebook")
    }

    /// A command on the casebook of the small disk.
    fn run(&self, args: &[&str]) -> Run {
        let mut command = self.place.command(args);
        command.arg("--casebook").arg(self.casebook());
        Run::of(command.output().expect("the program starts"))
    }

    /// A command with `free` KiB left on the disk; then, if it failed for that, the same with room. What was
    /// acknowledged before is there after each, with no step of repair.
    fn squeezed(&mut self, args: &[&str], free: u64) -> Run {
        let filler = self.fill(free);
        let run = self.run(args);
        fs::remove_file(&filler).expect("it is ours");
        self.commands += 1;
        if run.code == Some(0) {
            return run;
        }
        let disk = self.disk.display().to_string();
        assert_ne!(run.code, None, "{args:?} with {free} KiB was killed");
        let _told = run.expect(1).says(&[&disk, "free some space"]);
        self.failed += 1;
        self.check();
        self.run(args).expect(0)
    }

    /// Takes all room but so many KiB.
    fn fill(&self, free: u64) -> PathBuf {
        let path = self.disk.join("filler");
        let mut file = File::create(&path).expect("room for a name");
        for block in [1 << 20, 4096] {
            let block = vec![1; block];
            while file.write_all(&block).is_ok() {}
        }
        file.sync_data().expect("what was written has its room");
        let full = file.metadata().expect("it is open").len();
        file.set_len(full.saturating_sub(free << 10))
            .expect("it is ours");
        file.sync_all().expect("nothing is written");
        path
    }

    /// All that was acknowledged is there as it was, since the log goes on from what it was then. Gives where its
    /// checkpoint stands.
    fn check(&self) -> String {
        let mut args = vec!["verify", "--format", "json"];
        let since = self.place.path("acknowledged").display().to_string();
        if self.sources > 0 {
            args.extend(["--since", since.as_str()]);
        }
        let found = self.run(&args).json();
        assert_eq!(found["damage"], serde_json::json!([]));
        let sources = found["sources"].as_u64().expect("a number");
        assert!(sources >= self.sources, "{sources} of {}", self.sources);
        found["checkpoint"].as_str().expect("a path").to_owned()
    }

    /// Something was acknowledged, with so many sources.
    fn acknowledged(&mut self, sources: u64) {
        let checkpoint = self.check();
        self.sources += sources;
        fs::copy(checkpoint, self.place.path("acknowledged")).expect("room beside the disk");
        self.check();
    }

    /// Small sources of one list, and one that is larger than the room.
    fn add(&mut self, n: usize, free: u64) {
        let lines: String = (0..20)
            .map(|line| format!("{{\"text\":\"Invented report {n} {line}.\"}}\n"))
            .collect();
        let list = self.place.write("in/list.jsonl", lines);
        let large = format!("Invented report {n}. ").repeat(15_000);
        let large = self.place.write("in/large.txt", large);
        let paths = [list, large].map(|path| path.display().to_string());
        let added = self.squeezed(&["add", &paths[0], &paths[1], "--format", "json"], free);
        assert_eq!(added.json()["sources"], 21);
        self.acknowledged(21);
    }

    fn judge(&mut self, n: usize, free: u64) {
        let digest = Sha256::digest(REPORT);
        let claim: String = digest[..6].iter().map(|b| format!("{b:02x}")).collect();
        let claim = format!("{claim}#0");
        let reason = format!("call {n}, invented");
        let who = ["--by", "R. Invented", "--reason", reason.as_str()];
        let note: Vec<&str> = ["judge", "note", claim.as_str()]
            .into_iter()
            .chain(who)
            .collect();
        let _kept = self.squeezed(&note, free);
        self.acknowledged(0);
    }

    /// Takes in what another office, whose casebook is elsewhere, has got since.
    fn merge(&mut self, n: usize, free: u64) {
        let report = self
            .place
            .write("other.txt", format!("Invented report of others {n}.\n"));
        let report = report.display().to_string();
        let _added = self
            .place
            .run(["run", report.as_str(), "--casebook", "others"])
            .expect(0);
        let others = self.place.path("others").display().to_string();
        let _merged = self.squeezed(&["merge", &others], free);
        self.acknowledged(1);
    }

    /// A release is whole or not there.
    fn publish(&mut self, n: usize, free: u64) {
        let release = self.disk.join(format!("release-{n}"));
        let path = release.display().to_string();
        let _read = self.squeezed(&["extract"], free);
        let _made = self.squeezed(&["publish", &path], free);
        let manifest = release.join("manifest-sha256.txt");
        let sound = Command::new("sha256sum")
            .args(["--check", "--quiet"])
            .arg(&manifest)
            .current_dir(&release)
            .status();
        assert!(sound.is_ok_and(|status| status.success()), "{path}");
        fs::remove_dir_all(&release).expect("it is ours");
    }
}
