//! One incident: how many on whose word, how the ranges came about, and the words themselves beside it.

mod decisions;
mod matrix;
mod reasons;

use maud::{Markup, html};
use tollbook_publish::page::excerpt::{Sentences, context, letter};
use tollbook_publish::visible::visible_on_page;
use tollbook_publish::{IncidentInRecord, Record};
use tollbook_record::{ClaimInSource, CountRange, Degree, Effect, Status};

use super::spans::{account, marks, publisher};
use super::{history, overview};
use crate::frame::{self, foreign};
use crate::language::{Language, isolated};
use crate::snapshot::claim_name;
use crate::table::day_is_sure;
use crate::visit::{Answer, Stop, Visit};

/// The parts of the page, by anchor and message.
const PARTS: [(&str, &str); 5] = [
    ("ranges", "ranges"),
    ("matrix", "matrix"),
    ("steps", "steps"),
    ("decisions", "decisions"),
    ("said", "sources-of-incident"),
];

/// Shows the incident or total with the code of the address.
pub fn show(visit: &Visit) -> Answer {
    let record = visit.snapshot.record();
    let incident = record
        .incident(&visit.name)
        .ok_or(Stop::Missing("missing-incident"))?;
    let main = html! {
        article.incident {
            (head(visit, incident))
            div.facts {
                nav.jumps aria-label=(visit.say("on-this-page")) {
                    @for (anchor, key) in PARTS { a href={ "#" (anchor) } { (visit.say(key)) } }
                }
                (ranges(visit, incident))
                (accounts(visit, incident))
                (findings(visit, incident))
                (matrix::matrix(visit, incident))
                (reasons::steps(visit, incident))
                (reasons::links(visit, incident))
                (decisions::forms(visit, incident))
                (history::of_incident(visit, incident))
            }
            div.said #said tabindex="0" role="region" aria-label=(visit.say("sources-of-incident")) {
                h2 { (visit.say("sources-of-incident")) }
                @for claims in incident.claims_by_source() { (said(visit, record, claims)) }
            }
        }
    };
    let title = format!(
        "{} {}",
        incident.code(),
        incident.place.map_or("", |place| &place.name)
    );
    frame::page(visit, &title, main)
}

fn head(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let language = visit.language;
    html! {
        header {
            h1 { (overview::place(visit, incident)) }
            p.meta {
                span.code { (incident.code()) }
                span {
                    (language.days(incident.dates))
                    @if !day_is_sure(incident) { " " span.unsure { (visit.say("unsure-mark")) } }
                }
                span { (whereabouts(visit, incident)) " " (place_link(visit, incident)) }
                @if let Some(graded) = &incident.tally.grade {
                    span {
                        (overview::grade_mark(visit, graded.grade))
                        @if let Some(over) = &graded.overridden {
                            " " small { (visit.say("overridden")) " " (over.was.map_or("–".to_owned(), |was| language.word("grade", was.word()))) }
                        }
                    }
                }
                span { (language.count("claims", incident.claims.len())) " · " (language.count("sources", incident.sources)) }
                @if incident.origins < incident.sources { span { (language.count("origins", incident.origins)) } }
            }
            @if incident.total { p.note { (visit.say("totals-why")) } }
            @if !incident.is_asserted() { p.note { (visit.say("asserted-by-nobody")) } }
            // A sentence of ours may begin with a name in Arabic letters, which must not turn it round.
            p lang="en" dir="ltr" {
                @if let Some(graded) = &incident.tally.grade { (visible_on_page(&graded.reason)) " " }
                (visible_on_page(&incident.tally.inclusion.reason))
            }
        }
    }
}

/// What the gazetteer makes of the place, with how far it reaches and why; or that it is left open.
fn whereabouts(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let language = visit.language;
    let Some(place) = incident.place else {
        return html! { (visit.say("place-unknown")) };
    };
    html! {
        @match &place.resolution {
            Some(found) => {
                (foreign(&found.name)) " · " (language.word("precision", found.precision.word()))
                " ± " (language.digits(&found.radius.to_string())) " km"
            }
            None => { (visit.say("place-open")) }
        }
        @if !place.reason.is_empty() { " " small lang="en" { (foreign(&place.reason)) } }
    }
}

/// Leads to what the name of the place could mean, where it stands in a claim.
fn place_link(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let mut claims = incident.claims.iter();
    let named = claims
        .find(|claim| claim.claim.place.as_deref() == incident.place && incident.place.is_some());
    html! {
        @if let Some(claim) = named {
            @let back = format!("/incident/{}", incident.code());
            a data-key="p" href={ "/place?claim=" (claim_name(claim.id)) "&back=" (back) } { (visit.say("place-fix")) }
        }
    }
}

/// The ranges, each a bar on one axis and a link to its steps.
fn ranges(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let language = visit.language;
    let rows = &incident.tally.rows;
    let end = axis_end(
        rows.iter()
            .flat_map(|row| [row.range.min(), row.range.max()])
            .flatten()
            .max()
            .unwrap_or(0),
    );
    html! {
        section aria-labelledby="ranges" {
            h2 #ranges { (visit.say("ranges")) }
            @if rows.is_empty() { p.none { (visit.say("no-figure")) } }
            table.ranges {
                @for (at, row) in rows.iter().enumerate() {
                    tr {
                        th scope="row" { (language.effect_on(row.effect, row.who)) }
                        td.bar-cell { (bar(row.range, row.effect, end)) }
                        td.value {
                            a href={ "#steps-" (at) } { (language.range(row.range)) }
                            @if let Some(over) = &row.overridden {
                                br; small { (visit.say("overridden")) " " (over.was.map_or("–".to_owned(), |was| language.range(was))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A round number above all ends, so that the bars of an incident can be compared.
fn axis_end(most: u32) -> f64 {
    (f64::from(most) * 1.15).max(5.0)
}

fn bar(range: CountRange, effect: Effect, end: f64) -> Markup {
    let at = |n: u32| (f64::from(n) / end * 1000.0).round() / 10.0;
    let (from, to) = (range.min().map(at), range.max().map(at));
    let tone = if effect == Effect::Killed { "k" } else { "i" };
    html! {
        svg.range .(tone) viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.track width="100" height="10" {}
            @match (from, to) {
                (Some(a), Some(b)) => { rect x=(a.min(99.0)) width=((b - a).max(1.0)) height="10" {} }
                (Some(a), None) => { rect.open x=(a) width=(100.0 - a) height="10" {} rect x=(a) width="1" height="10" {} }
                (None, Some(b)) => { rect.open x="0" width=(b) height="10" {} rect x=(b) width="1" height="10" {} }
                (None, None) => {}
            }
        }
    }
}

/// Who accuses and who denies, side by side.
fn accounts(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let language = visit.language;
    let line = |claim: &ClaimInSource<'_>, degree: Degree, name: &str| {
        let words = [
            ("account", account(language, claim)),
            ("name", isolated(name)),
        ];
        let words = words.each_ref().map(|(key, word)| (*key, word.as_str()));
        language.tell(&format!("does-{}", degree.word()), &words)
    };
    let (denying, accusing): (Vec<_>, Vec<_>) = incident
        .attributions()
        .partition(|(_, a)| a.degree == Degree::Denied);
    let plain: Vec<_> = incident.plain_denials().collect();
    html! {
        section.who {
            div {
                h2 { (visit.say("accused")) }
                @if accusing.is_empty() { p.none { (visit.say("accused-nobody")) } }
                ul { @for (claim, said) in accusing { li { (line(claim, said.degree, &said.name)) } } }
            }
            @if !denying.is_empty() || !plain.is_empty() {
                div {
                    h2 { (visit.say("denies")) }
                    ul {
                        @for (claim, said) in denying { li { (line(claim, said.degree, &said.name)) } }
                        @for claim in plain { li { (language.tell("does-deny", &[("account", &account(language, claim))])) } }
                    }
                }
            }
        }
    }
}

fn findings(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let findings = &incident.tally.findings;
    html! {
        @if !findings.is_empty() {
            section.odd {
                h2 { span aria-hidden="true" { "△ " } (visit.say("findings")) }
                ul lang="en" { @for finding in findings { li { (foreign(finding)) } } }
            }
        }
    }
}

/// What one source says of the incident: its quotes in their sentences, then its claims.
fn said(visit: &Visit, record: &Record<'_>, claims: &[ClaimInSource<'_>]) -> Markup {
    let language = visit.language;
    let source = claims[0].source;
    let marks = marks(language, claims);
    html! {
        section.source {
            h3 {
                a href={ "/source/" (source.id) } { (publisher(language, source)) }
                " " small { (published(language, source)) }
            }
            @if let Some(copy) = record.copy(source.id) {
                p.copy {
                    span aria-hidden="true" { "⧉ " }
                    @let original = record.source(copy.original);
                    @let original = original.map_or(visit.say("a-source"), |source| super::spans::publisher_words(language, source));
                    (language.tell("copy-of", &[("original", &original), ("share", &language.digits(&format!("{:.0}", copy.shared * 100.0)))]))
                }
            }
            (context(source, &Sentences::of(&source.text), &marks))
            ul.claims {
                @for (at, claim) in claims.iter().enumerate() {
                    li {
                        @if claims.len() > 1 { b.letter { (letter(at)) } " " }
                        (account(language, claim))
                        @if claim.claim.status != Status::Asserted { " · " b { (language.word("status", claim.claim.status.word())) } }
                        @if claim.rejected().is_some() { " · " b { (visit.say("claim-rejected")) } }
                    }
                }
            }
        }
    }
}

/// When a source was published, and in which language.
pub fn published(language: Language, source: &tollbook_record::Source) -> Markup {
    html! {
        @match source.publication.published {
            Some(day) => { (language.day(day)) }
            None => { (language.say("published-unknown")) }
        }
        @if let Some(tag) = &source.publication.language { " · " (foreign(tag)) }
    }
}
