//! What the commands cost on 10,000 invented incidents in 50,000 sources: `cargo bench --package tollbook --bench sizes`.
//! INCIDENTS=1000 makes the casebook smaller; CASEBOOK=DIR keeps it there and uses it again.
//!
//! Each line is one call of the program as GNU time tells it: seconds, seconds of processor time, and the most
//! memory that it held.
#![expect(
    clippy::print_stdout,
    reason = "a bench without a harness tells its own results"
)]

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Span;
use jiff::civil::Date;
use serde_json::json;

/// Reports of one incident, on average.
const REPORTS: usize = 5;

/// Towns that the embedded list knows, so that places cost what they do in a true casebook. Nothing that is told of
/// them here was ever reported.
const TOWNS: [&str; 40] = [
    "Saraqib",
    "Binnish",
    "Ariha",
    "Maarrat Misrin",
    "Kafr Nabl",
    "Harim",
    "Salqin",
    "Khan Shaykhun",
    "Taftanaz",
    "Darkush",
    "Armanaz",
    "Azaz",
    "Afrin",
    "Al Bab",
    "Manbij",
    "Jarabulus",
    "Atarib",
    "Anadan",
    "Tall Rifat",
    "Nubl",
    "Douma",
    "Harasta",
    "Zamalka",
    "Darayya",
    "Az Zabadani",
    "Qudsaya",
    "An Nabk",
    "Yabrud",
    "Ar Rastan",
    "Talbiseh",
    "Tadmur",
    "Salamiyah",
    "Masyaf",
    "Kafr Zita",
    "Mayadin",
    "Al Bukamal",
    "Nawa",
    "Jasim",
    "Inkhil",
    "Bosra",
];
const ATTACKS: [&str; 4] = ["shells", "an airstrike", "rockets", "a drone strike"];
const HIT: [&str; 5] = [
    "the market",
    "a school",
    "a house",
    "a bakery",
    "the hospital",
];
const FILLER: [&str; 6] = [
    "Shops in the old quarter stayed closed and the road to the north was empty.",
    "The council said that bread would be handed out from the sports hall.",
    "Electricity had come back for three hours in the night.",
    "A teacher said that lessons would begin again next week.",
    "Rain had fallen since the morning, and the fields stood under water.",
    "Traders said that the price of flour had doubled since the winter.",
];

/// SplitMix64: the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % most as u64) as usize
    }
}

struct Incident {
    town: &'static str,
    day: Date,
    attack: &'static str,
    hit: &'static str,
    killed: usize,
}

fn incidents(count: usize, numbers: &mut Numbers) -> Vec<Incident> {
    let made = (0..count).map(|at| Incident {
        town: TOWNS[at % TOWNS.len()],
        day: Date::constant(2031, 1, 1)
            .saturating_add(Span::new().days((at / TOWNS.len() * 5) as i64)),
        attack: ATTACKS[numbers.below(ATTACKS.len())],
        hit: HIT[numbers.below(HIT.len())],
        killed: 2 + numbers.below(40),
    });
    made.collect()
}

/// One line for each report. A fifth of them carry the words of an earlier one under a header of their own.
fn reports(incidents: &[Incident], numbers: &mut Numbers) -> String {
    let mut made: Vec<(String, Date)> = Vec::new();
    let mut lines = String::new();
    for at in 0..incidents.len() * REPORTS {
        let (text, published) = match made.get(numbers.below(5 * at.max(1))) {
            Some((text, day)) => (
                format!("Invented Site {at} brings you every word.\n\n{text}"),
                *day,
            ),
            None => report(&incidents[at / REPORTS], incidents, numbers),
        };
        let publisher = format!("Invented Wire {}", at % 97);
        let source =
            json!({ "publisher": publisher, "published": published.to_string(), "language": "en" });
        let line = json!({ "doc_id": at.to_string(), "text": text, "source": source });
        writeln!(lines, "{line}").expect("memory takes it");
        made.push((text, published));
    }
    lines
}

/// What one publisher says of an incident; every third report tells of another one beside it.
fn report(of: &Incident, incidents: &[Incident], numbers: &mut Numbers) -> (String, Date) {
    let published = of.day.saturating_add(Span::new().days(1));
    let mut text = paragraph(of, numbers);
    if numbers.below(3) == 0 {
        let other = &incidents[numbers.below(incidents.len())];
        text += "\n\n";
        text += &paragraph(other, numbers);
    }
    (text, published.max(of.day))
}

fn paragraph(of: &Incident, numbers: &mut Numbers) -> String {
    let (town, day) = (of.town, of.day.strftime("%-d %B %Y"));
    let killed = of.killed + numbers.below(3);
    let mut text = format!(
        "At least {killed} people, including {} children, were killed and {} were wounded when {} hit {} in {town} on {day}, rescuers said.",
        1 + numbers.below(2),
        3 + numbers.below(20),
        of.attack,
        of.hit,
    );
    for _ in 0..4 {
        text += " ";
        text += FILLER[numbers.below(FILLER.len())];
    }
    write!(
        text,
        " A hospital in {town} said that it had counted {} bodies.",
        of.killed
    )
    .expect("memory takes it");
    text
}

/// Runs the program and prints what it cost.
fn measured(casebook: &Path, args: &[&str]) {
    let told = Command::new("/usr/bin/time")
        .args(["-f", "%e %U %S %M", env!("CARGO_BIN_EXE_tollbook")])
        .args(args)
        .args(["--quiet", "--casebook"])
        .arg(casebook)
        .stdout(std::process::Stdio::null())
        .output()
        .expect("GNU time is there");
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    let last = told.lines().last().unwrap_or_default();
    let numbers: Vec<f64> = last
        .split(' ')
        .filter_map(|number| number.parse().ok())
        .collect();
    let [wall, user, system, kilobytes] = numbers[..] else {
        panic!("{told}");
    };
    println!(
        "| {} | {wall:.2} | {:.2} | {:.0} |",
        args[0],
        user + system,
        kilobytes / 1024.0
    );
}

fn main() {
    let count = env::var("INCIDENTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(10_000);
    let own = tempfile::tempdir().expect("a folder");
    let kept = env::var_os("CASEBOOK").map(PathBuf::from);
    let folder = kept.as_deref().unwrap_or(own.path());
    let casebook = folder.join("casebook");
    println!("| command | seconds | CPU-seconds | MiB |\n|---|---|---|---|");
    if !casebook.exists() {
        fs::create_dir_all(folder).expect("a folder can be made");
        let mut numbers = Numbers(1);
        let incidents = incidents(count, &mut numbers);
        let file = folder.join("reports.jsonl");
        fs::write(&file, reports(&incidents, &mut numbers)).expect("there is room");
        measured(&casebook, &["init", &casebook.display().to_string()]);
        measured(&casebook, &["add", &file.display().to_string()]);
        measured(&casebook, &["extract"]);
    }
    for _ in 0..3 {
        measured(&casebook, &["tally"]);
    }
    for publication in ["cautious", "open"] {
        let release = own.path().join(publication);
        measured(
            &casebook,
            &[
                "publish",
                &release.display().to_string(),
                "--publication",
                publication,
            ],
        );
    }
}
