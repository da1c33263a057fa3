//! Which claims were judged to speak of one incident.

use std::collections::{BTreeMap, BTreeSet};

use tollbook_record::{ClaimId, PairJudged, Verdict};

use crate::anchor::{Lost, Sources};
use crate::book::{Book, Decided, Entry};
use crate::decision::{Decision, PairDecision};
use crate::fold::{Opinion, Outcome, fold};

type Pair = (ClaimId, ClaimId);

/// What stands for each pair, without what contradicts itself.
pub(crate) fn decide(book: &Book, sources: &Sources<'_>, decided: &mut Decided) {
    let mut opinions: BTreeMap<Pair, Vec<Opinion<'_>>> = BTreeMap::new();
    for entry in book.standing() {
        let Decision::Pair(said) = &entry.decision else {
            continue;
        };
        for pair in pairs(said, entry, sources, decided) {
            let unsure = said.verdict.0 == Verdict::Unsure;
            opinions.entry(pair).or_default().push(Opinion {
                entry,
                value: (!unsure).then(|| said.verdict.0.to_string()),
            });
        }
    }
    let mut stands: BTreeMap<Pair, (Verdict, &Entry)> = BTreeMap::new();
    for (pair, opinions) in &opinions {
        match fold(opinions) {
            Outcome::Open => {
                let last = opinions.last();
                stands.extend(last.map(|opinion| (*pair, (Verdict::Unsure, opinion.entry))));
            }
            Outcome::Decided(opinion) => {
                let verdict = opinion.value.as_deref().unwrap_or_default().parse();
                stands.extend(
                    verdict
                        .ok()
                        .map(|verdict| (*pair, (verdict, opinion.entry))),
                );
            }
            Outcome::Contradicted(opinions) => {
                let about = about(&[pair.0, pair.1]);
                decided.contradicted(&[pair.0, pair.1], about, &opinions);
            }
        }
    }
    drop_circles(&mut stands, decided);
    decided.pairs = stands
        .into_iter()
        .map(|(pair, (verdict, entry))| PairJudged {
            pair,
            verdict,
            said: entry.kept.said(),
        })
        .collect();
}

fn about(claims: &[ClaimId]) -> String {
    let names: Vec<String> = claims.iter().map(ToString::to_string).collect();
    format!(
        "whether the claims {} speak of one incident",
        names.join(" and ")
    )
}

/// The pairs that a judgement is on; those whose claims are gone are told.
fn pairs(
    said: &PairDecision,
    entry: &Entry,
    sources: &Sources<'_>,
    decided: &mut Decided,
) -> Vec<Pair> {
    let mut side = |claims: &[crate::ClaimRef]| {
        let mut ids = Vec::new();
        for claim in claims {
            match claim.find(sources) {
                Ok(id) => ids.push(id),
                Err(lost) => decided.lose(entry, lost),
            }
        }
        ids
    };
    let (these, those) = (side(&said.these), side(&said.those));
    let all = these
        .iter()
        .flat_map(|a| those.iter().map(move |b| (*a, *b)));
    let all: Vec<Pair> = all.collect();
    if all.iter().any(|(a, b)| a == b) {
        decided.lose(entry, Lost::OneClaim);
    }
    let apart = all.into_iter().filter(|(a, b)| a != b);
    apart.map(|(a, b)| (a.min(b), a.max(b))).collect()
}

/// Takes out all judgements of claims that are the same by one way and different by another: nobody can
/// say which of them is wrong.
fn drop_circles(stands: &mut BTreeMap<Pair, (Verdict, &Entry)>, decided: &mut Decided) {
    let mut group: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
    let of = |verdict: Verdict, stands: &BTreeMap<Pair, (Verdict, &Entry)>| {
        let pairs = stands.iter().filter(|(_, (said, _))| *said == verdict);
        pairs.map(|(pair, _)| *pair).collect::<Vec<Pair>>()
    };
    for (a, b) in of(Verdict::Same, stands) {
        let (a, b) = (root(&group, a), root(&group, b));
        group.insert(a.max(b), a.min(b));
    }
    let different = of(Verdict::Different, stands).into_iter();
    let circles: BTreeSet<ClaimId> = different
        .map(|(a, b)| (root(&group, a), root(&group, b)))
        .filter_map(|(a, b)| (a == b).then_some(a))
        .collect();
    for circle in circles {
        let within = |pair: &Pair| root(&group, pair.0) == circle && root(&group, pair.1) == circle;
        let (mut claims, mut entries) = (BTreeSet::new(), BTreeMap::new());
        for (pair, (verdict, entry)) in stands.iter().filter(|(pair, _)| within(pair)) {
            if *verdict != Verdict::Unsure {
                claims.extend([pair.0, pair.1]);
                entries.insert((entry.kept.judged.at, entry.kept.id.as_str()), *entry);
            }
        }
        stands.retain(|pair, (verdict, _)| !within(pair) || *verdict == Verdict::Unsure);
        let claims: Vec<ClaimId> = claims.into_iter().collect();
        let opinions: Vec<Opinion<'_>> = entries
            .into_values()
            .map(|entry| Opinion { entry, value: None })
            .collect();
        decided.contradicted(
            &claims,
            about(&claims),
            &opinions.iter().collect::<Vec<_>>(),
        );
    }
}

fn root(group: &BTreeMap<ClaimId, ClaimId>, mut claim: ClaimId) -> ClaimId {
    while let Some(up) = group.get(&claim).filter(|up| **up != claim) {
        claim = *up;
    }
    claim
}
