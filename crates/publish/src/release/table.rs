//! Tables of a release: columns with their meaning, rows, and CSV of them.

use crate::csv;
use crate::record::{IncidentInRecord, Record};

use super::publication::Publication;

/// What a cell is made from: the record, and what may be told of it.
pub(super) struct View<'r, 'a> {
    pub record: &'r Record<'a>,
    pub publication: &'r Publication,
}

impl<'a> View<'_, 'a> {
    /// The incidents and after them the totals.
    pub fn incidents(&self) -> &[IncidentInRecord<'a>] {
        self.record.incidents_and_totals()
    }
}

/// A table with its rows, every cell as text.
pub(super) struct Table {
    /// Its file.
    pub file: &'static str,
    /// What a row is.
    pub about: &'static str,
    pub columns: Vec<Heading>,
    pub rows: Vec<Vec<String>>,
}

/// The head of a column.
pub(super) struct Heading {
    pub name: String,
    pub meaning: String,
    /// The tag of the Humanitarian Exchange Language; empty where it has none.
    pub hxl: String,
    /// Whether cells hold words that a spreadsheet could take for a formula.
    words: bool,
}

/// A column and how a cell of it is made.
struct Column<T> {
    heading: Heading,
    cell: Box<dyn Fn(&T) -> String>,
}

/// Columns of rows of one kind, in order.
pub(super) struct Columns<T>(Vec<Column<T>>);

impl<T> Columns<T> {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a column of our own numbers, dates and codes.
    pub fn plain(
        self,
        name: impl Into<String>,
        hxl: impl Into<String>,
        meaning: impl Into<String>,
        cell: impl Fn(&T) -> String + 'static,
    ) -> Self {
        let heading = Heading {
            name: name.into(),
            meaning: meaning.into(),
            hxl: hxl.into(),
            words: false,
        };
        self.with(heading, cell)
    }

    /// Adds a column that holds words of a source.
    pub fn words(
        self,
        name: &str,
        hxl: &str,
        meaning: &str,
        cell: impl Fn(&T) -> String + 'static,
    ) -> Self {
        let heading = Heading {
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            hxl: hxl.to_owned(),
            words: true,
        };
        self.with(heading, cell)
    }

    fn with(mut self, heading: Heading, cell: impl Fn(&T) -> String + 'static) -> Self {
        self.0.push(Column {
            heading,
            cell: Box::new(cell),
        });
        self
    }
}

impl Table {
    pub fn new<T>(
        file: &'static str,
        about: &'static str,
        Columns(columns): Columns<T>,
        rows: impl IntoIterator<Item = T>,
    ) -> Self {
        let rows = rows.into_iter();
        let rows = rows.map(|row| columns.iter().map(|c| (c.cell)(&row)).collect());
        Self {
            file,
            about,
            rows: rows.collect(),
            columns: columns.into_iter().map(|column| column.heading).collect(),
        }
    }

    /// UTF-8, comma, CRLF, a header row, and after it the row of tags if asked for.
    pub fn csv(&self, hxl: bool) -> String {
        let names = self.columns.iter().map(|column| column.name.clone());
        let tags = self.columns.iter().map(|column| column.hxl.clone());
        let tags: Option<Vec<String>> = hxl.then(|| tags.collect());
        let rows = self.rows.iter().map(|row| {
            let cells = row.iter().zip(&self.columns);
            cells
                .map(|(cell, column)| self::cell(cell, column))
                .collect()
        });
        csv::write([names.collect()].into_iter().chain(tags).chain(rows))
    }
}

fn cell(cell: &str, column: &Heading) -> String {
    match column.words {
        true => csv::neutral(cell.to_owned()),
        false => cell.to_owned(),
    }
}
