//! The places that a casebook knows, from the nearest layer to the farthest: what its reviewers have
//! shown, what was imported, and the list inside the program.

use tollbook_record::{PlaceId, Precision, Resolution};

use super::imported::Imported;
use super::learned::{Learned, Taught};
use super::{Entry, Gazetteer, lands};

/// Where an entry comes from, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    Judged,
    Imported,
    Embedded,
    Regions,
}

/// All places that can be meant.
#[derive(Clone, Copy)]
pub struct Layers<'a> {
    learned: Option<&'a Learned>,
    imported: Option<&'a Imported>,
    pub(super) world: &'a Gazetteer,
}

impl Layers<'static> {
    /// The list inside the program alone.
    pub fn embedded() -> Self {
        Gazetteer::embedded().alone()
    }
}

impl Gazetteer {
    /// This gazetteer and no other.
    pub fn alone(&self) -> Layers<'_> {
        Layers {
            learned: None,
            imported: None,
            world: self,
        }
    }
}

impl<'a> Layers<'a> {
    /// A casebook's own layers over the embedded list.
    pub fn of_casebook(learned: &'a Learned, imported: &'a Imported) -> Self {
        Layers {
            learned: Some(learned),
            imported: Some(imported),
            world: Gazetteer::embedded(),
        }
    }

    pub(super) fn each(self) -> impl Iterator<Item = (Layer, &'a Gazetteer)> {
        let judged = self.learned.map(|l| (Layer::Judged, &l.places));
        let imported = self.imported.map(|i| (Layer::Imported, &i.places));
        let embedded = Some((Layer::Embedded, self.world));
        let regions = Some((Layer::Regions, &lands::regions().places));
        [judged, imported, embedded, regions].into_iter().flatten()
    }

    /// The longest name of a place that a casebook has learned or imported and that begins at the first
    /// of the words: where it stands, and how many words it spans.
    pub(super) fn longest_of_casebook(self, words: &[&str]) -> Option<(Layer, usize)> {
        let own = self.each().filter(|(layer, _)| *layer <= Layer::Imported);
        let found = own.filter_map(|(layer, places)| Some((layer, places.longest(words)?.words)));
        found.max_by_key(|(layer, length)| (*length, std::cmp::Reverse(*layer)))
    }

    /// Whether a casebook knows this entry otherwise than from the embedded list.
    pub(super) fn is_of_casebook(self, id: &PlaceId) -> bool {
        let mut own = self.each().filter(|(layer, _)| *layer <= Layer::Imported);
        own.any(|(_, places)| places.get(id).is_some())
    }

    /// Whether a casebook has learned or imported anything.
    pub(super) fn has_casebook(self) -> bool {
        self.learned.is_some_and(|learned| !learned.is_empty()) || self.imported.is_some()
    }

    /// What a reviewer has shown of a place.
    pub(super) fn taught(self, id: &PlaceId) -> Option<&'a Taught> {
        self.learned?.taught(id)
    }

    /// What a reviewer has shown of an entry.
    pub(super) fn taught_of(self, entry: Entry<'_>) -> Option<&'a Taught> {
        self.learned?.taught(&entry.id())
    }

    /// The names of the parents that a reviewer or an imported gazetteer gives an entry.
    pub(super) fn parents_named(self, id: &PlaceId) -> impl Iterator<Item = &'a String> {
        let taught = self.taught(id).map(|taught| &taught.place.within);
        let imported = self.imported.map(|imported| imported.within(id));
        taught
            .into_iter()
            .flatten()
            .chain(imported.into_iter().flatten())
    }

    /// The entry that stands for this one, where a reviewer has said that it is another.
    pub(super) fn standing(self, entry: Entry<'a>) -> Option<(Layer, Entry<'a>)> {
        let learned = self.learned?;
        let id = entry.id();
        let standing = learned.standing(&id);
        if *standing == id {
            return None;
        }
        self.each()
            .find_map(|(layer, places)| Some((layer, places.get(standing)?)))
    }

    /// An entry with how far it reaches.
    pub fn resolution(self, entry: Entry<'_>) -> Resolution {
        Resolution {
            name: entry.name().to_owned(),
            country: entry.country().to_owned(),
            point: entry.point(),
            precision: entry.precision(),
            radius: self.radius(entry),
            id: entry.id(),
        }
    }

    /// How far an entry reaches, in kilometres.
    pub(super) fn radius(self, entry: Entry<'_>) -> f64 {
        let id = entry.id();
        let taught = self.taught(&id).map(|taught| taught.radius);
        taught
            .or_else(|| lands::regions().reach(&id))
            .unwrap_or_else(|| reach(entry))
    }

    /// The name of a country in words, or its code where no layer names it.
    pub(super) fn country_name(self, code: &'a str) -> &'a str {
        lands::entry(code).map_or(code, |land| land.name())
    }
}

/// How far a place of its kind and size reaches, in kilometres.
fn reach(entry: Entry<'_>) -> f64 {
    if let Some(land) = lands::land(entry.precision(), entry.country(), entry.admin1()) {
        return land.reach;
    }
    match (entry.precision(), entry.population()) {
        (Precision::Locality, people) if people > 0 => {
            1.0 + (f64::from(people).sqrt() / 150.0).round()
        }
        (kind, _) => kind.reach(),
    }
}
