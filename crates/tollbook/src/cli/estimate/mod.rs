//! `tollbook estimate`

mod draws;
mod input;
mod logged;
mod page;
mod plan;
mod text;
mod wire;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tollbook_estimate::{Method, Refusal, Stratum, impute, parse, pool, report};

use super::{Common, Format};
use crate::casebook::Casebook;
use crate::error::InputError;
use crate::out;
use input::File;
use logged::{Logged, RunEntry};
use plan::{Choices, Kept, Plan};
use wire::{Answer, PlanLine};

/// What to estimate from, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A list-pattern table (CSV or Parquet): a column of 0 and 1 for each list, then `count`; with --draws many, or a folder of them
    #[arg(required_unless_present = "declare")]
    table: Vec<PathBuf>,
    /// Take the tables for draws of one table that is not known for sure, and pool them
    #[arg(long, value_enum, value_name = "OF")]
    draws: Option<draws::Of>,
    /// The columns that are lists, with commas; other columns are then passed over
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    lists: Vec<String>,
    /// The columns that make a stratum together, with commas; without it the column `stratum`
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    strata: Vec<String>,
    /// Fill missing strata in so many times, and pool the tables
    #[arg(long, value_name = "M", conflicts_with = "draws")]
    impute: Option<usize>,
    /// Use this method alone, not the panel of all; several with commas
    #[arg(long, value_enum, value_delimiter = ',')]
    method: Vec<Word>,
    /// Show every log-linear model, not the best alone
    #[arg(long)]
    all_models: bool,
    /// An analysis plan in TOML; a casebook's log keeps it before the first run
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Put the plan into the casebook's log, and run nothing
    #[arg(long, requires = "plan", conflicts_with = "table")]
    declare: bool,
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

/// Prints each stratum's panel and their sum, or why there is none; or what many tables say together.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let plan = match &args.plan {
        Some(path) => Some(plan::read(path, &input::bytes(path)?)?),
        None => None,
    };
    if let (true, Some(plan)) = (args.declare, &plan) {
        return declare(plan, common);
    }
    let choices = choices(args, plan.as_ref());
    let files = input::files(&args.table)?;
    let kept = plan.as_ref().map(|plan| Kept::of(plan, &choices));
    let logged = log(plan.as_ref(), kept.as_ref(), &choices, &files, common)?;
    let plan = kept.map(|kept| PlanLine::of(kept, logged));
    let answer = answer(args, &choices, &files, plan)?;
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&answer))?,
        Format::Html => out::print(&page::page(&answer))?,
        _ => out::print(&text::told(&answer))?,
    }
    if answer.is_refused() {
        let path = files[0].path.display();
        let told = format!("{path}: no estimate; the reason stands above");
        return Err(InputError::Refused(told).into());
    }
    Ok(())
}

/// What all methods together tell of a table, or why they refuse it, as the panels of a page.
pub fn drawn(table: &str) -> String {
    let answer = match parse(table) {
        Ok(strata) => panels(strata, false, &Choices::default(), None),
        Err(refusal) => Answer::refused(&refusal),
    };
    page::panels(&answer).into_string()
}

fn declare(plan: &Plan, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find_or_create(common.casebook.as_deref())?;
    let logged = logged::declare(&mut casebook, &plan.sha256, &plan.text)?;
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&logged)),
        _ => out::line(&format!(
            "plan {}: entry {} of the casebook's log since {}",
            plan.sha256, logged.entry, logged.at
        )),
    }
}

/// The plan's choices with those of the command line over them.
fn choices(args: &Arguments, plan: Option<&Plan>) -> Choices {
    let mut choices = plan.map(|plan| plan.choices.clone()).unwrap_or_default();
    let methods = &mut choices.settings.methods;
    if !args.method.is_empty() {
        *methods = Method::ALL.to_vec();
        methods.retain(|m| args.method.iter().any(|word| word.method() == *m));
    } else if args.all_models && plan.is_none() {
        *methods = vec![Method::LogLinear];
    }
    let seed = &mut choices.settings.seed;
    *seed = args.seed.unwrap_or(*seed);
    for (columns, asked) in [
        (&mut choices.layout.lists, &args.lists),
        (&mut choices.layout.strata, &args.strata),
    ] {
        if !asked.is_empty() {
            columns.clone_from(asked);
        }
    }
    choices.impute = args.impute.or(choices.impute);
    choices
}

/// Keeps plan and run in the casebook's log, before any figure is known. A run without a plan is
/// kept where a casebook is named.
fn log(
    plan: Option<&Plan>,
    kept: Option<&Kept>,
    choices: &Choices,
    files: &[File],
    common: &Common,
) -> anyhow::Result<Option<Logged>> {
    let named = common.casebook.as_deref();
    if plan.is_none() && named.is_none() {
        return Ok(None);
    }
    let Some(mut casebook) = Casebook::find_if_any(named)? else {
        return Ok(None);
    };
    if let Some(plan) = plan {
        logged::declare(&mut casebook, &plan.sha256, &plan.text)?;
    }
    let departures = kept.map_or(&[][..], |kept| &kept.departures);
    let methods = choices.settings.methods.iter();
    logged::record(
        &mut casebook,
        &RunEntry {
            tables: input::fingerprint(files),
            plan: plan.map(|plan| plan.sha256.clone()),
            departures: departures.iter().map(|&word| word.to_owned()).collect(),
            methods: methods.map(|m| m.word().to_owned()).collect(),
            seed: choices.settings.seed,
        },
    )
}

fn answer(
    args: &Arguments,
    choices: &Choices,
    files: &[File],
    plan: Option<PlanLine>,
) -> anyhow::Result<Answer> {
    if let Some(of) = args.draws {
        return Ok(draws::of_files(of, choices, files, plan));
    }
    let [file] = files else {
        return Err(InputError::Refused(
            "several tables are pooled only with --draws linkage or --draws strata; give one table, or say what they are draws of".to_owned(),
        )
        .into());
    };
    let input = match file.table(&choices.layout) {
        Ok(input) => input,
        Err(refusal) => return Ok(Answer::refused(&refusal)),
    };
    let settings = &choices.settings;
    Ok(match (&input.unplaced, choices.impute) {
        (Some(unplaced), Some(count)) => {
            let tables = impute(&input.strata, unplaced, count, settings.seed);
            let pooled = tables.and_then(|tables| pool(&tables, settings));
            draws::answer(draws::Of::Strata, pooled, choices, plan)
        }
        _ => match input.complete() {
            Ok(strata) => panels(strata, args.all_models, choices, plan),
            Err(refusal) => Answer::refused(&refusal),
        },
    })
}

fn panels(
    strata: Vec<Stratum>,
    all_models: bool,
    choices: &Choices,
    plan: Option<PlanLine>,
) -> Answer {
    let tables = all_models.then(|| strata.iter().map(|s| s.table.clone()).collect());
    let report = report(strata, &choices.settings);
    Answer::of(report, tables, &choices.settings, plan)
}

/// A refusal that names the file it is about.
fn of_file(file: &File, refusal: Refusal) -> Refusal {
    let reason = format!("{}: {}", file.path.display(), refusal.reason);
    Refusal { reason, ..refusal }
}
