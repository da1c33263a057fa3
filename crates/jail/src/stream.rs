//! The parent's side where an answer comes in pieces, so that it may be larger than the memory.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};

use crate::ask::{Death, cause, ended};
use crate::limits::Limits;
use crate::walls::Walls;

/// A child that was given a file and answers in pieces. It works no further ahead than one piece, and is
/// gone when this is dropped.
#[derive(Debug)]
pub struct Stream {
    child: Child,
    heard: Receiver<Heard>,
    limits: Limits,
    walls: Option<Walls>,
}

/// What came through the pipe.
#[derive(Debug)]
enum Heard {
    Walls(Walls),
    Piece(Vec<u8>),
    /// A piece that has more than it may.
    TooLong,
    /// The pipe was closed, after whole pieces or within one.
    Closed {
        whole: bool,
    },
}

impl Stream {
    /// Runs `program` with `arguments` as a child that serves a file with
    /// [`serve_file`](crate::serve_file). It gets the open file and not its name. The limits hold for the
    /// child as they do for one that is asked once; those of answer and clock are for each piece.
    ///
    /// # Errors
    /// When no process can be started.
    pub fn open(
        program: &Path,
        arguments: &[&OsStr],
        file: File,
        limits: Limits,
    ) -> io::Result<Self> {
        let mut child = Command::new(program)
            .args(arguments)
            .env_clear()
            .stdin(file)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        // Nothing waits in the pipe's place: the child writes its next piece when this one was taken.
        let (sender, heard) = sync_channel(0);
        if let Some(stdout) = child.stdout.take() {
            std::thread::spawn(move || hear(stdout, limits.answer, &sender));
        }
        Ok(Self {
            child,
            heard,
            limits,
            walls: None,
        })
    }

    /// The walls that stand round the child, once it has said so.
    pub fn walls(&self) -> Option<Walls> {
        self.walls
    }

    /// The next piece; `None` when the child has ended well.
    ///
    /// # Errors
    /// When the child came to another end, or had to be stopped.
    pub fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Death> {
        loop {
            let death = match self.heard.recv_timeout(self.limits.clock) {
                Ok(Heard::Walls(walls)) => {
                    self.walls = Some(walls);
                    continue;
                }
                Ok(Heard::Piece(piece)) => return Ok(Some(piece)),
                Ok(Heard::Closed { whole }) => {
                    let status = ended(&mut self.child, self.limits.clock)?;
                    return match whole && status.success() {
                        true => Ok(None),
                        false => Err(cause(status, &self.limits)),
                    };
                }
                Ok(Heard::TooLong) => Death::Answer(self.limits.answer),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    Death::Clock(self.limits.clock.as_secs())
                }
            };
            // It may have ended by itself in this moment, and then there is nothing to stop.
            let _gone = self.child.kill();
            return Err(death);
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Takes pieces out of the pipe until it ends or nobody wants them any more.
fn hear(mut from: ChildStdout, most: u64, sender: &SyncSender<Heard>) {
    let mut first = [0];
    if from.read_exact(&mut first).is_err() {
        let _nobody_waits = sender.send(Heard::Closed { whole: false });
        return;
    }
    let mut heard = Heard::Walls(Walls::from_byte(first[0]));
    loop {
        let goes_on = matches!(heard, Heard::Walls(_) | Heard::Piece(_));
        if sender.send(heard).is_err() || !goes_on {
            return;
        }
        heard = piece(&mut from, most);
    }
}

fn piece(from: &mut ChildStdout, most: u64) -> Heard {
    let mut length = Vec::new();
    let size = size_of::<u64>();
    let read = from.by_ref().take(size as u64).read_to_end(&mut length);
    let length = match (read, <[u8; 8]>::try_from(length.as_slice())) {
        (Ok(0), _) => return Heard::Closed { whole: true },
        (Ok(_), Ok(length)) => u64::from_le_bytes(length),
        _ => return Heard::Closed { whole: false },
    };
    if length > most {
        return Heard::TooLong;
    }
    // No room is made for bytes before they come: the length is only what the child says.
    let mut bytes = Vec::new();
    match from.by_ref().take(length).read_to_end(&mut bytes) {
        Ok(count) if count as u64 == length => Heard::Piece(bytes),
        _ => Heard::Closed { whole: false },
    }
}
