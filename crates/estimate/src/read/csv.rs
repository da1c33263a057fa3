//! Tables in CSV.

use ::csv::{Position, ReaderBuilder, Trim};

use super::{Layout, Rows, not_a_table};
use crate::refusal::Refusal;

/// What may stand between cells.
const BETWEEN: [u8; 3] = *b",;\t";

/// Reads the rows of a CSV file.
pub(super) fn read(bytes: &[u8], layout: &Layout, rows: &mut Rows) -> Result<(), Refusal> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| not_a_table("the file is not UTF-8 text: save it again as CSV UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .trim(Trim::All)
        .delimiter(between(text))
        .from_reader(text.as_bytes());
    let fault = |error: ::csv::Error| not_a_table(&error.to_string());
    rows.header(reader.headers().map_err(fault)?.iter(), layout)?;
    for row in reader.records() {
        let row = row.map_err(fault)?;
        let line = row.position().map_or(0, Position::line);
        let cells: Vec<&str> = row.iter().map(unquoted).collect();
        rows.row(line, &cells)?;
    }
    Ok(())
}

/// The mark that stands most often in the first line.
fn between(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let times = |mark: &u8| first.bytes().filter(|b| b == mark).count();
    let mut marks = BETWEEN;
    // The sort is stable: of equals the comma stays first.
    marks.sort_by_key(|mark| std::cmp::Reverse(times(mark)));
    marks[0]
}

/// A cell whose quotes stand behind a space, which CSV takes for a part of the value.
fn unquoted(cell: &str) -> &str {
    let inner = cell.strip_prefix('"').and_then(|c| c.strip_suffix('"'));
    inner.unwrap_or(cell)
}
