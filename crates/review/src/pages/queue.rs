//! Pairs of claims that came near each other, one at a time. What the program thinks of a pair is hidden
//! until the reviewer has decided, so that their judgement is their own.

use maud::{Markup, html};
use tollbook_publish::page::excerpt::{Sentences, context};
use tollbook_record::{ClaimId, ClaimInSource, Part, Place};

use super::compare::{compared, skipped, skips, verdicts};
use super::incident::published;
use super::spans::{account, anchor, count, marks};
use crate::frame::{self, foreign};
use crate::house::KeptJudgement;
use crate::snapshot::{Snapshot, claim_name};
use crate::visit::{Answer, Stop, Visit};

/// A pair that came near: its claims, the weight of evidence and the reasons.
struct Near<'a> {
    pair: (ClaimId, ClaimId),
    weight: f64,
    reasons: &'a [String],
    joined: bool,
}

/// The kind of judgement that decides a pair.
const PAIR: &str = "pair";

/// All pairs, the least sure first: a judgement on them teaches most.
fn pairs(snapshot: &Snapshot) -> Vec<Near<'_>> {
    let linking = &snapshot.case().linking;
    let apart = linking.refusals.iter().map(|refusal| Near {
        pair: refusal.pair,
        weight: refusal.weight,
        reasons: &refusal.reasons,
        joined: false,
    });
    let together = linking.joins.iter().map(|join| Near {
        pair: join.pair,
        weight: join.weight,
        reasons: &join.reasons,
        joined: true,
    });
    let mut pairs: Vec<Near<'_>> = apart.chain(together).collect();
    pairs.sort_by(|a, b| {
        a.weight
            .abs()
            .total_cmp(&b.weight.abs())
            .then(a.pair.cmp(&b.pair))
    });
    pairs
}

fn judgement_on<'a>(
    snapshot: &'a Snapshot,
    pair: (ClaimId, ClaimId),
    by: &str,
) -> Option<&'a KeptJudgement> {
    let judgements = snapshot.case().judgements.iter().rev();
    let mut own =
        judgements.filter(|kept| kept.kind == PAIR && kept.withdrawn.is_none() && kept.by == by);
    own.find(|kept| kept.claims.contains(&pair.0) && kept.claims.contains(&pair.1))
}

/// Shows the next pair that this reviewer has not judged.
pub fn next(visit: &Visit) -> Answer {
    let pairs = pairs(&visit.snapshot);
    let open: Vec<&Near<'_>> = (pairs.iter())
        .filter(|near| judgement_on(&visit.snapshot, near.pair, &visit.reviewer).is_none())
        .collect();
    let skip = skipped(visit);
    let language = visit.language;
    let near = open.get(skip.min(open.len().saturating_sub(1)));
    let main = html! {
        h1 { (visit.say("queue")) }
        p.lead { (language.count("queue-left", open.len())) " " (language.count("queue-judged", pairs.len() - open.len())) }
        (after(visit, &pairs))
        @match near {
            Some(near) => { (pair(visit, near.pair, &format!("/queue?skip={skip}"))?) (skips(visit, "/queue", skip, open.len())) }
            None => { p.lead { (visit.say("queue-empty")) } }
        }
    };
    frame::page(visit, &visit.say("queue"), main)
}

/// Shows the pair of the address, whether it came near or not.
pub fn show(visit: &Visit) -> Answer {
    let claim = |name| {
        visit
            .query
            .get(name)
            .and_then(|name| visit.snapshot.claim_named(name))
    };
    let (Some(a), Some(b)) = (claim("a"), claim("b")) else {
        return Err(Stop::Missing("missing-claim"));
    };
    let pairs = pairs(&visit.snapshot);
    let ordered = (a.min(b), a.max(b));
    let decided = judgement_on(&visit.snapshot, ordered, &visit.reviewer);
    let near = pairs.iter().find(|near| near.pair == ordered);
    let main = html! {
        h1 { (visit.say("queue-one")) }
        @if let (Some(near), Some(_)) = (near, decided) { (waterfall(visit, near)) }
        (pair(visit, ordered, &frame::here(visit))?)
    };
    frame::page(visit, &visit.say("queue-one"), main)
}

/// What the program thinks of the pair that was just decided.
fn after(visit: &Visit, pairs: &[Near<'_>]) -> Markup {
    let judgements = &visit.snapshot.case().judgements;
    let kept = visit
        .query
        .get("kept")
        .and_then(|id| judgements.iter().find(|kept| kept.id.as_str() == id));
    let near = kept.and_then(|kept| {
        pairs
            .iter()
            .find(|near| kept.claims.contains(&near.pair.0) && kept.claims.contains(&near.pair.1))
    });
    html! { @if let Some(near) = near { (waterfall(visit, near)) } }
}

/// The weight of evidence of a pair, reason by reason.
fn waterfall(visit: &Visit, near: &Near<'_>) -> Markup {
    html! {
        section.card {
            h2 { (visit.say("waterfall")) }
            p {
                (visit.say(if near.joined { "program-joined" } else { "program-apart" })) " "
                b { (visit.language.digits(&format!("{:+.1}", near.weight))) }
            }
            ul lang="en" { @for reason in near.reasons { li { (foreign(reason)) } } }
        }
    }
}

/// Two claims side by side with the form that decides them.
fn pair(visit: &Visit, pair: (ClaimId, ClaimId), back: &str) -> Result<Markup, Stop> {
    let record = visit.snapshot.record();
    let claim = |id| record.claim(id).ok_or(Stop::Missing("missing-claim"));
    let (a, b) = (claim(pair.0)?, claim(pair.1)?);
    let decided = judgement_on(&visit.snapshot, pair, &visit.reviewer).is_some();
    Ok(html! {
        (fields(visit, &a, &b))
        div.pair { (side(visit, &a, decided)) (side(visit, &b, decided)) }
        form method="post" action="/judge/pair" {
            input type="hidden" name="a" value=(claim_name(a.id));
            input type="hidden" name="b" value=(claim_name(b.id));
            input type="hidden" name="back" value=(back);
            input type="hidden" name="seen" value=(super::judge::seen(&visit.snapshot, &[a.id, b.id]));
            (verdicts(visit, "verdict"))
        }
    })
}

/// What both claims say of each field, with what differs marked.
fn fields(visit: &Visit, a: &ClaimInSource<'_>, b: &ClaimInSource<'_>) -> Markup {
    let language = visit.language;
    let days = |claim: &ClaimInSource<'_>| {
        claim
            .claim
            .when
            .as_ref()
            .map(|when| language.days(when.dates))
            .unwrap_or_default()
    };
    let act = |claim: &ClaimInSource<'_>| language.word("act", claim.claim.act.word());
    let figures = |claim: &ClaimInSource<'_>| {
        let figures = claim.claim.figures.iter();
        let words: Vec<String> = figures
            .map(|figure| {
                format!(
                    "{}: {}",
                    language.effect_on(figure.effect, figure.who),
                    count(language, figure)
                )
            })
            .collect();
        language.list(&words)
    };
    let accused = |claim: &ClaimInSource<'_>| {
        let names: Vec<String> = claim
            .claim
            .alleged_perpetrators
            .iter()
            .map(|accused| accused.name.clone())
            .collect();
        language.list(&names)
    };
    let victims = |claim: &ClaimInSource<'_>| {
        let names: Vec<String> = claim
            .claim
            .victims
            .iter()
            .map(|victim| victim.name.to_string())
            .collect();
        language.list(&names)
    };
    let place = |claim: &ClaimInSource<'_>| {
        claim
            .claim
            .place
            .as_ref()
            .map(|place| place.name.clone())
            .unwrap_or_default()
    };
    let rows = [
        ("part-place", place(a), place(b)),
        ("part-when", days(a), days(b)),
        ("part-act", act(a), act(b)),
        ("part-figure", figures(a), figures(b)),
        ("part-perpetrator", accused(a), accused(b)),
        ("part-victim", victims(a), victims(b)),
    ];
    let apart = apart(a.claim.place.as_deref(), b.claim.place.as_deref());
    let apart = html! {
        @if let Some(km) = apart {
            tr { th scope="row" { (visit.say("apart")) } td colspan="2" { (language.digits(&format!("{km:.1}"))) " km" } }
        }
    };
    compared(visit, "queue-fields", [a, b], &rows, &apart)
}

/// How far two resolved places lie apart.
fn apart(a: Option<&Place>, b: Option<&Place>) -> Option<f64> {
    Some(
        a?.resolution
            .as_ref()?
            .point
            .km_to(b?.resolution.as_ref()?.point),
    )
}

/// One claim with its words. In which incident it stands would tell what the program thinks, so that it is
/// shown only once the reviewer has decided.
fn side(visit: &Visit, claim: &ClaimInSource<'_>, decided: bool) -> Markup {
    let language = visit.language;
    let incident = decided
        .then(|| visit.snapshot.record().incident_of(claim.id))
        .flatten();
    html! {
        section {
            h2 { a href={ "/source/" (claim.id.source) "#" (anchor(claim.id, Part::Act)) } { (account(language, claim)) } }
            p.soft {
                (published(language, claim.source))
                @if let Some(incident) = incident { " · " a.code href={ "/incident/" (incident.code()) } { (incident.code()) } }
            }
            (context(claim.source, &Sentences::of(&claim.source.text), &marks(language, &[*claim])))
        }
    }
}
