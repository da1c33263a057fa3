//! Which place a report means by a name.
//!
//! Candidates are the places that bear the name, or one spelt like it. What the report says decides
//! between them, in this order: the parents written beside the name, the word for its kind, the
//! country of the report and its other places, and last the number of people. Where nothing but the
//! number of people could decide and it does not decide clearly, the answer is none.

use std::collections::BTreeMap;

use tollbook_record::text::{fold, key};
use tollbook_record::{Point, Precision, Resolution};

use super::{Entry, Gazetteer};

/// Spellings less alike than this are not compared further.
const ALIKE: f64 = 0.7;

/// Two places so near each other make no difference to where the incident is drawn, in kilometres.
const SAME_GROUND: f64 = 50.0;

/// How far the best candidate must lead where the report says nothing of its whereabouts, and where
/// it does, in powers of ten of people.
const CLEAR_LEAD: f64 = 1.0;
const SLIGHT_LEAD: f64 = 0.3;

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
    /// ISO 3166-1 alpha-2 codes of the countries named so far, or of the publisher's.
    pub countries: Vec<String>,
    /// Points of places already resolved.
    pub points: Vec<Point>,
}

impl Context {
    /// Adds a resolved place, so that later names of the report lean towards it.
    pub fn note(&mut self, resolution: &Resolution) {
        if !self.countries.contains(&resolution.country) {
            self.countries.push(resolution.country.clone());
        }
        if resolution.precision != Precision::Country {
            if self.points.len() == REMEMBERED {
                self.points.remove(0);
            }
            self.points.push(resolution.point);
        }
    }
}

/// What the spelling of an answer costs, in powers of ten of people: the article is not as written;
/// the generic word is not part of the name; the spelling is another one.
const OTHER_ARTICLE: f64 = -0.3;
const WITHOUT_GENERIC: f64 = -1.0;
const OTHER_SPELLING: f64 = -0.5;

/// What is taken for a place whose people are not counted; GeoNames lists such places where they are
/// the seat of a division.
const UNCOUNTED: f64 = 3.7;

/// A name as asked for.
struct Asked {
    /// All its words.
    whole: String,
    /// Its words without the generic one.
    bare: String,
    /// What the generic word says of its kind.
    kind: Option<Precision>,
}

impl Asked {
    fn new(name: &str) -> Asked {
        let whole = fold(name).replace(['-', '‐', '‑', '–'], " ");
        let (bare, kind) = key::without_generic(&whole);
        Asked {
            bare: bare.to_owned(),
            kind,
            whole,
        }
    }

    /// The names to look for, and what it costs to leave the generic word out.
    fn forms(&self) -> impl Iterator<Item = (&str, f64)> {
        let bare = self.kind.map(|_| (self.bare.as_str(), WITHOUT_GENERIC));
        [(self.whole.as_str(), 0.0)].into_iter().chain(bare)
    }
}

/// A place that could be meant, with what speaks for it in powers of ten of people.
struct Candidate<'a> {
    entry: Entry<'a>,
    spelling: f64,
    kind: f64,
    people: f64,
    parents: Option<f64>,
    country: f64,
    near: f64,
}

impl Candidate<'_> {
    fn total(&self) -> f64 {
        let parents = self.parents.unwrap_or(0.0);
        self.spelling + self.kind + self.people + parents + self.country + self.near
    }

    /// Whether the report gives a reason to look there, apart from the name.
    fn is_expected(&self) -> bool {
        self.parents.is_some() || self.country > 0.0 || self.near > 0.5
    }
}

impl Gazetteer {
    /// The place that a report means by `name`, or `None` where it cannot be told.
    ///
    /// `name` is as written, with its generic word if there is one ("Idlib governorate", "مدينة حلب"):
    /// that word tells the governorate from the city. `within` are the parents as written, finest
    /// first; a known parent that no candidate lies in leaves none.
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
        let parents: Vec<Vec<Entry<'_>>> = within
            .iter()
            .map(|p| self.parents(p))
            .filter(|found| !found.is_empty())
            .collect();
        let asked = Asked::new(name);
        let exact = rank(self.spelt_so(&asked), &asked, &parents, context);
        let no_hint =
            parents.is_empty() && context.countries.is_empty() && context.points.is_empty();
        let settled = exact.iter().any(Candidate::is_expected) || (no_hint && !exact.is_empty());
        let ranked = if settled {
            exact
        } else {
            self.or_alike(exact, &asked, &parents, context)
        };
        decide(&ranked, context)
    }

    /// The places spelt alike in place of those spelt so, where only they are to be expected.
    fn or_alike<'a>(
        &'a self,
        exact: Vec<Candidate<'a>>,
        asked: &Asked,
        parents: &[Vec<Entry<'_>>],
        context: &Context,
    ) -> Vec<Candidate<'a>> {
        let alike = rank(self.spelt_alike(asked), asked, parents, context);
        if exact.is_empty() || alike.iter().any(Candidate::is_expected) {
            alike
        } else {
            exact
        }
    }

    /// What a parent as written could be, without asking which.
    fn parents(&self, name: &str) -> Vec<Entry<'_>> {
        let asked = Asked::new(name);
        let whole = self.named(&asked.whole);
        let named = if whole.is_empty() {
            self.named(&asked.bare)
        } else {
            whole
        };
        if !named.is_empty() {
            return named;
        }
        self.spelt_alike(&asked)
            .into_iter()
            .map(|candidate| candidate.entry)
            .collect()
    }

    fn spelt_so(&self, asked: &Asked) -> Vec<Candidate<'_>> {
        let mut spellings = Spellings::default();
        for (name, cost) in asked.forms() {
            let words: Vec<&str> = name.split_whitespace().collect();
            for hit in self.names.exact(&words) {
                let article = if hit.as_written { 0.0 } else { OTHER_ARTICLE };
                spellings.add(hit.place, cost + article);
            }
        }
        self.candidates(spellings)
    }

    fn spelt_alike(&self, asked: &Asked) -> Vec<Candidate<'_>> {
        let mut spellings = Spellings::default();
        for hit in self.keys().get(&key::consonants(&asked.bare)) {
            let likeness = key::likeness(&asked.bare, self.table.at(hit.name));
            if likeness >= ALIKE {
                spellings.add(hit.place, OTHER_SPELLING - 4.0 * (1.0 - likeness));
            }
        }
        self.candidates(spellings)
    }

    fn candidates(&self, spellings: Spellings) -> Vec<Candidate<'_>> {
        let candidate = |(place, spelling)| {
            let entry = self.entry(place);
            let people = match entry.population() {
                0 => UNCOUNTED,
                counted => f64::from(counted).log10(),
            };
            Candidate {
                entry,
                spelling,
                people: people + weight_of(entry.precision()),
                kind: 0.0,
                parents: None,
                country: 0.0,
                near: 0.0,
            }
        };
        spellings.0.into_iter().map(candidate).collect()
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

/// Weighs the candidates by what the report says, leaves out those that a parent contradicts, and
/// puts the best first.
fn rank<'a>(
    mut candidates: Vec<Candidate<'a>>,
    asked: &Asked,
    parents: &[Vec<Entry<'_>>],
    context: &Context,
) -> Vec<Candidate<'a>> {
    candidates.retain_mut(|candidate| {
        let entry = candidate.entry;
        let agreeing: Option<Vec<f64>> = parents
            .iter()
            .map(|parent| agreement(entry, parent))
            .collect();
        candidate.parents = agreeing
            .as_ref()
            .filter(|a| !a.is_empty())
            .map(|agreeing| agreeing.iter().sum());
        candidate.kind = kind_agreement(asked.kind, entry.precision());
        candidate.country = if context.countries.iter().any(|c| c == entry.country()) {
            4.0
        } else {
            0.0
        };
        let nearest = context
            .points
            .iter()
            .map(|p| p.km_to(entry.point()))
            .min_by(f64::total_cmp);
        candidate.near = nearest.map_or(0.0, |km| 2.0 * (-km / 150.0).exp());
        agreeing.is_some()
    });
    candidates.sort_by(|a, b| {
        b.total()
            .total_cmp(&a.total())
            .then_with(|| a.entry.row().id.cmp(&b.entry.row().id))
    });
    candidates
}

/// How well a place lies in what its parent's name could be; `None` where it lies in none of them.
fn agreement(entry: Entry<'_>, parent: &[Entry<'_>]) -> Option<f64> {
    parent
        .iter()
        .filter(|parent| lies_in(entry, **parent))
        .map(|parent| {
            let km = entry.point().km_to(parent.point());
            2.0 * (-km / 50.0).exp() + 0.3 * f64::from(parent.population() + 1).log10()
        })
        .max_by(f64::total_cmp)
}

/// Borders are not in the table: a division is told by its code, else by the distance from its middle,
/// and "X in the Y countryside" may lie some way from the city Y.
fn lies_in(entry: Entry<'_>, parent: Entry<'_>) -> bool {
    if entry.country() != parent.country() || entry.row().id == parent.row().id {
        return false;
    }
    let km = entry.point().km_to(parent.point());
    match parent.precision() {
        Precision::Country => true,
        Precision::Governorate => entry.admin1() == parent.admin1() || km < 60.0,
        _ => entry.precision() != Precision::Country && km < 60.0,
    }
}

fn kind_agreement(asked: Option<Precision>, kind: Precision) -> f64 {
    match asked {
        None => 0.0,
        Some(asked) if asked == kind => 3.0,
        Some(Precision::Neighbourhood) if kind == Precision::Locality => 0.0,
        Some(_) => -3.0,
    }
}

/// The best candidate, if the report tells it from those elsewhere.
fn decide(ranked: &[Candidate<'_>], context: &Context) -> Option<Resolution> {
    let (best, others) = ranked.split_first()?;
    let expected = best.is_expected();
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
    if !expected && !named_as_area && best.people + best.spelling < known {
        return None;
    }
    let lead = if expected { SLIGHT_LEAD } else { CLEAR_LEAD };
    let rival = others
        .iter()
        .find(|other| is_elsewhere(best.entry, other.entry));
    if rival.is_some_and(|rival| best.total() - rival.total() < lead) {
        return None;
    }
    let entry = best.entry;
    Some(Resolution {
        id: entry.id(),
        name: entry.name().to_owned(),
        country: entry.country().to_owned(),
        point: entry.point(),
        precision: entry.precision(),
        candidates: others
            .iter()
            .take(LISTED)
            .map(|other| other.entry.id())
            .collect(),
    })
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
