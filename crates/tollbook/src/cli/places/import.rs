//! `tollbook places import`

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;
use tollbook_extract::gazetteer::import::{Format, Row, rows};
use tollbook_preserve::places::{Imported, Layer, Places, file_hash};
use tollbook_publish::visible::visible;
use tollbook_record::Listed;
use tollbook_record::text::{fold, key};

use crate::casebook::Casebook;
use crate::cli::{self, Common};
use crate::error::InputError;
use crate::out;

/// Bad rows that are told one by one; the rest is counted.
const TOLD: u64 = 20;

/// The longest header that is looked at.
const HEADER: u64 = 1 << 20;

/// The result for scripts.
#[derive(Serialize)]
struct Done<'a> {
    file: &'a str,
    sha256: &'a str,
    format: &'a str,
    new: bool,
    places: u64,
    other: u64,
    bad: u64,
}

/// Imports a file.
pub fn run(path: &Path, common: &Common) -> anyhow::Result<()> {
    let shown = path.display().to_string();
    let fault = |fault| InputError::File {
        path: shown.clone(),
        fault,
    };
    let mut file = BufReader::with_capacity(1 << 18, File::open(path).map_err(fault)?);
    let format = format_of(&mut file).map_err(fault)?;
    let format = format.map_err(|fault| InputError::NoGazetteer {
        path: shown.clone(),
        fault,
    })?;
    let mut casebook = Casebook::find_or_create(common.casebook.as_deref())?;
    let mut places = Places::open_or_create(casebook.dir())?;
    let sha256 = file_hash(path)?;
    if let Some(layer) = places.layer(&sha256)? {
        // An import that was cut off may have left its places and no entry.
        casebook.record_gazetteer(&layer, Timestamp::now())?;
        return report(&layer, false, common);
    }
    let file = BufReader::with_capacity(1 << 18, File::open(path).map_err(fault)?);
    let mut bad = 0;
    let imported = rows(file, &format).map(|row| {
        Ok(match row? {
            Ok(Row::Place(place)) => {
                let keys = keys_of(&place);
                Imported::Place(place, keys)
            }
            Ok(Row::Other) => Imported::Other,
            Err(row) => {
                bad += 1;
                if bad <= TOLD {
                    common.say(&visible(&format!(
                        "{shown}: line {}: {}",
                        row.line, row.fault
                    )));
                }
                Imported::Bad
            }
        })
    });
    let name = path.file_name().map(|name| name.to_string_lossy());
    let name = name.unwrap_or_default();
    let layer = places.import((&sha256, &name, format.word()), imported)?;
    casebook.record_gazetteer(&layer, Timestamp::now())?;
    if layer.bad > TOLD {
        common.say(&format!(
            "{} more lines could not be read",
            layer.bad - TOLD
        ));
    }
    report(&layer, true, common)?;
    if layer.places == 0 {
        let fault = "not one row of it is a place".to_owned();
        return Err(InputError::NoGazetteer { path: shown, fault }.into());
    }
    Ok(())
}

fn format_of(file: &mut impl BufRead) -> std::io::Result<Result<Format, String>> {
    let mut first = Vec::new();
    file.take(HEADER).read_until(b'\n', &mut first)?;
    Ok(match std::str::from_utf8(&first) {
        Ok(first) => Format::of(first),
        Err(_) => Err("the first line is not UTF-8".into()),
    })
}

/// The keys under which a place is found.
fn keys_of(place: &Listed) -> Vec<String> {
    let names = std::iter::once(&place.name).chain(&place.names);
    let keys: BTreeSet<String> = names.flat_map(|name| keys(name)).collect();
    keys.into_iter().collect()
}

/// The keys of a name, without its generic word.
pub fn keys(name: &str) -> Vec<String> {
    let folded = fold(name).replace(['-', '‐', '‑', '–'], " ");
    key::skeletons(key::without_generic(folded.trim()).0)
}

fn report(layer: &Layer, new: bool, common: &Common) -> anyhow::Result<()> {
    if common.format == cli::Format::Json {
        return out::print(&tollbook_publish::wire::print(&Done {
            file: &layer.name,
            sha256: &layer.sha256,
            format: &layer.format,
            new,
            places: layer.places,
            other: layer.other,
            bad: layer.bad,
        }));
    }
    let Layer {
        places, other, bad, ..
    } = layer;
    let name = visible(&layer.name);
    out::line(&if new {
        format!(
            "{name}: {places} places taken in; {other} rows are no places of people, {bad} could not be read"
        )
    } else {
        format!("{name}: in the casebook already, with {places} places")
    })
}
