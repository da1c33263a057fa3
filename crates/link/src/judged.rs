//! What reviewers judged of pairs, put on what linking found.
//!
//! Only the incidents that hold a judged claim are looked at, and each of these by itself, so that a
//! judgement changes nothing elsewhere and its withdrawal brings back what was there.
//!
//! *Same* brings two incidents together whole, whatever else speaks against it. *Different* parts an
//! incident: each of its claims goes with the side that it fits best. Claims of one machine-made incident stay
//! together unless a judgement is between them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tollbook_record::{ClaimId, ClaimInSource, Join, Linking, PairJudged, Refusal, Verdict};

use crate::compare::Comparison;
use crate::copy::Origins;
use crate::facts::{Claims, Moment, Scope, in_order, moment};
use crate::{Found, incidents_of};

/// Puts judgements on a linking of `claims`. They must not contradict each other: no two claims are the
/// same by one way and different by another.
pub fn judge(linking: Linking, claims: &[ClaimInSource<'_>], pairs: &[PairJudged]) -> Linking {
    if pairs.is_empty() {
        return linking;
    }
    let mut judged = linking;
    let claims = match claims.is_sorted_by_key(|claim| claim.id) {
        true => Cow::Borrowed(claims),
        false => Cow::Owned(in_order(claims)),
    };
    let of = Of::new(&claims, &judged);
    let touched = touched(&of, pairs);
    if !touched.is_empty() {
        regroup(&mut judged, &claims, pairs, &touched);
    }
    tell(&mut judged, &claims, pairs);
    judged
}

/// In which incident each claim is. Looked up by place in the order of claims, because there may be a hundred
/// thousand and a reviewer waits.
struct Of<'c, 'a> {
    claims: &'c [ClaimInSource<'a>],
    at: Vec<usize>,
}

impl<'c, 'a> Of<'c, 'a> {
    fn new(claims: &'c [ClaimInSource<'a>], linking: &Linking) -> Self {
        let mut of = Self {
            claims,
            at: vec![usize::MAX; claims.len()],
        };
        for (at, incident) in linking.incidents.iter().enumerate() {
            for place in incident.claims.iter().filter_map(|id| place(claims, *id)) {
                of.at[place] = at;
            }
        }
        of
    }

    fn get(&self, id: ClaimId) -> Option<usize> {
        let at = self.at[place(self.claims, id)?];
        (at != usize::MAX).then_some(at)
    }
}

/// Where a claim stands in the order of claims.
fn place(claims: &[ClaimInSource<'_>], id: ClaimId) -> Option<usize> {
    claims.binary_search_by_key(&id, |claim| claim.id).ok()
}

/// Incidents that judgements change, in groups that come together.
fn touched(of: &Of<'_, '_>, pairs: &[PairJudged]) -> Vec<BTreeSet<usize>> {
    let at = |pair: &PairJudged| Some((of.get(pair.pair.0)?, of.get(pair.pair.1)?));
    let mut group: BTreeMap<usize, usize> = BTreeMap::new();
    let root = |group: &BTreeMap<usize, usize>, mut at: usize| {
        while let Some(up) = group.get(&at).filter(|up| **up != at) {
            at = *up;
        }
        at
    };
    let mut changed = BTreeSet::new();
    for (a, b) in of_verdict(pairs, Verdict::Same).filter_map(at) {
        let (x, y) = (root(&group, a), root(&group, b));
        group.insert(x.max(y), x.min(y));
        if a != b {
            changed.extend([a, b]);
        }
    }
    let parted = of_verdict(pairs, Verdict::Different).filter_map(at);
    let parted = parted.filter(|(a, b)| root(&group, *a) == root(&group, *b));
    changed.extend(parted.flat_map(|(a, b)| [a, b]));
    let roots: BTreeSet<usize> = changed.iter().map(|at| root(&group, *at)).collect();
    let all: BTreeSet<usize> = group
        .keys()
        .chain(&changed)
        .chain(&roots)
        .copied()
        .collect();
    let members = |of: &usize| {
        all.iter()
            .filter(|at| root(&group, **at) == *of)
            .copied()
            .collect()
    };
    roots.iter().map(members).collect()
}

fn of_verdict(pairs: &[PairJudged], verdict: Verdict) -> impl Iterator<Item = &PairJudged> {
    pairs.iter().filter(move |pair| pair.verdict == verdict)
}

fn regroup(
    judged: &mut Linking,
    claims: &[ClaimInSource<'_>],
    pairs: &[PairJudged],
    touched: &[BTreeSet<usize>],
) {
    let gone: HashSet<usize> = touched.iter().flatten().copied().collect();
    let mut found: Vec<Found> = Vec::new();
    let mut joins: Vec<Join> = Vec::new();
    for group in touched {
        let held = group
            .iter()
            .map(|at| judged.incidents[*at].claims.as_slice());
        let held: Vec<&[ClaimId]> = held.collect();
        let parts = Parts::grow(&held, claims, judged, pairs);
        found.extend(parts.found());
        joins.extend(parts.joins);
    }
    let kept = judged.incidents.iter().enumerate();
    let kept = kept.filter(|(at, _)| !gone.contains(at));
    found.extend(kept.filter_map(|(_, incident)| {
        let members = incident.claims.iter();
        let members = members.filter_map(|id| Some(moment(&claims[place(claims, *id)?])));
        Some(Found {
            earliest: members.min()?,
            claims: incident.claims.clone(),
            total: incident.total,
        })
    }));
    let moved: HashSet<ClaimId> = gone
        .iter()
        .flat_map(|at| judged.incidents[*at].claims.iter().copied())
        .collect();
    judged.joins.retain(|join| !moved.contains(&join.pair.0));
    judged.joins.extend(joins);
    judged.joins.sort_by_key(|join| join.pair);
    judged.incidents = incidents_of(found);
}

/// Claims of incidents that judgements change, parted and brought together.
struct Parts {
    claims: Claims,
    origins: Origins,
    part: Vec<u32>,
    members: Vec<Vec<u32>>,
    /// Parts that a judgement keeps from each part.
    banned: Vec<HashSet<u32>>,
    joins: Vec<Join>,
}

impl Parts {
    fn grow(
        held: &[&[ClaimId]],
        claims: &[ClaimInSource<'_>],
        linking: &Linking,
        pairs: &[PairJudged],
    ) -> Self {
        let own = held.iter().flat_map(|ids| ids.iter());
        let own: Vec<ClaimInSource<'_>> = own
            .filter_map(|id| place(claims, *id).map(|at| claims[at]))
            .collect();
        let claims = Claims::new(&in_order(&own));
        let origins = Origins::known(&claims, &linking.copies);
        let count = claims.facts.len();
        let mut parts = Self {
            claims,
            origins,
            part: (0..count as u32).collect(),
            members: (0..count as u32).map(|at| vec![at]).collect(),
            banned: vec![HashSet::new(); count],
            joins: Vec::new(),
        };
        let at = |parts: &Self, pair: &PairJudged| {
            Some((parts.at(pair.pair.0)?, parts.at(pair.pair.1)?))
        };
        for pair in of_verdict(pairs, Verdict::Different) {
            if let Some((a, b)) = at(&parts, pair) {
                parts.banned[a as usize].insert(b);
                parts.banned[b as usize].insert(a);
            }
        }
        for pair in of_verdict(pairs, Verdict::Same) {
            if let Some((a, b)) = at(&parts, pair) {
                parts.join(a, b, Some(pair));
            }
        }
        for (a, b) in parts.fitting(held) {
            parts.join(a, b, None);
        }
        parts
    }

    fn at(&self, id: ClaimId) -> Option<u32> {
        let facts = &self.claims.facts;
        let found = facts.binary_search_by_key(&id, |facts| facts.id).ok()?;
        u32::try_from(found).ok()
    }

    fn compare(&self, a: u32, b: u32) -> Comparison {
        Comparison::new(&self.claims, &self.origins, a as usize, b as usize)
    }

    /// The pairs of claims that one incident held, best first; of equals those with the earlier claims.
    fn fitting(&self, held: &[&[ClaimId]]) -> Vec<(u32, u32)> {
        let earlier = |at: u32| -> Moment { self.claims.facts[at as usize].moment };
        let mut pairs = Vec::new();
        for ids in held {
            let mut own: Vec<u32> = ids.iter().filter_map(|id| self.at(*id)).collect();
            own.sort_by_key(|at| earlier(*at));
            for (at, a) in own.iter().enumerate() {
                let fits = |b: &u32| (self.compare(*a.min(b), *a.max(b)).weight(), *a, *b);
                pairs.extend(own[at + 1..].iter().map(fits));
            }
        }
        // The sort is stable: pairs come by the earlier and then by the later of their claims.
        pairs.sort_by(|(w, ..), (v, ..)| v.total_cmp(w));
        pairs
            .into_iter()
            .map(|(_, a, b)| (a.min(b), a.max(b)))
            .collect()
    }

    fn join(&mut self, a: u32, b: u32, judged: Option<&PairJudged>) {
        let (x, y) = (self.part[a as usize], self.part[b as usize]);
        if x == y || self.banned[x as usize].contains(&y) {
            return;
        }
        let found = self.compare(a, b);
        let mut reasons = found.reasons(&self.claims, a as usize, b as usize);
        reasons.splice(0..0, judged.map(sentence));
        let id = |at: u32| self.claims.facts[at as usize].id;
        self.joins.push(Join {
            pair: (id(a), id(b)),
            weight: found.weight(),
            reasons: reasons.into(),
        });
        let (into, from) = (x.min(y), x.max(y));
        let moved = std::mem::take(&mut self.members[from as usize]);
        for member in &moved {
            self.part[*member as usize] = into;
        }
        self.members[into as usize].extend(moved);
        for third in std::mem::take(&mut self.banned[from as usize]) {
            self.banned[third as usize].remove(&from);
            self.banned[third as usize].insert(into);
            self.banned[into as usize].insert(third);
        }
    }

    fn found(&self) -> impl Iterator<Item = Found> {
        self.members.iter().filter_map(|members| {
            let facts = members.iter().map(|at| &self.claims.facts[*at as usize]);
            let mut claims: Vec<ClaimId> = facts.clone().map(|facts| facts.id).collect();
            claims.sort_unstable();
            Some(Found {
                earliest: facts.clone().map(|facts| facts.moment).min()?,
                total: facts.clone().all(|facts| facts.scope == Scope::Total),
                claims,
            })
        })
    }
}

fn sentence(pair: &PairJudged) -> String {
    format!(
        "a reviewer judged the two {} (judgement {})",
        pair.verdict, pair.said.id
    )
}

/// Tells what was judged of claims that stand apart: one pair for two incidents.
fn tell(judged: &mut Linking, claims: &[ClaimInSource<'_>], pairs: &[PairJudged]) {
    let of = Of::new(claims, judged);
    let apart = |(a, b): (ClaimId, ClaimId)| of.get(a) != of.get(b);
    judged.refusals.retain(|refusal| apart(refusal.pair));
    let between = |(a, b): (ClaimId, ClaimId)| {
        let (a, b) = (of.get(a)?, of.get(b)?);
        Some((a.min(b), a.max(b)))
    };
    let near = judged.refusals.iter().enumerate();
    let mut near: HashMap<_, usize> = near
        .filter_map(|(at, refusal)| Some((between(refusal.pair)?, at)))
        .collect();
    let mut told = HashSet::new();
    for pair in pairs.iter().filter(|pair| apart(pair.pair)) {
        let Some(between) = between(pair.pair).filter(|between| told.insert(*between)) else {
            continue;
        };
        match near.get(&between) {
            Some(at) => {
                let near = &mut judged.refusals[*at];
                let reasons = near.reasons.iter().cloned();
                near.reasons = std::iter::once(sentence(pair)).chain(reasons).collect();
            }
            None => {
                near.insert(between, judged.refusals.len());
                judged.refusals.push(Refusal {
                    pair: pair.pair,
                    weight: 0.0,
                    reasons: [sentence(pair)].into(),
                });
            }
        }
    }
    judged.refusals.sort_by_key(|refusal| refusal.pair);
}
