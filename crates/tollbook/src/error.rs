//! Errors at the edge: what is printed, and with which exit code the program ends.

use std::io::Write;
use std::process::ExitCode;

use tollbook_publish::release::{ChangesError, PublicationError};
use tollbook_publish::visible::visible;

/// Faults of the user's input; the exit code is 1, and 3 where a casebook is damaged.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// No casebook where one is needed.
    #[error(
        "{path}: no casebook there; make one with `tollbook init {path}`, or name another with --casebook"
    )]
    NoCasebook {
        /// Where it was looked for.
        path: String,
    },
    /// A casebook of a later program.
    #[error(
        "{path}: a casebook of format {format}, which this program does not know; use a newer tollbook"
    )]
    NewerCasebook {
        /// The file.
        path: String,
        /// The format it names.
        format: u32,
    },
    /// A casebook without a log.
    #[error(
        "{path}: a casebook that was made before there was a log; `tollbook rebuild --casebook {path}` makes its log from what it holds, and nothing is lost"
    )]
    OldCasebook {
        /// The folder.
        path: String,
    },
    /// A check found damage.
    #[error(
        "{count} damaged; what they are stands above. Put back copies from a backup; if it is the index, `tollbook rebuild` makes it again"
    )]
    Damage {
        /// How many things.
        count: usize,
    },
    /// The system gives no random bytes.
    #[error(
        "the system gives no random bytes ({0}), without which nothing can be kept; check /dev/urandom"
    )]
    NoRandomness(String),
    /// A CASEBOOK file that cannot be read.
    #[error(
        "{path}: cannot be read as a casebook's first file ({fault}); put back a copy from a backup"
    )]
    BadCasebook {
        /// The file.
        path: String,
        /// What is wrong.
        fault: String,
    },
    /// A folder that holds something else.
    #[error("{path}: a folder with other things in it; choose a new or empty folder")]
    NotEmpty {
        /// The folder.
        path: String,
    },
    /// A file that cannot be read or written.
    #[error("{path}: {fault}; {}", file_remedy(fault))]
    File {
        /// The file.
        path: String,
        /// The system's words.
        fault: std::io::Error,
    },
    /// A file that would be written over.
    #[error("{path}: there already; choose another name, or move it away")]
    Exists {
        /// The file.
        path: String,
    },
    /// Nothing can be encrypted so.
    #[error("{0}; a recipient is what `age-keygen` prints, such as age1...")]
    Seal(String),
    /// An encrypted pack that does not open.
    #[error(
        "{path}: cannot be opened ({fault}); give the right --identity FILE or --passphrase-file FILE"
    )]
    Sealed {
        /// The pack.
        path: String,
        /// Why.
        fault: String,
    },
    /// Logs with two histories.
    #[error(
        "logs with two histories: {count}; both checkpoints stand above. Ask their offices which is theirs, and how the other came to be"
    )]
    Forks {
        /// How many.
        count: usize,
    },
    /// A folder that is a casebook already.
    #[error("{path}: a casebook already; use it with --casebook, or choose another folder")]
    IsCasebook {
        /// The folder.
        path: String,
    },
    /// A program of others that is not there.
    #[error("{what} is not installed; install {packages}, and try again")]
    NoTool {
        /// What is missing.
        what: String,
        /// The packages that bring it.
        packages: &'static str,
    },
    /// Standard output that cannot be written to.
    #[error("standard output: {0}; free some space there, or send the output elsewhere")]
    Output(std::io::Error),
    /// Nothing that could be a source.
    #[error("{paths}: nothing in it that could be a report; check the name")]
    NothingGiven {
        /// What was given.
        paths: String,
    },
    /// A report beyond all reports.
    #[error("{path}: more than {limit} bytes; check that it is a report, and split it if it is")]
    TooLarge {
        /// The file.
        path: String,
        /// The most that is read.
        limit: u64,
    },
    /// Not one source could be read.
    #[error("none of the {count} given could be read; the reasons stand above")]
    NothingRead {
        /// How many were given.
        count: usize,
    },
    /// No incident of that code.
    #[error("{code}: no incident of that code in this casebook; `tollbook tally` lists them")]
    NoIncident {
        /// The code.
        code: String,
    },
    /// No tally profile of that name.
    #[error("{0}")]
    Profile(String),
    /// No publication of that name, or a file that is none.
    #[error(transparent)]
    Publication(#[from] PublicationError),
    /// Sources that nobody has read yet, or only another version of the program.
    #[error(
        "sources of the casebook that this version has not read, so that their claims are missing: {count}; run `tollbook extract`"
    )]
    NotExtracted {
        /// How many.
        count: usize,
    },
    /// No single source of that hash.
    #[error(
        "{start}: {count} sources of this casebook have a hash that begins so; give as many of its digits as name one source"
    )]
    WhichSource {
        /// The start of the hash.
        start: String,
        /// How many have it.
        count: usize,
    },
    /// Others judged the same thing since.
    #[error(
        "judgements on the same thing that were made since you looked: {count}; they stand above and nothing was kept. Look again, and judge on what is there now"
    )]
    JudgedSince {
        /// How many.
        count: usize,
    },
    /// Two releases that cannot be compared.
    #[error("{path}: {fault}")]
    Changes {
        /// The older release.
        path: String,
        /// What is wrong.
        fault: ChangesError,
    },
    /// Pages for other machines.
    #[error("--listen {address}: {lacking}")]
    ListenBeyond {
        /// What was asked for.
        address: String,
        /// What is lacking, and what to do.
        lacking: String,
    },
    /// Accounts that cannot be read or made.
    #[error("{path}: {fault}")]
    Accounts {
        /// The file.
        path: String,
        /// What is wrong, and what to do.
        fault: String,
    },
    /// A port that cannot be had.
    #[error(
        "port {port}: {fault}; choose another with --port, or leave it out for any that is free"
    )]
    Port {
        /// The port.
        port: u16,
        /// The system's words.
        fault: std::io::Error,
    },
    /// An estimate was refused.
    #[error("{0}")]
    Refused(String),
    /// A file that is no gazetteer.
    #[error("{path}: {fault}; docs/format.md tells which files of places are read")]
    NoGazetteer {
        /// The file.
        path: String,
        /// What is missing.
        fault: String,
    },
    /// A table that cannot be imported.
    #[error("{path}: {fault}")]
    NoTable {
        /// The file.
        path: String,
        /// What is wrong, and what to do.
        fault: String,
    },
    /// A report that gives no text.
    #[error("{0}")]
    Unreadable(String),
}

impl InputError {
    /// A file that cannot be read or written.
    pub fn file(path: &std::path::Path, fault: std::io::Error) -> Self {
        Self::File {
            path: path.display().to_string(),
            fault,
        }
    }
}

fn file_remedy(fault: &std::io::Error) -> &'static str {
    use std::io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match fault.kind() {
        StorageFull | QuotaExceeded => {
            "the disk is full: free some space and run the command again"
        }
        ReadOnlyFilesystem => {
            "allow writing there, or copy the casebook to a folder where that is allowed and use the copy"
        }
        _ => "check the name and that you may use it",
    }
}

/// Prints an error and gives the exit code of its kind.
pub fn report(error: &anyhow::Error) -> ExitCode {
    if is_closed_pipe(error) {
        // The reader of our output has what it wanted.
        return ExitCode::SUCCESS;
    }
    // Names may hold anything, so that what is shown of them must not act on the terminal.
    tell(&format!("tollbook: {}", visible(&format!("{error:#}"))));
    ExitCode::from(code(error))
}

/// Prints a line to standard error. Where that is closed or full there is nobody left to tell.
pub fn tell(line: &str) {
    let _nobody_listens = writeln!(std::io::stderr(), "{line}");
}

/// Prints that the program itself is at fault.
pub fn report_bug() -> ExitCode {
    tell(
        "tollbook: this is a fault of the program, not of your input; please report it with the words above",
    );
    ExitCode::from(255)
}

fn code(error: &anyhow::Error) -> u8 {
    use tollbook_preserve::Error as Preserve;
    match (
        error.downcast_ref::<Preserve>(),
        error.downcast_ref::<InputError>(),
    ) {
        (Some(fault), _) if fault.is_damage() => 3,
        (
            _,
            Some(
                InputError::BadCasebook { .. }
                | InputError::Damage { .. }
                | InputError::Forks { .. },
            ),
        ) => 3,
        (Some(_), _) | (_, Some(_)) => 1,
        (None, None) => 255,
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
