//! Names the version of the extractor: a digest of everything that decides which claims are read,
//! so that readings kept by another version are never taken for this one's.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for dir in ["src", "lexicon", "rules", "shapes", "data", "../record/src"] {
        println!("cargo::rerun-if-changed={dir}");
        collect(Path::new(dir), &mut files);
    }
    files.sort();
    // SipHash with fixed keys: the same files give the same name on every machine.
    let mut hasher = DefaultHasher::new();
    for file in &files {
        let bytes = fs::read(file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
        hasher.write(&bytes);
    }
    println!("cargo::rustc-env=EXTRACTOR_DIGEST={:016x}", hasher.finish());
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(dir).unwrap_or_else(|fault| panic!("{}: {fault}", dir.display()));
    for entry in entries {
        let path = entry
            .unwrap_or_else(|fault| panic!("{}: {fault}", dir.display()))
            .path();
        if path.is_dir() {
            collect(&path, files)
        } else {
            files.push(path)
        }
    }
}
