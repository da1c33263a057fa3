//! What the forms of all pages do: one judgement each, kept before the answer goes out. Where others have
//! judged the same meanwhile, what they said is shown first.

use maud::html;
use tollbook_record::{ClaimId, JudgementId};

use super::{history, place};
use crate::frame;
use crate::house::{Decision, KeptJudgement, NewJudgement};
use crate::snapshot::Snapshot;
use crate::visit::{Answer, Pairs, Stop, Visit, go, ours};

/// Withdraws a judgement.
pub fn withdraw(visit: &Visit) -> Answer {
    let id = visit
        .form
        .get("judgement")
        .ok_or(Stop::Bad("bad-judgement"))?;
    let judgements = &visit.snapshot.case().judgements;
    let known = judgements
        .iter()
        .any(|kept| kept.id.as_str() == id && kept.withdraws.is_none());
    if !known {
        return Err(Stop::Bad("bad-judgement"));
    }
    keep(visit, Decision::Withdrawal(JudgementId::new(id)), &[])
}

/// Judges what the name of a claim's place means.
pub fn place(visit: &Visit) -> Answer {
    let (claim, decision) = place::decision(visit)?;
    keep(visit, decision, &[claim.id])
}

/// The judgements that stand on some claims, as a form remembers what its reader has seen.
pub fn seen(snapshot: &Snapshot, claims: &[ClaimId]) -> String {
    let ids: Vec<&str> = standing(snapshot, claims)
        .map(|kept| kept.id.as_str())
        .collect();
    ids.join(" ")
}

fn standing<'a>(
    snapshot: &'a Snapshot,
    claims: &'a [ClaimId],
) -> impl Iterator<Item = &'a KeptJudgement> {
    let judgements = snapshot
        .case()
        .judgements
        .iter()
        .filter(|kept| kept.withdrawn.is_none());
    judgements.filter(|kept| kept.claims.iter().any(|claim| claims.contains(claim)))
}

/// Keeps a decision and leads back to where it was made, with what was kept shown there.
fn keep(visit: &Visit, decision: Decision, claims: &[ClaimId]) -> Answer {
    let by = visit.named_reviewer()?.to_owned();
    if let Some(merge) = merge(visit, claims)? {
        return Ok(merge);
    }
    let judgement = NewJudgement {
        decision,
        by,
        reason: visit.form.get("reason").unwrap_or_default().to_owned(),
    };
    let id = visit.app.house.judge(&judgement)?;
    // The judgement is safe; a page that cannot be made now is told of by the page itself.
    let _shown_next = visit.app.refresh();
    let back = ours(visit.form.get("back"));
    let (page, place) = back
        .split_once('#')
        .map_or((back, String::new()), |(page, place)| {
            (page, format!("#{place}"))
        });
    let joint = if page.contains('?') { '&' } else { '?' };
    go(&format!("{page}{joint}kept={id}{place}"))
}

/// The page that shows what others have judged since the form was made, with the same form once more.
/// `None` where nobody has.
fn merge(visit: &Visit, claims: &[ClaimId]) -> Result<Option<axum::response::Response>, Stop> {
    let Some(seen_then) = visit
        .form
        .0
        .iter()
        .find(|(name, _)| name == "seen")
        .map(|(_, seen)| seen)
    else {
        return Ok(None);
    };
    let fresh = visit.app.refresh()?;
    let now = seen(&fresh, claims);
    if now == *seen_then {
        return Ok(None);
    }
    let known: Vec<&str> = seen_then.split(' ').collect();
    let newer: Vec<&KeptJudgement> = standing(&fresh, claims)
        .filter(|kept| !known.contains(&kept.id.as_str()))
        .collect();
    let fields = |pairs: &Pairs| {
        pairs
            .0
            .iter()
            .filter(|(name, _)| name != "seen")
            .cloned()
            .collect::<Vec<_>>()
    };
    let main = html! {
        h1 { (visit.say("merge")) }
        p.lead { (visit.say("merge-how")) }
        (history::list(visit, &newer))
        @if newer.is_empty() { p { (visit.say("merge-withdrawn")) } }
        form method="post" action=(visit.path) {
            @for (name, value) in fields(&visit.form) { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="seen" value=(now);
            button.main { (visit.say("merge-mine")) } " "
            a.button href=(ours(visit.form.get("back"))) { (visit.say("merge-theirs")) }
        }
    };
    frame::page(visit, &visit.say("merge"), main).map(Some)
}
