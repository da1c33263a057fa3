//! The child's side.

use std::fs::File;
use std::io::{self, BufWriter, Read, StdoutLock, Write};

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

/// The answer of a child that gives it in pieces.
#[derive(Debug)]
pub struct Pieces(BufWriter<StdoutLock<'static>>);

impl Pieces {
    /// Gives one more piece, and waits until there is room for it.
    ///
    /// # Errors
    /// When the parent takes no more.
    pub fn give(&mut self, piece: &[u8]) -> io::Result<()> {
        self.0.write_all(&(piece.len() as u64).to_le_bytes())?;
        self.0.write_all(piece)
    }
}

/// Takes the file that is open as standard input, shuts this process in, and has `work` read it and give
/// its answer in pieces.
///
/// # Errors
/// When standard input is no file, or standard output fails.
pub fn serve_file(
    limits: impl FnOnce(u64) -> Limits,
    work: impl FnOnce(File, &mut Pieces) -> io::Result<()>,
) -> io::Result<()> {
    let file = standard_input()?;
    let walls = walls::raise(&limits(file.metadata()?.len()));
    let mut pieces = Pieces(BufWriter::new(io::stdout().lock()));
    pieces.0.write_all(&[walls.to_byte()])?;
    work(file, &mut pieces)?;
    pieces.0.flush()
}

#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(io::stdin().as_handle().try_clone_to_owned()?.into())
}
