//! Clusters of claims that are mutually compatible.
//!
//! Pairs are taken surest first. Two clusters are joined only if no claim of one contradicts a
//! claim of the other, so that a chain of half-fitting reports cannot draw two incidents together.
//! A claim that fits two incidents which cannot be one is left alone: a wrong figure harms more
//! than a missing one.

use rustc_hash::FxHashMap;

use crate::compare::Comparison;
use crate::facts::Claims;
use crate::score::Edge;
use crate::texts::Texts;
use crate::weights::WEIGHTS;

/// Why two clusters were not joined. Both reasons last: members only grow, so a contradiction
/// stays, and what is ambiguous at the surest pair is not made clear by a less sure one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Apart {
    Ambiguous,
    Contradiction,
}

/// Which claims hang together by edges, whatever else is between them.
pub(crate) struct Roots(Vec<u32>);

impl Roots {
    pub fn along<'e>(count: usize, edges: impl IntoIterator<Item = &'e Edge>) -> Self {
        let mut roots = Self((0..count as u32).collect());
        for edge in edges {
            let (a, b) = (roots.of(edge.a), roots.of(edge.b));
            roots.0[a.max(b) as usize] = a.min(b);
        }
        roots
    }

    /// The lowest of the claims with which this one hangs together.
    pub fn of(&mut self, claim: u32) -> u32 {
        let (up, mut at) = (&mut self.0, claim as usize);
        while up[at] as usize != at {
            up[at] = up[up[at] as usize];
            at = up[at] as usize;
        }
        at as u32
    }
}

/// Which claims stand together, when all is decided.
pub(crate) struct Clusters {
    /// The cluster of each claim, named by the lowest of its members.
    of: Vec<u32>,
    /// The claims, cluster by cluster.
    claims: Vec<u32>,
    /// For each claim where those of the cluster begin that it names, and last the end of all.
    begins: Vec<u32>,
}

impl Clusters {
    /// The clusters that these edges make.
    pub fn along(count: usize, joined: &[Edge]) -> Self {
        let mut roots = Roots::along(count, joined);
        let of: Vec<u32> = (0..count as u32).map(|claim| roots.of(claim)).collect();
        let mut begins = vec![0; count + 1];
        for cluster in &of {
            begins[*cluster as usize + 1] += 1;
        }
        for at in 0..count {
            begins[at + 1] += begins[at];
        }
        let (mut next, mut claims) = (begins.clone(), vec![0; count]);
        for (claim, cluster) in (0..).zip(&of) {
            let at = &mut next[*cluster as usize];
            claims[*at as usize] = claim;
            *at += 1;
        }
        Self { of, claims, begins }
    }

    /// How many claims there are.
    pub fn count(&self) -> usize {
        self.of.len()
    }

    /// The cluster of a claim.
    pub fn of(&self, claim: u32) -> u32 {
        self.of[claim as usize]
    }

    /// The claims of a cluster, in order.
    fn members(&self, cluster: u32) -> &[u32] {
        let (begin, end) = (
            self.begins[cluster as usize],
            self.begins[cluster as usize + 1],
        );
        &self.claims[begin as usize..end as usize]
    }

    /// All clusters, each with its claims in order.
    pub fn all(&self) -> impl Iterator<Item = &[u32]> {
        let all = (0..self.of.len() as u32).map(|cluster| self.members(cluster));
        all.filter(|members| !members.is_empty())
    }

    /// Two claims of the two clusters that cannot share an incident.
    pub fn contradiction(&self, between: &Between<'_>, a: u32, b: u32) -> Option<(u32, u32)> {
        between.contradiction(self.members(a), self.members(b))
    }
}

/// Clusters while they grow.
struct Growing {
    /// The cluster of each claim, named by one of its members.
    of: Vec<u32>,
    /// The claims of each cluster that has several; those of one that has one are not listed.
    members: FxHashMap<u32, Vec<u32>>,
}

impl Growing {
    fn apart(count: usize) -> Self {
        Self {
            of: (0..count as u32).collect(),
            members: FxHashMap::default(),
        }
    }

    fn of(&self, claim: u32) -> u32 {
        self.of[claim as usize]
    }

    fn members<'c>(&'c self, cluster: &'c u32) -> &'c [u32] {
        let several = self.members.get(cluster);
        several.map_or(std::slice::from_ref(cluster), Vec::as_slice)
    }

    /// Puts the smaller of two into the larger: which stays, and which is gone.
    fn merge(&mut self, a: u32, b: u32) -> (u32, u32) {
        let smaller = self.members(&a).len() < self.members(&b).len();
        let (into, from) = if smaller { (b, a) } else { (a, b) };
        let moved = self.members.remove(&from).unwrap_or_else(|| vec![from]);
        for member in &moved {
            self.of[*member as usize] = into;
        }
        let members = self.members.entry(into).or_insert_with(|| vec![into]);
        members.extend(moved);
        (into, from)
    }
}

/// Claims with what their sources have in common, which are all that a comparison needs.
pub(crate) struct Between<'a> {
    pub claims: &'a Claims,
    pub texts: &'a Texts,
}

impl Between<'_> {
    pub fn compare(&self, a: u32, b: u32) -> Comparison {
        Comparison::new(self.claims, self.texts, a as usize, b as usize)
    }

    /// The first of one side and of the other that cannot share an incident.
    fn contradiction(&self, a: &[u32], b: &[u32]) -> Option<(u32, u32)> {
        let mut pairs = a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y)));
        pairs.find(|(x, y)| self.compare(*x, *y).conflicts())
    }
}

/// Joins claims along `edges`, which come surest first: the edges along which clusters were joined. What is
/// made of an edge depends on those alone that hang together with it.
pub(crate) fn grow(between: &Between<'_>, edges: &[Edge]) -> Vec<Edge> {
    let count = between.claims.facts.len();
    let mut growth = Growth {
        between,
        clusters: Growing::apart(count),
        apart: FxHashMap::default(),
        neighbours: neighbours(edges),
    };
    let joined = edges.iter().filter(|edge| growth.takes(edge));
    joined.copied().collect()
}

struct Growth<'a> {
    between: &'a Between<'a>,
    clusters: Growing,
    /// Clusters that were refused to each cluster, and why.
    apart: FxHashMap<u32, FxHashMap<u32, Apart>>,
    /// Each claim's edges, surest first.
    neighbours: FxHashMap<u32, Vec<Neighbour>>,
}

/// The other end of an edge.
struct Neighbour {
    claim: u32,
    weight: f32,
    about: bool,
}

impl Growth<'_> {
    fn takes(&mut self, edge: &Edge) -> bool {
        let (a, b) = (self.clusters.of(edge.a), self.clusters.of(edge.b));
        if a == b || self.apart.get(&a).is_some_and(|of| of.contains_key(&b)) {
            return false;
        }
        let refused = if self.contradiction(a, b).is_some() {
            Some(Apart::Contradiction)
        } else {
            self.is_ambiguous(edge, a, b).then_some(Apart::Ambiguous)
        };
        match refused {
            Some(why) => self.keep_apart(a, b, why),
            None => self.merge(a, b),
        }
        refused.is_none()
    }

    fn keep_apart(&mut self, a: u32, b: u32, why: Apart) {
        for (cluster, other) in [(a, b), (b, a)] {
            let of = self.apart.entry(cluster).or_default();
            let known = of.entry(other).or_insert(why);
            *known = why.max(*known);
        }
    }

    fn contradict(&self, a: u32, b: u32) -> bool {
        let of = self.apart.get(&a).and_then(|of| of.get(&b));
        of == Some(&Apart::Contradiction)
    }

    fn contradiction(&self, a: u32, b: u32) -> Option<(u32, u32)> {
        let (a, b) = (self.clusters.members(&a), self.clusters.members(&b));
        self.between.contradiction(a, b)
    }

    /// Whether one side could about as well join a third cluster that contradicts the other side.
    ///
    /// The side in question is the smaller one, which has less to tell where it belongs. Where one
    /// place lies inside the other it is either; the larger one then may belong somewhere else in the wider
    /// place, and not where one report tells of two strikes at one spot.
    fn is_ambiguous(&self, edge: &Edge, a: u32, b: u32) -> bool {
        let [m, n] = [a, b].map(|cluster| self.clusters.members(&cluster).len());
        let coarse = edge.containment > 0;
        (coarse || m <= n) && self.has_rival(a, (b, edge.b), edge, m > n)
            || (coarse || n <= m) && self.has_rival(b, (a, edge.a), edge, n > m)
    }

    /// What two reports are about has no rival in what another tells beside.
    fn has_rival(&self, side: u32, (other, end): (u32, u32), edge: &Edge, elsewhere: bool) -> bool {
        let least = edge.weight - WEIGHTS.ambiguity_margin as f32;
        let members = self.clusters.members(&side).iter();
        let mut edges = members.flat_map(|member| {
            let edges = self.neighbours.get(member).into_iter().flatten();
            let near = edges.take_while(|neighbour| neighbour.weight >= least);
            near.filter(|neighbour| neighbour.about || !edge.about)
        });
        edges.any(|&Neighbour { claim, .. }| {
            let third = self.clusters.of(claim);
            third != side
                && third != other
                && !self.contradict(third, side)
                && !(elsewhere && self.between.compare(claim, end).is_one_place())
                && (self.contradict(third, other) || self.between.compare(claim, end).conflicts())
                && self.contradiction(side, third).is_none()
        })
    }

    fn merge(&mut self, a: u32, b: u32) {
        let (into, from) = self.clusters.merge(a, b);
        for (third, why) in self.apart.remove(&from).unwrap_or_default() {
            if let Some(of_third) = self.apart.get_mut(&third) {
                of_third.remove(&from);
            }
            self.keep_apart(into, third, why);
        }
    }
}

fn neighbours(edges: &[Edge]) -> FxHashMap<u32, Vec<Neighbour>> {
    let mut neighbours: FxHashMap<u32, Vec<Neighbour>> = FxHashMap::default();
    for edge in edges {
        let ends = [(edge.a, edge.b), (edge.b, edge.a)];
        for (from, to) in ends {
            let of = neighbours.entry(from).or_default();
            of.push(Neighbour {
                claim: to,
                weight: edge.weight,
                about: edge.about,
            });
        }
    }
    for edges in neighbours.values_mut() {
        edges.sort_by(|x: &Neighbour, y| y.weight.total_cmp(&x.weight).then(x.claim.cmp(&y.claim)));
    }
    neighbours
}
