//! The fillers of an incident's slots: from its claims, and from what its sentences tell.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tollbook_record::{CountRange, Effect, TargetKind};

use super::super::harm;
use super::super::words::{Words, is_in};
use super::scan::{self, Count, Group, What};
use super::select::Incident;

/// Words for people who act, the last word of a designation.
const INDIVIDUALS: &str = "ASSAILANTS ATTACKERS BAND BANDITS COLUMN COMMANDO COMMANDOS COMMANDOES CRIMINALS EXTREMISTS \
    EXTREMIST GANG GUERRILLA GUERRILLAS GUNMEN GUNMAN HITMEN INDIVIDUAL INDIVIDUALS INSURGENTS KIDNAPPERS KILLERS MAN \
    MEMBERS MEN MILITANTS MILITIAMEN MURDERERS ASSASSINS PARAMILITARIES PERPETRATORS PERSONS PEOPLE REBELS REBEL \
    SUBVERSIVES SUBVERSIVE SQUADS SQUAD TERRORIST TERRORISTS TRAFFICKERS YOUTHS SOLDIERS TROOPS DEMONSTRATORS \
    NARCOTERRORISTS SAPPERS UNIT UNITS GROUP GROUPS ELEMENTS STUDENTS DEALERS";

/// The last words of organisations' names.
const ORGANISED: &str = "FRONT MOVEMENT ARMY CARTEL PARTY FORCES UNION MAFIA MAFIAS GUARD PATH ALLIANCE BRIGADE COMMAND \
    EXTRADITABLES SQUADS FORCE LUMINOSO";

/// Firearms and the like.
const ARMS: &str = "GRENADE GRENADES ROCKET ROCKETS MORTAR MORTARS MACHINEGUN MACHINEGUNS RIFLE RIFLES PISTOL PISTOLS \
    SUBMACHINEGUN SUBMACHINEGUNS BAZOOKA BAZOOKAS FIREARMS RPG AK-47 M-16 MACHETES BULLET BULLETS KNIVES MISSILE MISSILES WEAPONS COCKTAILS";

/// Explosives by the words that name the thing itself.
const CHARGES: &str = "BOMB BOMBS DYNAMITE EXPLOSIVE EXPLOSIVES CAR-BOMB TNT DEVICE DEVICES";

/// Words before a doer that belong to the designation; others name his side.
const KEPT: &str = "UNIDENTIFIED URBAN ARMED HOODED UNKNOWN DRUG PAID HEAVILY MASKED YOUNG TERRORIST GUERRILLA DEATH \
    HEAVILY-ARMED PARAMILITARY RIGHTWING LEFTIST";

/// Those who did it, as people.
pub fn individuals(incident: &Incident<'_>, words: &Words<'_>) -> Vec<String> {
    let acting = |name: &str| {
        name.split(' ')
            .next_back()
            .is_some_and(|w| is_in(INDIVIDUALS, w))
    };
    let scanned = incident
        .mentions
        .iter()
        .flat_map(|m| &m.doers)
        .map(|g| bare(&g.text))
        .filter(|n| acting(n));
    let claimed = incident.claims.iter().flat_map(|c| &c.alleged_perpetrators);
    let claimed = claimed.map(|p| bare(&clean(&p.name))).filter(|n| acting(n));
    let acted = here(incident, words).flat_map(|(at, _)| scan::actors(words, at));
    let acted = acted.map(|g| bare(&g.text)).filter(|n| acting(n));
    let found = unique(scanned.chain(claimed).chain(acted), 1);
    if !found.is_empty() {
        return found;
    }
    // Nobody stands as the doer of a verb: who is named beside, and was not harmed himself.
    let harmed = |at: usize| groups(incident).any(|g| (g.start..=g.head).contains(&at));
    let beside = here(incident, words)
        .filter(|(at, w)| is_in(OUTLAWS, w.text) && !harmed(*at))
        .map(|(_, w)| w.text.to_uppercase());
    unique(beside, 1)
}

/// Doers whom the word alone accuses.
const OUTLAWS: &str = "GUERRILLAS TERRORISTS REBELS GUNMEN ASSASSINS KIDNAPPERS KILLERS MURDERERS ASSAILANTS ATTACKERS \
    SUBVERSIVES EXTREMISTS NARCOTERRORISTS";

/// A designation without the words for a side.
fn bare(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let from = (0..words.len().saturating_sub(1))
        .rev()
        .take_while(|i| is_in(KEPT, words[*i]))
        .last();
    words[from.unwrap_or(words.len().saturating_sub(1))..].join(" ")
}

/// The organisations that the sentences name as doers.
pub fn organizations(incident: &Incident<'_>, words: &Words<'_>) -> Vec<String> {
    let armed = around(incident, words).filter_map(|(at, _)| {
        let name = ARMED.iter().find(|n| {
            let length = n.split(' ').count();
            at + length <= words.words.len() && words.join(at, at + length).eq_ignore_ascii_case(n)
        })?;
        let hit = groups(incident).any(|g| (g.start..=g.head).contains(&at));
        (!hit).then(|| (*name).to_owned())
    });
    let claimed = incident.claims.iter().flat_map(|c| &c.alleged_perpetrators);
    let claimed = claimed.map(|p| clean(&p.name)).filter(|n| {
        let last = n.split(' ').next_back().unwrap_or("");
        is_in(ORGANISED, last)
    });
    unique(armed.chain(claimed), 1)
}

/// Armed organisations of the region and the time, as reports name them.
const ARMED: &[&str] = &[
    "FARABUNDO MARTI NATIONAL LIBERATION FRONT",
    "FMLN",
    "ARMY OF NATIONAL LIBERATION",
    "NATIONAL LIBERATION ARMY",
    "ELN",
    "REVOLUTIONARY ARMED FORCES OF COLOMBIA",
    "FARC",
    "SHINING PATH",
    "SENDERO LUMINOSO",
    "TUPAC AMARU REVOLUTIONARY MOVEMENT",
    "MRTA",
    "M-19",
    "19 APRIL MOVEMENT",
    "POPULAR LIBERATION ARMY",
    "EPL",
    "EXTRADITABLES",
    "MEDELLIN CARTEL",
    "CALI CARTEL",
    "MANUEL RODRIGUEZ PATRIOTIC FRONT",
    "FPMR",
    "URNG",
    "DEATH SQUADS",
    "CINCHONEROS",
];

fn here<'w, 't>(
    incident: &'w Incident<'_>,
    words: &'w Words<'t>,
) -> impl Iterator<Item = (usize, &'w super::super::words::Word<'t>)> {
    let inside = |w: &super::super::words::Word<'_>| incident.sentences.contains(&w.sentence);
    words
        .words
        .iter()
        .enumerate()
        .filter(move |(_, w)| inside(w))
}

fn around<'w, 't>(
    incident: &'w Incident<'_>,
    words: &'w Words<'t>,
) -> impl Iterator<Item = (usize, &'w super::super::words::Word<'t>)> {
    let inside = |w: &super::super::words::Word<'_>| incident.around.contains(&w.sentence);
    words
        .words
        .iter()
        .enumerate()
        .filter(move |(_, w)| inside(w))
}

/// What was hit, without roads.
pub fn physical_targets(incident: &Incident<'_>) -> Vec<String> {
    // A person is killed or taken at a site; the site is not what was hit.
    let at_sites = |m: &&scan::Mention| m.effect == scan::Effect::Open && m.kind != "KIDNAPPING";
    let sites = incident
        .mentions
        .iter()
        .filter(at_sites)
        .flat_map(|m| &m.harmed);
    let scanned = sites
        .filter(|g| g.what == What::Site)
        .map(|g| g.text.clone());
    let is_site = |name: &str| name.split(' ').next_back().is_some_and(scan::is_site);
    let claimed = incident
        .claims
        .iter()
        .filter(|_| incident.kind != "KIDNAPPING");
    let claimed = claimed
        .flat_map(|c| &c.targets)
        .filter(|t| t.kind != TargetKind::Road)
        .map(|t| clean(t.quote.text()))
        .filter(|n| is_site(n));
    unique(scanned.chain(claimed), 4)
}

/// Who was harmed, by name and by noun.
pub fn victims(incident: &Incident<'_>) -> Vec<String> {
    let named = incident
        .claims
        .iter()
        .flat_map(|c| &c.victims)
        .map(|v| clean(&v.name));
    let counted = incident.claims.iter().flat_map(|c| &c.figures);
    let counted = counted
        .filter(|f| f.count.range().max() != Some(0))
        .map(|f| without_number(f.quote.text()))
        .filter(|n| n.split(' ').next_back().is_some_and(scan::is_person));
    // A noun for one person only says who the one named is.
    let names: Vec<String> = {
        let scanned = groups(incident).filter(|g| g.what == What::Name);
        unique(named.chain(scanned.map(|g| g.text.clone())), 6)
    };
    let counts = incident.claims.iter().any(|c| !c.figures.is_empty());
    let people = groups(incident)
        .filter(|g| g.what == What::People && !counts)
        .map(|g| g.text.clone());
    let single = |n: &String| {
        let last = n.split(' ').next_back().unwrap_or("");
        !last.ends_with('S')
            && !is_in(
                "MEN WOMEN CHILDREN PEOPLE POLICEMEN NEWSMEN BUSINESSMEN",
                last,
            )
    };
    let counted = counted
        .chain(people)
        .filter(|n| names.is_empty() || !single(n));
    let counted: Vec<String> = counted.collect();
    unique(names.into_iter().chain(counted), 6)
}

/// The explosives and the arms that the sentences name.
pub fn weapons(incident: &Incident<'_>, words: &Words<'_>) -> Vec<String> {
    let named = |list: &'static str| {
        here(incident, words)
            .filter(move |(at, w)| is_in(list, w.text) && !words.is(at + 1, "DEVICE DEVICES"))
            .map(|(at, _)| {
                let from = at - usize::from(qualified(words, at));
                words.join(from, at + 1).to_uppercase()
            })
    };
    let charge = unique(named(CHARGES), 1);
    unique(charge.into_iter().chain(named(ARMS)), 3)
}

/// Whether the word before one for a weapon says which it is: "CAR BOMB", "EXPLOSIVE DEVICE".
fn qualified(words: &Words<'_>, at: usize) -> bool {
    const KINDS: &str = "CAR TRUCK EXPLOSIVE AUTOMATIC MOLOTOV DYNAMITE MACHINEGUN INCENDIARY";
    const KIND_NEEDED: &str =
        "BOMB BOMBS DEVICE DEVICES WEAPONS COCKTAIL COCKTAILS STICKS CHARGE CHARGES";
    let kind = at > 0 && !words.words[at].parted && words.is(at - 1, KINDS);
    kind && words.is(at, KIND_NEEDED)
}

/// How many: by the claims, else by those named and counted in the sentences. An exact number of the
/// sentences goes before a bare plural of the claims, and none at all is left out.
pub fn total(incident: &Incident<'_>, effect: Effect) -> Value {
    let claimed = harm::total(&incident.claims, effect).filter(|r| CountRange::max(*r) != Some(0));
    let told = counted(incident, effect);
    let range = match (claimed, told) {
        (Some(claimed), Some(told))
            if effect == Effect::Killed && claimed.max().is_none() && told.max().is_some() =>
        {
            told
        }
        (claimed, told) => match claimed.or(told) {
            Some(range) => range,
            None => return Value::Null,
        },
    };
    written(range)
}

/// Those whom the sentences name and count as killed or injured.
fn counted(incident: &Incident<'_>, effect: Effect) -> Option<CountRange> {
    let told = |m: &&scan::Mention| match effect {
        Effect::Killed => m.effect == scan::Effect::Killed,
        _ => m.effect == scan::Effect::Injured,
    };
    let mut counted: BTreeMap<&str, Count> = BTreeMap::new();
    for mention in incident.mentions.iter().filter(told) {
        let people = |g: &&Group| matches!(g.what, What::Name | What::People);
        for group in mention.harmed.iter().filter(people) {
            counted.insert(&group.text, group.count);
        }
    }
    if counted.is_empty() {
        return None;
    }
    let plural = counted.values().any(|c| *c == Count::Plural);
    let sum = counted.values().map(|c| match c {
        Count::Exactly(n) => *n,
        Count::Plural => 2,
    });
    let sum = sum.sum();
    Some(if plural {
        CountRange::at_least(sum)
    } else {
        CountRange::exactly(sum)
    })
}

fn written(range: CountRange) -> Value {
    json!({ "min": range.min(), "max": range.max() })
}

fn groups<'i>(incident: &'i Incident<'_>) -> impl Iterator<Item = &'i Group> {
    incident.mentions.iter().flat_map(|m| &m.harmed)
}

fn unique(names: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let known = kept
            .iter()
            .any(|k| k.contains(&name) || name.contains(k.as_str()));
        if !name.is_empty() && !known && kept.len() < most {
            kept.push(name);
        }
    }
    kept
}

/// In capitals, on one line, without determiner.
fn clean(words: &str) -> String {
    const OPENING: &str = "A AN THE HIS HER ITS THEIR SOME";
    let all = words.to_uppercase();
    let mut kept: Vec<&str> = all.split_whitespace().collect();
    while kept.first().is_some_and(|w| is_in(OPENING, w)) {
        kept.remove(0);
    }
    kept.join(" ")
}

/// "at least nine peasants" becomes "peasants"; a bare number becomes nothing.
fn without_number(words: &str) -> String {
    const COUNTING: &str = "a an about almost another around at both dozen dozens eight eighteen eleven fifteen fifty \
        five forty four fourteen hundred hundreds least many more most nearly nine nineteen no of one or other others \
        over several seven seventeen six sixteen sixty some ten than the their thirteen thirty thousands three twelve \
        twenty two all its his her";
    let kept = words
        .split_whitespace()
        .filter(|word| !is_in(COUNTING, word) && !word.starts_with(|c: char| c.is_ascii_digit()));
    kept.collect::<Vec<_>>().join(" ").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_named_by_its_noun() {
        assert_eq!(
            without_number("at least 26 young peasants"),
            "YOUNG PEASANTS"
        );
        assert_eq!(without_number("eleven others"), "");
        assert_eq!(clean("the  town\nhall"), "TOWN HALL");
    }
}
