//! `tollbook places credits`

use std::path::Path;

use serde::Serialize;
use tollbook_extract::gazetteer::{CREDIT, NOTE};
use tollbook_preserve::places::{Layer, Places};
use tollbook_publish::outlines;
use tollbook_publish::visible::visible;

use crate::casebook::Casebook;
use crate::cli::{Common, Format};
use crate::out;

#[derive(Serialize)]
struct Credits<'a> {
    credit: &'a str,
    note: &'a str,
    map: &'a str,
    imported: Vec<Imported<'a>>,
}

#[derive(Serialize)]
struct Imported<'a> {
    file: &'a str,
    sha256: &'a str,
    format: &'a str,
    credit: Option<&'a str>,
}

/// Prints whom to credit.
pub fn run(common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find_if_any(common.casebook.as_deref())?;
    let places = match casebook {
        Some(casebook) => Places::open(casebook.dir())?,
        None => None,
    };
    let layers = places.map_or(Ok(vec![]), |places| places.layers())?;
    if common.format == Format::Json {
        return out::print(&tollbook_publish::wire::print(&Credits {
            credit: CREDIT,
            note: NOTE,
            map: outlines::NOTE,
            imported: layers.iter().map(imported).collect(),
        }));
    }
    out::line(&format!("{CREDIT}\n{NOTE}\n{}", outlines::NOTE))?;
    for layer in &layers {
        let credit = imported(layer).credit;
        let credit = credit.unwrap_or("nobody said whom to credit; import it again with --credit");
        out::line(&visible(&format!("{}: {credit}", layer.name)))?;
    }
    Ok(())
}

/// What stands in every export of the casebook in `dir`: the credit for the places that the program
/// carries, and that of each imported file that has one.
pub fn credits_of(dir: &Path) -> anyhow::Result<String> {
    let layers = Places::open(dir)?.map_or(Ok(vec![]), |places| places.layers())?;
    let mut credits = vec![CREDIT];
    for credit in layers.iter().filter_map(|layer| imported(layer).credit) {
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    Ok(credits.join(" "))
}

/// The same for the casebook that a command works on.
pub fn credits_in(common: &Common) -> anyhow::Result<String> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    credits_of(casebook.dir())
}

fn imported(layer: &Layer) -> Imported<'_> {
    Imported {
        file: &layer.name,
        sha256: &layer.sha256,
        format: &layer.format,
        credit: Some(layer.credit.as_str()).filter(|credit| !credit.is_empty()),
    }
}
