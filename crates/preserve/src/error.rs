//! What can go wrong on our own side. Bad sources are no error; see [`Refusal`](crate::Refusal).

use std::io;
use std::path::{Path, PathBuf};

use tollbook_record::SourceId;

/// A fault of the disk, damage to the casebook, or misuse. Each message names the file and says
/// what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refused to read or write a file of the casebook.
    #[error("{}: cannot {action}: {fault}; {}", path.display(), remedy(fault))]
    Disk {
        /// What was tried.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's words. They stand in the message, so this is no `source` to be chained.
        fault: io::Error,
    },
    /// A blob's bytes are not those that it is named by.
    #[error(
        "{}: damaged: its bytes are not those of source {id}; put back a copy from a backup or add the source again", path.display()
    )]
    Damaged {
        /// The source it should hold.
        id: SourceId,
        /// The blob.
        path: PathBuf,
    },
    /// A blob is not there.
    #[error(
        "{}: missing: source {id} is in the index but its bytes are not; put back a copy from a backup or add the source again", path.display()
    )]
    Missing {
        /// The source it should hold.
        id: SourceId,
        /// Where it should be.
        path: PathBuf,
    },
    /// The system gave no process to read a container in.
    #[error(
        "{path}: no child process could be started to read it ({fault}); free memory or processes and try again; every source acknowledged so far is kept"
    )]
    NoReader {
        /// The container.
        path: String,
        /// The system's words.
        fault: io::Error,
    },
    /// SQLite could not do what was asked.
    #[error("{}: {fault}; {}", path.display(), index_remedy(fault))]
    Index {
        /// The index.
        path: PathBuf,
        /// SQLite's words.
        fault: rusqlite::Error,
    },
    /// A part without which a casebook's folder is none.
    #[error(
        "{}: missing, though the casebook was made with it; put back a copy from a backup", path.display()
    )]
    MissingPart {
        /// Where it should be.
        path: PathBuf,
    },
    /// The index holds a value that this program does not write.
    #[error(
        "{}: damaged: {what} cannot be read; `tollbook rebuild` makes it again from log and blobs", path.display()
    )]
    DamagedIndex {
        /// The index.
        path: PathBuf,
        /// The value.
        what: String,
    },
    /// The log, or a key of it, is not as it was written.
    #[error(
        "{}: damaged: {what}; put back a copy of the casebook from a backup", path.display()
    )]
    DamagedLog {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The index does not follow from the log.
    #[error(
        "{}: {what}; `tollbook verify` says more, and `tollbook rebuild` makes the index again from log and blobs", path.display()
    )]
    StrayIndex {
        /// The index.
        path: PathBuf,
        /// What is wrong.
        what: &'static str,
    },
    /// An index on a medium that nobody can write to, of which a part was not brought in.
    #[error(
        "{}: it holds what was written last, and cannot be brought into the index here; copy the casebook to a folder where writing is allowed and use the copy", path.display()
    )]
    UnsettledIndex {
        /// The file beside the index.
        path: PathBuf,
    },
    /// The key that signs is not there.
    #[error(
        "{}: missing: what is in the casebook can be read, but nothing can be added without the key; put back a copy from a backup", path.display()
    )]
    NoKey {
        /// Where it should be.
        path: PathBuf,
    },
    /// An index of the time before the log.
    #[error(
        "{}: of a casebook that was made before there was a log; `tollbook rebuild` makes the log from it, and nothing is lost", path.display()
    )]
    OldIndex {
        /// The file.
        path: PathBuf,
    },
    /// What was given as an earlier checkpoint is none of this log.
    #[error(
        "the checkpoint given is not signed by the log of this casebook; give the file `checkpoint` as it was copied from the log's folder"
    )]
    NotACheckpoint,
    /// Another casebook has more of this casebook's own log than this one.
    #[error(
        "{}: the other casebook knows {there} entries of this casebook's own log and here are {here}: this is an older copy, or its end was cut off; go on with the newer copy, and nothing was taken", path.display()
    )]
    OlderCopy {
        /// The casebook.
        path: PathBuf,
        /// How many entries there are here.
        here: u64,
        /// How many the other knows.
        there: u64,
    },
    /// No such source.
    #[error(
        "source {id}: not in this casebook; `tollbook export --format json` has the hashes of its sources"
    )]
    NoSource {
        /// What was asked for.
        id: SourceId,
    },
    /// A request for a cosignature, or a reply to one, that cannot be used.
    #[error("{what}")]
    BadRequest {
        /// Why.
        what: String,
    },
    /// A pack that is not as it was written.
    #[error("not a pack as tollbook writes it: {what}; get it again from where it came from")]
    BadPack {
        /// What is wrong.
        what: String,
    },
    /// Another process is at work where there may be none.
    #[error("{}: another tollbook has this casebook open; wait until it has ended", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// A database of another program.
    #[error("{}: not the index of a casebook; choose another folder, or move that file away", path.display())]
    ForeignIndex {
        /// The file.
        path: PathBuf,
    },
    /// An index of a later version of this program.
    #[error(
        "{}: written by a newer tollbook (index version {version}); use that version or a newer one", path.display()
    )]
    NewerIndex {
        /// The index.
        path: PathBuf,
        /// Its version.
        version: i64,
    },
    /// Gazetteers that an earlier version of this program imported.
    #[error(
        "{}: imported by an earlier tollbook; delete the file and import the gazetteers again", path.display()
    )]
    OlderPlaces {
        /// The file.
        path: PathBuf,
    },
}

impl Error {
    /// Whether something that was kept is lost or not as it was.
    pub fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match self {
            Self::Damaged { .. }
            | Self::Missing { .. }
            | Self::MissingPart { .. }
            | Self::DamagedLog { .. }
            | Self::StrayIndex { .. }
            | Self::NoKey { .. }
            | Self::OlderCopy { .. }
            | Self::BadPack { .. }
            | Self::DamagedIndex { .. } => true,
            Self::Index { fault, .. } => {
                matches!(
                    fault.sqlite_error_code(),
                    Some(DatabaseCorrupt | NotADatabase)
                )
            }
            _ => false,
        }
    }

    pub(crate) fn disk(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_owned();
        move |fault| Error::Disk {
            action,
            path,
            fault,
        }
    }

    pub(crate) fn damaged_log(path: &Path, what: impl Into<String>) -> Error {
        Error::DamagedLog {
            path: path.to_owned(),
            what: what.into(),
        }
    }

    pub(crate) fn index(path: &Path) -> impl Fn(rusqlite::Error) -> Error + use<> {
        let path = path.to_owned();
        move |fault| Error::Index {
            path: path.clone(),
            fault,
        }
    }
}

const FREE_SPACE: &str = "the disk is full: free some space and run the command again; every source acknowledged so far is kept";

fn remedy(fault: &io::Error) -> &'static str {
    match fault.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FREE_SPACE,
        io::ErrorKind::FileTooLarge => {
            "the disk or a limit set for this user does not allow files of this size; use another disk and run the command again; every source acknowledged so far is kept"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "allow writing there, or copy the casebook to a folder where that is allowed and use the copy"
        }
        io::ErrorKind::NotFound => "check the folder's name",
        _ => "check the disk and run the command again; every source acknowledged so far is kept",
    }
}

fn is_of_locks(fault: &rusqlite::Error) -> bool {
    let code = fault.sqlite_error().map(|fault| fault.extended_code);
    code == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

fn index_remedy(fault: &rusqlite::Error) -> &'static str {
    use rusqlite::ErrorCode;
    match fault.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => FREE_SPACE,
        // SQLite has no other word for a full disk where it is the file of its locks that cannot grow.
        Some(ErrorCode::SystemIoFailure) if is_of_locks(fault) => FREE_SPACE,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another tollbook is writing to this casebook; wait until it has ended"
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            "allow writing there, or copy the casebook to a folder where that is allowed and use the copy"
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            "the index is damaged: `tollbook rebuild` makes it again from log and blobs, which are not touched"
        }
        _ => "check the disk and run the command again; every source acknowledged so far is kept",
    }
}
