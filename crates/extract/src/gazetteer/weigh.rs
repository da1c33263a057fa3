//! What speaks for each place that a name could mean.
//!
//! All is counted in powers of ten of people, so that the parts can be added and explained.

use std::collections::{BTreeMap, HashMap};

use tollbook_record::Precision;
use tollbook_record::text::key;

use super::lands;
use super::layers::{Layer, Layers};
use super::learned::Taught;
use super::resolve::{Asked, Context, bare_name};
use super::{Entry, Gazetteer};
use crate::lexicon::hash::ByWord;

/// Spellings less alike than this are not compared further; of a place that a reviewer has shown, who
/// had one name in mind, they must be closer.
const ALIKE: f64 = 0.7;
const ALIKE_TO_JUDGED: f64 = 0.8;

/// From here on a written parent is the one that a reviewer or a gazetteer names.
pub(super) const SAME_PARENT: f64 = 0.88;

/// What the spelling of an answer costs: the article is not as written; the spelling is another one.
const OTHER_ARTICLE: f64 = -0.3;
const OTHER_SPELLING: f64 = -0.5;

/// What it costs that the place has another name of its own: a town that somewhere is called Samos is
/// seldom meant by it.
const OTHER_NAME: f64 = -1.8;

/// From here on a spelling is one of the place's own name.
const SAME_NAME: f64 = 0.72;

/// What is taken for a place whose people are not counted. GeoNames lists such places where they are
/// the seat of a division; other gazetteers list hamlets.
const UNCOUNTED: f64 = 3.7;
const UNCOUNTED_ELSEWHERE: f64 = 2.7;

/// What is taken for a region: a town called Africa is never meant.
const A_REGION: f64 = 7.0;

/// What it is worth that a reviewer has shown the place, that it lies in a country of the report, in
/// the one that the report speaks of most, in that of its publisher, and that it is its capital.
const JUDGED: f64 = 4.0;
const IN_COUNTRY: f64 = 4.0;
const IN_FIRST_COUNTRY: f64 = 0.6;
const AT_HOME: f64 = 2.0;
const CAPITAL: f64 = 1.0;

/// What it is worth that a reviewer or a gazetteer names the parent.
const NAMED_PARENT: f64 = 3.0;

/// A place that could be meant, with what speaks for it.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub entry: Entry<'a>,
    pub layer: Layer,
    /// What a reviewer has shown of it, unless the report speaks of other countries.
    pub taught: Option<&'a Taught>,
    /// Whether it bears the name in this spelling.
    pub is_spelt_so: bool,
    pub spelling: f64,
    pub kind: f64,
    pub people: f64,
    pub parents: Option<f64>,
    pub country: f64,
    pub near: f64,
}

impl Candidate<'_> {
    pub fn total(&self) -> f64 {
        let parents = self.parents.unwrap_or(0.0);
        let judged = if self.taught.is_some() { JUDGED } else { 0.0 };
        self.spelling + self.kind + self.people + parents + self.country + self.near + judged
    }

    /// Whether the report tells where it is, and not only its country.
    pub fn is_told(&self) -> bool {
        self.parents.is_some() || self.near > 0.5
    }

    /// Whether there is a reason to look there, apart from the name.
    pub fn is_expected(&self) -> bool {
        self.taught.is_some()
            || self.is_told()
            || self.country > 0.0
            || self.layer == Layer::Regions
    }
}

/// Places with the best that their spelling is worth.
#[derive(Default)]
struct Spellings(BTreeMap<u32, f64>);

impl Spellings {
    fn add(&mut self, place: u32, worth: f64) {
        let best = self.0.entry(place).or_insert(worth);
        *best = best.max(worth);
    }
}

impl<'a> Layers<'a> {
    /// The places of all layers that bear the name as it is spelt.
    pub(super) fn spelt_so(self, asked: &Asked) -> Vec<Candidate<'a>> {
        let mut found = Vec::new();
        for (layer, places) in self.each() {
            let mut spellings = Spellings::default();
            for (name, cost) in asked.forms() {
                let words: Vec<&str> = name.split_whitespace().collect();
                for hit in places.names.exact(&words) {
                    let article = if hit.as_written { 0.0 } else { OTHER_ARTICLE };
                    spellings.add(hit.place, cost + article);
                }
            }
            self.collect(layer, places, spellings, true, &mut found);
        }
        if let Some(land) = asked.land.and_then(lands::entry) {
            found.retain(|c| !c.entry.is(land));
            found.push(candidate(Layer::Embedded, land, 0.0, true));
        }
        found
    }

    /// The villages of that name for which no text is searched.
    pub(super) fn villages(self, asked: &Asked) -> Vec<Candidate<'a>> {
        let mut found = Vec::new();
        let mut spellings = Spellings::default();
        for (name, cost) in asked.forms() {
            let words: Vec<&str> = name.split_whitespace().collect();
            for hit in self.world.asked().exact(&words) {
                spellings.add(hit.place, cost);
            }
        }
        self.collect(Layer::Embedded, self.world, spellings, true, &mut found);
        found
    }

    /// The places of one layer or of all whose names are spelt much like it.
    pub(super) fn spelt_alike(self, asked: &Asked, only: Option<Layer>) -> Vec<Candidate<'a>> {
        let mut found = Vec::new();
        let wanted = |(layer, _): &(Layer, _)| only.is_none_or(|only| only == *layer);
        let mut layers = self.each().filter(wanted).peekable();
        if layers.peek().is_none() {
            return found;
        }
        let consonants = key::consonants(&asked.bare);
        let own = key::Spelling::of(&asked.bare);
        for (layer, places) in layers {
            let least = if layer == Layer::Judged {
                ALIKE_TO_JUDGED
            } else {
                ALIKE
            };
            let mut spellings = Spellings::default();
            // Many places share one name.
            let mut known: HashMap<&str, f64, ByWord> = HashMap::default();
            for hit in places.keys().get(&consonants) {
                let name = places.table.at(hit.name);
                let likeness = *{ known.entry(name) }
                    .or_insert_with(|| own.likeness(&key::Spelling::of(name)));
                if likeness >= least {
                    spellings.add(hit.place, OTHER_SPELLING - 4.0 * (1.0 - likeness));
                }
            }
            self.collect(layer, places, spellings, false, &mut found);
        }
        found
    }

    /// Adds what was found in a layer, each entry as the one that stands for it.
    fn collect(
        self,
        layer: Layer,
        places: &'a Gazetteer,
        spellings: Spellings,
        is_spelt_so: bool,
        found: &mut Vec<Candidate<'a>>,
    ) {
        for (place, spelling) in spellings.0 {
            let entry = places.entry(place);
            let (layer, entry) = self.standing(entry).unwrap_or((layer, entry));
            match found.iter_mut().find(|known| known.entry.is(entry)) {
                Some(known) => known.spelling = known.spelling.max(spelling),
                None => found.push(candidate(layer, entry, spelling, is_spelt_so)),
            }
        }
    }

    /// Weighs the candidates by the name and its parents, and leaves out those that a parent contradicts.
    pub(super) fn weigh(
        self,
        mut candidates: Vec<Candidate<'a>>,
        asked: &Asked,
        parents: &[Parent<'_>],
    ) -> Vec<Candidate<'a>> {
        candidates.retain_mut(|candidate| {
            let entry = candidate.entry;
            candidate.taught = self.taught_of(entry);
            let agreeing: Option<Vec<f64>> = parents
                .iter()
                .map(|parent| self.agreement(entry, parent))
                .collect();
            let Some(agreeing) = agreeing else {
                return false;
            };
            candidate.parents = (!agreeing.is_empty()).then(|| agreeing.iter().sum());
            candidate.kind = kind_agreement(asked.kind, entry.precision());
            if candidate.is_spelt_so && !is_own_name(asked, entry) && candidate.taught.is_none() {
                candidate.spelling += OTHER_NAME;
            }
            // A county seldom lies about the town of its name, unlike a district about its seat.
            !(asked.is_county && entry.precision() < Precision::District)
        });
        candidates
    }

    /// Weighs the candidates by the rest of the report, and puts the best first.
    pub(super) fn rank(
        self,
        candidates: &[Candidate<'a>],
        context: &Context,
    ) -> Vec<Candidate<'a>> {
        let mut ranked = candidates.to_vec();
        for candidate in &mut ranked {
            let entry = candidate.entry;
            candidate.country = context.worth_of(entry.country());
            let is_capital = candidate.layer == Layer::Embedded
                && lands::is_capital(entry.country(), entry.row().id);
            if candidate.country > 0.0 && is_capital {
                candidate.country += CAPITAL;
            }
            candidate.taught = candidate.taught.filter(|_| {
                entry.country().is_empty()
                    || context.countries.is_empty()
                    || candidate.country >= IN_COUNTRY
                    || candidate.parents.is_some()
            });
            let nearest = context
                .points
                .iter()
                .map(|p| p.km_to(entry.point()))
                .min_by(f64::total_cmp);
            candidate.near = nearest.map_or(0.0, |km| 2.0 * (-km / 150.0).exp());
        }
        ranked.sort_by(|a, b| {
            b.total()
                .total_cmp(&a.total())
                .then(a.layer.cmp(&b.layer))
                .then_with(|| a.entry.id().cmp(&b.entry.id()))
        });
        ranked
    }
}

impl Context {
    /// What it is worth that a place lies in this country.
    fn worth_of(&self, country: &str) -> f64 {
        match self.countries.iter().position(|c| c == country) {
            Some(0) => IN_COUNTRY + IN_FIRST_COUNTRY,
            Some(_) => IN_COUNTRY,
            None if self.home.iter().any(|c| c == country) => AT_HOME,
            None => 0.0,
        }
    }
}

fn candidate(layer: Layer, entry: Entry<'_>, spelling: f64, is_spelt_so: bool) -> Candidate<'_> {
    let people = match entry.population() {
        _ if layer == Layer::Regions => A_REGION,
        // Others count all who live in a division, our list those of its towns.
        _ if layer == Layer::Imported && is_division(entry) => UNCOUNTED_ELSEWHERE,
        0 if layer == Layer::Embedded => UNCOUNTED,
        0 => UNCOUNTED_ELSEWHERE,
        counted => f64::from(counted).log10(),
    };
    Candidate {
        entry,
        layer,
        taught: None,
        is_spelt_so,
        spelling,
        people: people + weight_of(entry.precision()),
        kind: 0.0,
        parents: None,
        country: 0.0,
        near: 0.0,
    }
}

/// Whether the name is a spelling of the one that the gazetteer puts first. Countries and divisions are
/// known by many names.
fn is_own_name(asked: &Asked, entry: Entry<'_>) -> bool {
    if entry.precision() >= Precision::District {
        return true;
    }
    let own = bare_name(entry.name());
    own == asked.bare || key::likeness(&asked.bare, &own) >= SAME_NAME
}

fn is_division(entry: Entry<'_>) -> bool {
    matches!(
        entry.precision(),
        Precision::District | Precision::Governorate
    )
}

/// What a bare name is likelier to mean: a country before a city of its name, a city before the
/// division that is called after it. Divisions count the people of their cities again.
fn weight_of(kind: Precision) -> f64 {
    match kind {
        Precision::Country => 3.0,
        Precision::Governorate => -1.0,
        Precision::District => -1.5,
        Precision::Locality | Precision::Neighbourhood | Precision::Site => 0.0,
    }
}

/// Whether the one is the first division that the other is listed under.
fn is_division_of(division: Entry<'_>, entry: Entry<'_>) -> bool {
    division.precision() == Precision::Governorate
        && division.country() == entry.country()
        && !entry.admin1().is_empty()
        && division.admin1() == entry.admin1()
}

/// A parent with the places that could be meant by it.
pub(super) struct Parent<'a> {
    /// Its name as written, and folded without generic words.
    pub written: String,
    pub name: String,
    pub entries: Vec<Entry<'a>>,
}

fn kind_agreement(asked: Option<Precision>, kind: Precision) -> f64 {
    match asked {
        None => 0.0,
        Some(asked) if asked == kind => 3.0,
        Some(Precision::Neighbourhood) if kind == Precision::Locality => 0.0,
        Some(_) => -3.0,
    }
}

impl Layers<'_> {
    /// How well a place lies in what its parent's name could be; `None` where it lies in none of them.
    fn agreement(self, entry: Entry<'_>, parent: &Parent<'_>) -> Option<f64> {
        let named = |within: &String| {
            let asked = Asked::new(within);
            asked.bare == parent.name || key::likeness(&asked.bare, &parent.name) >= SAME_PARENT
        };
        if self.has_casebook() && self.parents_named(&entry.id()).any(named) {
            return Some(NAMED_PARENT);
        }
        parent
            .entries
            .iter()
            .filter(|parent| self.lies_in(entry, **parent))
            .map(|parent| {
                let km = entry.point().km_to(parent.point());
                let near = 2.0 * (-km / 50.0).exp();
                let worth = near + 0.3 * f64::from(parent.population() + 1).log10();
                if is_division_of(*parent, entry) {
                    worth.max(NAMED_PARENT)
                } else {
                    worth
                }
            })
            .max_by(f64::total_cmp)
    }

    /// Borders are not in the table: a division is told by its code, else by the distance from its middle,
    /// and "X in the Y countryside" may lie some way from the city Y.
    fn lies_in(self, entry: Entry<'_>, parent: Entry<'_>) -> bool {
        let other_country = entry.country() != parent.country()
            && !entry.country().is_empty()
            && !parent.country().is_empty();
        if other_country || entry.is(parent) {
            return false;
        }
        let km = entry.point().km_to(parent.point());
        let same_division =
            entry.country() == parent.country() && entry.admin1() == parent.admin1();
        match parent.precision() {
            Precision::Country => entry.country() == parent.country() || km < self.radius(parent),
            Precision::Governorate => same_division && !entry.admin1().is_empty() || km < 60.0,
            _ => entry.precision() != Precision::Country && km < 60.0,
        }
    }
}
