//! Which incidents the set asks for, and which claims tell of one.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tollbook_record::claim::TOTAL;
use tollbook_record::{Act, Claim, Status, TargetKind, WeaponKind, Who};

use super::super::words::Words;
use super::scan::{self, Count, Group, Mention, What};

/// Incidents longer ago than this are background to the set.
const OLDEST_DAYS: i32 = 90;

/// The kind of a claim in the set's words.
fn kind_of(claim: &Claim) -> &'static str {
    let explosive = [WeaponKind::Ied, WeaponKind::CarBomb, WeaponKind::AerialBomb];
    let bomb = claim.weapons.iter().any(|w| explosive.contains(&w.kind));
    match claim.act {
        Act::Abduction => "KIDNAPPING",
        Act::Arson => "ARSON",
        Act::Bombing | Act::SuicideBombing | Act::MineExplosion => "BOMBING",
        _ if bomb => "BOMBING",
        _ => "ATTACK",
    }
}

/// An incident as the set would have it: claims and sentences that tell of it.
pub struct Incident<'c> {
    /// The kind in the set's words.
    pub kind: &'static str,
    /// The claims.
    pub claims: Vec<&'c Claim>,
    /// What single sentences tell.
    pub mentions: Vec<Mention>,
    /// The sentences of both.
    pub sentences: BTreeSet<usize>,
    /// The sentences that may name who did it: those beside, all where the report tells of nothing else.
    pub around: BTreeSet<usize>,
}

/// The incidents that the set asks for, in order of their first words.
pub fn incidents<'c>(
    claims: &'c [Claim],
    words: &Words<'_>,
    published: Option<Date>,
) -> Vec<Incident<'c>> {
    let mut out: Vec<Incident<'c>> = Vec::new();
    for claim in claims.iter().filter(|c| is_asked_for(c, published)) {
        let new = Incident {
            kind: kind_of(claim),
            claims: vec![claim],
            mentions: Vec::new(),
            sentences: sentences(claim, words),
            around: BTreeSet::new(),
        };
        add(&mut out, new);
    }
    let refused: BTreeSet<usize> = claims
        .iter()
        .filter(|c| c.status != Status::Asserted)
        .flat_map(|c| sentences(c, words))
        .collect();
    for mention in scan::mentions(words) {
        let sentence = words.words[mention.trigger].sentence;
        let told = out
            .iter_mut()
            .find(|i| i.sentences.contains(&sentence) && goes_with(i.kind, mention.kind));
        if let Some(incident) = told {
            if incident.kind == "ATTACK" {
                incident.kind = mention.kind;
            }
            incident.mentions.push(mention);
            continue;
        }
        if refused.contains(&sentence) || !mention.harmed.iter().any(is_harm) {
            continue;
        }
        let new = Incident {
            kind: mention.kind,
            claims: Vec::new(),
            mentions: vec![mention],
            sentences: BTreeSet::from([sentence]),
            around: BTreeSet::new(),
        };
        add(&mut out, new);
    }
    out.retain(is_relevant);
    let alone = out.len() == 1;
    let last = words.words.last().map_or(0, |w| w.sentence);
    for incident in &mut out {
        let beside = incident
            .sentences
            .iter()
            .flat_map(|s| s.saturating_sub(1)..=s + 1);
        incident.around = if alone {
            (0..=last).collect()
        } else {
            beside.collect()
        };
    }
    out
}

/// Whether a sentence's words of one kind can tell of an incident of another.
fn goes_with(known: &str, new: &str) -> bool {
    known == new || new == "ATTACK" || known == "ATTACK" && new == "BOMBING"
}

fn is_harm(group: &Group) -> bool {
    matches!(group.what, What::Name | What::People | What::Site)
}

/// Whether somebody or something that is no force was hit, and the report says whom or what.
fn is_relevant(incident: &Incident<'_>) -> bool {
    let harmed = || incident.mentions.iter().flat_map(|m| &m.harmed);
    let named = harmed().any(|g| g.what == What::Name)
        || incident.claims.iter().any(|c| !c.victims.is_empty());
    let counted = harmed().any(|g| g.what == What::People && g.count != Count::Plural);
    let site = harmed().any(|g| g.what == What::Site)
        || incident.claims.iter().any(|c| !c.targets.is_empty());
    let figures = || {
        incident
            .claims
            .iter()
            .flat_map(|c| &c.figures)
            .filter(|f| !is_armed(f.who))
    };
    let stated = figures().any(|f| f.count.range().min().is_some_and(|n| n > 0));
    let dated = incident
        .claims
        .iter()
        .any(|c| c.when.is_some() && c.place.is_some());
    let people = harmed().any(|g| g.what == What::People) || figures().next().is_some();
    named || counted || stated || site || dated && people || people && incident.kind == "KIDNAPPING"
}

/// The sentences of a claim's words of harm and attack.
fn sentences(claim: &Claim, words: &Words<'_>) -> BTreeSet<usize> {
    let figures = claim.figures.iter().map(|f| &f.quote);
    let victims = claim.victims.iter().map(|v| &v.quote);
    let targets = claim.targets.iter().map(|t| &t.quote);
    let quotes = [&claim.quote]
        .into_iter()
        .chain(figures)
        .chain(victims)
        .chain(targets);
    let at = |quote: &tollbook_record::Quote| words.at(quote.range().start);
    quotes
        .filter_map(|q| Some(words.words.get(at(q))?.sentence))
        .collect()
}

fn add<'c>(incidents: &mut Vec<Incident<'c>>, new: Incident<'c>) {
    match incidents.iter_mut().rev().find(|known| joins(known, &new)) {
        Some(known) => {
            known.claims.extend(new.claims);
            known.mentions.extend(new.mentions);
            known.sentences.extend(new.sentences);
        }
        None => incidents.push(new),
    }
}

fn is_asked_for(claim: &Claim, published: Option<Date>) -> bool {
    let told = claim.status == Status::Asserted && !claim.rules.iter().any(|r| r.name == TOTAL);
    let last = claim.when.as_ref().and_then(|w| w.dates.last());
    let age = published.zip(last).map(|(p, last)| (p - last).get_days());
    let old = age.is_some_and(|days| days > OLDEST_DAYS);
    // War from the air is combat to the set.
    let combat = matches!(
        claim.act,
        Act::Airstrike | Act::BarrelBombing | Act::ChemicalAttack
    );
    told && !old && !combat && !is_between_forces(claim) && says_something(claim)
}

/// Whether a claim tells more than that there was an attack.
fn says_something(claim: &Claim) -> bool {
    let harm = !claim.figures.is_empty() || !claim.victims.is_empty();
    harm || !claim.targets.is_empty() || !claim.weapons.is_empty() || kind_of(claim) != "ATTACK"
}

fn is_armed(who: Who) -> bool {
    matches!(who, Who::Fighters | Who::Soldiers)
}

/// Whether only armed people and their places were hit.
fn is_between_forces(claim: &Claim) -> bool {
    let site = |kind: TargetKind| matches!(kind, TargetKind::MilitarySite | TargetKind::Checkpoint);
    let people = claim.figures.iter().all(|f| is_armed(f.who));
    let sites = claim.targets.iter().all(|t| site(t.kind));
    let any = !claim.figures.is_empty() || !claim.targets.is_empty();
    any && people && sites && claim.victims.is_empty()
}

/// Whether a claim tells of the incident of a group: the same kind, and neither another day nor
/// another place.
fn joins(known: &Incident<'_>, new: &Incident<'_>) -> bool {
    let same_kind = known.kind == new.kind || new.kind == "ATTACK" && known.kind == "BOMBING";
    let apart = |a: &Claim| new.claims.iter().any(|b| conflict(a, b));
    same_kind && !known.claims.iter().any(|c| apart(c))
}

fn conflict(a: &Claim, b: &Claim) -> bool {
    let days = a.when.as_ref().zip(b.when.as_ref());
    let other_day = days.is_some_and(|(a, b)| !a.dates.overlaps(b.dates));
    let places = a.place.as_ref().zip(b.place.as_ref());
    let other_place = places.is_some_and(|(a, b)| {
        let names = |p: &tollbook_record::Place| p.name.to_uppercase();
        let within = |p: &tollbook_record::Place, name: &str| {
            p.within.iter().any(|w| w.eq_ignore_ascii_case(name))
        };
        names(a) != names(b) && !within(a, &b.name) && !within(b, &a.name)
    });
    other_day || other_place
}
