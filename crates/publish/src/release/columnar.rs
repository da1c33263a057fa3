//! A table as a Parquet file: one column a heading, every one of them nullable.
//!
//! Codes and words are UTF-8, whole numbers are 64-bit, numbers with decimals doubles, days dates. Words
//! stand as they are, because nothing reads a Parquet cell as a formula.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::table::{Cell, Heading, Kind, Table};

/// The file.
pub(super) fn parquet(table: &Table) -> Vec<u8> {
    made(table).expect("every cell is of its column's kind, and memory takes every write")
}

fn made(table: &Table) -> Result<Vec<u8>> {
    let fields: Result<Vec<_>> = table.columns.iter().map(field).collect();
    let schema = Type::group_type_builder(table.name)
        .with_fields(fields?)
        .build()?;
    let properties = WriterProperties::builder()
        .set_created_by("tollbook".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for (at, heading) in table.columns.iter().enumerate() {
        let Some(writer) = group.next_column()? else {
            break;
        };
        column(writer, heading.kind, table.rows.iter().map(|row| &row[at]))?;
    }
    group.close()?;
    file.close()?;
    Ok(bytes)
}

fn field(heading: &Heading) -> Result<Arc<Type>> {
    let (physical, logical) = match heading.kind {
        Kind::Code | Kind::Words => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Whole => (Physical::INT64, None),
        Kind::Decimal => (Physical::DOUBLE, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let builder = Type::primitive_type_builder(&heading.name, physical);
    let builder = builder
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    Ok(Arc::new(builder.build()?))
}

fn column<'c>(
    writer: SerializedColumnWriter<'_>,
    kind: Kind,
    cells: impl Iterator<Item = &'c Cell>,
) -> Result<()> {
    match kind {
        Kind::Code | Kind::Words => write::<ByteArrayType>(writer, cells, |cell| match cell {
            Cell::Text(text) => Some(ByteArray::from(&**text)),
            _ => None,
        }),
        Kind::Whole => write::<Int64Type>(writer, cells, |cell| match cell {
            Cell::Whole(number) => Some(i64::from(*number)),
            _ => None,
        }),
        Kind::Decimal => write::<DoubleType>(writer, cells, |cell| match cell {
            Cell::Decimal(number) => Some(*number),
            _ => None,
        }),
        Kind::Day => write::<Int32Type>(writer, cells, |cell| match cell {
            Cell::Day(day) => Some((*day - jiff::civil::date(1970, 1, 1)).get_days()),
            _ => None,
        }),
    }
}

/// Rows whose values are copied and written at a time. The library parts what it is given into batches of 1,024, so
/// a multiple of them makes the same pages as all rows at once would.
const AT_ONCE: usize = 64 * 1024;

/// Writes the values that there are, and for each row whether there is one.
fn write<'c, T: DataType>(
    mut writer: SerializedColumnWriter<'_>,
    mut cells: impl Iterator<Item = &'c Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<()> {
    let (mut values, mut present) = (Vec::new(), Vec::new());
    loop {
        for cell in cells.by_ref().take(AT_ONCE) {
            let value = value(cell);
            present.push(i16::from(value.is_some()));
            values.extend(value);
        }
        if present.is_empty() {
            return writer.close();
        }
        let typed = writer.typed::<T>();
        typed.write_batch(&values, Some(&present), None)?;
        values.clear();
        present.clear();
    }
}
