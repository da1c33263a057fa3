//! Which place a report means by a name.
//!
//! Candidates are the places that bear the name, or one spelt like it, in all layers. What the report
//! says decides between them, in this order: the parents written beside the name, the word for its
//! kind, what a reviewer has shown, the country of the report and its other places, and last the
//! number of people. Where nothing but the number of people could decide and it does not decide
//! clearly, the answer is none. Each answer says why.

use std::cell::OnceCell;

use tollbook_record::text::{fold, key};
use tollbook_record::{Candidate as Other, Point, Precision, Resolution};

use super::lands;
use super::layers::{Layer, Layers};
use super::weigh::{Candidate, Parent, SAME_PARENT};
use super::{Entry, Gazetteer, why};

/// Two places so near each other make no difference to where the incident is drawn, in kilometres.
const SAME_GROUND: f64 = 50.0;

/// How far the best candidate must lead where the report says nothing of its whereabouts, and where
/// it does, in powers of ten of people.
const CLEAR_LEAD: f64 = 1.0;
const SLIGHT_LEAD: f64 = 0.6;

/// A place that the report gives no reason to expect must be so well known, in powers of ten of
/// people: anywhere, and outside the countries that the report names.
const KNOWN: f64 = 3.7;
const KNOWN_ABROAD: f64 = 5.0;

/// How many other candidates a resolution lists.
const LISTED: usize = 5;

/// How many places of a report lean on what comes after them; a bound, so that a text of any length
/// costs what its length does.
const REMEMBERED: usize = 64;

/// What the rest of a report has already said about where it is.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// ISO 3166-1 alpha-2 codes of the countries that the report names, the one that it speaks of most
    /// in front.
    pub countries: Vec<String>,
    /// Points of places already resolved.
    pub points: Vec<Point>,
    /// Codes of the countries of its publisher.
    pub home: Vec<String>,
}

impl Context {
    /// Adds a resolved place, so that later names of the report lean towards it.
    pub fn note(&mut self, resolution: &Resolution) {
        if !self.countries.contains(&resolution.country) {
            self.countries.push(resolution.country.clone());
        }
        if resolution.precision < Precision::Governorate {
            if self.points.len() == REMEMBERED {
                self.points.remove(0);
            }
            self.points.push(resolution.point);
        }
    }
}

/// A name folded, with spaces for its hyphens.
fn parted(name: &str) -> String {
    fold(name).replace(['-', '‐', '‑', '–'], " ")
}

/// A name folded, without its generic word.
pub(super) fn bare_name(name: &str) -> String {
    key::without_generic(&parted(name)).0.to_owned()
}

/// What is made of a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The place that is meant, where that can be told.
    pub resolution: Option<Resolution>,
    /// Others that could be meant, best first.
    pub candidates: Vec<Other>,
    /// Why it is this one, or why none.
    pub reason: String,
    /// Whether a place of the name is known in the land of the parents as written, and in none of them.
    pub contradicted: bool,
}

/// A name as asked for.
pub(super) struct Asked {
    /// All its words.
    pub whole: String,
    /// Its words without the generic one.
    pub bare: String,
    /// What the generic word says of its kind.
    pub kind: Option<Precision>,
    /// Whether that word is "county".
    pub is_county: bool,
    /// The land that is called so for short.
    pub land: Option<&'static str>,
}

impl Asked {
    /// A name as written, with its generic word if there is one.
    pub fn new(name: &str) -> Asked {
        let whole = parted(name);
        let (bare, kind) = key::without_generic(&whole);
        // "us" in small letters is another word.
        let in_capitals = !name.starts_with(char::is_lowercase);
        Asked {
            is_county: kind.is_some() && whole.split(' ').any(|word| word == "county"),
            bare: bare.to_owned(),
            kind,
            land: lands::by_short_name(&whole).filter(|_| in_capitals),
            whole,
        }
    }

    /// The names to look for, and what it costs to leave the generic word out.
    pub fn forms(&self) -> impl Iterator<Item = (&str, f64)> {
        const WITHOUT_GENERIC: f64 = -1.0;
        let bare = self.kind.map(|_| (self.bare.as_str(), WITHOUT_GENERIC));
        [(self.whole.as_str(), 0.0)].into_iter().chain(bare)
    }
}

impl Gazetteer {
    /// The place that a report means by `name` among the places of this gazetteer alone, or `None` where
    /// it cannot be told.
    ///
    /// ```
    /// use tollbook_extract::gazetteer::{Context, Gazetteer};
    /// let world = Gazetteer::embedded();
    /// let context = Context::default();
    /// assert_eq!(world.resolve("Tripoli", &[], &context), None);
    /// let found = world.resolve("Tripoli", &["Lebanon".into()], &context);
    /// assert_eq!(found.expect("there is one in Lebanon").country, "LB");
    /// ```
    pub fn resolve(&self, name: &str, within: &[String], context: &Context) -> Option<Resolution> {
        self.alone().resolve(name, within, context).resolution
    }
}

impl<'a> Layers<'a> {
    /// What a report means by `name`.
    ///
    /// `name` is as written, with its generic word if there is one ("Idlib governorate", "مدينة حلب"):
    /// that word tells the governorate from the city. `within` are the parents as written, finest
    /// first; a known parent that no candidate lies in leaves none.
    pub fn resolve(self, name: &str, within: &[String], context: &Context) -> Answer {
        self.look_up(name, within).meant(context)
    }

    /// What the layers have for a name and its parents, which does not depend on the rest of a report.
    pub(super) fn look_up(self, name: &str, within: &[String]) -> LookedUp<'a> {
        let parents: Vec<Parent<'a>> = within
            .iter()
            .filter_map(|parent| self.parent(parent))
            .collect();
        let asked = Asked::new(name);
        let mut named = self.spelt_so(&asked);
        for near in self.spelt_alike(&asked, Some(Layer::Judged)) {
            if named.iter().all(|known| !known.entry.is(near.entry)) {
                named.push(near);
            }
        }
        let first = named.iter().max_by(|a, b| a.people.total_cmp(&b.people));
        LookedUp {
            layers: self,
            within: within.to_vec(),
            first: first.map(|candidate| candidate.entry),
            named: self.weigh(named, &asked, &parents),
            villages: OnceCell::new(),
            alike: OnceCell::new(),
            parents,
            asked,
        }
    }

    /// What a parent as written could be, without asking which; `None` where nothing is known of it.
    fn parent(self, name: &str) -> Option<Parent<'a>> {
        let asked = Asked::new(name);
        let land = asked.land.and_then(lands::entry);
        let mut entries: Vec<Entry<'a>> = land.into_iter().collect();
        for (_, places) in self.each() {
            let whole = places.named(&asked.whole);
            entries.extend(if whole.is_empty() {
                places.named(&asked.bare)
            } else {
                whole
            });
        }
        if entries.is_empty() {
            let alike = self.spelt_alike(&asked, None);
            entries.extend(alike.into_iter().map(|candidate| candidate.entry));
        }
        if asked.kind != Some(Precision::Locality) {
            entries.extend(divisions_called_after(&entries));
        }
        (!entries.is_empty()).then_some(Parent {
            written: name.to_owned(),
            name: asked.bare,
            entries,
        })
    }
}

/// A name with its parents, and the places that could be meant by it.
pub(super) struct LookedUp<'a> {
    layers: Layers<'a>,
    asked: Asked,
    within: Vec<String>,
    parents: Vec<Parent<'a>>,
    /// The best known place of the name, wherever it lies.
    first: Option<Entry<'a>>,
    /// The places that bear the name, and those that a reviewer has shown under one spelt like it.
    named: Vec<Candidate<'a>>,
    /// Villages of the name and places spelt like it, which are asked for where none of the others will do.
    villages: OnceCell<Vec<Candidate<'a>>>,
    alike: OnceCell<Vec<Candidate<'a>>>,
}

impl<'a> LookedUp<'a> {
    /// What a report means by the name.
    pub fn meant(&self, context: &Context) -> Answer {
        let ranked = self.layers.rank(&self.named, context);
        let no_hint =
            self.parents.is_empty() && context.countries.is_empty() && context.points.is_empty();
        let settled = ranked.iter().any(Candidate::is_expected) || (no_hint && !ranked.is_empty());
        let ranked = if settled {
            ranked
        } else {
            self.or_other(ranked, context)
        };
        if ranked.is_empty() {
            return Answer {
                reason: why::none(self.layers, self.first, &self.within),
                contradicted: self.lies_beside(),
                ..Answer::default()
            };
        }
        self.decide(&ranked, context)
    }

    /// Whether a place of the name lies in the same land as a parent in which none of them lies. One that
    /// is known in other lands only says nothing: the report may mean one that no list has.
    fn lies_beside(&self) -> bool {
        let settled = |c: &Candidate<'_>| c.entry.precision() != Precision::Country;
        let named: Vec<Candidate<'a>> = self.layers.spelt_so(&self.asked);
        let of_land = |parent: &Parent<'_>| {
            let lands = parent.entries.iter().map(|e| e.country());
            { lands }.any(|land| {
                named
                    .iter()
                    .any(|c| settled(c) && c.entry.country() == land)
            })
        };
        self.parents.iter().any(of_land)
    }

    /// Villages of the name or places spelt alike in place of those spelt so, where only they are to be
    /// expected.
    fn or_other(&self, exact: Vec<Candidate<'a>>, context: &Context) -> Vec<Candidate<'a>> {
        let layers = self.layers;
        let weigh = |found| layers.weigh(found, &self.asked, &self.parents);
        let villages = self
            .villages
            .get_or_init(|| weigh(layers.villages(&self.asked)));
        let villages = layers.rank(villages, context);
        if villages.iter().any(Candidate::is_told) {
            return villages;
        }
        let alike = self
            .alike
            .get_or_init(|| weigh(layers.spelt_alike(&self.asked, None)));
        let alike = layers.rank(alike, context);
        if exact.is_empty() || alike.iter().any(Candidate::is_expected) {
            alike
        } else {
            exact
        }
    }

    /// The best candidate, if the report tells it from those elsewhere.
    fn decide(&self, ranked: &[Candidate<'a>], context: &Context) -> Answer {
        let Some((best, others)) = ranked.split_first() else {
            return Answer::default();
        };
        let expected = best.is_expected();
        let lead = if expected { SLIGHT_LEAD } else { CLEAR_LEAD };
        let rival = others
            .iter()
            .find(|other| is_elsewhere(best.entry, other.entry))
            .filter(|rival| best.total() - rival.total() < lead);
        let reason = match rival {
            _ if !expected && !is_known(best, context) => why::little_known(self.layers, best),
            Some(rival) => why::undecided(self.layers, best, rival),
            None => {
                return Answer {
                    resolution: Some(self.layers.resolution(best.entry)),
                    candidates: self.listed(others, context),
                    reason: self.why(best, context, others.is_empty()),
                    contradicted: false,
                };
            }
        };
        Answer {
            candidates: self.listed(ranked, context),
            reason,
            ..Answer::default()
        }
    }

    fn listed(&self, candidates: &[Candidate<'a>], context: &Context) -> Vec<Other> {
        let listed = candidates.iter().take(LISTED);
        let other = |candidate: &Candidate<'a>| Other {
            entry: self.layers.resolution(candidate.entry),
            reason: self.why(candidate, context, false),
        };
        listed.map(other).collect()
    }

    fn why(&self, candidate: &Candidate<'a>, context: &Context, only: bool) -> String {
        why::of(self.layers, candidate, &self.parents, context, only)
    }
}

/// The first divisions that bear the names of their towns: "al-Khawkhah in Hodeidah" lies in the
/// governorate, far from the city.
fn divisions_called_after<'a>(towns: &[Entry<'a>]) -> Vec<Entry<'a>> {
    let towns = towns
        .iter()
        .filter(|entry| entry.precision() == Precision::Locality);
    let division = |town: &Entry<'a>| {
        let division = lands::entry(&format!("{}.{}", town.country(), town.admin1()))?;
        let (own, other) = (bare_name(division.name()), bare_name(town.name()));
        (key::likeness(&own, &other) >= SAME_PARENT).then_some(division)
    };
    towns.filter_map(division).collect()
}

/// Whether a place that the report gives no reason to expect is well known.
fn is_known(best: &Candidate<'_>, context: &Context) -> bool {
    let known = if context.countries.is_empty() {
        KNOWN
    } else {
        KNOWN_ABROAD
    };
    let named_as_area = match best.entry.precision() {
        Precision::Country | Precision::Governorate => true,
        Precision::District => best.kind > 0.0,
        _ => false,
    };
    named_as_area || best.people + best.spelling >= known
}

/// Whether it would mislead to draw one for the other. A city and the governorate called after it are
/// the same ground, however far the governorate's middle is.
fn is_elsewhere(a: Entry<'_>, b: Entry<'_>) -> bool {
    let same_division = a.country() == b.country()
        && (a.admin1() == b.admin1() || a.admin1().is_empty() || b.admin1().is_empty());
    let is_area =
        |e: Entry<'_>| matches!(e.precision(), Precision::Country | Precision::Governorate);
    let around = same_division && (is_area(a) || is_area(b));
    !around && a.point().km_to(b.point()) > SAME_GROUND
}
