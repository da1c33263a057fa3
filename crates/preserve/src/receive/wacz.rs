//! Web archives in the WACZ form: a zip with WARC files, a list of pages, and a list of all files with
//! their hashes.
//!
//! The hashes are checked before anything is taken, and a file whose hash does not hold is refused. A
//! signature is told, with whose it is said to be; it is not checked, and nothing hangs on it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};

use serde::Deserialize;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::found::{Found, LONGEST};
use super::{Fault, Limits, length_of};
use crate::custody::RefusalKind;

const PACKAGE: &str = "datapackage.json";
const DIGEST: &str = "datapackage-digest.json";
const ARCHIVES: &str = "archive/";
const PAGES: &str = "pages/";

/// The most bytes of a list.
const LIST: u64 = 64 << 20;

/// What an address counts as beside its own bytes, since it is held in memory.
const LINE: usize = 64;

/// An archive whose WARC files are still to be taken.
pub(super) struct Wacz {
    zip: ZipArchive<File>,
    waiting: Vec<String>,
    /// How many bytes may still be unpacked: once to be compared, and once to be read.
    left: u64,
}

#[derive(Deserialize)]
struct Package {
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: String,
    hash: Option<String>,
}

#[derive(Deserialize)]
struct PackageDigest {
    hash: String,
    #[serde(rename = "signedData")]
    signed: Option<Signed>,
}

#[derive(Deserialize)]
struct Signed {
    created: Option<String>,
    domain: Option<String>,
}

#[derive(Deserialize)]
struct PageLine {
    url: Option<String>,
}

impl Wacz {
    /// Opens an archive and checks its hashes. What it lists is told with it, and what does not hold.
    pub(super) fn open(mut file: File, limits: Limits) -> Result<(Self, Found, Vec<Fault>), Fault> {
        let left = 2 * limits.of_container(length_of(&mut file)?);
        let zip = ZipArchive::new(file).map_err(|fault| broken(format!("no zip: {fault}")))?;
        if zip.len() > limits.members {
            let reason = format!("{} files, more than {}", zip.len(), limits.members);
            return Err(Fault::new(
                RefusalKind::TooLarge,
                reason,
                "unpack it and add its WARC files",
            ));
        }
        let mut wacz = Self {
            zip,
            waiting: Vec::new(),
            left,
        };
        let package = wacz.read(PACKAGE, LIST)?;
        let list: Package = serde_json::from_slice(&package)
            .map_err(|fault| broken(format!("its {PACKAGE} cannot be read: {fault}")))?;
        let signature = wacz.signature(&package)?;
        let mut faults = Vec::new();
        let mut sound = BTreeSet::new();
        for (path, hash) in hashes(list) {
            match wacz.check(&path, &hash) {
                Ok(()) => drop(sound.insert(path)),
                Err(_) if wacz.left == 0 => return Err(Fault::endless()),
                Err(fault) => faults.push(fault),
            }
        }
        let names: Vec<String> = wacz.names(ARCHIVES);
        for name in names {
            match sound.contains(&name) {
                true => wacz.waiting.push(name),
                false if faults.iter().any(|fault| fault.reason.contains(&name)) => {}
                false => faults.push(broken(format!("{name} is not in its list of files"))),
            }
        }
        wacz.waiting.reverse();
        let urls = wacz.urls(&sound).unwrap_or_else(|fault| {
            faults.push(fault);
            Vec::new()
        });
        let how = format!("in a WACZ whose hash of this file holds and that {signature}");
        Ok((wacz, Found::listed(urls, how), faults))
    }

    /// The next WARC file, with its name.
    pub(super) fn next(&mut self, limits: Limits) -> Option<(String, Result<Vec<u8>, Fault>)> {
        let name = self.waiting.pop()?;
        let bytes = self.read(&name, limits.source.min(self.left));
        if let Ok(bytes) = &bytes {
            self.left -= bytes.len() as u64;
        }
        Some((name, bytes))
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let names = self.zip.file_names().filter_map(Result::ok);
        let mut names: Vec<String> = names
            .filter(|name| name.starts_with(folder) && !name.ends_with('/'))
            .map(|name| name.into_owned())
            .collect();
        names.sort();
        names
    }

    fn read(&mut self, name: &str, limit: u64) -> Result<Vec<u8>, Fault> {
        let member = self
            .zip
            .by_name(name)
            .map_err(|_| broken(format!("it has no file {name}")))?;
        let mut bytes = Vec::new();
        member
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|fault| broken(format!("{name} cannot be unpacked: {fault}")))?;
        match bytes.len() as u64 > limit {
            true => Err(Fault::too_large(name, limit)),
            false => Ok(bytes),
        }
    }

    /// Compares a file's hash with that of the list.
    fn check(&mut self, path: &str, hash: &str) -> Result<(), Fault> {
        let Some(expected) = hash.strip_prefix("sha256:") else {
            return Err(broken(format!(
                "{path} has a hash of a kind that is not checked"
            )));
        };
        let member = self.zip.by_name(path).map_err(|_| {
            broken(format!(
                "it has no file {path}, which its list of files names"
            ))
        })?;
        let mut hasher = Sha256::new();
        let mut member = member.take(self.left);
        let length = io::copy(&mut member, &mut Hasher(&mut hasher))
            .map_err(|fault| broken(format!("{path} cannot be unpacked: {fault}")))?;
        self.left -= length;
        match crate::hex(&hasher.finalize()).eq_ignore_ascii_case(expected) {
            true => Ok(()),
            false => Err(broken(format!(
                "{path} has not the hash that its list of files gives"
            ))),
        }
    }

    /// What is said of a signature, in words, after the hash of the list of files was compared.
    fn signature(&mut self, package: &[u8]) -> Result<String, Fault> {
        let unsigned = "carries no signature".to_owned();
        if self.zip.by_name(DIGEST).is_err() {
            return Ok(unsigned);
        }
        let bytes = self.read(DIGEST, LIST)?;
        let digest: PackageDigest = serde_json::from_slice(&bytes)
            .map_err(|fault| broken(format!("its {DIGEST} cannot be read: {fault}")))?;
        let hash = format!("sha256:{}", crate::hex(&Sha256::digest(package)));
        if !digest.hash.eq_ignore_ascii_case(&hash) {
            return Err(broken(
                "its list of files has not the hash that stands beside it".into(),
            ));
        }
        let Some(signed) = digest.signed else {
            return Ok(unsigned);
        };
        let by = signed.domain.map_or("nobody named".to_owned(), short);
        let at = signed.created.map_or("no time".to_owned(), short);
        Ok(format!(
            "carries a signature said to be of {by} at {at}, which is not checked"
        ))
    }

    /// The addresses of the lists of pages whose hash holds, or that there are too many.
    fn urls(&mut self, sound: &BTreeSet<String>) -> Result<Vec<String>, Fault> {
        let mut urls = Vec::new();
        let mut length = 0;
        for name in self
            .names(PAGES)
            .iter()
            .filter(|name| sound.contains(*name))
        {
            let lines = self.read(name, LIST).unwrap_or_default();
            for line in lines.split(|byte| *byte == b'\n') {
                let page: Option<PageLine> = serde_json::from_slice(line).ok();
                let url = page.and_then(|page| page.url);
                length += url.as_ref().map_or(0, |url| url.len() + LINE);
                urls.extend(url);
                if length > LONGEST {
                    return Err(Fault::new(
                        RefusalKind::TooLarge,
                        "its lists of pages are longer than any that is used, so every page was looked at",
                        "nothing need be done: pages that are not wanted can be judged so",
                    ));
                }
            }
        }
        Ok(urls)
    }
}

/// The files of the list with their hashes; of one that is there twice the last.
fn hashes(list: Package) -> BTreeMap<String, String> {
    let with_hash = |resource: Resource| (resource.path, resource.hash.unwrap_or_default());
    list.resources.into_iter().map(with_hash).collect()
}

/// Words of the archive that go into a sentence of ours, no more of them than a name or a time has.
fn short(words: String) -> String {
    words.chars().take(100).collect()
}

fn broken(reason: String) -> Fault {
    Fault::new(
        RefusalKind::Damaged,
        reason,
        "get it again from where it came from; its own bytes are kept",
    )
}

struct Hasher<'a>(&'a mut Sha256);

impl io::Write for Hasher<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
