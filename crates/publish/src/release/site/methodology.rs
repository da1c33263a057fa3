//! The methodology of a release, made from the active profile and from the record itself: what is in it, by
//! which rules its numbers came about, and what of the standards of casualty recording it meets.

use maud::{Markup, html};
use tollbook_record::{Claim, Effect, Speaker, Who};

use super::{INDEX, frame};
use crate::page::foreign;
use crate::record::IncidentInRecord;
use crate::release::Terms;
use crate::release::publication::Victims;
use crate::release::table::View;
use crate::words;

/// The page.
pub(super) fn html(view: &View<'_, '_>, terms: &Terms) -> String {
    let opening = html! {
        h1 { "How these numbers came about" }
        p.lead { "Made from the method profile and from the record by " (terms.program) ". " a href=(INDEX) { "All incidents" } }
    };
    let main = html! {
        (what_is_in_it(view))
        (how_claims_become_numbers())
        (rules(terms))
        (checklist(view))
        (nobody_can_say())
    };
    frame("How these numbers came about", opening, main)
}

fn what_is_in_it(view: &View<'_, '_>) -> Markup {
    let record = view.record;
    let claims: usize = record
        .sources()
        .iter()
        .map(|read| read.reading.claims.len())
        .sum();
    let silent = record
        .sources()
        .iter()
        .filter(|read| read.reading.claims.is_empty())
        .count();
    let copies = record
        .sources()
        .iter()
        .filter(|read| record.copy(read.source.id).is_some())
        .count();
    let taken_out: usize = record
        .incidents_and_totals()
        .iter()
        .map(IncidentInRecord::taken_out)
        .sum();
    html! {
        section aria-labelledby="holds" {
            h2 id="holds" { "What the record holds" }
            ul {
                li { (words::counted(record.sources().len(), "source was", "sources were")) " read; " (words::grouped(silent)) " of them without a claim, " (words::grouped(copies)) " a copy of another." }
                li { (words::counted(claims, "claim", "claims")) ", brought together into " (words::counted(record.incidents().len(), "incident", "incidents")) " and " (words::counted(record.totals().len(), "total", "totals")) " over a period or an area. Totals are listed apart and never added up." }
                li { (words::counted(view.unread, "item", "items")) " handed in and not readable." }
                li { (words::counted(taken_out, "claim was", "claims were")) " taken out by reviewers; they are shown and take no part." }
            }
        }
    }
}

fn how_claims_become_numbers() -> Markup {
    html! {
        section aria-labelledby="way" {
            h2 id="way" { "From a report to a number" }
            ol {
                li { "Every source is kept byte for byte under its SHA-256, in a log in which nothing can be changed unseen." }
                li { "A claim is what one speaker in one source says of one attack. Every field of it rests on words of the source. What could not be read safely is left out and told." }
                li { "Claims of one incident are brought together by place, day, kind of attack, numbers and names. Two things that one speaker lists apart stay apart." }
                li { "Two sources count as two only if they are independent: a copy, a second report of one publisher, and a second report of one speaker's words count once." }
                li { "Numbers follow the rules below. Of one speaker a later number replaces the earlier one. A denial, a threat, a copy and a part of another number take no part." }
                li { "What reviewers decide stands beside what the method gives, with a reason." }
            }
        }
    }
}

fn rules(terms: &Terms) -> Markup {
    html! {
        section aria-labelledby="rules" {
            h2 id="rules" { "The profile: " (terms.method.title) ", version " (terms.method.version) }
            p { (terms.method.citation) }
            dl.rules { @for (question, answer) in &terms.method.rules { dt { (question) } dd { (answer) } } }
        }
    }
}

/// A point of the standards, and how far the record meets it.
struct Point {
    asks: &'static str,
    met: String,
}

impl Point {
    fn new(asks: &'static str, met: String) -> Self {
        Self { asks, met }
    }
}

/// The minimum of a record and what recorders are to publish, by the Standards for Casualty Recording
/// (Every Casualty Worldwide, 2016), as far as the record can answer.
fn checklist(view: &View<'_, '_>) -> Markup {
    html! {
        section aria-labelledby="standards" {
            h2 id="standards" { "The standards of casualty recording" }
            p { "Points of the " cite { "Standards for Casualty Recording" } " (Every Casualty Worldwide, 2016), with what this record holds of each. The shares are of its incidents." }
            dl.rules { @for point in points(view) { dt { (point.asks) } dd { (foreign(&point.met)) } } }
        }
    }
}

fn points(view: &View<'_, '_>) -> Vec<Point> {
    let shares = Shares(view.record.incidents());
    let mut points = where_when_how_many(&shares);
    points.extend(persons(&shares, view.publication.victims));
    points.extend(accounts(&shares));
    let published = [
        (
            "definitions of every category",
            "dictionary.csv says what every column holds",
        ),
        ("criteria of inclusion", "the rules of the profile, above"),
        (
            "corrections are shown",
            "tollbook publish --diff lists what changed since an older release",
        ),
    ];
    points.extend(published.map(|(asks, met)| Point::new(asks, met.to_owned())));
    points
}

fn where_when_how_many(shares: &Shares<'_, '_>) -> Vec<Point> {
    let named = shares.of(|incident| incident.place.is_some());
    let placed = shares.of(|incident| {
        incident
            .place
            .is_some_and(|place| place.resolution.is_some())
    });
    let dated =
        shares.of(|incident| incident.dates.first().is_some() && incident.dates.last().is_some());
    let independent = shares.of(|incident| incident.origins > 1);
    let killed = shares.of(|incident| incident.toll(Effect::Killed).is_some());
    vec![
        Point::new(
            "location",
            format!("{named} name a place; {placed} are on the map"),
        ),
        Point::new("date", format!("{dated} have both a first and a last day")),
        Point::new(
            "source",
            format!(
                "every claim names its source; {independent} rest on two or more that are independent"
            ),
        ),
        Point::new(
            "number of the killed",
            format!("{killed} have one, as a range"),
        ),
    ]
}

fn persons(shares: &Shares<'_, '_>, victims: Victims) -> Vec<Point> {
    let told = match victims {
        Victims::Names => "they stand in the table of victims",
        Victims::Initials => "they stand in the table of victims by their first letters",
        Victims::LeftOut => "their names are not published",
    };
    let named = shares.of_claims(|claim| !claim.victims.is_empty());
    let aged = shares.of(|incident| {
        let standing = incident.standing();
        let mut victims = standing.iter().flat_map(|claim| &claim.claim.victims);
        victims.any(|victim| victim.age.is_some())
            || counts(incident, &[Who::Children, Who::Girls, Who::Boys])
    });
    let by_sex =
        shares.of(|incident| counts(incident, &[Who::Women, Who::Men, Who::Girls, Who::Boys]));
    let fighters = shares.of(|incident| counts(incident, &[Who::Fighters, Who::Soldiers]));
    vec![
        Point::new(
            "name of the person",
            format!("claims of {named} name persons; {told}"),
        ),
        Point::new(
            "age or age group",
            format!("claims of {aged} give an age or count children"),
        ),
        Point::new(
            "sex",
            format!("claims of {by_sex} count women, men, girls or boys"),
        ),
        Point::new(
            "all casualties, not civilians alone",
            format!("combatants are recorded too: claims of {fighters} count fighters or soldiers"),
        ),
    ]
}

fn accounts(shares: &Shares<'_, '_>) -> Vec<Point> {
    let armed = shares.of_claims(|claim| !claim.weapons.is_empty());
    let accused = shares.of_claims(|claim| !claim.alleged_perpetrators.is_empty());
    let disputed = shares.of(|incident| {
        incident
            .toll(Effect::Killed)
            .is_some_and(|range| range.min() != range.max())
    });
    let quoted = shares.of_claims(|claim| matches!(claim.speaker, Speaker::Named { .. }));
    vec![
        Point::new(
            "how they died",
            format!("every claim has a kind of attack; {armed} name a weapon"),
        ),
        Point::new(
            "who did it, as alleged",
            format!(
                "claims of {accused} accuse a party or have one accept the act; the words are the sources'"
            ),
        ),
        Point::new(
            "accounts that disagree stay visible",
            format!(
                "{disputed} have a range with two ends; every account stands beside the others"
            ),
        ),
        Point::new(
            "whose words",
            format!("claims of {quoted} are on the account of a quoted speaker"),
        ),
    ]
}

/// The incidents of which shares are told.
struct Shares<'i, 'a>(&'i [IncidentInRecord<'a>]);

impl Shares<'_, '_> {
    /// Of how many of all it holds, such as `3 of 15`.
    fn of(&self, holds: impl Fn(&IncidentInRecord<'_>) -> bool) -> String {
        let many = self.0.iter().filter(|incident| holds(incident)).count();
        format!(
            "{} of {}",
            words::grouped(many),
            words::grouped(self.0.len())
        )
    }

    /// The same for incidents of which it holds of a claim that stands.
    fn of_claims(&self, holds: impl Fn(&Claim) -> bool) -> String {
        self.of(|incident| incident.standing().iter().any(|claim| holds(claim.claim)))
    }
}

fn counts(incident: &IncidentInRecord<'_>, groups: &[Who]) -> bool {
    let mut rows = incident.tally.rows.iter();
    rows.any(|row| groups.contains(&row.who))
}

/// What the standards ask for and no program can answer.
fn nobody_can_say() -> Markup {
    html! {
        section aria-labelledby="to-be-said" {
            h2 id="to-be-said" { "What whoever releases this has to say" }
            p { "The standards also ask for what no program knows. Without it this page is not a methodology:" }
            ul {
                li { "how the sources were found and chosen, and which languages and places they do not cover;" }
                li { "how sources and claims were evaluated and corroborated by people;" }
                li { "who checked what, and how often (quality control);" }
                li { "how the living are kept safe, and on what terms witnesses agreed;" }
                li { "who pays for the work, and to whom corrections can be sent." }
            }
        }
    }
}
