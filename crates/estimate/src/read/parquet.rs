//! Tables in Parquet.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, Row};
use bytes::Bytes;

use super::{Layout, Rows, not_a_table};
use crate::refusal::Refusal;

/// What a Parquet file begins with.
const MAGIC: &[u8] = b"PAR1";

/// Whether the bytes are those of a Parquet file.
pub(super) fn is_parquet(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads the rows of a Parquet file whose columns hold plain values.
pub(super) fn read(bytes: &[u8], layout: &Layout, rows: &mut Rows) -> Result<(), Refusal> {
    // A damaged file can make the reader of others panic; here it is a file like any other that
    // cannot be read.
    let told = catch_unwind(AssertUnwindSafe(|| take(bytes, layout, rows)));
    told.unwrap_or_else(|_| Err(unreadable("its parts contradict each other")))
}

fn take(bytes: &[u8], layout: &Layout, rows: &mut Rows) -> Result<(), Refusal> {
    let fault = |error: ::parquet::errors::ParquetError| unreadable(&error.to_string());
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map_err(fault)?;
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema
        .get_fields()
        .iter()
        .map(|field| field.name().to_owned())
        .collect();
    rows.header(names.iter().map(String::as_str), layout)?;
    for (number, row) in (1..).zip(reader.get_row_iter(None).map_err(fault)?) {
        let cells = cells(&row.map_err(fault)?);
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        rows.row(number, &cells)?;
    }
    Ok(())
}

fn cells(row: &Row) -> Vec<String> {
    row.get_column_iter()
        .map(|(_, field)| cell(field))
        .collect()
}

/// A value as it would stand in CSV; what is neither number nor word keeps its printed form, which
/// no list and no count takes.
fn cell(field: &Field) -> String {
    let number = |x: f64| match x == x.trunc() && x.abs() < 1e15 {
        true => format!("{x:.0}"),
        false => x.to_string(),
    };
    match field {
        Field::Null => String::new(),
        Field::Bool(on) => u8::from(*on).to_string(),
        Field::Str(text) => text.trim().to_owned(),
        Field::Float(x) => number((*x).into()),
        Field::Double(x) => number(*x),
        other => other.to_string(),
    }
}

fn unreadable(reason: &str) -> Refusal {
    not_a_table(&format!("the Parquet file cannot be read ({reason})"))
}
