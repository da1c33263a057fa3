//! The scored pairs, as CSV and as Parquet.

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

/// Rows of a group of the Parquet file.
const GROUP: usize = 65_536;

const SCHEMA: &str = "message pairs {
    required binary list_a (UTF8);
    required binary id_a (UTF8);
    required binary list_b (UTF8);
    required binary id_b (UTF8);
    required double weight;
    required double probability;
    required boolean joined;
    required binary reasons (UTF8);
}";

/// A pair of rows that was scored.
pub struct Pair {
    /// The list and the id of either row.
    pub rows: [[String; 2]; 2],
    /// The base-2 logarithm of the odds that the two are of one person.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
    /// Whether the two are in one cluster.
    pub joined: bool,
    /// What the weight is made of.
    pub reasons: String,
}

/// The two tables, of the same rows in the same order.
pub struct Tables {
    pub csv: Vec<u8>,
    pub parquet: Vec<u8>,
}

/// Writes the pairs into both tables.
pub fn tables(pairs: impl Iterator<Item = Pair>) -> anyhow::Result<Tables> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record([
        "list_a",
        "id_a",
        "list_b",
        "id_b",
        "weight",
        "probability",
        "joined",
        "reasons",
    ])?;
    let properties = WriterProperties::builder()
        .set_created_by("tollbook".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let mut parquet = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let mut pairs = pairs.peekable();
    while pairs.peek().is_some() {
        let group: Vec<Pair> = pairs.by_ref().take(GROUP).collect();
        for pair in &group {
            let [[list_a, id_a], [list_b, id_b]] = &pair.rows;
            let (weight, probability) = (
                format!("{:.6}", pair.weight),
                format!("{:.6}", pair.probability),
            );
            let joined = if pair.joined { "1" } else { "0" };
            csv.write_record([
                list_a,
                id_a,
                list_b,
                id_b,
                &weight,
                &probability,
                joined,
                &pair.reasons,
            ])?;
        }
        let mut rows = parquet.next_row_group()?;
        write_group(&mut rows, &group)?;
        rows.close()?;
    }
    Ok(Tables {
        csv: csv.into_inner().map_err(|fault| fault.into_error())?,
        parquet: parquet.into_inner()?,
    })
}

fn write_group(
    rows: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    group: &[Pair],
) -> Result<(), ParquetError> {
    for (row, part) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        write::<ByteArrayType>(rows, group, |pair| text(&pair.rows[row][part]))?;
    }
    write::<DoubleType>(rows, group, |pair| pair.weight)?;
    write::<DoubleType>(rows, group, |pair| pair.probability)?;
    write::<BoolType>(rows, group, |pair| pair.joined)?;
    write::<ByteArrayType>(rows, group, |pair| text(&pair.reasons))
}

fn text(text: &str) -> ByteArray {
    ByteArray::from(text)
}

/// Writes the next column.
fn write<T: DataType>(
    rows: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    group: &[Pair],
    value: impl Fn(&Pair) -> T::T,
) -> Result<(), ParquetError> {
    let values: Vec<T::T> = group.iter().map(value).collect();
    if let Some(mut column) = rows.next_column()? {
        column.typed::<T>().write_batch(&values, None, None)?;
        column.close()?;
    }
    Ok(())
}
