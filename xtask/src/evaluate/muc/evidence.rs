//! Whether what is told of an incident is enough for the set, which leaves out combat, vague charges and
//! what is only mentioned: each thing that a report tells counts for it, the words of war against it.

use serde_json::{Map, Value};

use super::super::words::{Words, is_in};
use super::scan::What;
use super::select::Incident;

/// Words of battle between forces.
const COMBAT: &str =
    "CLASH CLASHES INFLICTED ENEMY COMBAT CASUALTIES BATTALION AMBUSHED SKIRMISH SKIRMISHES";

/// The least that the set asks for, in things told.
const ENOUGH: i32 = 3;

/// A count without a day above which it sums up a war.
const WAR: u64 = 20;

/// Whether the slots and the words of an incident tell enough of it.
pub fn is_enough(incident: &Incident<'_>, fields: &Map<String, Value>, words: &Words<'_>) -> bool {
    weight(incident, fields, words) >= ENOUGH && !sums_up(fields)
}

fn weight(incident: &Incident<'_>, fields: &Map<String, Value>, words: &Words<'_>) -> i32 {
    let filled = |key: &str| fields[key].as_array().is_some_and(|a| !a.is_empty());
    let harmed = || incident.mentions.iter().flat_map(|m| &m.harmed);
    let victims = incident.claims.iter().any(|c| !c.victims.is_empty());
    let killed = &fields["killed"];
    let told = [
        filled("physical_target"),
        filled("weapon"),
        filled("perp_individual"),
        victims || harmed().any(|g| g.what == What::Name),
        !killed["max"].is_null(),
        is_dated(fields),
        fields["location"].as_array().is_some_and(|a| a.len() > 1),
        incident.kind != "ATTACK",
        incident.sentences.len() > 1,
    ];
    let count = |told: &[bool]| told.iter().filter(|t| **t).count() as i32;
    let leads = incident.sentences.first().is_some_and(|s| *s <= 1);
    let combat = words
        .words
        .iter()
        .any(|w| incident.sentences.contains(&w.sentence) && is_in(COMBAT, w.text));
    let armed = harmed().any(|g| g.what == What::Armed);
    let many = !killed.is_null() && killed["max"].is_null();
    count(&told) + 2 * i32::from(leads) - 2 * i32::from(combat) - count(&[armed, many])
}

fn is_dated(fields: &Map<String, Value>) -> bool {
    !fields["date"]["from"].is_null()
}

fn sums_up(fields: &Map<String, Value>) -> bool {
    let many = fields["killed"]["min"].as_u64().is_some_and(|n| n > WAR);
    many && !is_dated(fields)
}
