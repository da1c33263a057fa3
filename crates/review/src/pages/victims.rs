//! Named persons, as claims name them. Names of one incident that are spelt alike stand together; whether
//! they are one person is for a reader to judge.

use maud::{Markup, html};
use tollbook_publish::IncidentInRecord;
use tollbook_record::text::fold;
use tollbook_record::{ClaimInSource, Part, Victim};

use super::spans::{account, anchor};
use crate::frame::{self, foreign};
use crate::visit::{Answer, Visit};

/// Persons on one page.
const PAGE: usize = 100;

/// A name in one incident, with every claim that names it.
struct Named<'r> {
    incident: &'r IncidentInRecord<'r>,
    key: String,
    said: Vec<(&'r ClaimInSource<'r>, usize, &'r Victim)>,
}

/// Shows the names.
pub fn show(visit: &Visit) -> Answer {
    let hidden = visit.query.get("initials").is_some();
    let named = named(visit);
    let language = visit.language;
    let pages = named.len().div_ceil(PAGE).max(1);
    let asked = visit
        .query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1usize);
    let page = asked.clamp(1, pages);
    let toggle = if hidden {
        "/victims"
    } else {
        "/victims?initials=1"
    };
    let with = if hidden { "&initials=1" } else { "" };
    let main = html! {
        h1 { (language.count("named", named.len())) }
        p.lead { (visit.say("named-how")) }
        p { a href="/estimate" { (visit.say("estimate")) } }
        p { a.button href=(toggle) { (visit.say(if hidden { "names-whole" } else { "names-initials" })) } }
        @if !named.is_empty() {
            div.wide tabindex="0" role="region" aria-label=(visit.say("nav-victims")) {
                table.plain {
                    thead { tr {
                        th scope="col" { (visit.say("column-name")) } th scope="col" { (visit.say("column-age")) }
                        th scope="col" { (visit.say("column-sex")) } th scope="col" { (visit.say("column-harm")) }
                        th scope="col" { (visit.say("column-incident")) } th scope="col" { (visit.say("column-said")) }
                    } }
                    tbody { @for person in named.iter().skip((page - 1) * PAGE).take(PAGE) { (row(visit, person, hidden)) } }
                }
            }
        }
        @if pages > 1 {
            nav.pager aria-label=(visit.say("pages")) {
                @if page > 1 { a rel="prev" href={ "/victims?page=" (page - 1) (with) } { (visit.say("page-before")) } }
                span { (language.tell("page-of", &[("page", &language.number(page)), ("pages", &language.number(pages))])) }
                @if page < pages { a rel="next" href={ "/victims?page=" (page + 1) (with) } { (visit.say("page-after")) } }
            }
        }
    };
    frame::page(visit, &visit.say("nav-victims"), main)
}

fn named(visit: &Visit) -> Vec<Named<'_>> {
    let mut all: Vec<Named<'_>> = Vec::new();
    for incident in visit.snapshot.record().incidents() {
        let begin = all.len();
        for claim in &incident.claims {
            for (at, victim) in claim.claim.victims.iter().enumerate() {
                let key = fold(&victim.name);
                match all[begin..].iter_mut().find(|named| named.key == key) {
                    Some(named) => named.said.push((claim, at, victim)),
                    None => all.push(Named {
                        incident,
                        key,
                        said: vec![(claim, at, victim)],
                    }),
                }
            }
        }
    }
    all
}

fn row(visit: &Visit, person: &Named<'_>, hidden: bool) -> Markup {
    let language = visit.language;
    let mut ages: Vec<String> = person
        .said
        .iter()
        .filter_map(|(_, _, victim)| victim.age)
        .map(|age| language.digits(&age.to_string()))
        .collect();
    ages.dedup();
    let sexes = distinct(
        person
            .said
            .iter()
            .filter_map(|(_, _, victim)| victim.sex)
            .map(|sex| language.word("sex", sex.word())),
    );
    let harms = distinct(
        person
            .said
            .iter()
            .filter_map(|(_, _, victim)| victim.effect)
            .map(|effect| language.word("effect", effect.word())),
    );
    let code = person.incident.code();
    html! {
        tr {
            th scope="row" {
                @for name in distinct(person.said.iter().map(|(_, _, victim)| victim.name.clone())) {
                    div { @if hidden { (initials(&name)) } @else { (foreign(&name)) } }
                }
            }
            td { (language.list(&ages)) }
            td { (language.list(&sexes)) }
            td { (language.list(&harms)) }
            td { a.code href={ "/incident/" (code) } { (code) } " " span.soft { (language.days(person.incident.dates)) } }
            td {
                @for (claim, at, _) in &person.said {
                    div { a href={ "/source/" (claim.id.source) "#" (anchor(claim.id, Part::Victim(*at))) } { (account(language, claim)) } }
                }
            }
        }
    }
}

fn distinct(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.collect();
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
