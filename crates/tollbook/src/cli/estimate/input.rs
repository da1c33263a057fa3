//! Files and folders of tables.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tollbook_estimate::{Input, Layout, Refusal, read};

use crate::error::InputError;

/// The endings of files in a folder that are taken for tables.
const ENDINGS: [&str; 3] = ["csv", "tsv", "parquet"];

/// A file's bytes and where they came from.
pub struct File {
    pub path: PathBuf,
    bytes: Vec<u8>,
}

/// The files that are named; a folder stands for the tables in it, by name.
pub fn files(paths: &[PathBuf]) -> Result<Vec<File>, InputError> {
    let mut files = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => files.extend(folder(path)?),
            false => files.push(file(path.clone())?),
        }
    }
    Ok(files)
}

fn folder(dir: &Path) -> Result<Vec<File>, InputError> {
    let entries = fs::read_dir(dir).map_err(|fault| at(dir, fault))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|fault| at(dir, fault))?.path());
    }
    paths.retain(|path| {
        let ending = path.extension().map(|e| e.to_ascii_lowercase());
        ENDINGS
            .iter()
            .any(|e| ending.as_deref() == Some(e.as_ref()))
    });
    paths.sort();
    if paths.is_empty() {
        return Err(InputError::Refused(format!(
            "{}: no tables in it; name the folder `draws` that `tollbook link --draws` wrote",
            dir.display()
        )));
    }
    paths.into_iter().map(file).collect()
}

fn file(path: PathBuf) -> Result<File, InputError> {
    let bytes = bytes(&path)?;
    Ok(File { path, bytes })
}

/// The bytes of a file.
pub fn bytes(path: &Path) -> Result<Vec<u8>, InputError> {
    fs::read(path).map_err(|fault| at(path, fault))
}

fn at(path: &Path, fault: std::io::Error) -> InputError {
    InputError::File {
        path: path.display().to_string(),
        fault,
    }
}

impl File {
    /// The table in the file, or why it is none.
    pub fn table(&self, layout: &Layout) -> Result<Input, Refusal> {
        read(&self.bytes, layout)
    }
}

/// SHA-256 of all files' own SHA-256, in order: which tables a run was over.
pub fn fingerprint(files: &[File]) -> String {
    let mut all = Sha256::new();
    for file in files {
        all.update(Sha256::digest(&file.bytes));
    }
    hex(&all.finalize())
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
