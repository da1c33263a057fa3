//! Models chosen from all, or step by step.

use super::cells::Cells;
use super::fit::{Fit, Fitter, Unfit};
use super::model::{Model, hierarchical};
use crate::numeric::poisson_surprise;

/// A total this many times what was seen is no answer: the fit sits at the edge of having none.
const BEYOND_ALL_REASON: f64 = 1000.0;

/// By what the best of all models is chosen; smaller is better for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Akaike's; it prefers larger models.
    Aic,
    /// Schwarz's.
    Bic,
}

impl Criterion {
    /// The criterion of a fit.
    pub fn of(self, fit: &Fit) -> f64 {
        match self {
            Self::Aic => fit.aic,
            Self::Bic => fit.bic,
        }
    }
}

/// The most lists that a term of [`all_models`] may hold where nothing else is asked for: all but
/// one for 3 and 4 lists; pairs beyond, where all models would be 6,893 and many millions.
pub fn default_order(lists: usize) -> u32 {
    if lists <= 4 { lists as u32 - 1 } else { 2 }
}

/// Every hierarchical model with terms of up to `order` lists, with its fit or why it has none.
/// For 3 to 6 lists; more have too many models.
pub fn all_models(cells: &Cells, order: u32) -> Vec<(Model, Result<Fit, Unfit>)> {
    let mut fitter = Fitter::new(cells);
    hierarchical(cells.lists(), order)
        .into_iter()
        .map(|model| {
            let fit = fitter.fit(&model, None);
            (model, fit)
        })
        .collect()
}

/// The best of the models that have a maximum and a total within reason. Ties go to fewer terms,
/// then to the model that comes first.
pub fn best(models: &[(Model, Result<Fit, Unfit>)], criterion: Criterion) -> Option<&Fit> {
    let usable = models.iter().filter_map(|(_, fit)| fit.as_ref().ok());
    let usable = usable.filter(|fit| within_reason(fit));
    let terms = |fit: &Fit| fit.model.terms().len();
    usable.min_by(|a, b| {
        let (x, y) = (criterion.of(a), criterion.of(b));
        if (x - y).abs() < 1e-9 * x.abs() {
            return terms(a).cmp(&terms(b));
        }
        x.total_cmp(&y)
    })
}

/// Whether a fit's total is finite and not beyond all reason.
pub(crate) fn within_reason(fit: &Fit) -> bool {
    fit.unseen < BEYOND_ALL_REASON * (fit.total - fit.unseen)
}

/// Forward selection of pairs at a threshold such as 0.02 (Chan, Silverman and Vincent 2021).
///
/// From independence on, each pair of lists outside the model is judged by the people on both
/// lists: the exact Poisson probability of so few, or of so many, under the model. The pair of the smallest probability comes in while that is at most `threshold`.
/// Pairs with which the model has no maximum or is not identified stay out.
///
/// Returns the fit and the pairs in the order in which they came in.
pub fn stepwise(cells: &Cells, threshold: f64) -> Result<(Fit, Vec<u32>), Unfit> {
    let mut fitter = Fitter::new(cells);
    let mut current = fitter.fit(&Model::independence(cells.lists()), None)?;
    let mut chosen = Vec::new();
    loop {
        let mut pairs = surprising_pairs(&fitter, &current, threshold);
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let next = pairs.iter().find_map(|&(_, pair)| {
            let model = current.model.with(pair);
            let start = started(&current, &model);
            Some((pair, fitter.fit(&model, Some(&start)).ok()?))
        });
        let Some((pair, fit)) = next else {
            return Ok((current, chosen));
        };
        chosen.push(pair);
        current = fit;
    }
}

/// The pairs outside the model of `current`, the model fitted last, whose overlap has a
/// probability of at most `threshold` under it, with that probability.
fn surprising_pairs(fitter: &Fitter<'_>, current: &Fit, threshold: f64) -> Vec<(f64, u32)> {
    let lists = current.model.lists() as u32;
    let pairs = (0..lists).flat_map(|b| (0..b).map(move |a| 1 << a | 1 << b));
    let outside = pairs.filter(|pair| !current.model.terms().contains(pair));
    let expected = fitter.expected_margins(current);
    let judged = outside.map(|pair: u32| {
        let place = pair as usize;
        (
            poisson_surprise(fitter.margins()[place], expected[place]),
            pair,
        )
    });
    judged.filter(|(p, _)| *p <= threshold).collect()
}

/// The coefficients of a fit, and 0 for what its model has not.
fn started(current: &Fit, model: &Model) -> Vec<f64> {
    let known = |term: &u32| {
        let place = current.model.terms().iter().position(|t| t == term);
        place.map_or(0.0, |i| current.coefficients[i])
    };
    model.terms().iter().map(known).collect()
}
