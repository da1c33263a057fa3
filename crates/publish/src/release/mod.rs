//! A release: the record as files for others, the same bytes from the same record.
//!
//! The files stand in a BagIt folder (RFC 8493), so that `sha256sum -c` checks them without this
//! program. What a publication does not allow is in none of them; `tables/` lists every column.

mod changes;
mod dictionary;
mod index;
mod map;
mod publication;
mod table;
mod tables;

use sha2::{Digest, Sha256};

use crate::json;
use crate::page;
use crate::record::Record;

pub use changes::{ChangesError, changes};
pub use publication::{Publication, PublicationError, Victims};
use table::View;

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseFile {
    /// Its path in the release, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// A release: its files, and the hash that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The files in order of their paths.
    pub files: Vec<ReleaseFile>,
    /// SHA-256 of `manifest-sha256.txt`, in hexadecimal: equal where every file of the data is.
    pub id: String,
}

/// The method of the ranges, as its profile tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// Its name, such as `airwars`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its name for people.
    pub title: String,
    /// Where it is published.
    pub citation: String,
    /// What in it is inferred or from memory.
    pub notes: Vec<String>,
}

/// How a release is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What leaves the house.
    pub publication: Publication,
    /// The method of the ranges.
    pub method: Method,
    /// Whom to credit for places, one line.
    pub credits: String,
    /// The program and its version.
    pub program: String,
    /// Whether the tables have a row of tags of the Humanitarian Exchange Language.
    pub hxl: bool,
}

/// Makes a release of `record`.
pub fn release(record: &Record<'_>, terms: &Terms) -> Release {
    let view = View {
        record,
        publication: &terms.publication,
    };
    let tables = tables::all(&view);
    let mut files: Vec<ReleaseFile> = tables
        .iter()
        .map(|table| data(table.file, table.csv(terms.hxl)))
        .collect();
    files.push(data("dictionary.csv", dictionary::csv(&tables)));
    files.push(data("incidents.geojson", map::export(&view)));
    files.push(data("index.html", index::html(&view, terms, &tables)));
    if terms.publication.is_open() {
        let record = record.for_others();
        files.push(data("record.json", json::export(&record)));
        files.push(data("report.html", page::html(&record)));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    bag(files, terms)
}

fn data(file: &str, text: String) -> ReleaseFile {
    ReleaseFile {
        path: format!("data/{file}"),
        text,
    }
}

/// Puts the tag files of a bag beside the data.
fn bag(mut files: Vec<ReleaseFile>, terms: &Terms) -> Release {
    let octets: usize = files.iter().map(|file| file.text.len()).sum();
    let manifest = manifest(&files);
    let id = hex(&manifest);
    let tags = [
        (
            "bagit.txt",
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned(),
        ),
        (
            "bag-info.txt",
            format!(
                "External-Description: A casualty record; these are claims, not facts\n\
                 External-Identifier: sha256:{id}\n\
                 Bag-Software-Agent: {}\n\
                 Payload-Oxum: {octets}.{}\n\
                 Tollbook-Method: {} {}\n\
                 Tollbook-Publication: {} {}\n",
                terms.program,
                files.len(),
                terms.method.name,
                terms.method.version,
                terms.publication.name,
                terms.publication.version,
            ),
        ),
        ("HOW-TO-VERIFY.txt", HOW_TO_VERIFY.to_owned()),
        ("manifest-sha256.txt", manifest),
    ];
    let tags = tags.map(|(path, text)| ReleaseFile {
        path: path.to_owned(),
        text,
    });
    let tag_manifest = self::manifest(&tags);
    files.extend(tags);
    files.push(ReleaseFile {
        path: "tagmanifest-sha256.txt".to_owned(),
        text: tag_manifest,
    });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Release { files, id }
}

const HOW_TO_VERIFY: &str = "\
This folder is a bag (RFC 8493). In it, with any program that computes SHA-256:

    sha256sum -c manifest-sha256.txt
    sha256sum -c tagmanifest-sha256.txt

The release is named by the SHA-256 of manifest-sha256.txt, which stands in bag-info.txt as External-Identifier. The same
casebook, method, publication and version of the program make the same release, byte for byte.

This shows that the files are the ones that were released. It does not show that what a claim says is true.
";

fn manifest(files: &[ReleaseFile]) -> String {
    let lines = files
        .iter()
        .map(|file| format!("{}  {}\n", hex(&file.text), file.path));
    lines.collect()
}

fn hex(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
