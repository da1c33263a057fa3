//! Clusters of records that are of one person.
//!
//! Edges are taken surest first. Two clusters are joined only if their records fit each other on
//! average, pairs that no rule made among them, so that a chain of half-fitting rows cannot draw two
//! persons together. Since one list seldom names a person twice and the model has learnt how seldom,
//! the second row of a list finds its place taken: inside an incident, rows are matched one to one.

use super::block::Edge;

/// A cluster of two such sizes is compared by so many pairs at most.
const MOST_PAIRS: usize = 512;

/// A pair counts for or against a join with no more than this weight, so that no single pair decides.
const MOST_WEIGHT: f64 = 12.0;

/// Records in clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clusters {
    /// The cluster of each record: the number of its first record, or of the record that it had where
    /// it stood before others were added.
    pub of: Vec<u32>,
}

impl Clusters {
    /// Joins records along `edges` whose weight is at least `least`. `weigh` gives the weight of any
    /// pair.
    pub fn grow(
        records: usize,
        edges: &[Edge],
        least: f64,
        weigh: impl FnMut(u32, u32) -> f64,
    ) -> Self {
        Self::add(&vec![None; records], edges, least, weigh).0
    }

    /// Like [`Self::grow`], where records whose cluster is given, by one of its records, stand in it
    /// already. Standing clusters are never joined with each other; the edges that would have joined
    /// them are given back.
    pub fn add(
        standing: &[Option<u32>],
        edges: &[Edge],
        least: f64,
        mut weigh: impl FnMut(u32, u32) -> f64,
    ) -> (Self, Vec<Edge>) {
        let mut order: Vec<&Edge> = edges
            .iter()
            .filter(|e| f64::from(e.weight) >= least)
            .collect();
        order.sort_unstable_by(|x, y| {
            y.weight
                .total_cmp(&x.weight)
                .then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        let mut rings = Rings::new(standing);
        let stands = |cluster: u32| standing[cluster as usize].is_some();
        let mut held_apart = Vec::new();
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for edge in order {
            let (a, b) = (rings.of(edge.a), rings.of(edge.b));
            if a == b {
                continue;
            }
            if stands(a) && stands(b) {
                held_apart.push(*edge);
                continue;
            }
            rings.members(edge.a, &mut x);
            rings.members(edge.b, &mut y);
            if x.len() * y.len() > 1 && mean(&x, &y, &mut weigh) < least {
                continue;
            }
            let into = match stands(b) {
                true => b,
                false if stands(a) => a,
                false => a.min(b),
            };
            rings.join(edge.a, edge.b, into);
        }
        let of = (0..standing.len() as u32).map(|record| rings.of(record));
        (Self { of: of.collect() }, held_apart)
    }

    /// The members of each cluster of two or more, in order.
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let mut order: Vec<(u32, u32)> = self.of.iter().copied().zip(0..).collect();
        order.sort_unstable();
        let groups = order
            .chunk_by(|x, y| x.0 == y.0)
            .filter(|group| group.len() > 1);
        groups
            .map(|group| group.iter().map(|(_, record)| *record).collect())
            .collect()
    }
}

/// Clusters as rings: each record knows one other of its cluster. Of two that are joined only the
/// smaller is gone through, so that a million records of one cluster are no matter.
struct Rings {
    next: Vec<u32>,
    /// The ring of each record, by one of its records.
    ring: Vec<u32>,
    /// How many records a ring has, and the number of its cluster.
    size: Vec<u32>,
    cluster: Vec<u32>,
}

impl Rings {
    fn new(standing: &[Option<u32>]) -> Self {
        let alone: Vec<u32> = (0..standing.len() as u32).collect();
        let mut rings = Self {
            next: alone.clone(),
            ring: alone.clone(),
            size: vec![1; alone.len()],
            cluster: alone,
        };
        for (cluster, record) in standing.iter().zip(0..) {
            if let Some(cluster) = cluster.filter(|cluster| *cluster != record) {
                rings.join(cluster, record, cluster);
            }
        }
        rings
    }

    /// The cluster of a record.
    fn of(&self, record: u32) -> u32 {
        self.cluster[self.ring[record as usize] as usize]
    }

    /// Joins the rings of two records, which are not in one yet, to a cluster of that number.
    fn join(&mut self, a: u32, b: u32, cluster: u32) {
        let (x, y) = (self.ring[a as usize], self.ring[b as usize]);
        let (large, small) = match self.size[x as usize] >= self.size[y as usize] {
            true => (x, y),
            false => (y, x),
        };
        let mut at = small;
        loop {
            self.ring[at as usize] = large;
            at = self.next[at as usize];
            if at == small {
                break;
            }
        }
        self.next.swap(x as usize, y as usize);
        self.size[large as usize] += self.size[small as usize];
        self.cluster[large as usize] = cluster;
    }

    /// Records of a record's cluster, all of them if they are not too many to be compared.
    fn members(&self, record: u32, members: &mut Vec<u32>) {
        members.clear();
        let start = self.ring[record as usize];
        let mut at = start;
        loop {
            members.push(at);
            at = self.next[at as usize];
            if at == start || members.len() == MOST_PAIRS {
                break;
            }
        }
        members.sort_unstable();
    }
}

/// The mean weight of the pairs between two clusters.
fn mean(x: &[u32], y: &[u32], weigh: &mut impl FnMut(u32, u32) -> f64) -> f64 {
    let pairs = x.len() * y.len();
    let step = pairs.div_ceil(MOST_PAIRS);
    let mut sum = 0.0;
    let mut count = 0.0;
    for pair in (0..pairs).step_by(step) {
        let (a, b) = (x[pair / y.len()], y[pair % y.len()]);
        sum += weigh(a.min(b), a.max(b)).clamp(-MOST_WEIGHT, MOST_WEIGHT);
        count += 1.0;
    }
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(a: u32, b: u32, weight: f32) -> Edge {
        Edge { a, b, weight }
    }

    /// Plain connected components, by spreading the smallest number until nothing changes.
    fn components(records: usize, edges: &[Edge]) -> Vec<u32> {
        let mut of: Vec<u32> = (0..records as u32).collect();
        loop {
            let before = of.clone();
            for edge in edges {
                let least = of[edge.a as usize].min(of[edge.b as usize]);
                of[edge.a as usize] = least;
                of[edge.b as usize] = least;
            }
            if of == before {
                return of;
            }
        }
    }

    #[test]
    fn where_nothing_speaks_against_it_clusters_are_connected_components() {
        for seed in 0..50 {
            let pick = |n: u64| crate::hash::of_numbers(&[seed, n]);
            let edges: Vec<Edge> = (0..40)
                .map(|n| (pick(2 * n) % 60, pick(2 * n + 1) % 60, (pick(n) % 9) as f32))
                .filter(|(a, b, _)| a != b)
                .map(|(a, b, weight)| edge(a.min(b) as u32, a.max(b) as u32, weight))
                .collect();
            let grown = Clusters::grow(60, &edges, 0.0, |_, _| 1.0);
            assert_eq!(grown.of, components(60, &edges));
        }
    }

    #[test]
    fn a_chain_of_half_fitting_rows_is_cut() {
        // 0-1 and 2-3 are sure; 1-2 fits a little; 0 and 3 do not fit at all.
        let edges = [edge(0, 1, 8.0), edge(1, 2, 1.0), edge(2, 3, 8.0)];
        let grown = Clusters::grow(
            4,
            &edges,
            0.0,
            |a, b| if (a, b) == (1, 2) { 1.0 } else { -4.0 },
        );
        assert_eq!(grown.of, [0, 0, 2, 2]);
        assert_eq!(grown.groups(), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn what_stands_is_neither_joined_nor_parted() {
        // 0 and 2 stand together, 1 alone; 3 and 4 are new. 3 fits both clusters, the second better.
        let standing = [Some(0), Some(1), Some(0), None, None];
        let edges = [edge(0, 3, 5.0), edge(1, 3, 7.0), edge(3, 4, 9.0)];
        let (added, held_apart) = Clusters::add(&standing, &edges, 0.0, |_, _| 6.0);
        assert_eq!(added.of, [0, 1, 0, 1, 1]);
        assert_eq!(held_apart, [edges[0]]);
        // A cluster keeps its number where a record before it comes to it.
        let (added, _) = Clusters::add(&[None, Some(1)], &[edge(0, 1, 5.0)], 0.0, |_, _| 5.0);
        assert_eq!(added.of, [1, 1]);
    }

    #[test]
    fn the_surer_of_two_rivals_is_taken() {
        // 1 and 2 are of one list and cannot both be 0.
        let edges = [edge(0, 1, 5.0), edge(0, 2, 6.0)];
        let grown = Clusters::grow(3, &edges, 0.0, |_, _| -9.0);
        assert_eq!(grown.of, [0, 1, 0]);
    }
}
