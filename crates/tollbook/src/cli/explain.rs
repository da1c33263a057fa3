//! `tollbook read --explain`: for each part of each claim the words, the rule and how often that rule
//! is right.

use comfy_table::{ContentArrangement, Table, presets};
use tollbook_extract::confidence;
use tollbook_publish::visible::visible;
use tollbook_record::{Claim, Part, Quote, Reading, Rule, Speaker};

use super::read::counted;

/// The claims, part by part.
pub fn text(reading: &Reading) -> String {
    let claims = reading.claims.iter().enumerate();
    let mut out: String = claims.map(|(at, claim)| explained(at + 1, claim)).collect();
    for problem in &reading.problems {
        out += &format!(
            "problem: {} ({})\n",
            visible(&problem.message),
            problem.kind
        );
    }
    out
}

fn explained(number: usize, claim: &Claim) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["", "read as", "words", "rule", "layer", "confidence"]);
    for rule in &claim.rules {
        table.add_row(row(claim, rule));
    }
    format!("Claim {number}, {}\n{}\n\n", claim.status, table.trim_fmt())
}

fn row(claim: &Claim, rule: &Rule) -> [String; 6] {
    let (value, quote) = part(claim, rule.part);
    [
        rule.part.name().to_owned(),
        visible(&value).into_owned(),
        quote.map_or(String::new(), |q| format!("“{}”", visible(q.text()))),
        rule.name.to_string(),
        layer(rule).to_owned(),
        confidence::of(rule).word().to_owned(),
    ]
}

/// What a part says, and its words.
fn part(claim: &Claim, part: Part) -> (String, Option<&Quote>) {
    match part {
        Part::Claim => (String::new(), None),
        Part::Act => (claim.act.to_string(), Some(&claim.quote)),
        Part::Speaker => match &claim.speaker {
            Speaker::Publisher => ("the publisher".to_owned(), None),
            Speaker::Named { name, quote } => (name.clone(), Some(quote)),
        },
        Part::Weapon(at) => told(
            claim
                .weapons
                .get(at)
                .map(|w| (w.kind.to_string(), &w.quote)),
        ),
        Part::Target(at) => told(
            claim
                .targets
                .get(at)
                .map(|t| (t.kind.to_string(), &t.quote)),
        ),
        Part::Place => told(claim.place.as_ref().map(|p| (p.name.clone(), &p.quote))),
        Part::When => told(claim.when.as_ref().map(|w| (w.dates.to_string(), &w.quote))),
        Part::Perpetrator(at) => {
            let accused = claim.alleged_perpetrators.get(at);
            told(accused.map(|p| (format!("{} ({})", p.name, p.degree), &p.quote)))
        }
        Part::Figure(at) => {
            let figure = claim.figures.get(at);
            told(figure.map(|f| (counted(f), &f.quote)))
        }
        Part::Victim(at) => told(
            claim
                .victims
                .get(at)
                .map(|v| (v.name.to_string(), &v.quote)),
        ),
    }
}

fn told(found: Option<(String, &Quote)>) -> (String, Option<&Quote>) {
    found.map_or((String::new(), None), |(value, quote)| (value, Some(quote)))
}

/// Where in the extractor a rule stands.
fn layer(rule: &Rule) -> &'static str {
    match (rule.part, rule.name.as_str()) {
        (Part::Place | Part::When, "carried") => "assemble/setting",
        (Part::Claim, _) => "assemble/scene",
        (Part::Act | Part::Weapon(_) | Part::Target(_), _) => "cue/act",
        (Part::Speaker, _) => "cue/speaker",
        (Part::Place, _) => "cue/place",
        (Part::When, _) => "cue/date",
        (Part::Perpetrator(_), _) => "cue/party",
        (Part::Figure(_), "sum-line") => "assemble/sums",
        (Part::Figure(_), _) => "frame",
        (Part::Victim(_), _) => "cue/name",
    }
}
