//! Rows that come to lists which were linked before.

use super::Error;
use super::block::{Edge, pairs_of_new};
use super::link::{self, KEPT, Linked, Trained};
use super::lists::Lists;
use super::records::Records;
use super::saved::Saved;
use super::similar::Masks;

/// Rows in clusters of which some stood before.
#[derive(Clone, Debug)]
pub struct Added {
    /// The pairs that were compared, each with a new row, and the clusters.
    pub linked: Linked,
    /// Pairs that say two standing clusters are of one person. They were left apart.
    pub held_apart: Vec<Edge>,
}

/// Links the rows that have no cluster in `standing` to those that have, and to each other, by the
/// model of the run before.
///
/// Standing clusters are neither joined nor parted: a new row comes to one of them, or to none.
/// Where it fits two, that is told.
pub fn add(lists: &Lists, saved: &Saved, standing: &[Option<u32>]) -> Result<Added, Error> {
    let records = Records::new(lists);
    let trained = saved.open(&records)?;
    Ok(add_records(records, trained, standing))
}

/// The same, for records that are in memory.
pub fn add_records(records: Records, trained: Trained, standing: &[Option<u32>]) -> Added {
    let scored = score(&records, &trained, standing);
    let (linked, held_apart) = link::linked(records, trained, scored, standing);
    Added { linked, held_apart }
}

fn score(records: &Records, trained: &Trained, standing: &[Option<u32>]) -> (Vec<Edge>, u64) {
    let scorer = trained.model.scorer(records);
    let mut masks = Masks::default();
    let (mut edges, mut compared) = (Vec::new(), 0);
    let new = |record: u32| standing[record as usize].is_none();
    for number in 0..trained.plan.rules.len() {
        pairs_of_new(records, &trained.plan.rules, number, new, |a, b| {
            compared += 1;
            let weight = scorer.weight(records.vector(&mut masks, a, b));
            if weight >= KEPT {
                let weight = weight as f32;
                edges.push(Edge { a, b, weight });
            }
        });
    }
    edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
    (edges, compared)
}
