//! `tollbook rebuild`

use serde::Serialize;

use super::{Common, Format, extract};
use crate::casebook::Casebook;
use crate::out::{self, counted};

/// The result for scripts.
#[derive(Serialize)]
struct Rebuilt {
    sources: usize,
    unreadable: usize,
}

/// Makes the index anew from log and blobs, and reads the sources again.
pub fn run(common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::rebuild(common.casebook.as_deref())?;
    let (sources, unreadable) = extract::extract(&mut casebook, common)?;
    let unreadable = unreadable.len();
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Rebuilt {
            sources,
            unreadable,
        })),
        _ => out::line(&format!(
            "the index is made again from log and blobs; {} read, {unreadable} could not be",
            counted(sources, "source", "sources")
        )),
    }
}
