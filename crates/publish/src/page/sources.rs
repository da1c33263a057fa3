//! Every source with what came of it, and what could not be read.

use std::collections::HashSet;
use std::io::{self, Write};

use maud::{Markup, html};
use tollbook_record::{ClaimId, Problem, SourceId};

use super::{card, foreign, source_anchor};
use crate::record::{ReadSource, Record, Unread};
use crate::visible::visible_on_page;
use crate::words;

/// Writes the sources, those without an incident first.
pub(super) fn sections(record: &Record<'_>, to: &mut dyn Write) -> io::Result<()> {
    let (used, unused): (Vec<_>, Vec<_>) = (record.sources().iter())
        .map(|read| (read, codes(record, read)))
        .partition(|(_, codes)| !codes.is_empty());
    let of_what = if record.totals().is_empty() {
        "Sources of the incidents"
    } else {
        "Sources of the incidents and totals"
    };
    to.write_all(unread(record.unread()).0.as_bytes())?;
    let without = "Sources without an incident";
    list(record, ("no-incident", without), &unused, to)?;
    list(record, ("sources", of_what), &used, to)
}

/// Items that could not be read, each with its reason and what to do.
fn unread(unread: &[Unread]) -> Markup {
    html! {
        @if !unread.is_empty() {
            section #unread {
                h2 { "Not read" }
                p { "Nothing of these is in the record." }
                ul.src {
                    @for item in unread {
                        li {
                            b { (foreign(&item.path)) }
                            p { (foreign(&item.reason)) }
                            p { "What to do: " (foreign(&item.remedy)) }
                        }
                    }
                }
            }
        }
    }
}

type WithCodes<'r, 'a> = (&'r ReadSource<'a>, Vec<&'r str>);

/// Writes a section of sources under this id and heading, one source at a time.
fn list(
    record: &Record<'_>,
    (id, heading): (&str, &str),
    sources: &[WithCodes<'_, '_>],
    to: &mut dyn Write,
) -> io::Result<()> {
    if sources.is_empty() {
        return Ok(());
    }
    write!(
        to,
        r#"<section id="{id}"><h2>{heading}</h2><ul class="src">"#
    )?;
    for (read, codes) in sources {
        to.write_all(entry(record, read, codes).0.as_bytes())?;
    }
    to.write_all(b"</ul></section>")
}

/// The incidents that a source's claims belong to, in its order.
fn codes<'r>(record: &'r Record<'_>, read: &ReadSource<'_>) -> Vec<&'r str> {
    let mut codes: Vec<&str> = Vec::new();
    for index in 0..u32::try_from(read.reading.claims.len()).unwrap_or(u32::MAX) {
        let source = read.source.id;
        let code = record.incident_of(ClaimId { source, index });
        codes.extend(code.map(|incident| incident.code().as_str()));
    }
    let mut said = HashSet::new();
    codes.retain(|&code| said.insert(code));
    codes
}

fn entry(record: &Record<'_>, read: &ReadSource<'_>, codes: &[&str]) -> Markup {
    let publication = &read.source.publication;
    html! {
        li id=(source_anchor(read.source.id)) {
            b { (foreign(words::publisher(read.source))) }
            " " (card::published(read.source, words::day))
            @if let Some(title) = &publication.title {
                p dir="auto" { (visible_on_page(title)) }
            }
            p {
                (words::counted(read.reading.claims.len(), "claim", "claims"))
                @for (i, code) in codes.iter().enumerate() {
                    @if i == 0 { ", linked to " } @else { ", " }
                    a href={ "#" (code) } { (code) }
                }
                (copy(record, read.source.id))
            }
            @if let Some(url) = &publication.url { p.way { (foreign(url)) } }
            @for way in read.obtained { p.way { (foreign(way)) } }
            @for said in read.says { p.way { "The file says of itself, " (words::plain(said.what.word())) ": " (foreign(&said.value)) } }
            p.way { "SHA-256 " code { (read.source.id) } }
            (unlinked(record, read))
            (problems(&read.reading.problems))
        }
    }
}

fn copy(record: &Record<'_>, id: SourceId) -> Markup {
    html! {
        @if let Some(copy) = record.copy(id) {
            "; copy of "
            @match record.source(copy.original) {
                Some(original) => { a href={ "#" (source_anchor(original.id)) } { (foreign(words::publisher(original))) } }
                None => { "a source not in this record" }
            }
            " (" (card::percent(copy.shared)) " of its words)"
        }
    }
}

/// Claims that no incident holds, such as threats: listed, never silent.
fn unlinked(record: &Record<'_>, read: &ReadSource<'_>) -> Markup {
    let claims: Vec<_> = record.unlinked(read).collect();
    html! {
        @if !claims.is_empty() {
            ul.cl {
                @for claim in claims {
                    li {
                        "Claim without an incident. " (card::claim_alone(claim.claim, None))
                        " “" (foreign(claim.claim.quote.text())) "”"
                    }
                }
            }
        }
    }
}

fn problems(problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            ul.odd {
                @for problem in problems {
                    li {
                        span aria-hidden="true" { "△ " }
                        (foreign(&problem.message))
                        @if let Some(quote) = &problem.quote { " “" (foreign(quote.text())) "”" }
                        " " code { (visible_on_page(&problem.kind)) }
                    }
                }
            }
        }
    }
}
