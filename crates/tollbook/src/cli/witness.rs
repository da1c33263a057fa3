//! `tollbook witness`: checkpoints that travel as files and come back cosigned.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;
use tollbook_preserve::Cosigning;
use tollbook_publish::visible::visible;

use super::merge::tell_both;
use super::{Common, Format};
use crate::casebook::Casebook;
use crate::error::{self, InputError};
use crate::out::{self, counted};

/// What to do.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write a request for a cosignature of the log as it is now, to be carried to another office
    Request {
        /// The new file
        file: PathBuf,
        /// Prove that the log goes on from its first N entries, which the other office saw last
        #[arg(long, value_name = "N")]
        since: Option<u64>,
    },
    /// Cosign another office's request, if its log goes on from all that was seen of it here
    Cosign {
        /// The request
        request: PathBuf,
        /// The new file, to be carried back
        reply: PathBuf,
    },
    /// Put the reply beside the log
    Attach {
        /// The reply
        reply: PathBuf,
    },
}

/// The result for scripts.
#[derive(Serialize)]
struct Wire {
    log: String,
    entries: u64,
    witness: String,
    at: String,
}

/// Asks, cosigns or attaches.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    match &args.what {
        What::Request { file, since } => request(file, *since, common),
        What::Cosign { request, reply } => cosign(request, reply, common),
        What::Attach { reply } => attach(reply, common),
    }
}

fn request(file: &Path, since: Option<u64>, common: &Common) -> anyhow::Result<()> {
    let bytes = Casebook::witness_request(common.casebook.as_deref(), since)?;
    write_new(file, &bytes)?;
    let path = visible(&file.display().to_string()).into_owned();
    common.say(&format!(
        "{path}: carry it to another office, which runs `tollbook witness cosign`; it tells nothing of what the casebook holds but how many entries"
    ));
    Ok(())
}

fn cosign(request: &Path, reply: &Path, common: &Common) -> anyhow::Result<()> {
    if reply.exists() {
        let path = reply.display().to_string();
        return Err(InputError::Exists { path }.into());
    }
    let bytes = read(request)?;
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let at = Timestamp::now();
    let done = casebook.cosign(&bytes, at);
    match done.with_context(|| request.display().to_string())? {
        Cosigning::Signed {
            log,
            entries,
            reply: bytes,
        } => {
            write_new(reply, &bytes)?;
            let told = Wire {
                log,
                entries,
                witness: casebook.log_name().to_owned(),
                at: at.to_string(),
            };
            let words = format!(
                "{}: {} of {} cosigned by {}; carry it back",
                reply.display(),
                counted(told.entries, "entry", "entries"),
                told.log,
                told.witness
            );
            tell(&told, &words, common)
        }
        Cosigning::Forked(fork) => {
            error::tell(&visible(&format!(
                "tollbook: {} does not show that its checkpoint goes on from the one that was seen here before. It is not cosigned. Both are kept in the log here:",
                fork.log
            )));
            tell_both(&fork);
            Err(InputError::Forks { count: 1 }.into())
        }
    }
}

fn attach(reply: &Path, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    let attached = casebook
        .attach_cosigned(&read(reply)?)
        .with_context(|| reply.display().to_string())?;
    let told = Wire {
        log: casebook.log_name().to_owned(),
        entries: attached.entries,
        witness: attached.witness,
        at: attached.at.to_string(),
    };
    let words = format!(
        "the first {} cosigned by {} at {}; `tollbook verify` checks it from now on",
        counted(told.entries, "entry is", "entries are"),
        told.witness,
        told.at
    );
    tell(&told, &words, common)
}

fn tell(told: &Wire, words: &str, common: &Common) -> anyhow::Result<()> {
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(told)),
        _ => out::line(&visible(words)),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, InputError> {
    fs::read(path).map_err(|fault| InputError::file(path, fault))
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), InputError> {
    File::create_new(path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .map_err(|fault| InputError::file(path, fault))
}
