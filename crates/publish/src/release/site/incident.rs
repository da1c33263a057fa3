//! The page of one incident: its ranges, and what each claim says, as far as the publication allows.

use maud::{Markup, html};
use tollbook_record::{ClaimInSource, Degree, Graded, Part, Speaker, Standing, Status, Tally};

use super::{INDEX, frame};
use crate::page::{card, foreign, ranges};
use crate::record::IncidentInRecord;
use crate::release::table::View;
use crate::release::{FinestTime, Publication, Terms};
use crate::reviewed;
use crate::words;

/// The page.
pub(super) fn html(view: &View<'_, '_>, terms: &Terms, incident: &IncidentInRecord<'_>) -> String {
    let place = view.publication.place(incident.place);
    let within = place.within.iter().map(String::as_str);
    let names: Vec<&str> = std::iter::once(place.name.as_str())
        .chain(within)
        .filter(|name| !name.is_empty())
        .collect();
    let name = match names.is_empty() {
        true => "Place not told".to_owned(),
        false => names.join(", "),
    };
    let opening = html! {
        h1 { (foreign(&name)) }
        p.lead {
            code { (incident.code()) } " · " (words::days(incident.dates)) " · "
            @if incident.total { (words::TOTAL) } @else { (standing(incident)) }
        }
        p { strong { "These are claims, not facts." } " " a href={ "../" (INDEX) } { "All incidents" } }
    };
    let main = html! {
        section aria-labelledby="numbers" {
            h2 id="numbers" { "Numbers, as claimed" }
            (ranges::table(&incident.tally.rows))
            (set(&reviewed::ranges_set(incident.tally)))
            (support(view, incident))
            p { "By the profile " b { (terms.method.title) } ". " a href={ "../" (super::METHODOLOGY) } { "Its rules" } }
            @if terms.publication.is_open() {
                (card::steps(incident))
                p { a href={ "../report.html#" (incident.code()) } { "Everything on this incident" } ", with the sentences of the sources" }
            }
        }
        (claims(view, incident))
    };
    frame(&format!("{}: {name}", incident.code()), opening, main)
}

/// The kinds of attack claimed, or that nobody asserts one.
fn standing(incident: &IncidentInRecord<'_>) -> String {
    let act = words::plain(incident.act().word());
    match incident.is_asserted() {
        true => format!("claimed as {act}"),
        false => format!("asserted by nobody, only denied, threatened or warned of: {act}"),
    }
}

fn support(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> Markup {
    let inclusion = &incident.tally.inclusion;
    let told = view.publication.words;
    html! {
        @if inclusion.standing != Standing::Included || incident.grade().is_none() {
            p.g { b.badge { (words::plain(inclusion.standing.word())) } @if told { " " (foreign(&inclusion.reason)) } }
        }
        @if let Some(graded) = &incident.tally.grade {
            p.g { (card::badge(graded.grade)) " " (grade_meaning(incident.tally, graded, told)) }
        }
    }
}

/// Why it is that grade: the sentence where words may be told, else what the grade means. What a grade means
/// is the method's, and no ground of one that a reviewer set.
fn grade_meaning(tally: &Tally, graded: &Graded, told: bool) -> Markup {
    html! {
        @match reviewed::grade_by_method(tally) {
            _ if told => { (foreign(&graded.reason)) }
            Some(method) => { "set by a reviewer; the method has " (method) " (" (words::grade_meaning(method)) ")" }
            None => { (words::grade_meaning(graded.grade)) }
        }
    }
}

/// What reviewers set in place of the method's ranges.
fn set(lines: &[String]) -> Markup {
    html! { @if !lines.is_empty() { ul { @for line in lines { li { (line) } } } } }
}

fn claims(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> Markup {
    let told: Vec<&ClaimInSource<'_>> = view.told(incident).collect();
    let time = view.publication.finest_time;
    let protected = incident.claims.len() - told.len();
    html! {
        section aria-labelledby="claims" {
            h2 id="claims" { "Who claims what" }
            @for claims in told.chunk_by(|a, b| a.id.source == b.id.source) {
                section.s {
                    h3 { (foreign(words::publisher(claims[0].source))) " " small { (card::published(claims[0].source, |day| time.words(day))) } }
                    (whence(view, claims[0]))
                    ul { @for claim in claims { li { (line(view, claim)) } } }
                }
            }
            @if protected > 0 {
                p { (words::counted(protected, "claim stands", "claims stand")) " in sources under protection. The numbers above hold them, and nothing else is said of them." }
            }
        }
    }
}

/// What is told of the source itself.
fn whence(view: &View<'_, '_>, claim: &ClaimInSource<'_>) -> Markup {
    let copy = view.record.copy(claim.id.source);
    let original = copy.map(|copy| view.publication.source(copy.original));
    let url = claim
        .source
        .publication
        .url
        .as_ref()
        .filter(|_| view.publication.addresses);
    html! {
        @if let Some(original) = original { p.again { "A copy of " code { (original) } "; the two count as one source." } }
        @if let Some(url) = url { p.again { (foreign(url)) } }
    }
}

fn line(view: &View<'_, '_>, claim: &ClaimInSource<'_>) -> Markup {
    let said = claim.claim;
    let publication = view.publication;
    let when = said.when.as_ref();
    let dates = when.map(|when| publication.finest_time.days(when.dates));
    html! {
        @match &said.speaker {
            Speaker::Publisher => "In its own voice",
            Speaker::Named { name, .. } if publication.speakers => { "On the account of " (foreign(name)) }
            Speaker::Named { .. } => "On the account of a quoted speaker",
        }
        (corrected(view, claim, Part::Speaker))
        @match said.status {
            Status::Asserted => ": ",
            Status::Denied => { ", " b { "denied" } ": " }
            Status::Hypothetical => { ", " b { "as a threat, plan or warning" } ": " }
        }
        (words::plain(said.act.word())) (corrected(view, claim, Part::Act)) (corrected(view, claim, Part::Claim))
        @if let Some(dates) = dates { ", " (words::days(dates)) (corrected(view, claim, Part::When)) }
        @for (at, figure) in said.figures.iter().enumerate() { "; " (words::figure(figure)) (corrected(view, claim, Part::Figure(at))) }
        @for name in said.victims.iter().filter_map(|victim| publication.name(victim)) { "; names " (foreign(&name)) }
        @for (at, party) in said.alleged_perpetrators.iter().enumerate() {
            "; " (degree(party.degree)) " " (foreign(&party.name)) (corrected(view, claim, Part::Perpetrator(at)))
        }
        @for line in gone(view, claim) { "; " (foreign(&line)) }
        @if claim.judged.is_some_and(|judged| judged.made.is_some()) { "; made by a reviewer from the words of the source" }
        @if claim.rejected().is_some() { "; taken out by a reviewer" }
        "."
        @if publication.words {
            @for quote in std::iter::once(&said.quote).chain(said.figures.iter().map(|figure| &figure.quote)) {
                " “" (foreign(quote.text())) "”"
            }
        }
    }
}

/// Whether what stood and stands in a field can tell more than the publication does.
fn untold(publication: &Publication, part: Part) -> bool {
    match part {
        Part::Speaker => !publication.speakers,
        Part::When => publication.finest_time != FinestTime::Day,
        _ => false,
    }
}

/// What a reviewer corrected of a field that the line tells, as far as the publication does.
fn corrected(view: &View<'_, '_>, claim: &ClaimInSource<'_>, part: Part) -> Markup {
    let one = claim.judged.and_then(|judged| judged.correction(part));
    html! {
        @if let Some(one) = one {
            @if untold(view.publication, part) { " (as a reviewer corrects it)" }
            @else if part == Part::Claim { " (" (one.words()) " as its status)" }
            @else { " (" (foreign(&one.words())) ")" }
        }
    }
}

/// What the line does not tell otherwise: fields that a reviewer took out, and a place that is another.
fn gone(view: &View<'_, '_>, claim: &ClaimInSource<'_>) -> Vec<String> {
    let corrected = claim.judged.iter().flat_map(|judged| &judged.corrected);
    let told = corrected.filter_map(|one| match (one.part, &one.was, &one.now) {
        (Part::Place, ..) if view.publication.is_open() => Some(format!("place: {}", one.words())),
        (Part::Place, ..) => Some("a reviewer corrects the place".to_owned()),
        (Part::When, Some(_), None) if untold(view.publication, Part::When) => {
            Some("a reviewer takes the days out".to_owned())
        }
        (_, Some(was), None) => Some(format!("a reviewer takes “{was}” out")),
        _ => None,
    });
    told.collect()
}

fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Alleged => "accused:",
        Degree::ClaimedResponsibility => "claims responsibility:",
        Degree::Denied => "denied for:",
        Degree::AdmittedAct => "admitted for:",
    }
}
