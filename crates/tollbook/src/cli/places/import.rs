//! `tollbook places import`

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use tollbook_extract::gazetteer::import::{BadRow, Format, Mapping, Row, VERSION, rows};
use tollbook_extract::gazetteer::{Gazetteer, find};
use tollbook_preserve::places::{Counts, Imported, Keys, Layer, Places, file_hash};
use tollbook_publish::visible::visible;

use super::exchange;
use crate::casebook::Casebook;
use crate::cli::{self, Common};
use crate::error::InputError;
use crate::out::{self, counted};

/// Bad rows that are told one by one; the rest is counted.
const TOLD: u64 = 20;

/// As much of a file as is looked at to recognise its format.
const BEGINNING: u64 = 1 << 16;

/// The file and how to read it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A file of GeoNames, a table of p-codes, GeoJSON, or a table (CSV or TSV) of places
    file: PathBuf,
    /// Which columns of a table hold what, such as name=Town,lat=Y,lon=X
    #[arg(
        long,
        value_name = "MAPPING",
        default_value = "",
        hide_default_value = true
    )]
    columns: Mapping,
    /// The country of places that name none, as a code of two letters (ISO 3166-1)
    #[arg(long, value_name = "CC")]
    country: Option<String>,
    /// Whom to credit for the file, as its licence wants it
    #[arg(long, value_name = "TEXT")]
    credit: Option<String>,
}

/// The result for scripts.
#[derive(Serialize)]
struct Done<'a> {
    file: &'a str,
    sha256: &'a str,
    format: &'a str,
    credit: &'a str,
    new: bool,
    places: u64,
    names: u64,
    divisions: u64,
    links: u64,
    other: u64,
    bad: u64,
}

/// Imports a file.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let path = args.file.display().to_string();
    let refuse = |fault| InputError::NoGazetteer {
        path: path.clone(),
        fault,
    };
    let country = args.country.as_deref().map(super::code).transpose()?;
    let country = country.unwrap_or_default();
    let beginning = beginning(&args.file).map_err(|fault| InputError::File {
        path: path.clone(),
        fault,
    })?;
    if exchange::is_of_judgements(&beginning) {
        return exchange::import(&args.file, common);
    }
    let format = Format::of(&beginning, &args.columns, &country).map_err(refuse)?;
    let mut casebook = Casebook::find_or_create(common.casebook.as_deref())?;
    let mut places = Places::open_or_create(casebook.dir())?;
    let new = layer_of(args, &format, &country)?;
    if let Some(layer) = places.layer(&new.sha256, &new.reader)? {
        // An import that was cut off may have left its places and no entry in the log.
        casebook.record_gazetteer(&layer, Timestamp::now())?;
        return report(&layer, false, common);
    }
    let layer = take(&mut places, &args.file, &new, &format, common)?;
    casebook.record_gazetteer(&layer, Timestamp::now())?;
    report(&layer, true, common)?;
    if layer.counts.taken() == 0 {
        let fault = "not one row of it could be taken in".to_owned();
        return Err(refuse(fault).into());
    }
    Ok(())
}

/// As much of the file as tells its format. It may end in the middle of a letter.
fn beginning(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn layer_of(args: &Arguments, format: &Format, country: &str) -> anyhow::Result<Layer> {
    let name = args.file.file_name().map(|name| name.to_string_lossy());
    let known = format.credit().unwrap_or_default();
    Ok(Layer {
        sha256: file_hash(&args.file)?,
        reader: format!(
            "{VERSION};{};{};{country}",
            format.word(),
            args.columns.word()
        ),
        name: name.unwrap_or_default().into_owned(),
        format: format.word().to_owned(),
        credit: args.credit.as_deref().unwrap_or(known).to_owned(),
        counts: Counts::default(),
    })
}

fn take(
    places: &mut Places,
    path: &Path,
    new: &Layer,
    format: &Format,
    common: &Common,
) -> anyhow::Result<Layer> {
    let shown = path.display().to_string();
    let fault = |fault| InputError::File {
        path: shown.clone(),
        fault,
    };
    let file = BufReader::with_capacity(1 << 18, File::open(path).map_err(fault)?);
    let bad = Cell::new(0);
    let tell = |row: &BadRow| {
        bad.set(bad.get() + 1);
        if bad.get() <= TOLD {
            let (unit, BadRow { number, fault }) = (format.unit(), row);
            common.say(&visible(&format!("{shown}: {unit} {number}: {fault}")));
        }
    };
    let layer = places.import(new, &keys, taken_in(file, format, &tell))?;
    if bad.get() > TOLD {
        let more = bad.get() - TOLD;
        common.say(&format!("{more} more {}s could not be read", format.unit()));
    }
    Ok(layer)
}

/// What the rows of a file give to the casebook.
fn taken_in<'a>(
    file: impl BufRead + 'a,
    format: &'a Format,
    tell: &'a dyn Fn(&BadRow),
) -> impl Iterator<Item = io::Result<Imported>> + 'a {
    rows(file, format).flat_map(move |row| {
        let row = match row {
            Ok(row) => row,
            Err(fault) => return vec![Err(fault)],
        };
        match row {
            Ok(Row::Place(place, outline)) => vec![Ok(Imported::Place(place, outline))],
            Ok(Row::Name(id, name)) => vec![Ok(Imported::Name(id, name))],
            Ok(Row::Within(id, parent)) => vec![Ok(Imported::Within(id, parent))],
            Ok(Row::Divisions(divisions)) => {
                let located = |division| {
                    let place = Gazetteer::embedded().located(&division);
                    Ok(Imported::Division(division, place.map(Box::new)))
                };
                divisions.into_iter().map(located).collect()
            }
            Ok(Row::Other) => vec![Ok(Imported::Other)],
            Err(row) => {
                tell(&row);
                vec![Ok(Imported::Bad)]
            }
        }
    })
}

/// The keys of a name in the casebook.
pub fn keys(name: &str) -> Keys {
    let (name, sounds) = find::keys(name);
    Keys { name, sounds }
}

fn report(layer: &Layer, new: bool, common: &Common) -> anyhow::Result<()> {
    let Counts {
        places,
        names,
        divisions,
        links,
        other,
        bad,
    } = layer.counts;
    if common.format == cli::Format::Json {
        return out::print(&tollbook_publish::wire::print(&Done {
            file: &layer.name,
            sha256: &layer.sha256,
            format: &layer.format,
            credit: &layer.credit,
            new,
            places,
            names,
            divisions,
            links,
            other,
            bad,
        }));
    }
    let name = visible(&layer.name);
    if !new {
        let taken = layer.counts.taken();
        return out::line(&format!(
            "{name}: in the casebook already, with {}",
            counted(taken, "row", "rows")
        ));
    }
    let parts = [
        (places, "place", "places"),
        (names, "other name", "other names"),
        (divisions, "division by code", "divisions by code"),
        (
            links,
            "statement of what lies where",
            "statements of what lies where",
        ),
    ];
    let told = (parts.into_iter()).filter(|(count, one, _)| *count > 0 || *one == "place");
    let told: Vec<String> = told
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    out::line(&format!(
        "{name}: {} taken in; {} of no use here, {bad} could not be read",
        told.join(", "),
        counted(other, "row is", "rows are")
    ))
}
