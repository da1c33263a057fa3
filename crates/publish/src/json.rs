//! The whole record as JSON, `tollbook.record/1`.

use std::io::{self, Write};

use crate::record::Record;
use crate::wire::{self, v1};

/// Every incident with its tally, steps, claims and quotes, then every source, as one JSON value
/// with a final newline.
pub fn export(record: &Record<'_>) -> String {
    wire::print(&v1::record::Record(record))
}

/// Writes the same.
pub(crate) fn write(record: &Record<'_>, to: &mut dyn Write) -> io::Result<()> {
    wire::write(&v1::record::Record(record), to)
}
