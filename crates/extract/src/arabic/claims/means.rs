//! The weapons of a claim and what was hit.

use tollbook_record::{Act, Target, Weapon, WeaponKind};

use super::super::clause::Clause;
use super::Writer;

impl Writer<'_, '_> {
    /// Each kind once, as far as the act allows it.
    pub(super) fn weapons(&self, mine: &[&Clause], act: Act) -> Vec<Weapon> {
        let mut out: Vec<Weapon> = Vec::new();
        let hits: Vec<_> = mine.iter().flat_map(|c| &c.weapons).collect();
        let has = |kind: WeaponKind| hits.iter().any(|w| w.kind == kind);
        let from_air = matches!(act, Act::Airstrike | Act::DroneStrike);
        for hit in &hits {
            let kind = match hit.kind {
                WeaponKind::Rocket if from_air => WeaponKind::GuidedMissile,
                WeaponKind::Drone
                    if matches!(act, Act::Shelling | Act::Shooting | Act::Sniping) =>
                {
                    continue;
                }
                WeaponKind::Vehicle if act != Act::VehicleAttack => continue,
                WeaponKind::SmallArms if has(WeaponKind::SniperRifle) => continue,
                WeaponKind::Drone if has(WeaponKind::LoiteringMunition) => continue,
                WeaponKind::Fire
                    if matches!(act, Act::Shelling | Act::Airstrike | Act::Execution) =>
                {
                    continue;
                }
                WeaponKind::ArtilleryShell if from_air => continue,
                // "لغم من مخلفات الحرب": what was left is the mine.
                WeaponKind::UnexplodedOrdnance if has(WeaponKind::Landmine) => continue,
                // "دبابات ... بقذيفتين": the shell is the tank's.
                WeaponKind::ArtilleryShell
                    if (has(WeaponKind::TankShell) || has(WeaponKind::Mortar))
                        && self.doc.stem(hit.tokens.start).starts_with("قذ") =>
                {
                    continue;
                }
                WeaponKind::ToxicGas
                    if has(WeaponKind::Chlorine)
                        || has(WeaponKind::NerveAgent)
                        || has(WeaponKind::MustardAgent) =>
                {
                    continue;
                }
                kind => kind,
            };
            if out.iter().any(|w| w.kind == kind) {
                continue;
            }
            if let Some(quote) = self.doc.quote(&hit.tokens) {
                out.push(Weapon { kind, quote });
            }
        }
        out
    }

    /// Each kind once. Where somebody was seized or held is none.
    pub(in crate::arabic) fn targets(&self, mine: &[&Clause], act: Act) -> Vec<Target> {
        let mut out: Vec<Target> = Vec::new();
        if matches!(act, Act::Abduction | Act::TortureOrCustodyDeath) {
            return out;
        }
        for hit in mine.iter().flat_map(|c| &c.targets) {
            if out.iter().any(|t| t.kind == hit.kind) {
                continue;
            }
            if let Some(quote) = self.doc.quote(&hit.tokens) {
                out.push(Target {
                    kind: hit.kind,
                    quote,
                });
            }
        }
        out
    }
}
