//! Arabic text to claims: a pipeline of its own, which gives the same claims as the English one.
//!
//! Word order, clitics and numbers differ so much from English that units, cues, frames and scenes are
//! made here; what is neutral of language (the gazetteer, the checks, confidence) is shared.
//!
//! 1. [`form`] and [`token`]: text to words, numbers and marks, each with its folded form;
//! 2. [`text`]: lines, sentences and labels;
//! 3. [`lexicon`] and [`doc`]: what is known of each word, behind its clitics;
//! 4. `number`, `date`, `group`, `place`, `party`, `act`, `hit`, `speaker`, `person`: mentions;
//! 5. `figure` and `nobody`: what was done to the groups of people;
//! 6. `clause`, `scene`, `claims`: which mentions tell of one incident, and on whose account.

mod act;
mod claims;
mod clause;
mod clitic;
mod date;
mod day;
mod denial;
mod doc;
mod figure;
mod form;
mod given;
mod group;
mod hit;
mod lexicon;
mod nobody;
mod number;
mod party;
mod person;
mod phrase;
mod place;
mod scene;
mod speaker;
mod text;
mod token;

use tollbook_record::{Publication, Quote, Reading};

use crate::gazetteer::Gazetteer;

/// A text with what is known of its words.
fn words<'a>(text: &'a str, gazetteer: &Gazetteer) -> doc::Doc<'a> {
    let mut doc = doc::Doc::new(text::cut(text));
    place::part_towns(&mut doc, gazetteer);
    doc
}

/// The claims of an Arabic report, and for each byte of `asked` the designation of whoever is said to say the words
/// there.
pub fn read(
    text: &str,
    publication: &Publication,
    gazetteer: &Gazetteer,
    asked: &[usize],
) -> (Reading, Vec<Option<Quote>>) {
    let doc = words(text, gazetteer);
    let told = clause::read(&doc, publication, gazetteer);
    let speakers = asked.iter().map(|at| speaker_at(&doc, &told, *at));
    let scenes = scene::build(&doc, &told);
    let reading = claims::write(&doc, &told, &scenes, publication);
    (reading, speakers.collect())
}

/// The one who speaks in the sentence at a byte of the report, or in one that ends with a colon before it.
fn speaker_at(doc: &doc::Doc<'_>, told: &clause::Clauses, at: usize) -> Option<Quote> {
    let start = |clause: &clause::Clause| doc.tokens()[clause.span.start].start;
    let next = told.clauses.partition_point(|clause| start(clause) <= at);
    let clause = told.clauses[..next].last()?;
    let before = || {
        let before = told.clauses[..next].iter().rev().nth(1)?;
        before.speaker.filter(|_| doc.is(before.span.end - 1, ':'))
    };
    let speaker = clause.speaker.or_else(before)?;
    let mut named = told.speakers[speaker].iter();
    let who = named.rfind(|who| doc.tokens()[who.start].start < at);
    doc.quote(who?)
}
