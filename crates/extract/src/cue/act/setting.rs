//! What a whole report says of means.

use tollbook_record::{Act, WeaponKind};

use crate::lexicon::{Gram, Lex};
use crate::segment::Segments;

/// What a whole report says of means, which tells what a bare "bombing" or "strike" in it was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// Aircraft are named.
    air: bool,
    /// Planted bombs are named.
    planted: bool,
    /// Somebody takes responsibility, as those who lay bombs do.
    claimed: bool,
}

impl Setting {
    /// The setting of a report.
    pub fn of(segments: &Segments<'_>) -> Self {
        let any = |test: fn(&Lex) -> bool| segments.units.iter().any(|u| test(u.lex));
        Self {
            air: any(|lex| {
                lex.agent == Some(Act::Airstrike) || lex.act_noun == Some(Act::Airstrike)
            }),
            planted: (0..segments.units.len()).any(|at| {
                // A bare "bomb" may have been dropped.
                let kind = segments.units[at].lex.weapon.map(|w| w.0);
                let laid = matches!(
                    kind,
                    Some(WeaponKind::Ied | WeaponKind::CarBomb | WeaponKind::SuicideVest)
                );
                laid && !matches!(segments.low(at), "bomb" | "bombs")
            }),
            claimed: segments.units.iter().any(|u| u.has(Gram::RESPONSIBILITY)),
        }
    }

    /// "bombing" says by itself neither that a bomb fell nor that one was laid.
    pub(super) fn bombing(self) -> Act {
        match self {
            Self { planted: true, .. } => Act::Bombing,
            Self { air: true, .. } => Act::Airstrike,
            _ => Act::Attack,
        }
    }

    /// "bombing of a house": from the air, unless bombs are laid in the report.
    pub(super) fn bombing_of(self) -> Act {
        if self.planted || self.claimed && !self.air {
            Act::Bombing
        } else {
            Act::Airstrike
        }
    }

    /// A strike is one from the air only where aircraft are in the report.
    pub(super) fn strike(self) -> Act {
        if self.air {
            Act::Airstrike
        } else {
            Act::Attack
        }
    }

    /// A raid is one from the air where aircraft are in the report, else one of armed men.
    pub(super) fn raid(self) -> Act {
        if self.air {
            Act::Airstrike
        } else {
            Act::GroundAttack
        }
    }
}
