//! One estimate from many tables: draws of what a linkage, or missing strata, may have been.

use rayon::prelude::*;

use crate::answer::{Detail, Estimate, Figures, Kind, disagree, main_figures};
use crate::caution::Warning;
use crate::chao::chao;
use crate::check::check;
use crate::interval::{LEVEL, Z};
use crate::latent::{LatentSettings, agreement_over};
use crate::numeric::quantile;
use crate::random::Random;
use crate::refusal::{Code, Refusal};
use crate::settings::{Method, Settings, ThinStrata};
use crate::strata::{add_draws, is_thin, put_together};
use crate::table::{Stratum, Table};
use crate::warnings::warnings_of_pool;

/// Draws of the total that all tables give together, at least.
const DRAWS: usize = 20_000;

/// Rungs of a chain's ladder. Fewer than for one table take half the time; where they do not bring
/// the chains together, the method is refused.
const RUNGS: usize = 6;

/// Effective draws from each table, half of what one table needs that stands alone, since many tables share the work.
const EFFECTIVE: f64 = 200.0;

/// The most R-hat on each table: where chains agree, it exceeds 1 by about 4 over the effective draws. Of all tables'
/// draws together [`Agreement::holds`] must be true, as of one table that stands alone.
const RHAT: f64 = 1.02;

/// Fewer tables than this do not show how much they differ.
pub const FEWEST_TABLES: usize = 10;

/// So many tables follow one another in one series of latent chains.
const SERIES: usize = 10;

/// Streams of the seed beyond those of replicates and strata: of draws from figures, and of
/// chains.
const STREAM: u64 = 1 << 41;
const CHAINS: u64 = 1 << 43;

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

/// What all tables say of one stratum.
#[derive(Clone, Debug, PartialEq)]
pub struct PooledStratum {
    /// The stratum's name.
    pub name: String,
    /// The fewest and the most people seen on a table.
    pub observed: [u64; 2],
    /// Chao's lower bound: the least, the median and the most of all tables. `None` where a table
    /// has none.
    pub bound: Option<[f64; 3]>,
    /// One figure a method.
    pub estimates: Vec<Pooled>,
    /// Methods without a figure, and why.
    pub refused: Vec<(Method, Refusal)>,
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
    /// One figure a method; strata are added up within each table.
    pub estimates: Vec<Pooled>,
    /// Methods without a figure, and why.
    pub refused: Vec<(Method, Refusal)>,
    /// Each stratum by itself; empty for tables without strata.
    pub strata: Vec<PooledStratum>,
    /// The figures of all people without strata, by method, where tables have strata and the
    /// method has one.
    pub unstratified: Vec<Pooled>,
    /// What a reader must know before using a figure; of the lists, as the first table has them.
    pub warnings: Vec<Warning>,
}

/// Runs the log-linear choice, the graphs and the latent classes on every table, and puts the
/// draws of each method together: each table weighs the same, as draws of a posterior do. A table
/// with strata gives the sum of its strata, draw by draw. Lower bounds have no draws and are left
/// out.
///
/// This is linkage averaging (Sadinle, Annals of Applied Statistics 2018) where the tables are
/// draws of a linkage, and multiple imputation where missing strata were drawn. A method is
/// refused if it has no figure on one of the tables: to leave that table out would choose the
/// tables by their answer; and latent classes are if the chains' draws from all tables together, ranked within each
/// table, do not agree as those of one table must. Of ten tables that follow one another each depends on those before it,
/// from which latent chains go on, but never on how many threads there are.
pub fn pool(tables: &[Vec<Stratum>], settings: &Settings) -> Result<PooledReport, Refusal> {
    check_tables(tables)?;
    let thin = thin(tables, settings);
    let together = |table: &Vec<Stratum>| put_together(table.clone(), &thin);
    let tables: Vec<Vec<Stratum>> = tables.iter().map(together).collect();
    let mut report = PooledReport {
        tables: tables.len(),
        observed: observed(&tables),
        bound: bounds(&tables, settings),
        pooled: thin.into_iter().flatten().collect(),
        estimates: Vec::new(),
        refused: Vec::new(),
        strata: strata(&tables, settings),
        unstratified: Vec::new(),
        warnings: Vec::new(),
    };
    for &method in settings.methods.iter().filter(|m| **m != Method::Bounds) {
        add_method(&mut report, &tables, method, settings);
    }
    let answered = report.strata.iter().any(|s| !s.estimates.is_empty());
    if report.estimates.is_empty() && !answered {
        return Err(match report.refused.is_empty() {
            false => report.refused.remove(0).1,
            true => Refusal::new(
                Code::NoDraws,
                "bounds have no draws that could be put together",
                "ask for log-linear models, graphs or latent classes",
            ),
        });
    }
    let first = settings.prepared(&without_strata(&tables[0]).table).0;
    report.warnings = warnings_of_pool(&first, &report);
    Ok(report)
}

/// The strata of the tables, without figures yet.
fn strata(tables: &[Vec<Stratum>], settings: &Settings) -> Vec<PooledStratum> {
    let first = tables[0].iter().enumerate();
    let named = first.filter_map(|(i, stratum)| {
        let alone: Vec<Vec<Stratum>> = tables.iter().map(|t| vec![t[i].clone()]).collect();
        Some(PooledStratum {
            name: stratum.name.clone()?,
            observed: observed(&alone),
            bound: bounds(&alone, settings),
            estimates: Vec::new(),
            refused: Vec::new(),
        })
    });
    named.collect()
}

/// Adds a method's figures of each stratum, of their sum and of all people without strata, or why
/// there are none.
fn add_method(
    report: &mut PooledReport,
    tables: &[Vec<Stratum>],
    method: Method,
    settings: &Settings,
) {
    let mut sums: Result<Vec<Run>, Refusal> = Ok(Vec::new());
    for i in 0..tables[0].len() {
        let column: Vec<&Stratum> = tables.iter().map(|table| &table[i]).collect();
        let runs = runs(&column, i, method, settings);
        if let Some(stratum) = report.strata.get_mut(i) {
            match &runs {
                Ok(runs) => stratum.estimates.push(pooled(runs)),
                Err(refusal) => stratum.refused.push((method, refusal.clone())),
            }
        }
        sums = sums.and_then(|sums| Ok(added(sums, runs?)));
    }
    match sums {
        Ok(sums) => report.estimates.push(pooled(&sums)),
        Err(refusal) => report.refused.push((method, refusal)),
    }
    if !report.strata.is_empty() {
        let whole: Vec<Stratum> = tables.iter().map(|table| without_strata(table)).collect();
        // Tables that differ in their strata alone are one table without them.
        let same = whole.iter().all(|stratum| *stratum == whole[0]);
        let column: Vec<&Stratum> = whole
            .iter()
            .take(if same { 1 } else { usize::MAX })
            .collect();
        let runs = runs(&column, tables[0].len(), method, settings);
        report
            .unstratified
            .extend(runs.ok().map(|runs| pooled(&runs)));
    }
}

/// All people of a table as one stratum without a name.
fn without_strata(table: &[Stratum]) -> Stratum {
    let tables = table.iter().map(|stratum| stratum.table.clone());
    // Strata of one table have the same lists.
    let whole = tables.reduce(|sum, table| sum.together(&table).unwrap_or(sum));
    Stratum {
        name: None,
        table: whole.unwrap_or_else(|| table[0].table.clone()),
    }
}

fn check_tables(tables: &[Vec<Stratum>]) -> Result<(), Refusal> {
    if tables.len() < FEWEST_TABLES {
        return Err(Refusal::new(
            Code::FewDraws,
            match tables.len() {
                1 => "there is 1 table".to_owned(),
                count => format!("there are {count} tables"),
            },
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

/// The fewest and the most people that a table has seen.
fn observed(tables: &[Vec<Stratum>]) -> [u64; 2] {
    let seen = |strata: &Vec<Stratum>| strata.iter().map(|s| s.table.observed()).sum();
    let seen = tables.iter().map(seen);
    seen.fold([u64::MAX, 0], |[a, b], n: u64| [a.min(n), b.max(n)])
}

/// A method's draws from one table.
struct Run {
    method: &'static str,
    assumption: &'static str,
    observed: f64,
    totals: Vec<f64>,
    /// Draws of each chain; latent classes alone have some.
    chains: Vec<Vec<f64>>,
}

impl Run {
    fn of(table: &Table, figure: Estimate, count: usize, random: &mut Random) -> Self {
        let mut totals = vec![0.0; count];
        add_draws(&mut totals, &figure, random);
        Self {
            method: figure.method,
            assumption: figure.assumption,
            observed: table.observed() as f64,
            totals,
            chains: match figure.detail {
                Detail::Latent { posterior, .. } => posterior.chains,
                _ => Vec::new(),
            },
        }
    }
}

/// A method's draws of one stratum from all tables. `place` is the stratum's among those of a
/// table.
fn runs(
    column: &[&Stratum],
    place: usize,
    method: Method,
    settings: &Settings,
) -> Result<Vec<Run>, Refusal> {
    let settings = &settings_of_many(settings, column.len());
    let count = DRAWS.div_ceil(column.len());
    let chunks = column.par_chunks(SERIES).enumerate();
    let of_chunk = |(i, strata): (usize, &[&Stratum])| {
        let stream = ((i as u64) << 20 | place as u64) << 6;
        let mut figures = main_figures(method, settings, CHAINS + stream);
        let tables = strata.iter().zip(i * SERIES..);
        tables
            .map(|(stratum, table)| {
                let figure = figure(&stratum.table, settings, &mut figures)
                    .map_err(|refusal| of_table(table, stratum, refusal))?;
                let stream = STREAM + ((table as u64) << 20) + place as u64;
                let mut random = Random::new(settings.seed, stream);
                Ok(Run::of(&stratum.table, figure, count, &mut random))
            })
            .collect()
    };
    let runs: Vec<Result<Vec<Run>, Refusal>> = chunks.map(of_chunk).collect();
    let runs: Vec<Vec<Run>> = runs.into_iter().collect::<Result<_, _>>()?;
    let runs: Vec<Run> = runs.into_iter().flatten().collect();
    if method == Method::Latent {
        let agreement = agreement_over(runs.iter().map(|run| run.chains.as_slice()));
        if !agreement.holds() {
            return Err(disagree(agreement, "over all tables", ""));
        }
    }
    Ok(runs)
}

/// Settings with which latent classes draw from each of so many tables.
fn settings_of_many(settings: &Settings, tables: usize) -> Settings {
    let alone = settings.latent;
    let rungs = alone.rungs.min(RUNGS);
    let latent = match tables {
        1 => LatentSettings { rungs, ..alone },
        _ => LatentSettings {
            effective: alone.effective.min(EFFECTIVE),
            rhat: RHAT,
            rungs,
            ..alone
        },
    };
    Settings {
        latent,
        ..settings.clone()
    }
}

fn figure(
    table: &Table,
    settings: &Settings,
    figures: &mut Figures<'_>,
) -> Result<Estimate, Refusal> {
    let (table, _) = settings.prepared(table);
    check(&table)?;
    let figure = figures(&table)?;
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

/// Adds the draws of one more stratum, table by table.
fn added(sums: Vec<Run>, more: Vec<Run>) -> Vec<Run> {
    if sums.is_empty() {
        return more;
    }
    let both = sums.into_iter().zip(more);
    both.map(|(mut sum, more)| {
        sum.observed += more.observed;
        sum.totals
            .iter_mut()
            .zip(more.totals)
            .for_each(|(a, b)| *a += b);
        sum
    })
    .collect()
}

/// Puts the draws from all tables together.
fn pooled(runs: &[Run]) -> Pooled {
    let mut draws: Vec<f64> = runs.iter().flat_map(|run| run.totals.clone()).collect();
    draws.sort_by(f64::total_cmp);
    let point = |level| quantile(&draws, level).unwrap_or(f64::NAN);
    let moments: Vec<(f64, f64)> = runs.iter().map(|run| moments(&run.totals)).collect();
    let means: Vec<f64> = moments.iter().map(|m| m.0).collect();
    Pooled {
        method: runs[0].method,
        estimate: point(0.5),
        low: point(0.025),
        high: point(0.975),
        level: LEVEL,
        within: moments.iter().map(|m| m.1).sum::<f64>() / moments.len() as f64,
        between: moments_of_sample(&means).1,
        combined: combined(runs),
        assumption: runs[0].assumption,
    }
}

/// Mean and variance of draws.
fn moments(draws: &[f64]) -> (f64, f64) {
    let count = draws.len() as f64;
    let mean = draws.iter().sum::<f64>() / count;
    let square = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
    (mean, square)
}

/// Mean and variance of what a sample was taken from; a single value shows no variance.
fn moments_of_sample(values: &[f64]) -> (f64, f64) {
    let (mean, variance) = moments(values);
    let count = values.len() as f64;
    (mean, variance * count / f64::max(count - 1.0, 1.0))
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
