//! `tollbook import`

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tollbook_extract::read::{self, Media};
use tollbook_extract::shape::Shape;
use tollbook_preserve::receive::{Limits, Rows, publication_beside};
use tollbook_preserve::{Given, Refusal, Tables};
use tollbook_publish::visible::visible;
use tollbook_record::SourceId;

use super::{Common, Format, Stated};
use crate::casebook::{Casebook, KeptRow};
use crate::error::InputError;
use crate::out;

/// Rows of each kind that are told one by one to people; scripts get all.
const TOLD: usize = 20;

/// Characters of a cell that are told to people.
const CELL: usize = 60;

/// Which tables to take in.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Tables (CSV): UCDP GED, ACLED, records in the shape of Airwars, lists of persons
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The shape they must have: ucdp_ged, acled, airwars or persons; without it their columns tell
    #[arg(long, value_name = "NAME")]
    shape: Option<String>,
    /// Tell what is new and what has changed, and keep nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    stated: Stated,
}

/// The result for scripts.
#[derive(Serialize)]
struct Imported<'a> {
    dry_run: bool,
    files: &'a [Compared],
}

/// A table beside the rows of its publisher that the casebook has.
#[derive(Serialize)]
struct Compared {
    file: String,
    shape: &'static str,
    publisher: String,
    /// Whether a corrected row can be told from a new one.
    has_ids: bool,
    new: Vec<RowOf>,
    changed: Vec<Changed>,
    unchanged: usize,
    refused: Vec<Refused>,
    /// Rows that the casebook has and the table has not.
    gone: Vec<KeptAs>,
}

#[derive(Serialize)]
struct RowOf {
    row: u64,
    id: Option<String>,
}

/// A row that the casebook has with other words.
#[derive(Serialize)]
struct Changed {
    row: u64,
    id: String,
    was: String,
    cells: Vec<CellChange>,
}

#[derive(Serialize)]
struct CellChange {
    column: String,
    was: Option<String>,
    now: Option<String>,
}

#[derive(Serialize)]
struct Refused {
    row: u64,
    reason: String,
}

#[derive(Serialize)]
struct KeptAs {
    id: Option<String>,
    source: String,
}

/// Imports tables, one after the other.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let named = common.casebook.as_deref();
    let mut casebook = match args.dry_run {
        true => Casebook::find_if_any(named)?,
        false => Some(Casebook::find_or_create(named)?),
    };
    let mut files = Vec::new();
    for file in &args.files {
        let table = Table::open(file, args)?;
        let kept = match &casebook {
            Some(casebook) => Kept::of(casebook, &table)?,
            None => Kept::default(),
        };
        let (compared, wanted) = compare(table, &kept, casebook.as_ref())?;
        if let Some(casebook) = casebook
            .as_mut()
            .filter(|_| !args.dry_run && !wanted.is_empty())
        {
            keep(casebook, file, wanted, &args.stated)?;
        }
        if common.format != Format::Json {
            out::line(&told(&compared))?;
        }
        files.push(compared);
    }
    let dry_run = args.dry_run;
    let any_new = files
        .iter()
        .any(|file| !file.new.is_empty() || !file.changed.is_empty());
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Imported {
            dry_run,
            files: &files,
        }))?,
        _ if dry_run => out::line("nothing was kept, since this was a dry run")?,
        _ if any_new => {
            out::line("new and changed rows are kept; `tollbook extract` reads what they claim")?
        }
        _ => out::line("nothing was kept, since nothing is new")?,
    }
    let none = |file: &Compared| {
        !file.refused.is_empty()
            && file.new.is_empty()
            && file.changed.is_empty()
            && file.unchanged == 0
    };
    match files.iter().find(|file| none(file)) {
        Some(file) => Err(InputError::NoTable {
            path: file.file.clone(),
            fault: "no row of it can be taken; the reasons stand above".to_owned(),
        }
        .into()),
        None => Ok(()),
    }
}

/// The shape of a table with this header line.
pub fn shape_of(header: &[u8]) -> Option<&'static Shape> {
    Shape::of(&read::columns(header).ok()?)
}

/// A table of a known shape and publisher.
struct Table {
    file: String,
    rows: Rows,
    shape: &'static Shape,
    publisher: String,
    has_ids: bool,
}

impl Table {
    fn open(file: &Path, args: &Arguments) -> anyhow::Result<Self> {
        let path = file.display().to_string();
        let refuse = |fault: String| InputError::NoTable {
            path: path.clone(),
            fault,
        };
        let rows = Rows::open(file, Limits::default(), Timestamp::now())
            .map_err(|refusal| refuse(format!("{}; {}", refusal.reason, refusal.remedy)))?;
        let columns = read::columns(rows.header())
            .map_err(|fault| refuse(format!("{fault}; {}", fault.remedy())))?;
        let shape = shape(&columns, args.shape.as_deref()).map_err(refuse)?;
        let stated = publication_beside(file).or(args.stated.publication());
        let publisher = stated.publisher.as_deref().or(shape.publisher());
        let publisher = publisher.map(str::to_owned).ok_or_else(|| {
            refuse(format!("{} may be anybody's; say who published this one with --publisher, or in a .meta.toml beside it", shape.title()))
        })?;
        let has_ids = shape.has_ids(&columns);
        Ok(Self {
            file: path,
            rows,
            shape,
            publisher,
            has_ids,
        })
    }
}

/// The shape of these columns, which is to be the one of that name.
fn shape(columns: &[String], named: Option<&str>) -> Result<&'static Shape, String> {
    let there = || columns.join(", ");
    if columns
        .iter()
        .any(|column| column.trim().eq_ignore_ascii_case("text"))
    {
        return Err(
            "its rows are reports, in the column “text”; take it in with `tollbook add`".to_owned(),
        );
    }
    let found = Shape::of(columns);
    let Some(name) = named else {
        return found.ok_or_else(|| format!("no known dataset has these columns: {}; a list of persons needs one named “name” or “الاسم”", there()));
    };
    let Some(wanted) = Shape::all().iter().find(|shape| shape.name() == name) else {
        let names: Vec<&str> = Shape::all().iter().map(Shape::name).collect();
        return Err(format!(
            "there is no shape {name}; the shapes are {}",
            names.join(", ")
        ));
    };
    let lacking = wanted.lacks(columns);
    match found {
        Some(found) if found.name() == name => Ok(found),
        Some(found) if lacking.is_empty() => Err(format!(
            "its columns are those of {}, a more exact shape; leave --shape out",
            found.name()
        )),
        _ => Err(format!(
            "{name} has the columns {}, which are not among these: {}",
            lacking.join(", "),
            there()
        )),
    }
}

/// The rows of a table's publisher that the casebook has.
#[derive(Default)]
struct Kept {
    /// The one that stands of each name.
    by_id: BTreeMap<String, KeptRow>,
    without_id: BTreeSet<SourceId>,
    /// Rows of others, with their publishers.
    of_others: BTreeMap<SourceId, String>,
}

impl Kept {
    fn of(casebook: &Casebook, table: &Table) -> anyhow::Result<Self> {
        let mut kept = Self::default();
        for row in casebook.rows()? {
            if row.publisher.as_ref() != Some(&table.publisher) {
                let publisher = row.publisher.unwrap_or_default();
                kept.of_others.insert(row.source, publisher);
                continue;
            }
            if row.key.shape != table.shape.name() {
                continue;
            }
            let Some(id) = row.key.id.clone() else {
                kept.without_id.insert(row.source);
                continue;
            };
            let known = kept.by_id.get(&id);
            if known.is_none_or(|known| row.received >= known.received) {
                kept.by_id.insert(id, row);
            }
        }
        Ok(kept)
    }
}

impl Kept {
    /// The same words are one source, and a source has one publisher.
    fn is_nobody_elses(&self, source: SourceId) -> Result<(), String> {
        match self.of_others.get(&source) {
            None => Ok(()),
            Some(publisher) => Err(format!(
                "the casebook has the same words as a row of {publisher}, from which this one cannot be told apart; give the lists ids, or a column that names each list"
            )),
        }
    }
}

/// Sets a table beside what is kept of it; the sources that its new and changed rows would be.
fn compare(
    table: Table,
    kept: &Kept,
    casebook: Option<&Casebook>,
) -> anyhow::Result<(Compared, BTreeSet<SourceId>)> {
    let mut compared = Compared {
        file: table.file,
        shape: table.shape.name(),
        publisher: table.publisher,
        has_ids: table.has_ids,
        new: vec![],
        changed: vec![],
        unchanged: 0,
        refused: vec![],
        gone: vec![],
    };
    let mut wanted = BTreeSet::new();
    let mut seen = Seen::default();
    for (row, bytes) in table.rows {
        let told = |refusal: Refusal| format!("{}; {}", refusal.reason, refusal.remedy);
        let (bytes, id) = match bytes.map_err(told).and_then(|bytes| {
            let id = id_of(&bytes)?;
            seen.take(row, &bytes, id.as_deref())?;
            kept.is_nobody_elses(source_of(&bytes))?;
            Ok((bytes, id))
        }) {
            Ok(read) => read,
            Err(reason) => {
                compared.refused.push(Refused { row, reason });
                continue;
            }
        };
        let source = source_of(&bytes);
        let before = id.as_ref().and_then(|id| kept.by_id.get(id));
        let is_there = before.map_or(kept.without_id.contains(&source), |before| {
            before.source == source
        });
        let change = match (before, casebook) {
            _ if is_there => None,
            (Some(before), Some(casebook)) => {
                let cells = changes(&casebook.bytes(before.source)?, &bytes)?;
                (!cells.is_empty()).then_some((before.source, cells))
            }
            _ => {
                wanted.insert(source);
                compared.new.push(RowOf { row, id });
                continue;
            }
        };
        match (change, id) {
            (Some((was, cells)), Some(id)) => {
                wanted.insert(source);
                let was = was.short();
                compared.changed.push(Changed {
                    row,
                    id,
                    was,
                    cells,
                });
            }
            _ => compared.unchanged += 1,
        }
    }
    // A row that could not be read may be any of those that were not met.
    if compared.refused.is_empty() {
        compared.gone = seen.gone(kept);
    }
    Ok((compared, wanted))
}

/// The rows of the table that were met.
#[derive(Default)]
struct Seen {
    ids: BTreeMap<String, u64>,
    sources: BTreeMap<SourceId, u64>,
}

impl Seen {
    /// Takes a row, unless one before it cannot be told from it.
    fn take(&mut self, row: u64, bytes: &[u8], id: Option<&str>) -> Result<(), String> {
        if let Some(id) = id {
            return match self.ids.insert(id.to_owned(), row) {
                None => Ok(()),
                Some(first) => {
                    self.ids.insert(id.to_owned(), first);
                    Err(format!("its id {id} stands in row {first} already"))
                }
            };
        }
        match self.sources.insert(source_of(bytes), row) {
            None => Ok(()),
            Some(first) => Err(format!(
                "it is the same as row {first}, and without ids the two cannot be told apart"
            )),
        }
    }

    fn gone(&self, kept: &Kept) -> Vec<KeptAs> {
        let of = |id: Option<&String>, source: SourceId| KeptAs {
            id: id.cloned(),
            source: source.to_string(),
        };
        let by_id = kept
            .by_id
            .iter()
            .filter(|(id, _)| !self.ids.contains_key(*id));
        let without = kept
            .without_id
            .iter()
            .filter(|source| !self.sources.contains_key(source));
        by_id
            .map(|(id, row)| of(Some(id), row.source))
            .chain(without.map(|source| of(None, *source)))
            .collect()
    }
}

/// The name by which a row is known again, if its dataset has such names.
fn id_of(bytes: &[u8]) -> Result<Option<String>, String> {
    let document = read::read_as(bytes, Media::CsvRow)
        .map_err(|fault| format!("{fault}; {}", fault.remedy()))?;
    Ok(document.doc_id)
}

fn source_of(bytes: &[u8]) -> SourceId {
    SourceId::new(Sha256::digest(bytes).into())
}

/// The cells in which two rows differ. The order of columns and the marks around cells are no difference.
fn changes(was: &[u8], now: &[u8]) -> Result<Vec<CellChange>, InputError> {
    let cells = |bytes: &[u8]| {
        let cells =
            read::cells_of(bytes).map_err(|fault| InputError::Unreadable(fault.to_string()))?;
        let full = cells
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty());
        Ok::<BTreeMap<String, String>, InputError>(full.collect())
    };
    let (was, now) = (cells(was)?, cells(now)?);
    let columns: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
    let differing = columns
        .into_iter()
        .filter(|column| was.get(*column) != now.get(*column));
    Ok(differing
        .map(|column| CellChange {
            column: column.clone(),
            was: was.get(column).cloned(),
            now: now.get(column).cloned(),
        })
        .collect())
}

fn keep(
    casebook: &mut Casebook,
    file: &Path,
    wanted: BTreeSet<SourceId>,
    stated: &Stated,
) -> anyhow::Result<()> {
    let given = Given {
        at: Timestamp::now(),
        how: "imported with tollbook".into(),
        publication: stated.publication(),
        tables: Tables {
            known: |header| shape_of(header).is_some(),
            rows: Some(Arc::new(wanted)),
        },
    };
    // What cannot be cut into rows was told when they were compared.
    casebook.add(&[file.to_owned()], &given, &mut |_| {})?;
    Ok(())
}

/// What became of a table, in words.
fn told(compared: &Compared) -> String {
    let mut lines = vec![format!(
        "{}: {}, published by {}",
        compared.file, compared.shape, compared.publisher
    )];
    lines.push(format!(
        "  {} new, {} changed, {} unchanged, {} refused; {} in the casebook and not in the table",
        compared.new.len(),
        compared.changed.len(),
        compared.unchanged,
        compared.refused.len(),
        compared.gone.len()
    ));
    if !compared.has_ids {
        lines.push(
            "  the table has no column with an id, so a corrected row counts as a new one"
                .to_owned(),
        );
    }
    some(&mut lines, "changed", &compared.changed, |changed| {
        let cells: Vec<String> = changed.cells.iter().map(cell).collect();
        format!("row {}, {}: {}", changed.row, changed.id, cells.join("; "))
    });
    some(&mut lines, "refused", &compared.refused, |refused| {
        format!("row {}: {}", refused.row, refused.reason)
    });
    some(
        &mut lines,
        "not in the table any more, and still claimed",
        &compared.gone,
        |gone| {
            gone.id
                .clone()
                .unwrap_or_else(|| format!("source {}", gone.source))
        },
    );
    let lines: Vec<_> = lines.iter().map(|line| visible(line)).collect();
    lines.join("\n")
}

fn some<T>(lines: &mut Vec<String>, what: &str, of: &[T], line: impl Fn(&T) -> String) {
    if of.is_empty() {
        return;
    }
    lines.push(format!("  {what}:"));
    lines.extend(of.iter().take(TOLD).map(|one| format!("    {}", line(one))));
    if of.len() > TOLD {
        lines.push(format!(
            "    and {} more; --format json has all",
            of.len() - TOLD
        ));
    }
}

fn cell(change: &CellChange) -> String {
    let words = |value: &Option<String>| match value {
        None => "nothing".to_owned(),
        Some(value) if value.chars().count() > CELL => {
            format!("“{}…”", value.chars().take(CELL).collect::<String>())
        }
        Some(value) => format!("“{value}”"),
    };
    format!(
        "{} was {}, is {}",
        change.column,
        words(&change.was),
        words(&change.now)
    )
}
