//! `tollbook pack`

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use tollbook_publish::visible::visible;

use super::{Common, Format};
use crate::casebook::Casebook;
use crate::error::InputError;
use crate::out::{self, counted};
use crate::sealed::Seal;

/// Where to, and for whom.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The new file
    file: PathBuf,
    #[command(flatten)]
    seal: Seal,
}

/// The result for scripts.
#[derive(Serialize)]
struct Packed {
    file: String,
    encrypted: bool,
    logs: usize,
    blobs: usize,
    bytes: u64,
}

/// Files of this size and more do not fit on a medium with the usual file system of USB sticks.
const FAT: u64 = 1 << 32;

/// Writes the whole casebook as one file, without its key and its index.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let path = args.file.display().to_string();
    if args.file.exists() {
        return Err(InputError::Exists { path }.into());
    }
    let fault = |fault| InputError::file(&args.file, fault);
    let folder = args.file.parent().filter(|dir| !dir.as_os_str().is_empty());
    let folder = folder.unwrap_or(std::path::Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder).map_err(fault)?;
    let dir = common.casebook.as_deref();
    let write = |to: &mut dyn std::io::Write| Casebook::pack(dir, to);
    // A full disk shows when the last bytes are written.
    let on_disk = |error: anyhow::Error| match error.downcast::<std::io::Error>() {
        Ok(io) => InputError::file(&args.file, io).into(),
        Err(other) => other,
    };
    let packed = args.seal.write(file.as_file(), write).map_err(on_disk)?;
    file.as_file().sync_all().map_err(fault)?;
    let length = file.as_file().metadata().map_err(fault)?.len();
    file.persist_noclobber(&args.file)
        .map_err(|persist| InputError::file(&args.file, persist.error))?;
    if !args.seal.is_asked() {
        common.say("the pack is not encrypted: whoever has it reads every source and the names of reviewers");
    }
    if length >= FAT {
        common.say("the pack has 4 GiB or more, which a medium with FAT32 does not hold; use one with exFAT");
    }
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Packed {
            file: path,
            encrypted: args.seal.is_asked(),
            logs: packed.logs,
            blobs: packed.blobs,
            bytes: packed.bytes,
        })),
        _ => out::line(&format!(
            "{}: {} and {} packed, {}; the key that signs is no part of it",
            visible(&path),
            counted(packed.blobs, "blob", "blobs"),
            counted(packed.logs, "log", "logs"),
            counted(packed.bytes, "byte", "bytes")
        )),
    }
}
