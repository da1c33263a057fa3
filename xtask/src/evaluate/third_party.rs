//! Other people's annotated sets: the program's claims in each set's own terms, scored by the
//! set's scorer.
//!
//! The scorers are Python programs that lie in `tools` beside the data folder; without them these
//! sets are left out by name.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use rayon::prelude::*;
use serde_json::Value;
use tollbook_publish::wire;

use super::reports::{Read, Report, read_all};
use super::{counts, geo, linking, muc, parse_lines, types};

/// How a set's predictions are made from its reports.
enum Mapping {
    /// Each report by itself.
    Each(fn(&Read) -> Value),
    /// All reports together.
    All(fn(&[Read]) -> Vec<Value>),
    /// The text alone.
    Text(fn(&Report) -> Value),
}

/// A measurement on one file of a set.
pub struct Measure {
    /// The folder below `third-party`.
    pub set: &'static str,
    /// What the row in the table is called.
    pub name: &'static str,
    documents: &'static str,
    gold: &'static [&'static str],
    scorer: &'static str,
    mapping: Mapping,
}

pub const MEASURES: &[Measure] = &[
    Measure {
        set: "muc4",
        name: "muc4 dev",
        documents: "dev.jsonl",
        gold: &["dev.jsonl"],
        scorer: "muc",
        mapping: Mapping::Each(muc::predict),
    },
    Measure {
        set: "muc4",
        name: "muc4 train",
        documents: "train.jsonl",
        gold: &["train.jsonl"],
        scorer: "muc",
        mapping: Mapping::Each(muc::predict),
    },
    Measure {
        set: "gvdb",
        name: "gvdb",
        documents: "dev.jsonl",
        gold: &["dev.jsonl"],
        scorer: "counts",
        mapping: Mapping::Each(counts::predict),
    },
    Measure {
        set: "gva-articles",
        name: "gva-articles",
        documents: "dev.jsonl",
        gold: &["dev.jsonl"],
        scorer: "counts",
        mapping: Mapping::Each(counts::predict),
    },
    Measure {
        set: "case2021-task2",
        name: "case2021-task2",
        documents: "dev.jsonl",
        gold: &["dev.jsonl"],
        scorer: "type",
        mapping: Mapping::Each(types::predict),
    },
    Measure {
        set: "gvc",
        name: "gvc dev, links",
        documents: "dev.docs.jsonl",
        gold: &["dev.links.jsonl"],
        scorer: "link",
        mapping: Mapping::All(linking::predict_links),
    },
    Measure {
        set: "gvc",
        name: "gvc train, links",
        documents: "train.docs.jsonl",
        gold: &["train.links.jsonl"],
        scorer: "link",
        mapping: Mapping::All(linking::predict_links),
    },
    Measure {
        set: "gvc",
        name: "gvc train, incidents",
        documents: "train.docs.jsonl",
        gold: &["train.incidents.jsonl", "train.links.jsonl"],
        scorer: "incidents",
        mapping: Mapping::All(linking::predict_incidents),
    },
    Measure {
        set: "gvc-wide",
        name: "gvc-wide, links",
        documents: "docs.jsonl.gz",
        gold: &["links.jsonl.gz"],
        scorer: "link",
        mapping: Mapping::All(linking::predict_links),
    },
    Measure {
        set: "geo-en",
        name: "geo-en",
        documents: "geowebnews.jsonl",
        gold: &["geowebnews.jsonl"],
        scorer: "geo",
        mapping: Mapping::Text(geo::predict),
    },
    Measure {
        set: "geo-ar",
        name: "geo-ar",
        documents: "train.jsonl",
        gold: &["train.jsonl"],
        scorer: "geo",
        mapping: Mapping::Text(geo::predict),
    },
];

/// What a scorer said, or why there is nothing to say.
pub enum Outcome {
    /// Each measure with its numbers, in the scorer's order.
    Scored(Vec<(String, Vec<(String, Value)>)>),
    /// Why the set is left out.
    LeftOut(String),
}

/// Writes the predictions of a measure, and scores them if the scorer is there.
pub fn evaluate(measure: &Measure, data: &Path, out: &Path) -> Result<Outcome> {
    let folder = data.join("third-party").join(measure.set);
    let documents = folder.join(measure.documents);
    if !documents.is_file() {
        return Ok(Outcome::LeftOut("the set is not there".to_owned()));
    }
    let reports: Vec<Report> = parse_lines(&documents, &text_of(&documents)?)?;
    let predictions = match measure.mapping {
        Mapping::Each(map) => read_all(&reports).par_iter().map(map).collect(),
        Mapping::All(map) => map(&read_all(&reports)),
        Mapping::Text(map) => reports.par_iter().map(map).collect(),
    };
    fs::create_dir_all(out)?;
    let predicted = out.join(format!("{}.jsonl", measure.name.replace([' ', ','], "-")));
    let lines: String = predictions.iter().map(wire::print_line).collect();
    fs::write(&predicted, lines)?;
    let scorer = data.join("../tools/score_benchmarks.py");
    if !scorer.is_file() {
        return Ok(Outcome::LeftOut("its scorer is not there".to_owned()));
    }
    let gold = measure.gold.iter().map(|file| folder.join(file)).collect();
    let mut outcome = score(&scorer, measure, gold, &predicted)?;
    if let (Outcome::Scored(rows), Mapping::Text(_)) = (&mut outcome, &measure.mapping) {
        let gold: Vec<Value> = parse_lines(&documents, &text_of(&documents)?)?;
        rows.push(geo::misleading(&gold, &predictions)?);
    }
    Ok(outcome)
}

fn text_of(path: &Path) -> Result<String> {
    let mut text = String::new();
    let mut file = File::open(path)?;
    if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        file.read_to_string(&mut text)?;
    }
    Ok(text)
}

fn score(
    scorer: &Path,
    measure: &Measure,
    gold: Vec<PathBuf>,
    predicted: &Path,
) -> Result<Outcome> {
    let ran = Command::new("python3")
        .arg(scorer)
        .arg(measure.scorer)
        .args(gold)
        .arg(predicted)
        .arg("--json")
        .output();
    let Ok(ran) = ran else {
        return Ok(Outcome::LeftOut("its scorer needs python3".to_owned()));
    };
    let message = String::from_utf8_lossy(&ran.stderr);
    ensure!(ran.status.success(), "{}: {message}", measure.name);
    let scores: Value = serde_json::from_slice(&ran.stdout)?;
    let scores = scores.as_object().context("the scorer prints an object")?;
    let rows = scores.iter().filter_map(|(name, numbers)| {
        let numbers = numbers.as_object()?.clone();
        Some((name.clone(), numbers.into_iter().collect()))
    });
    Ok(Outcome::Scored(rows.collect()))
}
