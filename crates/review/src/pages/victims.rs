//! Named persons, as claims name them. Names that are held to be of one person stand together.

use maud::{Markup, html};
use tollbook_record::{ClaimInSource, Part, Victim, VictimId};

use super::overlap::{self, Overlap};
use super::persons;
use super::spans::{account, anchor};
use crate::frame::{self, foreign};
use crate::visit::{Answer, Visit};

/// Persons on one page.
const PAGE: usize = 100;

/// A place where a claim names a person.
pub(super) type Said<'r> = (VictimId, ClaimInSource<'r>, &'r Victim);

/// Shows the names.
pub fn show(visit: &Visit) -> Answer {
    let hidden = visit.query.get("initials").is_some();
    // A hundred thousand persons are walked through, and only those of the page are held.
    let named = &visit.snapshot.case().persons.persons;
    let overlap = Overlap::of(named.iter().map(|ids| said(visit, ids)));
    let row = visit.query.get("row").and_then(|row| row.parse().ok());
    let row = row.filter(|row: &usize| *row < overlap.rows.len());
    let shown: Vec<&Vec<VictimId>> = match row {
        Some(row) => overlap.rows[row]
            .persons
            .iter()
            .map(|at| &named[*at])
            .collect(),
        None => named.iter().collect(),
    };
    let language = visit.language;
    let pages = shown.len().div_ceil(PAGE).max(1);
    let asked = visit.query.get("page").and_then(|page| page.parse().ok());
    let page = asked.unwrap_or(1usize).clamp(1, pages);
    let toggle = visit.query_with("initials", (!hidden).then_some("1"));
    let at_page = |page: usize| {
        format!(
            "/victims?{}",
            visit.query_with("page", Some(&page.to_string()))
        )
    };
    let open = persons::open(visit);
    let open = open.iter().filter(|near| !near.joined).count();
    let main = html! {
        h1 { (language.count("named", named.len())) }
        p.lead { (visit.say("named-how")) }
        @if open > 0 && visit.role.may_read("/persons") {
            p { a.button href="/persons" { (language.count("persons-open", open)) } }
        }
        (overlap::show(visit, &overlap, row, open))
        @if !named.is_empty() {
            section aria-labelledby="persons" {
                h2 #persons { (visit.say("persons-list")) @if row.is_some() { " " span.soft { (language.count("named", shown.len())) } } }
                p {
                    a.button href={ "/victims?" (toggle) } { (visit.say(if hidden { "names-whole" } else { "names-initials" })) }
                    @if row.is_some() { " " a.button href="/victims" { (visit.say("persons-all")) } }
                }
                div.wide tabindex="0" role="region" aria-label=(visit.say("nav-victims")) {
                    table.plain {
                        thead { tr {
                            th scope="col" { (visit.say("column-name")) } th scope="col" { (visit.say("column-age")) }
                            th scope="col" { (visit.say("column-sex")) } th scope="col" { (visit.say("column-harm")) }
                            th scope="col" { (visit.say("column-incident")) } th scope="col" { (visit.say("column-said")) }
                        } }
                        tbody { @for ids in shown.iter().skip((page - 1) * PAGE).take(PAGE) { (line(visit, &said(visit, ids).collect::<Vec<_>>(), hidden)) } }
                    }
                }
            }
        }
        @if pages > 1 {
            nav.pager aria-label=(visit.say("pages")) {
                @if page > 1 { a rel="prev" href=(at_page(page - 1)) { (visit.say("page-before")) } }
                span { (language.tell("page-of", &[("page", &language.number(page)), ("pages", &language.number(pages))])) }
                @if page < pages { a rel="next" href=(at_page(page + 1)) { (visit.say("page-after")) } }
            }
        }
    };
    frame::page(visit, &visit.say("nav-victims"), main)
}

/// Every place where claims name a person.
fn said<'v>(visit: &'v Visit, ids: &'v [VictimId]) -> impl Iterator<Item = Said<'v>> {
    ids.iter().filter_map(|id| {
        let (claim, victim) = visit.snapshot.victim(*id)?;
        Some((*id, claim, victim))
    })
}

fn line(visit: &Visit, said: &[Said<'_>], hidden: bool) -> Markup {
    let language = visit.language;
    let victims = || said.iter().map(|(_, _, victim)| *victim);
    let ages = victims().filter_map(|victim| victim.age);
    let ages = distinct(ages.map(|age| language.digits(&age.to_string())));
    let sexes = victims().filter_map(|victim| victim.sex);
    let sexes = distinct(sexes.map(|sex| language.word("sex", sex.word())));
    let harms = victims().filter_map(|victim| victim.effect);
    let harms = distinct(harms.map(|effect| language.word("effect", effect.word())));
    let record = visit.snapshot.record();
    let incidents = said.iter().filter_map(|(_, claim, _)| {
        let incident = record.incident_of(claim.id)?;
        Some((incident.code(), incident.dates))
    });
    let mut incidents: Vec<_> = incidents.collect();
    incidents.sort_by(|a, b| a.0.cmp(b.0));
    incidents.dedup();
    html! {
        tr {
            th scope="row" {
                @for name in distinct(victims().map(|victim| victim.name.as_str())) {
                    div { @if hidden { (initials(name)) } @else { (foreign(name)) } }
                }
            }
            td { (language.list(&ages)) }
            td { (language.list(&sexes)) }
            td { (language.list(&harms)) }
            td { @for (code, dates) in incidents { div { a.code href={ "/incident/" (code) } { (code) } " " span.soft { (language.days(dates)) } } } }
            td {
                @for (id, claim, _) in said {
                    div { a href={ "/source/" (claim.id.source) "#" (anchor(claim.id, Part::Victim(id.index as usize))) } { (account(language, claim)) } }
                }
            }
        }
    }
}

/// Each of these once, in order.
pub(super) fn distinct<T: Ord>(words: impl Iterator<Item = T>) -> Vec<T> {
    let mut words: Vec<T> = words.collect();
    words.sort();
    words.dedup();
    words
}

/// The first letters of a name, for a screen that others see.
fn initials(name: &str) -> Markup {
    let letters: String = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .flat_map(|letter| [letter, '.', ' '])
        .collect();
    foreign(letters.trim())
}
