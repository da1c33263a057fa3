//! How far coders of the same sources agree, where they differ, and what is to be settled.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tollbook_judge::agreement::{Agreement, Difference, FieldAgreement};

use super::history::{name, says};
use super::judge::seen;
use crate::frame::{self, foreign};
use crate::house::{Contradiction, KeptJudgement};
use crate::visit::{Answer, Visit};

/// Kinds of judgements by which a source is coded.
const CODING: [&str; 3] = ["claim", "field", "new_claim"];
/// So many differences are shown.
const SHOWN: usize = 200;

/// Shows the agreement of the chosen coders, else of all.
pub fn show(visit: &Visit) -> Answer {
    let coders = coders(visit);
    let chosen: Vec<&str> = visit
        .query
        .all("who")
        .filter(|who| coders.contains_key(who))
        .collect();
    let chosen = if chosen.len() < 2 {
        coders.keys().copied().collect()
    } else {
        chosen
    };
    let found = match chosen.len() {
        0 | 1 => None,
        _ => Some(visit.app.house.agreement(&chosen)?),
    };
    let main = html! {
        h1 { (visit.say("nav-agreement")) }
        p.lead { (visit.say("agreement-how")) }
        @if coders.len() < 2 { p.none { (visit.say("agreement-few")) } }
        @if coders.len() > 2 {
            form.card action="/agreement" {
                @for (who, judgements) in &coders {
                    label.choice {
                        input type="checkbox" name="who" value=(who) checked[chosen.contains(who)];
                        span { (foreign(who)) " · " (visit.language.count("judgements", *judgements)) }
                    }
                }
                button { (visit.say("facets-do")) }
            }
        }
        @if let Some(found) = &found { (fields(visit, found)) (differences(visit, found)) }
        (contradictions(visit))
    };
    frame::page(visit, &visit.say("nav-agreement"), main)
}

/// Who coded, with how many judgements that stand.
fn coders(visit: &Visit) -> BTreeMap<&str, usize> {
    let mut coders = BTreeMap::new();
    for kept in &visit.snapshot.case().judgements {
        if kept.withdrawn.is_none() && CODING.contains(&kept.kind.as_str()) {
            *coders.entry(kept.by.trim()).or_default() += 1;
        }
    }
    coders
}

fn fields(visit: &Visit, found: &Agreement) -> Markup {
    let names: Vec<String> = found
        .reviewers
        .iter()
        .map(|who| crate::language::isolated(who))
        .collect();
    html! {
        section {
            h2 { (visit.language.list(&names)) ": " (visit.language.count("agreement-sources", found.sources)) }
            div.wide tabindex="0" role="region" aria-label=(visit.say("nav-agreement")) {
                table.plain {
                    thead { tr {
                        th scope="col" { (visit.say("agreement-field")) } th scope="col" { (visit.say("agreement-units")) }
                        th scope="col" { (visit.say("agreement-same")) } th scope="col" { (visit.say("agreement-kappa")) }
                        th scope="col" { (visit.say("agreement-alpha")) }
                    } }
                    tbody { @for field in &found.fields { (row(visit, field)) } }
                }
            }
            p.soft { (visit.say("agreement-none")) }
        }
    }
}

fn row(visit: &Visit, field: &FieldAgreement) -> Markup {
    let language = visit.language;
    let number = |number: Option<f64>| {
        number.map_or("–".to_owned(), |number| {
            language.digits(&format!("{number:.2}"))
        })
    };
    html! {
        tr {
            th scope="row" { (visit.say(&format!("coded-{}", field.field))) }
            td { (language.number(field.units)) } td { (language.number(field.same)) }
            td { (number(field.kappa)) } td { (number(field.alpha)) }
        }
    }
}

fn differences(visit: &Visit, found: &Agreement) -> Markup {
    let differences = &found.differences;
    html! {
        @if !differences.is_empty() {
            section {
                h2 { (visit.language.count("agreement-differences", differences.len())) }
                div.wide tabindex="0" role="region" aria-label=(visit.language.count("agreement-differences", differences.len())) {
                    table.plain {
                        thead { tr {
                            th scope="col" { (visit.say("words-of")) } th scope="col" { (visit.say("agreement-field")) }
                            @for who in &found.reviewers { th scope="col" { (foreign(who)) } }
                        } }
                        tbody { @for one in differences.iter().take(SHOWN) { (difference(visit, one)) } }
                    }
                }
            }
        }
    }
}

fn difference(visit: &Visit, one: &Difference) -> Markup {
    html! {
        tr {
            th scope="row" { a href={ "/source/" (one.source) } { "“" (foreign(&one.words)) "”" } }
            td { (visit.say(&format!("coded-{}", one.field))) }
            @for code in &one.codes {
                td { @if code.is_empty() { (visit.say("as-read-nothing")) } @else { (foreign(code)) } }
            }
        }
    }
}

/// What reviewers contradict each other on, with the way to say which of them stands.
fn contradictions(visit: &Visit) -> Markup {
    let case = visit.snapshot.case();
    html! {
        section aria-labelledby="settle" {
            h2 #settle { (visit.language.count("contradictions", case.contradictions.len())) }
            @if !case.contradictions.is_empty() { p.soft { (visit.say("contradictions-how")) } }
            @for one in &case.contradictions { (contradiction(visit, one)) }
        }
    }
}

fn contradiction(visit: &Visit, one: &Contradiction) -> Markup {
    let judgements = visit.snapshot.case().judgements.iter();
    let own: Vec<&KeptJudgement> = judgements
        .filter(|kept| one.judgements.contains(&kept.id))
        .collect();
    let claims = own.first().map_or(&[][..], |kept| &kept.claims);
    html! {
        form.card.stack method="post" action="/judge/settle" {
            h3 lang="en" { (foreign(&one.about)) }
            @if let Some(claim) = claims.first() { p { a href={ "/source/" (claim.source) "#claim-" (claim.index) } { (visit.say("contradiction-where")) } } }
            input type="hidden" name="seen" value=(seen(&visit.snapshot, claims));
            input type="hidden" name="back" value="/agreement";
            ol.history {
                @for kept in &own {
                    li {
                        label.choice { input type="radio" name="judgement" value=(kept.id) required; span { (says(visit, kept)) } }
                        p.soft { (name(visit, &kept.by)) ": “" (foreign(&kept.reason)) "”" }
                    }
                }
            }
            label { (visit.say("reason")) input name="reason" required dir="auto" maxlength="2000"; }
            p { button { (visit.say("settle-do")) } }
        }
    }
}
