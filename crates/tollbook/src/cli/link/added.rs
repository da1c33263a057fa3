//! Rows added to lists that were linked before.

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;
use tollbook_link::persons::add::{Added, add};
use tollbook_link::persons::link::probability;
use tollbook_link::persons::lists::Lists;
use tollbook_link::persons::saved::Saved;

use super::files::{Folder, cluster_id, clusters_named, list, pairs};
use super::lists::{named, read, refused, show_columns, text};
use super::{Arguments, Common, Format, files};
use crate::error::InputError;
use crate::out::{self, counted};

/// The result for scripts.
#[derive(Serialize)]
struct Answer {
    rows: usize,
    rows_added: usize,
    persons: usize,
    compared: u64,
    held_apart: Vec<HeldApart>,
    files: Vec<String>,
}

/// Two clusters that a new row fits both.
#[derive(Serialize)]
struct HeldApart {
    rows: [String; 2],
    clusters: [String; 2],
    weight: f64,
}

/// Links the rows that the run whose folder is `before` did not have. Its clusters stay as they are.
pub fn run(args: &Arguments, before: &Path, out: &Path, common: &Common) -> anyhow::Result<()> {
    let lists = read(args)?;
    if common.format == Format::Text {
        show_columns(&lists, common);
    }
    let model = before.join("model.json");
    let saved = Saved::parse(&text(&model)?).map_err(|fault| named(&model, fault))?;
    let Standing { of, names } = standing(&lists, &before.join("clusters.csv"))?;
    let added = add(&lists, &saved, &of).map_err(refused)?;
    let linked = &added.linked;
    let name = |cluster: u32| match names.get(&cluster) {
        Some(name) => name.clone(),
        None => cluster_id(&lists, cluster),
    };
    let held_apart = held_apart(&lists, &added, &name);
    let mut folder = Folder::new(out)?;
    folder.write(
        "clusters.csv",
        clusters_named(&lists, &linked.clusters, name),
    )?;
    folder.write_pairs(&pairs(&lists, linked)?)?;
    folder.write("model.json", saved.print())?;
    if args.patterns {
        folder.write("patterns.csv", files::patterns(&lists, &linked.clusters))?;
    }
    folder.tell_used(common);
    let groups = linked.clusters.groups();
    let joined: usize = groups.iter().map(|group| group.len() - 1).sum();
    tell(
        &Answer {
            rows: lists.len(),
            rows_added: of.iter().filter(|cluster| cluster.is_none()).count(),
            persons: lists.len() - joined,
            compared: linked.compared,
            held_apart,
            files: folder.written,
        },
        common,
    )
}

/// The clusters of the run before: that of each row, and what each is called.
struct Standing {
    of: Vec<Option<u32>>,
    names: HashMap<u32, String>,
}

fn standing(lists: &Lists, path: &Path) -> Result<Standing, InputError> {
    let fault = |told: String| InputError::Refused(format!("{}: {told}", path.display()));
    let mut records: HashMap<(&str, &str), u32> = HashMap::new();
    for record in 0..lists.len() as u32 {
        let row = (list(lists, record), lists.ids.get(record as usize));
        if records.insert(row, record).is_some() {
            return Err(fault(format!(
                "list {} has the id {} in two files; give each list its own name",
                row.0, row.1
            )));
        }
    }
    let table = text(path)?;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut known: Vec<(u32, String)> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| fault(format!("not a table of clusters ({error})")))?;
        let (Some(id), Some(list), Some(cluster)) = (row.get(0), row.get(1), row.get(2)) else {
            return Err(fault(
                "not a table of clusters: id, list, cluster_id".into(),
            ));
        };
        let record = records.get(&(list, id)).ok_or_else(|| {
            fault(format!(
                "row {id} of list {list} is in none of the lists; give the lists of that run and the new ones"
            ))
        })?;
        known.push((*record, cluster.to_owned()));
    }
    known.sort();
    let mut of = vec![None; lists.len()];
    let (mut numbers, mut names) = (HashMap::new(), HashMap::new());
    for (record, name) in known {
        let number = *numbers.entry(name.clone()).or_insert(record);
        of[record as usize] = Some(number);
        names.insert(number, name);
    }
    Ok(Standing { of, names })
}

fn held_apart(lists: &Lists, added: &Added, name: &impl Fn(u32) -> String) -> Vec<HeldApart> {
    let of = |record: u32| name(added.linked.clusters.of[record as usize]);
    let row = |record: u32| {
        let id = lists.ids.get(record as usize);
        format!("{}:{id}", list(lists, record))
    };
    let edges = added.held_apart.iter();
    edges
        .map(|edge| HeldApart {
            rows: [edge.a, edge.b].map(row),
            clusters: [edge.a, edge.b].map(of),
            weight: edge.weight.into(),
        })
        .collect()
}

fn tell(answer: &Answer, common: &Common) -> anyhow::Result<()> {
    if common.format == Format::Json {
        return out::print(&tollbook_publish::wire::print(answer));
    }
    for held in &answer.held_apart {
        let ([a, b], [x, y]) = (&held.rows, &held.clusters);
        let chance = 100.0 * probability(held.weight);
        out::line(&format!(
            "kept apart: clusters {x} and {y}, though rows {a} and {b} are of one person with {chance:.0} %; link anew without --add-to to have them weighed"
        ))?;
    }
    out::line(&format!(
        "{} added; {} {}; written: {}",
        counted(answer.rows_added, "row was", "rows were"),
        counted(answer.rows, "row names", "rows name"),
        counted(answer.persons, "person", "persons"),
        answer.files.join(", ")
    ))
}
