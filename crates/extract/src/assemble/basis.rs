//! By which rule each part of a claim was read. The names are those of `rules/en/measured.toml`,
//! which says how often each was right on annotated reports.

use std::ops::Range;

use tollbook_record::claim::TOTAL;
use tollbook_record::{Claim, Degree, Part, Rule};

use super::scene::Scene;
use super::told::{Clause, SpeakerIndex, Spoken};
use crate::cue::act::ActCue;
use crate::cue::speaker::Reach;
use crate::segment::Segments;

/// The rules of a claim that was read from `scene`.
pub fn of(
    segments: &Segments<'_>,
    scene: &Scene,
    claim: &Claim,
    speaker: SpeakerIndex,
    statement: &Range<usize>,
    figures: Vec<&'static str>,
) -> Vec<Rule> {
    let mut rules = vec![
        Rule::new(Part::Act, act(scene, statement)),
        Rule::new(Part::Speaker, self::speaker(segments, scene, speaker)),
    ];
    if scene.total {
        rules.push(Rule::new(Part::Claim, TOTAL));
    }
    let count = |len: usize| 0..len;
    rules.extend(count(claim.weapons.len()).map(|at| Rule::new(Part::Weapon(at), "word")));
    rules.extend(count(claim.targets.len()).map(|at| Rule::new(Part::Target(at), "object")));
    let accused = claim.alleged_perpetrators.iter().enumerate();
    rules.extend(accused.map(|(at, p)| Rule::new(Part::Perpetrator(at), degree(p.degree))));
    let figures = figures.into_iter().enumerate();
    rules.extend(figures.map(|(at, rule)| Rule::new(Part::Figure(at), rule)));
    rules.extend(count(claim.victims.len()).map(|at| Rule::new(Part::Victim(at), "named")));
    rules.extend(place(scene).map(|rule| Rule::new(Part::Place, rule)));
    rules.extend(when(scene).map(|rule| Rule::new(Part::When, rule)));
    rules.sort();
    rules
}

/// The rules of an answer to a scene: a denial, a claim of responsibility.
pub fn of_answer(scene: &Scene, claim: &Claim, name: &'static str) -> Vec<Rule> {
    let mut rules = vec![Rule::new(Part::Act, name), Rule::new(Part::Speaker, name)];
    let accused = claim.alleged_perpetrators.iter().enumerate();
    rules.extend(accused.map(|(at, p)| Rule::new(Part::Perpetrator(at), degree(p.degree))));
    rules.extend(place(scene).map(|rule| Rule::new(Part::Place, rule)));
    rules.extend(when(scene).map(|rule| Rule::new(Part::When, rule)));
    rules.sort();
    rules
}

fn act(scene: &Scene, statement: &Range<usize>) -> &'static str {
    let stated = |a: &&ActCue| a.units == *statement;
    let cue = scene.clauses.iter().flat_map(|c| &c.acts).find(stated);
    match cue {
        None => "figure",
        Some(a) if a.hypothetical => "announced",
        Some(a) if a.definite => "definite",
        Some(a) if a.weapon => "weapon",
        Some(a) if a.harm => "harm",
        Some(a) if a.verb => "verb",
        Some(_) => "noun",
    }
}

fn speaker(segments: &Segments<'_>, scene: &Scene, speaker: SpeakerIndex) -> &'static str {
    if speaker.is_none() {
        return "publisher";
    }
    let mut spoken = scene.clauses.iter().flat_map(|c| &c.speech);
    let of_scene: Option<&Spoken> = spoken.find(|s| s.speaker == speaker);
    match of_scene.map(|s| &s.cue) {
        None => "goes-on",
        Some(cue) if cue.reach == Reach::Before => "brackets",
        Some(cue) => match cue.named() {
            None => "pronoun",
            Some(who) if who.start >= cue.verb.end => "after-verb",
            Some(_) if segments.low(cue.units.end - 1) == ":" => "label",
            Some(_) => "before-verb",
        },
    }
}

fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Alleged => "alleged",
        Degree::ClaimedResponsibility => "own-deed",
        Degree::Denied => "denier",
        Degree::AdmittedAct => "admission",
    }
}

fn place(scene: &Scene) -> Option<&'static str> {
    let cue = scene.setting.place.as_ref()?;
    let told = |c: &&Clause| c.units.contains(&cue.name.start);
    Some(match scene.clauses.iter().find(told) {
        Some(clause) if clause.label.as_ref() == Some(cue) => "label",
        Some(_) if cue.country => "country",
        Some(_) if cue.located => "located",
        Some(_) => "name",
        None => "carried",
    })
}

fn when(scene: &Scene) -> Option<&'static str> {
    let (cue, dates) = scene.setting.when.as_ref()?;
    let told = scene
        .clauses
        .iter()
        .any(|c| c.units.contains(&cue.units.start));
    Some(match (dates, told) {
        (None, _) => "unresolved",
        (Some(_), false) => "carried",
        (Some(_), true) if cue.since => "since",
        (Some(_), true) if cue.stands_alone() => "date",
        (Some(_), true) => "story",
    })
}
