//! `tollbook add`

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use tollbook_preserve::{Given, Outcome, Summary, Tables};
use tollbook_publish::visible::visible;
use tollbook_record::SourceId;

use super::{Common, Format, Stated, import};
use crate::casebook::Casebook;
use crate::error::InputError;
use crate::jailed;
use crate::out::{self, counted};

/// What to preserve.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders: txt, md, html, pdf, docx, eml, mbox, json, jsonl, csv, images (jpg, png, tif, webp, heic), zip of these, and web archives (warc, wacz)
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
    let taken = add(&mut casebook, &args.paths, &args.stated, common)?;
    let summary = taken.summary;
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Added {
            sources: summary.sources,
            new_sources: summary.new_sources,
            containers: summary.containers,
            refused: taken.refused.clone(),
        }))?,
        _ => out::line(&format!(
            "{} preserved, {} of them new; {} refused",
            counted(summary.sources, "source", "sources"),
            summary.new_sources,
            summary.refused
        ))?,
    }
    if taken.sources.is_empty() {
        return Err(taken.nothing(&args.paths).into());
    }
    Ok(())
}

/// What became of the paths that were given.
pub struct Taken {
    /// The sources that are in the casebook now.
    pub sources: BTreeSet<SourceId>,
    summary: Summary,
    refused: Vec<String>,
}

impl Taken {
    /// The error that ends a command which got nothing out of `paths`.
    pub fn nothing(&self, paths: &[PathBuf]) -> InputError {
        match self.summary.sources + self.summary.refused {
            0 => InputError::NothingGiven {
                paths: paths
                    .iter()
                    .map(|path| path.display().to_string())
                    .collect::<Vec<_>>()
                    .join(", "),
            },
            count => InputError::NothingRead { count },
        }
    }
}

/// Whether a table with this header line is of a dataset that its columns tell without a doubt.
fn is_dataset(header: &[u8]) -> bool {
    import::shape_of(header).is_some_and(|shape| !shape.is_guessed())
}

/// Preserves sources and says what was refused.
pub fn add(
    casebook: &mut Casebook,
    paths: &[PathBuf],
    stated: &Stated,
    common: &Common,
) -> anyhow::Result<Taken> {
    let given = Given {
        at: Timestamp::now(),
        how: "added with tollbook".into(),
        publication: stated.publication(),
        tables: Tables {
            known: is_dataset,
            rows: None,
        },
    };
    let mut sources = BTreeSet::new();
    let mut refused = Vec::new();
    let (summary, walls) = casebook.add(paths, &given, &mut |outcome| match outcome {
        Outcome::Source { id, .. } => {
            sources.insert(*id);
        }
        Outcome::Container { .. } => {}
        Outcome::Refused(refusal) => {
            common.say(&format!("not taken: {}", visible(&refusal.to_string())));
            refused.push(refusal.to_string());
        }
    })?;
    if let Some(line) = walls.and_then(jailed::missing) {
        common.say(&line);
    }
    Ok(Taken {
        sources,
        summary,
        refused,
    })
}
