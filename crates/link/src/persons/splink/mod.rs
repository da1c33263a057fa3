//! Models of Splink: the same pairs with the same weights, given the JSON that Splink saves.
//!
//! Only what can be computed exactly as Splink does is taken; any other condition is refused by its
//! words.

mod condition;
mod file;

use super::Error;
use super::block::{Blocks, Edge, PARTS, Range, Rule};
use super::cluster::Clusters;
use super::columns::{Role, Told};
use super::intern::Column;
use super::link::KEPT;
use super::lists::{Lists, Source};
use super::name::Names;
use super::records::{Key, Records};
use super::similar::Masks;
use condition::{Condition, Values};
use file::{File, Part};

/// One outcome of a comparison.
#[derive(Clone, Debug)]
struct Level {
    condition: Condition,
    label: String,
    weight: f64,
    /// For values in a dictionary: the numerator and power of the adjustment for term frequency.
    frequency: Option<Frequency>,
}

#[derive(Clone, Copy, Debug)]
struct Frequency {
    column: usize,
    exact: f64,
    power: f64,
    least: f64,
}

/// One comparison: the first level that holds counts.
#[derive(Clone, Debug)]
struct Comparison {
    name: String,
    levels: Vec<Level>,
    /// The most that it can add.
    best: f64,
    /// The least Jaro-Winkler similarity that any level asks for; all of them ask for one column.
    least: f64,
    slow: bool,
}

/// A model, for some lists.
#[derive(Debug)]
pub struct Model {
    prior: f64,
    comparisons: Vec<Comparison>,
    /// The most that the comparisons after each can add.
    open: Vec<f64>,
    values: Values,
    records: Records,
    rules: Vec<Rule>,
    /// Whether rows of one list are left uncompared.
    between: bool,
}

/// What came of linking by such a model.
#[derive(Debug)]
pub struct Found {
    /// Pairs with a weight of at least [`KEPT`], in order of their records.
    pub edges: Vec<Edge>,
    /// How many pairs the rules made.
    pub compared: u64,
    /// Connected components of the pairs that are more likely than not.
    pub clusters: Clusters,
}

/// Reads the lists as far as the model needs them, and the model. The lists come back without their
/// columns, which the model takes.
pub fn open(
    json: &str,
    sources: Vec<Source<'_>>,
    id: Option<&str>,
) -> Result<(Lists, Model), Error> {
    let file = File::parse(json)?;
    let mut told = Told {
        alone: true,
        ..Told::default()
    };
    for column in file.columns()? {
        told.columns.insert(column, Role::Words);
    }
    let id = id.unwrap_or(&file.unique_id_column_name);
    let mut lists = Lists::read(sources, &told, Some(id))?;
    let columns = std::mem::take(&mut lists.columns);
    let model = Model::new(&file, &lists, columns)?;
    Ok((lists, model))
}

impl Model {
    fn new(
        file: &File,
        lists: &Lists,
        columns: Vec<(Role, String, Column)>,
    ) -> Result<Self, Error> {
        let parts = columns
            .into_iter()
            .map(|(_, header, column)| (header, column));
        let (headers, columns): (Vec<String>, Vec<Column>) = parts.unzip();
        let column = |name: &str| {
            let at = headers.iter().position(|header| header == name);
            at.ok_or_else(|| Error::Model(format!("it needs the column {name}")))
        };
        let mut records = Records {
            len: lists.len(),
            list: lists.list.clone(),
            names: Names::default(),
            fields: Vec::new(),
            keys: Vec::new(),
        };
        let mut rules = Vec::new();
        for rule in &file.blocking_rules_to_generate_predictions {
            let mut keys = Vec::new();
            for part in rule.parts()? {
                keys.push(key(
                    &mut records.keys,
                    &part,
                    &columns[column(&part.column)?],
                ));
            }
            rules.push(Rule { keys });
        }
        let mut values = Values::new(columns);
        let mut comparisons = Vec::new();
        for comparison in &file.comparisons {
            comparisons.push(Comparison::new(comparison, &column, &mut values)?);
        }
        // What costs little and tells much comes first, so that hopeless pairs are left early.
        comparisons.sort_by(|x, y| x.slow.cmp(&y.slow).then(y.best.total_cmp(&x.best)));
        let after = |at: usize| {
            comparisons[at + 1..]
                .iter()
                .map(|comparison| comparison.best)
                .sum()
        };
        let open = (0..comparisons.len()).map(after).collect();
        let p = file.probability_two_random_records_match;
        Ok(Self {
            prior: (p / (1.0 - p)).log2(),
            comparisons,
            open,
            values,
            records,
            rules,
            between: file.link_type == "link_only",
        })
    }

    /// The weight of a pair, or nothing where it is below `least`.
    fn weigh(&self, masks: &mut Masks, a: u32, b: u32, least: f64) -> Option<f64> {
        if self.between && self.records.list[a as usize] == self.records.list[b as usize] {
            return None;
        }
        let mut weight = self.prior;
        for (comparison, open) in self.comparisons.iter().zip(&self.open) {
            weight += self
                .level(comparison, masks, a, b)
                .map_or(0.0, |(_, weight)| weight);
            if weight + open < least {
                return None;
            }
        }
        Some(weight)
    }

    fn level<'a>(
        &self,
        comparison: &'a Comparison,
        masks: &mut Masks,
        a: u32,
        b: u32,
    ) -> Option<(&'a Level, f64)> {
        let (a, b) = (a as usize, b as usize);
        let mut alike = None;
        let level = comparison
            .levels
            .iter()
            .find(|level| match level.condition {
                Condition::JaroWinkler(column, least) => {
                    let alike = alike.get_or_insert_with(|| {
                        self.values.alike(column, masks, comparison.least, a, b)
                    });
                    *alike >= least
                }
                condition => self.values.holds(&condition, a, b),
            })?;
        let adjusted = level.frequency.map_or(0.0, |frequency| {
            let term = self
                .values
                .frequency(frequency.column, a, b)
                .max(frequency.least);
            frequency.power * (frequency.exact / term).log2()
        });
        (!matches!(level.condition, Condition::Null(_))).then_some((level, level.weight + adjusted))
    }

    /// Links the rows of the lists.
    pub fn link(&self) -> Found {
        let ranges: Vec<Range> = Range::all(PARTS).collect();
        let blocks = Blocks::new(&self.records, &self.rules);
        let found = blocks.everywhere(&ranges, |part| {
            let mut compared = 0;
            let edges = part.edges(|masks, a, b| {
                let apart =
                    !self.between || self.records.list[a as usize] != self.records.list[b as usize];
                compared += u64::from(apart);
                self.weigh(masks, a, b, KEPT).map(|weight| weight as f32)
            });
            (edges, compared)
        });
        let compared = found.iter().map(|(_, compared)| compared).sum();
        let mut edges: Vec<Edge> =
            Vec::with_capacity(found.iter().map(|(edges, _)| edges.len()).sum());
        for (some, _) in found {
            edges.extend(some);
        }
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        let clusters = Clusters::grow(self.records.len, &edges, 0.0, |_, _| f64::INFINITY);
        Found {
            edges,
            compared,
            clusters,
        }
    }

    /// A pair's weight, and in one line what each comparison adds to it.
    pub fn explain(&self, a: u32, b: u32) -> (f64, String) {
        let mut masks = Masks::default();
        let mut weight = self.prior;
        let mut line = format!("before ({:+.1})", self.prior);
        for comparison in &self.comparisons {
            if let Some((level, adds)) = self.level(comparison, &mut masks, a, b) {
                weight += adds;
                line += &format!("; {}: {} ({adds:+.1})", comparison.name, level.label);
            }
        }
        (weight, line)
    }
}

impl Comparison {
    fn new(
        file: &file::Comparison,
        column: &impl Fn(&str) -> Result<usize, Error>,
        values: &mut Values,
    ) -> Result<Self, Error> {
        let mut levels: Vec<Level> = Vec::new();
        let exact = file.exact();
        for level in &file.comparison_levels {
            let condition = Condition::read(&level.sql_condition, column)?;
            values.prepare(&condition);
            let frequency = match (&level.tf_adjustment_column, exact) {
                (Some(name), Some(exact)) => Some(Frequency {
                    column: column(name)?,
                    exact,
                    power: level.tf_adjustment_weight.unwrap_or(1.0),
                    least: level.tf_minimum_u_value.unwrap_or(0.0),
                }),
                _ => None,
            };
            let label = level
                .label_for_charts
                .clone()
                .unwrap_or_else(|| level.sql_condition.clone());
            levels.push(Level {
                condition,
                label,
                weight: level.weight()?,
                frequency,
            });
        }
        let best = levels.iter().map(|level| {
            let rarest = level.frequency.map_or(0.0, |f| {
                f.power * (f.exact / values.rarest(f.column).max(f.least)).log2()
            });
            level.weight + rarest.max(0.0)
        });
        Ok(Self {
            name: file.output_column_name.clone(),
            best: best.fold(0.0, f64::max),
            least: levels
                .iter()
                .filter_map(|level| level.condition.likeness())
                .fold(1.0, f64::min),
            slow: levels.iter().any(|level| level.condition.is_slow()),
            levels,
        })
    }
}

/// The number of a key, which is made where no rule before has needed it.
fn key(keys: &mut Vec<Key>, part: &Part, column: &Column) -> usize {
    let label = format!("{} {:?}", part.column, part.letters);
    if let Some(known) = keys.iter().position(|key| key.label == label) {
        return known;
    }
    let ids = match part.letters {
        None => column.ids.clone(),
        Some((from, count)) => {
            let mut starts = super::intern::Dictionary::default();
            let of_value: Vec<u32> = (0..column.values.size() as u32)
                .map(|id| {
                    let text: String = column
                        .values
                        .get(id)
                        .chars()
                        .skip(from.saturating_sub(1))
                        .take(count)
                        .collect();
                    starts.add(&text)
                })
                .collect();
            column.ids.iter().map(|id| of_value[*id as usize]).collect()
        }
    };
    keys.push(Key {
        label,
        field: keys.len(),
        ids,
    });
    keys.len() - 1
}
