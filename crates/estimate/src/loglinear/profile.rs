//! The profile-likelihood interval.

use super::cells::{Cells, sum_over_supersets};
use super::fit::Newton;
use super::model::Model;
use crate::numeric::ln_factorial;

/// The 0.95 quantile of chi-squared with one degree of freedom.
const CHI_SQUARED: f64 = 3.841_458_820_694_124;

/// Beyond this many times the observed the likelihood counts as flat.
const FLAT: f64 = 1e7;

/// Where the profile likelihood of the total has its peak, and the 95 % interval around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profile {
    /// The total of the highest likelihood; a little below that of the Poisson fit.
    pub peak: f64,
    /// Lower end; never below the people observed.
    pub low: f64,
    /// Upper end; `None` where the likelihood never falls far enough.
    pub high: Option<f64>,
}

/// The interval of Cormack (Biometrics 1992): for each number of unseen people the same model is
/// fitted to the completed table, and the multinomial likelihoods are compared. `None` if the
/// model cannot be fitted to a completed table.
pub fn profile(cells: &Cells, model: &Model, unseen: f64) -> Option<Profile> {
    let mut curve = Curve::new(cells, model, unseen)?;
    let (peak, top) = curve.peak(unseen.max(1.0))?;
    let target = top - CHI_SQUARED / 2.0;
    let floor = curve.at(0.0)?;
    let low = if floor >= target {
        0.0
    } else {
        curve.cross(0.0, peak, target)?
    };
    let mut far = peak.max(1.0) * 2.0;
    let edge = FLAT * curve.observed;
    while far < edge && curve.at(far)? > target {
        far *= 2.0;
    }
    let high = if far < edge {
        Some(curve.observed + curve.cross(far, peak, target)?)
    } else {
        None
    };
    Some(Profile {
        peak: curve.observed + peak,
        low: curve.observed + low,
        high,
    })
}

/// The profile likelihood as a function of the unseen.
struct Curve {
    newton: Newton,
    margins: Vec<f64>,
    observed: f64,
}

impl Curve {
    fn new(cells: &Cells, model: &Model, unseen: f64) -> Option<Self> {
        let mut margins = cells.counts().to_vec();
        margins[0] = 0.0;
        sum_over_supersets(&mut margins);
        let mut newton = Newton::default();
        newton.restrict(model, &margins, true);
        let mut counts = cells.counts().to_vec();
        counts[0] = unseen;
        newton.guess(&counts);
        let observed = cells.observed();
        let curve = Self {
            newton,
            margins,
            observed,
        };
        Some(curve)
    }

    fn at(&mut self, unseen: f64) -> Option<f64> {
        // With nobody unseen a coefficient may go to infinity; a trace of a person keeps it finite.
        let unseen = unseen.max(1e-6);
        let total = self.observed + unseen;
        self.margins[0] = total;
        let fitted = self.newton.climb(&self.margins)? + total;
        Some(ln_factorial(total) - ln_factorial(unseen) + fitted - total * total.ln())
    }

    /// The highest point, by golden section over the logarithm of the unseen.
    fn peak(&mut self, start: f64) -> Option<(f64, f64)> {
        const GOLDEN: f64 = 0.618_033_988_749_895;
        let (mut a, mut b) = (start.ln() - 3.0, start.ln() + 3.0);
        while self.at(b.exp())? > self.at((b - 0.5).exp())? && b < (FLAT * self.observed).ln() {
            b += 3.0;
        }
        while self.at(a.exp())? > self.at((a + 0.5).exp())? && a > -14.0 {
            a -= 3.0;
        }
        let (mut c, mut d) = (b - GOLDEN * (b - a), a + GOLDEN * (b - a));
        let (mut at_c, mut at_d) = (self.at(c.exp())?, self.at(d.exp())?);
        while b - a > 1e-7 {
            if at_c > at_d {
                (b, d, at_d) = (d, c, at_c);
                c = b - GOLDEN * (b - a);
                at_c = self.at(c.exp())?;
            } else {
                (a, c, at_c) = (c, d, at_d);
                d = a + GOLDEN * (b - a);
                at_d = self.at(d.exp())?;
            }
        }
        let peak = (0.5 * (a + b)).exp();
        Some((peak, self.at(peak)?))
    }

    /// Where the curve crosses `target` between a place below it and one above it.
    fn cross(&mut self, below: f64, above: f64, target: f64) -> Option<f64> {
        let (mut below, mut above) = (below, above);
        while (above - below).abs() > 1e-9 * (self.observed + above) {
            let middle = 0.5 * (below + above);
            if self.at(middle)? < target {
                below = middle;
            } else {
                above = middle;
            }
        }
        Some(0.5 * (below + above))
    }
}
