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

/// A number with its noun, as `1 row` and `3 rows`.
pub fn counted<N: std::fmt::Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let noun = if n == N::from(1) { one } else { many };
    format!("{n} {noun}")
}

/// The error that ends the program: quietly if the pipe is closed.
pub fn fault(fault: io::Error) -> anyhow::Error {
    match fault.kind() {
        io::ErrorKind::BrokenPipe => fault.into(),
        _ => InputError::Output(fault).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        let told = [0_usize, 1, 2].map(|n| counted(n, "entry", "entries"));
        assert_eq!(told, ["0 entries", "1 entry", "2 entries"]);
    }
}
