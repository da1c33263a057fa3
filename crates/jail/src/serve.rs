//! The child's side.

use std::io::{self, Read, Write};

use crate::limits::Limits;
use crate::walls;

/// Takes the bytes on standard input, shuts this process in, works on them and writes the answer to
/// standard output: one byte that tells which walls stand, then what `work` made.
///
/// # Errors
/// When standard input or output fails.
pub fn serve(
    limits: impl FnOnce(u64) -> Limits,
    work: impl FnOnce(Vec<u8>) -> Vec<u8>,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let walls = walls::raise(&limits(bytes.len() as u64));
    let answer = work(bytes);
    let mut out = io::stdout().lock();
    out.write_all(&[walls.to_byte()])?;
    out.write_all(&answer)?;
    out.flush()
}
