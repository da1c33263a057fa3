//! The page that opens a release: what it is, its map and incidents, its method, its files.

use maud::{Markup, html};
use tollbook_record::{Effect, Precision};

use super::{METHODOLOGY, frame, path_of};
use crate::page::map::{self, Placed};
use crate::record::IncidentInRecord;
use crate::release::publication::{Publication, Victims, days};
use crate::release::table::{Table, View};
use crate::release::{FinestTime, Method, Terms};
use crate::reviewed;
use crate::visible::visible_on_page;
use crate::words;

/// The page.
pub(super) fn html(view: &View<'_, '_>, terms: &Terms, tables: &[Table]) -> String {
    let record = view.record;
    let incidents = words::counted(record.incidents().len(), "incident", "incidents");
    let opening = html! {
        h1 { (incidents) }
        p.lead {
            strong { "These are claims, not facts." }
            " Nothing here says that something was done. The numbers are what sources claim, brought together by a named method."
        }
    };
    let main = html! {
        (on_the_map(view))
        (list(view))
        (method(&terms.method))
        (left_out(view, &terms.publication))
        (files(terms, tables))
    };
    frame(&format!("Casualty record: {incidents}"), opening, main)
}

/// The incidents whose points may be told, finer than a country's middle.
fn on_the_map(view: &View<'_, '_>) -> Markup {
    let incidents = view.record.incidents().iter();
    let placed: Vec<Placed<'_>> = incidents
        .filter_map(|incident| {
            let place = view.publication.place(incident.place);
            let located = place.located?;
            (located.precision != Precision::Country).then(|| Placed {
                code: incident.code().as_str(),
                name: place.name,
                point: located.point,
                radius: located.radius,
            })
        })
        .collect();
    let why_not =
        "because no place, an unknown one, one finer than is published or only a country is named";
    map::figure(&placed, view.record.incidents().len(), why_not, path_of)
}

fn list(view: &View<'_, '_>) -> Markup {
    html! {
        section aria-labelledby="incidents" {
            h2 id="incidents" { "Incidents, and totals over a period or an area" }
            div.wide role="group" aria-labelledby="incidents" tabindex="0" {
                table {
                    thead { tr {
                        th scope="col" { "Code" } th scope="col" { "Days" } th scope="col" { "Place" } th scope="col" { "Act, as claimed" }
                        th scope="col" { "Killed" } th scope="col" { "Injured" } th scope="col" { "Support" }
                    } }
                    tbody { @for incident in view.incidents() { (row(view, incident)) } }
                }
            }
        }
    }
}

fn row(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> Markup {
    let place = view.publication.place(incident.place);
    let range = |effect| {
        let row = incident.toll_row(effect);
        row.map_or("–".to_owned(), |row| match reviewed::by_method(row) {
            Some(_) => format!("{} (set by a reviewer)", row.range),
            None => row.range.to_string(),
        })
    };
    let [first, last] = days(incident.dates);
    html! {
        tr {
            th scope="row" { a href=(path_of(incident.code().as_str())) { (incident.code()) } }
            td { (first) @if last != first { " – " (last) } }
            td { bdi { (visible_on_page(if place.name.is_empty() { "not told" } else { &place.name })) } }
            td { (if incident.total { "total".to_owned() } else { words::plain(incident.act().word()) }) }
            td { (range(Effect::Killed)) }
            td { (range(Effect::Injured)) }
            td { (support(incident)) }
        }
    }
}

fn support(incident: &IncidentInRecord<'_>) -> String {
    let standing = words::plain(incident.tally.inclusion.standing.word());
    match incident.grade() {
        _ if !incident.is_asserted() => "not asserted".to_owned(),
        Some(grade) if reviewed::grade_by_method(incident.tally).is_some() => {
            format!("{grade} (set by a reviewer)")
        }
        Some(grade) => grade.to_string(),
        None => standing,
    }
}

fn method(method: &Method) -> Markup {
    html! {
        section aria-labelledby="method" {
            h2 id="method" { "Method" }
            p { "Ranges follow the profile " b { (method.title) } " (" (method.name) ", version " (method.version) "): " (method.citation) }
            p { a href=(METHODOLOGY) { "Every rule of it, and what the record meets of the standards of casualty recording" } }
            @if !method.notes.is_empty() {
                p { "What in it is inferred or stands from memory:" }
                ul { @for note in &method.notes { li { (with_terms(note)) } } }
            }
        }
    }
}

/// A note with its words of files, which stand between backticks, set as such.
fn with_terms(note: &str) -> Markup {
    html! {
        @for (i, part) in note.split('`').enumerate() {
            @if i % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// What was not published, so that nobody takes the files for everything that is known.
fn left_out(view: &View<'_, '_>, publication: &Publication) -> Markup {
    let sources = view.record.sources().iter();
    let withheld = sources
        .filter(|read| publication.withholds(read.source.id))
        .count();
    let unread = view.unread;
    html! {
        section aria-labelledby="left-out" {
            h2 id="left-out" { "What is not in these files" }
            p { "The publication " b { (visible_on_page(&publication.name)) } " (version " (visible_on_page(&publication.version)) ") decides what leaves the house." }
            ul {
                @match publication.victims {
                    Victims::LeftOut => { li { "Persons who are said to be victims are not named." } }
                    Victims::Initials => { li { "Persons who are said to be victims stand with the first letters of their names." } }
                    Victims::Names => {}
                }
                @if !publication.speakers { li { "Quoted speakers stand with their kind and without their names." } }
                @if !publication.words { li { "Words of the sources are left out, but for names of places and designations of parties." } }
                @if !publication.addresses { li { "Addresses of sources are left out." } }
                @if !publication.is_open() { li { "Places finer than the publication allows are given by the widest place that was named, without a point." } }
                @match publication.finest_time {
                    FinestTime::Day => {}
                    FinestTime::Month => { li { "Days are given by the whole month in which they are." } }
                    FinestTime::Year => { li { "Days are given by the whole year in which they are." } }
                }
                @if withheld > 0 { li { (words::counted(withheld, "source is", "sources are")) " under protection; their claims are in the numbers and nothing else is said of them." } }
                @if unread > 0 { li { (words::counted(unread, "item", "items")) " handed in and not readable." } }
            }
        }
    }
}

fn files(terms: &Terms, tables: &[Table]) -> Markup {
    html! {
        section aria-labelledby="files" {
            h2 id="files" { "Files" }
            ul {
                @for table in tables { li { (table.name) ": " (file(table.name, "csv")) ", " (file(table.name, "parquet")) "; one row for " (table.about) } }
                li { a href="tables.xlsx" { "tables.xlsx" } ": these tables as one workbook, a sheet each" }
                li { a href="dictionary.csv" { "dictionary.csv" } ": what every column holds" }
                li { a href="incidents.geojson" { "incidents.geojson" } ": the incidents for maps" }
                li { a href="incidents.jsonl" { "incidents.jsonl" } ": the incidents for programs, a line of JSON each, as " a href="incidents.schema.json" { "incidents.schema.json" } " has it" }
                @if terms.publication.is_open() {
                    li { a href="report.html" { "report.html" } ": every incident with the words that it rests on" }
                    li { a href="record.json" { "record.json" } ": everything, with the steps to each range" }
                }
            }
            p { (terms.credits) }
            p { "Made by " (terms.program) ". " code { "HOW-TO-VERIFY.txt" } " beside the folder of these files tells how to check them." }
        }
    }
}

fn file(name: &str, ending: &str) -> Markup {
    let file = format!("{name}.{ending}");
    html! { a href=(file) { (file) } }
}
