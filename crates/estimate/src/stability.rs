//! Whether figures stay where they are when a list or a prior is changed.

use crate::answer::{Detail, Estimate, main_figure};
use crate::check::check;
use crate::graphs::GraphSettings;
use crate::latent::LatentSettings;
use crate::settings::{Method, Settings};
use crate::table::Table;

/// The figure of a method after one change.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The method's name.
    pub method: &'static str,
    /// What was changed, in words: a list's name, or a prior.
    pub change: String,
    /// The figure, or `None` where the method refuses.
    pub estimate: Option<f64>,
}

/// The log-linear figure and that of graphs without each list in turn, where four lists and more
/// leave three. Latent classes are left out: a run for each list would take too long.
pub(crate) fn leave_one_out(table: &Table, settings: &Settings) -> Vec<Variant> {
    let quick = |method: &&Method| matches!(method, Method::LogLinear | Method::Graphs);
    let lists = table.lists().len();
    if lists < 4 {
        return Vec::new();
    }
    let mut variants = Vec::new();
    for &method in settings.methods.iter().filter(quick) {
        for list in 0..lists {
            let left = table.without(list);
            let figure = check(&left).and_then(|()| main_figure(&left, method, settings));
            variants.push(Variant {
                method: method_name(method, settings),
                change: table.lists()[list].clone(),
                estimate: figure.ok().map(|e| e.estimate),
            });
        }
    }
    variants
}

/// The figures of the two posteriors under other priors.
pub(crate) fn other_priors(table: &Table, settings: &Settings, found: &[Estimate]) -> Vec<Variant> {
    let mut variants = Vec::new();
    for estimate in found {
        let changed = match &estimate.detail {
            Detail::Graphs { posterior, prior } => {
                graph_priors(table, posterior.most_unseen, *prior, settings)
            }
            Detail::Latent { prior, .. } => latent_priors(*prior, settings),
            _ => continue,
        };
        for (method, change, settings) in changed {
            let figure = main_figure(table, method, &settings);
            variants.push(Variant {
                method: estimate.method,
                change,
                estimate: figure.ok().map(|e| e.estimate),
            });
        }
    }
    variants
}

type Change = (Method, String, Settings);

fn graph_priors(
    table: &Table,
    edge: u64,
    prior: GraphSettings,
    settings: &Settings,
) -> Vec<Change> {
    let delta = prior
        .delta
        .unwrap_or(f64::powi(0.5, table.lists().len() as i32));
    let with = |graphs| Settings {
        graphs,
        ..settings.clone()
    };
    let heavier = GraphSettings {
        delta: Some(4.0 * delta),
        ..prior
    };
    let wider = GraphSettings {
        most_unseen: Some(edge.saturating_mul(2)),
        ..prior
    };
    vec![
        (
            Method::Graphs,
            "delta four times as large".to_owned(),
            with(heavier),
        ),
        (
            Method::Graphs,
            "twice as many unseen allowed".to_owned(),
            with(wider),
        ),
    ]
}

fn latent_priors(prior: LatentSettings, settings: &Settings) -> Vec<Change> {
    let with = |latent| Settings {
        latent,
        ..settings.clone()
    };
    // To see whether a figure moves by a fifth, the least number of draws is enough.
    let prior = LatentSettings {
        effective: 400.0,
        ..prior
    };
    let classes = if prior.classes == 5 { 10 } else { 5 };
    let other = LatentSettings { classes, ..prior };
    let (shape, rate) = (4.0 * prior.shape, 4.0 * prior.rate);
    let firmer = LatentSettings {
        shape,
        rate,
        ..prior
    };
    vec![
        (
            Method::Latent,
            format!("{classes} classes at most"),
            with(other),
        ),
        (
            Method::Latent,
            format!("gamma prior with {shape} and {rate}"),
            with(firmer),
        ),
    ]
}

fn method_name(method: Method, settings: &Settings) -> &'static str {
    use crate::loglinear::Criterion;
    match (method, settings.criterion) {
        (Method::LogLinear, Criterion::Bic) => "loglinear_bic",
        (Method::LogLinear, Criterion::Aic) => "loglinear_aic",
        (other, _) => other.word(),
    }
}
