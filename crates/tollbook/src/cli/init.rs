//! `tollbook init`

use std::path::PathBuf;

use clap::Args;
use tollbook_publish::visible::visible;

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
    let dir = casebook.dir().display().to_string();
    common.say(&format!("{}: a new casebook", visible(&dir)));
    Ok(())
}
