//! Where an incident was, in the set's way: the country, then the names that the report gives.

use tollbook_extract::gazetteer::{Context, Gazetteer};
use tollbook_record::text::fold;
use tollbook_record::{Claim, Place};

use super::super::words::{Words, is_in};
use super::select::Incident;

/// A country of the set: its code, its name there and the words that stand for it.
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// The name that the set uses.
    pub name: &'static str,
    words: &'static str,
}

/// The nine countries of the set.
pub const COUNTRIES: [Country; 9] = [
    country(
        "AR",
        "ARGENTINA",
        "ARGENTINA ARGENTINE ARGENTINES ARGENTINIAN ARGENTINA'S",
    ),
    country("BO", "BOLIVIA", "BOLIVIA BOLIVIAN BOLIVIANS BOLIVIA'S"),
    country("CL", "CHILE", "CHILE CHILEAN CHILEANS CHILE'S"),
    country("CO", "COLOMBIA", "COLOMBIA COLOMBIAN COLOMBIANS COLOMBIA'S"),
    country(
        "EC",
        "ECUADOR",
        "ECUADOR ECUADORAN ECUADOREAN ECUADORIAN ECUADOR'S",
    ),
    country(
        "SV",
        "EL SALVADOR",
        "SALVADOREAN SALVADORAN SALVADORANS SALVADORIAN",
    ),
    country(
        "GT",
        "GUATEMALA",
        "GUATEMALA GUATEMALAN GUATEMALANS GUATEMALA'S",
    ),
    country("HN", "HONDURAS", "HONDURAS HONDURAN HONDURANS HONDURAS'"),
    country("PE", "PERU", "PERU PERUVIAN PERUVIANS PERU'S"),
];

const fn country(code: &'static str, name: &'static str, words: &'static str) -> Country {
    Country { code, name, words }
}

/// Words behind a name that show it to be a place.
const GENERIC: &str = "DEPARTMENT PROVINCE CITY TOWN TOWNSHIP MUNICIPALITY VILLAGE HAMLET CANTON NEIGHBORHOOD \
    NEIGHBORHOODS DISTRICT COLONIA REGION AREA ZONE";

/// What a report says of the country that it speaks of.
pub struct Whereabouts {
    counts: [usize; 9],
    /// The country of the place that the report was sent from, of the nine or not.
    sent_from: Option<String>,
    /// That place.
    town: Option<String>,
}

impl Whereabouts {
    /// Reads the dateline and counts the names of the countries.
    pub fn of(text: &str, words: &Words<'_>) -> Whereabouts {
        let mut counts = [0; 9];
        for at in 0..words.words.len() {
            if let Some(found) = named_at(words, at) {
                counts[found] += 1;
            }
        }
        Whereabouts {
            counts,
            sent_from: sent_from(text),
            town: town(text),
        }
    }

    /// The country that the report speaks of most, the one it was sent from before others.
    pub fn country(&self) -> Option<&'static Country> {
        let weight = |i: usize| {
            let here = self.sent_from.as_deref() == Some(COUNTRIES[i].code);
            self.counts[i] + if here { 3 } else { 0 }
        };
        let best = (0..9).max_by_key(|i| (weight(*i), 9 - i))?;
        (weight(best) > 0).then(|| &COUNTRIES[best])
    }

    fn speaks_of(&self, code: &str) -> bool {
        let at = COUNTRIES.iter().position(|c| c.code == code);
        at.is_some_and(|i| self.counts[i] > 0) || self.sent_from.as_deref() == Some(code)
    }
}

fn named_at(words: &Words<'_>, at: usize) -> Option<usize> {
    let word = words.words[at].text;
    // The country, and its capital, which many towns elsewhere are named like.
    if is_in("SALVADOR SALVADOR'S", word) {
        return words.is(at.wrapping_sub(1), "EL SAN").then_some(5);
    }
    COUNTRIES.iter().position(|c| is_in(c.words, word))
}

/// The place that a report was sent from.
fn town(text: &str) -> Option<String> {
    let line = text.split("--").next().filter(|l| l.len() < 200)?;
    let head = line.split([',', '(']).next()?.trim();
    let named = !Gazetteer::embedded().named(head).is_empty();
    named.then(|| head.to_uppercase())
}

/// The country of the dateline: "(COSTA RICA)" in it, else that of its town.
fn sent_from(text: &str) -> Option<String> {
    let line = text.split("--").next().filter(|l| l.len() < 200)?;
    let gazetteer = Gazetteer::embedded();
    let head = line.split(',').next()?.trim();
    let (town, country) = head.split_once('(').unwrap_or((head, ""));
    let name = country.trim_end_matches(')').trim();
    let resolve = |name: &str| gazetteer.resolve(name.trim(), &[], &Context::default());
    let stated = resolve(name)
        .filter(|_| !name.is_empty())
        .or_else(|| resolve(town));
    stated.map(|p| p.country).or_else(|| {
        // A capital of the region goes before its namesakes.
        let entries = gazetteer.named(town.trim());
        let large = entries.iter().filter(|e| known(e.country()).is_some());
        let large = large.filter(|e| e.population() > 100_000);
        large
            .max_by_key(|e| e.population())
            .map(|e| e.country().to_owned())
    })
}

/// The country of an incident: the one its sentence names, that of its place if the report speaks of
/// it, else the report's.
pub fn country_of(
    claims: &[&Claim],
    sentence: usize,
    words: &Words<'_>,
    whereabouts: &Whereabouts,
) -> Option<&'static str> {
    let resolved = claims.iter().find_map(|c| {
        let code = c.place.as_ref()?.resolution.as_ref()?.country.as_str();
        whereabouts.speaks_of(code).then(|| code.to_owned())
    });
    if let Some(name) = resolved.as_deref().and_then(known) {
        return Some(name);
    }
    let here = (0..words.words.len()).filter(|i| words.words[*i].sentence == sentence);
    let named = here.filter_map(|at| named_at(words, at)).next();
    let named = named.map(|i| COUNTRIES[i].name);
    let abroad = resolved
        .map(|_| ABROAD)
        .filter(|_| whereabouts.counts.iter().all(|n| *n == 0));
    named
        .or(abroad)
        .or_else(|| whereabouts.country().map(|c| c.name))
}

/// Stands for every country that the set does not ask about.
pub const ABROAD: &str = "ABROAD";

fn known(code: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|c| c.code == code).map(|c| c.name)
}

/// The country, then the names of the place from the widest, as far as they are places there: those
/// of the claims, else those that the sentences name after "in" or "near".
pub fn location(
    incident: &Incident<'_>,
    country: &str,
    words: &Words<'_>,
    whereabouts: &Whereabouts,
) -> Vec<String> {
    let mut names = vec![country.to_owned()];
    let code = COUNTRIES
        .iter()
        .find(|c| c.name == country)
        .map_or("", |c| c.code);
    let places = incident.claims.iter().filter_map(|c| c.place.as_ref());
    let claimed = places
        .map(|p| pieces(p, code, words))
        .max_by_key(Vec::len)
        .unwrap_or_default();
    let here = |s: usize| incident.sentences.contains(&s);
    let mut told = claimed;
    if told.is_empty() {
        told = named(here, code, words);
    }
    if told.is_empty() && whereabouts.sent_from.as_deref() == Some(code) && points_here(here, words)
    {
        told.extend(whereabouts.town.clone());
    }
    for piece in told {
        if !names.contains(&piece) {
            names.push(piece);
        }
    }
    names
}

/// "In this city", "in the capital": the place that the report was sent from.
fn points_here(here: impl Fn(usize) -> bool, words: &Words<'_>) -> bool {
    (1..words.words.len()).any(|at| {
        let this = words.is(at - 1, "THIS THE") && words.is(at, "CAPITAL");
        let city = words.is(at - 1, "THIS") && words.is(at, "CITY TOWN");
        here(words.words[at].sentence) && (this || city)
    })
}

/// The places of the country that the sentences of an incident name, up to three that stand together.
fn named(here: impl Fn(usize) -> bool, code: &str, words: &Words<'_>) -> Vec<String> {
    const BEFORE: &str =
        "IN AT NEAR OF FROM TO OUTSIDE INSIDE DOWNTOWN SOUTHERN NORTHERN EASTERN WESTERN CITY TOWN";
    let mut out: Vec<String> = Vec::new();
    let mut last = 0;
    for at in 0..words.words.len() {
        if !here(words.words[at].sentence) || at < last {
            continue;
        }
        let Some(length) = place_at(words, at, code) else {
            continue;
        };
        let introduced = words.is(at.wrapping_sub(1), BEFORE) || words.is(at + length, GENERIC);
        let beside = !out.is_empty() && at <= last + 2;
        if out.is_empty() && introduced || beside {
            out.push(words.join(at, at + length).to_uppercase());
            last = at + length;
        } else if !out.is_empty() {
            break;
        }
    }
    out
}

/// The length of the name of a place in the country that begins at a word.
fn place_at(words: &Words<'_>, at: usize, code: &str) -> Option<usize> {
    const LONGEST: usize = 4;
    let end = words.words.len().min(at + LONGEST);
    let folded: Vec<String> = words.words[at..end].iter().map(|w| fold(w.text)).collect();
    let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
    let found = Gazetteer::embedded().longest(&folded)?;
    let length = found.words.max(1);
    let there = found.entries().iter().any(|e| e.country() == code);
    let name = length > 1 || super::scan::is_name(words.words[at].text);
    let country = COUNTRIES
        .iter()
        .any(|c| is_in(c.words, words.words[at].text));
    (there && name && !country).then_some(length)
}

fn pieces(place: &Place, code: &str, words: &Words<'_>) -> Vec<String> {
    let clean = |name: &str| {
        let joined = name
            .split_whitespace()
            .filter(|w| !is_in(GENERIC, w) || is_in("CITY", w));
        joined.collect::<Vec<_>>().join(" ").to_uppercase()
    };
    let written = place
        .within
        .iter()
        .rev()
        .chain([&place.name])
        .map(|n| clean(n));
    let end = words.at(place.quote.range().end.saturating_sub(1));
    let marked = (end..end + 3).any(|i| words.is(i, GENERIC));
    written
        .filter(|name| {
            let country = COUNTRIES
                .iter()
                .any(|c| is_in(c.words, name) || c.name == name);
            let there = Gazetteer::embedded()
                .named(name)
                .iter()
                .any(|e| e.country() == code);
            !country && (there || marked)
        })
        .collect()
}
