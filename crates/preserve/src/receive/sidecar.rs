//! `NAME.meta.toml`: what the user states about the file `NAME` beside it. `NAME` is the file's name
//! with its ending (`report.txt.meta.toml`) or without (`report.meta.toml`, which then speaks of
//! every `report` of a known format); the first goes before the second.
//!
//! ```toml
//! publisher = "Invented Hospital"
//! published = 2023-03-05
//! url = "https://example.org/a"
//! language = "ar"
//! title = "Bulletin 12"
//! obtained = 2023-03-06T10:00:00Z
//! obtained_how = "handed over on a memory stick"
//! ```

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use tollbook_record::Publication;
use toml::{Table, Value};

use super::{Fault, Format, shown};
use crate::custody::{Obtained, RefusalKind};

const ENDING: &str = ".meta.toml";

/// The longest such file that is read.
pub(super) const MAX_BYTES: usize = 64 << 10;

const KEYS: &str =
    "the keys are publisher, published, url, language, title, obtained and obtained_how";

const DATE_FORM: &str = "write it as 2023-03-05";

/// What one such file states.
#[derive(Clone, Debug, Default)]
pub(super) struct Sidecar {
    /// Its own name.
    pub name: String,
    pub publication: Publication,
    pub obtained: Option<Obtained>,
    pub obtained_how: Option<String>,
}

/// The name of the file that a sidecar of this name stands beside; `None` if it is no sidecar.
pub(super) fn subject(name: &str) -> Option<&str> {
    name.strip_suffix(ENDING).filter(|rest| !rest.is_empty())
}

/// The names that the sidecar of a file or member may have, the more exact first.
pub(super) fn names_for(name: &str) -> [String; 2] {
    let stem = name.rfind('.').map_or(name, |dot| &name[..dot]);
    [format!("{name}{ENDING}"), format!("{stem}{ENDING}")]
}

/// Whether there is a file or member that a sidecar for `subject` speaks of.
pub(super) fn has_subject(subject: &str, exists: impl Fn(&str) -> bool) -> bool {
    let with_ending = |ending: &str| exists(&format!("{subject}.{ending}"));
    exists(subject)
        || Format::endings()
            .any(|ending| with_ending(ending) || with_ending(&ending.to_uppercase()))
}

/// The fault of a sidecar that has no file.
pub(super) fn orphan() -> Fault {
    Fault::new(
        RefusalKind::Metadata,
        "there is no file that it belongs to",
        "name it like the file with .meta.toml after it, such as report.txt.meta.toml or report.meta.toml",
    )
}

/// Reads the sidecar of a file of the disk, if it has one. What is wrong with it comes back beside
/// what is right, with the name of the file that is at fault.
pub(super) fn beside(file: &Path) -> (Option<Sidecar>, Vec<(String, Fault)>) {
    let mut exact = OsString::from(file);
    exact.push(ENDING);
    let paths = [PathBuf::from(exact), file.with_extension(&ENDING[1..])];
    let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_ok()) else {
        return (None, Vec::new());
    };
    let name = shown(path);
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(fault) => return (None, vec![(name, Fault::of_reading(&fault))]),
    };
    let (sidecar, faults) = read(&bytes, &name);
    let faults = faults.into_iter().map(|fault| (name.clone(), fault));
    (Some(sidecar), faults.collect())
}

/// What a `.meta.toml` beside a file of the disk states of its publication, as far as it can be read.
pub fn publication_beside(file: &Path) -> Publication {
    let (sidecar, _) = beside(file);
    sidecar.map_or_else(Publication::default, |sidecar| sidecar.publication)
}

/// Reads a sidecar's bytes.
pub(super) fn read(bytes: &[u8], name: &str) -> (Sidecar, Vec<Fault>) {
    let mut sidecar = Sidecar {
        name: name.to_owned(),
        ..Sidecar::default()
    };
    let mut faults = Vec::new();
    if bytes.len() > MAX_BYTES {
        faults.push(Fault::too_large("the file", MAX_BYTES as u64));
        return (sidecar, faults);
    }
    let table = std::str::from_utf8(bytes)
        .map_err(|fault| fault.to_string())
        .and_then(|text| text.parse::<Table>().map_err(|fault| one_line(&fault)));
    match table {
        Ok(table) => {
            for (key, value) in &table {
                faults.extend(take(&mut sidecar, key, value));
            }
        }
        Err(fault) => faults.push(Fault::new(
            RefusalKind::Metadata,
            format!("not TOML: {fault}"),
            "correct that line, or remove the file, and add the source again",
        )),
    }
    (sidecar, faults)
}

fn one_line(fault: &toml::de::Error) -> String {
    fault.message().replace('\n', " ")
}

fn take(sidecar: &mut Sidecar, key: &str, value: &Value) -> Option<Fault> {
    let text = |field: &mut Option<String>| match value {
        Value::String(words) if !words.trim().is_empty() => {
            *field = Some(words.clone());
            None
        }
        _ => Some(fault(key, value, "write it as text in quotation marks")),
    };
    match key {
        "publisher" => text(&mut sidecar.publication.publisher),
        "url" => text(&mut sidecar.publication.url),
        "language" => text(&mut sidecar.publication.language),
        "title" => text(&mut sidecar.publication.title),
        "obtained_how" => text(&mut sidecar.obtained_how),
        "published" => match plain(value).parse::<Date>() {
            Ok(day) => {
                sidecar.publication.published = Some(day);
                None
            }
            Err(_) => Some(fault(key, value, DATE_FORM)),
        },
        "obtained" => match plain(value).parse::<Obtained>() {
            Ok(when) => {
                sidecar.obtained = Some(when);
                None
            }
            Err(_) => Some(fault(key, value, DATE_FORM)),
        },
        _ => Some(Fault::new(
            RefusalKind::Metadata,
            format!("the key \u{201C}{key}\u{201D} is not known"),
            KEYS,
        )),
    }
}

/// A date with or without quotation marks.
fn plain(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

fn fault(key: &str, value: &Value, remedy: &str) -> Fault {
    let shown: String = plain(value).chars().take(60).collect();
    Fault::new(
        RefusalKind::Metadata,
        format!("{key} cannot be \u{201C}{shown}\u{201D}"),
        remedy,
    )
}
