//! Times of the estimators on published tables: `cargo bench -p tollbook-estimate`.
//! One thread each, so the figures are CPU seconds of one core: `RAYON_NUM_THREADS=1`.

use divan::Bencher;
use tollbook_estimate::graphs::{GraphSettings, average};
use tollbook_estimate::latent::{LatentSettings, latent};
use tollbook_estimate::loglinear::{Cells, all_models, bootstrap, default_order};
use tollbook_estimate::{Table, parse};

fn main() {
    divan::main();
}

fn table(name: &str) -> Table {
    let path = format!("{}/testdata/tables/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a table");
    parse(&text).expect("a table").remove(0).table
}

/// All hierarchical models: 113 for 4 lists, 1,024 with pairs only for 5.
#[divan::bench(args = ["kosovo1999", "uk2013_5"])]
fn models(bencher: Bencher<'_, '_>, name: &str) {
    let cells = Cells::of(&table(name));
    bencher.bench(|| all_models(&cells, default_order(cells.lists())));
}

/// 1,000 tables, the stepwise choice repeated on each.
#[divan::bench(args = ["kosovo1999", "uk2013_6"], sample_count = 3)]
fn bca(bencher: Bencher<'_, '_>, name: &str) {
    let cells = Cells::of(&table(name));
    bencher.bench(|| bootstrap(&cells, 0.02, 1000, 1));
}

/// Decomposable graphs: 61 for 4 lists, 822 for 5, 18,154 for 6.
#[divan::bench(args = ["kosovo1999", "madigan_york_5", "uk2013_5", "uk2013_6"], sample_count = 3)]
fn graphs(bencher: Bencher<'_, '_>, name: &str) {
    let cells = Cells::of(&table(name));
    let settings = GraphSettings {
        delta: None,
        most_unseen: None,
    };
    bencher.bench(|| average(&cells, settings));
}

/// Latent classes to a validated answer: four chains that agree, 3,000 effective draws.
#[divan::bench(args = ["kosovo1999", "hiv_rome_4"], sample_count = 3)]
fn latent_classes(bencher: Bencher<'_, '_>, name: &str) {
    let cells = Cells::of(&table(name));
    bencher.bench(|| latent(&cells, LatentSettings::default(), 1));
}
