//! Tables of a release: columns with their meaning, rows of cells, and CSV of them.

use std::io::{self, Write};

use jiff::civil::Date;
use tollbook_record::ClaimInSource;

use crate::csv;
use crate::record::{IncidentInRecord, Record};

use super::publication::Publication;

/// What a cell is made from: the record, and what may be told of it.
pub(super) struct View<'r, 'a> {
    pub record: &'r Record<'a>,
    /// How many items could not be read.
    pub unread: usize,
    pub publication: &'r Publication,
}

impl<'a> View<'_, 'a> {
    /// The incidents and after them the totals.
    pub fn incidents(&self) -> &[IncidentInRecord<'a>] {
        self.record.incidents_and_totals()
    }

    /// The claims of an incident without those of sources under protection.
    pub fn told<'i>(
        &'i self,
        incident: &'i IncidentInRecord<'a>,
    ) -> impl Iterator<Item = &'i ClaimInSource<'a>> {
        let claims = incident.claims.iter();
        claims.filter(|claim| !self.publication.withholds(claim.id.source))
    }
}

/// A table with its rows.
pub(super) struct Table {
    /// Its name, which its files bear.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    pub columns: Vec<Heading>,
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in one row under one heading.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Nothing is known, or an end is open.
    Empty,
    Text(Box<str>),
    Whole(u32),
    Decimal(f64),
    Day(Date),
}

/// What the cells under a heading hold, where they are not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Codes and sentences of ours.
    Code,
    /// Words of a source, which a spreadsheet could take for a formula.
    Words,
    /// Whole numbers.
    Whole,
    /// Numbers with decimals.
    Decimal,
    /// Days.
    Day,
}

/// The head of a column.
pub(super) struct Heading {
    pub name: String,
    pub meaning: String,
    /// The tag of the Humanitarian Exchange Language; empty where it has none.
    pub hxl: String,
    pub kind: Kind,
}

/// A column and how a cell of it is made.
struct Column<T> {
    heading: Heading,
    cell: Box<dyn Fn(&T) -> Cell>,
}

/// Columns of rows of one kind, in order.
pub(super) struct Columns<T>(Vec<Column<T>>);

impl<T> Columns<T> {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a column of our own codes.
    pub fn plain(
        self,
        name: impl Into<String>,
        hxl: impl Into<String>,
        meaning: impl Into<String>,
        cell: impl Fn(&T) -> String + 'static,
    ) -> Self {
        let heading = Heading::new(name, hxl, meaning, Kind::Code);
        self.with(heading, move |row| Cell::text(cell(row)))
    }

    /// Adds a column that holds words of a source.
    pub fn words(
        self,
        name: impl Into<String>,
        hxl: impl Into<String>,
        meaning: impl Into<String>,
        cell: impl Fn(&T) -> String + 'static,
    ) -> Self {
        let heading = Heading::new(name, hxl, meaning, Kind::Words);
        self.with(heading, move |row| Cell::text(cell(row)))
    }

    /// Adds a column of whole numbers.
    pub fn whole(
        self,
        name: impl Into<String>,
        hxl: impl Into<String>,
        meaning: impl Into<String>,
        cell: impl Fn(&T) -> Option<u32> + 'static,
    ) -> Self {
        let heading = Heading::new(name, hxl, meaning, Kind::Whole);
        self.with(heading, move |row| {
            cell(row).map_or(Cell::Empty, Cell::Whole)
        })
    }

    /// Adds a column of numbers with decimals.
    pub fn decimal(
        self,
        name: impl Into<String>,
        hxl: impl Into<String>,
        meaning: impl Into<String>,
        cell: impl Fn(&T) -> Option<f64> + 'static,
    ) -> Self {
        let heading = Heading::new(name, hxl, meaning, Kind::Decimal);
        self.with(heading, move |row| {
            cell(row).map_or(Cell::Empty, Cell::Decimal)
        })
    }

    /// Adds a column of days.
    pub fn day(
        self,
        name: impl Into<String>,
        hxl: impl Into<String>,
        meaning: impl Into<String>,
        cell: impl Fn(&T) -> Option<Date> + 'static,
    ) -> Self {
        let heading = Heading::new(name, hxl, meaning, Kind::Day);
        self.with(heading, move |row| cell(row).map_or(Cell::Empty, Cell::Day))
    }

    fn with(mut self, heading: Heading, cell: impl Fn(&T) -> Cell + 'static) -> Self {
        self.0.push(Column {
            heading,
            cell: Box::new(cell),
        });
        self
    }
}

impl Heading {
    fn new(
        name: impl Into<String>,
        hxl: impl Into<String>,
        meaning: impl Into<String>,
        kind: Kind,
    ) -> Self {
        Self {
            name: name.into(),
            meaning: meaning.into(),
            hxl: hxl.into(),
            kind,
        }
    }
}

impl Cell {
    fn text(text: String) -> Self {
        match text.is_empty() {
            true => Self::Empty,
            false => Self::Text(text.into()),
        }
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Whole(number) => number.fmt(f),
            Self::Decimal(number) => number.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl Table {
    pub fn new<T>(
        name: &'static str,
        about: &'static str,
        Columns(columns): Columns<T>,
        rows: impl IntoIterator<Item = T>,
    ) -> Self {
        let rows = rows.into_iter();
        let rows = rows.map(|row| columns.iter().map(|c| (c.cell)(&row)).collect());
        Self {
            name,
            about,
            rows: rows.collect(),
            columns: columns.into_iter().map(|column| column.heading).collect(),
        }
    }

    /// UTF-8, comma, CRLF, a header row, and after it the row of tags if asked for.
    pub fn csv(&self, hxl: bool, to: &mut dyn Write) -> io::Result<()> {
        let names = self.columns.iter().map(|column| column.name.clone());
        let tags = self.columns.iter().map(|column| column.hxl.clone());
        let tags: Option<Vec<String>> = hxl.then(|| tags.collect());
        let rows = self.rows.iter().map(|row| {
            let cells = row.iter().zip(&self.columns);
            cells
                .map(|(cell, column)| match column.kind {
                    Kind::Words => csv::neutral(cell.to_string()),
                    _ => cell.to_string(),
                })
                .collect()
        });
        csv::write([names.collect()].into_iter().chain(tags).chain(rows), to)
    }
}
