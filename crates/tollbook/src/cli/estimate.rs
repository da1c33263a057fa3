//! `tollbook estimate`

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use tollbook_estimate::{Estimate, Panel, Refusal, Stratum, panel, parse};

use super::{Common, Format};
use crate::error::InputError;
use crate::out;

/// What to estimate from.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A list-pattern table: a column of 0 and 1 for each list, then `count`
    table: PathBuf,
}

/// The panel for scripts.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Panel {
        stratum: Option<String>,
        observed: u64,
        estimates: Vec<Line>,
        warnings: Vec<String>,
    },
    Refused {
        stratum: Option<String>,
        refused: Refused,
    },
}

#[derive(Serialize)]
struct Line {
    method: &'static str,
    kind: &'static str,
    estimate: f64,
    low: f64,
    high: f64,
    level: f64,
    assumption: &'static str,
}

#[derive(Serialize)]
struct Refused {
    code: &'static str,
    reason: String,
    cure: String,
}

/// Prints each stratum's panel, or why there is none.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(&args.table).map_err(|fault| InputError::File {
        path: args.table.display().to_string(),
        fault,
    })?;
    let answers = match parse(&text) {
        Ok(strata) => strata.into_iter().map(answer).collect(),
        Err(refusal) => vec![refused(None, &refusal)],
    };
    match common.format {
        Format::Json if answers.len() == 1 => {
            out::print(&tollbook_publish::wire::print(&answers[0]))?
        }
        Format::Json => out::print(&tollbook_publish::wire::print(&answers))?,
        _ => out::print(&answers.iter().map(told).collect::<String>())?,
    }
    if answers.iter().all(|a| matches!(a, Answer::Refused { .. })) {
        return Err(InputError::Refused(format!(
            "{}: no estimate; the reason stands above",
            args.table.display()
        ))
        .into());
    }
    Ok(())
}

fn answer(stratum: Stratum) -> Answer {
    match panel(&stratum.table) {
        Ok(panel) => of_panel(stratum.name, panel),
        Err(refusal) => refused(stratum.name, &refusal),
    }
}

fn of_panel(stratum: Option<String>, panel: Panel) -> Answer {
    let line = |e: Estimate| Line {
        method: e.method,
        kind: e.kind.word(),
        estimate: e.estimate,
        low: e.low,
        high: e.high,
        level: e.level,
        assumption: e.assumption,
    };
    Answer::Panel {
        stratum,
        observed: panel.observed,
        estimates: panel.estimates.into_iter().map(line).collect(),
        warnings: panel.warnings,
    }
}

fn refused(stratum: Option<String>, refusal: &Refusal) -> Answer {
    Answer::Refused {
        stratum,
        refused: Refused {
            code: refusal.code.word(),
            reason: refusal.reason.clone(),
            cure: refusal.cure.clone(),
        },
    }
}

fn told(answer: &Answer) -> String {
    match answer {
        Answer::Refused { stratum, refused } => format!(
            "{}no estimate ({}): {}; {}\n",
            of(stratum),
            refused.code,
            refused.reason,
            refused.cure
        ),
        Answer::Panel {
            stratum,
            observed,
            estimates,
            warnings,
        } => {
            let head = format!(
                "{}{observed} observed; estimates, never counts:\n",
                of(stratum)
            );
            let lines = estimates.iter().map(line);
            let notes = warnings
                .iter()
                .map(|warning| format!("  Note: {warning}\n"));
            std::iter::once(head).chain(lines).chain(notes).collect()
        }
    }
}

fn line(line: &Line) -> String {
    format!(
        "  {} ({}): {:.0}, {:.0} to {:.0} at {:.0} %. {}\n",
        line.method,
        line.kind.replace('_', " "),
        line.estimate,
        line.low,
        line.high,
        line.level * 100.0,
        line.assumption
    )
}

fn of(stratum: &Option<String>) -> String {
    stratum
        .as_ref()
        .map_or(String::new(), |name| format!("{name}: "))
}
