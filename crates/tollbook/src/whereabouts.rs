//! What a casebook knows of places: judgements of its reviewers and imported gazetteers, over the list
//! inside the program.
//!
//! What was read of a source is kept with where the list has its places, which is a function of the same text
//! and of the same version of the program. Where a casebook knows more than the list, places are told anew each
//! time, so that a judgement answers at once for every report that was read before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use tollbook_extract::gazetteer::{
    Imported, Layers, Learned, name_all, open_all, open_names, place_all,
};
use tollbook_preserve::places::Places;
use tollbook_record::{Listed, PlaceId, Reading, Source};

use crate::casebook::Casebook;
use crate::cli::places::import::keys;
use crate::cli::places::known::parents;
use crate::judged_places;

/// The layers of a casebook.
pub struct Whereabouts {
    learned: Learned,
    imported: Imported,
}

impl Whereabouts {
    /// What the casebook in `dir` knows of places with one of these names.
    pub fn of(casebook: &Casebook, names: &BTreeSet<&str>) -> anyhow::Result<Self> {
        Ok(Self {
            learned: judged_places::learned(casebook)?,
            imported: Imported::of(imported(casebook.dir(), names)?),
        })
    }

    /// Whether the casebook knows nothing that the embedded list does not.
    fn is_of_the_list_alone(&self) -> bool {
        self.learned.is_empty() && self.imported.is_empty()
    }

    /// The layers over the embedded list.
    pub fn layers(&self) -> Layers<'_> {
        Layers::of_casebook(&self.learned, &self.imported)
    }
}

/// Whether the casebook can know a place that the embedded list does not.
pub fn is_more_than_the_list(casebook: &Casebook) -> anyhow::Result<bool> {
    let imported = Places::open(casebook.dir())?.is_some();
    Ok(imported || !judged_places::learned(casebook)?.is_empty())
}

/// Gives claims the places that their sentences name and only the casebook knows.
pub fn name(casebook: &Casebook, read: &mut [(&Source, &mut Reading)]) -> anyhow::Result<()> {
    let whereabouts = asked_by(casebook, read)?;
    if whereabouts.is_of_the_list_alone() {
        return Ok(());
    }
    let layers = whereabouts.layers();
    read.par_iter_mut().for_each(|(source, reading)| {
        name_all(reading, &source.text, &source.publication, layers);
    });
    Ok(())
}

/// Tells where the places of readings are.
pub fn place(casebook: &Casebook, read: &mut [(&Source, &mut Reading)]) -> anyhow::Result<()> {
    if read.is_empty() {
        return Ok(());
    }
    let whereabouts = asked_by(casebook, read)?;
    let layers = whereabouts.layers();
    read.par_iter_mut().for_each(|(source, reading)| {
        place_all(reading, &source.text, &source.publication, layers);
    });
    Ok(())
}

/// Leaves the places of a reading open, as they are before they are told.
pub fn open(reading: &mut Reading) {
    open_all(reading);
}

/// The same of a reading that stays as it is.
pub fn opened(reading: &Reading) -> Reading {
    let mut reading = reading.clone();
    open(&mut reading);
    reading
}

/// What the casebook knows of the names in the readings.
fn asked_by(casebook: &Casebook, read: &[(&Source, &mut Reading)]) -> anyhow::Result<Whereabouts> {
    if Places::open(casebook.dir())?.is_none() {
        return Whereabouts::of(casebook, &BTreeSet::new());
    }
    let places = read
        .iter()
        .flat_map(|(_, reading)| &reading.claims)
        .filter_map(|claim| claim.place.as_ref());
    let mut names: BTreeSet<&str> = places
        .flat_map(|place| std::iter::once(&place.name).chain(&place.within))
        .map(String::as_str)
        .collect();
    let open = read
        .par_iter()
        .flat_map_iter(|(source, reading)| open_names(reading, &source.text));
    let open: Vec<String> = open.collect();
    names.extend(open.iter().map(String::as_str));
    Whereabouts::of(casebook, &names)
}

/// The imported places that could be meant, with the names of their parents.
fn imported(dir: &Path, names: &BTreeSet<&str>) -> anyhow::Result<Vec<Listed>> {
    let Some(places) = Places::open(dir)? else {
        return Ok(vec![]);
    };
    let mut found: BTreeMap<PlaceId, Listed> = BTreeMap::new();
    let keys: BTreeSet<String> = names.iter().flat_map(|name| keys(name).sounds).collect();
    for key in keys {
        for mut place in places.by_key(&key, None)? {
            if !found.contains_key(&place.id) {
                place.within.extend(parents(&places, &place)?);
                found.insert(place.id.clone(), place);
            }
        }
    }
    Ok(found.into_values().collect())
}
