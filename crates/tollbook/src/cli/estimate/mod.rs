//! `tollbook estimate`

mod plan;
mod text;
mod wire;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use tollbook_estimate::{Method, Settings, Stratum, parse, report};

use super::{Common, Format};
use crate::error::InputError;
use crate::out;
use plan::Kept;

/// What to estimate from, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A list-pattern table: a column of 0 and 1 for each list, then `count`
    table: PathBuf,
    /// Use this method alone, not the panel of all; several with commas
    #[arg(long, value_enum, value_delimiter = ',')]
    method: Vec<Word>,
    /// Show every log-linear model, not the best alone
    #[arg(long)]
    all_models: bool,
    /// An analysis plan in TOML, written before the run
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Seed of everything that is drawn; the same seed gives the same answer
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

/// The methods by the words of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Word {
    /// Log-linear models.
    Loglinear,
    /// The average over decomposable graphs.
    Graphs,
    /// Latent classes.
    Latent,
    /// Lower bounds.
    Bounds,
}

impl Word {
    fn method(self) -> Method {
        match self {
            Self::Loglinear => Method::LogLinear,
            Self::Graphs => Method::Graphs,
            Self::Latent => Method::Latent,
            Self::Bounds => Method::Bounds,
        }
    }
}

/// Prints each stratum's panel and their sum, or why there is none.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let table = read(&args.table)?;
    let (settings, kept) = settings(args)?;
    let answer = match parse(&table) {
        Ok(strata) => answer(strata, args.all_models, &settings, kept),
        Err(refusal) => wire::Answer::refused(&refusal),
    };
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&answer))?,
        _ => out::print(&text::told(&answer))?,
    }
    if answer.is_refused() {
        return Err(InputError::Refused(format!(
            "{}: no estimate; the reason stands above",
            args.table.display()
        ))
        .into());
    }
    Ok(())
}

/// What all methods together tell of a table, or why they refuse it, in words.
pub fn told(table: &str) -> String {
    let answer = match parse(table) {
        Ok(strata) => answer(strata, false, &Settings::default(), None),
        Err(refusal) => wire::Answer::refused(&refusal),
    };
    text::told(&answer)
}

fn answer(
    strata: Vec<Stratum>,
    all_models: bool,
    settings: &Settings,
    kept: Option<Kept>,
) -> wire::Answer {
    let tables = all_models.then(|| strata.iter().map(|s| s.table.clone()).collect());
    wire::Answer::of(report(strata, settings), tables, settings, kept)
}

fn read(path: &Path) -> Result<String, InputError> {
    std::fs::read_to_string(path).map_err(|fault| InputError::File {
        path: path.display().to_string(),
        fault,
    })
}

/// The plan's settings with those of the command line over them, and whether that keeps the plan.
fn settings(args: &Arguments) -> anyhow::Result<(Settings, Option<Kept>)> {
    let mut settings = Settings::default();
    let plan = match &args.plan {
        Some(path) => Some(plan::read(path, &read(path)?)?),
        None => None,
    };
    if let Some(plan) = &plan {
        settings = plan.settings.clone();
    }
    if !args.method.is_empty() {
        settings.methods = Method::ALL.to_vec();
        let wanted = |m: &Method| args.method.iter().any(|word| word.method() == *m);
        settings.methods.retain(wanted);
    } else if args.all_models && plan.is_none() {
        settings.methods = vec![Method::LogLinear];
    }
    settings.seed = args.seed.unwrap_or(settings.seed);
    let kept = plan.map(|plan| Kept::of(&plan, &settings));
    Ok((settings, kept))
}
