//! Bytes as received, each in a file named by its lower-case SHA-256: `blobs/ab/abcd...`.
//!
//! A blob is written beside its place, synchronised and only then renamed into it, so that a file
//! that has a blob's name has the blob's bytes even after a loss of power. Bytes that come in groups
//! are first staged and then settled together, which costs the disk far less than one by one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tollbook_record::SourceId;

use crate::error::Error;

/// A folder of blobs.
#[derive(Clone, Debug)]
pub struct Blobs {
    dir: PathBuf,
    unfinished: PathBuf,
    /// Held, shared, as long as this process may have unfinished files; `None` where it can have none.
    in_use: Option<Arc<File>>,
}

/// Bytes that are written but not yet safe from a loss of power.
#[derive(Debug)]
pub(crate) struct Staged {
    pub(crate) id: SourceId,
    pub(crate) length: u64,
    /// `None` where the blob already stands in its place.
    file: Option<NamedTempFile>,
}

impl Blobs {
    /// Opens the folder, and makes it if it is not there. On a medium that nobody can write to it is opened for
    /// reading.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        Self::open_to_write(dir).or_else(|fault| Self::on_read_only_medium(dir, fault))
    }

    fn open_to_write(dir: &Path) -> Result<Self, Error> {
        let unfinished = dir.join(Self::UNFINISHED);
        fs::create_dir_all(&unfinished).map_err(Error::disk("make the folder", &unfinished))?;
        sync_folder(dir)?;
        let in_use = sweep(&unfinished).map_err(Error::disk("clear the folder", &unfinished))?;
        match in_use.lock_shared() {
            Err(fault) if fault.kind() != io::ErrorKind::Unsupported => {
                return Err(Error::disk("lock the folder", &unfinished)(fault));
            }
            _ => {}
        }
        Ok(Self {
            dir: dir.to_owned(),
            unfinished,
            in_use: Some(Arc::new(in_use)),
        })
    }

    /// As [`Blobs::open`], and no other process has or gets the folder until this one lets go of it.
    pub(crate) fn open_alone(dir: &Path) -> Result<Self, Error> {
        Self::open_alone_to_write(dir).or_else(|fault| Self::on_read_only_medium(dir, fault))
    }

    fn open_alone_to_write(dir: &Path) -> Result<Self, Error> {
        let unfinished = dir.join(Self::UNFINISHED);
        fs::create_dir_all(&unfinished).map_err(Error::disk("make the folder", &unfinished))?;
        let in_use = sweep(&unfinished).map_err(Error::disk("clear the folder", &unfinished))?;
        if !lock_alone(&in_use) {
            let path = dir.to_owned();
            return Err(Error::InUse { path });
        }
        Ok(Self {
            dir: dir.to_owned(),
            unfinished,
            in_use: Some(Arc::new(in_use)),
        })
    }

    fn on_read_only_medium(dir: &Path, fault: Error) -> Result<Self, Error> {
        match fault {
            Error::Disk { fault, .. } if fault.kind() == io::ErrorKind::ReadOnlyFilesystem => {
                Ok(Self::read_only(dir))
            }
            fault => Err(fault),
        }
    }

    /// Whether nobody can write to the folder, so that what is read stays as it is.
    pub(crate) fn is_read_only(&self) -> bool {
        self.in_use.is_none()
    }

    /// The blobs of another casebook, which may lie on a medium that nobody can write to.
    pub(crate) fn read_only(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            unfinished: dir.join(Self::UNFINISHED),
            in_use: None,
        }
    }

    /// Keeps `bytes`; when this returns they are safe. The same bytes twice are one blob.
    pub fn put(&self, bytes: &[u8]) -> Result<SourceId, Error> {
        let staged = self.stage(bytes)?;
        let id = staged.id;
        self.settle(vec![staged])?;
        Ok(id)
    }

    /// The bytes of a blob, after hashing them again.
    pub fn get(&self, id: SourceId) -> Result<Vec<u8>, Error> {
        let path = self.path(id);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                return Err(Error::Missing { id, path });
            }
            Err(fault) => return Err(Error::disk("read the blob", &path)(fault)),
        };
        if hash(&bytes) != id {
            return Err(Error::Damaged { id, path });
        }
        Ok(bytes)
    }

    /// As [`Blobs::get`]; `None` where the blob is not there.
    pub(crate) fn get_if_there(&self, id: SourceId) -> Result<Option<Vec<u8>>, Error> {
        match self.get(id) {
            Err(Error::Missing { .. }) => Ok(None),
            read => read.map(Some),
        }
    }

    /// Whether a file stands where the blob does.
    pub(crate) fn has(&self, id: SourceId) -> bool {
        self.path(id).exists()
    }

    /// Removes a blob; when this returns it is gone for good.
    pub(crate) fn destroy(&self, id: SourceId) -> Result<(), Error> {
        let path = self.path(id);
        match fs::remove_file(&path) {
            Ok(()) => sync_folder(path.parent().unwrap_or(&self.dir)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(fault) => Err(Error::disk("remove the blob", &path)(fault)),
        }
    }

    /// The folder in which files are written before they have their names.
    pub(crate) const UNFINISHED: &str = "unfinished";

    /// The folder of blobs.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder of the casebook that these blobs are of.
    pub(crate) fn casebook(&self) -> Option<&Path> {
        self.dir.parent()
    }

    /// The identity of bytes.
    pub(crate) fn id(bytes: &[u8]) -> SourceId {
        hash(bytes)
    }

    /// Where a blob stands or would stand.
    pub fn path(&self, id: SourceId) -> PathBuf {
        let hex = id.to_string();
        self.dir.join(&hex[..2]).join(hex)
    }

    /// Opens a blob that was put by this run for reading in pieces.
    pub(crate) fn open_blob(&self, id: SourceId) -> Result<File, Error> {
        let path = self.path(id);
        File::open(&path).map_err(Error::disk("read the blob", &path))
    }

    /// Opens bytes that are staged for reading.
    pub(crate) fn open_staged(&self, staged: &Staged) -> Result<File, Error> {
        match &staged.file {
            Some(file) => file
                .reopen()
                .map_err(Error::disk("read the file", file.path())),
            None => self.open_blob(staged.id),
        }
    }

    /// Writes `bytes` beside their place. They count as kept only after [`Blobs::settle`].
    pub(crate) fn stage(&self, bytes: &[u8]) -> Result<Staged, Error> {
        let id = hash(bytes);
        let length = bytes.len() as u64;
        // A blob that stands there but was damaged since is written again: adding the source again
        // is the remedy that the message of `Error::Damaged` gives.
        let stands = self.holds(id, bytes);
        let file = if stands {
            None
        } else {
            let mut file = self.new_file()?;
            file.write_all(bytes)
                .map_err(Error::disk("write a source to the casebook", &self.dir))?;
            Some(file)
        };
        Ok(Staged { id, length, file })
    }

    /// As [`Blobs::stage`], from a file that may be larger than the memory. The inner error is the
    /// reader's own: the source cannot be read, and nothing is wrong with the casebook.
    pub(crate) fn stage_file(&self, from: &mut impl Read) -> Result<io::Result<Staged>, Error> {
        let mut file = self.new_file()?;
        let mut hasher = Sha256::new();
        let mut length = 0u64;
        let mut buffer = vec![0; 256 << 10];
        loop {
            let count = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
                Err(fault) => return Ok(Err(fault)),
            };
            hasher.update(&buffer[..count]);
            length += count as u64;
            file.write_all(&buffer[..count])
                .map_err(Error::disk("write a source to the casebook", &self.dir))?;
        }
        Ok(Ok(Staged {
            id: SourceId::new(hasher.finalize().into()),
            length,
            file: Some(file),
        }))
    }

    /// As [`Blobs::stage`], a blob of another casebook, whose bytes must be those that it is named by.
    pub(crate) fn stage_from(&self, other: &Self, id: SourceId) -> Result<Staged, Error> {
        let path = other.path(id);
        let mut from = match File::open(&path) {
            Ok(from) => from,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                return Err(Error::Missing { id, path });
            }
            Err(fault) => return Err(Error::disk("read the blob", &path)(fault)),
        };
        match self.stage_file(&mut from)? {
            Err(fault) => Err(Error::disk("read the blob", &path)(fault)),
            Ok(staged) if staged.id != id => Err(Error::Damaged { id, path }),
            Ok(staged) => Ok(staged),
        }
    }

    /// Makes staged bytes safe: synchronises the files, renames them into place and synchronises
    /// the folders that name them.
    pub(crate) fn settle(&self, group: Vec<Staged>) -> Result<(), Error> {
        let files: Vec<&NamedTempFile> = group.iter().flat_map(|staged| &staged.file).collect();
        together(&files, |file| {
            file.as_file()
                .sync_all()
                .map_err(Error::disk("write a source to the casebook", file.path()))
        })?;
        let mut folders = BTreeSet::new();
        for staged in group {
            let path = self.path(staged.id);
            let folder = path.parent().unwrap_or(&self.dir).to_owned();
            if let Some(file) = staged.file {
                if !folder.is_dir() {
                    // Another run may make it between the look and the making.
                    fs::create_dir_all(&folder).map_err(Error::disk("make the folder", &folder))?;
                    folders.insert(self.dir.clone());
                }
                file.persist(&path)
                    .map_err(|fault| Error::disk("name the blob", &path)(fault.error))?;
            }
            // Also where the blob stood already: another run may have renamed it and been cut off
            // before its folder was safe.
            folders.insert(folder);
        }
        let folders: Vec<PathBuf> = folders.into_iter().collect();
        together(&folders, |folder| sync_folder(folder))
    }

    /// Writes a file that is no blob, whole or not at all, to a place on the same file system.
    pub(crate) fn write_beside(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        self.write_all_beside(&[(path.to_owned(), bytes.to_owned())])
    }

    /// As [`Blobs::write_beside`], several files at once; folders are made where there are none.
    /// Each is there whole or not at all, but of several some may be.
    pub(crate) fn write_all_beside(&self, files: &[(PathBuf, Vec<u8>)]) -> Result<(), Error> {
        let mut written = Vec::new();
        for (path, bytes) in files {
            written.push(self.unnamed(path, bytes, 0o666)?);
        }
        let by_path: Vec<_> = files.iter().zip(&written).collect();
        together(&by_path, |((path, _), file)| sync_file(path, file))?;
        let mut folders = BTreeSet::new();
        for ((path, _), file) in files.iter().zip(written) {
            make_folders(path, &mut folders)?;
            file.persist(path)
                .map_err(|fault| Error::disk("write the file", path)(fault.error))?;
        }
        let folders: Vec<PathBuf> = folders.into_iter().collect();
        together(&folders, |folder| sync_folder(folder))
    }

    /// Writes a file for its owner alone, if none of that name is there. Of several processes that do
    /// so at once one is the first, and all find its file.
    pub(crate) fn write_new(&self, path: &Path, bytes: &[u8], mode: u32) -> Result<(), Error> {
        if path.exists() {
            return Ok(());
        }
        let file = self.unnamed(path, bytes, mode)?;
        sync_file(path, &file)?;
        let mut folders = BTreeSet::new();
        make_folders(path, &mut folders)?;
        match file.persist_noclobber(path) {
            Err(fault) if fault.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(fault) => return Err(Error::disk("write the file", path)(fault.error)),
            Ok(_) => {}
        }
        folders.iter().try_for_each(|folder| sync_folder(folder))
    }

    /// A file that has bytes and no place yet, with these permissions as far as the user gives them.
    fn unnamed(&self, path: &Path, bytes: &[u8], mode: u32) -> Result<NamedTempFile, Error> {
        with_mode(&mut tempfile::Builder::new(), mode)
            .tempfile_in(&self.unfinished)
            .and_then(|mut file| file.write_all(bytes).map(|()| file))
            .map_err(Error::disk("write the file", path))
    }

    /// A folder for work that counts for nothing; it is gone when it is dropped.
    pub(crate) fn unfinished_folder(&self) -> Result<tempfile::TempDir, Error> {
        tempfile::tempdir_in(&self.unfinished)
            .map_err(Error::disk("make a folder", &self.unfinished))
    }

    fn new_file(&self) -> Result<NamedTempFile, Error> {
        NamedTempFile::new_in(&self.unfinished).map_err(Error::disk(
            "write a source to the casebook",
            &self.unfinished,
        ))
    }

    fn holds(&self, id: SourceId, bytes: &[u8]) -> bool {
        let path = self.path(id);
        fs::metadata(&path).is_ok_and(|found| found.len() == bytes.len() as u64)
            && fs::read(&path).is_ok_and(|found| found == bytes)
    }
}

/// Whether the lock is ours, or the file system has none. A process that is being started holds what its
/// parent has open until it runs its own program, so a lock that was let go of can be held for a moment more.
fn lock_alone(in_use: &File) -> bool {
    const TRIES: u32 = 40;
    const BETWEEN: Duration = Duration::from_millis(50);
    let held = |file: &File| matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock));
    (0..TRIES).any(|n| {
        if n > 0 {
            thread::sleep(BETWEEN);
        }
        !held(in_use)
    })
}

/// Removes what a process that was killed has left, if no other process has the folder open. Where
/// the file system has no locks nothing is removed. Gives the file that is to be locked.
fn sweep(unfinished: &Path) -> io::Result<File> {
    const LOCK: &str = "lock";
    let lock = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(unfinished.join(LOCK))?;
    if lock.try_lock().is_ok() {
        for entry in fs::read_dir(unfinished)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else if entry.file_name() != LOCK {
                fs::remove_file(entry.path())?;
            }
        }
        lock.unlock()?;
    }
    Ok(lock)
}

fn hash(bytes: &[u8]) -> SourceId {
    SourceId::new(Sha256::digest(bytes).into())
}

/// Temporary files are for their owner alone. What is written for others to read has the
/// permissions that the user gives every new file.
#[cfg(unix)]
fn with_mode<'a, 'b, 'c>(
    builder: &'a mut tempfile::Builder<'b, 'c>,
    mode: u32,
) -> &'a mut tempfile::Builder<'b, 'c> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn with_mode<'a, 'b, 'c>(
    builder: &'a mut tempfile::Builder<'b, 'c>,
    _mode: u32,
) -> &'a mut tempfile::Builder<'b, 'c> {
    builder
}

/// Does one thing to all of `items`, several at a time, because a disk that is asked to synchronise
/// eight files at once needs hardly longer than for one. The first fault in their order is told.
fn together<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<(), Error> + Sync,
) -> Result<(), Error> {
    const AT_ONCE: usize = 8;
    if items.len() < 2 {
        return items.iter().try_for_each(work);
    }
    let part = items.len().div_ceil(AT_ONCE);
    let work = &work;
    std::thread::scope(|scope| {
        let waiting: Vec<_> = items
            .chunks(part)
            .map(|chunk| scope.spawn(move || chunk.iter().try_for_each(work)))
            .collect();
        let done = waiting.into_iter().map(|thread| thread.join());
        // All are joined before the first fault is looked for.
        let done: Vec<_> = done.collect();
        done.into_iter()
            .try_for_each(|done| done.expect("waiting for the disk does not panic"))
    })
}

fn sync_file(path: &Path, file: &NamedTempFile) -> Result<(), Error> {
    file.as_file()
        .sync_all()
        .map_err(Error::disk("write the file", path))
}

/// Makes the folders that a file will stand in, and names those that must be synchronised for it.
fn make_folders(path: &Path, folders: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    let missing = folder.ancestors().take_while(|folder| !folder.exists());
    let made: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    fs::create_dir_all(folder).map_err(Error::disk("make the folder", folder))?;
    folders.extend(
        made.iter()
            .filter_map(|made| made.parent())
            .map(Path::to_owned),
    );
    folders.insert(folder.to_owned());
    Ok(())
}

/// A new name is safe only when the folder that holds it is.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(Error::disk("write the folder", folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blobs() -> (tempfile::TempDir, Blobs) {
        let dir = tempfile::tempdir().expect("a folder for the test");
        let blobs = Blobs::open(&dir.path().join("blobs")).expect("a new folder");
        (dir, blobs)
    }

    fn files(dir: &Path) -> Vec<String> {
        let mut found = Vec::new();
        let mut waiting = vec![dir.to_owned()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    waiting.push(path);
                } else {
                    let name = path.strip_prefix(dir).expect("it is inside");
                    found.push(name.display().to_string());
                }
            }
        }
        found.sort();
        found
    }

    #[test]
    fn the_same_bytes_twice_are_one_blob_named_by_their_hash() {
        let (dir, blobs) = blobs();
        let id = blobs.put(b"abc").expect("room on the disk");
        assert_eq!(blobs.put(b"abc").expect("room on the disk"), id);
        // The known SHA-256 of "abc", from the standard's own examples.
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let expect = [format!("ba/{hex}"), "unfinished/lock".to_owned()];
        assert_eq!(files(&dir.path().join("blobs")), expect);
        assert_eq!(blobs.get(id).expect("just put"), b"abc");
    }

    #[test]
    fn damage_and_loss_are_reported_by_name_and_mended_by_adding_again() {
        let (_dir, blobs) = blobs();
        let id = blobs.put(b"abc").expect("room on the disk");
        fs::write(blobs.path(id), b"abd").expect("the test may write");
        let message = blobs.get(id).expect_err("damaged").to_string();
        assert!(message.contains(&id.to_string()), "{message}");
        assert!(matches!(blobs.get(id), Err(Error::Damaged { .. })));
        blobs.put(b"abc").expect("room on the disk");
        assert_eq!(blobs.get(id).expect("mended"), b"abc");
        fs::remove_file(blobs.path(id)).expect("the test may write");
        assert!(matches!(blobs.get(id), Err(Error::Missing { .. })));
    }

    #[test]
    fn what_a_killed_process_left_is_removed_when_no_one_else_is_at_work() {
        let (dir, blobs) = blobs();
        let left = dir.path().join("blobs/unfinished/.tmp-left");
        fs::write(&left, b"half").expect("room on the disk");
        let second = Blobs::open(&dir.path().join("blobs")).expect("it is there");
        assert!(left.exists(), "the first may still be writing it");
        drop((blobs, second));
        Blobs::open(&dir.path().join("blobs")).expect("it is there");
        assert!(!left.exists());
    }

    #[test]
    fn a_file_in_pieces_has_the_hash_of_its_bytes() {
        let (_dir, blobs) = blobs();
        let bytes: Vec<u8> = (0..700_000u32).map(|n| n as u8).collect();
        let staged = blobs.stage_file(&mut bytes.as_slice());
        let staged = staged
            .expect("room on the disk")
            .expect("memory can be read");
        let id = staged.id;
        blobs.settle(vec![staged]).expect("room on the disk");
        assert_eq!(blobs.put(&bytes).expect("room on the disk"), id);
        assert_eq!(blobs.get(id).expect("just put"), bytes);
    }
}
