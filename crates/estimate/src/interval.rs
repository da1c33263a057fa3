//! Intervals that cannot fall below what was seen.

/// The level of every interval of this crate.
pub const LEVEL: f64 = 0.95;

/// The normal quantile that belongs to [`LEVEL`].
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval for the total, log-normal in the part that nobody saw (Burnham and others 1987;
/// Chao 1987). Unlike `estimate ± 1.96 se` it never reaches below the people observed.
pub(crate) fn log_normal(observed: f64, estimate: f64, variance: f64) -> (f64, f64) {
    let unseen = estimate - observed;
    if unseen <= 0.0 {
        return (observed, observed);
    }
    let spread = (Z * (1.0 + variance / (unseen * unseen)).ln().sqrt()).exp();
    (observed + unseen / spread, observed + unseen * spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_stays_above_the_observed() {
        let (low, high) = log_normal(100.0, 110.0, 10_000.0);
        assert!(low > 100.0 && low < 110.0 && high > 110.0, "{low} {high}");
    }

    #[test]
    fn nobody_unseen_leaves_no_width() {
        assert_eq!(log_normal(100.0, 100.0, 0.0), (100.0, 100.0));
    }
}
