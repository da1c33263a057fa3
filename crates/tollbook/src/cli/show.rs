//! `tollbook show`

use clap::Args;
use tollbook_publish::show;

use super::{Common, Format, Method};
use crate::case::Case;
use crate::error::InputError;
use crate::out;

/// What to show.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The incident's code, such as TB-7K2F9
    incident: String,
    #[command(flatten)]
    method: Method,
}

/// Shows one incident, from its range down to the quotes.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let contents = super::contents(common)?;
    let case = Case::link(&contents);
    let tallies = case.tally(&args.method.profile)?;
    let record = case.record(&tallies)?;
    let incident = record
        .incident(&args.incident)
        .ok_or_else(|| InputError::NoIncident {
            code: args.incident.clone(),
        })?;
    match common.format {
        Format::Json => out::print(&show::json(incident))?,
        _ => out::print(&show::text(&record, incident))?,
    }
    Ok(())
}
