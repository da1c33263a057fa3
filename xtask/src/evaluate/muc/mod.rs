//! Claims to MUC-4 incidents.
//!
//! What the set asks beyond a claim, and how it is met: an incident is a group of claims of one kind
//! that no day or place parts; sentences that tell of an attack without a claim join them
//! ([`scan`]). Doers are parted into individuals and the organisation named with them; a count
//! without a number is "two or more"; without a date it is any day up to the report's; a place begins
//! with its country. Incidents outside the nine countries of the set, old ones, those between armed
//! forces alone and those of which too little is told ([`evidence`]) are not asked for and are left out.

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use tollbook_record::Effect;

use super::reports::Read;
use super::words::Words;
use place::Whereabouts;
use select::Incident;

mod evidence;
mod place;
mod scan;
mod select;
mod slots;

/// The line of one report.
pub fn predict(read: &Read) -> Value {
    let report = Report::of(read);
    let claims = &read.reading.claims;
    let incidents: Vec<Value> = select::incidents(claims, &report.words, report.published)
        .iter()
        .filter_map(|incident| report.incident(incident))
        .collect();
    json!({ "doc_id": read.doc_id, "incidents": incidents })
}

/// A report with what all of it says.
struct Report<'t> {
    words: Words<'t>,
    whereabouts: Whereabouts,
    published: Option<Date>,
}

impl<'t> Report<'t> {
    fn of(read: &'t Read) -> Report<'t> {
        let text = read.source.text.as_str();
        let words = Words::of(text);
        let whereabouts = Whereabouts::of(text, &words);
        Report {
            words,
            whereabouts,
            published: read.source.publication.published,
        }
    }

    /// The slots of an incident; nothing if it was in none of the set's countries.
    fn incident(&self, incident: &Incident<'_>) -> Option<Value> {
        let claims = incident.claims.as_slice();
        let first = incident.sentences.first().copied().unwrap_or(0);
        let country = place::country_of(claims, first, &self.words, &self.whereabouts)?;
        if country == place::ABROAD {
            return None;
        }
        let mut fields = Map::new();
        let mut set = |key: &str, value: Value| fields.insert(key.to_owned(), value);
        set("type", json!(incident.kind));
        set(
            "perp_individual",
            json!(slots::individuals(incident, &self.words)),
        );
        set(
            "perp_organization",
            json!(slots::organizations(incident, &self.words)),
        );
        set("physical_target", json!(slots::physical_targets(incident)));
        set("victim", json!(slots::victims(incident)));
        set("weapon", json!(slots::weapons(incident, &self.words)));
        set("killed", json!(slots::total(incident, Effect::Killed)));
        set("injured", json!(slots::total(incident, Effect::Injured)));
        set("date", date(incident, &self.words, self.published));
        set(
            "location",
            json!(place::location(
                incident,
                country,
                &self.words,
                &self.whereabouts
            )),
        );
        evidence::is_enough(incident, &fields, &self.words).then_some(Value::Object(fields))
    }
}

/// The date that stands in a sentence of the incident, else one told of it elsewhere; without one, any
/// day up to the report's.
fn date(incident: &Incident<'_>, words: &Words<'_>, published: Option<Date>) -> Value {
    let text = |day: Option<Date>| day.map(|day| day.to_string());
    let here = |w: &&tollbook_record::When| {
        let at = words.at(w.quote.range().start);
        words
            .words
            .get(at)
            .is_some_and(|w| incident.sentences.contains(&w.sentence))
    };
    let told = incident.claims.iter().filter_map(|c| c.when.as_deref());
    let when = told.clone().find(here).or_else(|| told.clone().next());
    match when.map(|w| w.dates) {
        Some(dates) => json!({ "from": text(dates.first()), "to": text(dates.last()) }),
        None => json!({ "from": null, "to": text(published) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::fixture::claim;
    use tollbook_record::{Act, Count};

    fn slots(text: &str, claims: &[&tollbook_record::Claim]) -> Value {
        let words = Words::of(text);
        let whereabouts = Whereabouts::of(text, &words);
        let report = Report {
            words,
            whereabouts,
            published: Some(jiff::civil::date(1990, 2, 4)),
        };
        let claims: Vec<_> = claims.iter().map(|c| (*c).clone()).collect();
        let incidents = select::incidents(&claims, &report.words, report.published);
        incidents
            .iter()
            .filter_map(|incident| report.incident(incident))
            .collect()
    }

    #[test]
    fn an_incident_fills_the_slots() {
        let mut attack = claim(
            "IN PERU ARMED MEN DYNAMITED THE QARN TOWN HALL, KILLING NINE PEASANTS WITH A BOMB.",
        );
        attack.figure(Effect::Killed, "NINE PEASANTS", Count::exactly(9), None);
        attack.claim.act = Act::Bombing;
        let expected = json!([{
            "type": "BOMBING",
            "perp_individual": ["ARMED MEN"],
            "perp_organization": [],
            "physical_target": ["QARN TOWN HALL"],
            "victim": ["PEASANTS"],
            "weapon": ["BOMB"],
            "killed": { "min": 9, "max": 9 },
            "injured": null,
            "date": { "from": null, "to": "1990-02-04" },
            "location": ["PERU"],
        }]);
        let text = attack.claim.quote.text().to_owned();
        assert_eq!(slots(&text, &[&*attack]), expected);
    }

    #[test]
    fn sentences_without_a_claim_tell_of_incidents_too() {
        let told = |text| {
            let incidents = slots(text, &[]);
            incidents.as_array().map_or(0, Vec::len)
        };
        assert_eq!(told("THE PERUVIAN JUDGE WAS MURDERED BY TWO GUNMEN."), 1);
        assert_eq!(
            told("THE PERUVIAN JUDGE WARNED THAT HE MAY BE MURDERED."),
            0
        );
        assert_eq!(told("SOLDIERS KILLED TWO GUERRILLAS IN PERU."), 0);
        assert_eq!(told("THE MINISTER SPOKE IN PERU."), 0);
    }
}
