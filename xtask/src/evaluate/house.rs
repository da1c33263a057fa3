//! The house sets: invented reports with gold claims.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tollbook_publish::wire;
use tollbook_publish::wire::v1::claim::Claim;
use tollbook_publish::wire::v1::{LineOut, PublicationIn};

use super::placed::Placed;
use super::{read_lines, read_report};
use crate::score::Tally;

/// The folders of the house sets in the data folder, and of our own in this repository.
pub const SETS: [&str; 4] = ["house-en", "house-ar", "own-en", "own-ar"];

/// Where our own sets stand.
const OWN: &str = "testdata/annotated";

/// An annotated report.
#[derive(Deserialize)]
struct Report {
    doc_id: String,
    #[serde(default)]
    source: PublicationIn,
    text: String,
    claims: Vec<Claim>,
}

/// The scores of one set.
pub struct Scores {
    pub set: &'static str,
    /// File name and its scores, by name.
    pub files: Vec<(String, Tally)>,
    pub all: Tally,
    /// The reports that whoever writes rules may read.
    pub study: Tally,
    /// The rest, which shows whether the rules fit more than what was read.
    pub check: Tally,
    /// The places as they were read.
    pub placed: Placed,
}

impl Scores {
    /// The whole set and its two parts, by name.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &Tally)> {
        [
            ("all", &self.all),
            ("study", &self.study),
            ("check", &self.check),
        ]
        .into_iter()
    }
}

/// Whether a report belongs to the check part: of our own sets the file says it; of the others it is every
/// fourth, by the hash of its id.
fn is_check(set: &str, file: &str, doc_id: &str) -> bool {
    match set.starts_with("own-") {
        true => file == "check.jsonl",
        false => Sha256::digest(doc_id)[0].is_multiple_of(4),
    }
}

/// Reads every report of the set with the program, writes the predictions and scores them.
/// `None` if the set is not there.
pub fn evaluate(set: &'static str, data: &Path, out: &Path) -> Result<Option<Scores>> {
    let folder = match set.starts_with("own-") {
        true => Path::new(OWN).join(set),
        false => data.join(set),
    };
    let files = jsonl_files(&folder)?;
    if files.is_empty() {
        return Ok(None);
    }
    let mut scores = Scores {
        set,
        files: Vec::new(),
        all: Tally::default(),
        study: Tally::default(),
        check: Tally::default(),
        placed: Placed::default(),
    };
    fs::create_dir_all(out.join(set))?;
    let mut seen = BTreeSet::new();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let reports: Vec<Report> = read_lines(&path)?;
        let lines: Vec<LineOut> = reports
            .par_iter()
            .map(|r| read_report(&r.doc_id, &r.text, r.source.clone()))
            .collect();
        let mut tally = Tally::default();
        let mut written = String::new();
        for (report, line) in reports.iter().zip(&lines) {
            ensure!(
                seen.insert(report.doc_id.clone()),
                "{}: the report {} comes twice",
                path.display(),
                report.doc_id
            );
            written += &wire::print_line(line);
            scores.placed.add(&line.claims);
            let part = if is_check(set, &name, &report.doc_id) {
                &mut scores.check
            } else {
                &mut scores.study
            };
            for tally in [&mut tally, &mut scores.all, part] {
                score(tally, report, &line.claims);
            }
        }
        fs::write(out.join(set).join(&*name), written)?;
        scores.files.push((name.into_owned(), tally));
    }
    Ok(Some(scores))
}

fn jsonl_files(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn score(tally: &mut Tally, report: &Report, claims: &[Claim]) {
    tally.add(&report.doc_id, &report.text, &report.claims, claims);
}

/// Scores a file of predictions. A report without a line counts as one without claims; a line
/// without a report, or that comes twice, is an error.
pub fn score_files(gold: &Path, predicted: &Path) -> Result<Tally> {
    let mut claims = BTreeMap::new();
    for line in read_lines::<LineOut>(predicted)? {
        if claims.insert(line.doc_id.clone(), line.claims).is_some() {
            bail!("{}: {} comes twice", predicted.display(), line.doc_id);
        }
    }
    let mut tally = Tally::default();
    for report in read_lines::<Report>(gold)? {
        let claims = claims.remove(&report.doc_id).unwrap_or_default();
        score(&mut tally, &report, &claims);
    }
    if let Some(doc_id) = claims.keys().next() {
        bail!("{}: {doc_id} is not in the gold file", predicted.display());
    }
    Ok(tally)
}
