//! `tollbook link`

mod added;
mod columnar;
mod files;
mod lists;
mod page;
mod pairs;
mod reports;

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{Common, Format};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::out::{self, counted};

/// What to link.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Link the rows of these lists of persons (CSV or Parquet), not the claims of the casebook
    #[arg(long, num_args = 1.., value_name = "FILE", requires = "out")]
    lists: Vec<PathBuf>,
    /// Link the reports of this file, lines `{doc_id, text, source}`, without a casebook; prints lines `{doc_id, incident_ids}`
    #[arg(long, value_name = "FILE", conflicts_with = "lists")]
    reports: Option<PathBuf>,
    /// The folder for the results of --lists
    #[arg(long, value_name = "DIR", requires = "lists")]
    out: Option<PathBuf>,
    /// The column that names each row, where it is not unique_id or id
    #[arg(long, value_name = "COLUMN", requires = "lists")]
    id: Option<String>,
    /// A link.toml that says what the columns are
    #[arg(long, value_name = "FILE", requires = "lists")]
    columns: Option<PathBuf>,
    /// Use this model, made by a run before, and do not train
    #[arg(long, value_name = "FILE", requires = "lists")]
    model: Option<PathBuf>,
    /// Link only rows that the run of this folder did not have, by its model; its clusters stay as they are
    #[arg(long, value_name = "DIR", requires = "lists", conflicts_with_all = ["model", "splink_model", "draws"])]
    add_to: Option<PathBuf>,
    /// Use a model that Splink saved: its pairs, its weights
    #[arg(long, value_name = "FILE", requires = "lists", conflicts_with_all = ["model", "columns", "draws"])]
    splink_model: Option<PathBuf>,
    /// Compare at most so many pairs a record
    #[arg(long, value_name = "N", requires = "lists", default_value_t = 10.0)]
    pairs: f64,
    /// Also write patterns.csv: how many persons stand on which lists
    #[arg(long, requires = "lists")]
    patterns: bool,
    /// Also write so many list-pattern tables, drawn from what the model leaves open
    #[arg(long, value_name = "M", requires = "lists", default_value_t = 0)]
    draws: u64,
    /// Seed of the draws; the same seed gives the same tables
    #[arg(long, value_name = "N", requires = "lists", default_value_t = 1)]
    seed: u64,
}

/// Links the casebook's claims, or the reports or lists that are given.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    match (&args.reports, &args.out) {
        (Some(reports), _) => reports::run(reports),
        (None, Some(out)) => lists::run(args, out, common),
        (None, None) => claims(common),
    }
}

/// The result for scripts.
#[derive(Serialize)]
struct Linked {
    claims: usize,
    incidents: usize,
    totals: usize,
}

/// Brings the claims of one incident together and says how many there are.
fn claims(common: &Common) -> anyhow::Result<()> {
    let contents = crate::cli::contents(common)?;
    let case = Case::link(&contents);
    let tallies = case.tally(DEFAULT_PROFILE)?;
    let record = case.record(&tallies)?;
    let linked = Linked {
        claims: contents.read.iter().map(|r| r.reading.claims.len()).sum(),
        incidents: record.incidents().len(),
        totals: record.totals().len(),
    };
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&linked))?,
        _ => out::line(&format!(
            "{} of {} and {}",
            counted(linked.claims, "claim", "claims"),
            counted(linked.incidents, "incident", "incidents"),
            counted(linked.totals, "total", "totals")
        ))?,
    }
    Ok(())
}
