//! Sources kept byte for byte, with how each was obtained.
//!
//! [`Store`] is a casebook's keeping place: a folder of blobs named by their SHA-256 ([`Blobs`]) and
//! an index in SQLite ([`Index`]). [`receive`] walks files, folders and containers and gives their
//! sources one at a time. What cannot be taken is a [`Refusal`] with its reason and remedy; an
//! [`Error`] means the disk, damage or misuse.
//!
//! Nothing here reads the clock: the time at which sources are received is passed in.

mod blob;
mod custody;
mod error;
mod index;
mod judged;
pub mod places;
pub mod receive;
mod store;

pub use blob::Blobs;
pub use custody::{
    Custody, Given, Kept, Locator, Obtained, Origin, Refusal, RefusalKind, Role, Stated,
};
pub use error::Error;
pub use index::{Index, Metadata, SourceEntry};
pub use judged::{Judged, KeptJudgement};
pub use store::{FIRST_FILE, Outcome, Store, Summary};
