//! What reviewers coded of the same claims, field by field.
//!
//! A claim is coded by a reviewer who confirmed, rejected or corrected it, or made it. A field is compared
//! where all of them coded the claim and none rejected it. A claim that one made and another who coded
//! the source did not make counts as one that the other holds not to stand there.

use std::collections::{BTreeMap, BTreeSet};

use tollbook_record::text::fold;
use tollbook_record::{Claim, Effect, Reading, Source, SourceId};

use super::{Level, alpha, kappa};
use crate::book::{Book, Decided};
use crate::decision::Decision;
use crate::value::{Value, values, written};

/// How far reviewers agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The reviewers.
    pub reviewers: Vec<String>,
    /// Sources that all of them coded.
    pub sources: usize,
    /// Field by field.
    pub fields: Vec<FieldAgreement>,
    /// Where they differ, source by source.
    pub differences: Vec<Difference>,
}

/// A field of a claim of which reviewers say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The source.
    pub source: SourceId,
    /// The words that state the claim's act.
    pub words: String,
    /// The field.
    pub field: &'static str,
    /// What each of the reviewers says, in their order.
    pub codes: Vec<String>,
}

/// How far reviewers agree on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldAgreement {
    /// The field; `claim` is whether a claim stands in its source.
    pub field: &'static str,
    /// Claims on which all of them coded it.
    pub units: usize,
    /// Of these, those on which all said the same.
    pub same: usize,
    /// Cohen's kappa, for two reviewers.
    pub kappa: Option<f64>,
    /// Krippendorff's alpha: of numbers as a ratio, of all else as names.
    pub alpha: Option<f64>,
}

/// The fields that are compared, with the level of their codes.
const FIELDS: [(&str, Level); 9] = [
    ("claim", Level::Nominal),
    ("act", Level::Nominal),
    ("status", Level::Nominal),
    ("speaker", Level::Nominal),
    ("place", Level::Nominal),
    ("when", Level::Nominal),
    ("killed", Level::Ratio),
    ("injured", Level::Ratio),
    ("perpetrator", Level::Nominal),
];

/// A claim as one reviewer coded it: a code for each field.
type Codes = BTreeMap<&'static str, String>;

/// How far these reviewers agree on the sources that all of them coded.
pub fn agreement(book: &Book, read: &[(&Source, &Reading)], reviewers: &[&str]) -> Agreement {
    let books: Vec<Book> = reviewers
        .iter()
        .map(|name| book.of_reviewer(name))
        .collect();
    let coded: Vec<BTreeSet<SourceId>> = books.iter().map(sources).collect();
    let both = read
        .iter()
        .filter(|(source, _)| coded.iter().all(|ids| ids.contains(&source.id)));
    let both: Vec<&(&Source, &Reading)> = both.collect();
    let mut units: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    let mut differences = Vec::new();
    for (source, reading) in &both {
        let all: Vec<Coded> = books
            .iter()
            .map(|book| Coded::of(book, source, reading))
            .collect();
        for (words, codes) in paired(&all, reading) {
            for (field, _) in FIELDS {
                let of_field: Option<Vec<String>> = codes
                    .iter()
                    .map(|codes| codes.get(field).cloned())
                    .collect();
                let Some(codes) = of_field else { continue };
                if codes.windows(2).any(|two| two[0] != two[1]) {
                    differences.push(Difference {
                        source: source.id,
                        words: words.clone(),
                        field,
                        codes: codes.iter().map(|code| plain(code)).collect(),
                    });
                }
                units.entry(field).or_default().push(codes);
            }
        }
    }
    let fields = FIELDS.iter().map(|(field, level)| {
        field_agreement(field, *level, units.get(field).map_or(&[], Vec::as_slice))
    });
    Agreement {
        reviewers: reviewers.iter().map(|name| (*name).to_owned()).collect(),
        sources: both.len(),
        fields: fields.collect(),
        differences,
    }
}

/// A code for people, without the marks between its parts.
fn plain(code: &str) -> String {
    let parts = code.split('|').filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Sources of which a claim was coded.
fn sources(book: &Book) -> BTreeSet<SourceId> {
    let coding = book.standing().filter(|entry| {
        let decision = &entry.decision;
        matches!(
            decision,
            Decision::Claim(_) | Decision::Field(_) | Decision::NewClaim(_)
        )
    });
    let named = coding.flat_map(|entry| entry.decision.sources());
    named.filter_map(SourceId::from_hex).collect()
}

/// A source as one reviewer coded it: claims by their index, those that were made after those read.
struct Coded {
    claims: BTreeMap<usize, (Codes, Claim)>,
}

impl Coded {
    fn of(book: &Book, source: &Source, reading: &Reading) -> Self {
        let mut own = reading.clone();
        let decided: Decided = book.decide(&mut [(source, &mut own)]);
        let judged = decided.claims.get(&source.id).into_iter().flatten();
        let claims = judged.filter_map(|(index, judged)| {
            let at = usize::try_from(*index).ok()?;
            let claim = own.claims.get(at)?;
            let coded =
                judged.verdict.is_some() || judged.made.is_some() || !judged.corrected.is_empty();
            let codes = if judged.rejected().is_some() {
                Codes::from([("claim", "rejected".to_owned())])
            } else {
                codes(&source.text, claim)
            };
            coded.then(|| (at, (codes, claim.clone())))
        });
        Self {
            claims: claims.collect(),
        }
    }
}

fn codes(text: &str, claim: &Claim) -> Codes {
    let written = written(text, claim);
    let mut codes = Codes::from([("claim", "stands".to_owned())]);
    let mut parties: Vec<String> = Vec::new();
    for value in values(&written) {
        match value {
            Value::Figure(_) => {}
            Value::Perpetrator(party) => parties.push(fold(&party.name)),
            value => {
                codes.insert(value.field(), value.key());
            }
        }
    }
    parties.sort();
    codes.insert("perpetrator", parties.join("|"));
    for field in ["place", "when"] {
        codes.entry(field).or_default();
    }
    for (field, effect) in [("killed", Effect::Killed), ("injured", Effect::Injured)] {
        let mut figures = claim
            .figures
            .iter()
            .filter(|f| f.effect == effect && f.part_of.is_none());
        let least = figures.next().and_then(|figure| figure.count.range().min());
        codes.extend(least.map(|least| (field, least.to_string())));
    }
    codes
}

/// The words of each claim and its codes by all reviewers, in their order, where all coded it.
fn paired(all: &[Coded], reading: &Reading) -> Vec<(String, Vec<Codes>)> {
    let mut paired = Vec::new();
    for (at, claim) in reading.claims.iter().enumerate() {
        let codes: Option<Vec<Codes>> = all
            .iter()
            .map(|coded| Some(coded.claims.get(&at)?.0.clone()))
            .collect();
        paired.extend(codes.map(|codes| (claim.quote.text().to_owned(), codes)));
    }
    let read = reading.claims.len();
    let mut made: Vec<Vec<&(Codes, Claim)>> = all
        .iter()
        .map(|coded| coded.claims.range(read..).map(|(_, made)| made).collect())
        .collect();
    while let Some(first) = made.iter_mut().find_map(Vec::pop) {
        let absent = || Codes::from([("claim", "rejected".to_owned())]);
        let of_each = all.iter().zip(&mut made).map(|(coded, rest)| {
            if coded.claims.values().any(|own| std::ptr::eq(own, first)) {
                return first.0.clone();
            }
            let same = rest
                .iter()
                .position(|other| other.1.quote.overlaps(&first.1.quote));
            same.map_or_else(absent, |at| rest.remove(at).0.clone())
        });
        paired.push((first.1.quote.text().to_owned(), of_each.collect()));
    }
    paired
}

fn field_agreement(field: &'static str, level: Level, units: &[Vec<String>]) -> FieldAgreement {
    let mut known: Vec<&String> = units.iter().flatten().collect();
    known.sort_unstable();
    known.dedup();
    let number = |code: &String| match level {
        Level::Nominal => known.binary_search(&code).unwrap_or_default() as f64,
        _ => code.parse().unwrap_or_default(),
    };
    let numbers: Vec<Vec<f64>> = units
        .iter()
        .map(|unit| unit.iter().map(number).collect())
        .collect();
    let pairs: Option<Vec<(&String, &String)>> = units
        .iter()
        .map(|unit| match unit.as_slice() {
            [a, b] => Some((a, b)),
            _ => None,
        })
        .collect();
    FieldAgreement {
        field,
        units: units.len(),
        same: units
            .iter()
            .filter(|unit| unit.windows(2).all(|two| two[0] == two[1]))
            .count(),
        kappa: pairs.and_then(|pairs| kappa(&pairs)),
        alpha: alpha(&numbers, level),
    }
}
