//! The work of `make bench-link`, a step at a time, so that each has its own processor time and
//! memory: `make ROWS SEED FILE` writes made lists, `own FILE` links them as `tollbook link` does,
//! then adds a thousand rows to them; `splink FILE MODEL PAIRS` links them by a model that Splink saved and compares with its pairs.

#![allow(clippy::print_stdout, reason = "the rows are what it is for")]

#[path = "../tests/victims/mod.rs"]
#[allow(dead_code, reason = "tests use the rest")]
mod victims;

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::BufReader;

use tollbook_link::persons::add::add_records;
use tollbook_link::persons::block::Edge;
use tollbook_link::persons::cluster::Clusters;
use tollbook_link::persons::columns::Told;
use tollbook_link::persons::link::{Linked, Settings, link};
use tollbook_link::persons::lists::{Lists, Source};
use tollbook_link::persons::splink;

/// The least weight that Splink is asked to keep.
const KEPT: f32 = -5.0;

/// Rows that are added.
const NEW: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["make", rows, seed, file] => {
            fs::write(file, victims::victims(rows.parse()?, seed.parse()?))?;
        }
        ["own", file] => own(file)?,
        ["splink", file, model, pairs] => by_splink(file, model, pairs)?,
        _ => return Err("make ROWS SEED FILE, own FILE, or splink FILE MODEL PAIRS".into()),
    }
    Ok(())
}

/// The rows as they are read from the disk, piece by piece.
fn rows(file: &str) -> std::io::Result<Source<'static>> {
    let rows = Box::new(BufReader::new(fs::File::open(file)?));
    Ok(Source { name: "rows", rows })
}

fn own(file: &str) -> Result<(), Box<dyn Error>> {
    let lists = Lists::read(vec![rows(file)?], &Told::default(), None)?;
    let linked = link(&lists, Settings::default(), None)?;
    let cost = Cost::so_far();
    row(
        "Tollbook's own",
        &cost,
        [linked.compared, linked.edges.len() as u64],
        &linked.clusters,
        &truth(file)?,
    );
    println!(
        "Tollbook's own estimates: precision {:.3}, recall {:.3}; {:.3} of all pairs of one person compared",
        linked.estimate.precision, linked.estimate.recall, linked.trained.plan.recall
    );
    add_rows(linked);
    Ok(())
}

/// Takes every so many-th row for new, a thousand in all, and the clusters of the rest as they came
/// out.
fn add_rows(linked: Linked) {
    let step = (linked.clusters.of.len() / NEW).max(1);
    let new = |record: u32| (record as usize + 1).is_multiple_of(step);
    // A cluster goes by its first record that is not new.
    let mut number: HashMap<u32, u32> = HashMap::new();
    let standing: Vec<Option<u32>> = linked
        .clusters
        .of
        .iter()
        .zip(0..)
        .map(|(cluster, record)| (!new(record)).then(|| *number.entry(*cluster).or_insert(record)))
        .collect();
    let before = Cost::so_far();
    let added = add_records(linked.records, linked.trained, &standing);
    println!(
        "{NEW} rows added to the rest in {:.2} CPU s: {} pairs compared, {} of two standing clusters told and left apart",
        Cost::so_far().seconds - before.seconds,
        added.linked.compared,
        added.held_apart.len()
    );
}

fn by_splink(file: &str, model: &str, pairs: &str) -> Result<(), Box<dyn Error>> {
    let (lists, model) = splink::open(&fs::read_to_string(model)?, vec![rows(file)?], None)?;
    let found = model.link();
    let cost = Cost::so_far();
    row(
        "Tollbook by Splink's model",
        &cost,
        [found.compared, found.edges.len() as u64],
        &found.clusters,
        &truth(file)?,
    );
    compare(&lists, &found.edges, pairs)
}

/// Which pairs only one of the two has kept, and how far the weights differ.
fn compare(lists: &Lists, edges: &[Edge], pairs: &str) -> Result<(), Box<dyn Error>> {
    let mut ours: HashMap<[&str; 2], f32> = HashMap::new();
    for edge in edges {
        let id = |record: u32| lists.ids.get(record as usize);
        ours.insert(ordered([id(edge.a), id(edge.b)]), edge.weight);
    }
    let all = edges.iter().filter(|edge| edge.weight >= KEPT).count();
    let (mut theirs, mut missing, mut furthest) = (0_u64, 0_u64, 0.0_f64);
    for row in csv::Reader::from_path(pairs)?.records() {
        let row = row?;
        let weight: f64 = row[2].parse()?;
        theirs += 1;
        match ours.get(&ordered([&row[0], &row[1]])) {
            Some(our) => furthest = furthest.max((f64::from(*our) - weight).abs()),
            None => missing += 1,
        }
    }
    println!(
        "weights of at least {KEPT}: Splink has {theirs} pairs, Tollbook {all}; {missing} of Splink's are missing; weights differ by at most {furthest:.1e}"
    );
    Ok(())
}

fn ordered([a, b]: [&str; 2]) -> [&str; 2] {
    if a <= b { [a, b] } else { [b, a] }
}

/// The person of each row, from the column `entity`.
fn truth(file: &str) -> Result<Vec<u32>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let at = reader.headers()?.iter().position(|name| name == "entity");
    let at = at.ok_or("no column entity")?;
    let mut truth = Vec::new();
    for row in reader.records() {
        truth.push(row?[at].parse()?);
    }
    Ok(truth)
}

/// Prints a row of the table: what was done, what it took, how good the clusters are.
fn row(what: &str, cost: &Cost, [compared, kept]: [u64; 2], clusters: &Clusters, truth: &[u32]) {
    let pairs = |keys: &mut dyn Iterator<Item = u64>| -> f64 {
        let mut sizes: HashMap<u64, f64> = HashMap::new();
        keys.for_each(|key| *sizes.entry(key).or_insert(0.0) += 1.0);
        sizes.values().map(|n| n * (n - 1.0) / 2.0).sum()
    };
    let of = || clusters.of.iter().map(|cluster| u64::from(*cluster));
    let persons = || truth.iter().map(|person| u64::from(*person));
    let right = pairs(&mut of().zip(persons()).map(|(a, b)| a << 32 | b));
    let (precision, recall) = (right / pairs(&mut of()), right / pairs(&mut persons()));
    let f1 = 2.0 * precision * recall / (precision + recall);
    let Cost { seconds, mebibytes } = cost;
    println!(
        "| {what} | {seconds:.1} | {mebibytes:.0} | {compared} | {kept} | {precision:.3} | {recall:.3} | {f1:.3} |"
    );
}

/// Processor seconds of this process, and the most memory that it has held; not a number where the
/// system is not Linux.
struct Cost {
    seconds: f64,
    mebibytes: f64,
}

impl Cost {
    fn so_far() -> Self {
        Self {
            seconds: seconds().unwrap_or(f64::NAN),
            mebibytes: mebibytes().unwrap_or(f64::NAN),
        }
    }
}

fn seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in brackets, may hold blanks; user and system time are the 12th and 13th after it.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / 100.0)
}

fn mebibytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes / 1024.0)
}
