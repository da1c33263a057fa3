//! One incident: where, when, how many, on whose word, and the words.

use std::collections::HashMap;

use jiff::civil::Date;
use maud::{Markup, html};
use tollbook_record::{
    Attribution, Claim, ClaimId, ClaimInSource, Degree, Figure, Grade, Graded, Inclusion, Place,
    Source, SourceId, Speaker, Standing, Status, Step, Tally, TallyRow, Victim,
};

use super::excerpt::{self, Sentences};
use super::{foreign, ranges, source_anchor};
use crate::record::{IncidentInRecord, Record};
use crate::reviewed;
use crate::visible::visible_on_page;
use crate::words;

/// The card of an incident. `sentences` holds every source that has a claim.
pub(super) fn card(
    record: &Record<'_>,
    incident: &IncidentInRecord<'_>,
    sentences: &HashMap<SourceId, Sentences>,
) -> Markup {
    html! {
        article.c id=(incident.code()) {
            (head(incident))
            div.facts {
                (ranges::table(&incident.tally.rows))
                (grade(incident.tally))
                (accounts(incident))
                (findings(&incident.tally.findings))
                (ties(incident))
                (judged(incident))
                (steps(incident))
                (links(record, incident))
            }
            div.said {
                @for claims in incident.claims_by_source() {
                    (source(record, incident, claims, &sentences[&claims[0].id.source]))
                }
            }
        }
    }
}

fn head(incident: &IncidentInRecord<'_>) -> Markup {
    let place = words::place(incident.place);
    html! {
        header {
            h3 { (foreign(&place)) }
            p {
                a.code href={ "#" (incident.code()) } { (incident.code()) }
                " " span { (words::days(incident.dates)) }
                " " span { (acts(incident)) }
                @if let Some(place) = incident.place {
                    " " span { (where_it_is(incident.total, place)) (foreign(&words::resolved(place))) }
                    @if !place.reason.is_empty() { " " small { (foreign(&place.reason)) } }
                }
                " " span { (support(incident)) }
            }
        }
    }
}

fn where_it_is(total: bool, place: &Place) -> &'static str {
    match (&place.resolution, total) {
        (None, _) => "not on the map: ",
        (Some(_), true) => "in the gazetteer: ",
        (Some(_), false) => "on the map: ",
    }
}

/// The kinds of attack that are claimed. Where nobody asserts one, that is said: a threat or a
/// denial alone is no harm claimed.
fn acts(incident: &IncidentInRecord<'_>) -> String {
    let mut acts: Vec<String> = Vec::new();
    for claim in &incident.standing() {
        let act = words::plain(claim.claim.act.word());
        if !acts.contains(&act) {
            acts.push(act);
        }
    }
    let standing = if incident.is_asserted() {
        "claimed as"
    } else {
        "asserted by nobody, only denied, threatened or warned of:"
    };
    format!("{standing} {}", acts.join(", "))
}

fn support(incident: &IncidentInRecord<'_>) -> String {
    let claims = words::counted(incident.claims.len(), "claim", "claims");
    let sources = words::counted(incident.sources, "source", "sources");
    let sources = match incident.taken_out() {
        0 => sources,
        taken_out => format!("{sources}, {taken_out} taken out by reviewers"),
    };
    if incident.origins < incident.sources {
        format!(
            "{claims} in {sources}, {} when copies count once",
            incident.origins
        )
    } else {
        format!("{claims} in {sources}")
    }
}

/// What the method makes of the incident: whether it counts it, where that is in doubt, and the grade.
fn grade(tally: &Tally) -> Markup {
    let Inclusion { standing, reason } = &tally.inclusion;
    html! {
        @if tally.grade.is_none() || *standing != Standing::Included {
            p.g { b.badge { (words::plain(standing.word())) } " " (foreign(reason)) }
        }
        @if let Some(Graded { grade, reason, .. }) = &tally.grade {
            p.g { (badge(*grade)) " " (foreign(reason)) }
        }
    }
}

/// A grade as a sign and a word.
pub(crate) fn badge(grade: Grade) -> Markup {
    let sign = match grade {
        Grade::Confirmed => "●●●",
        Grade::Fair => "●●○",
        Grade::Weak => "●○○",
        Grade::Contested => "◐◑",
        Grade::Discounted => "○○○",
    };
    html! { b.badge { span aria-hidden="true" { (sign) } " " (grade) } }
}

/// Who accuses and who denies, side by side.
fn accounts(incident: &IncidentInRecord<'_>) -> Markup {
    let (denying, accusing): (Vec<_>, Vec<_>) =
        (incident.attributions()).partition(|(_, a)| a.degree == Degree::Denied);
    let plain: Vec<_> = incident.plain_denials().collect();
    html! {
        div.who {
            section {
                h4 { "Who is accused" }
                @if accusing.is_empty() {
                    p.none { "Nobody, in these claims." }
                } @else {
                    ul { @for attributed in accusing { (attribution(attributed)) } }
                }
            }
            @if !denying.is_empty() || !plain.is_empty() {
                section {
                    h4 { "Who denies" }
                    ul {
                        @for attributed in denying { (attribution(attributed)) }
                        @for claim in plain { li { (account_does(claim, "denies")) } }
                    }
                }
            }
        }
    }
}

fn attribution((claim, attribution): (&ClaimInSource<'_>, &Attribution)) -> Markup {
    let verb = words::degree(attribution.degree);
    html! { li { (account_does(claim, verb)) " " b { (foreign(&attribution.name)) } } }
}

fn account_does(claim: &ClaimInSource<'_>, verb: &str) -> Markup {
    let quoted = claim.claim.speaker != Speaker::Publisher;
    html! { (account(claim)) @if quoted { "," } " " (verb) }
}

fn account(claim: &ClaimInSource<'_>) -> Markup {
    let publisher = words::publisher(claim.source);
    match &claim.claim.speaker {
        Speaker::Publisher => foreign(publisher),
        Speaker::Named { name, .. } => {
            html! { (foreign(name)) ", quoted by " (foreign(publisher)) }
        }
    }
}

fn findings(findings: &[String]) -> Markup {
    html! {
        @if !findings.is_empty() {
            section.odd {
                h4 { span aria-hidden="true" { "△ " } "What does not add up" }
                ul { @for finding in findings { li { (foreign(finding)) } } }
            }
        }
    }
}

/// Which sources count as one origin, folded.
fn ties(incident: &IncidentInRecord<'_>) -> Markup {
    let ties = incident.ties();
    html! {
        @if !ties.is_empty() {
            details {
                summary { "What is not independent, and counts as one origin" }
                ul { @for tie in &ties { li { (foreign(tie)) } } }
            }
        }
    }
}

/// What reviewers decided beside the ranges, whose steps tell it.
fn judged(incident: &IncidentInRecord<'_>) -> Markup {
    let lines = reviewed::incident(incident);
    html! {
        @if !lines.is_empty() {
            section {
                h4 { "What reviewers decided" }
                ul { @for line in &lines { li { (foreign(line)) } } }
            }
        }
    }
}

/// How the ranges came about, folded.
pub(crate) fn steps(incident: &IncidentInRecord<'_>) -> Markup {
    let rows = || {
        incident
            .tally
            .rows
            .iter()
            .filter(|row| !row.steps.is_empty())
    };
    html! {
        @if rows().next().is_some() {
            details {
                summary { "How these ranges came about" }
                @for row in rows() { (row_steps(incident, row)) }
            }
        }
    }
}

fn row_steps(incident: &IncidentInRecord<'_>, row: &TallyRow) -> Markup {
    html! {
        h5 { (words::effect_on(row.effect, row.who)) ": " (row.range) }
        ol { @for step in &row.steps {
            li { (step_line((step, &reviewed::step(row, step, incident.in_house)), incident.figure(step.figure))) }
        } }
    }
}

fn step_line((step, text): (&Step, &str), ground: Option<(&ClaimInSource<'_>, &Figure)>) -> Markup {
    html! {
        (foreign(text)) " "
        @match step.range {
            Some(range) => { span.to { "→ " (range) } }
            None => { span.to { "→ left out" } }
        }
        " " code { (visible_on_page(&step.rule)) }
        @if let Some((claim, figure)) = ground {
            br;
            "“" (foreign(figure.quote.text())) "” " span.by { (account(claim)) }
        }
    }
}

fn links(record: &Record<'_>, incident: &IncidentInRecord<'_>) -> Markup {
    html! {
        @if !incident.joins.is_empty() || !incident.refusals.is_empty() {
            details {
                summary {
                    "Why these claims stand together"
                    @if !incident.refusals.is_empty() { ", and what was kept apart" }
                }
                ul {
                    @for join in &incident.joins {
                        li { (named(record, join.pair.0)) " with " (named(record, join.pair.1)) ": " (foreign(&join.reasons.join("; "))) }
                    }
                }
                @if !incident.refusals.is_empty() {
                    h5 { "Kept apart" }
                    ul { @for refusal in &incident.refusals {
                        li { (apart(record, incident, refusal.pair)) ": " (foreign(&refusal.reasons.join("; "))) }
                    } }
                }
            }
        }
    }
}

fn named(record: &Record<'_>, id: ClaimId) -> Markup {
    let publisher = record
        .source(id.source)
        .map_or("a source", words::publisher);
    html! { (foreign(publisher)) " " code { (id) } }
}

/// A refusal as seen from one of its incidents: its own claim first, then the other's.
fn apart(
    record: &Record<'_>,
    incident: &IncidentInRecord<'_>,
    (a, b): (ClaimId, ClaimId),
) -> Markup {
    let (own, other) = if incident.claim(a).is_some() {
        (a, b)
    } else {
        (b, a)
    };
    html! {
        (named(record, own)) " from " (named(record, other))
        @if let Some(elsewhere) = record.incident_of(other).filter(|i| i.code() != incident.code()) {
            " in " a href={ "#" (elsewhere.code()) } { (elsewhere.code()) }
        }
    }
}

/// What one source says of the incident: its quotes in context, then its claims.
fn source(
    record: &Record<'_>,
    incident: &IncidentInRecord<'_>,
    claims: &[ClaimInSource<'_>],
    sentences: &Sentences,
) -> Markup {
    let source = claims[0].source;
    let copy = record.copy(source.id);
    html! {
        section .s .copy[copy.is_some()] {
            h4 {
                a href={ "#" (source_anchor(source.id)) } { (foreign(words::publisher(source))) }
                " " small { (published(source, words::day)) }
            }
            @if let Some(copy) = copy {
                p.again {
                    span aria-hidden="true" { "⧉ " } "Copy of "
                    (foreign(record.source(copy.original).map_or("a source not in this record", words::publisher)))
                    ": " (percent(copy.shared)) " of its words stand there. The two count as one source."
                }
            }
            (excerpt::excerpts(source, sentences, claims))
            ul.cl {
                @for (index, claim) in claims.iter().enumerate() {
                    li { (claim_line(incident, claim, (claims.len() > 1).then(|| excerpt::letter(index)))) }
                }
            }
        }
    }
}

pub(crate) fn published(source: &Source, said: impl Fn(Date) -> String) -> Markup {
    html! {
        @match source.publication.published {
            Some(day) => { (said(day)) }
            None => { "date of publication not known" }
        }
        @if let Some(language) = &source.publication.language { " · " (foreign(language)) }
    }
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A claim in one line, on its speaker's account, without what the card's head says already.
fn claim_line(
    incident: &IncidentInRecord<'_>,
    claim: &ClaimInSource<'_>,
    letter: Option<String>,
) -> Markup {
    html! {
        @if let Some(letter) = letter { b.letter { (letter) } " " }
        (claim_alone(claim.claim, Some(incident)))
        @if let Some(judged) = claim.judged {
            @for line in reviewed::claim(judged, incident.in_house) { br; (foreign(&line)) }
        }
    }
}

/// A claim in one line, on its speaker's account.
pub(super) fn claim_alone(claim: &Claim, incident: Option<&IncidentInRecord<'_>>) -> Markup {
    html! {
        @match &claim.speaker {
            Speaker::Publisher => { "In its own voice" }
            Speaker::Named { name, .. } => { "On the account of " (foreign(name)) }
        }
        @match claim.status {
            Status::Asserted => { ": " }
            Status::Denied => { ", " b { "denied" } ": " }
            Status::Hypothetical => { ", " b { "as a threat, plan or warning" } ": " }
        }
        @for (i, part) in content(claim, incident).iter().enumerate() {
            @if i > 0 { "; " }
            (part)
        }
        "."
    }
}

/// What the claim holds beyond what its incident has already said.
fn content(claim: &Claim, incident: Option<&IncidentInRecord<'_>>) -> Vec<Markup> {
    let ours = |words: String| html! { (words) };
    let mut parts = vec![ours(words::plain(claim.act.word()))];
    let weapons = claim.weapons.iter().map(|w| words::plain(w.kind.word()));
    parts.extend(weapons.map(|weapon| ours(format!("weapon: {weapon}"))));
    let targets = claim.targets.iter().map(|t| words::plain(t.kind.word()));
    parts.extend(targets.map(|target| ours(format!("target: {target}"))));
    let place = claim.place.as_deref();
    if incident.is_none_or(|i| i.place.map(|p| &p.name) != place.map(|p| &p.name)) {
        parts.push(match place {
            Some(_) => html! { "at " (foreign(&words::place(place))) },
            None => ours("no place given".to_owned()),
        });
    }
    let dates = claim.when.as_ref().map(|when| when.dates);
    if incident.is_none_or(|i| Some(i.dates) != dates) {
        parts.push(ours(dates.map_or("no date given".to_owned(), words::days)));
    }
    parts.extend(
        claim
            .figures
            .iter()
            .map(|figure| ours(words::figure(figure))),
    );
    parts.extend(claim.victims.iter().map(victim));
    parts
}

fn victim(victim: &Victim) -> Markup {
    let effect = victim.effect.map(|effect| words::plain(effect.word()));
    let age = victim.age.map(|age| format!("aged {age}"));
    html! {
        "names " (foreign(&victim.name))
        @for known in effect.into_iter().chain(age) { ", " (known) }
        @if let Some(role) = &victim.role { ", " (foreign(role)) }
    }
}
