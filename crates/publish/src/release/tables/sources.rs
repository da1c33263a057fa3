//! A row a source that may be named, and a row for those that may not.

use jiff::civil::Date;

use super::counted;
use crate::csv::or_empty;
use crate::record::ReadSource;
use crate::release::FinestTime;
use crate::release::table::{Columns, Table, View};

struct SourceRow {
    id: String,
    publisher: String,
    published: Option<Date>,
    language: String,
    /// Unknown of a source under protection.
    claims: Option<u32>,
    copy_of: String,
    url: String,
    title: String,
}

pub(super) fn table(view: &View<'_, '_>) -> Table {
    let publication = view.publication;
    let mut columns = Columns::<SourceRow>::new()
        .plain(
            "id",
            "#meta+source",
            "SHA-256 of the bytes as received, or `withheld` and a number",
            |r| r.id.clone(),
        )
        .words("publisher", "#org+source", "who put it out", |r| {
            r.publisher.clone()
        });
    columns = published(columns, publication.finest_time)
        .words(
            "language",
            "#meta+lang",
            "BCP 47 tag of its language",
            |r| r.language.clone(),
        )
        .whole("claims", "#meta+claims", "claims read from it", |r| {
            r.claims
        })
        .plain("copy_of", "#meta+copy", "the source that it repeats", |r| {
            r.copy_of.clone()
        });
    if publication.addresses {
        columns = columns.words("url", "#meta+url", "where it was published", |r| {
            r.url.clone()
        });
    }
    if publication.words {
        columns = columns.words("title", "", "its title", |r| r.title.clone());
    }
    let sources = view.record.sources().iter();
    let rows = sources.map(|read| match publication.withholds(read.source.id) {
        true => withheld(publication.source(read.source.id)),
        false => row(view, read),
    });
    Table::new("sources", "a source that was read", columns, rows)
}

/// Adds when it was published, as finely as may be told.
fn published(columns: Columns<SourceRow>, time: FinestTime) -> Columns<SourceRow> {
    const NAME: [&str; 2] = ["published", "#date+published"];
    let coarse = match time {
        FinestTime::Day => {
            return columns.day(NAME[0], NAME[1], "the day it was published", |r| {
                r.published
            });
        }
        FinestTime::Month => "the month in which it was published",
        FinestTime::Year => "the year in which it was published",
    };
    columns.plain(NAME[0], NAME[1], coarse, move |r| {
        or_empty(r.published.map(|day| time.cell(day)))
    })
}

/// A source under protection is counted, and nothing is said of it.
fn withheld(id: String) -> SourceRow {
    SourceRow {
        id,
        publisher: String::new(),
        published: None,
        language: String::new(),
        claims: None,
        copy_of: String::new(),
        url: String::new(),
        title: String::new(),
    }
}

fn row(view: &View<'_, '_>, read: &ReadSource<'_>) -> SourceRow {
    let source = read.source;
    let told = &source.publication;
    let copy = view.record.copy(source.id);
    SourceRow {
        id: source.id.to_string(),
        publisher: or_empty(told.publisher.as_ref()),
        published: told.published,
        language: or_empty(told.language.as_ref()),
        claims: counted(read.reading.claims.len()),
        copy_of: copy.map_or_else(String::new, |copy| view.publication.source(copy.original)),
        url: or_empty(told.url.as_ref()),
        title: or_empty(told.title.as_ref()),
    }
}
