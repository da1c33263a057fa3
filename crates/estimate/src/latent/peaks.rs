//! Whether drawn totals gather in more than one place.

use crate::numeric::{peaks, quantile};

/// Points at which the curve is looked at, at most.
const POINTS: usize = 256;

/// Totals at which the smoothed density of sorted draws has a peak of its own, from low to high;
/// what counts as one is said of the curve in [`peaks`]. The kernel is normal, as wide as
/// Silverman's rule (1986) has it for so many effective draws, and a person at least.
pub(super) fn peaks_of(draws: &[f64], effective: f64) -> Vec<f64> {
    let at = |level: f64| quantile(draws, level).unwrap_or(f64::NAN);
    let (from, to) = (at(0.001), at(0.999));
    let spread = f64::min((at(0.75) - at(0.25)) / 1.34, (to - from) / 4.0);
    let width = f64::max(0.9 * spread * effective.max(1.0).powf(-0.2), 1.0);
    let step = f64::max((to - from) / (POINTS - 1) as f64, 0.5 * width);
    let last = ((to - from) / step).ceil().max(0.0) as usize;
    let mut counts = vec![0.0; last + 1];
    for draw in draws.iter().filter(|n| (from..=to).contains(*n)) {
        counts[((draw - from) / step).round() as usize] += 1.0;
    }
    let reach = (4.0 * width / step).ceil() as usize;
    let height = |place: usize| -> f64 {
        let near = place.saturating_sub(reach)..=(place + reach).min(last);
        let part = |i: usize| (-0.5 * (step * i.abs_diff(place) as f64 / width).powi(2)).exp();
        near.map(|i| counts[i] * part(i)).sum()
    };
    let curve: Vec<f64> = (0..=last).map(height).collect();
    let total = |place: usize| from + step * place as f64;
    peaks(&curve).into_iter().map(total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn found(mut draw: impl FnMut(&mut Random) -> f64) -> Vec<f64> {
        let mut random = Random::new(3, 0);
        let mut draws: Vec<f64> = (0..3000).map(|_| draw(&mut random)).collect();
        draws.sort_by(f64::total_cmp);
        peaks_of(&draws, 1000.0)
    }

    #[test]
    fn two_places_are_two_peaks() {
        let peaks = found(|random| match random.uniform() < 0.3 {
            true => 24_000.0 + 900.0 * random.normal(),
            false => 11_700.0 + 600.0 * random.normal(),
        });
        assert_eq!(peaks.len(), 2, "{peaks:?}");
        assert!((peaks[0] - 11_700.0).abs() < 300.0, "{peaks:?}");
        assert!((peaks[1] - 24_000.0).abs() < 500.0, "{peaks:?}");
    }

    /// Neither a long tail, nor a few whole numbers, nor a single one are several places.
    #[test]
    fn one_place_is_one_peak() {
        assert_eq!(
            found(|random| 500.0 + (5.0 + random.normal()).exp()).len(),
            1
        );
        assert_eq!(found(|random| 70.0 + random.poisson(3.0)).len(), 1);
        assert_eq!(found(|_| 90.0), [90.0]);
    }
}
