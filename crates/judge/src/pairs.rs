//! Which claims were judged to speak of one incident.

use tollbook_record::{ClaimId, PairJudged};

use crate::anchor::{Lost, Sources};
use crate::book::{Book, Decided, Entry};
use crate::decision::{Decision, PairDecision};
use crate::one::{self, Opinions, Thing};

type Pair = (ClaimId, ClaimId);

impl Thing for ClaimId {
    fn claim(self) -> ClaimId {
        self
    }

    fn question(these: &[Self]) -> String {
        let names: Vec<String> = these.iter().map(ToString::to_string).collect();
        format!(
            "whether the claims {} speak of one incident",
            names.join(" and ")
        )
    }
}

/// What stands for each pair, without what contradicts itself.
pub(crate) fn decide(book: &Book, sources: &Sources<'_>, decided: &mut Decided) {
    let mut opinions = Opinions::new();
    for entry in book.standing() {
        let Decision::Pair(said) = &entry.decision else {
            continue;
        };
        for pair in pairs(said, entry, sources, decided) {
            let of: &mut Vec<_> = opinions.entry(pair).or_default();
            of.push(one::opinion(entry, said.verdict.0));
        }
    }
    decided.pairs = one::decide(&opinions, decided)
        .into_iter()
        .map(|(pair, (verdict, entry))| PairJudged {
            pair,
            verdict,
            said: entry.kept.said(),
        })
        .collect();
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
