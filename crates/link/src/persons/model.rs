//! How likely each outcome of a comparison is, for pairs of each kind.

use super::field::{CODES, Group};
use super::records::{Records, Vector};
use super::similar::Masks;
use crate::hash;

/// What two records can have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// They are of one person.
    Person,
    /// Of two of one family, killed together.
    KinOfEvent,
    /// Of two who were killed together.
    Event,
    /// Of two of one family.
    Kin,
    /// Of two who have nothing to do with each other.
    Unrelated,
}

impl Class {
    /// All of them, in the order of the model's tables.
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::KinOfEvent,
        Self::Event,
        Self::Kin,
        Self::Unrelated,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Person => "one person",
            Self::KinOfEvent => "kin of one incident",
            Self::Event => "one incident",
            Self::Kin => "kin",
            Self::Unrelated => "unrelated",
        }
    }

    /// How likely two records of the class are to share the cause of a field's value, before
    /// anything is learnt, and whether that is learnt.
    fn shares(self, group: Group) -> (f64, bool) {
        match (self, group) {
            (Self::Person, _) | (Self::Event | Self::KinOfEvent, Group::Event) => (1.0, false),
            (Self::KinOfEvent | Self::Kin, Group::Family) => (0.8, true),
            _ => (0.0, false),
        }
    }
}

/// The parameters of one field.
#[derive(Clone, Debug)]
pub struct FieldModel {
    /// How likely each level is, within its stratum, where the cause of the value is shared.
    pub close: Vec<f64>,
    /// How likely each code is, within its stratum, where nothing is shared.
    pub chance: Vec<f64>,
    /// The share of a level that each of its codes has, where the cause is shared.
    pub share: Vec<f64>,
    /// For each class, how likely the cause is shared.
    pub shared: [f64; 5],
    /// Which of these are learnt.
    pub free: [bool; 5],
}

/// A trained model.
#[derive(Clone, Debug)]
pub struct Model {
    /// The fields, as in the records.
    pub fields: Vec<FieldModel>,
    /// How likely two records drawn at random are of each class.
    pub prior: [f64; 5],
}

/// How many pairs of records are drawn to learn what chance does.
const DRAWN: u64 = 300_000;

impl Model {
    /// A model before training: chance is measured, the rest assumed.
    pub fn untrained(records: &Records) -> Self {
        let drawn = drawn_codes(records);
        let fields = records.fields.iter().zip(&drawn).map(|(field, drawn)| {
            let layout = &field.layout;
            let mut share = vec![1.0; layout.codes()];
            let mut known = vec![None; layout.codes()];
            for level in (0..layout.levels.len()).filter(|level| layout.levels[*level].binned) {
                for bin in 0..super::field::BINS {
                    let code = usize::from(layout.code(level, bin as u8));
                    if let Some(bins) = field.bins(level) {
                        share[code] = bins.share[bin].max(1e-12);
                        known[code] = Some(bins.chance[bin]);
                    }
                }
            }
            let both = Class::ALL.map(|class| class.shares(field.group));
            FieldModel {
                close: layout.levels.iter().map(|level| level.start).collect(),
                chance: chance(field, drawn, &known),
                share,
                shared: both.map(|(share, _)| share),
                free: both.map(|(_, free)| free),
            }
        });
        let mut model = Self {
            fields: fields.collect(),
            prior: [0.0; 5],
        };
        let each = 2.0 / records.len.max(2) as f64;
        model.prior = [0.3 * each, 0.5 * each, 2.0 * each, 0.5 * each, 1.0];
        let has = |group| records.fields.iter().any(|field| field.group == group);
        if !has(Group::Event) {
            model.prior[1] = 0.0;
            model.prior[2] = 0.0;
        }
        if !has(Group::Family) {
            model.prior[1] = 0.0;
            model.prior[3] = 0.0;
        }
        model
    }

    /// How likely a code of a field is for a class.
    pub fn likelihood(&self, records: &Records, field: usize, class: usize, code: usize) -> f64 {
        let of = &self.fields[field];
        let Some(level) = records.fields[field].layout.level(code) else {
            return 1.0;
        };
        let shared = of.shared[class];
        shared * of.close[level] * of.share[code] + (1.0 - shared) * of.chance[code]
    }

    /// The model as tables for scoring.
    pub fn scorer(&self, records: &Records) -> Scorer {
        let tables = (0..records.fields.len()).map(|field| {
            let mut table = [[0.0; CODES]; 5];
            for (class, row) in table.iter_mut().enumerate() {
                for (code, cell) in row
                    .iter_mut()
                    .enumerate()
                    .take(records.fields[field].layout.codes())
                {
                    *cell = self
                        .likelihood(records, field, class, code)
                        .max(1e-30)
                        .log2();
                }
            }
            table
        });
        Scorer {
            tables: tables.collect(),
            prior: self.prior.map(f64::log2),
        }
    }
}

/// Logarithms of likelihoods, by field, class and code.
#[derive(Clone, Debug)]
pub struct Scorer {
    tables: Vec<[[f64; CODES]; 5]>,
    prior: [f64; 5],
}

impl Scorer {
    /// The logarithms of prior times likelihood, for each class.
    pub fn classes(&self, mut vector: Vector) -> [f64; 5] {
        let mut sums = self.prior;
        for table in &self.tables {
            let code = (vector & 31) as usize;
            for (sum, row) in sums.iter_mut().zip(table) {
                *sum += row[code];
            }
            vector >>= 5;
        }
        sums
    }

    /// The logarithm of the likelihood of a field's code for a class.
    pub fn log(&self, field: usize, class: usize, code: usize) -> f64 {
        self.tables[field][class][code]
    }

    /// The logarithm of how likely a class is before anything is compared.
    pub fn before(&self, class: usize) -> f64 {
        self.prior[class]
    }

    /// The base-2 logarithm of the odds that the two are of one person.
    pub fn weight(&self, vector: Vector) -> f64 {
        let sums = self.classes(vector);
        sums[0] - log_sum(&sums[1..])
    }
}

/// The base-2 logarithm of a sum, of the base-2 logarithms of its terms.
pub fn log_sum(terms: &[f64]) -> f64 {
    let most = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + terms
        .iter()
        .map(|term| (term - most).exp2())
        .sum::<f64>()
        .log2()
}

/// How often each code comes out for records drawn at random.
fn drawn_codes(records: &Records) -> Vec<[f64; CODES]> {
    let mut counts = vec![[0.0; CODES]; records.fields.len()];
    let mut masks = Masks::default();
    let pick = |seed: u64| ((u128::from(seed) * records.len as u128) >> 64) as u32;
    for draw in 0..DRAWN {
        let (a, b) = (
            pick(hash::of_numbers(&[draw, 1])),
            pick(hash::of_numbers(&[draw, 2])),
        );
        if a == b {
            continue;
        }
        let mut vector = records.vector(&mut masks, a, b);
        for count in &mut counts {
            count[(vector & 31) as usize] += 1.0;
            vector >>= 5;
        }
    }
    counts
}

/// The chance of each code: known for equal values, which are rare in any draw; drawn for the rest.
fn chance(field: &super::field::Field, drawn: &[f64; CODES], known: &[Option<f64>]) -> Vec<f64> {
    let layout = &field.layout;
    let mut chance = vec![1.0; layout.codes()];
    let strata = layout
        .levels
        .iter()
        .map(|level| level.stratum)
        .max()
        .unwrap_or(0);
    for stratum in 0..=strata {
        let of_stratum = |code: &usize| {
            layout
                .level(*code)
                .is_some_and(|level| layout.levels[level].stratum == stratum)
        };
        let codes: Vec<usize> = (1..layout.codes()).filter(of_stratum).collect();
        let fixed: f64 = codes.iter().filter_map(|code| known[*code]).sum();
        let open = |code: &&usize| known[**code].is_none();
        let total: f64 = codes
            .iter()
            .filter(open)
            .map(|code| drawn[*code] + 0.5)
            .sum();
        for code in &codes {
            chance[*code] = known[*code]
                .unwrap_or_else(|| (1.0 - fixed).max(1e-6) * (drawn[*code] + 0.5) / total)
                .max(1e-12);
        }
    }
    chance
}
