//! A table as it would be cut into rows, for looking at them before any is kept.

use std::fs::File;
use std::path::Path;

use jiff::Timestamp;

use super::split::Csv;
use super::{Fault, Limits, Place, shown};
use crate::custody::Refusal;

/// The rows of a table, one at a time, as [`crate::Store::add`] would cut them.
pub struct Rows {
    csv: Csv,
    limits: Limits,
    place: Place,
    at: Timestamp,
}

impl Rows {
    /// Opens the table in a file. Any table is: what its columns are is for the caller to say.
    ///
    /// # Errors
    /// When the file cannot be read, or is no table.
    pub fn open(file: &Path, limits: Limits, at: Timestamp) -> Result<Self, Box<Refusal>> {
        let place = Place::of_file(shown(file), shown(file));
        let csv = File::open(file)
            .map_err(|fault| Fault::of_reading(&fault))
            .and_then(|open| Csv::open(open, limits.line, |_| true));
        match csv {
            Ok(csv) => Ok(Self {
                csv,
                limits,
                place,
                at,
            }),
            Err(fault) => Err(Box::new(fault.at(&place, at))),
        }
    }

    /// The header line with its end.
    pub fn header(&self) -> &[u8] {
        self.csv.header()
    }
}

/// The number of a row, counted from 1, and the bytes that would be its source: the header line and the row.
impl Iterator for Rows {
    type Item = (u64, Result<Vec<u8>, Refusal>);

    fn next(&mut self) -> Option<Self::Item> {
        let (number, row) = self.csv.next(self.limits.line)?;
        let inside = || self.place.inside(self.place.locator.row(number));
        Some((number, row.map_err(|fault| fault.at(&inside(), self.at))))
    }
}
