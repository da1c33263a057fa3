//! Which pairs of claims are compared at all: those that share a key.
//!
//! A key joins traits that claims of one incident are expected to share, such as a place and a day.
//! Each pair is made once however many keys it shares, without remembering pairs: it is made at the
//! lowest key that both claims hold.

use std::collections::HashSet;

use rayon::prelude::*;
use tollbook_record::{Point, Precision, Status};

use crate::facts::{Claims, Days, Facts, PlaceFacts, Scope, Word};
use crate::hash;
use crate::texts::Texts;
use crate::weights::WEIGHTS;

/// A claim dated to at most this many days gets a key for each of them; a longer range is treated
/// like a missing date.
const MOST_DAYS: i32 = 10;

/// Side of the cells, in degrees, that bring nearby points together; about 11 km.
const CELL: f64 = 0.1;

/// Points are entered in every cell within this many kilometres, so that two points up to twice as
/// far apart share a cell.
const REACH_KM: f64 = 2.5;

/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.2;

/// Numbers of killed below this are shared by too many incidents to lead from one to another.
const TELLING_TOLL: u32 = 5;

/// Says what a key is made of, so that keys of different kinds never meet.
#[derive(Clone, Copy)]
enum Kind {
    PlaceDay,
    CellDay,
    PlaceToll,
    AreaDayToll,
    VictimDay,
    Victim,
    Words,
    Repeated,
    Resembling,
    TotalPlace,
}

/// A claim under a key. Two claims are compared if they share a key which at least one of them
/// holds by itself; holding a key `through` something, such as the city around a street, is not
/// enough, or else all claims from one city and day would be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    hash: u64,
    through: bool,
}

/// What `visit` makes of each pair of claims that share a key, lower index first, each pair once.
pub(crate) fn pairs<T: Send>(
    claims: &Claims,
    texts: &Texts,
    visit: impl Fn(u32, u32) -> Option<T> + Sync,
) -> Vec<T> {
    let keys: Vec<Keys> = (0..claims.facts.len() as u32)
        .into_par_iter()
        .map(|i| Keys::of(claims, texts, i))
        .collect();
    let mut entries: Vec<(Key, u32)> = Vec::new();
    for (i, Keys(keys)) in keys.iter().enumerate() {
        entries.extend(keys.iter().map(|key| (*key, i as u32)));
    }
    entries.par_sort_unstable();
    let blocks = entries.chunk_by(|a, b| a.0.hash == b.0.hash);
    let blocks: Vec<&[(Key, u32)]> = blocks.filter(|block| block.len() > 1).collect();
    let found = blocks.par_iter().flat_map_iter(|block| {
        let own = block.partition_point(|(key, _)| !key.through);
        let pairs = block[..own].iter().enumerate().flat_map(|(n, &(key, a))| {
            let others = block[n + 1..].iter();
            others.map(move |&(_, b)| (key, a.min(b), a.max(b)))
        });
        pairs.filter_map(|(key, a, b)| {
            let lowest = lowest_shared(&keys[a as usize], &keys[b as usize]);
            (lowest == Some(key.hash)).then(|| visit(a, b))?
        })
    });
    found.collect()
}

/// The keys of one claim, sorted, each hash once; its own before those it holds through something.
pub(crate) struct Keys(Vec<Key>);

impl Keys {
    /// The keys of claim `i`.
    pub fn of(claims: &Claims, texts: &Texts, i: u32) -> Self {
        Self(keys(claims, texts, i as usize))
    }

    /// Whether both hold a key, and at least one of them by itself.
    pub fn meet(&self, other: &Self) -> bool {
        lowest_shared(self, other).is_some()
    }
}

/// Tells from the facts alone which claims cannot share a key with one. Making the keys of half a million claims to find
/// the few that meet takes longer than a reviewer waits.
pub(crate) struct Reach<'a> {
    of: &'a Facts,
    texts: &'a Texts,
    killed: Option<u32>,
    /// For each place, what leads there from that of the one claim.
    places: Vec<Way>,
}

/// What leads from one place to another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Nothing,
    /// A province or a country that both lie in: only an equal number of killed leads along it.
    Area,
    /// A name or a cell.
    Place,
}

impl<'a> Reach<'a> {
    /// Of claim `one`.
    pub fn of(claims: &'a Claims, texts: &'a Texts, one: u32) -> Self {
        let here = claims.place(one as usize);
        let (words, areas) = here.map_or_else(Default::default, |here| {
            (words_to(here).collect(), areas_of(here).collect())
        });
        let (words, areas): (HashSet<u64>, HashSet<Word>) = (words, areas);
        let way = |there: &PlaceFacts| {
            if words_to(there).any(|word| words.contains(&word)) {
                Way::Place
            } else if areas_of(there).any(|area| areas.contains(&area)) {
                Way::Area
            } else {
                Way::Nothing
            }
        };
        let of = &claims.facts[one as usize];
        Self {
            of,
            texts,
            killed: killed(of),
            places: claims.places().par_iter().map(way).collect(),
        }
    }

    /// Whether a claim may share a key with the one.
    pub fn holds(&self, other: &Facts) -> bool {
        let of = self.of;
        of.scope == other.scope
            && (self.is_led_by_place(other)
                || of.source == other.source
                || of.act_text == other.act_text && self.has_origin_of(other)
                || of.leads && other.leads && self.resembles(other)
                || of.victims.iter().any(|name| other.victims.contains(name)))
    }

    fn is_led_by_place(&self, other: &Facts) -> bool {
        other
            .place
            .is_some_and(|place| match self.places[place as usize] {
                Way::Nothing => false,
                Way::Area => self.killed.is_some() && self.killed == killed(other),
                Way::Place => true,
            })
    }

    fn has_origin_of(&self, other: &Facts) -> bool {
        let origin = |facts: &Facts| self.texts.origins.origin(facts.source);
        origin(self.of) == origin(other)
    }

    fn resembles(&self, other: &Facts) -> bool {
        let resembling = &self.texts.resembling;
        resembling.likeness(self.of.source, other.source) > 0.0
    }
}

/// All that keys of a place are made of, but for the areas that it lies in.
fn words_to(place: &PlaceFacts) -> impl Iterator<Item = u64> {
    let keys = place_keys(place).chain(cells(place));
    keys.map(|(word, _)| word)
}

/// The lowest key that both hold and at least one holds by itself.
fn lowest_shared(Keys(a): &Keys, Keys(b): &Keys) -> Option<u64> {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].hash.cmp(&b[j].hash) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal if a[i].through && b[j].through => {
                i += 1;
                j += 1;
            }
            std::cmp::Ordering::Equal => return Some(a[i].hash),
        }
    }
    None
}

fn keys(claims: &Claims, texts: &Texts, i: usize) -> Vec<Key> {
    let facts = &claims.facts[i];
    let mut maker = KeyMaker {
        scope: facts.scope,
        keys: Vec::new(),
    };
    maker.lineage(facts, texts);
    maker.victims(facts);
    if let Some(place) = claims.place(i) {
        match facts.scope {
            Scope::Total => maker.total(facts, place),
            Scope::Incident | Scope::Hypothetical => {
                maker.place_and_day(facts, place);
                maker.tolls(facts, place);
            }
        }
    }
    let mut keys = maker.keys;
    keys.sort_unstable();
    keys.dedup_by_key(|key| key.hash);
    keys
}

struct KeyMaker {
    scope: Scope,
    keys: Vec<Key>,
}

impl KeyMaker {
    fn add(&mut self, kind: Kind, parts: [u64; 2], through: bool) {
        let [a, b] = parts;
        let hash = hash::of_numbers(&[kind as u64, self.scope as u64, a, b]);
        self.keys.push(Key { hash, through });
    }

    fn lineage(&mut self, facts: &Facts, texts: &Texts) {
        let (source, words) = (u64::from(facts.source), facts.act_words.start as u64);
        self.add(Kind::Words, [source, words], false);
        let origin = u64::from(texts.origins.origin(facts.source));
        self.add(Kind::Repeated, [origin, u64::from(facts.act_text)], false);
        if !facts.leads {
            return;
        }
        for other in texts.resembling.others(facts.source) {
            let (a, b) = (facts.source.min(other), facts.source.max(other));
            self.add(Kind::Resembling, [a.into(), b.into()], false);
        }
    }

    fn victims(&mut self, facts: &Facts) {
        let days = key_days(facts.days_or_publication());
        for &name in &facts.victims {
            let name = u64::from(name);
            for &day in &days {
                self.add(Kind::VictimDay, [name, day], false);
            }
            // Claims without a day are few; they meet all that name the person.
            self.add(Kind::Victim, [name, 0], is_dated(facts));
        }
    }

    fn place_and_day(&mut self, facts: &Facts, place: &PlaceFacts) {
        for day in key_days(facts.days_or_publication()) {
            for (name, through) in place_keys(place) {
                self.add(Kind::PlaceDay, [name, day], through);
            }
            for (cell, through) in cells(place) {
                self.add(Kind::CellDay, [cell, day], through);
            }
        }
    }

    /// The number of killed leads from a claim without a close day, or from one that names only a
    /// province, to the others. A denial has no number and needs none: it names place and day.
    fn tolls(&mut self, facts: &Facts, place: &PlaceFacts) {
        let Some(killed) = killed(facts) else {
            return;
        };
        let days = key_days(facts.days_or_publication());
        for (name, through) in place_keys(place) {
            let key = [hash::of_numbers(&[name, u64::from(killed)]), 0];
            self.add(Kind::PlaceToll, key, through || is_dated(facts));
        }
        if killed < TELLING_TOLL || facts.status == Status::Denied {
            return;
        }
        for area in areas_of(place) {
            for &day in &days {
                let key = hash::of_numbers(&[u64::from(area), day]);
                self.add(Kind::AreaDayToll, [key, u64::from(killed)], false);
            }
        }
    }

    fn total(&mut self, facts: &Facts, place: &PlaceFacts) {
        let first = facts.days.and_then(|d| d.first).map(day_word);
        for (name, through) in place_keys(place).filter(|(_, through)| !through) {
            for day in first.into_iter().flat_map(|day| [day, day + 1]) {
                self.add(Kind::TotalPlace, [name, day], through);
            }
        }
    }
}

/// The number of killed that keys are made of.
fn killed(facts: &Facts) -> Option<u32> {
    facts.killed.and_then(|range| range.min().or(range.max()))
}

/// What the place lies in, up to its country.
fn areas_of(place: &PlaceFacts) -> impl Iterator<Item = Word> {
    let country = place.entry.as_ref().map(|entry| entry.country);
    place.within.iter().copied().chain(country)
}

/// Whether a claim gives days that are close enough to lead to others by themselves.
fn is_dated(facts: &Facts) -> bool {
    !key_days(facts.days).is_empty()
}

/// The days of a range and the day after, so that ranges one day apart share one.
fn key_days(days: Option<Days>) -> Vec<u64> {
    match days.and_then(Days::closed) {
        Some((first, last)) if last - first < MOST_DAYS => {
            (first..=last + 1).map(day_word).collect()
        }
        _ => Vec::new(),
    }
}

fn day_word(day: i32) -> u64 {
    // The bits of the number, so that days before the count's start stay distinct.
    u64::from(day.cast_unsigned())
}

/// What the place is called and the parents through which it is reached.
fn place_keys(place: &PlaceFacts) -> impl Iterator<Item = (u64, bool)> {
    let entry = place.entry.as_ref();
    let own = entry.map(|e| e.id).into_iter();
    let own = own.chain(place.names.iter().chain(&place.keys).copied());
    let candidates = entry.into_iter().flat_map(|e| e.candidates.iter().copied());
    let through = place.within.iter().copied().chain(candidates);
    own.map(|word| (u64::from(word), false))
        .chain(through.map(|word| (u64::from(word), true)))
}

/// The cells that a point lies in or close to; none for places too coarse to have a point. A town
/// is reached through all cells that its quarters may lie in.
fn cells(place: &PlaceFacts) -> Vec<(u64, bool)> {
    let Some(entry) = place
        .entry
        .as_ref()
        .filter(|e| e.precision <= Precision::Locality)
    else {
        return Vec::new();
    };
    let mut found: Vec<(u64, bool)> = around(entry.point, REACH_KM).map(|c| (c, false)).collect();
    if entry.precision == Precision::Locality {
        let radius = WEIGHTS.place.radius_km.locality;
        found.extend(around(entry.point, radius).map(|cell| (cell, true)));
    }
    found
}

fn around(point: Point, km: f64) -> impl Iterator<Item = u64> {
    let cell = |degrees: f64| (degrees / CELL).floor() as i64;
    let north = km / DEGREE_KM;
    // Degrees of longitude shrink towards the poles; nobody is reported from beyond 80 degrees.
    let east = north / point.lat.to_radians().cos().max(0.17);
    let columns = cell(point.lon - east)..=cell(point.lon + east);
    (cell(point.lat - north)..=cell(point.lat + north)).flat_map(move |y| {
        let cells = columns.clone();
        cells.map(move |x| hash::of_numbers(&[y.cast_unsigned(), x.cast_unsigned()]))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::compare::Comparison;
    use crate::facts::in_order;
    use crate::generator::{Plan, World};

    fn worlds() -> impl Iterator<Item = World> {
        (0..10).map(|seed| {
            World::new(&Plan {
                seed,
                incidents: 25,
                reports: 60,
                towns: 3,
                days: 40,
                copies: 0.2,
                vagueness: 0.6,
                words: 20,
            })
        })
    }

    #[test]
    fn whatever_shares_a_key_is_within_reach_and_little_else() {
        let (mut met, mut reached, mut all) = (0, 0, 0);
        for world in worlds() {
            let records = in_order(&world.claims());
            let claims = Claims::new(&records);
            let (texts, ..) = Texts::find(&claims, &records);
            let count = claims.facts.len() as u32;
            for a in 0..count {
                let (keys, reach) = (Keys::of(&claims, &texts, a), Reach::of(&claims, &texts, a));
                for b in (0..count).filter(|b| *b != a) {
                    let meets = keys.meet(&Keys::of(&claims, &texts, b));
                    let holds = reach.holds(&claims.facts[b as usize]);
                    assert!(holds || !meets, "{a} and {b} meet out of reach");
                    met += u32::from(meets);
                    reached += u32::from(holds);
                    all += 1;
                }
            }
        }
        assert!(met < reached && reached < all / 2, "{met} {reached} {all}");
    }

    /// The slow plain version: every pair is compared. What joins there must be met in the blocks,
    /// and nothing twice.
    #[test]
    fn no_pair_that_joins_is_missed_and_none_is_made_twice() {
        for (seed, world) in worlds().enumerate() {
            let records = in_order(&world.claims());
            let claims = Claims::new(&records);
            let (texts, ..) = Texts::find(&claims, &records);
            let mut met = HashSet::new();
            for (a, b) in pairs(&claims, &texts, |a, b| Some((a as usize, b as usize))) {
                assert!(a < b && met.insert((a, b)), "{a} and {b} are met twice");
            }
            let mut joining = 0;
            for a in 0..claims.facts.len() {
                for b in a + 1..claims.facts.len() {
                    let joins = Comparison::new(&claims, &texts, a, b).joins();
                    joining += usize::from(joins);
                    assert!(
                        !joins || met.contains(&(a, b)),
                        "seed {seed}: {a} and {b} are missed"
                    );
                }
            }
            assert!(joining > 50);
        }
    }
}
