//! What a whole report says of means.

use tollbook_record::{Act, WeaponKind};

use crate::lexicon::Gram;
use crate::segment::Segments;

/// What a whole report says of means, which tells what a bare "bombing" or "strike" in it was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// Aircraft are named.
    air: bool,
    /// Planted bombs are named.
    planted: bool,
    /// Artillery or its shells are named.
    shelled: bool,
    /// Somebody takes responsibility, as those who lay bombs do.
    claimed: bool,
}

impl Setting {
    /// The setting of a report.
    pub fn of(segments: &Segments<'_>) -> Self {
        let mut out = Self::default();
        for (at, unit) in segments.units.iter().enumerate() {
            let lex = unit.lex;
            let weapon = lex.weapon.map(|w| w.0);
            let laid = matches!(
                weapon,
                Some(WeaponKind::Ied | WeaponKind::CarBomb | WeaponKind::SuicideVest)
            );
            let told = lex.act_verb.map(|verb| verb.act).or(lex.act_noun);
            out.air |= lex.agent == Some(Act::Airstrike) || lex.act_noun == Some(Act::Airstrike);
            // A bare "bomb" may have been dropped.
            out.planted |= laid && !matches!(segments.low(at), "bomb" | "bombs");
            out.shelled |=
                told == Some(Act::Shelling) || lex.weapon.and_then(|w| w.1) == Some(Act::Shelling);
            out.claimed |= unit.has(Gram::RESPONSIBILITY);
        }
        out
    }

    /// "bombing" says by itself neither that a bomb fell nor that one was laid; a single one was
    /// laid, unless the report tells of what fires from afar.
    pub(super) fn bombing(self, single: bool) -> Act {
        match self {
            Self { planted: true, .. } => Act::Bombing,
            Self { air: true, .. } => Act::Airstrike,
            Self { shelled: false, .. } if single => Act::Bombing,
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
