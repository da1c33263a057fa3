//! `tollbook link`

use serde::Serialize;

use super::{Common, Format};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::out;

/// The result for scripts.
#[derive(Serialize)]
struct Linked {
    claims: usize,
    incidents: usize,
    totals: usize,
}

/// Brings the claims of one incident together and says how many there are.
pub fn run(common: &Common) -> anyhow::Result<()> {
    let contents = super::contents(common)?;
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
            "{} claims of {} incidents and {} totals",
            linked.claims, linked.incidents, linked.totals
        ))?,
    }
    Ok(())
}
