//! The main claim of a snippet to one of the set's thirty kinds of event.
//!
//! Half of these kinds are no attacks on people, so the program reads no claim there: protests,
//! talks, arrests, disasters. Those are told apart by a list of words in here, which is part of the
//! mapping and says nothing about the program.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};
use tollbook_record::{Act, Claim, WeaponKind, Who};

use super::reports::Read;

/// Kinds that no claim stands for, with the words that speak of them. The first that matches.
const BY_WORDS: [(&str, &str); 18] = [
    (
        "DISR_WEAP",
        r"defus|dismantl|disarm|neutrali[sz]ed an? (ied|bomb)|weapons? cache|seized .*(weapon|explosive|ammunition)|intercept|found .*(ied|bomb|mine|explosive)",
    ),
    (
        "NATURAL_DISASTER",
        r"flood|earthquake|landslide|cyclone|hurricane|drought|heavy rain|mudslide|lightning|storm|epidemic|outbreak",
    ),
    (
        "MAN_MADE_DISASTER",
        r"accident|capsiz|plane crash|crashed|collapsed?\b|derail|oil spill|gas leak|caught fire|factory (fire|explosion)|stampede|drowned",
    ),
    (
        "FORCE_AGAINST_PROTEST",
        r"(fired|fire|shot|live (bullets|ammunition)).{0,40}(protest|demonstrat)|(protest|demonstrat)\w*.{0,60}(killed|shot)",
    ),
    (
        "PROTEST_WITH_INTER",
        r"(protest|demonstrat|rally|march)\w*.{0,120}(dispers|tear ?gas|water cannon|arrest|detain)|(dispers|tear ?gas).{0,60}(protest|demonstrat)",
    ),
    (
        "VIOL_DEMONSTR",
        r"riot|(protest|demonstrat|student|crowd)\w*.{0,80}(stone|burn|torch|clash|vandal|barricad|set fire)",
    ),
    (
        "MOB_VIOL",
        r"\bmob\b|lynch|vigilante|villagers (beat|attacked)",
    ),
    (
        "PEACE_PROTEST",
        r"protest|demonstrat|rall(y|ied)|march(ed)?\b|sit-in|vigil|strike action|boycott",
    ),
    (
        "AGREEMENT",
        r"cease-?fire|peace (deal|agreement|accord)|signed|truce|agreement",
    ),
    (
        "NON_VIOL_TERRIT_TRANSFER",
        r"withdr[ae]w|pull(ed)? out|handed over|without (a )?(fight|resistance)|left the (village|town|area)",
    ),
    (
        "GOV_REGAINS_TERIT",
        r"(army|government|troops|forces).{0,60}(regain|recaptur|retak|retook|liberat|reclaim)",
    ),
    (
        "NON_STATE_ACTOR_OVERTAKES_TER",
        r"(rebel|militant|insurgent|fighter|is\b|isis|taliban|shabaab).{0,60}(captur|seiz|took (over|control)|overran|overr[ua]n)",
    ),
    (
        "HQ_ESTABLISHED",
        r"(establish|set up|open|built)\w*.{0,40}(base|headquarter|camp|checkpoint|outpost|position)",
    ),
    (
        "ORG_CRIME",
        r"drug|cartel|smuggl|traffick|robb|gang|extort|kidnapping ring",
    ),
    ("ARREST", r"arrest|detain|custody|rounded up"),
    (
        "CHANGE_TO_GROUP_ACT",
        r"deploy|reinforce|recruit|merg|split|joined|appointed|new (leader|commander|unit)|defect|movement of|convoy",
    ),
    ("ATTRIB", r"claimed responsibility|blamed|behind the attack"),
    (
        "DIPLO",
        r"talks|meeting|met\b|visit|ambassador|minister|president|summit|envoy|delegation|negotiat|embassy|sanction",
    ),
];

static RULES: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    BY_WORDS
        .iter()
        .map(|(kind, words)| {
            let pattern = Regex::new(&format!("(?is){words}"));
            (*kind, pattern.expect("the patterns are constant"))
        })
        .collect()
});

/// The line of one snippet.
pub fn predict(read: &Read) -> Value {
    let main = read.main_claim().map(|at| &read.reading.claims[at]);
    let kind = main
        .map(of_claim)
        .unwrap_or_else(|| of_words(&read.source.text));
    json!({ "doc_id": read.doc_id, "type": kind })
}

fn of_claim(claim: &Claim) -> &'static str {
    if claim.weapons.iter().any(|w| w.kind == WeaponKind::Grenade) {
        return "GRENADE";
    }
    match claim.act {
        Act::Airstrike | Act::DroneStrike | Act::BarrelBombing => "AIR_STRIKE",
        Act::Shelling | Act::MissileStrike | Act::NavalBombardment => "ART_MISS_ATTACK",
        Act::Bombing | Act::MineExplosion => "REM_EXPLOS",
        Act::SuicideBombing => "SUIC_BOMB",
        Act::ChemicalAttack => "CHEM_WEAP",
        Act::Abduction => "ABDUCT_DISSAP",
        Act::SexualViolence => "SEX_VIOL",
        Act::Arson => "PROPERTY_DISTRUCT",
        Act::Shooting | Act::GroundAttack | Act::Attack | Act::Sniping if harms_fighters(claim) => {
            "ARMED_CLASH"
        }
        Act::Shooting
        | Act::Sniping
        | Act::Execution
        | Act::GroundAttack
        | Act::Stabbing
        | Act::TortureOrCustodyDeath
        | Act::SiegeOrDeprivation
        | Act::VehicleAttack
        | Act::Attack => "ATTACK",
    }
}

fn harms_fighters(claim: &Claim) -> bool {
    let fighters = [Who::Fighters, Who::Soldiers, Who::Police];
    claim.figures.iter().any(|f| fighters.contains(&f.who))
}

fn of_words(text: &str) -> &'static str {
    let found = RULES.iter().find(|(_, words)| words.is_match(text));
    found.map_or("OTHER", |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::fixture::claim;
    use tollbook_record::{Count, Effect, Weapon};

    #[test]
    fn the_act_tells_the_kind_unless_a_grenade_or_fighters_do() {
        let mut attack = claim("gunmen threw a grenade at two soldiers");
        assert_eq!(of_claim(&attack), "ATTACK");
        attack.figure(Effect::Killed, "two soldiers", Count::exactly(2), None);
        attack.claim.figures[0].who = Who::Soldiers;
        assert_eq!(of_claim(&attack), "ARMED_CLASH");
        let quote = attack.quote("grenade");
        attack.claim.weapons.push(Weapon {
            kind: WeaponKind::Grenade,
            quote,
        });
        assert_eq!(of_claim(&attack), "GRENADE");
    }

    #[test]
    fn what_is_no_claim_is_told_by_words() {
        assert_eq!(of_words("Teachers marched for pay."), "PEACE_PROTEST");
        assert_eq!(
            of_words("Police used tear gas to disperse protesters."),
            "PROTEST_WITH_INTER"
        );
        assert_eq!(of_words("Sappers defused an IED."), "DISR_WEAP");
        assert_eq!(of_words("Nothing of note."), "OTHER");
    }
}
