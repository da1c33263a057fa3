//! The order of entries that stand in several logs: the same in every casebook that has the same logs.
//!
//! A log's own order always holds, and an office's entries come after what it had taken in from others
//! when it wrote them. Otherwise the claimed times decide, and at last the names of the logs. A clock
//! that was set back does not take an entry before those that its log has before it.

use std::iter::Peekable;

use jiff::Timestamp;

use crate::error::Error;
use crate::index::Entry;

/// An entry, or nothing where its payload was destroyed.
pub(crate) type Slot = Option<Entry>;

/// The entries of one log as far as it counts, first to last.
pub(crate) struct Stream<'a> {
    log: String,
    slots: Peekable<Box<dyn Iterator<Item = Result<Slot, Error>> + 'a>>,
    size: u64,
    taken: u64,
    clock: Timestamp,
}

impl<'a> Stream<'a> {
    /// The `size` slots of the log of that name.
    pub(crate) fn new(
        log: &str,
        size: u64,
        slots: impl Iterator<Item = Result<Slot, Error>> + 'a,
    ) -> Self {
        let slots: Box<dyn Iterator<Item = Result<Slot, Error>> + 'a> = Box::new(slots);
        Self {
            log: log.to_owned(),
            slots: slots.peekable(),
            size,
            taken: 0,
            clock: Timestamp::MIN,
        }
    }

    /// The next slot, with the log's clock put forward to it. An unreadable one counts as without time.
    fn next_slot(&mut self) -> Option<Option<&Entry>> {
        let slot = self.slots.peek()?;
        let entry = slot.as_ref().ok().and_then(Option::as_ref);
        if let Some(at) = entry.and_then(Entry::at) {
            self.clock = self.clock.max(at);
        }
        Some(entry)
    }
}

/// The entries of several logs in their order, each with the number of its stream.
pub(crate) struct Ordered<'a>(Vec<Stream<'a>>);

impl<'a> Ordered<'a> {
    /// The order of these logs, each of which is there once.
    pub(crate) fn of(streams: Vec<Stream<'a>>) -> Self {
        Self(streams)
    }

    /// The name of a stream's log.
    pub(crate) fn log(&self, number: usize) -> &str {
        &self.0[number].log
    }

    /// The stream from which the next slot comes; `None` at the end.
    fn choose(&mut self) -> Option<usize> {
        let far: Vec<(String, u64, u64)> = self
            .0
            .iter()
            .map(|stream| (stream.log.clone(), stream.taken, stream.size))
            .collect();
        // That an office took in more than is here must not hold its own entries up.
        let waits = |entry: Option<&Entry>| match entry {
            Some(Entry::Adopted(adopted)) => far.iter().any(|(log, taken, size)| {
                let needed = adopted.head().map_or(0, |head| head.size.min(*size));
                *log == adopted.log && *taken < needed
            }),
            _ => false,
        };
        let next: Vec<(bool, Timestamp, String, usize)> = self
            .0
            .iter_mut()
            .enumerate()
            .filter_map(|(number, stream)| {
                let waits = waits(stream.next_slot()?);
                Some((waits, stream.clock, stream.log.clone(), number))
            })
            .collect();
        // Two logs that wait for each other, which no honest ones do, go on as if they did not.
        next.into_iter().min().map(|(.., number)| number)
    }
}

impl Iterator for Ordered<'_> {
    type Item = Result<(usize, Entry), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let number = match self.0.len() {
                1 => 0,
                _ => self.choose()?,
            };
            let stream = &mut self.0[number];
            let slot = stream.slots.next()?;
            stream.taken += 1;
            match slot {
                Ok(Some(entry)) => return Some(Ok((number, entry))),
                Ok(None) => {}
                Err(fault) => return Some(Err(fault)),
            }
        }
    }
}
