//! `tollbook places`

#[cfg(test)]
mod anchors;
mod credits;
mod exchange;
mod find;
pub mod import;
mod judge;
pub mod known;
mod list;

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub use credits::{credits_in, credits_of};

use super::Common;
use crate::error::InputError;

/// What to do with places.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Take a file of places into the casebook, which is made if there is none
    Import(import::Arguments),
    /// List the places that a name could mean, best first
    Find(find::Arguments),
    /// Show the casebook what a name means; answers for every report, read before or later
    Add(judge::Add),
    /// Show the casebook that two entries are one place
    Merge(judge::Merge),
    /// Withdraw a judgement on places; it stays in the casebook and has no effect any more
    Withdraw(judge::Withdraw),
    /// List what the casebook was shown of places
    List(list::Arguments),
    /// Write the judgements on places to a file that another casebook imports
    Export {
        /// The file, with a name in .tsv or .geojson
        file: PathBuf,
    },
    /// Print whom to credit for the places that the program carries and for those imported
    Credits,
}

/// Imports or finds places.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    match &args.action {
        Action::Import(args) => import::run(args, common),
        Action::Find(args) => find::run(args, common),
        Action::Add(args) => judge::add(args, common),
        Action::Merge(args) => judge::merge(args, common),
        Action::Withdraw(args) => judge::withdraw(args, common),
        Action::List(args) => list::run(args, common),
        Action::Export { file } => exchange::export(file, common),
        Action::Credits => credits::run(common),
    }
}

/// A code of a country in capital letters.
fn code(country: &str) -> anyhow::Result<String> {
    let code = country.to_ascii_uppercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(code);
    }
    let fault = format!("--country {country}: not a code of two letters, such as SY");
    Err(InputError::Unreadable(fault).into())
}
