//! `tollbook init`

use std::path::PathBuf;

use clap::Args;

use super::Common;
use crate::casebook::Casebook;

/// What to make.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The new casebook's folder
    dir: PathBuf,
}

/// Makes a new casebook.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::create(&args.dir)?;
    common.say(&format!("{}: a new casebook", casebook.dir().display()));
    Ok(())
}
