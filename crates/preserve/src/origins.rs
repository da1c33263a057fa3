//! What a log tells of other logs and of what was destroyed: that the log of another office was taken
//! in, that one was found to have two histories, that its checkpoint was witnessed, that somebody
//! withdrew consent.

use jiff::Timestamp;
use tollbook_record::SourceId;

use crate::log::{Head, stated_head};

/// That the log of another office was taken in as far as a checkpoint. What is in it counts from here on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The other log's name.
    pub log: String,
    /// Its checkpoint, as its key signed it.
    pub checkpoint: String,
    /// When.
    pub at: Timestamp,
}

/// That a log's key signed two checkpoints, and that one was not shown to go on from the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forked {
    /// The log's name.
    pub log: String,
    /// The checkpoint that was here.
    pub held: String,
    /// The one that was given and does not go on from it.
    pub given: String,
    /// When it was found.
    pub at: Timestamp,
}

/// That a checkpoint of another log was cosigned here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witnessed {
    /// The other log's name.
    pub log: String,
    /// Its checkpoint, as its key signed it.
    pub checkpoint: String,
    /// The time that was signed with it.
    pub at: Timestamp,
}

/// That consent to a source was withdrawn, and what was destroyed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The source.
    pub source: SourceId,
    /// Who destroyed it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// The entries whose payload is gone: the log's name and the number.
    pub entries: Vec<(String, u64)>,
    /// The blobs that are gone: the source, containers that held it, payloads that spoke of it.
    pub blobs: Vec<SourceId>,
}

impl Adopted {
    /// How much was taken in.
    pub(crate) fn head(&self) -> Option<Head> {
        stated_head(self.checkpoint.as_bytes())
    }
}

impl Witnessed {
    /// How much was cosigned.
    pub(crate) fn head(&self) -> Option<Head> {
        stated_head(self.checkpoint.as_bytes())
    }
}
