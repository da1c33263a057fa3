//! Every judgement that was ever made, withdrawn ones too; and those of one incident.

use maud::{Markup, html};
use tollbook_publish::IncidentInRecord;

use crate::frame::{self, foreign};
use crate::house::KeptJudgement;
use crate::visit::{Answer, Visit};

/// Judgements on one page.
const PAGE: usize = 200;

/// Shows all judgements, the latest first.
pub fn show(visit: &Visit) -> Answer {
    let judgements = &visit.snapshot.case().judgements;
    let shown: Vec<&KeptJudgement> = judgements.iter().rev().take(PAGE).collect();
    let main = html! {
        h1 { (visit.language.count("judgements", judgements.len())) }
        p.lead { (visit.say("history-how")) }
        (list(visit, &shown))
        @if judgements.len() > PAGE { p.soft { (visit.language.count("history-older", judgements.len() - PAGE)) } }
    };
    frame::page(visit, &visit.say("nav-history"), main)
}

/// The judgements that bear on an incident's claims.
pub fn of_incident(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let is_on = |judgement: &&KeptJudgement| {
        judgement
            .claims
            .iter()
            .any(|id| incident.claim(*id).is_some())
    };
    let judgements = &visit.snapshot.case().judgements;
    let own: Vec<&KeptJudgement> = judgements.iter().rev().filter(is_on).collect();
    html! {
        @if !own.is_empty() {
            section aria-labelledby="history" {
                h2 #history { (visit.say("history-of-incident")) }
                (list(visit, &own))
            }
        }
    }
}

/// Judgements, each with what it says and the way to withdraw it.
pub fn list(visit: &Visit, judgements: &[&KeptJudgement]) -> Markup {
    html! {
        ol.history {
            @for judgement in judgements {
                li .withdrawn[judgement.withdrawn.is_some()] id={ "j-" (judgement.id) } {
                    p {
                        (says(visit, judgement)) " "
                        @if judgement.withdrawn.is_some() { b { (visit.say("withdrawn")) } }
                    }
                    @if !judgement.reason.is_empty() { p dir="auto" { "“" (foreign(&judgement.reason)) "”" } }
                    p.soft {
                        (name(visit, &judgement.by)) " · " time { (moment(visit, judgement)) } " · " code { (judgement.id) }
                    }
                    @if judgement.withdrawn.is_none() && judgement.withdraws.is_none() {
                        (frame::undo(visit, judgement.id.as_str()))
                    }
                }
            }
        }
    }
}

/// Who judged, for who may know it.
pub fn name(visit: &Visit, by: &str) -> Markup {
    if visit.role.sees_names() {
        foreign(by)
    } else {
        html! { (visit.say("a-reviewer")) }
    }
}

fn moment(visit: &Visit, judgement: &KeptJudgement) -> String {
    let text = judgement.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    visit.language.digits(&text)
}

/// What a judgement says: its kind in the language of the page, then its own words.
pub fn says(visit: &Visit, judgement: &KeptJudgement) -> Markup {
    html! {
        b { (visit.language.word("kind", &judgement.kind)) }
        @if !judgement.says.is_empty() { ": " (foreign(&judgement.says)) }
        @if let Some(withdrawn) = &judgement.withdraws { " " a.code href={ "#j-" (withdrawn) } { (withdrawn) } }
    }
}
