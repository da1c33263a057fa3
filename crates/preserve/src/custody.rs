//! How a source was obtained, what is stated about it, and why something was not taken.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use tollbook_record::{Publication, SourceId};

/// What is passed in with a request to add sources.
#[derive(Clone, Debug)]
pub struct Given {
    /// When the sources are received.
    pub at: Timestamp,
    /// How they came here, in the user's or the command's words.
    pub how: String,
    /// What the user states of all of them; what a file says of itself goes before it.
    pub publication: Publication,
    /// Which tables are cut into rows besides those with a `text` column.
    pub tables: Tables,
}

/// Which tables are cut into rows, a source each, besides those with a `text` column. What the columns of a table
/// mean is known to the reader of its rows, not here.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Whether a table with this header line is one.
    pub known: fn(&[u8]) -> bool,
    /// Of the rows of such tables, those that are taken, by the SHA-256 of header line and row; all of them where this
    /// is absent.
    pub rows: Option<Arc<BTreeSet<SourceId>>>,
}

impl Tables {
    /// No table but those with a `text` column.
    pub const NONE: Self = Self {
        known: |_| false,
        rows: None,
    };
}

/// One record of how bytes came into the casebook. The same bytes may have several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custody {
    /// The path as it was given. Bytes that are not UTF-8 stand as `\xNN`.
    pub path: String,
    /// Where in that file.
    pub locator: Locator,
    /// The name that tells the format: that of the file, or of the innermost named member.
    pub name: String,
    /// The container whose bytes these were taken from, or the source that they were made of.
    pub container: Option<SourceId>,
    /// When they were received here.
    pub received: Timestamp,
    /// How they came here.
    pub how: String,
    /// When the user says that they were obtained.
    pub obtained: Option<Obtained>,
    /// How the user says that they were obtained.
    pub obtained_how: Option<String>,
}

/// A place inside a container, outermost first, such as `member march.zip / message 3`. Empty for a
/// file of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locator(String);

impl Locator {
    pub(crate) fn member(&self, name: &str) -> Self {
        self.step(format!("member {name}"))
    }

    pub(crate) fn message(&self, number: u64) -> Self {
        self.step(format!("message {number}"))
    }

    pub(crate) fn line(&self, number: u64) -> Self {
        self.step(format!("line {number}"))
    }

    pub(crate) fn row(&self, number: u64) -> Self {
        self.step(format!("row {number}"))
    }

    pub(crate) fn record(&self, number: u64) -> Self {
        self.step(format!("record {number}"))
    }

    pub(crate) fn made(&self, ending: &str) -> Self {
        self.step(format!("made {ending}"))
    }

    pub(crate) fn from_index(text: String) -> Self {
        Self(text)
    }

    /// The words of the place.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn step(&self, step: String) -> Self {
        if self.0.is_empty() {
            Self(step)
        } else {
            Self(format!("{} / {step}", self.0))
        }
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When the user says that a source was obtained: a day, or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obtained {
    /// A day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
}

impl fmt::Display for Obtained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Moment(moment) => moment.fmt(f),
        }
    }
}

impl FromStr for Obtained {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A moment is tried first: jiff reads the day of a moment and passes over the rest.
        match text.parse() {
            Ok(moment) => Ok(Self::Moment(moment)),
            Err(_) => text.parse().map(Self::Day),
        }
    }
}

/// Declares an enum that is kept in the index as a word.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// The word in the index.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub(crate) fn of_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// Who states a publisher, a date and so on. Of two that differ the earlier here is believed.
    Origin {
        /// A `NAME.meta.toml` beside the source.
        Sidecar = "sidecar",
        /// The web archive that captured it.
        Archive = "archive",
        /// The source itself.
        File = "file",
        /// A `NAME.meta.toml` beside the container: each member's own words go before it.
        ContainerSidecar = "container_sidecar",
        /// The user, for all sources of one command.
        Option = "option",
    }
}

words! {
    /// As what bytes are kept.
    Role {
        /// A source.
        Source = "source",
        /// A file that sources were taken out of.
        Container = "container",
    }
}

words! {
    /// Why something was not taken, or could not be read.
    RefusalKind {
        /// No bytes in it.
        Empty = "empty",
        /// No reader for it.
        UnknownFormat = "unknown_format",
        /// The system did not let it be read.
        Unreadable = "unreadable",
        /// Neither a file nor a folder.
        NotAFile = "not_a_file",
        /// A folder that is a casebook itself.
        Casebook = "casebook",
        /// A link that leaves the folder given, loops, or leads nowhere.
        Link = "link",
        /// A member's name that would leave the folder it is unpacked to.
        UnsafeName = "unsafe_name",
        /// Beyond a limit.
        TooLarge = "too_large",
        /// The container's own rules are broken.
        Damaged = "damaged",
        /// Locked by a password.
        Locked = "locked",
        /// A `NAME.meta.toml` that cannot be used as it stands.
        Metadata = "metadata",
        /// Consent to it was withdrawn.
        Withdrawn = "withdrawn",
        /// Kept, but its text could not be read.
        NoText = "no_text",
    }
}

/// What `origin` states of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Who states it.
    pub origin: Origin,
    /// Where: the name of the file that says so, or the command.
    pub place: String,
    /// What is stated.
    pub publication: Publication,
}

/// Something that was not taken or could not be read. The rest of the run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The path as it was given.
    pub path: String,
    /// Where in that file.
    pub locator: Locator,
    /// The source, where its bytes are kept.
    pub source: Option<SourceId>,
    /// The kind of reason.
    pub kind: RefusalKind,
    /// The reason.
    pub reason: String,
    /// What to do.
    pub remedy: String,
    /// When.
    pub at: Timestamp,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if !self.locator.as_str().is_empty() {
            write!(f, " ({})", self.locator)?;
        }
        write!(f, ": {}; {}", self.reason, self.remedy)
    }
}

/// Bytes in the casebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Their SHA-256.
    pub id: SourceId,
    /// How many.
    pub length: u64,
    /// As what.
    pub role: Role,
}
