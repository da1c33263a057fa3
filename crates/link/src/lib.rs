//! Claims of one incident brought together, with reasons.
//!
//! Claims are prepared once (`facts`), sources that repeat others are found (`copy`), claims
//! that share a key are compared (`block`, `compare`, `score`), and compatible ones are joined
//! surest first (`cluster`). The result is a pure function of the set of claims: neither their
//! order nor the machine shows in it.
//!
//! What each finding weighs stands in `weights.toml`. Abstaining is an answer: a claim without
//! place or day stays by itself unless much else agrees, and near misses are kept for a reviewer.

mod block;
mod cluster;
mod code;
mod compare;
mod copy;
mod facts;
#[cfg(test)]
#[path = "../tests/generator/mod.rs"]
mod generator;
mod hash;
mod judged;
mod named;
pub mod persons;
mod score;
mod weights;

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
pub use judged::judge;
pub use named::persons as named_persons;
use tollbook_record::{ClaimId, ClaimInSource, Incident, Join, Linking, Refusal};

use crate::cluster::Clusters;
use crate::facts::{Claims, Scope};
use crate::score::{NEAR_EACH, Near, Scored};

/// Brings claims of one incident together. Every claim is in exactly one incident; one that fits no
/// other is an incident by itself.
pub fn link(claims: &[ClaimInSource<'_>]) -> Linking {
    let claims = Claims::new(claims);
    let (copies, origins) = copy::find(&claims);
    let scored = score::score(&claims, &origins);
    let clusters = Clusters::grow(&claims, &origins, &scored.edges);
    Linking {
        incidents: incidents(&claims, &clusters),
        joins: joins(&claims, &clusters),
        refusals: refusals(&claims, &clusters, &scored),
        copies,
    }
}

/// Order of claims in time: by publication, those without a date last, then by id.
type Moment = (bool, Option<Date>, ClaimId);

fn moment(claim: &ClaimInSource<'_>) -> Moment {
    let published = claim.source.publication.published;
    (published.is_none(), published, claim.id)
}

/// Claims that stand together, before they have a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    earliest: Moment,
    claims: Vec<ClaimId>,
    total: bool,
}

fn incidents(claims: &Claims<'_>, clusters: &Clusters<'_>) -> Vec<Incident> {
    let found = clusters.all().filter_map(|members| {
        let facts = || members.iter().map(|m| &claims.facts[*m as usize]);
        Some(Found {
            earliest: facts().map(|facts| moment(&facts.claim)).min()?,
            claims: facts().map(|facts| facts.claim.id).collect(),
            total: facts().all(|facts| facts.scope == Scope::Total),
        })
    });
    incidents_of(found.collect())
}

/// Gives every incident its code, and their order.
fn incidents_of(mut found: Vec<Found>) -> Vec<Incident> {
    found.sort();
    let earliest: Vec<ClaimId> = found.iter().map(|found| found.earliest.2).collect();
    code::codes(&earliest)
        .into_iter()
        .zip(found)
        .map(|(id, found)| Incident {
            id,
            total: found.total,
            claims: found.claims,
        })
        .collect()
}

fn pair(claims: &Claims<'_>, a: u32, b: u32) -> (ClaimId, ClaimId) {
    let id = |claim: u32| claims.facts[claim as usize].claim.id;
    (id(a), id(b))
}

fn joins(claims: &Claims<'_>, clusters: &Clusters<'_>) -> Vec<Join> {
    let mut joins: Vec<Join> = clusters
        .joined
        .iter()
        .map(|edge| {
            let found = clusters.compare(edge.a, edge.b);
            Join {
                pair: pair(claims, edge.a, edge.b),
                weight: found.weight(),
                reasons: found.reasons(claims, edge.a as usize, edge.b as usize),
            }
        })
        .collect();
    joins.sort_by_key(|join| join.pair);
    joins
}

/// The nearest misses: at most one for two incidents, and a few for each claim.
fn refusals(claims: &Claims<'_>, clusters: &Clusters<'_>, scored: &Scored) -> Vec<Refusal> {
    let refused = scored.edges.iter().map(|edge| Near {
        a: edge.a,
        b: edge.b,
        weight: edge.weight,
    });
    let mut near: Vec<Near> = refused
        .chain(scored.near.iter().copied())
        .filter(|near| clusters.of(near.a) != clusters.of(near.b))
        .collect();
    near.sort_by(|x, y| {
        y.weight
            .total_cmp(&x.weight)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut seen = HashSet::new();
    let mut count: HashMap<u32, usize> = HashMap::new();
    near.retain(|near| {
        let (a, b) = (clusters.of(near.a), clusters.of(near.b));
        let full = |claim: u32| count.get(&claim).is_some_and(|n| *n >= NEAR_EACH);
        if full(near.a) || full(near.b) || !seen.insert((a.min(b), a.max(b))) {
            return false;
        }
        for claim in [near.a, near.b] {
            *count.entry(claim).or_insert(0) += 1;
        }
        true
    });
    let mut refusals: Vec<Refusal> = near
        .iter()
        .map(|near| refusal(claims, clusters, near))
        .collect();
    refusals.sort_by_key(|refusal| refusal.pair);
    refusals
}

fn refusal(claims: &Claims<'_>, clusters: &Clusters<'_>, near: &Near) -> Refusal {
    let found = clusters.compare(near.a, near.b);
    let mut reasons = found.reasons(claims, near.a as usize, near.b as usize);
    if found.joins() {
        reasons.insert(0, why_kept_apart(claims, clusters, near));
    }
    Refusal {
        pair: pair(claims, near.a, near.b),
        weight: found.weight(),
        reasons,
    }
}

/// Why two claims that fit each other stand in different incidents.
fn why_kept_apart(claims: &Claims<'_>, clusters: &Clusters<'_>, near: &Near) -> String {
    let Some((x, y)) = clusters.contradiction(clusters.of(near.a), clusters.of(near.b)) else {
        return "they fit, but one of them fits another incident about as well".to_owned();
    };
    let against = clusters
        .compare(x, y)
        .against(claims, x as usize, y as usize);
    let (first, second) = pair(claims, x, y);
    format!(
        "they fit, but {first} and {second}, which come with them, contradict each other: {against}"
    )
}
