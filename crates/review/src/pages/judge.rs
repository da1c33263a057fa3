//! What the forms of all pages do: one judgement each, kept before the answer goes out. Where others have
//! judged the same meanwhile, what they said is shown first.

use maud::html;
use tollbook_publish::IncidentInRecord;
use tollbook_record::{ClaimId, CountRange, IncidentId, JudgementId, Verdict};

use super::{history, place, words};
use crate::frame;
use crate::house::{Decision, KeptJudgement, NewJudgement};
use crate::language::Language;
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

/// Judges whether two claims speak of one incident.
pub fn pair(visit: &Visit) -> Answer {
    let form = &visit.form;
    let claim = |name| {
        form.get(name)
            .and_then(|name| visit.snapshot.claim_named(name))
    };
    let (Some(a), Some(b)) = (claim("a"), claim("b")) else {
        return Err(Stop::Missing("missing-claim"));
    };
    let verdict = word(form.get("verdict"))?;
    let decision = Decision::Pair {
        these: vec![a],
        those: vec![b],
        verdict,
    };
    keep(visit, decision, &[a, b])
}

/// Judges whether two names are of one person.
pub fn person(visit: &Visit) -> Answer {
    let form = &visit.form;
    let victim = |name| {
        form.get(name)
            .and_then(|name| visit.snapshot.victim_named(name))
    };
    let (Some(one), Some(other)) = (victim("a"), victim("b")) else {
        return Err(Stop::Missing("missing-name"));
    };
    if one == other {
        return Err(Stop::Bad("bad-judgement"));
    }
    let verdict = word(form.get("verdict"))?;
    let decision = Decision::Person {
        one,
        other,
        verdict,
    };
    keep(visit, decision, &[one.claim, other.claim])
}

/// Takes claims out of their incident, as different from those that stay.
pub fn split(visit: &Visit) -> Answer {
    let incident = incident(visit)?;
    let named = visit
        .form
        .all("claim")
        .map(|name| visit.snapshot.claim_named(name));
    let these: Vec<ClaimId> = named
        .collect::<Option<_>>()
        .ok_or(Stop::Missing("missing-claim"))?;
    let all: Vec<ClaimId> = incident.claims.iter().map(|claim| claim.id).collect();
    let those: Vec<ClaimId> = all
        .iter()
        .copied()
        .filter(|id| !these.contains(id))
        .collect();
    let are_here = these.iter().all(|id| all.contains(id));
    if these.is_empty() || those.is_empty() || !are_here {
        return Err(Stop::Bad("bad-split"));
    }
    reasoned(visit)?;
    let verdict = Verdict::Different;
    keep(
        visit,
        Decision::Pair {
            these,
            those,
            verdict,
        },
        &all,
    )
}

/// Confirms or rejects a claim.
pub fn claim(visit: &Visit) -> Answer {
    let id = visit
        .form
        .get("claim")
        .and_then(|name| visit.snapshot.claim_named(name));
    let claim = id.ok_or(Stop::Missing("missing-claim"))?;
    let verdict = word(visit.form.get("verdict"))?;
    keep(visit, Decision::Claim { claim, verdict }, &[claim])
}

/// Corrects a field of a claim, adds one, or takes one out.
pub fn field(visit: &Visit) -> Answer {
    let (claim, decision) = words::correction(visit)?;
    keep(visit, decision, &[claim])
}

/// Makes a claim of words that the program did not read as one.
pub fn new_claim(visit: &Visit) -> Answer {
    keep(visit, words::new_claim(visit)?, &[])
}

/// Puts a range in place of the method's.
pub fn range(visit: &Visit) -> Answer {
    reasoned(visit)?;
    let form = &visit.form;
    let row = form.get("row").and_then(|row| row.split_once(' '));
    let (effect, who) = row.ok_or(Stop::Bad("bad-judgement"))?;
    let end = |name| {
        form.get(name)
            .map(|text| text.parse().map_err(|_| Stop::Bad("bad-range")))
            .transpose()
    };
    let range = CountRange::new(end("min")?, end("max")?).ok_or(Stop::Bad("bad-range"))?;
    on_incident(visit, |incident| {
        Ok(Decision::Range {
            incident,
            effect: word(Some(effect))?,
            who: word(Some(who))?,
            range,
        })
    })
}

/// Puts a grade in place of the method's.
pub fn grade(visit: &Visit) -> Answer {
    reasoned(visit)?;
    let grade = word(visit.form.get("grade"))?;
    on_incident(visit, |incident| Ok(Decision::Grade { incident, grade }))
}

/// Says who those are whom some claims count as civilians and others as fighters.
pub fn status(visit: &Visit) -> Answer {
    reasoned(visit)?;
    let status = word(visit.form.get("status"))?;
    on_incident(visit, |incident| Ok(Decision::Status { incident, status }))
}

/// Says which of several judgements that contradict each other stands.
pub fn settle(visit: &Visit) -> Answer {
    reasoned(visit)?;
    let case = visit.snapshot.case();
    let id = JudgementId::new(visit.form.get("judgement").unwrap_or_default());
    let mut all = case.contradictions.iter();
    let of = all.find(|of| of.judgements.contains(&id));
    let kept = case.judgements.iter().find(|kept| kept.id == id);
    let (Some(of), Some(kept)) = (of, kept) else {
        return Err(Stop::Bad("bad-settled"));
    };
    let decision = Decision::Settled {
        judgement: id,
        of: of.judgements.clone(),
    };
    keep(visit, decision, &kept.claims)
}

/// Keeps words for other reviewers.
pub fn note(visit: &Visit) -> Answer {
    reasoned(visit)?;
    on_incident(visit, |incident| Ok(Decision::Note { incident }))
}

fn incident(visit: &Visit) -> Result<&IncidentInRecord<'_>, Stop> {
    let code = visit.form.get("incident").unwrap_or_default();
    visit
        .snapshot
        .record()
        .incident(code)
        .ok_or(Stop::Missing("missing-incident"))
}

fn on_incident(visit: &Visit, make: impl FnOnce(IncidentId) -> Result<Decision, Stop>) -> Answer {
    let incident = incident(visit)?;
    let claims: Vec<ClaimId> = incident.claims.iter().map(|claim| claim.id).collect();
    keep(visit, make(incident.code().clone())?, &claims)
}

/// What stands in place of a method's value needs a reason.
fn reasoned(visit: &Visit) -> Result<(), Stop> {
    visit
        .form
        .get("reason")
        .map(drop)
        .ok_or(Stop::Bad("bad-reason"))
}

/// A word of a vocabulary.
pub fn word<T: std::str::FromStr>(word: Option<&str>) -> Result<T, Stop> {
    word.and_then(|word| word.parse().ok())
        .ok_or(Stop::Bad("bad-judgement"))
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
        method: visit.snapshot.method.clone(),
        decision,
        by,
        reason: reason(visit),
    };
    let fresh = visit.refresh()?;
    let seen = visit.coder().is_none().then_some(fresh.case().seen);
    let Some(id) = visit.app.house.judge(&judgement, fresh.record(), seen)? else {
        // Somebody judged the same between the check and the write.
        return merge(visit, claims)?.ok_or(Stop::Bad("bad-again"));
    };
    // The judgement is safe; a page that cannot be made now is told of by the page itself.
    let _shown_next = visit.refresh();
    let back = ours(visit.form.get("back"));
    let (page, place) = back
        .split_once('#')
        .map_or((back, String::new()), |(page, place)| {
            (page, format!("#{place}"))
        });
    let joint = if page.contains('?') { '&' } else { '?' };
    go(&format!("{page}{joint}kept={id}{place}"))
}

/// A decision of one key says no more than itself; what stands in place of a method's value has a reason.
fn reason(visit: &Visit) -> String {
    let given = visit.form.get("reason").map(str::to_owned);
    given.unwrap_or_else(|| Language::English.say("reason-none"))
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
    let fresh = visit.refresh()?;
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
