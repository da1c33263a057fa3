//! How many persons stand on which lists, for estimating those on none; and partitions drawn from
//! what the model leaves open.

use std::collections::BTreeMap;

use super::block::Edge;
use super::cluster::Clusters;
use super::link::Linked;
use super::similar::Masks;
use crate::hash;

/// A list-pattern table as CSV: a column of 0 and 1 for each list, then `count`.
pub fn table(names: &[String], list: &[u16], clusters: &Clusters) -> String {
    let mut lists_of: BTreeMap<u32, Vec<u16>> = BTreeMap::new();
    for (record, cluster) in clusters.of.iter().enumerate() {
        lists_of.entry(*cluster).or_default().push(list[record]);
    }
    let mut patterns: BTreeMap<Vec<bool>, u64> = BTreeMap::new();
    for lists in lists_of.into_values() {
        let mut pattern = vec![false; names.len()];
        for list in lists {
            pattern[usize::from(list)] = true;
        }
        *patterns.entry(pattern).or_insert(0) += 1;
    }
    let mut table = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _header = table.write_record(names.iter().map(String::as_str).chain(["count"]));
    for (pattern, count) in patterns.iter().rev() {
        let cells = pattern.iter().map(|on| u8::from(*on).to_string());
        let _row = table.write_record(cells.chain([count.to_string()]));
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

impl Linked {
    /// A partition drawn from what the model leaves open: the same draw of the same seed is the same.
    ///
    /// Each pair's weight is moved by a number drawn from the logistic distribution, which joins a
    /// pair that stands alone with exactly its probability; clusters are then grown as always, so that
    /// every draw keeps to the constraints.
    pub fn draw(&self, seed: u64, number: u64) -> Clusters {
        let moved = |a: u32, b: u32| {
            let hash = hash::of_numbers(&[seed, number, a.into(), b.into()]);
            let uniform = ((hash >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
            (uniform / (1.0 - uniform)).log2()
        };
        let edges: Vec<Edge> = self
            .edges
            .iter()
            .map(|edge| Edge {
                weight: edge.weight + moved(edge.a, edge.b) as f32,
                ..*edge
            })
            .collect();
        let scorer = self.trained.model.scorer(&self.records);
        let mut masks = Masks::default();
        let weigh = |a, b| scorer.weight(self.records.vector(&mut masks, a, b)) + moved(a, b);
        Clusters::grow(self.records.len, &edges, 0.0, weigh)
    }
}
