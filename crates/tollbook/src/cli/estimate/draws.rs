//! Many tables that are draws of one, and what they say together.

use clap::ValueEnum;
use serde::Serialize;
use tollbook_estimate::{ASSUMPTIONS, Method, Pooled, PooledReport, PooledStratum, Refusal, pool};

use super::input::File;
use super::of_file;
use super::plan::Choices;
use super::wire::{Answer, PlanLine, Refused, RefusedMethod, SAYS, WarningLine};

/// What differs from table to table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Who is the same person on several lists.
    Linkage,
    /// The strata of people whose stratum is missing.
    Strata,
}

impl Of {
    /// What differs, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Linkage => "the linkage",
            Self::Strata => "the missing strata",
        }
    }
}

/// What many tables say together.
#[derive(Serialize)]
pub struct PooledLine {
    pub says: &'static str,
    pub assumptions: [&'static str; 5],
    pub draws_of: Of,
    pub tables: usize,
    pub observed: [u64; 2],
    /// Chao's bound: the least, the median and the most of all tables.
    pub bound: Option<[f64; 3]>,
    pub pooled_strata: Vec<String>,
    pub warnings: Vec<WarningLine>,
    pub estimates: Vec<Line>,
    pub refused_methods: Vec<RefusedMethod>,
    /// Each stratum by itself; empty for tables without strata.
    pub strata: Vec<StratumLine>,
    pub seed: u64,
    pub version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanLine>,
}

/// What many tables say of one stratum.
#[derive(Serialize)]
pub struct StratumLine {
    pub stratum: String,
    pub observed: [u64; 2],
    pub bound: Option<[f64; 3]>,
    pub estimates: Vec<Line>,
    pub refused_methods: Vec<RefusedMethod>,
}

/// One method's figure over all tables.
#[derive(Serialize)]
pub struct Line {
    pub method: &'static str,
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
    pub level: f64,
    pub variance_within: f64,
    pub variance_between: f64,
    pub share_between: f64,
    pub log_unseen: Combined,
    /// The figure of all people without strata, where the tables have strata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unstratified: Option<f64>,
    pub assumption: &'static str,
}

/// The combination on the logarithm of the unseen.
#[derive(Serialize)]
pub struct Combined {
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
}

/// The answer from files that are draws of one table.
pub fn of_files(of: Of, choices: &Choices, files: &[File], plan: Option<PlanLine>) -> Answer {
    let tables = files.iter().map(|file| {
        let input = file.table(&choices.layout);
        let strata = input.and_then(tollbook_estimate::Input::complete);
        strata.map_err(|refusal| of_file(file, refusal))
    });
    let tables: Result<Vec<_>, Refusal> = tables.collect();
    let pooled = tables.and_then(|tables| pool(&tables, &choices.settings));
    answer(of, pooled, choices, plan)
}

/// The answer from pooled tables.
pub fn answer(
    of: Of,
    pooled: Result<PooledReport, Refusal>,
    choices: &Choices,
    plan: Option<PlanLine>,
) -> Answer {
    let report = match pooled {
        Ok(report) => report,
        Err(refusal) => return Answer::refused(&refusal),
    };
    let whole = |line: &Pooled| report.unstratified.iter().find(|w| w.method == line.method);
    let estimates = report.estimates.iter().map(|pooled| Line {
        unstratified: whole(pooled).map(|w| w.estimate),
        ..line(pooled)
    });
    Answer::Pooled(Box::new(PooledLine {
        says: SAYS,
        assumptions: ASSUMPTIONS,
        draws_of: of,
        tables: report.tables,
        observed: report.observed,
        bound: report.bound,
        estimates: estimates.collect(),
        refused_methods: refused(&report.refused),
        strata: report.strata.iter().map(stratum).collect(),
        pooled_strata: report.pooled,
        warnings: report.warnings.into_iter().map(WarningLine::of).collect(),
        seed: choices.settings.seed,
        version: env!("CARGO_PKG_VERSION"),
        plan,
    }))
}

fn stratum(stratum: &PooledStratum) -> StratumLine {
    StratumLine {
        stratum: stratum.name.clone(),
        observed: stratum.observed,
        bound: stratum.bound,
        estimates: stratum.estimates.iter().map(line).collect(),
        refused_methods: refused(&stratum.refused),
    }
}

fn refused(methods: &[(Method, Refusal)]) -> Vec<RefusedMethod> {
    let lines = methods.iter().map(|(method, refusal)| RefusedMethod {
        method: method.word(),
        refused: Refused::of(refusal),
    });
    lines.collect()
}

fn line(pooled: &Pooled) -> Line {
    Line {
        method: pooled.method,
        estimate: pooled.estimate,
        low: pooled.low,
        high: pooled.high,
        level: pooled.level,
        variance_within: pooled.within,
        variance_between: pooled.between,
        share_between: pooled.share(),
        log_unseen: Combined {
            estimate: pooled.combined.estimate,
            low: pooled.combined.low,
            high: pooled.combined.high,
        },
        unstratified: None,
        assumption: pooled.assumption,
    }
}
