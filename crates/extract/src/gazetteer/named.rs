//! Places that only a casebook knows, in claims whose sentence names one.
//!
//! Reading finds a place by the words around it ("in Saraqib"), or because the embedded list has the
//! name ("Saraqib was shelled"). A reading is the same for every casebook, so it cannot ask for names
//! that a casebook has learned or imported. They are looked for here, each time the places of a kept
//! reading are told: the reading stays as it is, and what a withdrawn judgement had given is gone.
//!
//! A name is taken where the claim's sentence names one such place and the claim has no place, or one that
//! the named place lies in. What stands like a person, an origin or a speaker is left alone.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use tollbook_record::text::key;
use tollbook_record::{Claim, Part, Place, Quote, Reading, Rule};

use super::layers::{Layer, Layers};
use super::mention::{LONGEST, Word, words};
use super::resolve::Context;

/// The rule that stands for such a place in a claim.
const RULE: &str = "casebook";

const WORDS: &str = include_str!("../../data/places/casebook-words.toml");

/// What the words around a name say of it.
#[derive(Deserialize)]
struct Around {
    before: HashSet<String>,
    after: HashSet<String>,
    no_place: HashSet<String>,
}

fn around() -> &'static Around {
    static READ: OnceLock<Around> = OnceLock::new();
    READ.get_or_init(|| toml::from_str(WORDS).expect("a test reads the words"))
}

/// Shorter imported names are too often the names of persons or other words.
const SHORTEST: usize = 5;

/// Gives those claims a place whose sentence names one that only the casebook knows.
pub(super) fn name_each(reading: &mut Reading, text: &str, context: &Context, layers: Layers<'_>) {
    for claim in &mut reading.claims {
        let sentence = sentence(text, &claim.quote);
        if let Some(place) = named_in(text, sentence, claim, context, layers) {
            claim.place = Some(place.into());
            let rules = std::mem::take(&mut claim.rules).into_iter();
            let others = rules.filter(|rule| rule.part != Part::Place);
            claim.rules = others.chain([Rule::new(Part::Place, RULE)]).collect();
        }
    }
}

/// The names that could be places of which only an import knows, in claims without a place.
pub fn open_names(reading: &Reading, text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for claim in reading.claims.iter().filter(|claim| claim.place.is_none()) {
        let sentence = sentence(text, &claim.quote);
        let words = words(&text[sentence.clone()]);
        for first in 0..words.len() {
            for last in first..words.len().min(first + LONGEST) {
                let run = &words[first..=last];
                if !run[0].like_name || !is_placed(&words, first, last + 1) {
                    continue;
                }
                let range = run[0].range.start..words[last].range.end;
                names.push(text[sentence.clone()][range].to_owned());
            }
        }
    }
    names
}

/// The one place of the casebook that a sentence names, which must lie in the place that was told before.
fn named_in(
    text: &str,
    sentence: Range<usize>,
    claim: &Claim,
    context: &Context,
    layers: Layers<'_>,
) -> Option<Place> {
    let own = &text[sentence.clone()];
    let words = words(own);
    let folded: Vec<&str> = words.iter().map(|word| word.folded()).collect();
    let within: Vec<String> = match &claim.place {
        Some(told) => std::iter::once(&told.name)
            .chain(&told.within)
            .cloned()
            .collect(),
        None => vec![],
    };
    let mut found: Vec<Place> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let ahead = &folded[at..folded.len().min(at + LONGEST)];
        let named = layers
            .longest_of_casebook(ahead)
            .filter(|_| words[at].like_name);
        let Some((layer, length)) = named else {
            at += 1;
            continue;
        };
        let (first, last) = (at, at + length);
        at = last;
        let name = &own[words[first].range.start..words[last - 1].range.end];
        let is_open = layer == Layer::Judged || claim.place.is_none() && letters(name) >= SHORTEST;
        let start = sentence.start + words[first].range.start;
        let quote = Quote::new(text, start..start + name.len())?;
        let is_told = claim
            .place
            .as_ref()
            .is_some_and(|told| told.quote.overlaps(&quote));
        if is_told {
            return None;
        }
        if !is_open || !is_placed(&words, first, last) {
            continue;
        }
        let answer = layers.resolve(name, &within, context);
        let known = answer.resolution.as_ref();
        if known.is_none_or(|known| !layers.is_of_casebook(&known.id)) {
            continue;
        }
        if found.iter().all(|other| other.name != name) {
            found.push(Place {
                quote,
                name: name.to_owned(),
                within: within.clone(),
                resolution: answer.resolution.map(Arc::new),
                stated: None,
                candidates: answer.candidates.into(),
                reason: answer.reason.into(),
            });
        }
    }
    match found.len() {
        1 => found.pop(),
        _ => None,
    }
}

fn letters(name: &str) -> usize {
    name.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// Whether the words around a name say that it is where something is, and not whose name it is.
fn is_placed(words: &[Word<'_>], first: usize, last: usize) -> bool {
    let around = around();
    let next = words.get(last).map(|word| word.folded());
    if next.is_some_and(|next| around.no_place.contains(next)) {
        return false;
    }
    match first.checked_sub(1).map(|at| words[at].folded()) {
        Some(before) => around.before.contains(before) || key::generic(before).is_some(),
        None => next.is_some_and(|next| around.after.contains(next)),
    }
}

/// The sentence of a quote. What stands behind the dash of a dateline is a sentence of its own.
fn sentence(text: &str, quote: &Quote) -> Range<usize> {
    const ENDS: [&str; 9] = [". ", "! ", "? ", "؟ ", "\n", " - ", " – ", " — ", ": "];
    let range = quote.range();
    let start = ENDS
        .iter()
        .filter_map(|end| Some(text[..range.start].rfind(end)? + end.len()))
        .max();
    let end = ENDS
        .iter()
        .filter_map(|end| Some(range.end + text[range.end..].find(end)?))
        .min();
    start.unwrap_or(0)..end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Imported, Learned, Taught, name_all, place_all};
    use tollbook_record::{Listed, PlaceId, Point, Precision, Publication};

    fn listed(id: &str, name: &str, kind: Precision) -> Listed {
        Listed {
            id: PlaceId(id.into()),
            name: name.into(),
            names: vec!["الزقونية".into()],
            country: "SY".into(),
            point: Point {
                lat: 36.18,
                lon: 37.14,
            },
            precision: kind,
            population: 0,
            within: vec!["Aleppo".into()],
        }
    }

    /// Compares the places of the claims of a report in a casebook that has learned the invented
    /// al-Zuqouniya in Aleppo and imported the invented Qarmasheen there; `-` stands for none.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let taught = Taught {
            place: listed("judged:1", "al-Zuqouniya", Precision::Neighbourhood),
            radius: 1.0,
        };
        let learned = Learned::of(vec![taught], vec![]);
        let imported = Imported::of(vec![listed("x:1", "Qarmasheen", Precision::Locality)]);
        let publication = Publication::default();
        let mut reading = crate::read_claims(text, &publication);
        let kept = reading.clone();
        let layers = Layers::of_casebook(&learned, &imported);
        name_all(&mut reading, text, &publication, layers);
        place_all(&mut reading, text, &publication, layers);
        let id = |claim: &Claim| {
            let found = claim
                .place
                .as_ref()
                .and_then(|place| place.resolution.as_ref());
            found.map_or("-".to_owned(), |found| found.id.0.clone())
        };
        let ids: Vec<String> = reading.claims.iter().map(id).collect();
        assert_eq!(ids.join(" "), expected, "{reading:#?}");
        // Without the casebook the same reading has what it had.
        let mut without = kept.clone();
        name_all(&mut without, text, &publication, Layers::embedded());
        place_all(&mut without, text, &publication, Layers::embedded());
        let names = |reading: &Reading| -> Vec<Option<String>> {
            let place = |claim: &Claim| claim.place.as_ref().map(|place| place.name.clone());
            reading.claims.iter().map(place).collect()
        };
        assert_eq!(names(&without), names(&kept));
    }

    #[test]
    fn a_learned_name_that_no_list_has_is_the_place_of_its_sentence() {
        check(
            "Aleppo, March 3 (Test) - Al-Zuqouniya was shelled on 3 March 2031, killing five people.",
            "judged:1",
        );
        check(
            "Al-Zuqouniya was shelled on 3 March 2031, killing five people in Syria.",
            "judged:1",
        );
    }

    #[test]
    fn an_imported_name_is_taken_where_no_place_was_told() {
        check(
            "Qarmasheen was shelled on 3 March 2031, killing five people, Syrian state media said.",
            "x:1",
        );
    }

    #[test]
    fn the_name_of_a_family_or_a_speaker_is_no_place() {
        check(
            "Al-Zuqouniya residents said that shells killed five people on 3 March 2031.",
            "-",
        );
        check(
            "Shells hit a house of the Al-Zuqouniya family on 3 March 2031, killing five people.",
            "-",
        );
    }
}
