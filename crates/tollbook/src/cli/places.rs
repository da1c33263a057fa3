//! `tollbook places`

mod credits;
mod find;
mod import;
mod known;

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
    /// Print whom to credit for the places that the program carries and for those imported
    Credits,
}

/// Imports or finds places.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    match &args.action {
        Action::Import(args) => import::run(args, common),
        Action::Find(args) => find::run(args, common),
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
