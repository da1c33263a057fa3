//! What does not add up. It is said, never mended.

use tollbook_record::{ClaimInSource, Effect, Status, TallyRow, Who};

use crate::groups::exclusive;
use crate::read::{Reading, named_as};
use crate::voice;

/// All findings, one sentence each, in the order of claims and then of rows.
pub(crate) fn findings(
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
    rows: &[TallyRow],
) -> Vec<String> {
    let mut findings: Vec<String> = claims.iter().filter_map(dated_after_publication).collect();
    findings.extend(readings.iter().filter_map(part_above_whole));
    findings.extend(claims.iter().filter_map(more_names_than_dead));
    for effect in Effect::ALL {
        let rows: Vec<&TallyRow> = rows.iter().filter(|row| row.effect == *effect).collect();
        let beside = |who| stands_beside_people(readings, *effect, who);
        let rows: Vec<&TallyRow> = rows.into_iter().filter(|row| !beside(row.who)).collect();
        findings.extend(groups_above_people(&rows));
        findings.extend(
            claims
                .iter()
                .filter_map(|c| more_names_than_people(c, *effect, &rows)),
        );
    }
    findings
}

/// Whether a claim counts the group beside a number of people, so that the one is no part of the other. Both
/// take part, or the number of people in the row is another claim's.
fn stands_beside_people(readings: &[Reading<'_>], effect: Effect, who: Who) -> bool {
    let counted = |who| {
        readings.iter().filter(move |r| {
            let figure = r.figure();
            let counts = r.accepted().is_some() && r.whole().is_none();
            counts && figure.effect == effect && figure.who == who
        })
    };
    let in_one_claim = |r: &Reading<'_>| counted(Who::People).any(|p| p.claim.id == r.claim.id);
    who != Who::People && counted(who).any(in_one_claim)
}

fn dated_after_publication(claim: &ClaimInSource<'_>) -> Option<String> {
    let first = claim.claim.when.as_ref()?.dates.first()?;
    let published = claim.source.publication.published?;
    let asserted = claim.claim.status == Status::Asserted;
    (asserted && first > published).then(|| {
        let voice = voice::words(claim);
        format!("{voice} dates the incident {first}, but was published on {published}.")
    })
}

fn part_above_whole(reading: &Reading<'_>) -> Option<String> {
    let part = reading.figure();
    let whole = reading.claim.claim.figures.get(part.part_of?)?;
    let (least, most) = (part.count.range().min()?, whole.count.range().max()?);
    (least > most).then(|| {
        let (says, whole) = (reading.says(), whole.quote.text());
        format!("{says} out of “{whole}”: the part is larger than the whole.")
    })
}

fn more_names_than_dead(claim: &ClaimInSource<'_>) -> Option<String> {
    let mut dead = claim
        .claim
        .figures
        .iter()
        .filter(|f| f.effect == Effect::Killed && f.who == Who::People && f.part_of.is_none());
    let most = dead.next()?.count.range().max()?;
    let names = named_as(claim, Effect::Killed);
    (names > most as usize && dead.next().is_none()).then(|| {
        let voice = voice::words(claim);
        format!("{voice} names {names} people as killed, but counts at most {most}.")
    })
}

/// A claim that counts nobody and names more people than the highest number of them.
fn more_names_than_people(
    claim: &ClaimInSource<'_>,
    effect: Effect,
    rows: &[&TallyRow],
) -> Option<String> {
    let people = rows.iter().find(|row| row.who == Who::People)?;
    let most = people.range.max()?;
    let counts = claim.claim.figures.iter().any(|f| f.effect == effect);
    let names = named_as(claim, effect);
    let more = names > most as usize && !counts && claim.claim.status == Status::Asserted;
    more.then(|| {
        let (voice, effect) = (voice::words(claim), effect.word().replace('_', " "));
        format!("{voice} names {names} people as {effect}, but the range of people ends at {most}.")
    })
}

/// Groups whose lowest number exceeds the highest number of people: each by itself, or several that
/// share nobody together.
fn groups_above_people(rows: &[&TallyRow]) -> Vec<String> {
    let people = rows.iter().find(|row| row.who == Who::People);
    let Some((people, most)) = people.and_then(|row| Some((row, row.range.max()?))) else {
        return Vec::new();
    };
    let effect = people.effect.word().replace('_', " ");
    let groups = rows.iter().filter(|row| row.who != Who::People);
    let groups: Vec<(Who, u32)> = groups
        .filter_map(|row| Some((row.who, row.range.min()?)))
        .collect();
    let words = |who: Who| who.word().replace('_', " ");
    let larger: Vec<String> = groups
        .iter()
        .filter(|(_, least)| *least > most)
        .map(|(who, least)| {
            format!(
                "At least {least} {} are claimed {effect}, but at most {most} people.",
                words(*who)
            )
        })
        .collect();
    if !larger.is_empty() {
        return larger;
    }
    let apart = sharing_nobody(&groups);
    let sum: u64 = apart.iter().map(|(_, least)| u64::from(*least)).sum();
    if apart.len() < 2 || sum <= u64::from(most) {
        return Vec::new();
    }
    let named: Vec<String> = apart
        .iter()
        .map(|(who, n)| format!("{n} {}", words(*who)))
        .collect();
    vec![format!(
        "The lowest numbers of groups that share nobody ({}) make {sum} {effect}, but at most {most} people are claimed.",
        named.join(", "),
    )]
}

/// Groups of which no two share anybody, the largest first taken.
fn sharing_nobody(groups: &[(Who, u32)]) -> Vec<(Who, u32)> {
    let mut sorted = groups.to_vec();
    sorted.sort_by_key(|(who, least)| (std::cmp::Reverse(*least), *who));
    let mut chosen: Vec<(Who, u32)> = Vec::new();
    for (who, least) in sorted {
        if chosen.iter().all(|(other, _)| exclusive(who, *other)) {
            chosen.push((who, least));
        }
    }
    chosen
}
