//! `tollbook stamp`

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use serde::Serialize;
use tollbook_preserve::{Stamp, StampKind};
use tollbook_publish::visible::visible;

use super::{Common, Format};
use crate::casebook::Casebook;
use crate::error::InputError;
use crate::out::{self, counted};

/// What is stamped, and by what.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A copy of the log's checkpoint, as it was given to be stamped
    checkpoint: PathBuf,
    /// The proof of OpenTimestamps or the token of RFC 3161 over it
    stamp: PathBuf,
    /// The header of the block of Bitcoin that the proof leads to: 80 bytes, or their 160 digits
    #[arg(long, value_name = "FILE")]
    header: Option<PathBuf>,
}

/// A stamp, as it is told to scripts.
#[derive(Serialize)]
pub struct Wire {
    log: String,
    entries: u64,
    kind: &'static str,
    proved: bool,
    at: Option<String>,
    height: Option<u64>,
    block: Option<String>,
    path: String,
}

impl Wire {
    /// Of a stamp on a log.
    pub fn of(log: &str, stamp: &Stamp) -> Self {
        let (kind, height, block) = match &stamp.kind {
            StampKind::Bitcoin { height, block } => {
                ("opentimestamps", Some(*height), block.clone())
            }
            StampKind::Promise => ("opentimestamps_promise", None, None),
            StampKind::Token => ("rfc3161", None, None),
        };
        Self {
            log: log.to_owned(),
            entries: stamp.entries,
            kind,
            proved: stamp.is_proved(),
            at: stamp.at.map(|at| at.to_string()),
            height,
            block,
            path: stamp.path.display().to_string(),
        }
    }
}

/// What a stamp shows, in a line.
pub fn words(log: &str, stamp: &Stamp) -> String {
    let entries = stamp.entries;
    let entries = counted(entries, "entry", "entries");
    let path = stamp.path.display();
    let folder = stamp.path.parent().unwrap_or(Path::new("")).display();
    let at = stamp.at.map(|at| at.to_string()).unwrap_or_default();
    match &stamp.kind {
        StampKind::Bitcoin {
            height,
            block: Some(block),
        } => format!(
            "{entries} of {log} existed no later than {at}, the time of block {height} of Bitcoin, whose hash is {block}: compare it with any copy of the chain"
        ),
        StampKind::Bitcoin { height, .. } => format!(
            "{entries} of {log}: the proof {path} leads to block {height} of Bitcoin; its time is shown when the block's header is given with --header"
        ),
        StampKind::Promise => format!(
            "{entries} of {log}: the proof {path} holds a promise only; `ots upgrade` makes a proof of it some hours later"
        ),
        StampKind::Token => format!(
            "{entries} of {log}: a time authority says that they existed by {at}; its signature is not checked here but by `openssl ts -verify -data {folder}/checkpoint -in {path} -CAfile FILE` with the authority's certificates"
        ),
    }
}

/// Puts a time stamp of others beside the log.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    let header = args.header.as_deref().map(header).transpose()?;
    let (checkpoint, stamp) = (read(&args.checkpoint)?, read(&args.stamp)?);
    let stamp = casebook
        .attach_stamp(&checkpoint, &stamp, header.as_deref())
        .with_context(|| args.stamp.display().to_string())?;
    let log = casebook.log_name();
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Wire::of(log, &stamp))),
        _ => out::line(&visible(&words(log, &stamp))),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, InputError> {
    fs::read(path).map_err(|fault| InputError::file(path, fault))
}

/// A header as it is, or written in hexadecimal digits, as programs print it.
fn header(path: &Path) -> Result<Vec<u8>, InputError> {
    let bytes = read(path)?;
    let text = std::str::from_utf8(&bytes).unwrap_or_default().trim();
    let digits = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    match text.len() {
        160 => Ok(digits.map(byte).collect::<Option<_>>().unwrap_or(bytes)),
        _ => Ok(bytes),
    }
}
