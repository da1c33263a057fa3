//! A pack to a folder again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use tollbook_record::SourceId;

use super::bag::{DECLARATION, HOW, INFO, MANIFEST, TAG_MANIFEST, read_manifest};
use super::tar::Reader;
use super::{DATA, Hashed, TOP};
use crate::blob::{Blobs, sync_folder};
use crate::error::Error;
use crate::log::is_file_of_a_log;
use crate::store::{BLOBS, FIRST_FILE};

/// The most bytes of a file beside the payload: the names of some millions of blobs.
const MOST_BESIDE: u64 = 1 << 30;

/// Writes what a pack holds into a folder that is new or empty. The first file, which makes the folder a
/// casebook, is written when all others are safe.
///
/// # Errors
/// [`Error::BadPack`] for whatever is not a pack as it was written; then the folder is no casebook.
pub fn unpack(from: impl Read, dir: &Path) -> Result<(), Error> {
    fs::create_dir_all(dir).map_err(Error::disk("make the folder", dir))?;
    let mut reader = Reader(io::BufReader::with_capacity(256 << 10, from));
    let mut first = None;
    let mut left = manifest(&mut reader)?;
    while let Some((name, length)) = next(&mut reader)? {
        let inside = name.strip_prefix(DATA).and_then(|n| n.strip_prefix('/'));
        let Some((inside, expected)) = inside.zip(left.remove(&name)) else {
            return Err(bad(format!("{name} is not in its manifest")));
        };
        if !is_of_casebook(inside, expected) {
            return Err(bad(format!("{name} is no file of a casebook")));
        }
        let altered = || bad(format!("{name} is not as it was packed"));
        if inside == FIRST_FILE {
            let bytes = in_memory(&mut reader, &name, length)?;
            if Blobs::id(&bytes) != expected {
                return Err(altered());
            }
            first = Some(bytes);
            continue;
        }
        let path = dir.join(inside);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(Error::disk("make the folder", folder))?;
        let file = File::create_new(&path).map_err(Error::disk("write the file", &path))?;
        let mut writer = HashedWriter(Hashed::new(file));
        read(reader.bytes(length, &mut writer), &name)?;
        let Hashed { from: file, .. } = &writer.0;
        file.sync_all()
            .map_err(Error::disk("write the file", &path))?;
        if writer.0.id() != expected {
            return Err(altered());
        }
    }
    if let Some(name) = left.into_keys().next() {
        return Err(bad(format!("{name} is missing")));
    }
    let bytes = first.ok_or_else(|| bad(format!("{FIRST_FILE} is missing")))?;
    sync_all_folders(dir)?;
    let path = dir.join(FIRST_FILE);
    File::create_new(&path)
        .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
        .map_err(Error::disk("write the file", &path))?;
    sync_folder(dir)
}

fn bad(what: String) -> Error {
    Error::BadPack { what }
}

/// The names of the payload with their hashes, after all files beside it.
fn manifest(reader: &mut Reader<impl Read>) -> Result<BTreeMap<String, SourceId>, Error> {
    let mut beside = |expected: &str| {
        let Some((name, length)) = next(reader)? else {
            return Err(bad(format!("{expected} is missing")));
        };
        match name == expected {
            true => in_memory(reader, &name, length),
            false => Err(bad(format!("{name} stands where {expected} should"))),
        }
    };
    let unreadable = |name| bad(format!("{name} is not as it was packed"));
    let tags = read_manifest(&beside(TAG_MANIFEST)?).ok_or_else(|| unreadable(TAG_MANIFEST))?;
    let mut payload = None;
    let names = [HOW, INFO, DECLARATION, MANIFEST];
    for name in names {
        let bytes = beside(name)?;
        if tags.get(name) != Some(&Blobs::id(&bytes)) {
            return Err(unreadable(name));
        }
        payload = (name == MANIFEST).then(|| read_manifest(&bytes)).flatten();
    }
    match payload {
        Some(payload) if tags.len() == names.len() => Ok(payload),
        _ => Err(unreadable(MANIFEST)),
    }
}

/// The next file, its name without the folder in which all stand.
fn next(reader: &mut Reader<impl Read>) -> Result<Option<(String, u64)>, Error> {
    let Some((name, length)) = read(reader.next(), "a header")? else {
        return Ok(None);
    };
    let inside = name.strip_prefix(TOP).and_then(|n| n.strip_prefix('/'));
    match inside {
        Some(inside) => Ok(Some((inside.to_owned(), length))),
        None => Err(bad("it does not begin as a pack does".into())),
    }
}

fn in_memory(reader: &mut Reader<impl Read>, name: &str, length: u64) -> Result<Vec<u8>, Error> {
    if length > MOST_BESIDE {
        return Err(bad(format!("{name} has {length} bytes")));
    }
    let mut bytes = Vec::new();
    read(reader.bytes(length, &mut bytes), name)?;
    Ok(bytes)
}

fn read<T>(read: io::Result<T>, name: &str) -> Result<T, Error> {
    read.map_err(|fault| match fault.kind() {
        io::ErrorKind::UnexpectedEof => bad("it ends too early".into()),
        io::ErrorKind::InvalidData => bad(format!("{name} is not as it was packed")),
        _ => bad(format!("{name} cannot be read or written: {fault}")),
    })
}

/// Whether a name is one that a casebook has, and the hash the one that a blob's name tells. No other
/// name is ever written to the disk.
fn is_of_casebook(name: &str, id: SourceId) -> bool {
    name == FIRST_FILE
        || name == super::blob_name(id)
        || (!name.starts_with(BLOBS) && is_file_of_a_log(name))
}

fn sync_all_folders(dir: &Path) -> Result<(), Error> {
    let mut waiting = vec![dir.to_owned()];
    while let Some(folder) = waiting.pop() {
        let listed = fs::read_dir(&folder).map_err(Error::disk("list the folder", &folder))?;
        for entry in listed {
            let path = entry
                .map_err(Error::disk("list the folder", &folder))?
                .path();
            if path.is_dir() {
                waiting.push(path);
            }
        }
        sync_folder(&folder)?;
    }
    Ok(())
}

/// Hashes what is written through it.
struct HashedWriter(Hashed<File>);

impl Write for HashedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.0.from.write(bytes)?;
        sha2::Digest::update(&mut self.0.hasher, &bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.from.flush()
    }
}
