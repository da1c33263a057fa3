//! Linking the rows of lists of persons.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Cursor};
use std::path::Path;

use serde::Serialize;
use tollbook_link::persons::columns::Told;
use tollbook_link::persons::link::{Linked, Settings, link};
use tollbook_link::persons::lists::{Lists, Source};
use tollbook_link::persons::saved::Saved;
use tollbook_link::persons::splink;

use super::{Arguments, Common, Format, added, columnar, files, page};
use crate::error::InputError;
use crate::out::{self, counted};

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

/// The result for scripts, by a model of Splink.
#[derive(Serialize)]
struct BySplink {
    rows: usize,
    persons: usize,
    compared: u64,
    pairs_kept: usize,
    files: Vec<String>,
}

/// Links the lists and writes what comes of it into the folder `out`.
pub fn run(args: &Arguments, out: &Path, common: &Common) -> anyhow::Result<()> {
    if let Some(model) = &args.splink_model {
        return by_splink(args, model, out, common);
    }
    if let Some(before) = &args.add_to {
        return added::run(args, before, out, common);
    }
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
    folder.write("clusters.csv", files::clusters(&lists, &linked.clusters))?;
    folder.write_pairs(&files::pairs(&lists, &linked)?)?;
    folder.write(
        "model.json",
        Saved::new(&linked.records, &linked.trained).print(),
    )?;
    folder.write("link.toml", files::columns(&lists))?;
    folder.write("report.html", page::html(&lists, &linked))?;
    if args.patterns {
        folder.write("patterns.csv", files::patterns(&lists, &linked.clusters))?;
    }
    folder.forget_draws()?;
    for number in 1..=args.draws {
        let drawn = linked.draw(args.seed, number);
        folder.write(
            &format!("{}/patterns-{number:03}.csv", files::DRAWS),
            files::patterns(&lists, &drawn),
        )?;
    }
    folder.tell_used(common);
    tell(&answer(&lists, &linked, folder.written), common)
}

/// Links the lists by a model of Splink.
fn by_splink(args: &Arguments, model: &Path, out: &Path, common: &Common) -> anyhow::Result<()> {
    let json = text(model)?;
    let opened = with_sources(args, |sources| {
        splink::open(&json, sources, args.id.as_deref())
    })?;
    let (lists, model) = opened.map_err(refused)?;
    let found = model.link();
    let mut folder = files::Folder::new(out)?;
    folder.write("clusters.csv", files::clusters(&lists, &found.clusters))?;
    folder.write_pairs(&files::splink_pairs(&lists, &model, &found)?)?;
    if args.patterns {
        folder.write("patterns.csv", files::patterns(&lists, &found.clusters))?;
    }
    folder.tell_used(common);
    let joined: usize = found
        .clusters
        .groups()
        .iter()
        .map(|group| group.len() - 1)
        .sum();
    let answer = BySplink {
        rows: lists.len(),
        persons: lists.len() - joined,
        compared: found.compared,
        pairs_kept: found.edges.len(),
        files: folder.written,
    };
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&answer)),
        _ => out::line(&format!(
            "{} {} by the model of Splink; written: {}",
            counted(answer.rows, "row names", "rows name"),
            counted(answer.persons, "person", "persons"),
            answer.files.join(", ")
        )),
    }
}

pub(super) fn read(args: &Arguments) -> Result<Lists, InputError> {
    let told = match &args.columns {
        Some(path) => Told::parse(&text(path)?).map_err(|fault| named(path, fault))?,
        None => Told::default(),
    };
    let read = with_sources(args, |sources| {
        Lists::read(sources, &told, args.id.as_deref())
    })?;
    read.map_err(refused)
}

/// Gives the lists to `work`, which reads CSV from the disk piece by piece.
fn with_sources<T>(
    args: &Arguments,
    work: impl FnOnce(Vec<Source<'_>>) -> T,
) -> Result<T, InputError> {
    let mut files = Vec::new();
    for path in &args.lists {
        files.push(rows(path)?);
    }
    let names: Vec<String> = args
        .lists
        .iter()
        .map(|path| list_name(path, &args.lists))
        .collect();
    let sources = names.iter().zip(files);
    let sources = sources.map(|(name, rows)| Source { name, rows });
    Ok(work(sources.collect()))
}

/// What the rows of a list are read from: the file, or the CSV that says what a Parquet file says.
fn rows(path: &Path) -> Result<Box<dyn BufRead>, InputError> {
    let unreadable = |fault| unreadable(path, fault);
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut file = BufReader::with_capacity(1 << 16, file);
    if !columnar::is_parquet(file.fill_buf().map_err(unreadable)?) {
        return Ok(Box::new(file));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let csv = columnar::as_csv(bytes);
    let csv = csv.map_err(|fault| InputError::Refused(format!("{}: {fault}", path.display())))?;
    Ok(Box::new(Cursor::new(csv)))
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

pub(super) fn text(path: &Path) -> Result<String, InputError> {
    fs::read_to_string(path).map_err(|fault| unreadable(path, fault))
}

fn unreadable(path: &Path, fault: std::io::Error) -> InputError {
    InputError::File {
        path: path.display().to_string(),
        fault,
    }
}

pub(super) fn refused(fault: tollbook_link::persons::Error) -> InputError {
    InputError::Refused(fault.to_string())
}

pub(super) fn named(path: &Path, fault: tollbook_link::persons::Error) -> InputError {
    InputError::Refused(format!("{}: {fault}", path.display()))
}

/// What each column was taken for, so that a wrong guess is seen before its results are.
pub(super) fn show_columns(lists: &Lists, common: &Common) {
    for mapping in &lists.mappings {
        let columns: Vec<String> = mapping
            .columns
            .iter()
            .map(|(header, role)| format!("{header} = {}", role.word()))
            .collect();
        common.say(&format!(
            "{}: {}; {}",
            mapping.list,
            counted(mapping.rows, "row", "rows"),
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
        "{} {}; of the joined pairs {:.1} % are estimated to be right, and {:.1} % of all right pairs to be joined",
        counted(answer.rows, "row names", "rows name"),
        counted(answer.persons, "person", "persons"),
        100.0 * answer.estimated_precision,
        100.0 * answer.estimated_recall
    ))?;
    out::line(&format!("written: {}", answer.files.join(", ")))
}
