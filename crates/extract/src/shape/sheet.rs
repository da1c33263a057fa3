//! A row set out as text: `column: value`, a line each; columns of one field share a line.

use std::collections::BTreeMap;
use std::ops::Range;

use tollbook_record::Quote;

use super::Shape;

/// What programs write into a cell that has nothing in it.
const NOTHING: [&str; 4] = ["na", "n/a", "null", "nan"];

/// What stands between two cells on one line.
const BETWEEN: &str = "; ";

/// The text of a row, and where its cells stand in it.
pub(super) struct Sheet<'a> {
    text: String,
    /// Where each column stands in the table.
    columns: BTreeMap<&'a str, usize>,
    /// Of each cell that is not empty, where its label begins and where its value stands.
    cells: BTreeMap<usize, (usize, Range<usize>)>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(shape: &'a Shape, header: &[String], cells: &[String]) -> Self {
        let columns = shape.columns_of(header);
        let on_a_line = |names: Vec<&str>| -> Vec<usize> {
            let at = names.iter().filter_map(|name| columns.get(name).copied());
            at.collect()
        };
        let lines: Vec<Vec<usize>> = shape.lines().into_iter().map(on_a_line).collect();
        let mut sheet = Self {
            text: String::new(),
            columns,
            cells: BTreeMap::new(),
        };
        for at in 0..header.len() {
            let alone = vec![at];
            let line = lines.iter().find(|line| line.contains(&at));
            sheet.line(line.unwrap_or(&alone), header, cells);
        }
        sheet
    }

    /// Adds the cells that are not empty and not there yet.
    fn line(&mut self, line: &[usize], header: &[String], cells: &[String]) {
        let mut begun = false;
        for &at in line {
            let value = cells[at].trim();
            if value.is_empty() || self.cells.contains_key(&at) {
                continue;
            }
            if begun {
                self.text.push_str(BETWEEN);
            } else if !self.text.is_empty() {
                self.text.push('\n');
            }
            begun = true;
            let label = self.text.len();
            let name = header[at].trim();
            if !name.is_empty() {
                self.text.push_str(name);
                self.text.push_str(": ");
            }
            let start = self.text.len();
            self.text.push_str(value);
            self.cells.insert(at, (label, start..self.text.len()));
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn has_column(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// What stands in a column; `None` where nothing does.
    pub(super) fn value(&self, column: &str) -> Option<&str> {
        let (_, value) = self.cell(column)?;
        Some(&self.text[value.clone()])
    }

    /// A column's cell with its name.
    pub(super) fn quote(&self, column: &str) -> Option<Quote> {
        self.quote_all(&[column])
    }

    /// A column's cell.
    pub(super) fn quote_value(&self, column: &str) -> Option<Quote> {
        let (_, value) = self.cell(column)?;
        Quote::new(&self.text, value.clone())
    }

    /// The cells of columns that share a line, with their names.
    pub(super) fn quote_all(&self, columns: &[&str]) -> Option<Quote> {
        let found = || columns.iter().filter_map(|column| self.cell(column));
        let start = found().map(|(label, _)| *label).min()?;
        let end = found().map(|(_, value)| value.end).max()?;
        Quote::new(&self.text, start..end)
    }

    /// The cells that have values, of columns that together make one: as [`Sheet::quote_all`], without the name of
    /// a single one.
    pub(super) fn quote_name(&self, columns: &[&str]) -> Option<Quote> {
        match columns {
            [one] => self.quote_value(one),
            several => self.quote_all(several),
        }
    }

    /// The first cell of the row.
    pub(super) fn first(&self) -> Option<Quote> {
        let (label, value) = self.cells.values().min_by_key(|(label, _)| *label)?;
        Quote::new(&self.text, *label..value.end)
    }

    fn cell(&self, column: &str) -> Option<&(usize, Range<usize>)> {
        let cell = self.cells.get(self.columns.get(column)?)?;
        let value = self.text[cell.1.clone()].to_lowercase();
        (!NOTHING.contains(&value.as_str())).then_some(cell)
    }
}
