//! Runs the program over annotated sets and scores what it read.
//!
//! The sets lie in the layout of the data folder: `house-en/*.jsonl`, `house-ar/*.jsonl` and
//! `third-party/SET/...`. A set that is not there is left out by name.

mod accuracy;
mod counts;
#[cfg(test)]
mod fixture;
mod geo;
mod harm;
mod house;
mod linking;
mod muc;
mod placed;
mod reports;
mod tagging;
mod third_party;
mod types;
mod words;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use tollbook_publish::wire::v1::{LineOut, PublicationIn};

use crate::score::table;
use third_party::Outcome;

/// Score the program against annotated sets.
#[derive(clap::Args)]
pub struct Options {
    /// The data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where prediction files are written.
    #[arg(long, value_name = "DIR", default_value = "target/evaluate")]
    out: PathBuf,
    /// Only these sets; prints the scores and leaves docs/accuracy.md as it is.
    #[arg(long, value_name = "SET", value_delimiter = ',')]
    only: Vec<String>,
    /// Print up to N mistakes of each kind, of the study part alone.
    #[arg(long, value_name = "N", default_value_t = 0)]
    show_errors: usize,
    /// Print mistakes of this kind only, such as `place` or `figure missed`.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Print mistakes in this report only, all of them.
    #[arg(long, value_name = "DOC_ID")]
    report: Option<String>,
    /// Print how often each rule was right.
    #[arg(long)]
    show_rules: bool,
    /// Fail if docs/accuracy.md would change.
    #[arg(long, conflicts_with = "only")]
    check: bool,
}

/// How often each rule was right on a set, for the program itself.
const MEASURED: [(&str, &str); 2] = [
    ("house-en", "crates/extract/rules/en/measured.toml"),
    ("house-ar", "crates/extract/rules/ar/measured.toml"),
];

/// Score files of claims.
#[derive(clap::Args)]
pub struct ScoreOptions {
    /// Reports with gold claims.
    gold: PathBuf,
    /// Predicted claims.
    predicted: PathBuf,
}

impl Options {
    fn wants(&self, set: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|s| s == set)
    }
}

/// Evaluates the sets that are there.
pub fn run(options: &Options) -> Result<()> {
    let known = house::SETS
        .into_iter()
        .chain(third_party::MEASURES.iter().map(|m| m.set))
        .chain([tagging::SET]);
    if let Some(unknown) = options
        .only
        .iter()
        .find(|s| known.clone().all(|set| set != *s))
    {
        bail!("there is no set {unknown}");
    }
    let mut houses = Vec::new();
    for set in house::SETS.into_iter().filter(|set| options.wants(set)) {
        let scores = house::evaluate(set, &options.data, &options.out)?;
        match &scores {
            Some(scores) => print_house(options, scores),
            None => println!("{set}: not in {}, left out", options.data.display()),
        }
        houses.push((set, scores));
    }
    let mut others = Vec::new();
    for measure in third_party::MEASURES
        .iter()
        .filter(|m| options.wants(m.set))
    {
        let outcome = third_party::evaluate(measure, &options.data, &options.out)?;
        print_other(measure.name, &outcome);
        others.push((measure.name, outcome));
    }
    if options.wants(tagging::SET) {
        let outcome = tagging::evaluate(&options.data)?;
        print_other(tagging::NAME, &outcome);
        others.push((tagging::NAME, outcome));
    }
    if options.only.is_empty() {
        let page = accuracy::page(&houses, &others);
        accuracy::put("docs/accuracy.md", &page, options.check)?;
        for (set, file) in MEASURED {
            let scores = houses.iter().find(|(of, _)| *of == set);
            if let Some(scores) = scores.and_then(|(_, scores)| scores.as_ref()) {
                let measured = accuracy::measured(scores);
                accuracy::put(file, &measured, options.check)?;
            }
        }
    }
    Ok(())
}

fn print_other(name: &str, outcome: &Outcome) {
    match outcome {
        Outcome::Scored(rows) => println!("{}", accuracy::measures(name, rows)),
        Outcome::LeftOut(why) => println!("{name}: left out, {why}"),
    }
}

fn print_house(options: &Options, scores: &house::Scores) {
    for (name, tally) in scores.parts() {
        println!("== {} {name}\n{}", scores.set, table::plain(tally));
    }
    print!("{}", scores.placed.markdown());
    if options.show_rules {
        print!("{}", accuracy::rules(scores));
    }
    let mut shown = std::collections::BTreeMap::<&str, usize>::new();
    for mistake in &scores.study.mistakes {
        let of_report = options
            .report
            .as_ref()
            .is_some_and(|r| *r == mistake.doc_id);
        let of_kind = options.kind.as_deref().is_none_or(|k| k == mistake.kind);
        let seen = shown.entry(mistake.kind).or_default();
        if of_kind && (of_report || (options.report.is_none() && *seen < options.show_errors)) {
            *seen += 1;
            println!("{} | {} | {}", mistake.doc_id, mistake.kind, mistake.what);
        }
    }
}

/// Scores a prediction file against a gold file.
pub fn score_files(options: &ScoreOptions) -> Result<()> {
    let tally = house::score_files(&options.gold, &options.predicted)?;
    println!("{}", table::plain(&tally));
    Ok(())
}

/// Reads one report with the program's own code, into the published form.
fn read_report(doc_id: &str, text: &str, source: PublicationIn) -> LineOut {
    let reading = tollbook_extract::extract(text, &source.into());
    LineOut::from_reading(doc_id.to_owned(), text, &reading)
}

/// The objects of a JSONL file.
fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    parse_lines(path, &text)
}

/// The objects of JSONL text that was read from `path`.
fn parse_lines<T: DeserializeOwned>(path: &Path, text: &str) -> Result<Vec<T>> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| {
            serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), n + 1))
        })
        .collect()
}
