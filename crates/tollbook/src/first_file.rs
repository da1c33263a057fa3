//! The file that makes a folder a casebook: its format, and the name of its log.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tollbook_preserve::FIRST_FILE;

use crate::error::InputError;

/// The format of the folder, as this program writes it.
const FORMAT: u32 = 2;

/// The format that had no log.
const WITHOUT_LOG: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct FirstFile {
    format: u32,
    log: Option<String>,
}

/// What the first file says.
pub enum Said {
    /// The casebook has the log of this name.
    Log(String),
    /// It was made before there was a log.
    NoLog,
}

/// Reads the first file of the casebook in `dir`.
pub fn read(dir: &Path) -> anyhow::Result<Said> {
    let path = dir.join(FIRST_FILE);
    let shown = || path.display().to_string();
    let damaged = |fault: &str| InputError::BadCasebook {
        path: shown(),
        fault: fault.to_owned(),
    };
    let text = fs::read_to_string(&path).map_err(|fault| match fault.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => InputError::NoCasebook {
            path: dir.display().to_string(),
        },
        io::ErrorKind::InvalidData => damaged("not UTF-8"),
        _ => InputError::File {
            path: shown(),
            fault,
        },
    })?;
    let first: FirstFile = toml::from_str(&text).map_err(|fault| damaged(fault.message()))?;
    match (first.format, first.log) {
        (FORMAT, Some(log)) if text.as_bytes() == bytes(&log)? => Ok(Said::Log(log)),
        (WITHOUT_LOG, None) => Ok(Said::NoLog),
        (format, _) if format > FORMAT => Err(InputError::NewerCasebook {
            path: shown(),
            format,
        }
        .into()),
        _ => Err(damaged("not as this program writes it").into()),
    }
}

/// The first file of a casebook with the log of this name.
pub fn bytes(log: &str) -> anyhow::Result<Vec<u8>> {
    let first = FirstFile {
        format: FORMAT,
        log: Some(log.to_owned()),
    };
    let text = toml::to_string(&first).context("a first file is plain TOML")?;
    Ok(text.into_bytes())
}
