//! The answer for scripts.

use serde::Serialize;
use tollbook_estimate::loglinear::{Cells, Fit, Unfit, all_models, default_order};
use tollbook_estimate::{
    ASSUMPTIONS, Detail, Estimate, Panel, Pattern, Refusal, Report, Settings, StratumAnswer, Table,
    Variant, Warning,
};

use super::draws::PooledLine;
use super::logged::Logged;
use super::plan::Kept;

/// What every figure is.
pub const SAYS: &str = "an estimate of what these lists can reveal, not a count of the dead";

/// How the linkage is handled where one table is given.
pub const LINKAGE: &str = "taken as certain: the intervals leave out that people may have been \
    matched wrongly; tables drawn from the linkage (--draws linkage) show how much that adds";

/// Graphs that are printed, the heaviest first.
const GRAPHS: usize = 10;

/// The sensitivity parameter's steps from -1 to 1.
const SENSITIVITY: [f64; 9] = [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0];

/// More lists than this are not listed model by model.
const MOST_LISTS: usize = 6;

/// One panel, or strata with their sum, or a refusal.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// A table without strata.
    One(Box<StratumLine>),
    /// A table with strata.
    Strata {
        /// Each stratum.
        strata: Vec<StratumLine>,
        /// Strata put together for being thin.
        pooled: Vec<String>,
        /// Their sum.
        total: TotalLine,
    },
    /// Many tables that are draws of one.
    Pooled(Box<PooledLine>),
}

/// The sum over strata, or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
pub enum TotalLine {
    /// By method.
    Sums {
        /// One sum a method.
        estimates: Vec<SumLine>,
        /// Methods that have no figure in one of the strata.
        not_summed: Vec<NotSummed>,
    },
    /// None.
    Refused {
        /// Why.
        refused: Refused,
    },
}

/// A method that is not added up, and a stratum in which it has no figure.
#[derive(Serialize)]
pub struct NotSummed {
    pub method: &'static str,
    pub stratum: String,
}

/// One method's sum.
#[derive(Serialize)]
pub struct SumLine {
    pub method: &'static str,
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
    pub level: f64,
    pub unstratified: Option<f64>,
}

/// One stratum's answer.
#[derive(Serialize)]
pub struct StratumLine {
    pub stratum: Option<String>,
    #[serde(flatten)]
    pub answer: PanelOrRefusal,
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum PanelOrRefusal {
    Panel(Box<PanelLine>),
    Refused {
        refused: Refused,
        #[serde(skip_serializing_if = "Option::is_none")]
        illustration: Option<Box<Line>>,
    },
}

#[derive(Serialize)]
pub struct PanelLine {
    /// What the figures are, in words.
    pub says: &'static str,
    /// What must hold for every method.
    pub assumptions: [&'static str; 5],
    /// How the linkage was handled.
    pub linkage: &'static str,
    pub observed: u64,
    pub lists: Vec<ListLine>,
    pub left_out: Vec<String>,
    pub overlaps: Vec<OverlapLine>,
    pub patterns: Vec<PatternLine>,
    pub estimates: Vec<Line>,
    /// The totals that lie in the intervals of all methods.
    pub agreement: Option<[f64; 2]>,
    pub refused_methods: Vec<RefusedMethod>,
    pub without_list: Vec<VariantLine>,
    pub other_priors: Vec<VariantLine>,
    pub warnings: Vec<WarningLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub models: Option<Vec<ModelLine>>,
    pub seed: u64,
    pub version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanLine>,
}

#[derive(Serialize)]
pub struct WarningLine {
    pub code: &'static str,
    pub reason: String,
    pub cure: &'static str,
}

impl WarningLine {
    pub fn of(warning: Warning) -> Self {
        Self {
            code: warning.caution.word(),
            reason: warning.reason,
            cure: warning.caution.cure(),
        }
    }
}

#[derive(Serialize)]
pub struct ListLine {
    pub name: String,
    pub people: u64,
}

#[derive(Serialize)]
pub struct OverlapLine {
    pub lists: [String; 2],
    pub people: u64,
}

#[derive(Serialize)]
pub struct PatternLine {
    pub lists: Vec<String>,
    pub people: u64,
}

#[derive(Serialize)]
pub struct RefusedMethod {
    pub method: &'static str,
    pub refused: Refused,
}

#[derive(Serialize)]
pub struct VariantLine {
    pub method: &'static str,
    pub change: String,
    pub estimate: Option<f64>,
}

#[derive(Clone, Serialize)]
pub struct PlanLine {
    pub sha256: String,
    pub kept: bool,
    pub departures: Vec<&'static str>,
    /// Where the plan stands in the casebook's log; `null` without a casebook.
    pub logged: Option<Logged>,
}

impl PlanLine {
    pub fn of(kept: Kept, logged: Option<Logged>) -> Self {
        Self {
            sha256: kept.sha256,
            kept: kept.departures.is_empty(),
            departures: kept.departures,
            logged,
        }
    }

    /// Whether the run kept to it, and whether it came first, in words.
    pub fn told(&self) -> String {
        let kept = match self.kept {
            true => format!("Kept to the plan {}.", self.sha256),
            false => format!(
                "DEPARTS from the plan {}: {}.",
                self.sha256,
                self.departures.join(", ")
            ),
        };
        let came = match &self.logged {
            None => "No casebook's log holds the plan: that it came before the run is not shown."
                .to_owned(),
            Some(logged) => {
                let before = match logged.runs_before {
                    0 => "before the first run over these tables that the log knows".to_owned(),
                    runs => format!("AFTER {runs} runs over these tables"),
                };
                format!(
                    "The casebook's log holds it since {} (entry {}), {before}.",
                    logged.at, logged.entry
                )
            }
        };
        format!("{kept} {came}")
    }
}

/// One figure.
#[derive(Serialize)]
pub struct Line {
    pub method: &'static str,
    pub kind: &'static str,
    pub estimate: f64,
    pub standard_error: f64,
    pub low: f64,
    pub high: f64,
    pub level: f64,
    pub assumption: &'static str,
    #[serde(flatten)]
    pub detail: DetailLine,
    /// The total if the odds of being on no list were multiplied by `exp(s)`.
    pub sensitivity: Vec<Shifted>,
}

#[derive(Serialize)]
pub struct Shifted {
    pub s: f64,
    pub total: f64,
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum DetailLine {
    Formula {},
    Model {
        #[serde(flatten)]
        fit: ModelLine,
        #[serde(skip_serializing_if = "Option::is_none")]
        peak: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        bootstrap: Option<BootstrapLine>,
    },
    Graphs {
        mean: f64,
        median: f64,
        deviation: f64,
        graphs: Vec<GraphLine>,
        delta: Option<f64>,
        most_unseen: u64,
        at_edge: f64,
        peaks: Vec<f64>,
    },
    Latent {
        mean: f64,
        median: f64,
        deviation: f64,
        rhat: f64,
        effective_bulk: f64,
        effective_tail: f64,
        chain_medians: Vec<f64>,
        peaks: Vec<f64>,
        sweeps: usize,
        classes: usize,
        shape: f64,
        rate: f64,
        most_unseen: f64,
    },
}

#[derive(Serialize)]
pub struct BootstrapLine {
    pub replicates: usize,
    pub failed: usize,
}

#[derive(Serialize)]
pub struct GraphLine {
    pub graph: String,
    pub probability: f64,
}

/// A log-linear model and its fit.
#[derive(Serialize)]
#[serde(untagged)]
pub enum ModelLine {
    Fitted {
        model: String,
        total: f64,
        total_error: f64,
        deviance: f64,
        degrees: usize,
        aic: f64,
        bic: f64,
    },
    Unfit {
        model: String,
        unfit: &'static str,
    },
}

/// Why there is no estimate.
#[derive(Serialize)]
pub struct Refused {
    pub code: &'static str,
    pub reason: String,
    pub cure: String,
}

impl Refused {
    pub fn of(refusal: &Refusal) -> Self {
        Self {
            code: refusal.code.word(),
            reason: refusal.reason.clone(),
            cure: refusal.cure.clone(),
        }
    }
}

impl Answer {
    /// The answer of a run.
    pub fn of(
        report: Report,
        tables: Option<Vec<Table>>,
        settings: &Settings,
        plan: Option<PlanLine>,
    ) -> Self {
        let mut tables = tables.unwrap_or_default().into_iter();
        let mut strata: Vec<StratumLine> = report
            .strata
            .into_iter()
            .map(|stratum| line(stratum, tables.next(), settings, plan.clone()))
            .collect();
        match report.total {
            None if strata.len() == 1 => Self::One(Box::new(strata.remove(0))),
            None => Self::Strata {
                strata,
                pooled: report.pooled,
                total: TotalLine::Sums {
                    estimates: Vec::new(),
                    not_summed: Vec::new(),
                },
            },
            Some(total) => Self::Strata {
                strata,
                pooled: report.pooled,
                total: sums(total, report.not_summed),
            },
        }
    }

    /// The answer where the table itself cannot be read.
    pub fn refused(refusal: &Refusal) -> Self {
        Self::One(Box::new(StratumLine {
            stratum: None,
            answer: PanelOrRefusal::refused(refusal),
        }))
    }

    /// Whether there is no figure at all.
    pub fn is_refused(&self) -> bool {
        let refused = |line: &StratumLine| matches!(line.answer, PanelOrRefusal::Refused { .. });
        match self {
            Self::One(line) => refused(line),
            Self::Strata { strata, .. } => strata.iter().all(refused),
            Self::Pooled(_) => false,
        }
    }
}

fn sums(
    total: Result<Vec<tollbook_estimate::Total>, Refusal>,
    missing: Vec<(&'static str, String)>,
) -> TotalLine {
    let line = |t: tollbook_estimate::Total| SumLine {
        method: t.method,
        estimate: t.estimate,
        low: t.low,
        high: t.high,
        level: t.level,
        unstratified: t.unstratified,
    };
    match total {
        Ok(totals) => TotalLine::Sums {
            estimates: totals.into_iter().map(line).collect(),
            not_summed: missing
                .into_iter()
                .map(|(method, stratum)| NotSummed { method, stratum })
                .collect(),
        },
        Err(refusal) => TotalLine::Refused {
            refused: Refused::of(&refusal),
        },
    }
}

impl PanelOrRefusal {
    fn refused(refusal: &Refusal) -> Self {
        let illustration = refusal.illustration.as_deref();
        Self::Refused {
            refused: Refused::of(refusal),
            illustration: illustration.map(|e| Box::new(figure(e, None))),
        }
    }
}

fn line(
    stratum: StratumAnswer,
    table: Option<Table>,
    settings: &Settings,
    plan: Option<PlanLine>,
) -> StratumLine {
    let answer = match stratum.answer {
        Err(refusal) => PanelOrRefusal::refused(&refusal),
        Ok(panel) => {
            let models = table.filter(|t| t.lists().len() <= MOST_LISTS);
            let models = models.map(|table| models_of(&table, settings));
            PanelOrRefusal::Panel(Box::new(panel_line(panel, models, settings, plan)))
        }
    };
    StratumLine {
        stratum: stratum.name,
        answer,
    }
}

fn panel_line(
    panel: Panel,
    models: Option<Vec<ModelLine>>,
    settings: &Settings,
    plan: Option<PlanLine>,
) -> PanelLine {
    let names: Vec<String> = panel.lists.iter().map(|(name, _)| name.clone()).collect();
    let variants = |variants: Vec<Variant>| variants.into_iter().map(variant).collect();
    PanelLine {
        says: SAYS,
        assumptions: ASSUMPTIONS,
        linkage: LINKAGE,
        observed: panel.observed,
        agreement: panel.agreement(),
        left_out: panel.left_out,
        estimates: panel
            .estimates
            .iter()
            .map(|e| figure(e, Some(panel.observed)))
            .collect(),
        lists: panel
            .lists
            .into_iter()
            .map(|(name, people)| ListLine { name, people })
            .collect(),
        overlaps: panel
            .overlaps
            .into_iter()
            .map(|o| OverlapLine {
                lists: o.lists,
                people: o.people,
            })
            .collect(),
        patterns: panel
            .patterns
            .into_iter()
            .map(|(pattern, people)| PatternLine {
                lists: on(pattern, &names),
                people,
            })
            .collect(),
        refused_methods: panel
            .refused
            .iter()
            .map(|(method, refusal)| RefusedMethod {
                method: method.word(),
                refused: Refused::of(refusal),
            })
            .collect(),
        without_list: variants(panel.without),
        other_priors: variants(panel.priors),
        warnings: panel.warnings.into_iter().map(WarningLine::of).collect(),
        models,
        seed: settings.seed,
        version: env!("CARGO_PKG_VERSION"),
        plan,
    }
}

fn on(pattern: Pattern, names: &[String]) -> Vec<String> {
    let held = names.iter().enumerate().filter(|(i, _)| pattern.on(*i));
    held.map(|(_, name)| name.clone()).collect()
}

fn variant(variant: Variant) -> VariantLine {
    VariantLine {
        method: variant.method,
        change: variant.change,
        estimate: variant.estimate,
    }
}

/// A figure; an illustration has no observed to be shifted from.
fn figure(estimate: &Estimate, observed: Option<u64>) -> Line {
    let shifted = |observed: u64| {
        let observed = observed as f64;
        let unseen = estimate.estimate - observed;
        let at = |s: f64| Shifted {
            s,
            total: observed + unseen * s.exp(),
        };
        SENSITIVITY.map(at).into()
    };
    Line {
        method: estimate.method,
        kind: estimate.kind.word(),
        estimate: estimate.estimate,
        standard_error: estimate.standard_error,
        low: estimate.low,
        high: estimate.high,
        level: estimate.level,
        assumption: estimate.assumption,
        detail: detail(&estimate.detail),
        sensitivity: observed.map(shifted).unwrap_or_default(),
    }
}

fn detail(detail: &Detail) -> DetailLine {
    match detail {
        Detail::Formula => DetailLine::Formula {},
        Detail::Best { fit, profile } => DetailLine::Model {
            fit: fitted(fit),
            peak: Some(profile.peak),
            bootstrap: None,
        },
        Detail::Stepwise { fit, bootstrap } => DetailLine::Model {
            fit: fitted(fit),
            peak: None,
            bootstrap: Some(BootstrapLine {
                replicates: bootstrap.replicates,
                failed: bootstrap.failed,
            }),
        },
        Detail::Graphs { posterior, prior } => DetailLine::Graphs {
            mean: posterior.mean,
            median: posterior.median,
            deviation: posterior.deviation,
            graphs: posterior
                .graphs
                .iter()
                .take(GRAPHS)
                .map(|g| GraphLine {
                    graph: g.graph.name(),
                    probability: g.probability,
                })
                .collect(),
            delta: prior.delta,
            most_unseen: posterior.most_unseen,
            at_edge: posterior.at_edge,
            peaks: posterior.peaks.clone(),
        },
        Detail::Latent { posterior, prior } => DetailLine::Latent {
            mean: posterior.mean,
            median: posterior.median,
            deviation: posterior.deviation,
            rhat: posterior.agreement.rhat,
            effective_bulk: posterior.agreement.bulk,
            effective_tail: posterior.agreement.tail,
            chain_medians: posterior.medians.clone(),
            peaks: posterior.peaks.clone(),
            sweeps: posterior.sweeps,
            classes: prior.classes,
            shape: prior.shape,
            rate: prior.rate,
            most_unseen: prior.most_unseen,
        },
    }
}

fn fitted(fit: &Fit) -> ModelLine {
    ModelLine::Fitted {
        model: fit.model.name(),
        total: fit.total,
        total_error: fit.standard_error,
        deviance: fit.deviance,
        degrees: fit.degrees,
        aic: fit.aic,
        bic: fit.bic,
    }
}

/// All models by BIC, those without a fit last.
fn models_of(table: &Table, settings: &Settings) -> Vec<ModelLine> {
    let cells = Cells::of(table);
    let order = settings
        .order
        .unwrap_or_else(|| default_order(cells.lists()));
    let mut models = all_models(&cells, order);
    let bic = |fit: &Result<Fit, Unfit>| fit.as_ref().map_or(f64::INFINITY, |f| f.bic);
    models.sort_by(|a, b| bic(&a.1).total_cmp(&bic(&b.1)));
    let line = |(model, fit): (tollbook_estimate::loglinear::Model, Result<Fit, Unfit>)| match fit {
        Ok(fit) => fitted(&fit),
        Err(unfit) => ModelLine::Unfit {
            model: model.name(),
            unfit: match unfit {
                Unfit::NoMaximum => "no_maximum",
                Unfit::NotIdentified => "not_identified",
            },
        },
    };
    models.into_iter().map(line).collect()
}
