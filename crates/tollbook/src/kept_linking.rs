//! The linking that a casebook keeps beside its index, so that a command reads it and links anew only what changed.
//!
//! It holds numbers and hashes, no words. It follows from log and blobs as the index does and may be deleted at any
//! time: one that is missing, damaged, or made by another version of the reader or of the linker is made anew.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tollbook_link::Linked;
use tollbook_link::kept::{self, Mark};
use tollbook_record::{ClaimInSource, Linking, SourceId};

/// The name of the file in a casebook's folder.
const FILE: &str = "case.linking";

/// Its name while it is written. Two that write at once may spoil it, which its digest tells.
const NEW: &str = "case.linking.new";

/// Bytes of the digest at its end.
const DIGEST: usize = 32;

/// What a casebook kept of its linking, and by what it is told whether that still holds.
pub struct KeptLinking {
    /// `None` where nothing is kept.
    file: Option<PathBuf>,
    /// The versions of all that made it.
    versions: String,
    marks: HashMap<SourceId, Mark>,
}

impl KeptLinking {
    /// In the casebook in `dir`, if it may keep one, whose readings `extractor` made and have these marks.
    pub fn new(dir: Option<&Path>, extractor: &str, marks: HashMap<SourceId, Mark>) -> Self {
        Self {
            file: dir.map(|dir| dir.join(FILE)),
            versions: format!("tollbook linking {extractor} {}\n", kept::VERSION),
            marks,
        }
    }

    /// The incidents of all claims of the casebook, with which sources repeat or resemble others: the linking without its
    /// joins and refusals where it is kept as it is, else all of it.
    pub fn incidents_of(&self, claims: &[ClaimInSource<'_>]) -> Linking {
        let kept = self.file.as_ref().and_then(|file| fs::read(file).ok());
        let kept = kept.as_deref().and_then(|kept| self.whole(kept));
        let incidents = kept.and_then(|kept| kept::incidents(kept, claims, &self.marks));
        incidents.unwrap_or_else(|| self.of(claims).into_linking())
    }

    /// The linking of all claims of the casebook, made as far as it is not kept.
    pub fn of(&self, claims: &[ClaimInSource<'_>]) -> Linked {
        let Some(file) = &self.file else {
            return Linked::new(claims);
        };
        let kept = fs::read(file).ok();
        let kept = kept.as_deref().and_then(|kept| self.whole(kept));
        let gone_on = kept.and_then(|kept| kept::go_on(kept, claims, &self.marks));
        let (linked, is_kept) = gone_on.unwrap_or_else(|| (Linked::new(claims), false));
        if !is_kept {
            // A folder that takes no file, on a medium that is read only, costs time and nothing else.
            let _written = self.write(file, &kept::bytes(&linked, claims, &self.marks));
        }
        linked
    }

    /// Removes what the casebook in `dir` keeps, which tells of a source that is destroyed.
    pub fn forget(dir: &Path) -> io::Result<()> {
        match fs::remove_file(dir.join(FILE)) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(fault),
            _ => Ok(()),
        }
    }

    /// What is kept, where it is whole and of these versions.
    fn whole<'k>(&self, kept: &'k [u8]) -> Option<&'k [u8]> {
        let (kept, digest) = kept.split_at_checked(kept.len().checked_sub(DIGEST)?)?;
        let is_whole = Sha256::digest(kept)[..] == *digest;
        kept.strip_prefix(self.versions.as_bytes())
            .filter(|_| is_whole)
    }

    fn write(&self, to: &Path, kept: &[u8]) -> io::Result<()> {
        let mut file = [self.versions.as_bytes(), kept].concat();
        file.extend(Sha256::digest(&file));
        let new = to.with_file_name(NEW);
        fs::write(&new, file)?;
        fs::rename(new, to)
    }
}
