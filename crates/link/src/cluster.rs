//! Clusters of claims that are mutually compatible.
//!
//! Pairs are taken surest first. Two clusters are joined only if no claim of one contradicts a
//! claim of the other, so that a chain of half-fitting reports cannot draw two incidents together.
//! A claim that fits two incidents which cannot be one is left alone: a wrong figure harms more
//! than a missing one.

use std::collections::HashMap;

use crate::compare::Comparison;
use crate::copy::Origins;
use crate::facts::Claims;
use crate::score::Edge;
use crate::weights::WEIGHTS;

/// Why two clusters were not joined. Both reasons last: members only grow, so a contradiction
/// stays, and what is ambiguous at the surest pair is not made clear by a less sure one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Apart {
    Ambiguous,
    Contradiction,
}

pub(crate) struct Clusters<'a> {
    claims: &'a Claims<'a>,
    origins: &'a Origins,
    /// The cluster of each claim, named by one of its members.
    of: Vec<u32>,
    members: Vec<Vec<u32>>,
    /// Clusters that were refused to each cluster, and why.
    apart: Vec<HashMap<u32, Apart>>,
    /// Each claim's edges, surest first.
    neighbours: Vec<Vec<(u32, f32)>>,
    /// The edges along which clusters were joined.
    pub joined: Vec<Edge>,
}

impl<'a> Clusters<'a> {
    /// Joins claims along `edges`, which come surest first.
    pub fn grow(claims: &'a Claims<'a>, origins: &'a Origins, edges: &[Edge]) -> Self {
        let count = claims.facts.len();
        let mut clusters = Self {
            claims,
            origins,
            of: (0..count as u32).collect(),
            members: (0..count as u32).map(|i| vec![i]).collect(),
            apart: vec![HashMap::new(); count],
            neighbours: neighbours(count, edges),
            joined: Vec::new(),
        };
        for edge in edges {
            clusters.take(edge);
        }
        clusters
    }

    /// The cluster of a claim.
    pub fn of(&self, claim: u32) -> u32 {
        self.of[claim as usize]
    }

    /// All clusters, each with its claims in order.
    pub fn all(&self) -> impl Iterator<Item = Vec<u32>> {
        let filled = self.members.iter().filter(|members| !members.is_empty());
        filled.map(|members| {
            let mut members = members.clone();
            members.sort_unstable();
            members
        })
    }

    fn take(&mut self, edge: &Edge) {
        let (a, b) = (self.of(edge.a), self.of(edge.b));
        if a == b || self.apart[a as usize].contains_key(&b) {
            return;
        }
        let refused = if self.contradiction(a, b).is_some() {
            Some(Apart::Contradiction)
        } else {
            self.is_ambiguous(edge, a, b).then_some(Apart::Ambiguous)
        };
        match refused {
            Some(why) => self.keep_apart(a, b, why),
            None => {
                self.joined.push(*edge);
                self.merge(a, b);
            }
        }
    }

    fn keep_apart(&mut self, a: u32, b: u32, why: Apart) {
        for (cluster, other) in [(a, b), (b, a)] {
            let known = self.apart[cluster as usize].entry(other).or_insert(why);
            *known = why.max(*known);
        }
    }

    fn contradict(&self, a: u32, b: u32) -> bool {
        self.apart[a as usize].get(&b) == Some(&Apart::Contradiction)
    }

    /// Two claims of the two clusters that cannot share an incident.
    pub fn contradiction(&self, a: u32, b: u32) -> Option<(u32, u32)> {
        let (a, b) = (&self.members[a as usize], &self.members[b as usize]);
        let mut pairs = a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y)));
        pairs.find(|(x, y)| self.compare(*x, *y).conflicts())
    }

    pub fn compare(&self, a: u32, b: u32) -> Comparison {
        Comparison::new(self.claims, self.origins, a as usize, b as usize)
    }

    /// Whether one side could about as well join a third cluster that contradicts the other side.
    ///
    /// The side in question is the smaller one, which has less to tell where it belongs. Where one
    /// place lies inside the other it is either.
    fn is_ambiguous(&self, edge: &Edge, a: u32, b: u32) -> bool {
        let (m, n) = (
            self.members[a as usize].len(),
            self.members[b as usize].len(),
        );
        let coarse = edge.containment > 0;
        (coarse || m <= n) && self.has_rival(a, (b, edge.b), edge.weight)
            || (coarse || n <= m) && self.has_rival(b, (a, edge.a), edge.weight)
    }

    fn has_rival(&self, side: u32, (other, end): (u32, u32), weight: f32) -> bool {
        let least = weight - WEIGHTS.ambiguity_margin as f32;
        let members = self.members[side as usize].iter();
        let mut edges = members.flat_map(|member| {
            let edges = self.neighbours[*member as usize].iter();
            edges.take_while(|(_, weight)| *weight >= least)
        });
        edges.any(|&(claim, _)| {
            let third = self.of(claim);
            third != side
                && third != other
                && !self.contradict(third, side)
                && (self.contradict(third, other) || self.compare(claim, end).conflicts())
                && self.contradiction(side, third).is_none()
        })
    }

    fn merge(&mut self, a: u32, b: u32) {
        let smaller = self.members[a as usize].len() < self.members[b as usize].len();
        let (into, from) = if smaller { (b, a) } else { (a, b) };
        let moved = std::mem::take(&mut self.members[from as usize]);
        for member in &moved {
            self.of[*member as usize] = into;
        }
        self.members[into as usize].extend(moved);
        for (third, why) in std::mem::take(&mut self.apart[from as usize]) {
            self.apart[third as usize].remove(&from);
            self.keep_apart(into, third, why);
        }
    }
}

fn neighbours(count: usize, edges: &[Edge]) -> Vec<Vec<(u32, f32)>> {
    let mut neighbours = vec![Vec::new(); count];
    for edge in edges {
        neighbours[edge.a as usize].push((edge.b, edge.weight));
        neighbours[edge.b as usize].push((edge.a, edge.weight));
    }
    for edges in &mut neighbours {
        edges.sort_by(|x: &(u32, f32), y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    }
    neighbours
}
