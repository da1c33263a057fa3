//! How the ranges came about, and why the claims stand together.

use maud::{Markup, html};
use tollbook_publish::IncidentInRecord;
use tollbook_publish::visible::visible_on_page;
use tollbook_record::{ClaimId, Part, Step};

use super::super::spans::{account, anchor};
use crate::frame::foreign;
use crate::snapshot::claim_name;
use crate::visit::Visit;

/// The steps of each range, each step with a link to the words that it rests on.
pub fn steps(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let language = visit.language;
    html! {
        section aria-labelledby="steps" {
            h2 #steps { (visit.say("steps")) }
            p.soft { (visit.say("steps-how")) }
            @for (at, row) in incident.tally.rows.iter().enumerate() {
                details.steps id={ "steps-" (at) } open[at == 0] {
                    summary {
                        (language.effect_on(row.effect, row.who)) ": " b { (language.range(row.range)) }
                    }
                    ol { @for step in &row.steps { (line(visit, incident, step)) } }
                }
            }
        }
    }
}

fn line(visit: &Visit, incident: &IncidentInRecord<'_>, step: &Step) -> Markup {
    let language = visit.language;
    html! {
        li {
            span lang="en" dir="ltr" { (visible_on_page(&step.text)) } " "
            @match step.range {
                Some(range) => { span.to { "→ " (language.range(range)) } }
                None => { span.to.out { "→ " (visit.say("left-out")) } }
            }
            " " code { (visible_on_page(&step.rule)) }
            @if let Some((claim, figure)) = incident.figure(step.figure) {
                @let at = step.figure.map_or(0, |(_, at)| at);
                br;
                a.quote href={ "#" (anchor(claim.id, Part::Figure(at))) } { "“" (foreign(figure.quote.text())) "”" }
                " " span.soft { (account(language, claim)) }
            }
        }
    }
}

/// Why these claims stand together, and what was kept apart.
pub fn links(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    html! {
        @if !incident.joins.is_empty() || !incident.refusals.is_empty() {
            section aria-labelledby="links" {
                h2 #links { (visit.say("links")) }
                @if !incident.joins.is_empty() {
                    details {
                        summary { (visit.language.count("joins", incident.joins.len())) }
                        ul {
                            @for join in &incident.joins {
                                li {
                                    (named(visit, join.pair.0)) " + " (named(visit, join.pair.1)) ": "
                                    span lang="en" { (foreign(&join.reasons.join("; "))) }
                                    " " (pair_link(visit, join.pair))
                                }
                            }
                        }
                    }
                }
                @if !incident.refusals.is_empty() {
                    details {
                        summary { (visit.language.count("refusals", incident.refusals.len())) }
                        ul {
                            @for refusal in &incident.refusals {
                                li {
                                    (named(visit, refusal.pair.0)) " | " (named(visit, refusal.pair.1)) ": "
                                    span lang="en" { (foreign(&refusal.reasons.join("; "))) }
                                    " " (pair_link(visit, refusal.pair))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn pair_link(visit: &Visit, pair: (ClaimId, ClaimId)) -> Markup {
    html! { a href={ "/pair?a=" (claim_name(pair.0)) "&b=" (claim_name(pair.1)) } { (visit.say("judge-pair")) } }
}

fn named(visit: &Visit, id: ClaimId) -> Markup {
    let record = visit.snapshot.record();
    let claim = record.claim(id);
    let elsewhere = record.incident_of(id).map(|incident| incident.code());
    html! {
        @if let Some(claim) = claim { (account(visit.language, &claim)) }
        @if let Some(code) = elsewhere { " " a.code href={ "/incident/" (code) } { (code) } }
    }
}
