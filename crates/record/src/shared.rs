//! What many claims of a casebook have in common, held once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::claim::Reading;
use crate::place::{Candidate, Place, Resolution, Stated};

/// Entries of gazetteers, reasons, places and days in readings that were made one by one. Readings that went
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
        // Words of a source stand where no other source has them.
        let (mut places, mut days) = (Known::default(), Known::default());
        for claim in &mut reading.claims {
            if let Some(place) = &mut claim.place {
                self.share_parts(Arc::make_mut(place));
                one(&mut places, place, hash_place);
            }
            if let Some(when) = &mut claim.when {
                one(&mut days, when, |when, to| when.quote.hash(to));
            }
        }
    }

    fn share_parts(&mut self, place: &mut Place) {
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

/// With its entry and its candidates as those of that place alone, which are shared already.
fn hash_place(place: &Place, to: &mut DefaultHasher) {
    place.quote.hash(to);
    place.resolution.as_ref().map(Arc::as_ptr).hash(to);
    Arc::as_ptr(&place.candidates).hash(to);
    if let Some(Stated { point, radius, .. }) = &place.stated {
        hash_numbers([point.lat, point.lon, *radius], to);
    }
}

fn hash_entry(entry: &Resolution, to: &mut DefaultHasher) {
    entry.id.hash(to);
    hash_numbers([entry.point.lat, entry.point.lon, entry.radius], to);
}

/// By their bits, because a zero below zero is equal to one above and is written otherwise.
fn hash_numbers(numbers: [f64; 3], to: &mut DefaultHasher) {
    numbers.map(f64::to_bits).hash(to);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::{PlaceId, Point, Precision};
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
            weapons: [].into(),
            targets: [].into(),
            place: Some(Arc::new(Place {
                quote: quote(11..24),
                name: "Invented Town".to_owned(),
                within: vec![],
                stated: None,
                resolution: Some(Arc::new(entry(lat))),
                candidates: [candidate].into(),
                reason: "the only one of that name".into(),
            })),
            when: None,
            alleged_perpetrators: [].into(),
            figures: [].into(),
            victims: [].into(),
            rules: [].into(),
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

    #[test]
    fn claims_of_one_source_share_what_they_say_in_the_same_words() {
        let mut shared = Shared::default();
        let stated = |lat| {
            let mut claims = reading(2.0).claims;
            let place = claims[0].place.as_mut().map(Arc::make_mut);
            place.expect("it has one").stated = Some(Stated {
                point: Point { lat, lon: 1.0 },
                precision: Precision::Site,
                radius: 0.1,
            });
            claims
        };
        let mut all = reading(2.0);
        all.claims.extend(reading(2.0).claims);
        all.claims.extend([0.0, -0.0].into_iter().flat_map(stated));
        let before = all.clone();
        shared.share(&mut all);
        assert_eq!(all, before);
        let place = |at: usize| all.claims[at].place.as_ref().expect("it has one");
        assert!(Arc::ptr_eq(place(0), place(1)));
        assert!(!Arc::ptr_eq(place(1), place(2)));
        assert!(
            !Arc::ptr_eq(place(2), place(3)),
            "0 and -0 are equal and not the same"
        );
    }
}
