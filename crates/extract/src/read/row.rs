//! One row of a list or dataset, under its header line.

use csv::{Reader, ReaderBuilder, StringRecord};
use tollbook_record::Publication;

use crate::shape::Shape;

use super::{Document, Fault, Media, encoding, json};

const REMEDY: &str = "a list needs a header line with a \"text\" column, or the columns of a known dataset; add lists of several rows to a casebook, where each row becomes a source";

/// The columns that a header line names, in order.
///
/// # Errors
/// When the line is no text or no line of a table.
pub fn columns(line: &[u8]) -> Result<Vec<String>, Fault> {
    let decoded = encoding::decode(line)?;
    let mut reader = reader(&decoded.text);
    let header = reader.headers().map_err(|fault| damaged(&fault))?;
    Ok(cells(header))
}

/// What stands under each column of a header line with one row under it, in order.
///
/// # Errors
/// When the bytes are not that.
pub fn cells_of(bytes: &[u8]) -> Result<Vec<(String, String)>, Fault> {
    let (header, row) = records(&encoding::decode(bytes)?.text)?;
    Ok(cells(&header).into_iter().zip(cells(&row)).collect())
}

fn records(text: &str) -> Result<(StringRecord, StringRecord), Fault> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|fault| damaged(&fault))?.clone();
    let mut rows = reader.records();
    let row = rows
        .next()
        .ok_or_else(|| damaged(&"no row under the header line"))?
        .map_err(|fault| damaged(&fault))?;
    if rows.next().is_some() {
        return Err(damaged(&"more than one row"));
    }
    Ok((header, row))
}

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let decoded = encoding::decode(bytes)?;
    let (header, row) = records(&decoded.text)?;
    let mut document = match field(&header, &row, "text") {
        Some(text) => report(text, &header, &row),
        None => claimed(&cells(&header), &cells(&row))?,
    };
    document.notes.splice(0..0, decoded.notes);
    Ok(document)
}

/// A report with what its list says of it.
fn report(text: String, header: &StringRecord, row: &StringRecord) -> Document {
    let field = |column: &str| field(header, row, column);
    let mut document = Document::new(Media::CsvRow, json::plain_line_ends(text));
    document.doc_id = field("doc_id").or_else(|| field("id"));
    document.publication = Publication {
        publisher: field("publisher"),
        published: field("published").and_then(|words| json::stated_date(&words, &mut document)),
        language: field("language"),
        url: field("url"),
        title: field("title"),
    };
    document
}

/// A row of a known dataset with what it claims.
fn claimed(header: &[String], cells: &[String]) -> Result<Document, Fault> {
    let shape = Shape::of(header).ok_or_else(|| damaged(&"no text in a \"text\" column"))?;
    let (text, row) = shape.read(header, cells).map_err(|fault| Fault::Damaged {
        what: fault.to_string(),
        remedy: "correct the row in a copy of the table, and import that",
    })?;
    let mut document = Document::new(Media::CsvRow, text);
    document.doc_id = row.key.id.clone();
    document.row = Some(row);
    Ok(document)
}

fn damaged(what: &dyn std::fmt::Display) -> Fault {
    Fault::Damaged {
        what: what.to_string(),
        remedy: REMEDY,
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn cells(record: &StringRecord) -> Vec<String> {
    record
        .iter()
        .map(|cell| json::plain_line_ends(cell.to_owned()))
        .collect()
}

/// The mark that divides the header line most often.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |mark: u8| header.bytes().filter(|&b| b == mark).count();
    // `max_by_key` takes the last of equals, so the comma, which is usual, stands last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|&mark| count(mark))
        .unwrap_or(b',')
}

fn field(header: &StringRecord, row: &StringRecord, column: &str) -> Option<String> {
    let at = header
        .iter()
        .position(|name| name.trim().eq_ignore_ascii_case(column))?;
    let value = row.get(at)?;
    (!value.trim().is_empty()).then(|| value.to_owned())
}
