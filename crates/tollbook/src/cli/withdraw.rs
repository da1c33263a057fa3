//! `tollbook withdraw`

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::{Common, Format, extract, judge};
use crate::casebook::Casebook;
use crate::out::{self, counted};

/// What to destroy, by whom and why.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The source: the first digits of its hash
    source: String,
    /// Who destroys it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why: who withdrew consent, without a name that must not be kept
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// The result for scripts.
#[derive(Serialize)]
struct Withdrawn {
    source: String,
    entries: usize,
    blobs: usize,
}

/// Destroys a source, and all that the casebook holds of it, for good.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let dir = common.casebook.as_deref();
    judge::told(&args.by, &args.reason)?;
    let said = (args.by.clone(), args.reason.clone(), Timestamp::now());
    let (source, withdrawn) = Casebook::withdraw(dir, &args.source, said)?;
    extract::extract(&mut Casebook::find(dir)?, common)?;
    let entries = withdrawn.iter().map(|one| one.entries.len()).sum();
    let blobs = withdrawn.iter().map(|one| one.blobs.len()).sum();
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Withdrawn {
            source: source.to_string(),
            entries,
            blobs,
        })),
        _ => out::line(&format!(
            "source {source} is destroyed here, with what {} said of it; the log still verifies. Not touched: backups, packs and releases that were made before, and other offices' casebooks",
            counted(entries, "entry", "entries")
        )),
    }
}
