//! Sources kept byte for byte, with how each was obtained.
//!
//! [`Store`] is a casebook's keeping place: a folder of blobs named by their SHA-256 ([`Blobs`]), a
//! tamper-evident log of all that was kept, stated, refused and judged, and an index in SQLite
//! ([`Index`]) that follows from both. [`receive`] walks files, folders and containers and gives their
//! sources one at a time. What cannot be taken is a [`Refusal`] with its reason and remedy; an
//! [`Error`] means the disk, damage or misuse.
//!
//! Nothing here reads the clock or draws a random number: the time at which sources are received and
//! the [`Seed`] of keys and salts are passed in.

#[doc(hidden)]
pub mod any_bytes;
mod blob;
mod custody;
mod error;
mod index;
mod log;
mod merge;
mod order;
mod origins;
mod pack;
pub mod places;
mod rebuild;
pub mod receive;
mod replay;
mod seed;
mod stamp;
mod store;
mod verify;
mod withdraw;
mod witness;

pub use blob::Blobs;
pub use custody::{
    Custody, Given, Kept, Locator, Obtained, Origin, Refusal, RefusalKind, Role, Stated, Tables,
};
pub use error::Error;
pub use index::{Index, KeptReading, Metadata, SourceEntry};
pub use merge::{Merged, Taken};
pub use origins::{Forked, Withdrawn};
pub use pack::{Packed, unpack};
pub use seed::Seed;
pub use stamp::{Stamp, StampKind};
pub use store::{FIRST_FILE, LogOf, Outcome, Store, Summary};
pub use tollbook_record::{Judged, KeptJudgement};
pub use verify::{Cosignature, Damage, Other, Verified, verify};
pub use witness::{Attached, Cosigning};

/// Bytes as lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
