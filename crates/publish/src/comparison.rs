//! One record under several method profiles, as JSON, `tollbook.comparison/1`.

use crate::record::Record;
use crate::wire::{self, v1};

/// Every incident with its ranges under each profile, as one JSON value with a final newline. The
/// records hold the same incidents, each tallied by the profile that stands beside it.
pub fn export(records: &[(&str, &Record<'_>)]) -> String {
    wire::print(&v1::comparison::Comparison::of(records))
}
