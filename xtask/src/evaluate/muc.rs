//! Claims to MUC-4 incidents.
//!
//! What the set asks beyond a claim, and how it is met: an incident is one group of linked claims;
//! a perpetrator's designation is parted into individuals ("guerrillas") and the organisation named
//! with them; a count without a number is "two or more"; without a date it is any day up to the
//! report's; a place begins with its country. Incidents outside the nine countries of the set,
//! old ones and those between armed forces alone are not asked for and are left out.

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use tollbook_record::{Act, Claim, CountRange, Effect, Place, Status, TargetKind, WeaponKind, Who};

use super::harm::total;
use super::reports::Read;

/// The countries of the set by their codes.
const COUNTRIES: [(&str, &str); 9] = [
    ("AR", "ARGENTINA"),
    ("BO", "BOLIVIA"),
    ("CL", "CHILE"),
    ("CO", "COLOMBIA"),
    ("EC", "ECUADOR"),
    ("SV", "EL SALVADOR"),
    ("GT", "GUATEMALA"),
    ("HN", "HONDURAS"),
    ("PE", "PERU"),
];

/// Words for people who act, in a designation that may name an organisation beside them.
const INDIVIDUALS: &str = "assailants attackers band bands bandits column columns commando commandos criminals \
    elements fighters forces group groups guerrilla guerrillas gunmen hitmen individual individuals insurgents \
    kidnappers killers man mafia members men militants militiamen murderers officers paramilitaries patrol people \
    person persons rebel rebels soldiers squad squads students subversives terrorist terrorists traffickers troops \
    unit units woman youths";

/// Words that only describe.
const DESCRIBING: &str = "a alleged an armed drug extremist four five hooded leftist of masked right-wing several \
    some subversive suspected ten the three two unidentified unknown urban with from and civilian dressed heavily";

/// Incidents longer ago than this are background to the set.
const OLDEST_DAYS: i32 = 90;

/// The line of one report.
pub fn predict(read: &Read) -> Value {
    let published = read.source.publication.published;
    let incidents: Vec<Value> = read
        .incidents()
        .iter()
        .filter(|claims| is_asked_for(claims, published))
        .map(|claims| incident(claims, published))
        .collect();
    json!({ "doc_id": read.doc_id, "incidents": incidents })
}

fn is_asked_for(claims: &[&Claim], published: Option<Date>) -> bool {
    let denied = claims.iter().all(|claim| claim.status == Status::Denied);
    let abroad = country_code(claims).is_some_and(|code| country_name(code).is_none());
    let last = claims.iter().find_map(|c| c.when.as_ref()?.dates.last());
    let age = published.zip(last).map(|(p, last)| (p - last).get_days());
    let old = age.is_some_and(|days| days > OLDEST_DAYS);
    !(denied || abroad || old || is_between_forces(claims))
}

/// Whether only armed people and their places were hit.
fn is_between_forces(claims: &[&Claim]) -> bool {
    let mut figures = claims.iter().flat_map(|c| &c.figures).peekable();
    let mut targets = claims.iter().flat_map(|c| &c.targets);
    figures.peek().is_some()
        && figures.all(|f| matches!(f.who, Who::Fighters | Who::Soldiers))
        && targets.all(|t| matches!(t.kind, TargetKind::MilitarySite | TargetKind::Checkpoint))
        && claims.iter().all(|c| c.victims.is_empty())
}

fn incident(claims: &[&Claim], published: Option<Date>) -> Value {
    let (individuals, organizations) = perpetrators(claims);
    let mut fields = Map::new();
    let mut set = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    set("type", json!(kind(claims)));
    set("perp_individual", json!(individuals));
    set("perp_organization", json!(organizations));
    set("physical_target", json!(physical_targets(claims)));
    set("victim", json!(victims(claims)));
    set("weapon", json!(weapons(claims)));
    set("killed", json!(total(claims, Effect::Killed).map(range)));
    set("injured", json!(total(claims, Effect::Injured).map(range)));
    set("date", date(claims, published));
    set("location", json!(location(claims)));
    Value::Object(fields)
}

fn kind(claims: &[&Claim]) -> &'static str {
    let explosive = [WeaponKind::Ied, WeaponKind::CarBomb, WeaponKind::AerialBomb];
    let bomb = |c: &&Claim| c.weapons.iter().any(|w| explosive.contains(&w.kind));
    let kinds = claims.iter().map(|claim| match claim.act {
        Act::Abduction => "KIDNAPPING",
        Act::Arson => "ARSON",
        Act::Bombing | Act::SuicideBombing | Act::MineExplosion => "BOMBING",
        Act::Airstrike | Act::BarrelBombing => "BOMBING",
        _ if bomb(claim) => "BOMBING",
        _ => "ATTACK",
    });
    // The plainest kind gives way to one that a later claim names.
    kinds
        .into_iter()
        .find(|k| *k != "ATTACK")
        .unwrap_or("ATTACK")
}

fn range(range: CountRange) -> Value {
    json!({ "min": range.min(), "max": range.max() })
}

fn date(claims: &[&Claim], published: Option<Date>) -> Value {
    let text = |day: Option<Date>| day.map(|day| day.to_string());
    match claims.iter().find_map(|c| c.when.as_ref()).map(|w| w.dates) {
        Some(dates) => json!({ "from": text(dates.first()), "to": text(dates.last()) }),
        None => json!({ "from": null, "to": text(published) }),
    }
}

fn first_place<'a>(claims: &[&'a Claim]) -> Option<&'a Place> {
    claims.iter().find_map(|claim| claim.place.as_ref())
}

fn country_code<'a>(claims: &[&'a Claim]) -> Option<&'a str> {
    Some(first_place(claims)?.resolution.as_ref()?.country.as_str())
}

fn country_name(code: &str) -> Option<&'static str> {
    let (_, name) = COUNTRIES.iter().find(|(c, _)| *c == code)?;
    Some(name)
}

/// The country, then the other names of the place from the widest.
fn location(claims: &[&Claim]) -> Vec<String> {
    let mut names: Vec<String> = country_code(claims)
        .and_then(country_name)
        .map(str::to_owned)
        .into_iter()
        .collect();
    if let Some(place) = first_place(claims) {
        let written = place.within.iter().rev().chain([&place.name]);
        for name in written.map(|name| name.to_uppercase()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Designations of individuals as written, and the organisations named in designations.
fn perpetrators(claims: &[&Claim]) -> (Vec<String>, Vec<String>) {
    let (mut individuals, mut organizations) = (Vec::new(), Vec::new());
    let add = |list: &mut Vec<String>, name: String| {
        if !name.is_empty() && !list.contains(&name) {
            list.push(name);
        }
    };
    for perpetrator in claims.iter().flat_map(|c| &c.alleged_perpetrators) {
        let name = perpetrator.name.as_str();
        let organization = without(name, &[INDIVIDUALS, DESCRIBING]);
        if name.split_whitespace().any(|word| is_in(INDIVIDUALS, word)) {
            add(&mut individuals, name.to_owned());
        }
        add(&mut organizations, organization);
    }
    (individuals, organizations)
}

/// Sites that were hit, without vehicles of people's trade or the road they stood on.
fn physical_targets(claims: &[&Claim]) -> Vec<String> {
    let targets = claims.iter().flat_map(|claim| &claim.targets);
    let sites = targets.filter(|t| t.kind != TargetKind::Road);
    unique(sites.map(|t| without(t.quote.text(), &[DESCRIBING])))
}

/// Named persons, and groups by their noun without number.
fn victims(claims: &[&Claim]) -> Vec<String> {
    let names = claims
        .iter()
        .flat_map(|c| &c.victims)
        .map(|v| v.name.clone());
    let groups = claims
        .iter()
        .flat_map(|c| &c.figures)
        .filter(|f| f.count.range().max() != Some(0))
        .map(|f| without_number(f.quote.text()));
    unique(names.chain(groups))
}

fn weapons(claims: &[&Claim]) -> Vec<String> {
    let weapons = claims.iter().flat_map(|claim| &claim.weapons);
    unique(weapons.map(|w| without(w.quote.text(), &[DESCRIBING])))
}

fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !name.is_empty() && !kept.iter().any(|k| k.eq_ignore_ascii_case(&name)) {
            kept.push(name);
        }
    }
    kept
}

fn is_in(list: &str, word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    list.split_whitespace()
        .any(|w| w.eq_ignore_ascii_case(word))
}

/// The words of a name that stand in none of the lists.
fn without(name: &str, lists: &[&str]) -> String {
    let kept = name
        .split_whitespace()
        .filter(|word| !lists.iter().any(|list| is_in(list, word)));
    kept.collect::<Vec<_>>().join(" ")
}

/// "at least nine peasants" becomes "peasants"; a bare number becomes nothing.
fn without_number(words: &str) -> String {
    const COUNTING: &str = "a about almost an another around at both dozen dozens eight eighteen eleven fifteen fifty \
        five forty four fourteen hundred hundreds least many more most nearly nine nineteen no of one or other others \
        over several seven seventeen six sixteen sixty some ten than the their thirteen thirty thousands three twelve \
        twenty two all its his her";
    let kept = words
        .split_whitespace()
        .filter(|word| !is_in(COUNTING, word) && !word.starts_with(|c: char| c.is_ascii_digit()));
    kept.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::fixture::claim;
    use tollbook_record::{AllegedPerpetrator, Count, Degree, Target};

    #[test]
    fn an_incident_fills_the_slots() {
        let mut attack =
            claim("TWO ARMED MEN OF THE RED FRONT BOMBED THE TOWN HALL, KILLING NINE PEASANTS");
        attack.figure(Effect::Killed, "NINE PEASANTS", Count::exactly(9), None);
        attack.claim.act = Act::Bombing;
        let quote = attack.quote("TWO ARMED MEN OF THE RED FRONT");
        attack.claim.alleged_perpetrators.push(AllegedPerpetrator {
            name: "MEN OF THE RED FRONT".to_owned(),
            degree: Degree::Alleged,
            quote,
        });
        let quote = attack.quote("THE TOWN HALL");
        attack.claim.targets.push(Target {
            kind: TargetKind::GovernmentSite,
            quote,
        });
        let published = Some(jiff::civil::date(1990, 2, 4));
        let expected = json!({
            "type": "BOMBING",
            "perp_individual": ["MEN OF THE RED FRONT"],
            "perp_organization": ["RED FRONT"],
            "physical_target": ["TOWN HALL"],
            "victim": ["PEASANTS"],
            "weapon": [],
            "killed": { "min": 9, "max": 9 },
            "injured": null,
            "date": { "from": null, "to": "1990-02-04" },
            "location": [],
        });
        assert_eq!(incident(&[&*attack], published), expected);
        assert!(is_asked_for(&[&*attack], published));
        attack.claim.figures[0].who = Who::Soldiers;
        attack.claim.targets.clear();
        assert!(!is_asked_for(&[&*attack], published));
    }

    #[test]
    fn a_group_is_named_by_its_noun() {
        assert_eq!(
            without_number("at least 26 young peasants"),
            "young peasants"
        );
        assert_eq!(without_number("eleven others"), "");
    }
}
