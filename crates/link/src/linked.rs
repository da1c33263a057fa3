//! A linking together with what it was made of, so that a correction costs what it touches.
//!
//! After a correction the pairs of the corrected claims are scored anew, and the claims that hang together with
//! them by pairs that join are brought together anew. All else stays, and what comes out is what a linking of all
//! claims would be.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use tollbook_record::{
    ClaimId, ClaimInSource, Copy, Incident, Join, Linking, PairJudged, Refusal, Resemblance,
    SourceId,
};

use crate::cluster::{Between, Clusters, Roots, grow};
use crate::copy;
use crate::facts::{Claims, Scope, in_order};
use crate::judged::judge;
use crate::score::{Edge, NEAR_EACH, Near, Scored};
use crate::texts::Texts;
use crate::{Found, incidents_of};

/// Claims that were brought together, and what they were brought together by.
pub struct Linked {
    pub(crate) claims: Claims,
    /// Of each source a number for what tells what it repeats.
    pub(crate) marks: Vec<u64>,
    texts: Texts,
    pub(crate) scored: Scored,
    /// The edges along which clusters were joined, surest first.
    pub(crate) joined: Vec<Edge>,
    linking: Arc<Linking>,
}

/// What of an earlier linking still holds.
struct Kept<'a> {
    linking: &'a Linking,
    /// For each claim, whether it hangs together with a corrected one.
    touched: &'a [bool],
}

impl Linked {
    /// Links claims.
    pub fn new(claims: &[ClaimInSource<'_>]) -> Self {
        let sorted = in_order(claims);
        let claims = Claims::new(&sorted);
        let marks = claims.sources.par_iter();
        let marks = marks.map(|range| copy::mark(&sorted[range.clone()]));
        let marks = marks.collect();
        let (texts, alike) = Texts::find(&claims, &sorted);
        let between = Between {
            claims: &claims,
            texts: &texts,
        };
        let scored = Scored::new(&between);
        let joined = grow(&between, &scored.edges);
        let linking = linking(&between, &scored, &joined, alike, None).into();
        Self {
            claims,
            marks,
            texts,
            scored,
            joined,
            linking,
        }
    }

    /// What was found.
    pub fn linking(&self) -> &Linking {
        &self.linking
    }

    /// What was found, alone.
    pub fn into_linking(self) -> Linking {
        Arc::unwrap_or_clone(self.linking)
    }

    /// What was found of `claims`, with judgements on it as [`judge`] puts them. Where there are none it is held once.
    pub fn judged(&self, claims: &[ClaimInSource<'_>], pairs: &[PairJudged]) -> Arc<Linking> {
        match pairs {
            [] => Arc::clone(&self.linking),
            pairs => judge(Linking::clone(&self.linking), claims, pairs).into(),
        }
    }

    /// Links claims that are those of before but for what was corrected in these sources.
    ///
    /// Corrections that bring claims, or other words for an act, a number or a name, can change which source
    /// repeats which; after these all is linked anew.
    pub fn correct(&mut self, claims: &[ClaimInSource<'_>], sources: &BTreeSet<SourceId>) {
        let sorted = in_order(claims);
        let Some(sources) = self.goes_on(&sorted, sources) else {
            *self = Self::new(&sorted);
            return;
        };
        let mut changed: Vec<u32> = Vec::new();
        for source in sources {
            let own = &sorted[self.claims.sources[source].clone()];
            changed.extend(self.claims.replace(source, own));
        }
        if changed.is_empty() {
            return;
        }
        changed.sort_unstable();
        let touched = self.rescore(&changed);
        let kept = Kept {
            linking: &self.linking,
            touched: &touched,
        };
        let between = Between {
            claims: &self.claims,
            texts: &self.texts,
        };
        let alike = (
            self.linking.copies.clone(),
            self.linking.resemblances.clone(),
        );
        self.linking = linking(&between, &self.scored, &self.joined, alike, Some(&kept)).into();
    }

    /// A linking of before, of whose claims those at these places, which stand in order, are others now.
    pub(crate) fn again(
        claims: Claims,
        marks: Vec<u64>,
        alike: (Vec<Copy>, Vec<Resemblance>),
        scored: Scored,
        joined: Vec<Edge>,
        changed: &[u32],
    ) -> Self {
        let texts = Texts::known(&claims, &alike.0, &alike.1);
        let mut linked = Self {
            claims,
            marks,
            texts,
            scored,
            joined,
            linking: Arc::default(),
        };
        if !changed.is_empty() {
            linked.rescore(changed);
        }
        let between = Between {
            claims: &linked.claims,
            texts: &linked.texts,
        };
        linked.linking = linking(&between, &linked.scored, &linked.joined, alike, None).into();
        linked
    }

    /// Scores the pairs of changed claims anew and brings together anew what hangs together with them; for each claim,
    /// whether it does.
    fn rescore(&mut self, changed: &[u32]) -> Vec<bool> {
        let is_changed = |claim: u32| changed.binary_search(&claim).is_ok();
        let was = self.scored.edges.iter();
        let was = was.filter(|edge| is_changed(edge.a) || is_changed(edge.b));
        let was: Vec<Edge> = was.copied().collect();
        let between = Between {
            claims: &self.claims,
            texts: &self.texts,
        };
        self.scored.again(&between, changed);
        let edges = was.iter().chain(&self.scored.edges);
        let touched = touched(self.claims.facts.len(), edges, changed);
        let is_touched = |edge: &&Edge| touched[edge.a as usize];
        let again: Vec<Edge> = self
            .scored
            .edges
            .iter()
            .filter(is_touched)
            .copied()
            .collect();
        let stay = self.joined.iter().filter(|edge| !is_touched(edge)).copied();
        let mut joined: Vec<Edge> = stay.chain(grow(&between, &again)).collect();
        joined.sort_by(Edge::order);
        self.joined = joined;
        touched
    }

    /// The numbers of these sources, where no claim came or went and no source repeats another than before.
    fn goes_on(
        &self,
        sorted: &[ClaimInSource<'_>],
        sources: &BTreeSet<SourceId>,
    ) -> Option<Vec<usize>> {
        if sorted.len() != self.claims.facts.len() {
            return None;
        }
        let mut numbers = Vec::new();
        for source in sources {
            let Some(number) = self.claims.number_of(*source) else {
                continue;
            };
            let own = &sorted[self.claims.sources[number].clone()];
            let are_own = own.iter().all(|claim| claim.id.source == *source);
            if !are_own || copy::mark(own) != self.marks[number] {
                return None;
            }
            numbers.push(number);
        }
        Some(numbers)
    }
}

/// For each of so many claims, whether edges lead from it to a changed one.
fn touched<'e>(count: usize, edges: impl Iterator<Item = &'e Edge>, changed: &[u32]) -> Vec<bool> {
    let mut roots = Roots::along(count, edges);
    let touched: FxHashSet<u32> = changed.iter().map(|at| roots.of(*at)).collect();
    let all = 0..count as u32;
    all.map(|at| touched.contains(&roots.of(at))).collect()
}

fn linking(
    between: &Between<'_>,
    scored: &Scored,
    joined: &[Edge],
    (copies, resemblances): (Vec<Copy>, Vec<Resemblance>),
    kept: Option<&Kept<'_>>,
) -> Linking {
    let count = between.claims.facts.len();
    let clusters = Clusters::along(count, joined);
    let nearest = scored.nearest(count);
    let near = near_misses(&clusters, &scored.edges, nearest);
    let refusals = near
        .par_iter()
        .map(|near| refusal(between, &clusters, near, kept));
    let (joins, (incidents, refusals)) = rayon::join(
        || joins(between, joined, kept),
        || {
            rayon::join(
                || incidents(between.claims, &clusters),
                || refusals.collect(),
            )
        },
    );
    Linking {
        incidents,
        joins,
        refusals,
        copies,
        resemblances,
    }
}

/// Why claims stand together: where none hangs together with a corrected claim, as it was told before.
fn joins(between: &Between<'_>, joined: &[Edge], kept: Option<&Kept<'_>>) -> Vec<Join> {
    let stays = |edge: &Edge| kept.is_some_and(|kept| !kept.touched[edge.a as usize]);
    let new = joined.par_iter().filter(|edge| !stays(edge));
    let new: Vec<Join> = new.map(|edge| join(between, edge)).collect();
    let Some(kept) = kept else {
        return in_their_order(new);
    };
    let touched = between.claims.facts.iter().zip(kept.touched);
    let touched = touched.filter(|(_, touched)| **touched);
    let touched: Vec<ClaimId> = touched.map(|(facts, _)| facts.id).collect();
    let before = kept.linking.joins.iter();
    let stay = before.filter(|join| touched.binary_search(&join.pair.0).is_err());
    in_their_order(stay.cloned().chain(new).collect())
}

fn in_their_order(mut joins: Vec<Join>) -> Vec<Join> {
    joins.sort_by_key(|join| join.pair);
    joins
}

fn incidents(claims: &Claims, clusters: &Clusters) -> Vec<Incident> {
    let found = clusters.all().filter_map(|members| {
        let facts = || members.iter().map(|m| &claims.facts[*m as usize]);
        Some(Found {
            earliest: facts().map(|facts| facts.moment).min()?,
            claims: facts().map(|facts| facts.id).collect(),
            total: facts().all(|facts| facts.scope == Scope::Total),
        })
    });
    incidents_of(found.collect())
}

fn pair(claims: &Claims, a: u32, b: u32) -> (ClaimId, ClaimId) {
    let id = |claim: u32| claims.facts[claim as usize].id;
    (id(a), id(b))
}

fn join(between: &Between<'_>, edge: &Edge) -> Join {
    let found = between.compare(edge.a, edge.b);
    let reasons = found.reasons(between.claims, edge.a as usize, edge.b as usize);
    Join {
        pair: pair(between.claims, edge.a, edge.b),
        weight: found.weight(),
        reasons: reasons.into(),
    }
}

/// The nearest misses in the order of their claims: at most one for two incidents, and a few for each claim.
fn near_misses(clusters: &Clusters, edges: &[Edge], nearest: Vec<Near>) -> Vec<Near> {
    let refused = edges.iter().map(|edge| Near {
        a: edge.a,
        b: edge.b,
        weight: edge.weight,
    });
    let mut near: Vec<Near> = refused
        .chain(nearest)
        .filter(|near| clusters.of(near.a) != clusters.of(near.b))
        .collect();
    near.par_sort_unstable_by(|x, y| {
        y.weight
            .total_cmp(&x.weight)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut seen = FxHashSet::default();
    let mut count = vec![0; clusters.count()];
    near.retain(|near| {
        let (a, b) = (clusters.of(near.a), clusters.of(near.b));
        let full = |claim: u32| count[claim as usize] >= NEAR_EACH;
        if full(near.a) || full(near.b) || !seen.insert((a.min(b), a.max(b))) {
            return false;
        }
        for claim in [near.a, near.b] {
            count[claim as usize] += 1;
        }
        true
    });
    near.par_sort_unstable_by_key(|near| (near.a, near.b));
    near
}

fn refusal(
    between: &Between<'_>,
    clusters: &Clusters,
    near: &Near,
    kept: Option<&Kept<'_>>,
) -> Refusal {
    let pair = pair(between.claims, near.a, near.b);
    let known = kept.and_then(|kept| {
        let refusals = &kept.linking.refusals;
        let at = refusals.binary_search_by_key(&pair, |refusal| refusal.pair);
        let is_touched = |claim: u32| kept.touched[claim as usize];
        let refusal = &refusals[at.ok()?];
        (!is_touched(near.a) && !is_touched(near.b)).then(|| refusal.clone())
    });
    known.unwrap_or_else(|| {
        let found = between.compare(near.a, near.b);
        let mut reasons = found.reasons(between.claims, near.a as usize, near.b as usize);
        if found.joins() {
            reasons.insert(0, why_kept_apart(between, clusters, near));
        }
        Refusal {
            pair,
            weight: found.weight(),
            reasons: reasons.into(),
        }
    })
}

/// Why two claims that fit each other stand in different incidents.
fn why_kept_apart(between: &Between<'_>, clusters: &Clusters, near: &Near) -> String {
    let (a, b) = (clusters.of(near.a), clusters.of(near.b));
    let Some((x, y)) = clusters.contradiction(between, a, b) else {
        return "they fit, but one of them fits another incident about as well".to_owned();
    };
    let against = between
        .compare(x, y)
        .against(between.claims, x as usize, y as usize);
    let (first, second) = pair(between.claims, x, y);
    format!(
        "they fit, but {first} and {second}, which come with them, contradict each other: {against}"
    )
}
