//! Reports of a set linked to incidents by the program; a report stands for its main claim.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tollbook_link::link;
use tollbook_record::{ClaimId, ClaimInSource, IncidentId};

use super::counts::{day, killed_and_injured};
use super::reports::Read;

/// The incident of every report that has a claim, one line a report.
pub fn predict_links(reads: &[Read]) -> Vec<Value> {
    let incidents = incidents(reads);
    reads
        .iter()
        .zip(&incidents)
        .filter_map(|(read, incident)| {
            let incident = incident.as_ref()?.as_str();
            Some(json!({ "doc_id": read.doc_id, "incident_id": incident }))
        })
        .collect()
}

/// One line an incident, with the reports on it and the middle one of their numbers.
pub fn predict_incidents(reads: &[Read]) -> Vec<Value> {
    let mut reports = BTreeMap::<IncidentId, Vec<&Read>>::new();
    let mut lines = Vec::new();
    for (read, incident) in reads.iter().zip(incidents(reads)) {
        match incident {
            Some(incident) => reports.entry(incident).or_default().push(read),
            None => lines.push(of_reports(&[read])),
        }
    }
    lines.extend(reports.values().map(|reads| of_reports(reads)));
    lines
}

fn of_reports(reads: &[&Read]) -> Value {
    let mains: Vec<_> = reads.iter().map(|read| read.main_incident()).collect();
    let told: Vec<(u64, u64)> = reads.iter().map(|read| killed_and_injured(read)).collect();
    let middle = |of: fn(&(u64, u64)) -> u64| {
        let mut numbers: Vec<u64> = told.iter().map(of).collect();
        numbers.sort_unstable();
        numbers.get(numbers.len() / 2).copied()
    };
    let mut days: Vec<String> = mains.iter().filter_map(|m| day(m)).collect();
    days.sort();
    json!({
        "doc_ids": reads.iter().map(|read| &read.doc_id).collect::<Vec<_>>(),
        "killed": middle(|told| told.0),
        "injured": middle(|told| told.1),
        "date": days.get(days.len() / 2),
    })
}

/// The incident that each report's main claim is linked to.
fn incidents(reads: &[Read]) -> Vec<Option<IncidentId>> {
    let claims: Vec<ClaimInSource<'_>> = reads.iter().flat_map(Read::claims).collect();
    let mut of_claim = BTreeMap::<ClaimId, IncidentId>::new();
    for incident in link(&claims).incidents {
        of_claim.extend(incident.claims.iter().map(|id| (*id, incident.id.clone())));
    }
    reads
        .iter()
        .map(|read| {
            let main = read.claims().nth(read.main_claim()?)?;
            of_claim.get(&main.id).cloned()
        })
        .collect()
}
