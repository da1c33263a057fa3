//! How long linking takes, on made-up reports.

#[path = "../tests/generator/mod.rs"]
mod generator;

use generator::{Plan, World};

fn main() {
    divan::main();
}

/// Reports of about 2 KB over a year and 200 towns, a fifth of them copies.
#[divan::bench(args = [5_000, 50_000], sample_count = 3)]
fn link(bencher: divan::Bencher<'_, '_>, reports: usize) {
    let world = World::new(&Plan {
        seed: 1,
        incidents: reports / 5,
        reports,
        towns: 200,
        days: 365,
        copies: 0.2,
        vagueness: 0.3,
        words: 250,
    });
    let claims = world.claims();
    bencher
        .counter(divan::counter::ItemsCount::new(claims.len()))
        .bench(|| tollbook_link::link(&claims));
}

/// The same reports, all from one month and ten towns: the worst case for blocks.
#[divan::bench(args = [5_000, 50_000], sample_count = 1)]
fn crowded(bencher: divan::Bencher<'_, '_>, reports: usize) {
    let world = World::new(&Plan {
        seed: 1,
        incidents: reports / 25,
        reports,
        towns: 10,
        days: 30,
        copies: 0.2,
        vagueness: 0.3,
        words: 250,
    });
    let claims = world.claims();
    bencher
        .counter(divan::counter::ItemsCount::new(claims.len()))
        .bench(|| tollbook_link::link(&claims));
}
