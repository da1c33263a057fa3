//! Standard output. A reader who has enough and closes the pipe (`| head`) is no fault of ours.

use std::io::{self, Write};

/// Writes `text` as it stands.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes `line` and ends it.
pub fn line(line: &str) -> io::Result<()> {
    print(&format!("{line}\n"))
}
