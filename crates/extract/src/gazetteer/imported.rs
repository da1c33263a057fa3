//! The imported places that a casebook's reports can mean.

use std::collections::BTreeMap;

use tollbook_record::{Listed, PlaceId};

use super::Gazetteer;

/// Places of other gazetteers, with the names of their parents.
pub struct Imported {
    pub(super) places: Gazetteer,
    within: BTreeMap<PlaceId, Vec<String>>,
}

impl Imported {
    /// These places. `within` holds the names of their parents; a code there, such as `admin1:SY.09`,
    /// tells the first division.
    pub fn of(places: Vec<Listed>) -> Imported {
        let named = |place: &Listed| (place.id.clone(), place.within.clone());
        Imported {
            within: places.iter().map(named).collect(),
            places: Gazetteer::of(places),
        }
    }

    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.within.is_empty()
    }

    /// The names of an entry's parents.
    pub(super) fn within(&self, id: &PlaceId) -> &[String] {
        self.within.get(id).map_or(&[], Vec::as_slice)
    }
}
