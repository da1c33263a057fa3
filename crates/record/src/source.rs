//! Preserved bytes and what is known of their publication.

use jiff::civil::Date;

use crate::id::SourceId;
use crate::vocabulary::vocabulary;

/// What is known of how a source was published. Unknown stays `None`: nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Who put it out.
    pub publisher: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

impl Publication {
    /// Fills what is unknown here from `other`; what is known here stays.
    pub fn or(self, other: Publication) -> Publication {
        Publication {
            publisher: self.publisher.or(other.publisher),
            published: self.published.or(other.published),
            language: self.language.or(other.language),
            url: self.url.or(other.url),
            title: self.title.or(other.title),
        }
    }
}

vocabulary! {
    /// What a file may state of itself.
    FileFact {
        /// When it was taken, by the clock of its camera.
        Taken = "taken",
        /// When it was taken, by the clock of the satellites.
        SatelliteTime = "satellite_time",
        /// Where it was taken.
        Position = "position",
        /// Whither the camera looked.
        Direction = "direction",
        /// The make and the model of the camera.
        Camera = "camera",
        /// How it is to be turned to be looked at.
        Orientation = "orientation",
        /// The program that wrote it.
        Software = "software",
        /// Who made it.
        Author = "author",
        /// What is on it.
        Description = "description",
    }
}

/// Something that a file states of itself. Anybody can write it, so that it is a statement of the file and
/// nothing that is known; and it may tell where a witness stood, so that it is for the house alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStatement {
    /// What it is on.
    pub what: FileFact,
    /// The words, as the file has them or as its numbers say.
    pub value: String,
}

/// A source as the later stages see it: its identity, its publication and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// SHA-256 of the bytes as received.
    pub id: SourceId,
    /// What is known of its publication.
    pub publication: Publication,
    /// The text that every quote points into.
    pub text: String,
    /// The first row in whose place it stands, of a corrected row of a dataset.
    pub corrects: Option<FirstRow>,
}

/// A row of a dataset that its publisher has given anew. What is named after a row, such as an incident, is named
/// after this one, so that a correction renames nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstRow {
    /// The row as it was first given.
    pub source: SourceId,
    /// The day on which that was published.
    pub published: Option<Date>,
}

/// By what a row of a dataset is known again when the dataset is published anew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// The name of the dataset's shape, such as `ucdp_ged`.
    pub shape: String,
    /// The dataset's own name for the row; `None` where it has no such names.
    pub id: Option<String>,
}
