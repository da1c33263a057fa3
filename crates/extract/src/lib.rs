//! Report text to claims, each field bound to a quote.
//!
//! A cascade in which every layer is a pure function of the one below:
//!
//! 1. [`read`]: bytes to text;
//! 2. `segment`: text to lines, sentences and units, with the lexicon's knowledge of each;
//! 3. `cue`: units to typed mentions (numbers, groups of people, dates, places, parties, speakers,
//!    acts);
//! 4. `frame`: predicates of harm and the figures they take;
//! 5. `assemble`: clauses to scenes, scenes to claims.
//!
//! An Arabic text goes through `arabic` instead of 2 to 5. Rows of known datasets go through [`shape`], where each
//! column tells what it is.
//!
//! [`tag`] stands beside them: parts of speech and groups of words, which no layer asks for.
//!
//! What the layers know is data: `lexicon/` holds words, `rules/` holds patterns, `shapes/` holds columns, `data/`
//! holds the gazetteer.

pub mod confidence;
pub mod gazetteer;
pub mod read;
pub mod shape;
pub mod tag;

mod arabic;
mod assemble;
mod checks;
mod count;
mod cue;
mod frame;
mod hold_back;
mod language;
mod lexicon;
mod passages;
#[cfg(test)]
mod phrase_table;
mod segment;
mod token;
mod when;

use tollbook_record::{Publication, Quote, Reading};

use gazetteer::Gazetteer;
pub use hold_back::hold_back;
use language::Script;
use read::Document;

/// Names the state of the extractor; it changes with anything that decides which claims are read.
pub const VERSION: &str = env!("EXTRACTOR_DIGEST");

/// Reads the claims of one text.
///
/// ```
/// use jiff::civil::date;
/// use tollbook_record::{CountRange, Publication};
///
/// let publication = Publication { published: Some(date(2031, 3, 4)), ..Publication::default() };
/// let text = "At least 19 people were killed on Monday when shells hit a market in Saraqib.";
/// let reading = tollbook_extract::extract(text, &publication);
/// let claim = &reading.claims[0];
/// assert_eq!(claim.figures[0].count.range(), CountRange::at_least(19));
/// assert_eq!(claim.when.as_ref().map(|w| w.dates.to_string()), Some("2031-03-03".into()));
/// ```
pub fn extract(text: &str, publication: &Publication) -> Reading {
    let mut reading = read_claims(text, publication);
    gazetteer::place_on_list(&mut reading, text, publication);
    reading
}

/// Reads the claims of a document and leaves open where its places are, as [`read_claims`]. A row of a known
/// dataset claims what its cells say; its text is not read by any grammar.
pub fn read_document(document: &Document, publication: &Publication) -> Reading {
    let Some(row) = &document.row else {
        let mut reading = read_claims(&document.text, publication);
        hold_back::unsure_digits(&mut reading, &document.unsure_digits);
        return reading;
    };
    let mut reading = row.reading.clone();
    checks::add(&mut reading, publication.published);
    reading
}

/// Reads the claims of one text and leaves open where its places are. What the words say is a function
/// of the text; where that is changes with what a casebook learns.
pub fn read_claims(text: &str, publication: &Publication) -> Reading {
    let script = match language::read_as(text, publication.language.as_deref()) {
        Ok(script) => script,
        Err(problem) => {
            return Reading {
                claims: Vec::new(),
                problems: vec![problem],
            };
        }
    };
    let passages = passages::find(text, script);
    let asked: Vec<usize> = passages.iter().map(|passage| passage.start).collect();
    let (mut reading, speakers) = read_in(text, script, publication, &asked);
    passages::read(
        text,
        script,
        publication,
        passages.into_iter().zip(speakers),
        &mut reading,
    );
    checks::add(&mut reading, publication.published);
    reading
}

/// The claims of a text by the reader of a script, and for each byte of `asked` the designation of whoever is said to
/// say the words there; `None` where nobody is.
fn read_in(
    text: &str,
    script: Script,
    publication: &Publication,
    asked: &[usize],
) -> (Reading, Vec<Option<Quote>>) {
    let gazetteer = Gazetteer::embedded();
    match script {
        Script::Arabic => arabic::read(text, publication, gazetteer, asked),
        Script::Latin => {
            let segments = segment::segment(text);
            assemble::assemble(&segments, publication, gazetteer, asked)
        }
    }
}
