//! `tollbook places`

mod find;
mod import;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Common;
use crate::out;

/// The credit for the places that the program carries.
pub const CREDIT: &str = "Contains data from GeoNames (CC BY 4.0) and Unicode CLDR.";

/// What to do with places.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Take a file of places into the casebook, which is made if there is none
    Import {
        /// A dump of GeoNames, or a table (CSV or TSV) with the columns name, lat and lon
        file: PathBuf,
    },
    /// List the places that a name could mean, best first
    Find(find::Arguments),
    /// Print whom to credit for the places that the program carries
    Credits,
}

/// Imports or finds places.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    match &args.action {
        Action::Import { file } => import::run(file, common),
        Action::Find(args) => find::run(args, common),
        Action::Credits => out::line(&format!(
            "{CREDIT}\nBorders and names are those of the sources and no position on sovereignty."
        )),
    }
}
