//! Kinds of attack.

use tollbook_record::Act;

use crate::facts::Facts;
use crate::weights::WEIGHTS;

/// How two kinds of attack compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ActLevel {
    Same,
    BothUnspecified,
    OneUnspecified,
    Kin,
    Disputed,
    Different,
}

pub(super) fn compare(x: &Facts, y: &Facts) -> ActLevel {
    let (a, b) = (x.act, y.act);
    match (a, b) {
        (Act::Attack, Act::Attack) => ActLevel::BothUnspecified,
        (Act::Attack, _) | (_, Act::Attack) => ActLevel::OneUnspecified,
        _ if a == b => ActLevel::Same,
        _ if kin(a, b) => ActLevel::Kin,
        _ if x.disputes || y.disputes => ActLevel::Disputed,
        _ => ActLevel::Different,
    }
}

/// Whether the two are kin, from a table made once: this is asked for every pair of claims.
fn kin(a: Act, b: Act) -> bool {
    static KIN: std::sync::LazyLock<Vec<Vec<bool>>> = std::sync::LazyLock::new(|| {
        let row = |a: &Act| {
            Act::ALL
                .iter()
                .map(|b| WEIGHTS.act.are_kin(*a, *b))
                .collect()
        };
        Act::ALL.iter().map(row).collect()
    });
    KIN[a as usize][b as usize]
}

impl ActLevel {
    pub fn weight(self) -> f64 {
        let weights = &WEIGHTS.act;
        match self {
            Self::Same => weights.same,
            Self::BothUnspecified => weights.both_unspecified,
            Self::OneUnspecified => weights.one_unspecified,
            Self::Kin => weights.kin,
            Self::Disputed => weights.disputed,
            Self::Different => weights.different,
        }
    }

    pub fn reason(self, a: Act, b: Act) -> Option<String> {
        let [a, b] = [a, b].map(|act| act.word().replace('_', " "));
        match self {
            Self::Same => Some(format!("both speak of {a}")),
            Self::Kin => Some(format!("{a} and {b} are easily taken for one another")),
            Self::Disputed => Some(format!("whether it was {a} or {b} is in dispute")),
            Self::Different => Some(format!("one speaks of {a}, the other of {b}")),
            Self::BothUnspecified => Some("neither says what kind of attack".to_owned()),
            Self::OneUnspecified => None,
        }
    }
}
