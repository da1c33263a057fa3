//! The index from the log: every row but the readings follows from an entry.

use tollbook_record::SourceId;

use crate::blob::Blobs;
use crate::error::Error;
use crate::index::{Entry, Writing};
use crate::log::{Head, Leaf, Log, Payload, WIDTH};

/// Brings the index to where the log is, and gives the log's head. A write that was cut off between
/// log and index leaves them apart; it was not acknowledged, and is whole after this.
pub(crate) fn catch_up(writing: &Writing<'_>, log: &Log, blobs: &Blobs) -> Result<Head, Error> {
    let head = log.head()?;
    let known = writing.head(log.name())?;
    if known == head {
        return Ok(head);
    }
    let stray = |what| Error::StrayIndex {
        path: writing.path().to_owned(),
        what,
    };
    if known.size > head.size {
        return Err(stray("it holds more than the log, which was cut back"));
    }
    if !log.had(head, known)? {
        return Err(stray(
            "it was made from another log than the one that is there",
        ));
    }
    let mut payloads = Payloads::of(blobs);
    for number in known.size / WIDTH..head.size.div_ceil(WIDTH) {
        let places = number * WIDTH..;
        for (leaf, place) in log.entries(head, number)?.iter().zip(places) {
            if place >= known.size {
                writing.write(&payloads.entry(leaf, place)?)?;
            }
        }
    }
    writing.set_head(log.name(), head)?;
    Ok(head)
}

/// Reads payloads, each blob once for all entries that follow each other in it.
struct Payloads<'a> {
    blobs: &'a Blobs,
    open: Option<(SourceId, Vec<u8>)>,
}

impl<'a> Payloads<'a> {
    fn of(blobs: &'a Blobs) -> Self {
        Self { blobs, open: None }
    }

    fn entry(&mut self, leaf: &Leaf, place: u64) -> Result<Entry, Error> {
        let id = leaf
            .blob_id()
            .expect("a leaf is read only with a sound blob's name");
        let bytes = match self.open.take() {
            Some((open, bytes)) if open == id => bytes,
            _ => self.blobs.get(id)?,
        };
        let payload = leaf.payload(&bytes);
        let entry = payload.and_then(|payload| Payload::read(&leaf.kind, payload));
        self.open = Some((id, bytes));
        entry.ok_or_else(|| {
            let what = format!("what it holds for entry {place} is not what the log binds");
            Error::damaged_log(&self.blobs.path(id), what)
        })
    }
}
