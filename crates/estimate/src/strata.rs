//! Strata estimated apart and added up by draws.

use crate::answer::{Detail, Estimate, Kind};
use crate::check::check;
use crate::interval::LEVEL;
use crate::numeric::quantile;
use crate::panel::{Panel, panel};
use crate::random::Random;
use crate::refusal::{Code, Refusal};
use crate::settings::{Settings, ThinStrata};
use crate::table::{Stratum, Table};

/// Draws of each stratum's total that are added up.
const DRAWS: usize = 4000;

/// Streams of the seed beyond those of chains and replicates.
const STREAM: u64 = 1 << 40;

/// The answer for one stratum.
#[derive(Clone, Debug, PartialEq)]
pub struct StratumAnswer {
    /// The stratum's name; `None` for a table without strata.
    pub name: Option<String>,
    /// People on at least one list.
    pub observed: u64,
    /// Its panel, or why there is none.
    pub answer: Result<Panel, Refusal>,
}

/// One method's sum over all strata.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// The method's name.
    pub method: &'static str,
    /// Median of the sum.
    pub estimate: f64,
    /// The 2.5 % point.
    pub low: f64,
    /// The 97.5 % point.
    pub high: f64,
    /// Level of the interval.
    pub level: f64,
    /// The method's figure for all people without strata, where it has one.
    pub unstratified: Option<f64>,
}

/// The answers of all strata, and their sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// One answer a stratum.
    pub strata: Vec<StratumAnswer>,
    /// Names of strata that were put together for being thin.
    pub pooled: Vec<String>,
    /// The sum by method; `None` for a table without strata. Refused if a stratum is.
    pub total: Option<Result<Vec<Total>, Refusal>>,
    /// Methods that are not added up, each with a stratum in which it has no figure.
    pub not_summed: Vec<(&'static str, String)>,
}

/// Answers every stratum by itself and adds up, method by method.
///
/// The sum is that of draws, not of limits: posteriors give their own draws, a log-linear figure
/// draws of a log-normal number of unseen people with the standard error of its model. Lower
/// bounds are not added up.
pub fn report(strata: Vec<Stratum>, settings: &Settings) -> Report {
    let whole = strata
        .iter()
        .skip(1)
        .try_fold(strata.first().map(|s| s.table.clone()), |sum, stratum| {
            Some(Some(sum?.together(&stratum.table)?))
        })
        .flatten();
    let named = strata.iter().any(|s| s.name.is_some());
    let (strata, pooled) = match settings.thin {
        ThinStrata::Pool => pool(strata, settings),
        ThinStrata::Refuse => (strata, Vec::new()),
    };
    let strata: Vec<StratumAnswer> = strata
        .into_iter()
        .map(|stratum| StratumAnswer {
            name: stratum.name,
            observed: stratum.table.observed(),
            answer: panel(&stratum.table, settings),
        })
        .collect();
    let total = named.then(|| total(&strata, whole.as_ref(), settings));
    let not_summed = match &total {
        Some(Ok(_)) => not_summed(&strata),
        _ => Vec::new(),
    };
    Report {
        strata,
        pooled,
        total,
        not_summed,
    }
}

/// Methods that answer in some strata and not in others.
fn not_summed(strata: &[StratumAnswer]) -> Vec<(&'static str, String)> {
    let answered = strata
        .iter()
        .filter_map(|s| Some((s, s.answer.as_ref().ok()?)));
    let answered: Vec<(&StratumAnswer, &Panel)> = answered.collect();
    let mut missing: Vec<(&'static str, String)> = Vec::new();
    for method in answered
        .iter()
        .flat_map(|(_, p)| p.totals().map(|e| e.method))
    {
        let without = answered
            .iter()
            .find(|(_, panel)| panel.figure(method).is_none());
        let told = missing.iter().any(|(known, _)| *known == method);
        if let (Some((stratum, _)), false) = (without, told) {
            missing.push((method, stratum.name.clone().unwrap_or_default()));
        }
    }
    missing
}

/// Puts strata that cannot be answered into one, which stands last.
fn pool(strata: Vec<Stratum>, settings: &Settings) -> (Vec<Stratum>, Vec<String>) {
    let thin: Vec<Option<String>> = strata
        .iter()
        .filter(|s| is_thin(&s.table, settings))
        .map(|s| s.name.clone())
        .collect();
    let strata = put_together(strata, &thin);
    (strata, thin.into_iter().flatten().collect())
}

/// Whether a stratum is refused before any method is tried.
pub(crate) fn is_thin(table: &Table, settings: &Settings) -> bool {
    check(&settings.prepared(table).0).is_err()
}

/// Puts the strata of these names into one, which stands last.
pub(crate) fn put_together(strata: Vec<Stratum>, names: &[Option<String>]) -> Vec<Stratum> {
    let (thin, mut kept): (Vec<_>, Vec<_>) =
        strata.into_iter().partition(|s| names.contains(&s.name));
    let tables = thin.into_iter().map(|s| s.table);
    // Strata of one file have the same lists.
    let pooled = tables.reduce(|sum, table| sum.together(&table).unwrap_or(sum));
    kept.extend(pooled.map(|table| Stratum {
        name: Some("pooled".to_owned()),
        table,
    }));
    kept
}

fn total(
    strata: &[StratumAnswer],
    whole: Option<&Table>,
    settings: &Settings,
) -> Result<Vec<Total>, Refusal> {
    let mut panels = Vec::new();
    for stratum in strata {
        match &stratum.answer {
            Ok(panel) => panels.push(panel),
            Err(refusal) => {
                return Err(Refusal::new(
                    Code::ThinStratum,
                    format!(
                        "stratum `{}` with {} people has no estimate ({})",
                        stratum.name.as_deref().unwrap_or_default(),
                        stratum.observed,
                        refusal.code.word()
                    ),
                    "pool thin strata in the plan, or leave the stratum out and say so",
                ));
            }
        }
    }
    let unstratified = whole.and_then(|table| panel(table, settings).ok());
    let first = panels.first().map_or(&[][..], |panel| &panel.estimates);
    let methods = first
        .iter()
        .filter(|e| e.kind == Kind::Total)
        .map(|e| e.method);
    let sums = methods.filter_map(|method| {
        let parts: Option<Vec<&Estimate>> = panels
            .iter()
            .map(|panel| panel.estimates.iter().find(|e| e.method == method))
            .collect();
        let whole = unstratified.as_ref();
        let whole = whole.and_then(|p| p.estimates.iter().find(|e| e.method == method));
        sum(method, &parts?, whole.map(|e| e.estimate), settings.seed)
    });
    Ok(sums.collect())
}

fn sum(
    method: &'static str,
    parts: &[&Estimate],
    unstratified: Option<f64>,
    seed: u64,
) -> Option<Total> {
    let mut sums = vec![0.0; DRAWS];
    for (i, part) in parts.iter().enumerate() {
        let mut random = Random::new(seed, STREAM + i as u64);
        add_draws(&mut sums, part, &mut random);
    }
    sums.sort_by(f64::total_cmp);
    Some(Total {
        method,
        estimate: quantile(&sums, 0.5)?,
        low: quantile(&sums, 0.025)?,
        high: quantile(&sums, 0.975)?,
        level: LEVEL,
        unstratified,
    })
}

/// Adds to each sum a draw of a stratum's total.
pub(crate) fn add_draws(sums: &mut [f64], part: &Estimate, random: &mut Random) {
    let mut add = |draw: &mut dyn FnMut(&mut Random) -> f64| {
        sums.iter_mut().for_each(|sum| *sum += draw(random));
    };
    match &part.detail {
        Detail::Formula => add(&mut |_| part.estimate),
        Detail::Best { fit, .. } | Detail::Stepwise { fit, .. } => {
            let observed = fit.total - fit.unseen;
            add(&mut |random| observed + fit.unseen * (fit.log_error * random.normal()).exp());
        }
        Detail::Graphs { posterior, .. } => {
            let (mut below, mut unseen) = (0.0, 0.0);
            let up_to = posterior.posterior.iter().zip(1..).map(|(p, n)| {
                below += p;
                unseen += p * f64::from(n);
                below
            });
            let up_to: Vec<f64> = up_to.collect();
            let observed = posterior.mean - unseen;
            add(&mut |random| {
                let level = random.uniform();
                let place = up_to.partition_point(|below| *below < level);
                observed + (place.min(up_to.len() - 1) + 1) as f64
            });
        }
        Detail::Latent { posterior, .. } => {
            let draws = posterior.chains.concat();
            add(&mut |random| draws[random.below(draws.len())]);
        }
    }
}
