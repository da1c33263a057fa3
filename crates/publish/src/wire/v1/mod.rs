//! Version 1 of the published formats: `tollbook.report/1` for one report and
//! `tollbook.record/1` for a whole record.
//!
//! Reading ignores fields that it does not know and takes a missing optional one for absent;
//! writing is exact, every field in the order of the format. Offsets count Unicode code points.

pub mod claim;
pub mod comparison;
pub mod judged;
mod read;
pub mod record;
pub mod report;
pub mod sums;
mod word;
mod write;

pub use read::WireError;
pub use report::{LineError, LineIn, LineOut, PublicationIn, Report, Row, SourceMeta, read_claims};
pub use word::Word;
