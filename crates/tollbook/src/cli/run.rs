//! `tollbook run`: the main job in one go.

use std::path::PathBuf;

use clap::Args;
use tollbook_publish::page;
use tollbook_publish::visible::visible;

use super::{Common, Format, Method, Stated, add, extract, places, table};
use crate::case::Case;
use crate::casebook::{Casebook, Read};
use crate::out::{self, counted};

/// What to read and how to count.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders with reports
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    stated: Stated,
}

/// Preserves, extracts, links and tallies; prints the incidents and writes the report.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find_or_create(common.casebook.as_deref())?;
    let taken = add::add(&mut casebook, &args.paths, &args.stated, common)?;
    extract::extract(&mut casebook, common)?;
    let contents = casebook.contents()?;
    super::tell_lost(&contents);
    let case = Case::link(&contents);
    let tallies = case.tally(&args.method.profile)?;
    let credits = places::credits_of(casebook.dir())?;
    let record = case.record(&tallies)?.crediting(credits);
    let report = casebook.write_report(&page::html(&record))?;
    match common.format {
        Format::Json => out::print(&tollbook_publish::json::export(&record))?,
        _ => out::line(&table::incidents(&record))?,
    }
    let claims: usize = contents.read.iter().map(|r| r.reading.claims.len()).sum();
    common.say(&format!(
        "{} in {} {} {} and {}; {} could not be read",
        counted(claims, "claim", "claims"),
        counted(contents.read.len(), "source", "sources"),
        if claims == 1 { "tells of" } else { "tell of" },
        counted(record.incidents().len(), "incident", "incidents"),
        counted(record.totals().len(), "total", "totals"),
        contents.unread.len()
    ));
    let report = report.display().to_string();
    common.say(&format!("{}: the report, for a browser", visible(&report)));
    // What earlier runs gave does not help this one.
    let is_of_run = |read: &Read| taken.sources.contains(&read.source.id);
    if !contents.read.iter().any(is_of_run) {
        return Err(taken.nothing(&args.paths).into());
    }
    Ok(())
}
