//! The places of one report, resolved together.
//!
//! A report is about some countries, and the same name means the same place all through it. So what
//! the whole text names is looked at first, then the places that their own words settle, and last
//! those that lean on them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tollbook_record::text::fold;
use tollbook_record::{
    Place, PlaceId, Point, Precision, Problem, Publication, Reading, Resolution, Stated,
};

use super::lands;
use super::layers::Layers;
use super::mention::{Mention, mentions};
use super::named::name_each;
use super::resolve::{Answer, Context, LookedUp};

/// A country of which less of the report speaks is none of its countries.
const SHARE: f64 = 0.1;

/// What a mention is worth: of a country, of its people, of a place that lies in it.
const COUNTRY: f64 = 1.0;
const PEOPLE: f64 = 0.6;
const PLACE: f64 = 0.6;

/// A city that tells the country without more: so many people, and so many times more than the next
/// city of its name in another country.
const WELL_KNOWN: u32 = 50_000;
const FAR_LARGER: u32 = 10;

/// How many places of a report others lean on; a bound, so that a text of any length costs what its
/// length does.
const LEANED_ON: usize = 64;

/// What a text says of where it is about: its countries, the one that it speaks of most in front.
fn bearings(text: &str, publication: &Publication, layers: Layers<'_>) -> Context {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    let mut told = |code: &str, weight: f64| {
        *weights.entry(code.to_owned()).or_default() += weight;
    };
    for mention in mentions(text, layers) {
        if let Some((country, weight)) = country_of(&mention, text, layers) {
            told(&country, weight);
        }
    }
    let all: f64 = weights.values().sum();
    let mut countries: Vec<(String, f64)> = weights
        .into_iter()
        .filter(|(_, weight)| *weight >= SHARE * all)
        .collect();
    countries.sort_by(|a, b| b.1.total_cmp(&a.1));
    Context {
        countries: countries.into_iter().map(|(code, _)| code).collect(),
        points: vec![],
        home: home_of(publication, layers),
    }
}

/// The country that a mention tells, and how much it tells.
fn country_of(mention: &Mention, text: &str, layers: Layers<'_>) -> Option<(String, f64)> {
    if let Some(land) = mention.land {
        let country = land.split_once('.').map_or(land, |(country, _)| country);
        let weight = if mention.people { PEOPLE } else { COUNTRY };
        return Some((country.to_owned(), weight));
    }
    let entries = layers.world.named(&text[mention.range.clone()]);
    let country = entries
        .iter()
        .find(|entry| entry.precision() == Precision::Country);
    if let Some(country) = country {
        // Oman is written like Amman in Arabic.
        let is_capital = |e: &&super::Entry<'_>| lands::is_capital(e.country(), e.row().id);
        let capital = entries.iter().find(is_capital);
        let is_other = |capital: &super::Entry<'_>| capital.country() != country.country();
        return (!capital.is_some_and(is_other)).then(|| (country.country().to_owned(), COUNTRY));
    }
    let best = entries.first()?;
    let next = entries
        .iter()
        .find(|other| other.country() != best.country());
    let next = next.map_or(0, |next| next.population());
    let plain = best.population() >= WELL_KNOWN && best.population() / FAR_LARGER > next;
    plain.then(|| (best.country().to_owned(), PLACE))
}

/// The countries of a publisher, by its name and the ending of its address.
fn home_of(publication: &Publication, layers: Layers<'_>) -> Vec<String> {
    let publisher = publication.publisher.as_deref().unwrap_or_default();
    let mut home: Vec<String> = mentions(publisher, layers)
        .iter()
        .filter_map(|mention| country_of(mention, publisher, layers))
        .map(|(country, _)| country)
        .collect();
    let host = publication.url.as_deref().and_then(|url| {
        let (_, rest) = url.split_once("://")?;
        rest.split(['/', ':', '?', '#']).next()
    });
    let ending = host.and_then(|host| host.rsplit_once('.'));
    let code = ending.map(|(_, ending)| ending.to_ascii_uppercase());
    home.extend(code.filter(|code| lands::entry(code).is_some()));
    home.dedup();
    home
}

/// Gives claims whose sentence names a place that only a casebook knows that place. It comes before a
/// reviewer's corrections, which may take it away again, and before [`place_all`].
pub fn name_all(reading: &mut Reading, text: &str, publication: &Publication, layers: Layers<'_>) {
    if layers.has_casebook() && !reading.claims.is_empty() {
        let context = bearings(text, publication, layers);
        name_each(reading, text, &context, layers);
    }
}

/// Resolves the places of a reading of `text` by the list inside the program alone.
pub fn place_on_list(reading: &mut Reading, text: &str, publication: &Publication) {
    place_all(reading, text, publication, Layers::embedded());
}

/// Resolves the places of a reading of `text`. What was resolved before is forgotten.
pub fn place_all(reading: &mut Reading, text: &str, publication: &Publication, layers: Layers<'_>) {
    let places = || reading.claims.iter().filter_map(|c| c.place.as_deref());
    if places().next().is_none() {
        return;
    }
    let context = bearings(text, publication, layers);
    let answers = resolve_together(places().map(asked), &context, layers);
    against_parents(reading, &answers);
    for place in reading.claims.iter_mut().filter_map(|c| c.place.as_mut()) {
        let place = Arc::make_mut(place);
        let answer = answers.get(&asked(place)).cloned().unwrap_or_default();
        let answer = match &place.stated {
            Some(stated) => at_its_point(place, stated, answer, layers),
            None => answer,
        };
        place.resolution = answer.resolution.map(Arc::new);
        place.candidates = answer.candidates.into();
        place.reason = answer.reason.into();
    }
}

/// How many kilometres a stated point may lie off a place of the name, beside how far the two reach.
const BESIDE: f64 = 2.0;

/// The point that the source itself gives. Where a place of the name lies there and is as fine, it is that place;
/// else the point is an entry of its own, in the country that the names tell.
fn at_its_point(place: &Place, stated: &Stated, answer: Answer, layers: Layers<'_>) -> Answer {
    let found = answer.resolution;
    let off = found.as_ref().map(|found| found.point.km_to(stated.point));
    let reach = |found: &Resolution| found.radius + stated.radius + BESIDE;
    let is_there = found
        .as_ref()
        .zip(off)
        .is_some_and(|(found, off)| off <= reach(found));
    let told = match (&found, off) {
        (Some(found), Some(off)) => {
            format!("{} of the gazetteer lies {off:.1} km from it", found.name)
        }
        _ => "no gazetteer tells the name".to_owned(),
    };
    let own = || Resolution {
        id: PlaceId(format!("stated:{},{}", stated.point.lat, stated.point.lon)),
        name: place.name.clone(),
        country: found.as_ref().filter(|_| is_there).map_or_else(
            || country_within(place, layers),
            |found| found.country.clone(),
        ),
        point: stated.point,
        precision: stated.precision,
        radius: stated.radius,
    };
    let same = found
        .clone()
        .filter(|found| is_there && found.precision == stated.precision);
    let resolution = same.map_or_else(own, |found| Resolution {
        point: stated.point,
        radius: stated.radius,
        ..found
    });
    Answer {
        resolution: Some(resolution),
        reason: format!("the source gives the point and how exact it is; {told}"),
        ..answer
    }
}

/// The country that the widest name of a place is, if it is one.
fn country_within(place: &Place, layers: Layers<'_>) -> String {
    let widest = place.within.last().unwrap_or(&place.name);
    let entries = layers.world.named(widest);
    let country = entries
        .iter()
        .find(|entry| entry.precision() == Precision::Country);
    country.map_or_else(String::new, |country| country.country().to_owned())
}

/// Leaves open again where the places of a reading are.
pub fn open_all(reading: &mut Reading) {
    for place in reading.claims.iter_mut().filter_map(|c| c.place.as_mut()) {
        let place = Arc::make_mut(place);
        place.resolution = None;
        place.candidates = Arc::default();
        place.reason = Arc::default();
    }
    reading.problems.retain(|problem| problem.kind != AGAINST);
}

/// The kind of the problem that [`against_parents`] tells.
const AGAINST: &str = "place_against_place";

/// Says which places the report puts where no place of the name lies: the name, the parent or the list
/// of places is wrong.
fn against_parents(reading: &mut Reading, answers: &BTreeMap<AskedFor, Answer>) {
    reading.problems.retain(|problem| problem.kind != AGAINST);
    let mut told: BTreeSet<AskedFor> = BTreeSet::new();
    let places = reading.claims.iter().filter_map(|c| c.place.as_ref());
    let problems: Vec<Problem> = places
        .filter(|place| answers.get(&asked(place)).is_some_and(|a| a.contradicted))
        .filter(|place| told.insert(asked(place)))
        .map(|place| Problem {
            kind: AGAINST.to_owned(),
            message: format!(
                "“{}” was read as lying in {}, where no place of the name is known, though one is elsewhere in that land; check the name and what it is said to lie in.",
                place.name,
                place.within.join(", ")
            ),
            quote: Some(place.quote.clone()),
        })
        .collect();
    reading.problems.extend(problems);
}

/// A name with its parents, as it is asked for.
type AskedFor = (String, Vec<String>);

fn asked(place: &Place) -> AskedFor {
    (place.name.clone(), place.within.clone())
}

/// What is made of each name of a report.
fn resolve_together(
    names: impl Iterator<Item = AskedFor>,
    context: &Context,
    layers: Layers<'_>,
) -> BTreeMap<AskedFor, Answer> {
    let mut looked_up = BTreeMap::new();
    for asked in names {
        if let Entry::Vacant(open) = looked_up.entry(asked) {
            let (name, within) = open.key();
            let known = layers.look_up(name, within);
            open.insert(known);
        }
    }
    let mut answers: BTreeMap<AskedFor, Answer> = looked_up
        .iter()
        .map(|(asked, known)| (asked.clone(), known.meant(context)))
        .collect();
    lean_on_each_other(&mut answers, &looked_up, context);
    agree(&mut answers);
    answers
}

/// Asks again for what stands without parents, now with the places that the others are.
fn lean_on_each_other(
    answers: &mut BTreeMap<AskedFor, Answer>,
    looked_up: &BTreeMap<AskedFor, LookedUp<'_>>,
    context: &Context,
) {
    let settled: Vec<(String, Point)> = answers
        .iter()
        .filter_map(|((name, _), answer)| {
            let found = answer.resolution.as_ref().filter(|r| is_fine(r))?;
            Some((fold(name), found.point))
        })
        .take(LEANED_ON)
        .collect();
    let mut leaning = context.clone();
    for (asked, known) in looked_up {
        let (name, within) = asked;
        let open = |answer: &&mut Answer| within.is_empty() || answer.resolution.is_none();
        if let Some(answer) = answers.get_mut(asked).filter(open) {
            let own = fold(name);
            let others = settled.iter().filter(|(name, _)| *name != own);
            leaning.points = others.map(|(_, point)| *point).collect();
            if leaning.points != context.points {
                *answer = known.meant(&leaning);
            }
        }
    }
}

fn is_fine(found: &Resolution) -> bool {
    found.precision < Precision::Governorate
}

/// A bare name is the place that the report tells by its parents elsewhere, where that is one place.
fn agree(answers: &mut BTreeMap<AskedFor, Answer>) {
    let mut told: BTreeMap<String, Vec<Answer>> = BTreeMap::new();
    for ((name, within), answer) in answers.iter() {
        if let Some(found) = answer.resolution.as_ref().filter(|_| !within.is_empty()) {
            let known = told.entry(fold(name)).or_default();
            let is_new = |a: &Answer| a.resolution.as_ref().is_none_or(|r| r.id != found.id);
            if known.iter().all(is_new) {
                known.push(answer.clone());
            }
        }
    }
    for ((name, _), answer) in answers.iter_mut().filter(|((_, w), _)| w.is_empty()) {
        if let Some([one]) = told.get(&fold(name)).map(Vec::as_slice) {
            *answer = Answer {
                reason: format!("the report tells of it elsewhere: {}", one.reason),
                ..one.clone()
            };
        }
    }
}

/// All places that a text names, each with what is made of it.
pub fn resolve_all(
    text: &str,
    publication: &Publication,
    layers: Layers<'_>,
) -> Vec<(Mention, Answer)> {
    let mentions = mentions(text, layers);
    let context = bearings(text, publication, layers);
    let asked = |at: usize| {
        let mention = &mentions[at];
        let name = text[mention.range.clone()].to_owned();
        // "Paris, Texas": what follows behind a comma is where it lies.
        let parent = mentions.get(at + 1).filter(|next| {
            !next.people && text.get(mention.range.end..next.range.start) == Some(", ")
        });
        let within = parent.map(|next| text[next.range.clone()].to_owned());
        (name, within.into_iter().collect::<Vec<String>>())
    };
    let names: Vec<AskedFor> = (0..mentions.len()).map(asked).collect();
    let bare = names.iter().map(|(name, _)| (name.clone(), vec![]));
    let with_parents = resolve_together(names.iter().cloned().chain(bare), &context, layers);
    let answer = |(mention, asked): (&Mention, &AskedFor)| {
        if let Some(land) = mention.land.and_then(lands::entry) {
            return Answer {
                resolution: Some(layers.resolution(land)),
                ..Answer::default()
            };
        }
        // A list of places looks the same as a place and its parent.
        let found = with_parents.get(asked).filter(|a| a.resolution.is_some());
        let alone = || with_parents.get(&(asked.0.clone(), vec![]));
        found.or_else(alone).cloned().unwrap_or_default()
    };
    let answers: Vec<Answer> = mentions.iter().zip(&names).map(answer).collect();
    mentions.into_iter().zip(answers).collect()
}
