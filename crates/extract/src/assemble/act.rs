//! Which kind of attack the words of a clause tell.

use tollbook_record::Act;

use super::told::Clause;

/// The kind of attack of a clause: the first word that says one; poison and barrel bombs before
/// what carries them.
pub fn act_of(clause: &Clause) -> Act {
    const TELLING: &[Act] = &[
        Act::ChemicalAttack,
        Act::SuicideBombing,
        Act::BarrelBombing,
        Act::DroneStrike,
    ];
    let acts = || clause.acts.iter().filter(|a| !a.negated).map(|a| a.act);
    let telling = acts().find(|a| TELLING.contains(a));
    let new = || {
        clause
            .acts
            .iter()
            .filter(|a| !a.negated && !a.definite)
            .map(|a| a.act)
    };
    telling
        .or_else(|| new().find(|a| *a != Act::Attack))
        .or_else(|| acts().find(|a| *a != Act::Attack))
        .or_else(|| clause.figures.iter().find_map(|f| f.act))
        .unwrap_or(Act::Attack)
}
