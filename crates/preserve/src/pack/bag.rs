//! What stands beside the payload of a bag: its manifests and what they are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tollbook_record::SourceId;

use super::DATA;
use crate::blob::Blobs;

pub(super) const DECLARATION: &str = "bagit.txt";
pub(super) const INFO: &str = "bag-info.txt";
pub(super) const HOW: &str = "HOW-TO-VERIFY.txt";
pub(super) const MANIFEST: &str = "manifest-sha256.txt";
pub(super) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The files of a bag's payload, by name, with their hash and length.
#[derive(Default)]
pub(super) struct Bag(BTreeMap<String, (SourceId, u64)>);

impl Bag {
    pub(super) fn add(&mut self, name: &str, id: SourceId, length: u64) {
        self.0.insert(name.to_owned(), (id, length));
    }

    pub(super) fn bytes(&self) -> u64 {
        self.0.values().map(|(_, length)| length).sum()
    }

    /// All files in the order of their names.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, SourceId, u64)> {
        let files = self.0.iter();
        files.map(|(name, (id, length))| (name.as_str(), *id, *length))
    }

    /// The files beside the payload, those that others are checked by first.
    pub(super) fn tag_files(&self, log: &str) -> Vec<(&'static str, Vec<u8>)> {
        let mut manifest = String::new();
        for (name, id, _) in self.files() {
            line(&mut manifest, id, &format!("{DATA}/{name}"));
        }
        let info = format!(
            "External-Identifier: {log}\nPayload-Oxum: {}.{}\n",
            self.bytes(),
            self.0.len()
        );
        let tags = [
            (HOW, include_str!("how-to-verify.txt").to_owned()),
            (INFO, info),
            (DECLARATION, BAGIT.to_owned()),
            (MANIFEST, manifest),
        ];
        let mut tag_manifest = String::new();
        for (name, text) in &tags {
            line(&mut tag_manifest, Blobs::id(text.as_bytes()), name);
        }
        let first = (TAG_MANIFEST, tag_manifest);
        std::iter::once(first)
            .chain(tags)
            .map(|(name, text)| (name, text.into_bytes()))
            .collect()
    }
}

fn line(manifest: &mut String, id: SourceId, name: &str) {
    writeln!(manifest, "{id}  {name}").expect("a string can be written to");
}

/// The hashes of a manifest, by name. `None` unless it is in the form and order in which it is written
/// here.
pub(crate) fn read_manifest(bytes: &[u8]) -> Option<BTreeMap<String, SourceId>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut hashes = BTreeMap::new();
    let mut again = String::new();
    for entry in text.lines() {
        let (digits, name) = entry.split_once("  ")?;
        let id = SourceId::from_hex(digits)?;
        hashes.insert(name.to_owned(), id);
        line(&mut again, id, name);
    }
    (again == text && hashes.len() == text.lines().count()).then_some(hashes)
}
