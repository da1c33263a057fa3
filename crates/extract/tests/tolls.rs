//! Who tells which figures of which incident, as text: `tolls/reports.txt` has each report with the claims
//! that are read from it, speaker and figures alone. Every report is invented.

use jiff::civil::date;
use tollbook_record::{Claim, Count, Figure, Publication, Speaker, Status};

/// What is read from a report, one line a claim.
fn shown(report: &str) -> String {
    let publication = Publication {
        published: Some(date(2031, 3, 4)),
        publisher: Some("Northern Wire".to_owned()),
        ..Publication::default()
    };
    let reading = tollbook_extract::extract(report, &publication);
    let lines: Vec<String> = reading.claims.iter().map(line).collect();
    lines.join("\n")
}

fn line(claim: &Claim) -> String {
    let speaker = match &claim.speaker {
        Speaker::Publisher => "publisher",
        Speaker::Named { name, .. } => name,
    };
    let status = match claim.status {
        Status::Asserted => String::new(),
        status => format!(", {status}"),
    };
    let figures: Vec<String> = claim.figures.iter().map(figure).collect();
    let line = format!("=> {speaker}{status}: {}", figures.join("; "));
    line.trim_end().to_owned()
}

/// The effect, who and how many; what breaks down another names it by its place in the claim.
fn figure(figure: &Figure) -> String {
    let count = match figure.count {
        Count::Stated { range, approximate } => {
            let about = if approximate { "about " } else { "" };
            format!("{about}{range}")
        }
        Count::Vague(word) => word.to_string(),
    };
    let part = figure
        .part_of
        .map_or(String::new(), |at| format!(" of {}", at + 1));
    format!("{} {} {count}{part}", figure.effect, figure.who)
}

#[test]
fn tolls_go_to_whoever_tells_them() {
    let cases = include_str!("tolls/reports.txt");
    let mut wrong = Vec::new();
    for case in cases.split("\n\n").filter(|c| !c.starts_with('#')) {
        let (report, expected) = case.trim().split_once("\n=>").unwrap_or((case.trim(), ""));
        let expected = if expected.is_empty() {
            String::new()
        } else {
            format!("=>{expected}")
        };
        let found = shown(report);
        if found != expected {
            wrong.push(format!("{report}\nis read as\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
