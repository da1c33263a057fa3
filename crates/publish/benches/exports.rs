//! How long the exports of a large record take, and how many lines a second the stream writes.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use tollbook_publish::wire::print_line;
use tollbook_publish::wire::v1::LineOut;
use tollbook_publish::{csv, json, page};

#[allow(dead_code, unused_imports, reason = "the tests use more of it")]
#[path = "../tests/it/fixture/mod.rs"]
mod fixture;

const INCIDENTS: u32 = 10_000;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 5)]
fn page_of_10_000_incidents(bencher: Bencher<'_, '_>) {
    let parts = fixture::many(INCIDENTS);
    bencher.bench(|| page::html(&parts.record()));
}

#[divan::bench(sample_count = 5)]
fn json_of_10_000_incidents(bencher: Bencher<'_, '_>) {
    let parts = fixture::many(INCIDENTS);
    bencher.bench(|| json::export(&parts.record()));
}

#[divan::bench(sample_count = 5)]
fn csv_of_10_000_incidents(bencher: Bencher<'_, '_>) {
    let parts = fixture::many(INCIDENTS);
    bencher.bench(|| csv::export(&parts.record()));
}

#[divan::bench]
fn lines_of_output(bencher: Bencher<'_, '_>) {
    let parts = fixture::invented();
    bencher.counter(ItemsCount::new(8_usize)).bench(|| {
        for index in 0..8 {
            let (source, reading) = parts.source(index);
            let line = LineOut::from_reading(String::from("id"), &source.text, reading);
            black_box(print_line(&line));
        }
    });
}
