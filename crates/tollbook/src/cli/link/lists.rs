//! Linking the rows of lists of persons.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Serialize;
use tollbook_link::persons::columns::Told;
use tollbook_link::persons::link::{Linked, Settings, link};
use tollbook_link::persons::lists::{Lists, Source};
use tollbook_link::persons::saved::Saved;

use super::{Arguments, Common, Format, files, page};
use crate::error::InputError;
use crate::out;

/// The result for scripts.
#[derive(Serialize)]
struct Answer {
    lists: Vec<Taken>,
    rows: usize,
    persons: usize,
    compared: u64,
    pairs_joined: usize,
    threshold: f64,
    /// The share of all pairs of one person that were compared, as estimated.
    estimated_blocking_recall: f64,
    estimated_precision: f64,
    estimated_recall: f64,
    files: Vec<String>,
}

/// How one list was taken.
#[derive(Serialize)]
struct Taken {
    list: String,
    rows: usize,
    columns: BTreeMap<String, tollbook_link::persons::columns::Role>,
}

/// Links the lists and writes what comes of it into the folder `out`.
pub fn run(args: &Arguments, out: &Path, common: &Common) -> anyhow::Result<()> {
    let lists = read(args)?;
    if common.format == Format::Text {
        show_columns(&lists, common);
    }
    let saved = match &args.model {
        Some(path) => Some(Saved::parse(&text(path)?).map_err(|fault| named(path, fault))?),
        None => None,
    };
    let settings = Settings {
        pairs_a_record: args.pairs,
    };
    let linked = link(&lists, settings, saved.as_ref()).map_err(refused)?;
    let mut folder = files::Folder::new(out)?;
    folder.write("clusters.csv", &files::clusters(&lists, &linked))?;
    folder.write("pairs.csv", &files::pairs(&lists, &linked))?;
    folder.write(
        "model.json",
        &Saved::new(&linked.records, &linked.trained).print(),
    )?;
    folder.write("link.toml", &files::columns(&lists))?;
    folder.write("report.html", &page::html(&lists, &linked))?;
    if args.patterns {
        folder.write("patterns.csv", &files::patterns(&lists, &linked.clusters))?;
    }
    for number in 1..=args.draws {
        let drawn = linked.draw(args.seed, number);
        folder.write(
            &format!("draws/patterns-{number:03}.csv"),
            &files::patterns(&lists, &drawn),
        )?;
    }
    tell(&answer(&lists, &linked, folder.written), common)
}

fn read(args: &Arguments) -> Result<Lists, InputError> {
    let told = match &args.columns {
        Some(path) => Told::parse(&text(path)?).map_err(|fault| named(path, fault))?,
        None => Told::default(),
    };
    let mut bytes = Vec::new();
    for path in &args.lists {
        bytes.push(fs::read(path).map_err(|fault| unreadable(path, fault))?);
    }
    let names: Vec<String> = args
        .lists
        .iter()
        .map(|path| list_name(path, &args.lists))
        .collect();
    let sources: Vec<Source<'_>> = names
        .iter()
        .zip(&bytes)
        .map(|(name, bytes)| Source { name, bytes })
        .collect();
    Lists::read(&sources, &told, args.id.as_deref()).map_err(refused)
}

/// A list is called by its file's name; by the whole path where two files share the name.
fn list_name(path: &Path, all: &[std::path::PathBuf]) -> String {
    let alike = all
        .iter()
        .filter(|other| other.file_stem() == path.file_stem())
        .count();
    match path.file_stem() {
        Some(stem) if alike == 1 => stem.to_string_lossy().into_owned(),
        _ => path.display().to_string(),
    }
}

fn text(path: &Path) -> Result<String, InputError> {
    fs::read_to_string(path).map_err(|fault| unreadable(path, fault))
}

fn unreadable(path: &Path, fault: std::io::Error) -> InputError {
    InputError::File {
        path: path.display().to_string(),
        fault,
    }
}

fn refused(fault: tollbook_link::persons::Error) -> InputError {
    InputError::Refused(fault.to_string())
}

fn named(path: &Path, fault: tollbook_link::persons::Error) -> InputError {
    InputError::Refused(format!("{}: {fault}", path.display()))
}

/// What each column was taken for, so that a wrong guess is seen before its results are.
fn show_columns(lists: &Lists, common: &Common) {
    for mapping in &lists.mappings {
        let columns: Vec<String> = mapping
            .columns
            .iter()
            .map(|(header, role)| format!("{header} = {}", role.word()))
            .collect();
        common.say(&format!(
            "{}: {} rows; {}",
            mapping.list,
            mapping.rows,
            columns.join(", ")
        ));
    }
}

fn answer(lists: &Lists, linked: &Linked, files: Vec<String>) -> Answer {
    let groups = linked.clusters.groups();
    let joined: usize = groups.iter().map(|group| group.len() - 1).sum();
    Answer {
        lists: lists
            .mappings
            .iter()
            .map(|m| Taken {
                list: m.list.clone(),
                rows: m.rows,
                columns: m.columns.iter().cloned().collect(),
            })
            .collect(),
        rows: lists.len(),
        persons: lists.len() - joined,
        compared: linked.compared,
        pairs_joined: groups
            .iter()
            .map(|group| group.len() * (group.len() - 1) / 2)
            .sum(),
        threshold: linked.threshold,
        estimated_blocking_recall: linked.trained.plan.recall,
        estimated_precision: linked.estimate.precision,
        estimated_recall: linked.estimate.recall,
        files,
    }
}

fn tell(answer: &Answer, common: &Common) -> anyhow::Result<()> {
    if common.format == Format::Json {
        return out::print(&tollbook_publish::wire::print(answer));
    }
    out::line(&format!(
        "{} rows name {} persons; of the joined pairs {:.1} % are estimated to be right, and {:.1} % of all right pairs to be joined",
        answer.rows,
        answer.persons,
        100.0 * answer.estimated_precision,
        100.0 * answer.estimated_recall
    ))?;
    out::line(&format!("written: {}", answer.files.join(", ")))
}
