//! The record as one page: a file that needs no script, no network and no other file.
//!
//! The page carries a content security policy under which nothing can be fetched or run, so that
//! words of a source cannot do so either, even if one of them were not escaped.

pub(crate) mod card;
pub mod excerpt;
pub mod map;
pub(crate) mod ranges;
mod sources;

use std::collections::HashMap;
use std::io::{self, Write};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use tollbook_record::{Grade, SourceId};

use crate::record::{IncidentInRecord, Record};
use crate::visible::visible_on_page;
use crate::words;
use excerpt::Sentences;

const STYLE: &str = include_str!("style.css");

/// The page.
pub fn html(record: &Record<'_>) -> String {
    let mut page = Vec::new();
    write(record, &mut page).expect("memory takes every write");
    String::from_utf8(page).expect("a page is made of strings")
}

/// Writes the page, a day's incidents at a time: whole it is larger than the record.
pub(crate) fn write(record: &Record<'_>, to: &mut dyn Write) -> io::Result<()> {
    let begin = html! {
        (DOCTYPE)
        (PreEscaped(r#"<html lang="en" dir="ltr">"#))
        (head(&title(record)))
        (PreEscaped("<body>"))
        (ranges::gradients())
        (opening(record))
        (PreEscaped("<main>"))
        (summary(record))
        (map::of_record(record))
        (how_to_read(record))
    };
    let end = html! {
        @if let Some(credits) = record.credits() {
            p { (foreign(credits)) }
        }
        (PreEscaped("</main></body></html>"))
    };
    to.write_all(begin.0.as_bytes())?;
    incidents_and_totals(record, to)?;
    sources::sections(record, to)?;
    to.write_all(end.0.as_bytes())
}

/// The head of a page of ours: its title, its one style sheet, and the policy.
pub(crate) fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy());
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// Nothing may be fetched, run or sent; the one style sheet is allowed by its hash.
fn policy() -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

fn title(record: &Record<'_>) -> String {
    let incidents = words::counted(record.incidents().len(), "incident", "incidents");
    format!("Casualty record: {incidents}")
}

fn opening(record: &Record<'_>) -> Markup {
    let claims: usize = record
        .sources()
        .iter()
        .map(|read| read.reading.claims.len())
        .sum();
    html! {
        header.top {
            p.kind { "Casualty record" }
            h1 {
                (words::counted(record.incidents().len(), "incident", "incidents"))
                @if let Some(span) = span(record) { ", " span { (span) } }
            }
            p.lead {
                "Read from " (words::counted(claims, "claim", "claims")) " in "
                (words::counted(record.sources().len(), "source", "sources")) ". "
                strong { "These are claims, not facts." }
                " Nothing on this page says that something was done. It says who claims it, in which words, and how far the claims agree."
            }
            @if let Some(profile) = record.profile() {
                p { "Ranges and grades follow the method profile " b { (foreign(profile)) } "." }
            }
        }
    }
}

/// From the first to the last day of all incidents.
fn span(record: &Record<'_>) -> Option<String> {
    let days = || record.incidents().iter().map(|incident| incident.dates);
    let first = days().filter_map(|d| d.first().or(d.last())).min()?;
    let last = days().filter_map(|d| d.last().or(d.first())).max()?;
    tollbook_record::DateRange::new(Some(first), Some(last)).map(words::days)
}

/// What went in and what came of it, in four numbers.
fn summary(record: &Record<'_>) -> Markup {
    let sources = record.sources();
    let linked: usize = record.incidents().iter().map(|i| i.claims.len()).sum();
    let silent = sources
        .iter()
        .filter(|read| read.reading.claims.is_empty())
        .count();
    let copies = sources
        .iter()
        .filter(|read| record.copy(read.source.id).is_some())
        .count();
    let incidents = record.incidents().len();
    let apart = match record.totals().len() {
        0 => String::new(),
        n => format!("; {} listed apart", words::counted(n, "total", "totals")),
    };
    html! {
        section.sum aria-label="Summary" {
            (tile(&format!("{} → {}", words::grouped(linked), words::grouped(incidents)),
                &format!("claims brought together into incidents{apart}")))
            (tile(&words::grouped(sources.len()), &format!("sources read, {} without a claim", words::grouped(silent))))
            (tile(&words::grouped(copies), "copies among them; each counts once with its original"))
            (tile(&words::grouped(record.unread().len()), "items not read, listed below with reasons"))
        }
    }
}

fn tile(number: &str, words: &str) -> Markup {
    html! { p { b { (number) } " " span { (words) } } }
}

fn how_to_read(record: &Record<'_>) -> Markup {
    html! {
        @if !record.incidents_and_totals().is_empty() {
            details.how {
                summary { "How to read this page" }
                ul {
                    li { "A bar runs from the least to the greatest number that is claimed, by the rules of the profile. A line is a single number. Where a bar fades, that end is open: nobody gave a limit. Every incident has an axis of its own, which begins at 0." }
                    @if record.incidents_and_totals().iter().any(|i| i.grade().is_some()) { li {
                        "A grade says how well an incident is supported, not how many people are said to have been harmed:"
                        ul.grades { @for &grade in Grade::ALL { li { (card::badge(grade)) " " (words::grade_meaning(grade)) } } }
                    } }
                    li { "Marked words are quotes; the small word after a quote says what was read from it. Letters tell the claims of one source apart." }
                }
            }
        }
    }
}

fn incidents_and_totals(record: &Record<'_>, to: &mut dyn Write) -> io::Result<()> {
    let with_claims = record
        .sources()
        .iter()
        .filter(|read| !read.reading.claims.is_empty());
    let sentences: HashMap<SourceId, Sentences> = with_claims
        .map(|read| (read.source.id, Sentences::of(&read.source.text)))
        .collect();
    for same_day in record.incidents().chunk_by(|a, b| day(a) == day(b)) {
        let section = html! {
            section {
                h2 { (day_heading(day(&same_day[0]))) }
                @for incident in same_day {
                    (card::card(record, incident, &sentences))
                }
            }
        };
        to.write_all(section.0.as_bytes())?;
    }
    let totals = html! {
        @if !record.totals().is_empty() {
            section #totals {
                h2 { "Totals over a period or an area, as claimed" }
                p.lead { "None of these is one incident. Do not add them up with the incidents above or with each other: they may count the same people." }
                @for total in record.totals() {
                    (card::card(record, total, &sentences))
                }
            }
        }
    };
    to.write_all(totals.0.as_bytes())
}

fn day(incident: &IncidentInRecord<'_>) -> Option<Date> {
    incident.dates.first().or(incident.dates.last())
}

fn day_heading(day: Option<Date>) -> String {
    day.map_or("Date not known".to_owned(), |day| {
        day.strftime("%A %-d %B %Y").to_string()
    })
}

/// Words that may be of any language and direction, set apart from the words round them.
pub(crate) fn foreign(words: &str) -> Markup {
    html! { bdi { (visible_on_page(words)) } }
}

/// The anchor of a source's entry: enough digits of its id not to meet another's.
fn source_anchor(id: SourceId) -> String {
    format!("s-{}", &id.to_string()[..12])
}
