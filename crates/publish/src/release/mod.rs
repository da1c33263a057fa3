//! A release: the record as files for others, the same bytes from the same record.
//!
//! The files stand in a BagIt folder (RFC 8493), so that `sha256sum -c` checks them without this
//! program. What a publication does not allow is in none of them; `tables/` lists every column.

mod changes;
mod columnar;
mod dictionary;
mod lines;
mod map;
mod publication;
mod ro_crate;
mod site;
mod table;
mod tables;
mod time;
mod workbook;

use std::io::{self, BufWriter, IntoInnerError, Write};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::json;
use crate::page;
use crate::record::Record;
use crate::wire;

pub use changes::{ChangesError, changes};
pub use publication::{Publication, PublicationError, Victims};
use table::View;
pub use time::FinestTime;
use workbook::Book;

/// A release that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// SHA-256 of `manifest-sha256.txt`, in hexadecimal: equal where every file of the data is.
    pub id: String,
    /// How many files it has.
    pub files: usize,
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

/// A file of a release that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct Unwritten {
    /// Its path in the release.
    pub path: String,
    /// Why.
    pub fault: io::Error,
}

/// Makes a release of `record`. Each file is written to what `create` gives for its path in the release: one after
/// the other, and piece by piece, because a file can be larger than the record.
///
/// # Errors
/// If a file cannot be written; then the release is not whole.
pub fn release<W: Write>(
    record: &Record<'_>,
    terms: &Terms,
    create: impl FnMut(&str) -> io::Result<W>,
) -> Result<Release, Unwritten> {
    let open = told(record, terms);
    let view = View {
        record: &open,
        unread: record.unread().len(),
        publication: &terms.publication,
    };
    let mut bag = Bag::new(create);
    let mut workbook = Book::new();
    let mut tables = Vec::new();
    for make in tables::ALL {
        let Some(mut table) = make(&view) else {
            continue;
        };
        bag.fill(&format!("{}.csv", table.name), |to| {
            table.csv(terms.hxl, to)
        })?;
        bag.data(
            &format!("{}.parquet", table.name),
            columnar::parquet(&table),
        )?;
        workbook.add(&table);
        table.rows = Vec::new();
        tables.push(table);
    }
    bag.data("tables.xlsx", workbook.xlsx(&tables))?;
    bag.data("dictionary.csv", dictionary::csv(&tables))?;
    bag.data("incidents.geojson", map::export(&view))?;
    bag.fill(lines::FILE, |to| lines::write(&view, to))?;
    bag.data("incidents.schema.json", wire::print(&lines::schema()))?;
    site::each_page(&view, terms, &tables, |path, page| bag.data(path, page))?;
    if terms.publication.is_open() {
        bag.fill("record.json", |to| json::write(&open, to))?;
        bag.fill("report.html", |to| page::write(&open, to))?;
    }
    let metadata = ro_crate::metadata(&bag.data, terms);
    bag.data(ro_crate::FILE, metadata)?;
    bag.close(terms)
}

/// One page of a release by its path among the data, such as `index.html`; `None` if there is no such
/// page.
pub fn page(record: &Record<'_>, terms: &Terms, path: &str) -> Option<String> {
    let open = told(record, terms);
    let view = View {
        record: &open,
        unread: record.unread().len(),
        publication: &terms.publication,
    };
    site::page(&view, terms, path)
}

/// The record for others, with days of incidents as finely as the publication gives them.
fn told<'a>(record: &Record<'a>, terms: &Terms) -> Record<'a> {
    let time = terms.publication.finest_time;
    match time {
        FinestTime::Day => record.for_others(),
        FinestTime::Month | FinestTime::Year => {
            record.for_others().with_days(|dates| time.days(dates))
        }
    }
}

/// A bag that is being filled.
struct Bag<C> {
    create: C,
    /// What of the data was kept.
    data: Vec<Kept>,
}

/// A file that was kept, as manifests tell it.
struct Kept {
    path: String,
    octets: u64,
    hash: String,
}

impl<W: Write, C: FnMut(&str) -> io::Result<W>> Bag<C> {
    fn new(create: C) -> Self {
        let data = Vec::new();
        Self { create, data }
    }

    /// Keeps a file of the data.
    fn data(&mut self, file: &str, bytes: impl AsRef<[u8]>) -> Result<(), Unwritten> {
        self.fill(file, |to| to.write_all(bytes.as_ref()))
    }

    /// Keeps a file of the data that holds what `write` writes.
    fn fill(
        &mut self,
        file: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Unwritten> {
        let kept = self.put(format!("data/{file}"), write)?;
        self.data.push(kept);
        Ok(())
    }

    fn put(
        &mut self,
        path: String,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Kept, Unwritten> {
        let written = (self.create)(&path).and_then(|file| {
            let mut file = BufWriter::with_capacity(PIECE, Hashed::new(file));
            write(&mut file)?;
            file.into_inner().map_err(IntoInnerError::into_error)
        });
        match written {
            Ok(Hashed { octets, hash, .. }) => Ok(Kept {
                path,
                octets,
                hash: in_hex(&hash.finalize()),
            }),
            Err(fault) => Err(Unwritten { path, fault }),
        }
    }

    /// Puts the tag files beside the data.
    fn close(mut self, terms: &Terms) -> Result<Release, Unwritten> {
        let octets: u64 = self.data.iter().map(|file| file.octets).sum();
        let manifest = manifest(&mut self.data);
        let id = in_hex(&Sha256::digest(&manifest));
        let files = self.data.len();
        let about = format!(
            "External-Description: A casualty record; these are claims, not facts\n\
             External-Identifier: sha256:{id}\n\
             Bag-Software-Agent: {}\n\
             Payload-Oxum: {octets}.{files}\n\
             Tollbook-Method: {} {}\n\
             Tollbook-Publication: {} {}\n",
            terms.program,
            terms.method.name,
            terms.method.version,
            terms.publication.name,
            terms.publication.version,
        );
        let tags = [
            ("bagit.txt", DECLARATION),
            ("bag-info.txt", &about),
            ("casebook-checkpoint.txt", &terms.checkpoint),
            ("HOW-TO-VERIFY.txt", HOW_TO_VERIFY),
            ("manifest-sha256.txt", &manifest),
        ];
        let mut put =
            |path: &str, text: &str| self.put(path.to_owned(), |to| to.write_all(text.as_bytes()));
        let tags = tags.map(|(path, text)| put(path, text));
        let mut tags = tags.into_iter().collect::<Result<Vec<Kept>, Unwritten>>()?;
        put("tagmanifest-sha256.txt", &self::manifest(&mut tags))?;
        let files = files + tags.len() + 1;
        Ok(Release { id, files })
    }
}

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

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

/// A line a file, in the order of their paths.
fn manifest(files: &mut [Kept]) -> String {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let lines = files
        .iter()
        .map(|file| format!("{}  {}\n", file.hash, file.path));
    lines.collect()
}

fn in_hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of a file that are hashed and written at a time.
const PIECE: usize = 1 << 16;

/// A file that is being written, with the hash of what was.
struct Hashed<W> {
    to: W,
    hash: Sha256,
    octets: u64,
}

impl<W> Hashed<W> {
    fn new(to: W) -> Self {
        Self {
            to,
            hash: Sha256::new(),
            octets: 0,
        }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.octets += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
