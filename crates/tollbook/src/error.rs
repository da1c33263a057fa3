//! Errors at the edge: what is printed, and with which exit code the program ends.

use std::process::ExitCode;

/// Faults of the user's input; the exit code is 1.
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
    #[error(
        "{path}: a folder with other things in it; choose a new or empty folder for the casebook"
    )]
    NotEmpty {
        /// The folder.
        path: String,
    },
    /// A file that cannot be read or written.
    #[error("{path}: {fault}; check the name and that you may use it")]
    File {
        /// The file.
        path: String,
        /// The system's words.
        fault: std::io::Error,
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
    /// An estimate was refused.
    #[error("{0}")]
    Refused(String),
    /// A report that gives no text.
    #[error("{0}")]
    Unreadable(String),
}

/// Prints an error and gives the exit code of its kind.
pub fn report(error: &anyhow::Error) -> ExitCode {
    if is_closed_pipe(error) {
        // The reader of our output has what it wanted.
        return ExitCode::SUCCESS;
    }
    eprintln!("tollbook: {error:#}");
    ExitCode::from(code(error))
}

/// Prints that the program itself is at fault.
pub fn report_bug() -> ExitCode {
    eprintln!(
        "tollbook: this is a fault of the program, not of your input; please report it with the words above"
    );
    ExitCode::from(255)
}

fn code(error: &anyhow::Error) -> u8 {
    use tollbook_preserve::Error as Preserve;
    match error.downcast_ref::<Preserve>() {
        Some(fault) if fault.is_damage() => 3,
        Some(_) => 1,
        None if error.is::<InputError>() || error.is::<std::io::Error>() => 1,
        None => 255,
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
