//! One estimate from many tables: draws of what a linkage, or missing strata, may have been.

use rayon::prelude::*;

use crate::answer::{Estimate, Kind, main_figure};
use crate::chao::chao;
use crate::check::check;
use crate::interval::{LEVEL, Z};
use crate::latent::LatentSettings;
use crate::numeric::quantile;
use crate::random::Random;
use crate::refusal::{Code, Refusal};
use crate::settings::{Method, Settings, ThinStrata};
use crate::strata::{add_draws, is_thin, put_together};
use crate::table::{Stratum, Table};

/// Draws of the total that all tables give together, at least.
const DRAWS: usize = 20_000;

/// Rungs of a chain's ladder. Fewer than for one table take half the time; where they do not bring
/// the chains together, the method is refused.
const RUNGS: usize = 6;

/// Fewer tables than this do not show how much they differ.
pub const FEWEST_TABLES: usize = 10;

/// Streams of the seed beyond those of chains, replicates and strata.
const STREAM: u64 = 1 << 41;

/// One method's figure over all tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled {
    /// The method's name.
    pub method: &'static str,
    /// Median of all draws.
    pub estimate: f64,
    /// The 2.5 % point.
    pub low: f64,
    /// The 97.5 % point.
    pub high: f64,
    /// Level of the interval.
    pub level: f64,
    /// Mean of the variances within the tables.
    pub within: f64,
    /// Variance of the tables' means.
    pub between: f64,
    /// The combination on the logarithm of the unseen.
    pub combined: Combined,
    /// What must hold for the figure to mean something, in plain words.
    pub assumption: &'static str,
}

impl Pooled {
    /// The share of the variance that the tables' differences make: what the linkage, or the
    /// missing strata, add to the uncertainty.
    pub fn share(&self) -> f64 {
        let whole = self.within + self.between;
        if whole > 0.0 {
            self.between / whole
        } else {
            0.0
        }
    }
}

/// Rubin's rules (1987) on the logarithm of the unseen: total expectation, and total variance with
/// the factor `(m + 1)/m` for the part between `m` tables. Shown for comparison with programs that
/// combine replicates in this way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Combined {
    /// The total at the mean.
    pub estimate: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What all tables say together.
#[derive(Clone, Debug, PartialEq)]
pub struct PooledReport {
    /// The number of tables.
    pub tables: usize,
    /// The fewest and the most people seen on a table, all strata together.
    pub observed: [u64; 2],
    /// Chao's lower bound, strata added up: the least, the median and the most of all tables.
    /// `None` where a table has none.
    pub bound: Option<[f64; 3]>,
    /// Names of strata that were put together for being thin on one of the tables.
    pub pooled: Vec<String>,
    /// One figure a method.
    pub estimates: Vec<Pooled>,
    /// Methods without a figure, and why.
    pub refused: Vec<(Method, Refusal)>,
}

/// Runs the log-linear choice, the graphs and the latent classes on every table, and puts the
/// draws of each method together: each table weighs the same, as draws of a posterior do. A table
/// with strata gives the sum of its strata, draw by draw. Lower bounds have no draws and are left
/// out.
///
/// This is linkage averaging (Sadinle, Annals of Applied Statistics 2018) where the tables are
/// draws of a linkage, and multiple imputation where missing strata were drawn. A method is
/// refused if it has no figure on one of the tables: to leave that table out would choose the
/// tables by their answer. The `i`-th table depends on the seed and on `i` alone.
pub fn pool(tables: &[Vec<Stratum>], settings: &Settings) -> Result<PooledReport, Refusal> {
    check_tables(tables)?;
    let thin = thin(tables, settings);
    let together = |table: &Vec<Stratum>| put_together(table.clone(), &thin);
    let tables: Vec<Vec<Stratum>> = tables.iter().map(together).collect();
    let settings = Settings {
        latent: LatentSettings {
            // Many tables share the work: together they still give thousands of draws.
            effective: settings.latent.effective.min(400.0),
            rungs: settings.latent.rungs.min(RUNGS),
            ..settings.latent
        },
        ..settings.clone()
    };
    let seen = tables.iter().map(|table| observed(table));
    let (fewest, most) = seen.fold((u64::MAX, 0), |(a, b), n| (a.min(n), b.max(n)));
    let mut report = PooledReport {
        tables: tables.len(),
        observed: [fewest, most],
        bound: bounds(&tables, &settings),
        pooled: thin.into_iter().flatten().collect(),
        estimates: Vec::new(),
        refused: Vec::new(),
    };
    for &method in settings.methods.iter().filter(|m| **m != Method::Bounds) {
        match pooled(&tables, method, &settings) {
            Ok(figure) => report.estimates.push(figure),
            Err(refusal) => report.refused.push((method, refusal)),
        }
    }
    if report.estimates.is_empty() {
        return Err(match report.refused.is_empty() {
            false => report.refused.remove(0).1,
            true => Refusal::new(
                Code::NoDraws,
                "bounds have no draws that could be put together",
                "ask for log-linear models, graphs or latent classes",
            ),
        });
    }
    Ok(report)
}

fn check_tables(tables: &[Vec<Stratum>]) -> Result<(), Refusal> {
    if tables.len() < FEWEST_TABLES {
        return Err(Refusal::new(
            Code::FewDraws,
            format!("there are {} tables", tables.len()),
            format!("draw at least {FEWEST_TABLES}; 50 to 200 are usual"),
        ));
    }
    let lists = |table: &Vec<Stratum>| table.first().map(|s| s.table.lists().to_vec());
    let strata = |table: &Vec<Stratum>| -> Vec<Option<String>> {
        table.iter().map(|s| s.name.clone()).collect()
    };
    let first = &tables[0];
    let other = |t: &&Vec<Stratum>| lists(t) != lists(first) || strata(t) != strata(first);
    if let Some(place) = tables.iter().position(|t| other(&t)) {
        return Err(Refusal::new(
            Code::DrawsDiffer,
            format!(
                "table {} has other lists or other strata than the first",
                place + 1
            ),
            "give draws of the same lists, in the same order, with the same strata",
        ));
    }
    Ok(())
}

/// The strata that are too thin on one table at least, where such are to be put together.
fn thin(tables: &[Vec<Stratum>], settings: &Settings) -> Vec<Option<String>> {
    if settings.thin == ThinStrata::Refuse {
        return Vec::new();
    }
    let strata = tables[0].iter().enumerate();
    let on_any = |i: usize| tables.iter().any(|t| is_thin(&t[i].table, settings));
    strata
        .filter(|(i, _)| on_any(*i))
        .map(|(_, stratum)| stratum.name.clone())
        .collect()
}

fn bounds(tables: &[Vec<Stratum>], settings: &Settings) -> Option<[f64; 3]> {
    let of_stratum = |s: &Stratum| chao(&settings.prepared(&s.table).0).map(|e| e.estimate);
    let of_table = |strata: &Vec<Stratum>| strata.iter().map(of_stratum).sum();
    let bounds: Result<Vec<f64>, Refusal> = tables.iter().map(of_table).collect();
    let mut bounds = bounds.ok()?;
    bounds.sort_by(f64::total_cmp);
    Some([0.0, 0.5, 1.0].map(|level| quantile(&bounds, level).unwrap_or(f64::NAN)))
}

fn observed(strata: &[Stratum]) -> u64 {
    strata.iter().map(|s| s.table.observed()).sum()
}

fn pooled(tables: &[Vec<Stratum>], method: Method, settings: &Settings) -> Result<Pooled, Refusal> {
    let each = DRAWS.div_ceil(tables.len());
    let runs: Vec<Result<Run, Refusal>> = tables
        .par_iter()
        .enumerate()
        .map(|(i, strata)| run(i, strata, method, settings, each))
        .collect();
    let runs: Vec<Run> = runs.into_iter().collect::<Result<_, _>>()?;
    let mut draws: Vec<f64> = runs.iter().flat_map(|run| run.totals.clone()).collect();
    draws.sort_by(f64::total_cmp);
    let point = |level| quantile(&draws, level).unwrap_or(f64::NAN);
    let moments: Vec<(f64, f64)> = runs.iter().map(|run| moments(&run.totals)).collect();
    let means: Vec<f64> = moments.iter().map(|m| m.0).collect();
    Ok(Pooled {
        method: runs[0].method,
        estimate: point(0.5),
        low: point(0.025),
        high: point(0.975),
        level: LEVEL,
        within: moments.iter().map(|m| m.1).sum::<f64>() / moments.len() as f64,
        between: moments_of_sample(&means).1,
        combined: combined(&runs),
        assumption: runs[0].assumption,
    })
}

/// A method's draws from one table.
struct Run {
    method: &'static str,
    assumption: &'static str,
    observed: f64,
    totals: Vec<f64>,
}

fn run(
    place: usize,
    strata: &[Stratum],
    method: Method,
    settings: &Settings,
    count: usize,
) -> Result<Run, Refusal> {
    let seed = settings.seed;
    let mut totals = vec![0.0; count];
    let mut name = ("", "");
    for (i, stratum) in strata.iter().enumerate() {
        let figure = figure(&stratum.table, method, settings)
            .map_err(|refusal| of_table(place, stratum, refusal))?;
        name = (figure.method, figure.assumption);
        let mut random = Random::new(seed, STREAM + ((place as u64) << 20) + i as u64);
        add_draws(&mut totals, &figure, &mut random);
    }
    Ok(Run {
        method: name.0,
        assumption: name.1,
        observed: observed(strata) as f64,
        totals,
    })
}

fn figure(table: &Table, method: Method, settings: &Settings) -> Result<Estimate, Refusal> {
    let (table, _) = settings.prepared(table);
    check(&table)?;
    let figure = main_figure(&table, method, settings)?;
    debug_assert_eq!(figure.kind, Kind::Total);
    Ok(figure)
}

fn of_table(place: usize, stratum: &Stratum, refusal: Refusal) -> Refusal {
    let stratum = stratum.name.as_ref();
    let stratum = stratum.map_or(String::new(), |name| format!(", stratum `{name}`"));
    Refusal {
        reason: format!("table {}{stratum}: {}", place + 1, refusal.reason),
        ..refusal
    }
}

/// Mean and variance of draws.
fn moments(draws: &[f64]) -> (f64, f64) {
    let count = draws.len() as f64;
    let mean = draws.iter().sum::<f64>() / count;
    let square = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
    (mean, square)
}

/// Mean and variance of what a sample was taken from.
fn moments_of_sample(values: &[f64]) -> (f64, f64) {
    let (mean, variance) = moments(values);
    let count = values.len() as f64;
    (mean, variance * count / (count - 1.0))
}

fn combined(runs: &[Run]) -> Combined {
    let logarithms = |run: &Run| -> Vec<f64> {
        // Half a person keeps the logarithm of nobody unseen finite.
        let unseen = run.totals.iter().map(|n| (n - run.observed).max(0.5));
        unseen.map(f64::ln).collect()
    };
    let moments: Vec<(f64, f64)> = runs.iter().map(|run| moments(&logarithms(run))).collect();
    let count = runs.len() as f64;
    let (mean, between) = moments_of_sample(&moments.iter().map(|m| m.0).collect::<Vec<_>>());
    let within = moments.iter().map(|m| m.1).sum::<f64>() / count;
    let spread = Z * (within + between * (count + 1.0) / count).sqrt();
    let observed = runs.iter().map(|run| run.observed).sum::<f64>() / count;
    let at = |logarithm: f64| observed + logarithm.exp();
    Combined {
        estimate: at(mean),
        low: at(mean - spread),
        high: at(mean + spread),
    }
}
