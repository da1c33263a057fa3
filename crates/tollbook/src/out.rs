//! Standard output. A reader who has enough and closes the pipe (`| head`) is no fault of ours.

use std::io::{self, Write};

use crate::error::InputError;

/// Writes `text` as it stands.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(fault)
}

/// Writes `line` and ends it.
pub fn line(line: &str) -> anyhow::Result<()> {
    print(&format!("{line}\n"))
}

/// The error that ends the program: quietly if the pipe is closed.
pub fn fault(fault: io::Error) -> anyhow::Error {
    match fault.kind() {
        io::ErrorKind::BrokenPipe => fault.into(),
        _ => InputError::Output(fault).into(),
    }
}
