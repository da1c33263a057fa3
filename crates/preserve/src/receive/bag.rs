//! Folders in the layout of BagIt (RFC 8493): what their manifests say of their files is checked before
//! anything is taken, and what does not hold is refused by name.
//!
//! Paths of a manifest are compared and read, never written to; one that leads out of the bag on any
//! system is told and not followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

const DECLARATION: &str = "bagit.txt";
const PAYLOAD: &str = "data";
const FETCH: &str = "fetch.txt";
const MANIFEST: &str = "manifest-";
const TAG_MANIFEST: &str = "tagmanifest-";

/// The most bytes of a file beside the payload.
const MOST: u64 = 256 << 20;

/// A file of a bag, or the bag itself, and what is wrong with it.
pub(super) struct Wrong {
    pub path: PathBuf,
    pub reason: String,
}

/// Whether a folder is laid out as a bag.
pub(super) fn is_bag(folder: &Path) -> bool {
    let has_payload = || folder.join(PAYLOAD).is_dir() && !manifests(folder, MANIFEST).is_empty();
    folder.join(DECLARATION).is_file() || has_payload()
}

/// The folder in which a bag's payload stands.
pub(super) fn payload(folder: &Path) -> PathBuf {
    folder.join(PAYLOAD)
}

/// Checks a bag against its manifests: everything that does not hold.
pub(super) fn check(folder: &Path) -> Vec<Wrong> {
    let mut checked = Checked {
        folder,
        decodes_percent: false,
        wrong: Vec::new(),
    };
    checked.declaration();
    let lists = manifests(folder, MANIFEST);
    if lists.is_empty() {
        checked.tell(
            folder,
            "a bag without a manifest, so that nothing of it can be checked",
        );
    }
    let mut listed = BTreeSet::new();
    for list in &lists {
        listed.extend(checked.manifest(list, MANIFEST));
    }
    for list in manifests(folder, TAG_MANIFEST) {
        checked.manifest(&list, TAG_MANIFEST);
    }
    checked.fetch();
    if !lists.is_empty() {
        for file in files(&payload(folder)) {
            if !listed.contains(&file) {
                checked.tell(&file, "not in the manifest of its bag");
            }
        }
    }
    checked.wrong
}

struct Checked<'a> {
    folder: &'a Path,
    /// From version 1.0 on a percent sign in a name is written as `%25`.
    decodes_percent: bool,
    wrong: Vec<Wrong>,
}

impl Checked<'_> {
    fn tell(&mut self, path: &Path, reason: impl Into<String>) {
        self.wrong.push(Wrong {
            path: path.to_owned(),
            reason: reason.into(),
        });
    }

    fn declaration(&mut self) {
        let path = self.folder.join(DECLARATION);
        let text = text(&path).unwrap_or_default();
        let mut lines = text.lines();
        let version = lines
            .next()
            .and_then(|line| line.strip_prefix("BagIt-Version: "));
        let encoding = lines.next();
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let numbers = version.and_then(|version| version.split_once('.'));
        let numbers = numbers.filter(|(major, minor)| is_number(major) && is_number(minor));
        let Some((major, _)) = numbers else {
            self.tell(
                &path,
                "missing, or not as BagIt has it: the bag does not say of which version it is",
            );
            return;
        };
        self.decodes_percent = major != "0";
        if encoding != Some("Tag-File-Character-Encoding: UTF-8") {
            self.tell(
                &path,
                "the bag's lists are not in UTF-8, and no other encoding is read",
            );
        }
    }

    /// Checks what one manifest says; the files that it lists.
    fn manifest(&mut self, list: &Path, prefix: &str) -> Vec<PathBuf> {
        let name = list
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let kind = name.as_deref().and_then(|name| {
            let kind = name.strip_prefix(prefix)?.strip_suffix(".txt")?;
            Some(kind.to_ascii_lowercase())
        });
        let (Some(kind), Ok(text)) = (kind, text(list)) else {
            self.tell(list, "cannot be read as a manifest");
            return Vec::new();
        };
        let mut hashes: BTreeMap<PathBuf, String> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let parts = line.split_once([' ', '\t']);
            let Some((hash, path)) = parts else {
                self.tell(list, format!("a line of it has no name: {line}"));
                continue;
            };
            let path = path.trim_start_matches([' ', '\t']).trim_start_matches('*');
            let Some(path) = self.inside(list, path) else {
                continue;
            };
            let hash = hash.to_ascii_lowercase();
            if hashes.get(&path).is_some_and(|known| *known != hash) {
                self.tell(&path, "listed twice with different hashes");
            }
            hashes.insert(path, hash);
        }
        for (path, hash) in &hashes {
            match hash_of(path, &kind) {
                Ok(Some(found)) if found == *hash => {}
                Ok(Some(_)) => self.tell(path, format!("its {kind} is not that of the manifest")),
                Ok(None) => {
                    self.tell(
                        list,
                        format!("its hashes, of the kind {kind}, are not checked"),
                    );
                    break;
                }
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                    self.tell(path, "in the manifest of its bag, and not there");
                }
                Err(fault) => self.tell(path, format!("cannot be read: {fault}")),
            }
        }
        hashes.into_keys().collect()
    }

    /// The file that a manifest names; `None`, which is told, if it could lie outside of the bag.
    fn inside(&mut self, list: &Path, name: &str) -> Option<PathBuf> {
        let name = name.strip_prefix("./").unwrap_or(name);
        let mut decoded = name.to_owned();
        for (written, meant) in [("%0A", "\n"), ("%0a", "\n"), ("%0D", "\r"), ("%0d", "\r")] {
            decoded = decoded.replace(written, meant);
        }
        if self.decodes_percent {
            decoded = decoded.replace("%25", "%");
        }
        if super::archive::is_unsafe(&decoded) || decoded.starts_with('~') {
            self.tell(list, format!("it names a file outside of the bag: {name}"));
            return None;
        }
        Some(self.folder.join(decoded))
    }

    /// What is still to be fetched is not fetched here, and told by name where it is missing.
    fn fetch(&mut self) {
        let path = self.folder.join(FETCH);
        let Ok(text) = text(&path) else { return };
        for line in text.lines() {
            let name = line.split_whitespace().nth(2).unwrap_or_default();
            self.inside(&path, name);
        }
    }
}

fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(MOST).read_to_string(&mut text)?;
    Ok(text)
}

/// The manifests of one kind, in the order of their names.
fn manifests(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = listed
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with(prefix) && name.ends_with(".txt")
        })
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

/// All files under a folder, links not followed.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(entry.path()),
                _ => found.push(entry.path()),
            }
        }
    }
    found.sort();
    found
}

/// The hash of a file in hexadecimal digits; `None` of a kind that is not known.
fn hash_of(path: &Path, kind: &str) -> io::Result<Option<String>> {
    Ok(Some(match kind {
        "md5" => hash::<Md5>(path)?,
        "sha1" => hash::<Sha1>(path)?,
        "sha224" => hash::<Sha224>(path)?,
        "sha256" => hash::<Sha256>(path)?,
        "sha384" => hash::<Sha384>(path)?,
        "sha512" => hash::<Sha512>(path)?,
        _ => return Ok(None),
    }))
}

fn hash<D: Digest>(path: &Path) -> io::Result<String> {
    // A pipe would wait for a writer.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let mut file = File::open(path)?;
    let mut hasher = D::new();
    let mut buffer = vec![0; 256 << 10];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(crate::hex(&hasher.finalize())),
            Ok(count) => hasher.update(&buffer[..count]),
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
}
