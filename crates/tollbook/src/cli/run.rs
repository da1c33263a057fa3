//! `tollbook run`: the main job in one go.

use std::path::PathBuf;

use clap::Args;
use tollbook_publish::page;

use super::{Common, Format, Stated, add, extract, table};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::casebook::Casebook;
use crate::error::InputError;
use crate::out;

/// What to read and how to count.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders with reports
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The method profile: airwars or literal
    #[arg(long, default_value = DEFAULT_PROFILE, value_name = "NAME")]
    profile: String,
    #[command(flatten)]
    stated: Stated,
}

/// Preserves, extracts, links and tallies; prints the incidents and writes the report.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find_or_create(common.casebook.as_deref())?;
    let (summary, refused) = add::add(&mut casebook, &args.paths, &args.stated, common)?;
    let (_, unreadable) = extract::extract(&mut casebook, common)?;
    let contents = casebook.contents()?;
    let case = Case::build(&contents, &args.profile)?;
    let record = case.record(&contents)?;
    let report = casebook.dir().join("report.html");
    std::fs::write(&report, page::html(&record)).map_err(|fault| InputError::File {
        path: report.display().to_string(),
        fault,
    })?;
    match common.format {
        Format::Json => out::print(&tollbook_publish::json::export(&record))?,
        _ => out::line(&table::incidents(&record))?,
    }
    let claims: usize = contents.read.iter().map(|r| r.reading.claims.len()).sum();
    common.say(&format!(
        "{claims} claims in {} sources tell of {} incidents; {} could not be read",
        contents.read.len(),
        record.incidents().len(),
        contents.unread.len()
    ));
    common.say(&format!("{}: the report, for a browser", report.display()));
    if contents.read.is_empty() {
        return Err(InputError::NothingRead {
            count: summary.sources + refused.len().max(unreadable.len()),
        }
        .into());
    }
    Ok(())
}
