//! What was hit.

use tollbook_record::TargetKind;

use crate::weights::WEIGHTS;

/// How two sets of targets compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TargetLevel {
    Unknown,
    Shared,
    Different,
}

/// Compares sets of targets, a bit each as in [`crate::facts`].
pub(super) fn compare(a: u64, b: u64) -> TargetLevel {
    match (a, b) {
        (0, _) | (_, 0) => TargetLevel::Unknown,
        _ if a & b != 0 => TargetLevel::Shared,
        _ => TargetLevel::Different,
    }
}

impl TargetLevel {
    pub fn weight(self) -> f64 {
        match self {
            Self::Unknown => 0.0,
            Self::Shared => WEIGHTS.target.shared,
            Self::Different => WEIGHTS.target.different,
        }
    }

    pub fn reason(self, a: u64, b: u64) -> Option<String> {
        match self {
            Self::Unknown => None,
            Self::Shared => Some(format!("both name as hit: {}", words(a & b))),
            Self::Different => Some(format!(
                "one names as hit {}, the other {}",
                words(a),
                words(b)
            )),
        }
    }
}

fn words(bits: u64) -> String {
    let named = TargetKind::ALL
        .iter()
        .filter(|kind| bits >> **kind as u32 & 1 == 1);
    let words: Vec<String> = named.map(|kind| kind.word().replace('_', " ")).collect();
    words.join(", ")
}
