//! Search over everything: incidents by code and place, named persons, and the words of all sources.

use std::ops::Range;

use maud::{Markup, html};
use tollbook_publish::visible::visible_on_page;
use tollbook_publish::{IncidentInRecord, ReadSource};
use tollbook_record::{ClaimId, ClaimInSource};

use super::incident::published;
use super::overview;
use super::spans::publisher;
use crate::frame::{self, foreign};
use crate::search::Query;
use crate::table::names_of_place;
use crate::visit::{Answer, Visit};

/// So many of each kind are shown.
const SHOWN: usize = 40;
/// So many places of a text are shown.
const PLACES: usize = 3;
/// Bytes of a text on each side of a place.
const AROUND: usize = 90;

/// Shows what is found.
pub fn show(visit: &Visit) -> Answer {
    let text = visit.query.get("q").unwrap_or_default();
    let query = Query::of(text);
    let record = visit.snapshot.record();
    let incidents: Vec<&IncidentInRecord<'_>> = if query.is_empty() {
        vec![]
    } else {
        incidents(visit, text, &query)
    };
    let sources = visit.snapshot.search.find(record, &query);
    let persons = persons(visit, &query, &sources);
    let language = visit.language;
    let main = html! {
        h1 { (visit.say("search")) @if !text.is_empty() { " “" (foreign(text)) "”" } }
        @if query.is_empty() {
            p.lead { (visit.say("search-how")) }
        } @else if incidents.is_empty() && persons.is_empty() && sources.is_empty() {
            p.lead { (visit.say("search-none")) }
        }
        @if !incidents.is_empty() {
            section { h2 { (visit.say("nav-overview")) }
                ol.incidents { @for incident in incidents.iter().take(SHOWN) { (overview::line(visit, incident)) } }
                @if incidents.len() > SHOWN { p.soft { (language.count("facet-more", incidents.len() - SHOWN)) } }
            }
        }
        @if !persons.is_empty() {
            section { h2 { (visit.say("nav-victims")) }
                ul.results {
                    @for (claim, name) in persons.iter().take(SHOWN) { li { (foreign(name)) " " (leads_to(visit, claim)) } }
                }
                @if persons.len() > SHOWN { p.soft { (language.count("facet-more", persons.len() - SHOWN)) } }
            }
        }
        @if !sources.is_empty() {
            section { h2 { (language.count("sources", sources.len())) }
                ol.results {
                    @for at in sources.iter().take(SHOWN) { (found(visit, &record.sources()[*at], &query)) }
                }
                @if sources.len() > SHOWN { p.soft { (language.count("facet-more", sources.len() - SHOWN)) } }
            }
        }
    };
    frame::page(visit, &visit.say("search"), main)
}

/// The incident or total of that code, then those with a place of that name.
fn incidents<'a>(visit: &'a Visit, text: &str, query: &Query) -> Vec<&'a IncidentInRecord<'a>> {
    let record = visit.snapshot.record();
    let of_code = record.incident(text);
    let at_places = visit.snapshot.table.at_places(|name| query.meets(name));
    let at_places = at_places.map(|row| &record.incidents()[row]);
    let is_sought = |total: &&IncidentInRecord<'_>| {
        let mut names = names_of_place(total).into_iter();
        names.any(|name| query.meets(name))
    };
    let at_places = at_places.chain(record.totals().iter().filter(is_sought));
    let others = at_places.filter(|incident| of_code.is_none_or(|of| of.code() != incident.code()));
    of_code.into_iter().chain(others).collect()
}

/// Persons of that name, who stand in the sources that have its words.
fn persons<'a>(
    visit: &'a Visit,
    query: &Query,
    sources: &[usize],
) -> Vec<(ClaimInSource<'a>, &'a str)> {
    let record = visit.snapshot.record();
    let mut found = Vec::new();
    for at in sources {
        let read = &record.sources()[*at];
        let source = read.source.id;
        for (index, claim) in (0u32..).zip(&read.reading.claims) {
            let named = claim
                .victims
                .iter()
                .filter(|victim| query.meets(&victim.name));
            let claim = record.claim(ClaimId { source, index });
            found.extend(named.filter_map(|victim| Some((claim?, victim.name.as_str()))));
        }
    }
    found
}

fn leads_to(visit: &Visit, claim: &ClaimInSource<'_>) -> Markup {
    let incident = visit.snapshot.record().incident_of(claim.id);
    html! { @if let Some(incident) = incident { a.code href={ "/incident/" (incident.code()) } { (incident.code()) } } }
}

fn found(visit: &Visit, read: &ReadSource<'_>, query: &Query) -> Markup {
    let text = &read.source.text;
    let places = query.places(text, PLACES);
    html! {
        li {
            a href={ "/source/" (read.source.id) } { (publisher(visit.language, read.source)) } " "
            span.soft { (published(visit.language, read.source)) }
            @for place in &places {
                p dir="auto" { (around(text, place)) }
            }
        }
    }
}

/// A place of a text with the words round it.
fn around(text: &str, place: &Range<usize>) -> Markup {
    let start = text.ceil_char_boundary(place.start.saturating_sub(AROUND));
    let end = text.floor_char_boundary((place.end + AROUND).min(text.len()));
    html! {
        @if start > 0 { "…" } (visible_on_page(&text[start..place.start]))
        mark { (visible_on_page(&text[place.clone()])) }
        (visible_on_page(&text[place.end..end])) @if end < text.len() { "…" }
    }
}
