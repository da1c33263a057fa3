//! Linking a file of reports, without a casebook.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tollbook_publish::wire::print_line;
use tollbook_publish::wire::v1::{LineError, LineIn};
use tollbook_record::{ClaimId, ClaimInSource, IncidentId, Publication, Reading, Source, SourceId};

use crate::cli::read::{Line, document, next_batch};
use crate::contained::contained;
use crate::error::InputError;
use crate::out;

/// The line of output for one report.
#[derive(Serialize)]
struct Answer<'a> {
    doc_id: &'a str,
    /// In order of the claims of the report.
    incident_ids: Vec<&'a str>,
}

/// A report with its claims.
struct Report {
    line: u64,
    doc_id: String,
    source: Source,
    reading: Reading,
}

impl Report {
    fn claims(&self) -> impl Iterator<Item = ClaimInSource<'_>> {
        let claims = (0u32..).zip(&self.reading.claims);
        claims.map(|(index, claim)| ClaimInSource {
            id: ClaimId {
                source: self.source.id,
                index,
            },
            source: &self.source,
            claim,
            judged: None,
        })
    }
}

/// Reads the reports of a file, one JSON value a line, and prints a line for each: the incidents
/// that its claims are of. Lines come out in the order in which they came in.
pub fn run(path: &Path) -> anyhow::Result<()> {
    let reports = read(path)?;
    let claims: Vec<ClaimInSource<'_>> =
        reports.iter().flatten().flat_map(Report::claims).collect();
    let incidents = tollbook_link::link(&claims).incidents;
    let mut of_claim: BTreeMap<ClaimId, &IncidentId> = BTreeMap::new();
    for incident in &incidents {
        of_claim.extend(incident.claims.iter().map(|id| (*id, &incident.id)));
    }
    let mut to = BufWriter::new(std::io::stdout().lock());
    for report in &reports {
        let line = match report {
            Ok(report) => print_line(&answer(report, &of_claim)),
            Err(fault) => print_line(fault),
        };
        to.write_all(line.as_bytes()).map_err(out::fault)?;
    }
    to.flush().map_err(out::fault)
}

fn answer<'a>(report: &'a Report, of_claim: &BTreeMap<ClaimId, &'a IncidentId>) -> Answer<'a> {
    let mut incident_ids: Vec<&str> = Vec::new();
    for claim in report.claims() {
        let incident = of_claim.get(&claim.id).map(|id| id.as_str());
        incident_ids.extend(incident.filter(|id| !incident_ids.contains(id)));
    }
    Answer {
        doc_id: &report.doc_id,
        incident_ids,
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Result<Report, LineError>>> {
    let unreadable = |fault| InputError::File {
        path: path.display().to_string(),
        fault,
    };
    let mut from = BufReader::new(File::open(path).map_err(unreadable)?);
    let (mut reports, mut number) = (Vec::new(), 0);
    loop {
        let batch = next_batch(&mut from, &mut number).map_err(unreadable)?;
        if batch.is_empty() {
            break;
        }
        let read: Vec<_> = batch.par_iter().map(report).collect();
        reports.extend(read.into_iter().flatten());
    }
    refuse_repeated(&mut reports);
    Ok(reports)
}

fn report(line: &Line) -> Option<Result<Report, LineError>> {
    Some(document(line)?.map(|document| {
        let id = id(&document);
        let publication = Publication::from(document.source);
        let reading = contained(|| tollbook_extract::extract(&document.text, &publication));
        let source = Source {
            id,
            publication,
            text: document.text,
            corrects: None,
        };
        Report {
            line: line.number,
            doc_id: document.doc_id,
            source,
            reading,
        }
    }))
}

/// Two reports with one text are two sources, because their publishers may differ.
fn id(document: &LineIn) -> SourceId {
    let mut digest = Sha256::new();
    digest.update((document.doc_id.len() as u64).to_le_bytes());
    digest.update(&document.doc_id);
    digest.update(&document.text);
    SourceId::new(digest.finalize().into())
}

/// A second report of one name is refused: the answers could not be told apart.
fn refuse_repeated(reports: &mut [Result<Report, LineError>]) {
    let mut seen = BTreeSet::new();
    for report in reports {
        if let Ok(Report { line, doc_id, .. }) = report
            && !seen.insert(doc_id.clone())
        {
            *report = Err(LineError {
                line: *line,
                doc_id: Some(doc_id.clone()),
                error: "an earlier line has this doc_id; give each report its own".into(),
            });
        }
    }
}
