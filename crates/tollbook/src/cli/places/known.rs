//! The places inside the program, and those that the casebook has imported and learned.

use std::collections::BTreeSet;

use tollbook_extract::gazetteer::find::{Candidate, Question, is_named, rank};
use tollbook_extract::gazetteer::{Dictionary, Distance, Gazetteer, Learned, MOST_FOR_TWO};
use tollbook_preserve::places::{Kind, Places};
use tollbook_record::{Listed, PlaceId, Precision};

use super::import::keys;
use crate::casebook::Casebook;
use crate::judged_places;

/// Prefixes of codes of divisions, which are no names.
const CODES: [&str; 4] = ["admin1:", "admin2:", "pcode:", "geonames:"];

/// What is searched.
pub struct Known {
    /// The gazetteers of the casebook.
    imported: Option<Places>,
    /// What its reviewers have shown.
    learned: Learned,
    /// The country to which the search is confined.
    country: Option<String>,
}

impl Known {
    /// What a casebook knows over the list inside the program, or that list alone.
    pub fn of(casebook: Option<&Casebook>, country: Option<String>) -> anyhow::Result<Self> {
        let (imported, learned) = match casebook {
            Some(casebook) => (
                Places::open(casebook.dir())?,
                judged_places::learned(casebook)?,
            ),
            None => (None, Learned::of(vec![], vec![])),
        };
        Ok(Self {
            imported,
            learned,
            country,
        })
    }

    fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// What a name with its parents and neighbours could mean, best first.
    pub fn candidates(&self, name: &str, hints: &[&str]) -> anyhow::Result<Vec<Candidate>> {
        let hints = hints.iter().map(|hint| Ok((*hint, self.meant(hint)?)));
        let question = Question {
            name,
            hints: hints.collect::<anyhow::Result<_>>()?,
            learned: Some(&self.learned),
        };
        Ok(rank(&question, self.listed(name)?))
    }

    /// All places with a name like this one, with the names of their parents.
    fn listed(&self, name: &str) -> anyhow::Result<Vec<Listed>> {
        let mut places = Gazetteer::embedded().listed(name, self.country());
        if let Some(imported) = &self.imported {
            for mut place in self.imported(imported, name, &places)? {
                place.within = parents(imported, &place)?;
                places.push(place);
            }
        }
        self.learned.correct(&mut places);
        let known: BTreeSet<PlaceId> = places.iter().map(|place| place.id.clone()).collect();
        let learned = self.learned.listed(name, self.country()).into_iter();
        places.extend(learned.filter(|place| !known.contains(&place.id)));
        Ok(places)
    }

    /// The imported places with a name like this one. Those that differ by a letter or two are looked
    /// for where no spelling is close.
    fn imported(
        &self,
        imported: &Places,
        name: &str,
        embedded: &[Listed],
    ) -> anyhow::Result<Vec<Listed>> {
        let keys = keys(name);
        let mut found = imported.by_name(&keys.name, self.country())?;
        for key in &keys.sounds {
            found.extend(imported.by_key(key, self.country())?);
        }
        for distance in [Distance::One, Distance::Two] {
            let is_close = |place: &Listed| is_named(name, place);
            if found.iter().chain(embedded).any(is_close) {
                break;
            }
            for near in self.near(imported, &keys.name, distance)? {
                found.extend(imported.by_name(&near, self.country())?);
            }
        }
        Ok(found)
    }

    /// The imported names so many letters away.
    fn near(
        &self,
        imported: &Places,
        name: &str,
        distance: Distance,
    ) -> anyhow::Result<Vec<String>> {
        let is_far = distance == Distance::Two && self.country().is_none();
        if !distance.allows(name) || (is_far && imported.terms(Kind::Name, None)? > MOST_FOR_TWO) {
            return Ok(vec![]);
        }
        let packed = imported.dictionaries(Kind::Name, self.country())?;
        let dictionaries = packed.into_iter().filter_map(|d| Dictionary::open(d.fst));
        Ok(dictionaries.flat_map(|d| d.near(name, distance)).collect())
    }

    /// What a hint could mean: the places of its name, those of the best kind of spelling first.
    fn meant(&self, hint: &str) -> anyhow::Result<Vec<Listed>> {
        let ranked = self.candidates(hint, &[])?;
        let best = ranked.first().map_or(0.0, |best| best.score);
        let near_best = ranked.into_iter().take_while(|c| best - c.score < 1.0);
        Ok(near_best.map(|c| c.place).collect())
    }
}

/// The names of a place's parents, which gazetteers name by number or by code. A place that names none
/// lies where the imported outlines hold it.
pub fn parents(imported: &Places, place: &Listed) -> anyhow::Result<Vec<String>> {
    if place.precision == Precision::Country {
        return Ok(vec![]);
    }
    let mut names: Vec<String> = Vec::new();
    for parent in &place.within {
        names.extend(name_of(imported, parent)?);
    }
    if names.is_empty() {
        let around = imported.around(place.point)?;
        let wider = around
            .into_iter()
            .filter(|(_, kind)| *kind > place.precision);
        names.extend(wider.map(|(name, _)| name));
    }
    names.retain(|name| *name != place.name);
    names.dedup();
    Ok(names)
}

fn name_of(imported: &Places, parent: &str) -> anyhow::Result<Option<String>> {
    if let Some(name) = imported.name_of(parent)? {
        return Ok(Some(name));
    }
    let division = parent
        .strip_prefix("admin1:")
        .and_then(|p| p.split_once('.'));
    if let Some((country, code)) = division {
        let names = Gazetteer::embedded().parents_of(country, code);
        return Ok(names.into_iter().next());
    }
    if let Some(entry) = Gazetteer::embedded().get(&PlaceId(parent.to_owned())) {
        return Ok(Some(entry.name().to_owned()));
    }
    // A number or a code that nothing bears tells nobody anything.
    let is_code = CODES.iter().any(|prefix| parent.starts_with(prefix));
    let is_name = !is_code && parent.parse::<i64>().is_err();
    Ok(is_name.then(|| parent.to_owned()))
}
