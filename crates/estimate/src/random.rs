//! Random numbers that stay the same whatever library versions come and go: a seed printed beside
//! an estimate must give that estimate again in ten years.

/// The generator xoshiro256++ (Blackman and Vigna 2021), seeded by splitmix64.
#[derive(Clone, Debug)]
pub struct Random {
    state: [u64; 4],
    spare: Option<f64>,
}

impl Random {
    /// The `stream`-th generator of a seed. Streams of one seed are unrelated, so each chain or
    /// replicate has its own and the order of work does not matter.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut x = seed ^ split(stream.wrapping_add(0x5851_F42D_4C95_7F2D));
        let state = [(); 4].map(|()| {
            x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
            split(x)
        });
        Self { state, spare: None }
    }

    fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        out
    }

    /// Uniform on (0, 1), neither end included.
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }

    /// Binomial, by halving: the place of the middle one of `n` sorted uniform numbers is a beta
    /// variate, and tells on which side of `chance` half of them lie (Devroye 1986, X.4).
    pub fn binomial(&mut self, mut n: usize, mut chance: f64) -> usize {
        let mut count = 0;
        while n > 32 {
            let (before, after) = (1 + n / 2, n - n / 2);
            let (a, b) = (before as f64, after as f64);
            let middle = {
                let (x, y) = (self.ln_gamma_variate(a), self.ln_gamma_variate(b));
                1.0 / (1.0 + (y - x).exp())
            };
            if middle >= chance {
                (n, chance) = (before - 1, chance / middle);
            } else {
                count += before;
                (n, chance) = (after - 1, (chance - middle) / (1.0 - middle));
            }
        }
        count + (0..n).filter(|_| self.uniform() < chance).count()
    }

    /// Uniform on `0..n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// Standard normal, by the polar method.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(y * factor);
                return x * factor;
            }
        }
    }

    /// Logarithm of a gamma variate of the given shape and rate 1 (Marsaglia and Tsang 2000). The
    /// logarithm stays finite for shapes so small that the variate itself would be 0.
    pub fn ln_gamma_variate(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.ln_gamma_variate(shape + 1.0) + self.uniform().ln() / shape;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root > 0.0 {
                let cube = root * root * root;
                if self.uniform().ln() < 0.5 * x * x + d - d * cube + d * cube.ln() {
                    return (d * cube).ln();
                }
            }
        }
    }

    /// A Poisson variate; beyond a mean of 30 by Hörmann's transformed rejection (1993).
    pub fn poisson(&mut self, mean: f64) -> f64 {
        if mean < 30.0 {
            let (mut product, mut n, floor) = (self.uniform(), 0.0, (-mean).exp());
            while product > floor {
                product *= self.uniform();
                n += 1.0;
            }
            return n;
        }
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.024_83 * b;
        let inverse = 1.123_9 + 1.132_8 / (b - 3.4);
        loop {
            let (u, v) = (self.uniform() - 0.5, self.uniform());
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
            if k < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            let left = v.ln() + inverse.ln() - (a / (us * us) + b).ln();
            if left <= k * mean.ln() - mean - crate::numeric::ln_factorial(k) {
                return k;
            }
        }
    }
}

/// The finaliser of splitmix64.
fn split(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of many draws.
    fn moments(mut draw: impl FnMut() -> f64) -> (f64, f64) {
        let draws: Vec<f64> = (0..40_000).map(|_| draw()).collect();
        let n = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / n;
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        (mean, variance)
    }

    fn check(found: (f64, f64), mean: f64, variance: f64) {
        let error = 5.0 * (variance / 40_000.0).sqrt();
        assert!((found.0 - mean).abs() < error, "{found:?} {mean}");
        assert!(
            (found.1 / variance - 1.0).abs() < 0.1,
            "{found:?} {variance}"
        );
    }

    #[test]
    fn draws_have_their_moments() {
        let mut random = Random::new(1, 0);
        check(moments(|| random.uniform()), 0.5, 1.0 / 12.0);
        check(moments(|| random.normal()), 0.0, 1.0);
        check(moments(|| random.ln_gamma_variate(3.5).exp()), 3.5, 3.5);
        check(moments(|| random.ln_gamma_variate(0.3).exp()), 0.3, 0.3);
        check(moments(|| random.poisson(4.2)), 4.2, 4.2);
        check(moments(|| random.poisson(77.0)), 77.0, 77.0);
        check(moments(|| random.below(10) as f64), 4.5, 8.25);
        for (n, chance) in [(20, 0.4), (1001, 0.3), (20_000_000, 1e-6)] {
            let mean = n as f64 * chance;
            let found = moments(|| random.binomial(n, chance) as f64);
            check(found, mean, mean * (1.0 - chance));
        }
        assert_eq!(
            (random.binomial(90, 0.0), random.binomial(90, 1.0)),
            (0, 90)
        );
    }

    /// For a small shape `s`, `-s ln(variate)` is close to an exponential variate.
    #[test]
    fn tiny_shapes_do_not_underflow() {
        let mut random = Random::new(2, 0);
        let found = moments(|| -1e-4 * random.ln_gamma_variate(1e-4));
        check(found, 1.0, 1.0);
    }

    #[test]
    fn a_seed_and_a_stream_give_the_same_draws_again() {
        let draw = |seed, stream| Random::new(seed, stream).bits();
        assert_eq!(draw(7, 3), draw(7, 3));
        assert_ne!(draw(7, 3), draw(7, 4));
        assert_ne!(draw(7, 3), draw(8, 3));
    }
}
