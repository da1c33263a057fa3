//! Lists in Parquet, taken as the CSV that says the same.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

/// What a Parquet file begins with.
const MAGIC: &[u8] = b"PAR1";

/// Whether bytes are the start of a Parquet file.
pub fn is_parquet(start: &[u8]) -> bool {
    start.starts_with(MAGIC)
}

/// The rows of a Parquet file as CSV, or what is wrong with it.
pub fn as_csv(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    // A damaged file can make the reader of others panic; here it is a file like any other that
    // cannot be read.
    let told = catch_unwind(AssertUnwindSafe(|| convert(bytes)));
    let told = told.unwrap_or_else(|_| Err(anyhow::anyhow!("its parts contradict each other")));
    told.map_err(|fault| {
        format!("the Parquet file cannot be read ({fault}); save it again, or as CSV")
    })
}

fn convert(bytes: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    let reader = SerializedFileReader::new(Bytes::from(bytes))?;
    let schema = reader.metadata().file_metadata().schema();
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(schema.get_fields().iter().map(|field| field.name()))?;
    for row in reader.get_row_iter(None)? {
        csv.write_record(row?.get_column_iter().map(|(_, field)| cell(field)))?;
    }
    Ok(csv.into_inner().map_err(|fault| fault.into_error())?)
}

/// A value as it would stand in CSV.
fn cell(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        // Whole numbers stand without a point: a column of ages with gaps is one of doubles.
        Field::Float(x) if x.is_nan() => String::new(),
        Field::Double(x) if x.is_nan() => String::new(),
        Field::Float(x) => x.to_string(),
        Field::Double(x) => x.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::link::pairs::{Pair, tables};

    /// The pairs are what we write in Parquet: they come back as they went in.
    #[test]
    fn parquet_says_what_the_csv_says() {
        let row = |list: &str, id: &str| [list.to_owned(), id.to_owned()];
        let pair = Pair {
            rows: [row("one", "a,1"), row("two", "2")],
            weight: 1.5,
            probability: 0.75,
            joined: true,
            reasons: "given name: \"same\"".into(),
        };
        let parquet = tables([pair].into_iter())
            .expect("memory does not fail")
            .parquet;
        let cut = parquet[..parquet.len() / 2].to_vec();
        let csv = as_csv(parquet).expect("it was just written");
        assert_eq!(
            String::from_utf8(csv).expect("text"),
            "list_a,id_a,list_b,id_b,weight,probability,joined,reasons\n\
             one,\"a,1\",two,2,1.5,0.75,true,\"given name: \"\"same\"\"\"\n"
        );
        let fault = as_csv(cut).expect_err("half a file");
        assert!(fault.contains("cannot be read"), "{fault}");
        assert!(is_parquet(b"PAR1") && !is_parquet(b"id\n1\n"));
    }
}
