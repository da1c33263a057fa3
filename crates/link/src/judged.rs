//! What reviewers judged of pairs, put on what linking found.
//!
//! Only the incidents that hold a judged claim are looked at, and each of these by itself, so that a
//! judgement changes nothing elsewhere and its withdrawal brings back what was there.
//!
//! *Same* brings two incidents together whole, whatever else speaks against it. *Different* parts an
//! incident: each of its claims goes with the side that it fits best. Claims of one machine-made incident stay
//! together unless a judgement is between them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use tollbook_record::{
    ClaimId, ClaimInSource, Incident, Join, Linking, PairJudged, Refusal, Verdict,
};

use crate::compare::Comparison;
use crate::facts::{Claims, Moment, Scope, in_order, moment};
use crate::texts::Texts;
use crate::{Found, code, incidents_of};

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
    let of = Of::new(&judged.incidents, named(pairs).collect());
    let touched = touched(&of, pairs);
    let moved = match touched.is_empty() {
        true => BTreeSet::new(),
        false => regroup(&mut judged, &claims, pairs, &touched),
    };
    tell(&mut judged, &moved, pairs);
    judged
}

/// The claims on which the judgements are.
fn named(pairs: &[PairJudged]) -> impl Iterator<Item = ClaimId> {
    pairs.iter().flat_map(|pair| [pair.pair.0, pair.pair.1])
}

/// In which incident each of some claims is. There may be a hundred thousand others, and a reviewer waits.
struct Of(BTreeMap<ClaimId, usize>);

impl Of {
    fn new(incidents: &[Incident], mut sought: Vec<ClaimId>) -> Self {
        sought.sort_unstable();
        sought.dedup();
        let incidents = incidents.iter().enumerate();
        let all =
            incidents.flat_map(|(at, incident)| incident.claims.iter().map(move |id| (id, at)));
        let found = all.filter(|(id, _)| sought.binary_search(id).is_ok());
        Self(found.map(|(id, at)| (*id, at)).collect())
    }

    fn get(&self, id: ClaimId) -> Option<usize> {
        self.0.get(&id).copied()
    }
}

/// Where a claim stands in the order of claims.
fn place(claims: &[ClaimInSource<'_>], id: ClaimId) -> Option<usize> {
    claims.binary_search_by_key(&id, |claim| claim.id).ok()
}

/// Incidents that judgements change, in groups that come together.
fn touched(of: &Of, pairs: &[PairJudged]) -> Vec<BTreeSet<usize>> {
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

/// Parts and brings together what judgements change; the claims of all incidents that were touched. All else stays as
/// it is and where it is.
fn regroup(
    judged: &mut Linking,
    claims: &[ClaimInSource<'_>],
    pairs: &[PairJudged],
    touched: &[BTreeSet<usize>],
) -> BTreeSet<ClaimId> {
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
    let gone: HashSet<usize> = touched.iter().flatten().copied().collect();
    let (gone, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut judged.incidents)
        .into_iter()
        .enumerate()
        .partition(|(at, _)| gone.contains(at));
    let gone: Vec<Incident> = gone.into_iter().map(|(_, incident)| incident).collect();
    let kept: Vec<Incident> = kept.into_iter().map(|(_, incident)| incident).collect();
    judged.incidents = with_others(kept, found, &gone, claims);
    let moved: BTreeSet<ClaimId> = gone.into_iter().flat_map(|gone| gone.claims).collect();
    let out = beginning_with(&judged.joins, |join| join.pair, &moved);
    remove(&mut judged.joins, out);
    judged.joins.extend(joins);
    judged.joins.sort_by_key(|join| join.pair);
    moved
}

/// Incidents in their order, some of which were found in the place of others that are gone.
///
/// A code depends on the earlier incidents alone whose codes begin alike, so those get theirs anew and no other.
fn with_others(
    kept: Vec<Incident>,
    mut found: Vec<Found>,
    gone: &[Incident],
    claims: &[ClaimInSource<'_>],
) -> Vec<Incident> {
    let earliest = |incident: &Incident| {
        let members = incident.claims.iter();
        let moments = members.filter_map(|id| Some(moment(&claims[place(claims, *id)?])));
        moments.min()
    };
    let new = found.iter().map(|found| code::head(&found.earliest.2));
    let old = gone.iter().map(|gone| code::head_of(&gone.id).to_owned());
    let heads: HashSet<String> = new.chain(old).collect();
    let (alike, kept): (Vec<Incident>, Vec<Incident>) = kept
        .into_iter()
        .partition(|incident| heads.contains(code::head_of(&incident.id)));
    found.extend(alike.into_iter().filter_map(|incident| {
        Some(Found {
            earliest: earliest(&incident)?,
            claims: incident.claims,
            total: incident.total,
        })
    }));
    let coded = incidents_of(found).into_iter().map(|incident| {
        let own = earliest(&incident);
        let before = kept.partition_point(|other| earliest(other) < own);
        (before, incident)
    });
    let coded: Vec<(usize, Incident)> = coded.collect();
    let mut all = Vec::with_capacity(kept.len() + coded.len());
    let mut coded = coded.into_iter().peekable();
    for (at, incident) in kept.into_iter().enumerate() {
        while let Some((_, new)) = coded.next_if(|(before, _)| *before <= at) {
            all.push(new);
        }
        all.push(incident);
    }
    all.extend(coded.map(|(_, new)| new));
    all
}

/// Where those of some pairs stand, which are in their order, that begin with one of these claims.
fn beginning_with<T>(
    all: &[T],
    pair: impl Fn(&T) -> (ClaimId, ClaimId),
    claims: &BTreeSet<ClaimId>,
) -> Vec<usize> {
    let own = |claim: &ClaimId| {
        let begin = all.partition_point(|one| pair(one).0 < *claim);
        let own = all[begin..].partition_point(|one| pair(one).0 == *claim);
        begin..begin + own
    };
    claims.iter().flat_map(own).collect()
}

/// Removes what stands at these places, which are in order.
fn remove<T>(all: &mut Vec<T>, places: Vec<usize>) {
    let mut places = places.into_iter().peekable();
    let mut at = 0..;
    all.retain(|_| at.next().is_some_and(|at| places.next_if_eq(&at).is_none()));
}

/// Claims of incidents that judgements change, parted and brought together.
struct Parts {
    claims: Claims,
    texts: Texts,
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
        let texts = Texts::known(&claims, &linking.copies, &linking.resemblances);
        let count = claims.facts.len();
        let mut parts = Self {
            claims,
            texts,
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
        Comparison::new(&self.claims, &self.texts, a as usize, b as usize)
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

/// Tells what was judged of claims that stand apart: one pair for two incidents. What was kept apart and came together
/// is told no more.
fn tell(judged: &mut Linking, moved: &BTreeSet<ClaimId>, pairs: &[PairJudged]) {
    let sought = named(pairs).chain(moved.iter().copied()).collect();
    let of = Of::new(&judged.incidents, sought);
    let apart = |(a, b): (ClaimId, ClaimId)| of.get(a) != of.get(b);
    let refusals = &mut judged.refusals;
    let mut together = beginning_with(refusals, |refusal| refusal.pair, moved);
    together.retain(|at| !apart(refusals[*at].pair));
    remove(refusals, together);
    let mut told = HashSet::new();
    let mut new: Vec<Refusal> = Vec::new();
    for pair in pairs.iter().filter(|pair| apart(pair.pair)) {
        let (Some(a), Some(b)) = (of.get(pair.pair.0), of.get(pair.pair.1)) else {
            continue;
        };
        if !told.insert((a.min(b), a.max(b))) {
            continue;
        }
        let [a, b] = [a, b].map(|at| judged.incidents[at].claims.as_slice());
        match between(refusals, a, b) {
            Some(at) => {
                let near = &mut refusals[at];
                let reasons = near.reasons.iter().cloned();
                near.reasons = std::iter::once(sentence(pair)).chain(reasons).collect();
            }
            None => new.push(Refusal {
                pair: pair.pair,
                weight: 0.0,
                reasons: [sentence(pair)].into(),
            }),
        }
    }
    refusals.extend(new);
    refusals.sort_by_key(|refusal| refusal.pair);
}

/// Where the last stands of the refusals of two incidents with these claims.
fn between(refusals: &[Refusal], a: &[ClaimId], b: &[ClaimId]) -> Option<usize> {
    let from = |these: &[ClaimId], those: &[ClaimId]| {
        let these = these.iter().copied().collect();
        let own = beginning_with(refusals, |refusal| refusal.pair, &these).into_iter();
        let own = own.filter(|at| those.contains(&refusals[*at].pair.1));
        own.max()
    };
    from(a, b).max(from(b, a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::{Plan, World};

    /// Among so many incidents some codes meet. Where the earlier of two such incidents goes into another, the later
    /// one gets the short code, as if all codes were given anew.
    #[test]
    fn codes_and_order_are_those_of_all_incidents_anew() {
        let world = World::new(&Plan {
            seed: 1,
            incidents: 1,
            reports: 1,
            towns: 1,
            days: 1,
            copies: 0.0,
            vagueness: 0.0,
            words: 5,
        });
        let one = world.claims()[0];
        let id = |index| ClaimId { index, ..one.id };
        let claims: Vec<ClaimInSource<'_>> = (0..20_000)
            .map(|index| ClaimInSource {
                id: id(index),
                ..one
            })
            .collect();
        let found = |members: &[ClaimId]| {
            let at = place(&claims, members[0]).expect("it is there");
            Found {
                earliest: moment(&claims[at]),
                claims: members.to_vec(),
                total: false,
            }
        };
        let plain = incidents_of(claims.iter().map(|claim| found(&[claim.id])).collect());
        let longer = plain
            .iter()
            .find(|incident| code::head_of(&incident.id) != incident.id.as_str());
        let head = code::head_of(&longer.expect("some meet").id).to_owned();
        let earlier = plain
            .iter()
            .position(|incident| incident.id.as_str() == head);
        let earlier = earlier.expect("one has the short code");
        let (gone, kept): (Vec<Incident>, Vec<Incident>) = plain
            .iter()
            .cloned()
            .partition(|incident| [&plain[5], &plain[earlier]].contains(&incident));
        let joined = found(&[plain[5].claims[0], plain[earlier].claims[0]]);
        let others = kept.iter().map(|incident| found(&incident.claims));
        let anew = incidents_of(others.chain([joined.clone()]).collect());
        assert_ne!(anew.len(), plain.len());
        let with_others = with_others(kept, vec![joined], &gone, &claims);
        assert_eq!(with_others, anew);
        assert_eq!(
            anew.iter()
                .filter(|incident| incident.id.as_str() == head)
                .count(),
            1
        );
    }
}
