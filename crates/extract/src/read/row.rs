//! One row of a list, under the list's header line.

use csv::{ReaderBuilder, StringRecord};
use tollbook_record::Publication;

use super::{Document, Fault, Media, encoding, json};

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let decoded = encoding::decode(bytes)?;
    let damaged = |what: String| Fault::Damaged {
        what,
        remedy: "a list needs a header line with a \"text\" column; add lists of several rows to a casebook, where each row becomes a source",
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(&decoded.text))
        .flexible(true)
        .from_reader(decoded.text.as_bytes());
    let header = reader
        .headers()
        .map_err(|fault| damaged(fault.to_string()))?
        .clone();
    let mut rows = reader.records();
    let row = rows
        .next()
        .ok_or_else(|| damaged("no row under the header line".into()))?
        .map_err(|fault| damaged(fault.to_string()))?;
    if rows.next().is_some() {
        return Err(damaged("more than one row".into()));
    }
    let field = |column: &str| field(&header, &row, column);
    let text = field("text").ok_or_else(|| damaged("no text in a \"text\" column".into()))?;
    let mut document = Document::new(Media::CsvRow, json::plain_line_ends(text));
    document.notes = decoded.notes;
    document.doc_id = field("doc_id").or_else(|| field("id"));
    document.publication = Publication {
        publisher: field("publisher"),
        published: field("published").and_then(|words| json::stated_date(&words, &mut document)),
        language: field("language"),
        url: field("url"),
        title: field("title"),
    };
    Ok(document)
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
