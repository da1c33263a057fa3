//! Numbers of people.

use tollbook_record::CountRange;

use crate::weights::WEIGHTS;

/// How two numbers of people compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FigureLevel {
    Unknown,
    Equal(u32),
    Overlap,
    Close,
    Rising,
    Apart,
    FarApart,
}

/// Up to half as many again may be one count made twice.
const CLOSE: f64 = 1.5;

/// Beyond three times as many, two counts seldom mean one incident.
const APART: f64 = 3.0;

pub(super) fn compare(
    a: Option<CountRange>,
    b: Option<CountRange>,
    published: (Option<i32>, Option<i32>),
) -> FigureLevel {
    let (Some(a), Some(b)) = (a, b) else {
        return FigureLevel::Unknown;
    };
    if let Some(n) = stated(a).filter(|n| stated(b) == Some(*n)) {
        return FigureLevel::Equal(n);
    }
    let below = |a: CountRange, b: CountRange| a.max().zip(b.min()).is_some_and(|(a, b)| a < b);
    let (low, high, low_is_older) = if below(a, b) {
        (
            a,
            b,
            published.0.zip(published.1).is_some_and(|(a, b)| a < b),
        )
    } else if below(b, a) {
        (
            b,
            a,
            published.0.zip(published.1).is_some_and(|(a, b)| b < a),
        )
    } else {
        return FigureLevel::Overlap;
    };
    let (Some(low), Some(high)) = (low.max(), high.min()) else {
        return FigureLevel::Overlap;
    };
    match f64::from(high) / f64::from(low.max(1)) {
        ratio if ratio <= CLOSE => FigureLevel::Close,
        ratio if low_is_older && ratio <= WEIGHTS.figure.rising_ratio => FigureLevel::Rising,
        ratio if ratio <= APART => FigureLevel::Apart,
        _ => FigureLevel::FarApart,
    }
}

/// The number that was said: "26" and "at least 26" both say 26.
fn stated(range: CountRange) -> Option<u32> {
    match (range.min(), range.max()) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    }
}

impl FigureLevel {
    pub fn weight(self) -> f64 {
        let weights = &WEIGHTS.figure;
        match self {
            Self::Unknown => 0.0,
            Self::Equal(n) if n < weights.small_below => weights.equal_small,
            Self::Equal(_) => weights.equal,
            Self::Overlap => weights.overlap,
            Self::Close => weights.close,
            Self::Rising => weights.rising,
            Self::Apart => weights.apart,
            Self::FarApart => weights.far_apart,
        }
    }

    pub fn reason(
        self,
        effect: &str,
        a: Option<CountRange>,
        b: Option<CountRange>,
    ) -> Option<String> {
        let (a, b) = (a?, b?);
        Some(match self {
            Self::Unknown => return None,
            Self::Equal(n) => format!("both count {n} {effect}"),
            Self::Overlap => format!("their counts of {effect} allow the same number: {a} and {b}"),
            Self::Close => format!("their counts of {effect} are close: {a} and {b}"),
            Self::Rising => format!("the later report counts more {effect}: {a} and {b}"),
            Self::Apart | Self::FarApart => {
                format!("their counts of {effect} are far apart: {a} and {b}")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(a: CountRange, b: CountRange, published: (i32, i32)) -> FigureLevel {
        compare(Some(a), Some(b), (Some(published.0), Some(published.1)))
    }

    #[test]
    fn levels_follow_the_ratio() {
        let n = CountRange::exactly;
        assert_eq!(
            level(n(26), CountRange::at_least(26), (1, 1)),
            FigureLevel::Equal(26)
        );
        assert_eq!(
            level(n(30), CountRange::at_least(26), (1, 1)),
            FigureLevel::Overlap
        );
        assert_eq!(level(n(26), n(30), (1, 1)), FigureLevel::Close);
        assert_eq!(level(n(9), n(26), (1, 1)), FigureLevel::Apart);
        assert_eq!(level(n(3), n(26), (1, 1)), FigureLevel::FarApart);
    }

    #[test]
    fn a_toll_that_rises_with_time_speaks_little_against() {
        let n = CountRange::exactly;
        assert_eq!(level(n(9), n(26), (1, 2)), FigureLevel::Rising);
        assert_eq!(level(n(26), n(9), (1, 2)), FigureLevel::Apart);
        assert_eq!(level(n(26), n(9), (2, 1)), FigureLevel::Rising);
    }
}
