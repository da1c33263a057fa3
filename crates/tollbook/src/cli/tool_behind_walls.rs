//! The command by which the program calls itself to become a program of others, in a child process.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use tollbook_jail::{Limits, become_tool};

/// The command's name.
pub const COMMAND: &str = "tool-behind-walls";

/// One thread does the same work in the same order each time; the words do not depend on the user's language.
const ENVIRONMENT: [(&str, &str); 2] = [("OMP_THREAD_LIMIT", "1"), ("LC_ALL", "C")];

/// What to become.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The program's file
    program: PathBuf,
    /// What it is told
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Becomes the program, or fails.
pub fn run(args: &Arguments) -> anyhow::Result<()> {
    let limits = Limits::of_tool();
    Err(become_tool(&args.program, &args.arguments, &ENVIRONMENT, &limits).into())
}
