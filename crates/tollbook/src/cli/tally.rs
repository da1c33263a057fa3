//! `tollbook tally`

use clap::Args;

use super::{Common, Format, table};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::casebook::Casebook;
use crate::out;

/// How to count.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The method profile: airwars or literal
    #[arg(long, default_value = DEFAULT_PROFILE, value_name = "NAME")]
    profile: String,
}

/// Shows ranges and grades.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let contents = Casebook::find(common.casebook.as_deref())?.contents()?;
    let case = Case::build(&contents, &args.profile)?;
    let record = case.record(&contents)?;
    match common.format {
        Format::Json => out::print(&tollbook_publish::json::export(&record))?,
        _ => out::line(&table::incidents(&record))?,
    }
    Ok(())
}
