//! Claims to killed, injured and the date of a report's main incident, and the names of its
//! victims. Where no claim counts anybody, the report's words for one killed or shot do ([`shot`]);
//! a report that speaks of nobody killed or injured counts as nought.

use serde_json::{Value, json};
use tollbook_record::{Claim, Effect};

use super::harm::{one_number, total};
use super::reports::Read;
use super::words::Words;

mod shot;

/// The line of one report.
pub fn predict(read: &Read) -> Value {
    let mut line = of_incident(&read.doc_id, &read.main_incident());
    let (killed, injured) = killed_and_injured(read);
    line["killed"] = json!(killed);
    line["injured"] = json!(injured);
    line
}

/// How many the report says were killed and injured in its main incident.
pub fn killed_and_injured(read: &Read) -> (u64, u64) {
    let main = read.main_incident();
    let claimed = |effect| number(&main, effect).map_or(0, u64::from);
    let words = Words::of(&read.source.text);
    shot::told(&words, claimed(Effect::Killed), claimed(Effect::Injured))
}

fn of_incident(doc_id: &str, claims: &[&Claim]) -> Value {
    let names: Vec<&str> = claims
        .iter()
        .flat_map(|claim| &claim.victims)
        .map(|victim| victim.name.as_str())
        .collect();
    json!({
        "doc_id": doc_id,
        "killed": number(claims, Effect::Killed),
        "injured": number(claims, Effect::Injured),
        "date": day(claims),
        "victim_names": names,
    })
}

/// Nought where no claim says, null where the words give no number.
pub fn number(claims: &[&Claim], effect: Effect) -> Option<u32> {
    total(claims, effect).map_or(Some(0), one_number)
}

/// The first day of the first claim that has one.
pub fn day(claims: &[&Claim]) -> Option<String> {
    let first = |claim: &&Claim| claim.when.as_ref()?.dates.first();
    claims.iter().find_map(first).map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::fixture::claim;
    use tollbook_record::{Count, DateRange, When};

    #[test]
    fn an_incident_becomes_one_line_of_numbers() {
        let mut shot = claim("Ann Lee was killed and four people were hurt on 3 May");
        shot.victim(Effect::Killed, "Ann Lee");
        shot.figure(Effect::Injured, "four people", Count::exactly(4), None);
        let when = When {
            dates: DateRange::day(jiff::civil::date(2016, 5, 3)),
            part_of_day: None,
            quote: shot.quote("on 3 May"),
        };
        shot.claim.when = Some(when.into());
        let expected = json!({ "doc_id": "a", "killed": 1, "injured": 4, "date": "2016-05-03",
                               "victim_names": ["Ann Lee"] });
        assert_eq!(of_incident("a", &[&*shot]), expected);
        assert_eq!(of_incident("b", &[])["killed"], json!(0));
    }
}
