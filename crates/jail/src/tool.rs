//! The child's side where it becomes a program of others, such as one that reads the words of a picture.
//!
//! Such a program opens what it needs itself, so that its walls are wider: it may read what the system has
//! installed and nothing else, write nowhere but into its answer, and start nothing.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use crate::limits::Limits;
use crate::walls;

/// Shuts this process in and becomes `program`, with no environment but `environment`. What it is asked about is on
/// standard input; its answer follows the byte that tells which walls stand, so that the parent
/// [`ask`](crate::ask)s it as any other child.
///
/// # Errors
/// The only way to return: the program could not be started.
pub fn become_tool(
    program: &Path,
    arguments: &[OsString],
    environment: &[(&str, &str)],
    limits: &Limits,
) -> io::Error {
    let walls = walls::raise_round_tool(limits, program);
    let mut out = io::stdout().lock();
    match out.write_all(&[walls.to_byte()]).and_then(|()| out.flush()) {
        Ok(()) => exec(program, arguments, environment),
        Err(fault) => fault,
    }
}

#[cfg(unix)]
fn exec(program: &Path, arguments: &[OsString], environment: &[(&str, &str)]) -> io::Error {
    use std::os::unix::process::CommandExt;
    std::process::Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(environment.iter().copied())
        .exec()
}

#[cfg(not(unix))]
fn exec(_program: &Path, _arguments: &[OsString], _environment: &[(&str, &str)]) -> io::Error {
    io::ErrorKind::Unsupported.into()
}
