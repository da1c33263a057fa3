//! What a casebook has learned of places from the judgements of its reviewers.
//!
//! A judgement says that a name means a place, or that two entries are one place. This module knows
//! judgements that stand; who keeps them leaves the withdrawn ones out.

use std::collections::{BTreeMap, BTreeSet};

use tollbook_record::{Listed, PlaceId};

use super::Gazetteer;

/// A place that a reviewer has shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Taught {
    /// The place; `within` holds the names of its parents.
    pub place: Listed,
    /// How far from its point it reaches, in kilometres.
    pub radius: f64,
}

/// The places that a casebook has learned.
pub struct Learned {
    pub(super) places: Gazetteer,
    taught: BTreeMap<PlaceId, Taught>,
    same: BTreeMap<PlaceId, PlaceId>,
}

impl Learned {
    /// What follows from these judgements, in the order in which they were made: `taught` are places,
    /// and of `same` each entry is said to be another one. The later judgement on a place decides where
    /// it is, and all its names hold.
    pub fn of(taught: Vec<Taught>, same: Vec<(PlaceId, PlaceId)>) -> Learned {
        let mut by_id: BTreeMap<PlaceId, Taught> = BTreeMap::new();
        for mut one in taught {
            if let Some(earlier) = by_id.remove(&one.place.id) {
                one.place.names.push(earlier.place.name);
                one.place.names.extend(earlier.place.names);
                one.place.names.sort();
                one.place.names.dedup();
            }
            by_id.insert(one.place.id.clone(), one);
        }
        let places = by_id.values().map(|one| one.place.clone()).collect();
        Learned {
            places: Gazetteer::of(places),
            taught: by_id,
            same: same.into_iter().filter(|(a, b)| a != b).collect(),
        }
    }

    /// What was shown of a place.
    pub(super) fn taught(&self, id: &PlaceId) -> Option<&Taught> {
        self.taught.get(id)
    }

    /// The entry that stands for this one: itself, if nobody has said that it is another.
    pub(super) fn standing<'a>(&'a self, id: &'a PlaceId) -> &'a PlaceId {
        let mut id = id;
        // Judgements can name each other in a circle; no entry is followed twice.
        for _ in 0..=self.same.len() {
            match self.same.get(id) {
                Some(other) => id = other,
                None => break,
            }
        }
        id
    }

    /// The places that were shown with a name like this one.
    pub fn listed(&self, name: &str, country: Option<&str>) -> Vec<Listed> {
        let places = self.places.listed(name, None).into_iter();
        places
            .filter_map(|place| self.taught.get(&place.id))
            .map(|taught| taught.place.clone())
            .filter(|place| {
                country.is_none_or(|asked| place.country.is_empty() || place.country == asked)
            })
            .collect()
    }

    /// Puts into `places` what stands for an entry that is said to be another, and for one of which a
    /// reviewer has shown more.
    pub fn correct(&self, places: &mut Vec<Listed>) {
        for place in places.iter_mut() {
            if let Some(taught) = self.taught.get(self.standing(&place.id)) {
                *place = taught.place.clone();
            }
        }
        let mut seen = BTreeSet::new();
        places
            .retain(|place| !self.taught.contains_key(&place.id) || seen.insert(place.id.clone()));
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.taught.is_empty() && self.same.is_empty()
    }
}
