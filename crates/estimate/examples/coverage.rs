//! How often the 95 % intervals hold the truth: 200 made-up tables of 2,000 people for each of six
//! designs. `make study` runs all methods; a method's word runs that one alone. The same seeds
//! give the same tables and the same figures again.

use rayon::prelude::*;
use tollbook_estimate::{Estimate, Kind, Method, Settings, Table, answer, parse};

const PEOPLE: usize = 2000;
const TABLES: u64 = 200;
const LISTS: usize = 5;

/// A way in which people come onto lists.
struct Design {
    name: &'static str,
    draw: fn(&mut Dice) -> [bool; LISTS],
}

const DESIGNS: [Design; 6] = [
    Design {
        name: "independent lists",
        draw: |dice| dice.lists([0.15, 0.2, 0.25, 0.1, 0.3]),
    },
    Design {
        name: "thin lists",
        draw: |dice| dice.lists([0.04, 0.05, 0.06, 0.03, 0.08]),
    },
    Design {
        name: "a pair that feeds another",
        draw: |dice| {
            let mut on = dice.lists([0.15, 0.1, 0.25, 0.1, 0.2]);
            on[1] |= on[0] && dice.uniform() < 0.5;
            on[3] |= on[2] && dice.uniform() < 0.3;
            on
        },
    },
    Design {
        name: "two groups",
        draw: |dice| match dice.uniform() < 0.4 {
            true => dice.lists([0.4, 0.5, 0.3, 0.4, 0.3]),
            false => dice.lists([0.1, 0.05, 0.15, 0.1, 0.2]),
        },
    },
    Design {
        name: "a third hard to reach",
        draw: |dice| match dice.uniform() < 0.33 {
            true => dice.lists([0.03; LISTS]),
            false => dice.lists([0.2, 0.3, 0.25, 0.15, 0.3]),
        },
    },
    Design {
        name: "everybody differs",
        draw: |dice| {
            // The square of a uniform number: most people are seldom seen, a few often.
            let ease = dice.uniform().powi(2);
            dice.lists([0.6, 0.7, 0.5, 0.4, 0.8].map(|chance| chance * ease))
        },
    },
];

struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn lists(&mut self, chances: [f64; LISTS]) -> [bool; LISTS] {
        chances.map(|chance| self.uniform() < chance)
    }
}

fn made_up(design: &Design, seed: u64) -> Table {
    let mut dice = Dice((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut text = String::from("A,B,C,D,E\n");
    for _ in 0..PEOPLE {
        let on = (design.draw)(&mut dice);
        if on.contains(&true) {
            let cells = on.map(|on| if on { "1" } else { "0" });
            text += &format!("{}\n", cells.join(","));
        }
    }
    parse(&text).expect("a table").remove(0).table
}

/// What one method did on the tables of a design.
#[derive(Default)]
struct Score {
    method: &'static str,
    held: usize,
    below: usize,
    above: usize,
    middles: Vec<f64>,
    widths: Vec<f64>,
}

impl Score {
    fn add(&mut self, figure: &Estimate) {
        let truth = PEOPLE as f64;
        self.method = figure.method;
        self.middles.push(figure.estimate);
        self.widths.push(figure.high - figure.low);
        match (figure.high < truth, figure.low > truth) {
            (true, _) => self.below += 1,
            (_, true) => self.above += 1,
            _ => self.held += 1,
        }
    }

    fn row(&mut self, design: &str) -> String {
        let answered = self.held + self.below + self.above;
        format!(
            "| {design} | `{}` | {answered} | {:.1} % | {} | {} | {:.0} | {:.0} |",
            self.method,
            100.0 * self.held as f64 / answered as f64,
            self.below,
            self.above,
            median(&mut self.middles),
            median(&mut self.widths),
        )
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn study(design: &Design, methods: &[Method]) -> Vec<Score> {
    let figures = |seed: u64| -> Vec<Estimate> {
        let mut settings = Settings {
            replicates: 200,
            ..Settings::default()
        };
        settings.latent.effective = 400.0;
        let table = made_up(design, seed);
        let answers = methods
            .iter()
            .filter_map(|m| answer(&table, *m, &settings).ok());
        answers
            .flatten()
            .filter(|e| e.kind == Kind::Total)
            .collect()
    };
    let all: Vec<Vec<Estimate>> = (0..TABLES).into_par_iter().map(figures).collect();
    let mut scores: Vec<Score> = Vec::new();
    for figure in all.iter().flatten() {
        match scores.iter_mut().find(|s| s.method == figure.method) {
            Some(score) => score.add(figure),
            None => {
                let mut score = Score::default();
                score.add(figure);
                scores.push(score);
            }
        }
    }
    scores.sort_by_key(|s| s.method);
    scores
}

#[allow(clippy::print_stdout, reason = "the table is what it is for")]
fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let asked = |m: &Method| words.is_empty() || words.iter().any(|w| w == m.word());
    let methods: Vec<Method> = Method::ALL.into_iter().filter(asked).collect();
    println!(
        "| design | method | tables answered | interval holds 2,000 | ends below | begins above | median figure | median width |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for design in &DESIGNS {
        for mut score in study(design, &methods) {
            println!("{}", score.row(design.name));
        }
    }
}
