//! Functions of probability that the standard library lacks.

use pulp::Arch;

/// `ln √(2π)`.
const LN_ROOT_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// `ln 2` in two parts; a whole number below 2^21 times the first is exact.
const LN_2: [f64; 2] = [0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10];

/// Does work with the widest registers that this processor has. Functions called in it take part if they are always
/// inlined. Each number goes through the same steps as in narrow registers, so the results are the same to the last bit.
#[inline(always)]
pub fn wide<R>(work: impl FnOnce() -> R) -> R {
    Arch::new().dispatch(work)
}

/// `e^x` for `x` from -708 to 708, to about 14 digits: a power of two times twelve terms of the
/// series. Unlike the platform's it is the same everywhere, and loops over it run two lanes at once.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    // Adding this leaves the nearest whole number in the last bits.
    const WHOLE: f64 = 6_755_399_441_055_744.0;
    let shifted = x * std::f64::consts::LOG2_E + WHOLE;
    let power = shifted - WHOLE;
    let r = x - power * LN_2[0] - power * LN_2[1];
    // Estrin's order of the sum: the processor works on its parts side by side.
    let (r2, r4) = (r * r, r * r * (r * r));
    let low = 1.0 + r + r2 * (1.0 / 2.0 + r * (1.0 / 6.0));
    let middle = 1.0 / 24.0 + r * (1.0 / 120.0) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0));
    let high = 1.0 / 40_320.0
        + r * (1.0 / 362_880.0)
        + r2 * (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0));
    let sum = low + r4 * (middle + r4 * high);
    sum * f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52)
}

/// The natural logarithm of a positive normal number, to about 15 digits: that of its power of two, and the series of
/// `2 artanh((m - 1)/(m + 1))` for the rest `m` between the roots of a half and of two. As with [`exp`], loops over it
/// run several lanes at once.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    const ROOT_OF_HALF: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
    // A number with these bits and a whole number in its last ones is 2^52 and that whole number.
    const WHOLE: u64 = 0x4330_0000_0000_0000;
    let biased = (x.to_bits() + (1023 << 52) - ROOT_OF_HALF) >> 52;
    let power = f64::from_bits(WHOLE | biased) - (4_503_599_627_370_496.0 + 1023.0);
    let m = f64::from_bits(x.to_bits().wrapping_sub(biased.wrapping_sub(1023) << 52));
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let (z2, z4) = (z * z, z * z * (z * z));
    let low = 1.0 / 3.0 + z * (1.0 / 5.0) + z2 * (1.0 / 7.0 + z * (1.0 / 9.0));
    let high = 1.0 / 11.0 + z * (1.0 / 13.0) + z2 * (1.0 / 15.0 + z * (1.0 / 17.0));
    let tail = 1.0 / 19.0 + z * (1.0 / 21.0);
    let rest = 2.0 * s + 2.0 * s * z * (low + z4 * (high + z4 * tail));
    power * LN_2[0] + (power * LN_2[1] + rest)
}

/// Natural logarithm of the gamma function for `x > 0`, to about 15 digits: the recurrence lifts
/// `x` above 10, where eight terms of Stirling's series are exact enough.
pub fn ln_gamma(x: f64) -> f64 {
    const SERIES: [f64; 8] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
        -3617.0 / 122_400.0,
    ];
    let (mut x, mut lifted) = (x, 1.0);
    while x < 10.0 {
        lifted *= x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let tail = SERIES.iter().rev().fold(0.0, |sum, c| sum * square + c) / x;
    (x - 0.5) * x.ln() - x + LN_ROOT_TWO_PI + tail - f64::ln(lifted)
}

/// `ln n!` for a count that need not be whole.
pub fn ln_factorial(n: f64) -> f64 {
    ln_gamma(n + 1.0)
}

/// Probability that a standard normal variate is below `x`. The tail is a continued fraction, the
/// middle the power series, so that small probabilities keep their digits.
pub fn normal_cdf(x: f64) -> f64 {
    let density = (-0.5 * x * x - LN_ROOT_TWO_PI).exp();
    if x.abs() < 3.0 {
        let (mut term, mut sum, mut odd) = (x, x, 1.0);
        while f64::abs(term) > 1e-17 * f64::abs(sum) {
            odd += 2.0;
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 + density * sum;
    }
    let far = x.abs();
    let fraction = (1..=60)
        .rev()
        .fold(far, |below, k| far + f64::from(k) / below);
    let tail = density / fraction;
    if x > 0.0 { 1.0 - tail } else { tail }
}

/// The value below which a standard normal variate lies with probability `p`, by Newton's method
/// on [`normal_cdf`]. The ends 0 and 1 give the infinities.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    // Abramowitz and Stegun 26.2.23 starts within 0.00045 of the answer.
    let tail = p.min(1.0 - p);
    let t = (-2.0 * tail.ln()).sqrt();
    let top = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let bottom = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut x = -(t - top / bottom);
    for _ in 0..4 {
        let density = (-0.5 * x * x - LN_ROOT_TWO_PI).exp();
        x -= (normal_cdf(x) - tail) / density;
    }
    if p < 0.5 { x } else { -x }
}

/// The smaller of the probabilities that a Poisson variate of the given mean is at most, or at
/// least, the whole number `seen`.
pub fn poisson_surprise(seen: f64, mean: f64) -> f64 {
    if mean <= 0.0 {
        return f64::from(u8::from(seen <= 0.0));
    }
    let at = (seen * mean.ln() - mean - ln_factorial(seen)).exp();
    // Away from the mean the terms shrink, so the shorter tail is summed outward from `seen`.
    let (mut term, mut tail, mut k) = (at, at, seen);
    while term > 1e-17 * tail && k >= 0.0 {
        if seen < mean {
            term *= k / mean;
            k -= 1.0;
        } else {
            k += 1.0;
            term *= mean / k;
        }
        tail += term;
    }
    tail
}

/// The `q` quantile of sorted values, by linear interpolation between order statistics.
/// `None` without values.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = q.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    // Equal ends are returned as they are, so that infinite values do not become NaN.
    if sorted[below] == sorted[above] {
        return Some(sorted[below]);
    }
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

/// Places of peaks whose height is at least a twentieth of the highest, and between which the
/// curve falls below half of the lower one.
pub fn peaks(curve: &[f64]) -> Vec<usize> {
    let highest = curve.iter().copied().fold(0.0, f64::max);
    let mut peaks: Vec<usize> = Vec::new();
    let mut valley = 0.0;
    for (i, &p) in curve.iter().enumerate() {
        let above_before = i == 0 || curve[i - 1] <= p;
        let above_after = curve.get(i + 1).is_none_or(|&next| next < p);
        valley = f64::min(valley, p);
        if !(above_before && above_after) || p < 0.05 * highest {
            continue;
        }
        match peaks.last().copied() {
            Some(last) if valley > 0.5 * curve[last].min(p) => {
                if p > curve[last] {
                    let end = peaks.len() - 1;
                    peaks[end] = i;
                    valley = p;
                }
            }
            _ => {
                peaks.push(i);
                valley = p;
            }
        }
    }
    peaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, wanted: f64, tolerance: f64) {
        assert!((found - wanted).abs() < tolerance, "{found} {wanted}");
    }

    /// Abramowitz and Stegun, table 6.1, and factorials.
    #[test]
    fn gamma_at_known_points() {
        close(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln(), 1e-14);
        close(ln_gamma(0.0625), 2.739631621946204, 1e-13);
        close(
            ln_factorial(20.0),
            2_432_902_008_176_640_000_f64.ln(),
            1e-12,
        );
        for x in [0.03, 0.7, 3.3, 42.0, 1e5] {
            close(ln_gamma(x + 1.0) - ln_gamma(x), x.ln(), 1e-9);
        }
    }

    #[test]
    fn exponentials() {
        for i in -700..=700 {
            let x = f64::from(i) * 1.011;
            close(exp(x) / x.exp(), 1.0, 2e-14);
        }
        assert_eq!(exp(0.0), 1.0);
    }

    #[test]
    fn logarithms() {
        for i in -1000..=1000 {
            let x = (f64::from(i) * 0.7011).exp();
            close(ln(x), x.ln(), 1e-300 + 2e-15 * x.ln().abs());
        }
        for x in [0.999_999_999, 1.000_000_001, 0.707, 1.414_3] {
            close(ln(x) / x.ln(), 1.0, 1e-15);
        }
        assert_eq!(ln(1.0), 0.0);
    }

    /// Abramowitz and Stegun, table 26.1.
    #[test]
    fn normal_at_known_points() {
        close(normal_cdf(1.0), 0.841_344_746_068_543, 1e-14);
        close(normal_cdf(-4.0) / 3.167_124_183_311_998e-5, 1.0, 1e-12);
        close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-13);
        close(normal_quantile(1e-7), -5.199_337_582_187_471, 1e-9);
    }

    #[test]
    fn poisson_tails() {
        close(poisson_surprise(0.0, 2.0), (-2.0f64).exp(), 1e-15);
        close(poisson_surprise(1.0, 2.0), 3.0 * (-2.0f64).exp(), 1e-15);
        close(
            poisson_surprise(3.0, 2.0),
            1.0 - 5.0 * (-2.0f64).exp(),
            1e-15,
        );
    }

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.75), Some(3.0));
        assert_eq!(quantile(&[1.0, f64::INFINITY], 1.0), Some(f64::INFINITY));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
