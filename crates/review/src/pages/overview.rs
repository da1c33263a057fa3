//! The casebook at a glance: facets, map, timeline, and a list that holds the same incidents.

use maud::{Markup, html};
use tollbook_publish::IncidentInRecord;

use super::{facets, map, timeline};
use crate::filter::{Chosen, Filter};
use crate::frame::{self, foreign};
use crate::table::{day_is_sure, headline};
use crate::visit::{Answer, Visit};

/// Incidents on one page of the list.
const PAGE: usize = 50;

/// Shows the incidents of a choice.
pub fn show(visit: &Visit) -> Answer {
    let snapshot = &visit.snapshot;
    let filter = Filter::of(&snapshot.table, &visit.query);
    let chosen = filter.apply(&snapshot.table);
    let main = html! {
        (heading(visit, &filter, &chosen))
        div.overview {
            aside { (facets::form(visit, &snapshot.table, &filter, &chosen)) }
            div.where {
                (map::figure(visit, &filter, &chosen))
                (timeline::figure(visit, &snapshot.table, &filter, &chosen))
            }
            (list(visit, &chosen))
        }
        (totals(visit))
    };
    frame::page(visit, &visit.say("nav-overview"), main)
}

fn heading(visit: &Visit, filter: &Filter, chosen: &Chosen) -> Markup {
    let record = visit.snapshot.record();
    let language = visit.language;
    let all = record.incidents().len();
    let unread = record.unread().len();
    let waiting = visit.snapshot.case().waiting;
    html! {
        h1 {
            @if filter.is_open() { (language.count("incidents", all)) } @else {
                (language.tell("incidents-of", &[("shown", &language.number(chosen.rows.len())), ("all", &language.number(all))]))
            }
        }
        p.lead {
            (language.count("from-sources", record.sources().len())) " "
            @if !filter.is_open() { a href="/" { (visit.say("facets-none")) } }
        }
        @if unread > 0 { p.note { a href="/sources#unread" { (language.count("unread-items", unread)) } } }
        @if waiting > 0 { p.note { (language.count("waiting", waiting)) } }
        @if all == 0 { p.lead { (visit.say("empty")) " " a href="/add" { (visit.say("add")) } } }
    }
}

fn list(visit: &Visit, chosen: &Chosen) -> Markup {
    let language = visit.language;
    let newest = visit.query.get("newest").is_some();
    let pages = chosen.rows.len().div_ceil(PAGE).max(1);
    let asked = visit
        .query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1usize);
    let page = asked.clamp(1, pages);
    let at = |place: usize| {
        if newest {
            chosen.rows.len() - 1 - place
        } else {
            place
        }
    };
    let places = (page - 1) * PAGE..(page * PAGE).min(chosen.rows.len());
    let incidents = visit.snapshot.record().incidents();
    let order = visit.query_with("newest", (!newest).then_some("1"));
    html! {
        section #list aria-labelledby="list-head" {
            div.list-head {
                h2 #list-head { (language.count("listed", chosen.rows.len())) }
                a href={ "/?" (order) } { (visit.say(if newest { "oldest-first" } else { "newest-first" })) }
            }
            @if chosen.rows.is_empty() { p.none { (visit.say("none-chosen")) } }
            ol.incidents start=(places.start + 1) {
                @for place in places { (line(visit, &incidents[chosen.rows[at(place)] as usize])) }
            }
            @if pages > 1 { (pager(visit, page, pages)) }
        }
    }
}

/// One incident as a line: what it is reached by, when, where, how many, how well supported.
pub fn line(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let language = visit.language;
    html! {
        li {
            a.row href={ "/incident/" (incident.code()) } {
                span.place { (place(visit, incident)) }
                span.code { (incident.code()) }
                span.date {
                    (language.days(incident.dates))
                    @if !day_is_sure(incident) { " " span.unsure { (visit.say("unsure-mark")) } }
                }
                span.toll {
                    @match headline(incident) {
                        Some((effect, range)) => {
                            b { (language.range(range)) } " " (language.word("effect", effect.word()))
                        }
                        None => { span.none { (visit.say("no-figure")) } }
                    }
                }
                span.grade { @if let Some(grade) = incident.grade() { (grade_mark(visit, grade)) } }
                span.sources { (language.count("sources", incident.sources)) }
                @if !incident.tally.findings.is_empty() {
                    span.odd-mark { span aria-hidden="true" { "△ " } (visit.say("conflict-found")) }
                }
            }
        }
    }
}

/// A place by its finest name and its parents.
pub fn place(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    match incident.place {
        Some(place) => {
            let within = place.within.iter().take(1);
            let comma = visit.language.say("comma");
            html! { (foreign(&place.name)) @for parent in within { (comma) " " (foreign(parent)) } }
        }
        None => html! { (visit.say("place-unknown")) },
    }
}

/// A grade as a sign and a word.
pub fn grade_mark(visit: &Visit, grade: tollbook_record::Grade) -> Markup {
    use tollbook_record::Grade;
    let sign = match grade {
        Grade::Confirmed => "●●●",
        Grade::Fair => "●●○",
        Grade::Weak => "●○○",
        Grade::Contested => "◐◑",
        Grade::Discounted => "○○○",
    };
    html! { span.badge { span aria-hidden="true" { (sign) } " " (visit.language.word("grade", grade.word())) } }
}

fn pager(visit: &Visit, page: usize, pages: usize) -> Markup {
    let language = visit.language;
    let link = |to: usize| format!("/?{}#list", visit.query_with("page", Some(&to.to_string())));
    html! {
        nav.pager aria-label=(visit.say("pages")) {
            @if page > 1 { a rel="prev" href=(link(page - 1)) { (visit.say("page-before")) } }
            span { (language.tell("page-of", &[("page", &language.number(page)), ("pages", &language.number(pages))])) }
            @if page < pages { a rel="next" href=(link(page + 1)) { (visit.say("page-after")) } }
        }
    }
}

/// Totals over a period stand apart, so that nobody adds them up with the incidents.
fn totals(visit: &Visit) -> Markup {
    let totals = visit.snapshot.record().totals();
    html! {
        @if !totals.is_empty() {
            section #totals {
                h2 { (visit.language.count("totals", totals.len())) }
                p.soft { (visit.say("totals-why")) }
                ol.incidents { @for total in totals.iter().take(PAGE) { (line(visit, total)) } }
            }
        }
    }
}
