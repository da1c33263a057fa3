//! What a method answers: a figure, its interval, and what must hold for it to mean something.

mod by_graphs;
mod by_latent;
mod by_loglinear;

pub(crate) use by_latent::disagree;
pub use by_loglinear::REPLICATES_OF_MANY;

use crate::chao::{chao, chao_bias_corrected};
use crate::graphs::{Averaged, GraphSettings};
use crate::interval::LEVEL;
use crate::latent::{Latent, LatentSettings, series};
use crate::loglinear::{Bootstrap, Fit, Profile};
use crate::refusal::{Code, Refusal};
use crate::settings::{Method, Settings};
use crate::table::Table;

/// An interval that ends beyond this share of the unseen that the prior allows is the prior's.
const EDGE: f64 = 0.98;

/// What kind of figure an estimate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The true total is likely to be at least this.
    LowerBound,
    /// The total, if the method's assumption holds.
    Total,
    /// Shows the arithmetic only: its assumption cannot be checked with these lists.
    Illustration,
}

impl Kind {
    /// The word for scripts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LowerBound => "lower_bound",
            Self::Total => "total",
            Self::Illustration => "illustration",
        }
    }
}

/// One method's figure for everybody, seen and unseen.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The method's name.
    pub method: &'static str,
    /// What kind of figure it is.
    pub kind: Kind,
    /// The figure: of a likelihood the maximum, of a posterior the median.
    pub estimate: f64,
    /// Its standard error, or the posterior's standard deviation.
    pub standard_error: f64,
    /// Lower end of the interval, never below the people observed.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Level of the interval.
    pub level: f64,
    /// What must hold for the figure to mean something, in plain words.
    pub assumption: &'static str,
    /// What the figure was read from.
    pub detail: Detail,
}

/// What a figure was read from.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// A formula of a few counts.
    Formula,
    /// The best of all models.
    Best {
        /// Its fit.
        fit: Box<Fit>,
        /// Its profile-likelihood interval.
        profile: Profile,
    },
    /// A model chosen step by step.
    Stepwise {
        /// Its fit.
        fit: Box<Fit>,
        /// The bootstrap that repeats the choice.
        bootstrap: Bootstrap,
    },
    /// An average over graphs.
    Graphs {
        /// The posterior.
        posterior: Box<Averaged>,
        /// The prior.
        prior: GraphSettings,
    },
    /// Latent classes.
    Latent {
        /// The posterior.
        posterior: Box<Latent>,
        /// The prior.
        prior: LatentSettings,
    },
}

/// The figures of a method, or why there are none.
pub fn answer(
    table: &Table,
    method: Method,
    settings: &Settings,
) -> Result<Vec<Estimate>, Refusal> {
    match method {
        Method::Bounds => Ok(vec![chao(table)?, chao_bias_corrected(table)]),
        Method::LogLinear => by_loglinear::answer(table, settings),
        Method::Graphs => Ok(vec![by_graphs::answer(table, settings.graphs)?]),
        Method::Latent => Ok(vec![by_latent::answer(
            table,
            settings.latent,
            settings.seed,
        )?]),
    }
}

/// The figure of the method's main variant, for comparisons of many tables.
pub(crate) fn main_figure(
    table: &Table,
    method: Method,
    settings: &Settings,
) -> Result<Estimate, Refusal> {
    match method {
        Method::Bounds => chao(table),
        Method::LogLinear => by_loglinear::best_model(table, settings, settings.criterion),
        Method::Graphs => by_graphs::answer(table, settings.graphs),
        Method::Latent => by_latent::answer(table, settings.latent, settings.seed),
    }
}

/// What gives the main figure of one table after another.
pub(crate) type Figures<'a> = Box<dyn FnMut(&Table) -> Result<Estimate, Refusal> + Send + 'a>;

/// The main figures of tables that differ little, for comparisons of many: latent chains go on from
/// table to table. Their streams of the seed begin with `stream`.
pub(crate) fn main_figures(method: Method, settings: &Settings, stream: u64) -> Figures<'_> {
    if method != Method::Latent {
        return Box::new(move |table| main_figure(table, method, settings));
    }
    let mut chains = series(settings.latent, settings.seed, stream);
    Box::new(move |table| by_latent::of_series(table, settings.latent, &mut chains))
}

/// The total as a posterior has it, by its 2.5 %, 50 % and 97.5 % points.
fn of_posterior(
    method: &'static str,
    assumption: &'static str,
    [low, median, high]: [f64; 3],
    deviation: f64,
    detail: Detail,
) -> Estimate {
    Estimate {
        method,
        kind: Kind::Total,
        estimate: median,
        standard_error: deviation,
        low,
        high,
        level: LEVEL,
        assumption,
        detail,
    }
}

/// Refuses a figure whose interval ends where the prior does, at the total `edge`; `told` says
/// that in words.
fn inside_prior(
    figure: Estimate,
    observed: f64,
    edge: f64,
    told: &str,
) -> Result<Estimate, Refusal> {
    if figure.high < observed + EDGE * (edge - observed) {
        return Ok(figure);
    }
    Err(Refusal::new(
        Code::AtEdge,
        format!(
            "the interval reaches {:.0}, where the prior ends ({told})",
            figure.high
        ),
        "add a list that overlaps more, or state in the plan how many unseen are conceivable",
    ))
}
