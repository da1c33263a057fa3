//! Places that reports on conflicts name, in the spellings that they use, over imported gazetteers and
//! two judgements. The data stand outside the project; where they are missing the test says so and
//! passes.

use std::path::{Path, PathBuf};

use clap::Parser;
use tollbook_extract::gazetteer::Context;
use tollbook_record::Point;

use super::known::Known;
use crate::casebook::Casebook;
use crate::cli::{Cli, Command};
use crate::whereabouts::Whereabouts;

/// The countries of the anchors.
const COUNTRIES: [&str; 6] = ["sy", "iq", "ye", "ps", "ua", "sd"];

/// How many spellings must be among the first three where nothing but the name is told.
const ALONE: usize = 60;

/// How many may be left open with their division.
const OPEN: usize = 1;

/// What no gazetteer has: the name, the point, the division and the country.
const SHOWN: [[&str; 6]; 2] = [
    [
        "al-Sukkari",
        "السكري",
        "36.17594",
        "37.14111",
        "Aleppo",
        "SY",
    ],
    [
        "Abu Shouk",
        "أبو شوك",
        "13.68",
        "25.35",
        "North Darfur",
        "SD",
    ],
];

struct Anchor {
    spellings: Vec<String>,
    country: String,
    division: String,
    point: Point,
    tolerance: f64,
}

impl Anchor {
    /// Columns: spellings parted by bars, country, division, an id, latitude, longitude, tolerance.
    fn parse(line: &str) -> Option<Anchor> {
        let columns: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| columns.get(at)?.parse().ok();
        Some(Anchor {
            spellings: columns.first()?.split('|').map(str::to_owned).collect(),
            country: (*columns.get(1)?).to_owned(),
            division: (*columns.get(2)?).to_owned(),
            point: Point {
                lat: number(4)?,
                lon: number(5)?,
            },
            tolerance: number(6)?,
        })
    }

    /// A report of the country.
    fn context(&self) -> Context {
        Context {
            countries: vec![self.country.clone()],
            ..Context::default()
        }
    }

    fn is_at(&self, point: Point) -> bool {
        point.km_to(self.point) <= self.tolerance
    }
}

fn call(casebook: &Path, args: &[&str]) {
    let dir = casebook.to_string_lossy();
    let all = ["tollbook", "places"].iter().chain(args);
    let cli = Cli::parse_from(all.copied().chain(["--casebook", &dir, "--quiet"]));
    let Command::Places(args) = cli.command else {
        panic!("it is a command on places");
    };
    super::run(&args, &cli.common).expect("the command is sound");
}

fn import(data: &Path, dir: &Path) -> Casebook {
    for country in COUNTRIES {
        let file = data.join(format!("places-{country}.tsv"));
        call(dir, &["import", &file.to_string_lossy()]);
    }
    Casebook::find(Some(dir)).expect("it was made")
}

fn show(dir: &Path) -> Casebook {
    for [name, other, lat, lon, within, country] in SHOWN {
        let args = [
            "add",
            name,
            "--name",
            other,
            "--lat",
            lat,
            "--lon",
            lon,
            "--within",
            within,
            "--country",
            country,
            "--kind",
            "neighbourhood",
            "--by",
            "R. Invented",
            "--reason",
            "on the map",
        ];
        call(dir, &args);
    }
    Casebook::find(Some(dir)).expect("it was made")
}

/// Places called as-Sukkariyah are not al-Sukkari, whatever is known and told.
fn never_another(casebook: &Casebook, anchor: &Anchor) {
    let names = anchor.spellings.iter().map(String::as_str).collect();
    let whereabouts = Whereabouts::of(casebook, &names).expect("it opens");
    for spelling in &anchor.spellings {
        for within in [vec![], vec![anchor.division.clone()]] {
            let answer = whereabouts
                .layers()
                .resolve(spelling, &within, &anchor.context());
            let place = answer
                .resolution
                .map(|place| place.name)
                .unwrap_or_default();
            assert!(
                !place.contains("Sukkariy"),
                "{spelling} {within:?}: {place}"
            );
        }
    }
}

#[test]
fn anchors_are_found_and_resolved_in_all_their_spellings() {
    let shared = std::env::var_os("TOLLBOOK_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let data = shared.join("data/places");
    let Ok(anchors) = std::fs::read_to_string(data.join("anchors.tsv")) else {
        eprintln!(
            "left out: {} has no anchors.tsv (set TOLLBOOK_SHARED)",
            data.display()
        );
        return;
    };
    let anchors: Vec<Anchor> = anchors.lines().skip(1).filter_map(Anchor::parse).collect();
    let dir = tempfile::tempdir().expect("a folder for the test");
    let dir = dir.path().join("casebook");
    let quarter = &anchors[0];
    never_another(&import(&data, &dir), quarter);
    let casebook = show(&dir);
    never_another(&casebook, quarter);
    let all = Known::of(Some(&casebook), None).expect("it opens");
    let names = anchors
        .iter()
        .flat_map(|a| a.spellings.iter().chain([&a.division]));
    let names = names.map(String::as_str).collect();
    let whereabouts = Whereabouts::of(&casebook, &names).expect("it opens");
    let layers = whereabouts.layers();
    let (mut spellings, mut alone, mut open, mut wrong) = (0, 0, 0, Vec::new());
    for anchor in &anchors {
        let known = Known::of(Some(&casebook), Some(anchor.country.clone())).expect("it opens");
        for spelling in &anchor.spellings {
            spellings += 1;
            let (name, hint) = spelling
                .split_once(", ")
                .unwrap_or((spelling, &anchor.division));
            let found = known.candidates(name, &[hint]).expect("it is searched");
            if !found
                .first()
                .is_some_and(|first| anchor.is_at(first.place.point))
            {
                wrong.push(format!("found: {spelling}"));
            }
            let answer = layers.resolve(name, &[hint.to_owned()], &anchor.context());
            // Two places of one name in one division may be left open, the right one in front.
            let first = answer.candidates.first().map(|other| &other.entry);
            let answer_or_first = answer.resolution.as_ref().or(first);
            if !answer_or_first.is_some_and(|place| anchor.is_at(place.point)) {
                wrong.push(format!("resolved: {spelling}: {answer:?}"));
            }
            open += usize::from(answer.resolution.is_none());
            let found = all.candidates(name, &[]).expect("it is searched");
            let mut first = found.iter().take(3);
            alone += usize::from(first.any(|found| anchor.is_at(found.place.point)));
        }
    }
    eprintln!(
        "anchors: {alone} of {spellings} spellings among the first three without context; with it {open} left open"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        spellings == 68 && alone >= ALONE && open <= OPEN,
        "{alone} of {spellings}, {open} open"
    );
}
