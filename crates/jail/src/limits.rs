//! How much a child may use.

use std::time::Duration;

/// How much a child may use before it is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Address space, in bytes. The program's own image counts.
    pub memory: u64,
    /// Processor time, in whole seconds.
    pub processor: u64,
    /// Time by the clock, for a child that waits instead of working.
    pub clock: Duration,
    /// Bytes of its answer.
    pub answer: u64,
}

impl Limits {
    /// What a file of `size` bytes is given: a second for each of its MiB beside what a small file may
    /// use, so that a large report is read and a small bomb is stopped within ten seconds.
    pub const fn of_file(size: u64) -> Self {
        let processor = 8 + (size >> 20);
        Self {
            memory: 1 << 30,
            processor,
            clock: Duration::from_secs(4 * processor),
            answer: 512 << 20,
        }
    }

    /// What a program of others is given for one page: a poor picture of a full page takes some tens of seconds.
    pub const fn of_tool() -> Self {
        let processor = 120;
        Self {
            memory: 1 << 30,
            processor,
            clock: Duration::from_secs(4 * processor),
            answer: 64 << 20,
        }
    }
}
