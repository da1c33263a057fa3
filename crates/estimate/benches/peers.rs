//! Times of whole tasks on one thread, beside the limits that they are held to and the CPU seconds
//! that R packages took for them on one machine (Rcapture 1.4-4, dga 2.0.2, LCMCR 0.4.14, SparseMSE
//! 2.0.1; the quicker of two runs): `cargo bench -p tollbook-estimate --bench peers`.
//!
//! The figure is processor time where the system is Linux, else the time that passed; so a busy machine
//! makes it little too long, never too short. For linkage draws on two threads, for which their limit was
//! set, both are told.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::hint::black_box;
use std::time::Instant;

use tollbook_estimate::graphs::{GraphSettings, average};
use tollbook_estimate::latent::{LatentSettings, latent};
use tollbook_estimate::loglinear::{Cells, all_models, bootstrap, default_order, profile};
use tollbook_estimate::{Settings, Stratum, Table, parse, pool};

/// LCMCR's effective draws of the total a CPU second on Kosovo 1999.
const PEER_DRAWS: f64 = 116.0;

fn table(name: &str) -> Table {
    let path = format!("{}/testdata/tables/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a table");
    parse(&text).expect("a table").remove(0).table
}

/// Seconds of a clock: of the processors that the threads of this process had, if the system tells,
/// else of the wall.
struct Clock {
    wall: Instant,
    processors: Option<f64>,
}

impl Clock {
    fn start() -> Self {
        Self {
            wall: Instant::now(),
            processors: processors(),
        }
    }

    fn seconds(&self) -> f64 {
        match (self.processors, processors()) {
            (Some(start), Some(now)) => now - start,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// What the threads have run, in seconds. The system adds to it a few times in a hundredth of a second.
fn processors() -> Option<f64> {
    let mut sum = 0.0;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let told = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        sum += told.split_whitespace().next()?.parse::<f64>().ok()? / 1e9;
    }
    Some(sum)
}

/// Seconds of one run, the mean of so many that they take a fifth of a second and more.
fn mean<T>(mut task: impl FnMut() -> T) -> f64 {
    let (clock, mut runs) = (Clock::start(), 0.0);
    loop {
        black_box(task());
        runs += 1.0;
        let seconds = clock.seconds();
        if seconds > 0.2 {
            return seconds / runs;
        }
    }
}

fn row(task: &str, seconds: f64, limit: f64, peer: Option<f64>) {
    let beside = peer.map_or("none".to_owned(), |peer| format!("{peer} s"));
    let ratio = peer.map_or(String::new(), |peer| format!("{:.0} times", peer / seconds));
    let kept = if seconds <= limit { "kept" } else { "NOT KEPT" };
    println!(
        "| {task} | {:.2} ms | {:.0} ms, {kept} | {beside} | {ratio} |",
        1e3 * seconds,
        1e3 * limit
    );
}

fn models(name: &str, limit: f64, peer: f64) {
    let cells = Cells::of(&table(name));
    let order = default_order(cells.lists());
    let seconds = mean(|| all_models(&cells, order));
    let count = all_models(&cells, order).len();
    row(
        &format!("all {count} log-linear models, `{name}`"),
        seconds,
        limit,
        Some(peer),
    );
}

fn graphs(name: &str, limit: f64, peer: Option<f64>) {
    let cells = Cells::of(&table(name));
    let settings = GraphSettings {
        delta: None,
        most_unseen: None,
    };
    let seconds = mean(|| average(&cells, settings));
    row(
        &format!("average over graphs, `{name}`"),
        seconds,
        limit,
        peer,
    );
}

fn validated(name: &str, limit: f64) {
    let cells = Cells::of(&table(name));
    let settings = LatentSettings {
        effective: 400.0,
        ..LatentSettings::default()
    };
    let seconds = mean(|| {
        let found = latent(&cells, settings, 1);
        assert!(found.agreement.holds(), "{found:?}");
    });
    row(
        &format!("latent classes, four chains that agree, 400 effective draws, `{name}`"),
        seconds,
        limit,
        None,
    );
}

fn draws_a_second() {
    let cells = Cells::of(&table("kosovo1999"));
    let mut effective = 0.0;
    let seconds = mean(|| {
        let found = latent(&cells, LatentSettings::default(), 1);
        effective = found.agreement.bulk.min(found.agreement.tail);
    });
    let rate = effective / seconds;
    let kept = if rate >= 1100.0 { "kept" } else { "NOT KEPT" };
    println!(
        "| latent classes, effective draws a second, `kosovo1999` | {rate:.0} | at least 1,100, {kept} | {PEER_DRAWS} | {:.0} times |",
        rate / PEER_DRAWS
    );
}

/// A hundred tables as a linkage would draw them: up to 99 persons on the first two lists cut in two.
fn linkage_draws() {
    let kosovo = table("kosovo1999");
    let cut = |missed: u64| {
        let mut text = format!("{},count\n", kosovo.lists().join(","));
        for (pattern, people) in kosovo.patterns() {
            let moved = match pattern.0 {
                0b0011 => people - missed,
                0b0001 | 0b0010 => people + missed,
                _ => people,
            };
            let on = (0..4).map(|list| if pattern.on(list) { "1," } else { "0," });
            text += &format!("{}{moved}\n", on.collect::<String>());
        }
        parse(&text).expect("a table")
    };
    let tables: Vec<Vec<Stratum>> = (0..100).map(cut).collect();
    let (wall, clock) = (Instant::now(), Clock::start());
    let report = pool(&tables, &Settings::default()).expect("figures");
    let (passed, seconds) = (wall.elapsed().as_secs_f64(), clock.seconds());
    assert_eq!(report.estimates.len(), 3, "{:?}", report.refused);
    row(
        &format!(
            "100 linkage draws of four lists, three methods, two threads ({seconds:.1} CPU s)"
        ),
        passed,
        30.0,
        None,
    );
}

fn all() {
    println!("| task, one thread | CPU time | limit | R | quicker by |\n|---|---|---|---|---|");
    models("kosovo1999", 0.005, 0.48);
    models("uk2013_5", 0.050, 5.03);
    let kosovo = Cells::of(&table("kosovo1999"));
    let model = all_models(&kosovo, 3).swap_remove(112).0;
    let seconds = mean(|| profile(&kosovo, &model, 6000.0));
    row("one profile-likelihood interval", seconds, 0.1, Some(0.1));
    let uk = Cells::of(&table("uk2013_6"));
    let seconds = mean(|| bootstrap(&uk, 0.02, 1000, 1));
    row(
        "BCa, 1,000 tables, `uk2013_6`; R: 100 tables of 5 lists",
        seconds,
        2.0,
        Some(22.5),
    );
    graphs("kosovo1999", 0.050, Some(0.18));
    graphs("madigan_york_5", 0.050, Some(0.17));
    graphs("uk2013_5", 0.050, Some(1.09));
    graphs("uk2013_6", 5.0, None);
    draws_a_second();
    validated("kosovo1999", 1.0);
    validated("hiv_rome_4", 5.0);
}

fn main() {
    let threads = |count| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build();
        pool.expect("threads")
    };
    threads(1).install(all);
    threads(2).install(linkage_draws);
}
