//! The built program, called in a folder of its own.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// A report of one incident, for tests that need a source and do not care which.
pub const REPORT: &str =
    "IDLIB, March 3 (Test) - An airstrike killed five people in Saraqib on 3 March 2031.\n";

/// The example reports of the repository.
pub fn example_reports() -> PathBuf {
    repository().join("examples/reports")
}

/// The top folder of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A new folder in which the program is called.
pub struct Workplace {
    dir: tempfile::TempDir,
}

/// What a call printed, and its exit code.
#[must_use]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Workplace {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder for the test");
        Self { dir }
    }

    /// A folder with a casebook named `casebook` of one report.
    pub fn with_casebook() -> Self {
        let place = Self::new();
        place.write("in/report.txt", REPORT);
        let _table = place.run(["run", "in"]).expect(0);
        place
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is inside")).expect("a new folder");
        fs::write(&path, bytes).expect("room on the disk");
        path
    }

    /// The call, to be changed before it is started.
    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tollbook"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        Run::of(self.command(args).output().expect("the program starts"))
    }

    /// A call with bytes on standard input.
    pub fn run_on<S: AsRef<OsStr>>(&self, input: &[u8], args: impl IntoIterator<Item = S>) -> Run {
        let mut command = self.command(args);
        let mut child = piped(&mut command);
        let mut stdin = child.stdin.take().expect("it is piped");
        let written = std::thread::scope(|scope| {
            let writer = scope.spawn(move || stdin.write_all(input));
            let output = child.wait_with_output().expect("the program ends");
            (writer.join().expect("writing does not panic"), output)
        });
        written.0.expect("the program reads all of its input");
        Run::of(written.1)
    }

    /// What `export` prints of the casebook in `casebook`.
    pub fn export(&self, casebook: &str, format: &str) -> Vec<u8> {
        let args = ["export", "--format", format, "--casebook", casebook];
        self.run(args).expect(0).stdout
    }
}

/// Starts a call with all three streams piped.
pub fn piped(command: &mut Command) -> Child {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

impl Run {
    /// What came of a call that has ended. A panic fails the test wherever it happens.
    pub fn of(output: Output) -> Self {
        let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
        assert!(!stderr.contains("panicked"), "{stderr}");
        Self {
            code: output.status.code(),
            stdout: output.stdout,
            stderr,
        }
    }

    /// Fails the test unless the call ended with this exit code.
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.stderr, self.text());
        self
    }

    pub fn text(&self) -> &str {
        str::from_utf8(&self.stdout).expect("output is UTF-8")
    }

    /// Standard output as the one JSON value that it must be.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout)
            .unwrap_or_else(|fault| panic!("{fault}: {}", self.text()))
    }

    /// Fails the test unless the messages hold all of `words`.
    pub fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(
                self.stderr.contains(word),
                "no {word:?} in: {}",
                self.stderr
            );
        }
        self
    }
}
