//! The maximum of the likelihood of one model.

use super::cells::{Cells, sum_over_subsets, sum_over_supersets};
use super::exists::positive_table_exists;
use super::linear::{cholesky, rank, solve};
use super::model::Model;
use crate::numeric::ln_factorial;

/// Newton's steps before a fit is given up; a model with a maximum takes about six.
const STEPS: usize = 100;

/// The largest relative error of a margin at the maximum.
const EXACT: f64 = 1e-11;

/// A fit whose empty cells all expect more people than this has proved that a positive table with
/// its margins exists: itself. Only below it the linear programme is asked.
const CLEARLY_POSITIVE: f64 = 1e-4;

/// A model fitted to the observed cells of a table by maximum likelihood (Poisson counts).
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// The coefficient of each of the model's terms; minus infinity where nobody stands on all
    /// lists of the term.
    pub coefficients: Vec<f64>,
    /// People on no list, as the model has it.
    pub unseen: f64,
    /// Everybody: seen and unseen.
    pub total: f64,
    /// Standard error of the total.
    pub standard_error: f64,
    /// Standard error of the logarithm of `unseen`.
    pub log_error: f64,
    /// Twice the logarithm of the likelihood ratio against the saturated model.
    pub deviance: f64,
    /// Cells less terms; cells and terms without anybody are counted too.
    pub degrees: usize,
    /// Akaike's criterion; smaller is better.
    pub aic: f64,
    /// Schwarz's criterion, with the people seen as the sample's size; smaller is better.
    pub bic: f64,
}

/// Why a model has no fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The likelihood has no maximum: it rises on and on as a coefficient goes to infinity.
    NoMaximum,
    /// Different coefficients give the same likelihood, and different totals.
    NotIdentified,
}

/// Fits a model to the observed cells. The likelihood, the criteria and the standard error are
/// those of Bishop, Fienberg and Holland (1975) and Cormack (1989).
pub fn fit(cells: &Cells, model: &Model) -> Result<Fit, Unfit> {
    Fitter::new(cells).fit(model, None)
}

/// Fits models to one table and keeps what they share.
pub(crate) struct Fitter<'a> {
    cells: &'a Cells,
    /// People on all lists of each set.
    margins: Vec<f64>,
    observed: f64,
    /// The part of the log-likelihood that no model changes.
    saturated: f64,
    factorials: f64,
    work: Newton,
}

impl<'a> Fitter<'a> {
    pub(crate) fn new(cells: &'a Cells) -> Self {
        let mut margins = cells.counts().to_vec();
        margins[0] = 0.0;
        sum_over_supersets(&mut margins);
        let some = || cells.counts()[1..].iter().filter(|n| **n > 0.0);
        Self {
            margins,
            observed: cells.observed(),
            saturated: some().map(|n| n * n.ln() - n).sum(),
            factorials: some().map(|n| ln_factorial(*n)).sum(),
            work: Newton::default(),
            cells,
        }
    }

    /// Fits a model, from the coefficients `start` of its terms if there are some.
    pub(crate) fn fit(&mut self, model: &Model, start: Option<&[f64]>) -> Result<Fit, Unfit> {
        let likelihood = self.maximise(model, start)?;
        let work = &self.work;
        let variance = work.variance(0);
        let unseen = work.coefficients[0].exp();
        let coefficients = scatter(model.terms(), &work.terms, &work.coefficients);
        let parameters = model.terms().len() as f64;
        let log_likelihood = likelihood - self.factorials;
        Ok(Fit {
            model: model.clone(),
            coefficients,
            unseen,
            total: self.observed + unseen,
            standard_error: (unseen + unseen * unseen * variance).sqrt(),
            log_error: variance.sqrt(),
            deviance: 2.0 * (self.saturated - likelihood),
            degrees: (self.margins.len() - 1).saturating_sub(model.terms().len()),
            aic: 2.0 * parameters - 2.0 * log_likelihood,
            bic: parameters * self.observed.ln() - 2.0 * log_likelihood,
        })
    }

    /// People on all lists of each set.
    pub(crate) fn margins(&self) -> &[f64] {
        &self.margins
    }

    /// People on all lists of each set, as a fitted model expects them.
    pub(crate) fn expected_margins(&self, fit: &Fit) -> Vec<f64> {
        let mut sums = vec![0.0; self.margins.len()];
        for (term, coefficient) in fit.model.terms().iter().zip(&fit.coefficients) {
            sums[*term as usize] = *coefficient;
        }
        sum_over_subsets(&mut sums);
        sums.iter_mut().for_each(|x| *x = x.exp());
        sums[0] = 0.0;
        sum_over_supersets(&mut sums);
        sums
    }

    /// The log-likelihood's maximum without factorials; the coefficients stay in `work`.
    fn maximise(&mut self, model: &Model, start: Option<&[f64]>) -> Result<f64, Unfit> {
        self.work.restrict(model, &self.margins, false);
        if self.work.cells.len() < self.work.terms.len() {
            return Err(Unfit::NotIdentified);
        }
        match start {
            Some(start) => self.work.take(model, start),
            None => self.work.guess(self.cells.counts()),
        }
        let mut found = self.work.climb(&self.margins);
        if found.is_none() && start.is_some() {
            self.work.guess(self.cells.counts());
            found = self.work.climb(&self.margins);
        }
        let counts = self.cells.counts();
        if let Some(likelihood) = found.filter(|_| self.work.clearly_positive(counts)) {
            return Ok(likelihood);
        }
        let rows = self.work.design();
        if rank(rows.clone()) < self.work.terms.len() {
            return Err(Unfit::NotIdentified);
        }
        let active: Vec<f64> = self.work.cells.iter().map(|&x| counts[x]).collect();
        if !positive_table_exists(&rows, &active) {
            return Err(Unfit::NoMaximum);
        }
        found.ok_or(Unfit::NoMaximum)
    }
}

/// Puts the values of some terms in the places of all, minus infinity for the rest.
fn scatter(all: &[u32], some: &[u32], values: &[f64]) -> Vec<f64> {
    let value = |term: &u32| {
        let place = some.iter().position(|t| t == term);
        place.map_or(f64::NEG_INFINITY, |i| values[i])
    };
    all.iter().map(value).collect()
}

/// Newton's method on the likelihood of a model. The expected counts of all cells are sums over
/// subsets of the coefficients, and both the gradient and the matrix of second derivatives are
/// sums over supersets of the expected counts, so that no design matrix is ever multiplied out.
#[derive(Default)]
pub(crate) struct Newton {
    /// Terms with a finite coefficient.
    pub(crate) terms: Vec<u32>,
    pub(crate) coefficients: Vec<f64>,
    /// Cells that can hold people under the model.
    cells: Vec<usize>,
    expected: Vec<f64>,
    sums: Vec<f64>,
    factor: Vec<f64>,
    step: Vec<f64>,
    before: Vec<f64>,
}

impl Newton {
    /// Takes a model's terms with a margin, and the cells that hold no term without one; cell 0
    /// only if the table is `complete`.
    pub(crate) fn restrict(&mut self, model: &Model, margins: &[f64], complete: bool) {
        self.terms.clear();
        let with_margin = |t: &&u32| margins[**t as usize] > 0.0;
        self.terms.extend(model.terms().iter().filter(with_margin));
        let empty: Vec<usize> = model
            .terms()
            .iter()
            .map(|t| *t as usize)
            .filter(|&t| margins[t] <= 0.0)
            .collect();
        self.cells.clear();
        let first = usize::from(!complete);
        let held = |x: &usize| !empty.iter().any(|t| x & t == *t);
        self.cells.extend((first..margins.len()).filter(held));
        self.expected.clear();
        self.expected.resize(margins.len(), 0.0);
        self.sums.resize(margins.len(), 0.0);
        self.step.resize(self.terms.len(), 0.0);
        self.factor.resize(self.terms.len().pow(2), 0.0);
    }

    /// Starts from known coefficients.
    pub(crate) fn take(&mut self, model: &Model, start: &[f64]) {
        let known = |term: &u32| {
            let place = model.terms().iter().position(|t| t == term);
            place.map_or(0.0, |i| start[i]).max(-30.0)
        };
        self.coefficients.clear();
        self.coefficients.extend(self.terms.iter().map(known));
    }

    /// Starts from the weighted least squares fit to the logarithms of the counts.
    pub(crate) fn guess(&mut self, counts: &[f64]) {
        self.expected.fill(0.0);
        self.sums.fill(0.0);
        for &x in &self.cells {
            let count = counts[x] + 0.5;
            self.expected[x] = count;
            self.sums[x] = count * count.ln();
        }
        sum_over_supersets(&mut self.sums);
        let right: Vec<f64> = self.terms.iter().map(|t| self.sums[*t as usize]).collect();
        self.coefficients.clear();
        self.coefficients.resize(self.terms.len(), 0.0);
        self.sums.copy_from_slice(&self.expected);
        sum_over_supersets(&mut self.sums);
        if self.factorise() {
            self.coefficients.copy_from_slice(&right);
            solve(&self.factor, self.terms.len(), &mut self.coefficients);
        }
    }

    /// Climbs to the maximum and returns the log-likelihood there, without factorials; `None` if
    /// it is not reached. Afterwards `factor` belongs to the maximum.
    pub(crate) fn climb(&mut self, margins: &[f64]) -> Option<f64> {
        let mut best = self.expect(margins);
        for _ in 0..STEPS {
            let mut worst: f64 = 0.0;
            for (step, term) in self.step.iter_mut().zip(&self.terms) {
                let margin = margins[*term as usize];
                *step = margin - self.sums[*term as usize];
                worst = worst.max(step.abs() / margin);
            }
            if !self.factorise() {
                return None;
            }
            if worst < EXACT {
                return Some(best);
            }
            solve(&self.factor, self.terms.len(), &mut self.step);
            self.before.clone_from(&self.coefficients);
            best = self.advance(margins, best)?;
        }
        None
    }

    /// Goes the step, or a half, a quarter and so on of it, until the likelihood does not fall.
    fn advance(&mut self, margins: &[f64], best: f64) -> Option<f64> {
        let mut share = 1.0;
        while share > 1e-6 {
            for (i, coefficient) in self.coefficients.iter_mut().enumerate() {
                *coefficient = self.before[i] + share * self.step[i];
            }
            let now = self.expect(margins);
            if now >= best - 1e-10 * best.abs().max(1.0) {
                return Some(now);
            }
            share /= 2.0;
        }
        None
    }

    /// Expected counts and their sums at the coefficients; returns the log-likelihood.
    fn expect(&mut self, margins: &[f64]) -> f64 {
        self.sums.fill(0.0);
        for (term, coefficient) in self.terms.iter().zip(&self.coefficients) {
            self.sums[*term as usize] = *coefficient;
        }
        sum_over_subsets(&mut self.sums);
        for &x in &self.cells {
            self.expected[x] = self.sums[x].exp();
        }
        self.sums.copy_from_slice(&self.expected);
        sum_over_supersets(&mut self.sums);
        let weighted = self.terms.iter().zip(&self.coefficients);
        let inner: f64 = weighted.map(|(t, c)| margins[*t as usize] * c).sum();
        inner - self.sums[0]
    }

    fn factorise(&mut self) -> bool {
        let n = self.terms.len();
        for (i, a) in self.terms.iter().enumerate() {
            for (j, b) in self.terms[..=i].iter().enumerate() {
                self.factor[i * n + j] = self.sums[(a | b) as usize];
            }
        }
        cholesky(&mut self.factor, n)
    }

    fn clearly_positive(&self, counts: &[f64]) -> bool {
        let empty = self.cells.iter().filter(|&&x| counts[x] <= 0.0);
        empty
            .into_iter()
            .all(|&x| self.expected[x] > CLEARLY_POSITIVE)
    }

    /// For each term, 1 for the cells that hold it.
    fn design(&self) -> Vec<Vec<f64>> {
        let row = |term: &u32| {
            let term = *term as usize;
            let held = |x: &usize| f64::from(u8::from(x & term == term));
            self.cells.iter().map(held).collect()
        };
        self.terms.iter().map(row).collect()
    }

    /// Variance of a coefficient.
    fn variance(&self, place: usize) -> f64 {
        let n = self.terms.len();
        let mut unit = vec![0.0; n];
        unit[place] = 1.0;
        solve(&self.factor, n, &mut unit);
        unit[place]
    }
}
