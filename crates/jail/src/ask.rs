//! The parent's side.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::limits::Limits;
use crate::walls::Walls;

/// Why a child gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Death {
    /// It never ran: this is the system's trouble and says nothing of the bytes.
    #[error("no child process could be started ({0}); free memory or processes and try again")]
    NotStarted(#[from] io::Error),
    /// It used up its processor time.
    #[error("it took more than {0} seconds of processor time")]
    Processor(u64),
    /// It did nothing for too long.
    #[error("it gave no answer within {0} seconds")]
    Clock(u64),
    /// It gave more than it may.
    #[error("its answer has more than {0} bytes")]
    Answer(u64),
    /// It broke off, most often for want of memory.
    #[error("it broke off; it may have needed more than {} MiB of memory", .0 >> 20)]
    Broken(u64),
}

/// Runs `program` with `arguments` as a child that [`serve`](crate::serve)s, gives it `bytes` and
/// takes its answer and the walls that stood round it.
///
/// # Errors
/// A [`Death`] where there is no answer. The child is gone in any case.
pub fn ask(
    program: &Path,
    arguments: &[&OsStr],
    bytes: &[u8],
    limits: &Limits,
) -> Result<(Walls, Vec<u8>), Death> {
    let mut child = Command::new(program)
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Death::NotStarted(io::ErrorKind::BrokenPipe.into()));
    };
    std::thread::scope(|scope| {
        // A program of others may answer, or stop to read, before it has taken all. Whoever dies before shows it by
        // how they ended.
        scope.spawn(move || {
            let _died = stdin.write_all(bytes);
        });
        let heard = hear(stdout, limits);
        if heard.is_err() {
            // It may have ended by itself in this moment, and then there is nothing to stop.
            let _gone = child.kill();
        }
        let status = ended(&mut child, limits.clock)?;
        let mut answer = heard?;
        match answer.first() {
            Some(&walls) if status.success() => {
                answer.remove(0);
                Ok((Walls::from_byte(walls), answer))
            }
            _ => Err(cause(status, limits)),
        }
    })
}

fn hear(stdout: ChildStdout, limits: &Limits) -> Result<Vec<u8>, Death> {
    let (sender, receiver) = channel();
    let most = limits.answer;
    std::thread::spawn(move || {
        let mut answer = Vec::new();
        let read = stdout.take(most + 1).read_to_end(&mut answer);
        // Nobody waits any more where the time was up.
        let _late = sender.send(read.map(|_| answer));
    });
    match receiver.recv_timeout(limits.clock) {
        Ok(Ok(answer)) if answer.len() as u64 > most => Err(Death::Answer(most)),
        Ok(answer) => Ok(answer?),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            Err(Death::Clock(limits.clock.as_secs()))
        }
    }
}

/// How a child ended that has closed its answer. One that goes on all the same is stopped.
pub(crate) fn ended(child: &mut Child, clock: Duration) -> io::Result<ExitStatus> {
    const LONGEST: Duration = Duration::from_millis(20);
    let until = Instant::now() + clock;
    // Nearly all are gone before one looks.
    let mut between = Duration::from_micros(50);
    while Instant::now() < until {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(between);
        between = (2 * between).min(LONGEST);
    }
    let _gone = child.kill();
    child.wait()
}

#[cfg(unix)]
pub(crate) fn cause(status: ExitStatus, limits: &Limits) -> Death {
    use std::os::unix::process::ExitStatusExt;
    /// The number that POSIX systems give to the signal of used-up processor time.
    const SIGXCPU: i32 = 24;
    match status.signal() {
        Some(SIGXCPU) => Death::Processor(limits.processor),
        _ => Death::Broken(limits.memory),
    }
}

#[cfg(not(unix))]
pub(crate) fn cause(_status: ExitStatus, limits: &Limits) -> Death {
    Death::Broken(limits.memory)
}
