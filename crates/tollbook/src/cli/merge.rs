//! `tollbook merge`

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use tollbook_preserve::{Forked, Merged};
use tollbook_publish::visible::visible;

use super::{Common, Format, extract};
use crate::casebook::Casebook;
use crate::error::{InputError, tell};
use crate::out::{self, counted};
use crate::sealed::Unseal;

/// What to take in.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A pack, or the folder of a casebook, which may lie on a medium that is only read
    from: PathBuf,
    #[command(flatten)]
    unseal: Unseal,
}

/// The result for scripts.
#[derive(Serialize)]
struct Wire {
    logs: Vec<LogWire>,
    forks: Vec<ForkWire>,
    blobs: usize,
    withdrawn_elsewhere: Vec<WithdrawnWire>,
    sources_read: usize,
}

#[derive(Serialize)]
struct LogWire {
    log: String,
    entries_before: u64,
    entries: u64,
}

/// A log with two histories, as it is told to scripts.
#[derive(Serialize)]
pub struct ForkWire {
    log: String,
    held: String,
    given: String,
    found: String,
}

#[derive(Serialize)]
struct WithdrawnWire {
    source: String,
    log: String,
    reason: String,
}

impl ForkWire {
    /// Of a fork.
    pub fn of(forked: &Forked) -> Self {
        Self {
            log: forked.log.clone(),
            held: forked.held.clone(),
            given: forked.given.clone(),
            found: forked.at.to_string(),
        }
    }
}

/// Prints the two checkpoints of a fork, line by line.
pub fn tell_both(fork: &Forked) {
    for checkpoint in [&fork.held, &fork.given] {
        for line in checkpoint.lines() {
            tell(&visible(&format!("  | {line}")));
        }
        tell("");
    }
}

/// Takes in what another office's casebook holds.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let dir = common.casebook.as_deref();
    let now = Timestamp::now();
    let merged = match args.from.is_dir() {
        true => Casebook::merge_folder(dir, &args.from, now)?,
        false => {
            let pack = args.unseal.open(&args.from)?;
            Casebook::merge_pack(dir, &args.from, pack, now)?
        }
    };
    let mut casebook = Casebook::find(dir)?;
    let (read, _) = extract::extract(&mut casebook, common)?;
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&wire(&merged, read)))?,
        _ => out::print(&text(&merged, read))?,
    }
    for (log, withdrawn) in &merged.withdrawn_elsewhere {
        let (source, reason) = (withdrawn.source, &withdrawn.reason);
        tell(&visible(&format!(
            "tollbook: the office of {log} withdrew source {source} ({reason}); it is still here, and `tollbook withdraw {source}` destroys it here too"
        )));
    }
    for fork in &merged.forks {
        tell(&visible(&format!(
            "tollbook: {} has signed two histories that contradict each other. Nothing of it was taken. Both checkpoints are kept in the log here:",
            fork.log
        )));
        tell_both(fork);
    }
    match merged.forks.len() {
        0 => Ok(()),
        count => Err(InputError::Forks { count }.into()),
    }
}

fn wire(merged: &Merged, sources_read: usize) -> Wire {
    let logs = merged.logs.iter().map(|taken| LogWire {
        log: taken.log.clone(),
        entries_before: taken.before,
        entries: taken.now,
    });
    let withdrawn = merged.withdrawn_elsewhere.iter();
    Wire {
        logs: logs.collect(),
        forks: merged.forks.iter().map(ForkWire::of).collect(),
        blobs: merged.blobs,
        withdrawn_elsewhere: withdrawn
            .map(|(log, withdrawn)| WithdrawnWire {
                source: withdrawn.source.to_string(),
                log: log.clone(),
                reason: withdrawn.reason.clone(),
            })
            .collect(),
        sources_read,
    }
}

fn text(merged: &Merged, read: usize) -> String {
    let mut text = String::new();
    for taken in &merged.logs {
        let new = taken.now - taken.before;
        text.push_str(&format!(
            "{}: {}, {new} of them new\n",
            taken.log,
            counted(taken.now, "entry", "entries")
        ));
    }
    text.push_str(&format!(
        "{} of bytes taken, {} read\n",
        counted(merged.blobs, "file", "files"),
        counted(read, "source", "sources")
    ));
    text
}
