//! What many claims of a casebook have in common, held once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::claim::Reading;
use crate::place::{Candidate, Resolution};

/// Entries of gazetteers and reasons in readings that were made one by one. Readings that went
/// through one of these share what is equal in them; nothing that they say changes.
#[derive(Debug, Default)]
pub struct Shared {
    reasons: Known<str>,
    entries: Known<Resolution>,
    candidates: Known<[Candidate]>,
}

type Known<T> = HashMap<u64, Vec<Arc<T>>>;

impl Shared {
    /// Has a reading share what was met before.
    pub fn share(&mut self, reading: &mut Reading) {
        for claim in &mut reading.claims {
            let Some(place) = &mut claim.place else {
                continue;
            };
            one(&mut self.reasons, &mut place.reason, |why, to| why.hash(to));
            if let Some(entry) = &mut place.resolution {
                one(&mut self.entries, entry, hash_entry);
            }
            let candidates = &mut place.candidates;
            one(&mut self.candidates, candidates, |candidates, to| {
                for candidate in candidates {
                    hash_entry(&candidate.entry, to);
                    candidate.reason.hash(to);
                }
            });
        }
    }
}

/// Puts what is known in the place of its equal.
fn one<T: PartialEq + ?Sized>(
    known: &mut Known<T>,
    own: &mut Arc<T>,
    hash: impl FnOnce(&T, &mut DefaultHasher),
) {
    let mut hasher = DefaultHasher::new();
    hash(own, &mut hasher);
    let alike = known.entry(hasher.finish()).or_default();
    match alike.iter().find(|known| *known == own) {
        Some(known) => *own = Arc::clone(known),
        None => alike.push(Arc::clone(own)),
    }
}

/// By the bits of its numbers, because a zero below zero is equal to one above and is written otherwise.
fn hash_entry(entry: &Resolution, to: &mut DefaultHasher) {
    entry.id.hash(to);
    let numbers = [entry.point.lat, entry.point.lon, entry.radius];
    numbers.map(f64::to_bits).hash(to);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::{Place, PlaceId, Point, Precision};
    use crate::quote::Quote;
    use crate::{Act, Claim, Speaker, Status};

    fn entry(lat: f64) -> Resolution {
        Resolution {
            id: PlaceId("invented:1".to_owned()),
            name: "Invented Town".to_owned(),
            country: "XX".to_owned(),
            point: Point { lat, lon: 1.0 },
            precision: Precision::Locality,
            radius: 4.0,
        }
    }

    fn reading(lat: f64) -> Reading {
        let quote = |range| Quote::new("shells hit Invented Town", range).expect("words");
        let candidate = Candidate {
            entry: entry(lat),
            reason: "of that name".to_owned(),
        };
        let claim = Claim {
            act: Act::Shelling,
            quote: quote(0..10),
            status: Status::Asserted,
            speaker: Speaker::Publisher,
            weapons: vec![],
            targets: vec![],
            place: Some(Place {
                quote: quote(11..24),
                name: "Invented Town".to_owned(),
                within: vec![],
                stated: None,
                resolution: Some(Arc::new(entry(lat))),
                candidates: [candidate].into(),
                reason: "the only one of that name".into(),
            }),
            when: None,
            alleged_perpetrators: vec![],
            figures: vec![],
            victims: vec![],
            rules: vec![],
        };
        Reading {
            claims: vec![claim],
            problems: vec![],
        }
    }

    #[test]
    fn what_is_equal_is_shared_and_nothing_changes() {
        let mut shared = Shared::default();
        let mut all = [0.0, 0.0, -0.0, 2.0].map(reading);
        let before = all.clone();
        all.iter_mut().for_each(|reading| shared.share(reading));
        assert_eq!(all, before);
        let place = |at: usize| all[at].claims[0].place.as_ref().expect("it has one");
        let entry = |at: usize| place(at).resolution.as_ref().expect("it is resolved");
        let is_one = |a: usize, b: usize| {
            let entries = Arc::ptr_eq(entry(a), entry(b));
            assert_eq!(
                entries,
                Arc::ptr_eq(&place(a).candidates, &place(b).candidates)
            );
            entries
        };
        assert!(is_one(0, 1) && !is_one(0, 3));
        assert!(!is_one(0, 2), "0 and -0 are equal and not the same");
        assert!(Arc::ptr_eq(&place(0).reason, &place(3).reason));
    }
}
