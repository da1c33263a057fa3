//! `tollbook unpack`

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use tollbook_publish::visible::visible;

use super::{Common, Format, extract};
use crate::casebook::Casebook;
use crate::out::{self, counted};
use crate::sealed::Unseal;

/// What to unpack, and where.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The pack
    file: PathBuf,
    /// A new or empty folder
    dir: PathBuf,
    #[command(flatten)]
    unseal: Unseal,
}

/// The result for scripts.
#[derive(Serialize)]
struct Unpacked {
    dir: String,
    sources: usize,
    unreadable: usize,
}

/// Makes a casebook for reading of a pack, and reads its sources anew.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let pack = args.unseal.open(&args.file)?;
    let mut casebook = Casebook::unpack(&args.file, pack, &args.dir)?;
    let (sources, unreadable) = extract::extract(&mut casebook, common)?;
    let dir = args.dir.display().to_string();
    let unreadable = unreadable.len();
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Unpacked {
            dir,
            sources,
            unreadable,
        })),
        _ => out::line(&format!(
            "{}: unpacked, {} read, {unreadable} could not be; nothing can be added to it, for it has no key: to go on with it, merge it into a casebook of your own",
            visible(&dir),
            counted(sources, "source", "sources")
        )),
    }
}
