//! What a reviewer decides on an incident: another range or grade with a reason, who the contested are,
//! which claims belong elsewhere, a note.

use maud::{Markup, html};
use tollbook_publish::IncidentInRecord;
use tollbook_record::{CivilianStatus, ClaimId, Effect, Grade, Who};

use super::super::judge::seen;
use super::super::spans::account;
use crate::snapshot::claim_name;
use crate::visit::Visit;

/// The forms, folded away until they are asked for.
pub fn forms(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let language = visit.language;
    html! {
        section aria-labelledby="decisions" {
            h2 #decisions { (visit.say("decisions")) }
            p.soft { (visit.say("decisions-how")) }
            div.forms {
                details data-key="e" {
                    summary { (visit.say("decide-range")) kbd aria-hidden="true" { "e" } }
                    (form(visit, incident, "/judge/range", html! {
                        label { (visit.say("range-of"))
                            select name="row" { @for (effect, who) in rows(incident) { option value={ (effect) " " (who) } { (language.effect_on(effect, who)) } } }
                        }
                        label { (visit.say("range-min")) input name="min" inputmode="numeric" pattern="[0-9]*" dir="ltr"; }
                        label { (visit.say("range-max")) input name="max" inputmode="numeric" pattern="[0-9]*" dir="ltr"; }
                    }))
                }
                @if let Some(now) = incident.grade() {
                    details {
                        summary { (visit.say("decide-grade")) }
                        (form(visit, incident, "/judge/grade", html! {
                            label { (visit.say("facet-grade"))
                                select name="grade" { @for grade in Grade::ALL { option value=(grade.word()) selected[*grade == now] { (language.word("grade", grade.word())) } } }
                            }
                        }))
                    }
                }
                details {
                    summary { (visit.say("decide-status")) }
                    (form(visit, incident, "/judge/status", html! {
                        label { (visit.say("status-of"))
                            select name="status" { @for status in CivilianStatus::ALL { option value=(status.word()) { (language.word("civilian", status.word())) } } }
                        }
                    }))
                }
                @if incident.claims.len() > 1 {
                    details {
                        summary { (visit.say("decide-split")) }
                        (form(visit, incident, "/judge/split", html! {
                            p.soft { (visit.say("split-how")) }
                            @for claim in &incident.claims {
                                label.choice { input type="checkbox" name="claim" value=(claim_name(claim.id)); span { (account(language, claim)) } }
                            }
                        }))
                    }
                }
                details data-key="m" {
                    summary { (visit.say("decide-note")) kbd aria-hidden="true" { "m" } }
                    (form(visit, incident, "/judge/note", html! {}))
                }
            }
        }
    }
}

/// What a range can be put on: the rows that there are, and killed and injured people.
fn rows(incident: &IncidentInRecord<'_>) -> Vec<(Effect, Who)> {
    let own = incident.tally.rows.iter().map(|row| (row.effect, row.who));
    let mut rows: Vec<(Effect, Who)> = own
        .chain([
            (Effect::Killed, Who::People),
            (Effect::Injured, Who::People),
        ])
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn form(visit: &Visit, incident: &IncidentInRecord<'_>, to: &str, fields: Markup) -> Markup {
    let claims: Vec<ClaimId> = incident.claims.iter().map(|claim| claim.id).collect();
    html! {
        form method="post" action=(to) {
            input type="hidden" name="incident" value=(incident.code());
            input type="hidden" name="seen" value=(seen(&visit.snapshot, &claims));
            input type="hidden" name="back" value={ "/incident/" (incident.code()) };
            (fields)
            label { (visit.say("reason")) textarea name="reason" required maxlength="2000" dir="auto" {} }
            p { button { (visit.say("save")) } }
        }
    }
}
