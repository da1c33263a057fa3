//! The record as JSON, CSV, GeoJSON, text and a page.
//!
//! Everything here is a pure function of its arguments: no clock, no network, no file. The same
//! record gives the same bytes. Nothing here says that something was done: it says who claims it.

pub mod comparison;
pub mod csv;
pub mod geojson;
pub mod json;
pub mod outlines;
mod overlap;
pub mod page;
pub mod quoted;
pub mod record;
pub mod release;
mod reviewed;
pub mod show;
pub mod sums;
pub mod visible;
pub mod wire;
mod words;

pub use record::{IncidentInRecord, ReadSource, Record, RecordError, Unread};
