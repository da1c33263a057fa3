//! The tables that linking lists writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tollbook_link::persons::block::Edge;
use tollbook_link::persons::cluster::Clusters;
use tollbook_link::persons::columns::Role;
use tollbook_link::persons::explain::Explainer;
use tollbook_link::persons::link::{Linked, probability};
use tollbook_link::persons::lists::Lists;
use tollbook_link::persons::patterns::table;
use tollbook_link::persons::splink::{Found, Model};
use tollbook_publish::visible::visible;

use super::pairs::{Pair, Tables, tables};
use crate::cli::Common;
use crate::error::InputError;

/// The folder of the drawn tables.
pub const DRAWS: &str = "draws";

/// A folder that results are written into.
pub struct Folder {
    dir: PathBuf,
    /// What stood in it before.
    before: BTreeSet<String>,
    /// What was written, in order.
    pub written: Vec<String>,
}

impl Folder {
    /// The folder, made if it is not there.
    pub fn new(dir: &Path) -> Result<Self, InputError> {
        fs::create_dir_all(dir).map_err(|fault| at(dir, fault))?;
        let entries = fs::read_dir(dir).map_err(|fault| at(dir, fault))?;
        let name = |entry: std::io::Result<fs::DirEntry>| {
            let entry = entry.map_err(|fault| at(dir, fault))?;
            Ok(entry.file_name().to_string_lossy().into_owned())
        };
        Ok(Self {
            dir: dir.to_owned(),
            before: entries.map(name).collect::<Result<_, InputError>>()?,
            written: Vec::new(),
        })
    }

    /// Says that files stood here before: results of two runs in one folder mislead.
    pub fn tell_used(&self, common: &Common) {
        let written = |name: &&String| {
            let path = self.dir.join(name);
            let mut files = self.written.iter();
            files.any(|file| Path::new(file).starts_with(&path))
        };
        let (anew, left): (Vec<&String>, Vec<&String>) = self.before.iter().partition(written);
        for (names, what) in [(anew, "written anew"), (left, "not of this run")] {
            if !names.is_empty() {
                let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
                let (dir, names) = (self.dir.display(), names.join(", "));
                let line = format!("{dir}: in this folder from before, {what}: {names}");
                common.say(&visible(&line));
            }
        }
    }

    /// Writes a file beside its place and then moves it there, so that no half-written one stands.
    pub fn write(&mut self, name: &str, text: impl AsRef<[u8]>) -> Result<(), InputError> {
        let path = self.dir.join(name);
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir).map_err(|fault| at(dir, fault))?;
        }
        let beside = path.with_extension("part");
        fs::write(&beside, text).map_err(|fault| at(&beside, fault))?;
        fs::rename(&beside, &path).map_err(|fault| at(&path, fault))?;
        self.written.push(path.display().to_string());
        Ok(())
    }

    /// Writes both tables of pairs.
    pub fn write_pairs(&mut self, pairs: &Tables) -> Result<(), InputError> {
        self.write("pairs.csv", &pairs.csv)?;
        self.write("pairs.parquet", &pairs.parquet)
    }

    /// Takes away the drawn tables of a run before, so that draws of two runs are never pooled.
    pub fn forget_draws(&self) -> Result<(), InputError> {
        let dir = self.dir.join(DRAWS);
        if !dir.is_dir() {
            return Ok(());
        }
        for entry in fs::read_dir(&dir).map_err(|fault| at(&dir, fault))? {
            let path = entry.map_err(|fault| at(&dir, fault))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with("patterns-") && name.ends_with(".csv") {
                fs::remove_file(&path).map_err(|fault| at(&path, fault))?;
            }
        }
        Ok(())
    }
}

fn at(path: &Path, fault: std::io::Error) -> InputError {
    InputError::File {
        path: path.display().to_string(),
        fault,
    }
}

/// The name of a cluster: its first row's list and id, so that it stays when rows are added.
pub fn cluster_id(lists: &Lists, record: u32) -> String {
    let id = lists.ids.get(record as usize);
    if lists.mappings.len() > 1 {
        format!("{}:{id}", list(lists, record))
    } else {
        id.to_owned()
    }
}

pub(super) fn list(lists: &Lists, record: u32) -> &str {
    &lists.names[usize::from(lists.list[record as usize])]
}

/// Every row of every list with its cluster.
pub fn clusters(lists: &Lists, clusters: &Clusters) -> String {
    clusters_named(lists, clusters, |cluster| cluster_id(lists, cluster))
}

/// The same, with names for the clusters.
pub fn clusters_named(lists: &Lists, clusters: &Clusters, name: impl Fn(u32) -> String) -> String {
    let id = lists
        .mappings
        .first()
        .and_then(|m| m.columns.iter().find(|(_, role)| *role == Role::Id));
    let header = id.map_or("id", |(header, _)| header);
    csv(
        &[header, "list", "cluster_id"],
        (0..lists.len() as u32).map(|record| {
            let cluster = name(clusters.of[record as usize]);
            vec![
                lists.ids.get(record as usize).to_owned(),
                list(lists, record).to_owned(),
                cluster,
            ]
        }),
    )
}

/// The pairs worth keeping, with their reasons.
pub fn pairs(lists: &Lists, linked: &Linked) -> anyhow::Result<Tables> {
    let mut explainer = Explainer::new(linked);
    pair_tables(lists, &linked.edges, &linked.clusters, |a, b| {
        let explained = explainer.explain(a, b);
        (explained.weight, explained.line())
    })
}

/// The pairs worth keeping by a model of Splink.
pub fn splink_pairs(lists: &Lists, model: &Model, found: &Found) -> anyhow::Result<Tables> {
    pair_tables(lists, &found.edges, &found.clusters, |a, b| {
        model.explain(a, b)
    })
}

fn pair_tables(
    lists: &Lists,
    edges: &[Edge],
    clusters: &Clusters,
    mut explain: impl FnMut(u32, u32) -> (f64, String),
) -> anyhow::Result<Tables> {
    let row = |record: u32| {
        [
            list(lists, record).to_owned(),
            lists.ids.get(record as usize).to_owned(),
        ]
    };
    tables(edges.iter().map(|edge| {
        let (weight, reasons) = explain(edge.a, edge.b);
        Pair {
            rows: [row(edge.a), row(edge.b)],
            weight,
            probability: probability(weight),
            joined: clusters.of[edge.a as usize] == clusters.of[edge.b as usize],
            reasons,
        }
    }))
}

/// A list-pattern table.
pub fn patterns(lists: &Lists, clusters: &Clusters) -> String {
    table(&lists.names, &lists.list, clusters)
}

/// How the columns were taken, as a file that can be changed and given back.
pub fn columns(lists: &Lists) -> String {
    let mut text = String::from(
        "# What each column was taken for; change it and give it back with --columns.\n[columns]\n",
    );
    let mut seen = std::collections::BTreeSet::new();
    for (header, role) in lists.mappings.iter().flat_map(|mapping| &mapping.columns) {
        if seen.insert(header) {
            let header = toml::Value::String(header.clone());
            text += &format!("{header} = \"{}\"\n", role.word());
        }
    }
    text
}

fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _header = writer.write_record(header);
    for row in rows {
        let _row = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
