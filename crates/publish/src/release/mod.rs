//! A release: the record as files for others, the same bytes from the same record.
//!
//! The files stand in a BagIt folder (RFC 8493), so that `sha256sum -c` checks them without this
//! program. What a publication does not allow is in none of them; `tables/` lists every column.

mod changes;
mod columnar;
mod dictionary;
mod map;
mod publication;
mod ro_crate;
mod site;
mod table;
mod tables;
mod workbook;

use jiff::civil::Date;
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
    pub bytes: Vec<u8>,
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
    /// Its rules in words: what each answers, and the answer.
    pub rules: Vec<(String, String)>,
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
    /// The day of the newest source, which stands for the day of the release: no clock is read, so that the
    /// same record makes the same release.
    pub as_of: Option<Date>,
    /// The signed head of the casebook's log, which a later head can be shown to go on from.
    pub checkpoint: String,
    /// Whether the tables have a row of tags of the Humanitarian Exchange Language.
    pub hxl: bool,
}

/// Makes a release of `record`.
pub fn release(record: &Record<'_>, terms: &Terms) -> Release {
    let publication = &terms.publication;
    let open = record.for_others();
    let view = View {
        record: &open,
        unread: record.unread().len(),
        publication,
    };
    let tables = tables::all(&view);
    let mut files = Vec::new();
    for table in &tables {
        files.push(data(&format!("{}.csv", table.name), table.csv(terms.hxl)));
        files.push(data(
            &format!("{}.parquet", table.name),
            columnar::parquet(table),
        ));
    }
    files.push(data("tables.xlsx", workbook::xlsx(&tables)));
    files.push(data("dictionary.csv", dictionary::csv(&tables)));
    files.push(data("incidents.geojson", map::export(&view)));
    for (path, page) in site::pages(&view, terms, &tables) {
        files.push(data(&path, page));
    }
    if publication.is_open() {
        files.push(data("record.json", json::export(&open)));
        files.push(data("report.html", page::html(&open)));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.push(ro_crate::metadata(&files, terms));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    bag(files, terms)
}

/// One page of a release by its path among the data, such as `index.html`; `None` if there is no such
/// page.
pub fn page(record: &Record<'_>, terms: &Terms, path: &str) -> Option<String> {
    let open = record.for_others();
    let view = View {
        record: &open,
        unread: record.unread().len(),
        publication: &terms.publication,
    };
    site::page(&view, terms, path)
}

fn data(file: &str, bytes: impl Into<Vec<u8>>) -> ReleaseFile {
    ReleaseFile {
        path: format!("data/{file}"),
        bytes: bytes.into(),
    }
}

/// Puts the tag files of a bag beside the data.
fn bag(mut files: Vec<ReleaseFile>, terms: &Terms) -> Release {
    let octets: usize = files.iter().map(|file| file.bytes.len()).sum();
    let manifest = manifest(&files);
    let id = hex(manifest.as_bytes());
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
        ("casebook-checkpoint.txt", terms.checkpoint.clone()),
        ("HOW-TO-VERIFY.txt", HOW_TO_VERIFY.to_owned()),
        ("manifest-sha256.txt", manifest),
    ];
    let tags = tags.map(|(path, text)| ReleaseFile {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    });
    let tag_manifest = self::manifest(&tags);
    files.extend(tags);
    files.push(ReleaseFile {
        path: "tagmanifest-sha256.txt".to_owned(),
        bytes: tag_manifest.into_bytes(),
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

casebook-checkpoint.txt is the signed head of the casebook's log (a C2SP checkpoint) when the release was made. Whoever keeps
it can have it checked later that the log only grew: tollbook verify --since casebook-checkpoint.txt

This shows that the files are the ones that were released. It does not show that what a claim says is true.
";

fn manifest(files: &[ReleaseFile]) -> String {
    let lines = files
        .iter()
        .map(|file| format!("{}  {}\n", hex(&file.bytes), file.path));
    lines.collect()
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
