//! `tollbook add`

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use tollbook_preserve::{Given, Outcome, Summary};
use tollbook_publish::visible::visible;

use super::{Common, Format, Stated};
use crate::casebook::Casebook;
use crate::out;

/// What to preserve.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders: txt, md, html, pdf, docx, eml, mbox, json, jsonl, csv, and zip of these
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    stated: Stated,
}

/// The result for scripts.
#[derive(Serialize)]
struct Added {
    sources: usize,
    new_sources: usize,
    containers: usize,
    refused: Vec<String>,
}

/// Preserves sources.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let (summary, refused) = add(&mut casebook, &args.paths, &args.stated, common)?;
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Added {
            sources: summary.sources,
            new_sources: summary.new_sources,
            containers: summary.containers,
            refused,
        }))?,
        _ => out::line(&format!(
            "{} sources preserved, {} of them new; {} refused",
            summary.sources, summary.new_sources, summary.refused
        ))?,
    }
    Ok(())
}

/// Preserves sources and says what was refused.
pub fn add(
    casebook: &mut Casebook,
    paths: &[PathBuf],
    stated: &Stated,
    common: &Common,
) -> anyhow::Result<(Summary, Vec<String>)> {
    let given = Given {
        at: Timestamp::now(),
        how: "added with tollbook".into(),
        publication: stated.publication(),
    };
    let mut refused = Vec::new();
    let summary = casebook.add(paths, &given, &mut |outcome| {
        if let Outcome::Refused(refusal) = outcome {
            common.say(&format!("not taken: {}", visible(&refusal.to_string())));
            refused.push(refusal.to_string());
        }
    })?;
    Ok((summary, refused))
}
