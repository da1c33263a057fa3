//! Which kind of attack the words of a clause tell, and that of a scene that goes on with another.

use tollbook_record::{Act, Effect, WeaponKind, Who};

use super::hit::{self, explodes};
use super::scene::{Scene, has_toll};
use super::setting::{Setting, same_name};
use super::told::Clause;
use crate::cue::act::ActCue;
use crate::frame::FigureCue;
use crate::lexicon::Gram;
use crate::segment::{LineKind, Segments};

/// The kind of attack of a clause: the first word that says one; poison, barrel bombs and rape before
/// what carries them, a deed before a weapon, a new attack before one told before, and last the signs
/// which tell what harm was.
pub fn act_of(clause: &Clause) -> Act {
    of_acts(clause.acts.iter(), explosion(clause.acts.iter()))
        .or_else(|| clause.figures.iter().find_map(|f| f.act))
        .or_else(|| sign(clause))
        .unwrap_or(Act::Attack)
}

/// Whether some statements tell of what explodes, told before or not.
fn explosion<'a>(mut acts: impl Iterator<Item = &'a ActCue>) -> bool {
    acts.any(|a| !a.negated && explodes(a.act))
}

/// The kind of attack that some statements tell, if any does; `exploded` tells that the words around them
/// speak of an explosion.
fn of_acts<'a>(acts: impl Iterator<Item = &'a ActCue> + Clone, exploded: bool) -> Option<Act> {
    const TELLING: &[Act] = &[
        Act::ChemicalAttack,
        Act::SuicideBombing,
        Act::BarrelBombing,
        Act::DroneStrike,
        Act::SexualViolence,
    ];
    // "The shelling burnt three houses": fire that nobody is said to have laid came of what exploded.
    let burnt =
        |a: &ActCue| exploded && a.act == Act::Arson && a.verb && !a.own && a.doer.is_none();
    let told = || acts.clone().filter(|a| !a.negated && !a.sign && !burnt(a));
    let specific = |a: &&ActCue| a.act != Act::Attack;
    // A siege is where an attack happens as often as it is what kills.
    let sudden = |a: &&ActCue| specific(a) && a.act != Act::SiegeOrDeprivation;
    // "torched a hall and shot five people dead": what killed tells more than what burned.
    let burns = told().filter(sudden).find(|a| !a.definite && !a.weapon);
    let burns = burns.is_some_and(|a| a.act == Act::Arson);
    let kills = |a: &&ActCue| matches!(a.act, Act::Shooting | Act::Stabbing | Act::Execution);
    let killed = told().find(|a| kills(a) && a.verb && !a.definite && !a.weapon);
    told()
        .find(|a| TELLING.contains(&a.act))
        .or(killed.filter(|_| burns))
        .or_else(|| told().filter(sudden).find(|a| !a.definite && !a.weapon))
        .or_else(|| told().filter(sudden).find(|a| !a.definite))
        .or_else(|| told().find(specific))
        .map(|a| a.act)
}

/// The kind of attack that a sign tells of harm, where no deed is told with it.
fn sign(clause: &Clause) -> Option<Act> {
    let deed = clause
        .acts
        .iter()
        .any(|a| !a.harm && !a.sign && !a.definite);
    let mut signs = clause.acts.iter().filter(|a| a.sign && !a.negated);
    signs.next().map(|a| a.act).filter(|_| !deed)
}

/// The attack that a heading names: "INCIDENT 7: AIR ATTACK ON A QUARRY".
pub fn of_heading(heading: Clause) -> Option<ActCue> {
    let mut acts = heading.acts.into_iter();
    acts.find(|a| a.act != Act::Attack && !a.sign && !a.negated && !a.hypothetical)
}

/// A scene that tells of harm and of no deed takes its act from the scene before it, at the same
/// place and day: "A hospital gave a lower figure, 20 to 25 bodies."
pub fn settle(segments: &Segments<'_>, scenes: Vec<Scene>) -> Vec<Scene> {
    let mut out: Vec<Scene> = Vec::with_capacity(scenes.len());
    let mut before: Option<usize> = None;
    for mut scene in scenes {
        if scene.total || scene.hypothetical {
            out.push(scene);
            continue;
        }
        scene.act = of_whole(segments, &scene);
        if let Some(at) = before.filter(|b| goes_on(segments, &out[*b], &scene)) {
            if !has_toll(&out[at]) {
                // "Two jets fired rockets at a school. Seven children were killed": one incident.
                out[at].clauses.append(&mut scene.clauses);
                complete(&mut out[at].setting, scene.setting);
                continue;
            }
            let told = out[at].told.clone();
            scene.told = told.or_else(|| deed(&out[at]).map(|a| a.units.clone()));
            scene.act = out[at].act;
            complete(&mut scene.setting, out[at].setting.clone());
        } else if let Some(at) = before.filter(|_| is_continued(&scene)) {
            // "Yesterday it struck a mill": what struck was told before.
            scene.act = out[at].act;
        }
        if let Some(lead) = out.first().filter(|lead| is_one_of(segments, lead, &scene)) {
            scene.act = lead.act;
        }
        if let Some(headed) = scene.headed.take_if(|_| scene.act == Act::Attack) {
            scene.act = headed.act;
            scene.told = Some(headed.units);
        }
        before = Some(out.len());
        out.push(scene);
    }
    out
}

/// "Aircraft carried out more than 40 raids": a report that begins with many attacks of one kind on a day
/// goes on with single ones; the words of a later scene need not say again what they were.
fn is_one_of(segments: &Segments<'_>, lead: &Scene, scene: &Scene) -> bool {
    let many = |a: &ActCue| !a.verb && a.act == lead.act && segments.low(a.core).ends_with('s');
    let mut acts = lead.clauses.iter().flat_map(|c| &c.acts);
    let air = matches!(lead.act, Act::Airstrike | Act::DroneStrike | Act::Shelling);
    let damage = || {
        let hit = scene.clauses.iter().flat_map(|c| hit::read(segments, c));
        { hit }.next().is_some()
    };
    scene.act == Act::Attack
        && air
        && acts.any(many)
        && lead.setting.when.is_some()
        && scene.setting.when.is_some()
        && same_days(lead, scene)
        && damage()
}

/// Takes place and day from another telling of the same incident, where they are not told.
fn complete(setting: &mut Setting, other: Setting) {
    setting.when = setting.when.take().or(other.when);
    if setting.place.is_none() {
        setting.place = other.place;
        setting.within = other.within;
    }
}

/// The kind of attack that all the words of a scene tell together.
fn of_whole(segments: &Segments<'_>, scene: &Scene) -> Act {
    let acts = || scene.clauses.iter().flat_map(|c| &c.acts);
    let acts = || acts().filter(|a| !a.negated && !a.definite && !a.hypothetical);
    let told = |act: Act| acts().any(|a| a.act == act);
    let figures = || scene.clauses.iter().flat_map(|c| &c.figures);
    let taken = figures().any(|f| matches!(f.effect, Effect::Abducted | Effect::Missing));
    let killed = figures().any(|f| f.effect == Effect::Killed);
    // "Two had died in captivity": nobody put them to death.
    let died = |f: &FigureCue| segments.units[f.predicate.end - 1].lex.suffers.is_some();
    let slain = figures().any(|f| f.effect == Effect::Killed && !died(f));
    // Armed men who came may have shot or taken people; what else a deed tells goes before a
    // sign.
    let stated = acts().any(|a| !a.sign && a.act == scene.act)
        || figures().any(|f| f.act == Some(scene.act));
    let all = || scene.clauses.iter().flat_map(|c| &c.acts);
    let deed = of_acts(all().filter(|a| !a.definite), explosion(all()));
    let act = match deed.filter(|a| !matches!(a, Act::Shooting | Act::Abduction)) {
        Some(deed) if !stated => deed,
        _ => scene.act,
    };
    // Who storms a place, kills and takes people away does more than take them.
    let stormed = acts().any(|a| a.act == Act::GroundAttack && a.verb && !a.sign);
    let act = match act {
        Act::Abduction if killed && taken && stormed => Act::GroundAttack,
        act => act,
    };
    let raided =
        acts().any(|a| !a.harm && !a.weapon && matches!(a.act, Act::Attack | Act::GroundAttack));
    let came = acts().any(|a| a.sign && a.act == Act::GroundAttack && !describes(segments, a));
    let several = figures().any(|f| f.effect == Effect::Killed && counts_several(f));
    let struck = || acts().any(|a| segments.low(a.core).starts_with("strike"));
    let thrown = scene
        .clauses
        .iter()
        .flat_map(|c| &c.weapons)
        .any(|w| w.0 == WeaponKind::Grenade);
    match act {
        // What carried the poison says less than the poison.
        Act::BarrelBombing | Act::Airstrike | Act::Shelling if told(Act::ChemicalAttack) => {
            Act::ChemicalAttack
        }
        // Who shoots and hacks people to death has come among them.
        Act::Shooting | Act::Stabbing if several && told(Act::Shooting) && told(Act::Stabbing) => {
            Act::GroundAttack
        }
        // Who throws grenades and shoots storms a place.
        Act::Shooting if thrown => Act::GroundAttack,
        // Bound hands and shots to the nape tell what the shooting was.
        Act::Attack | Act::Shooting if told(Act::Execution) => Act::Execution,
        Act::GroundAttack if !stated && told(Act::Execution) => Act::Execution,
        // Armed men who kill and take people with them have stormed the place.
        Act::Abduction if killed && taken && raided => Act::GroundAttack,
        Act::Shooting if came && several => Act::GroundAttack,
        // "18 terrorists were neutralised": so a side tells of those it killed in a fight.
        // What a strike destroyed fell in no fight.
        Act::Attack if figures().any(|f| eliminates(segments, f)) && !struck() => Act::GroundAttack,
        // "killed 47 fighters in an operation"
        Act::Attack if kills_fighters(scene) && is_operation(segments, scene) => Act::GroundAttack,
        Act::Bombing if told(Act::SuicideBombing) => Act::SuicideBombing,
        // Who is dragged out and killed is put to death, if nobody stays taken.
        Act::Abduction if slain && !taken => Act::Execution,
        act => act,
    }
}

/// "Gunmen on motorcycles shot them": a sign behind a noun tells who they are, and not how they came.
fn describes(segments: &Segments<'_>, sign: &ActCue) -> bool {
    let before = sign.units.start.checked_sub(1).filter(|_| !sign.verb);
    before.is_some_and(|at| {
        let lex = segments.units[at].lex;
        lex.agent.is_some() || lex.person.is_some() || lex.party.is_some()
    })
}

/// Whether a figure counts fighters in the words of those who killed them.
fn eliminates(segments: &Segments<'_>, figure: &FigureCue) -> bool {
    let fighters = figure.effect == Effect::Killed && figure.group.who == Who::Fighters;
    let mut predicate = figure.predicate.clone();
    fighters && predicate.any(|i| segments.units[i].has(Gram::ELIMINATE))
}

/// Whether fighters are told as killed.
fn kills_fighters(scene: &Scene) -> bool {
    let mut figures = scene.clauses.iter().flat_map(|c| &c.figures);
    figures.any(|f| f.effect == Effect::Killed && f.group.who == Who::Fighters)
}

/// Whether a scene is told as an operation.
fn is_operation(segments: &Segments<'_>, scene: &Scene) -> bool {
    let mut units = scene.clauses.iter().flat_map(|c| c.units.clone());
    units.any(|i| {
        !segments.units[i].capital && matches!(segments.low(i), "operation" | "operations")
    })
}

/// Whether a figure counts three or more.
fn counts_several(figure: &FigureCue) -> bool {
    match figure.group.count {
        tollbook_record::Count::Vague(_) => true,
        tollbook_record::Count::Stated { range, .. } => range.min().is_some_and(|n| n > 2),
    }
}

/// Whether the deed of a scene is a general verb with a pronoun for what did it.
fn is_continued(scene: &Scene) -> bool {
    let mut acts = scene.clauses.iter().flat_map(|c| &c.acts);
    scene.act == Act::Attack && acts.any(|a| a.own && a.verb && !a.harm && a.doer.is_none())
}

/// Whether a scene adds harm, and no deed of its own, to what the scene before it tells.
fn goes_on(segments: &Segments<'_>, before: &Scene, scene: &Scene) -> bool {
    let unsaid = scene.act == Act::Attack && before.act != Act::Attack;
    let settled = |c: &Clause| c.label.is_some() || !c.places.is_empty() || !c.dates.is_empty();
    let listed = |c: &Clause| c.label.is_some() || c.kind == LineKind::Item && settled(c);
    let new_deed = scene.clauses.iter().flat_map(|c| &c.acts).any(|a| {
        let accuses = a.harm && a.doer.is_some();
        let names = a.weapon && a.act == Act::Attack;
        !a.definite && !a.negated && !names && (!a.harm || accuses)
    });
    // Who was taken and who died are two stories.
    let figures = scene.clauses.iter().flat_map(|c| &c.figures);
    let dead = { figures }.any(|f| f.effect == Effect::Killed);
    let other_story = before.act == Act::Abduction && dead;
    unsaid
        && !other_story
        && !new_deed
        && !scene.clauses.iter().any(listed)
        && same_place(segments, before, scene)
        && same_days(before, scene)
}

/// Not two places, so far as is told.
fn same_place(segments: &Segments<'_>, before: &Scene, scene: &Scene) -> bool {
    match (&before.setting.place, &scene.setting.place) {
        (Some(a), Some(b)) => same_name(segments, &a.name, &b.name),
        _ => true,
    }
}

/// Not two days, so far as is told.
fn same_days(before: &Scene, scene: &Scene) -> bool {
    let days = |s: &Scene| s.setting.when.as_ref().and_then(|w| w.1);
    match (days(before), days(scene)) {
        (Some(a), Some(b)) => {
            let ends = |d: tollbook_record::DateRange| d.first().zip(d.last());
            match (ends(a), ends(b)) {
                (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
                _ => true,
            }
        }
        _ => true,
    }
}

/// The first statement of a scene's kind of attack that is more than the harm done.
fn deed(scene: &Scene) -> Option<&ActCue> {
    let acts = || {
        scene
            .clauses
            .iter()
            .flat_map(|c| &c.acts)
            .filter(|a| !a.negated)
    };
    let fits = |a: &&ActCue| a.act == scene.act && !a.harm;
    acts()
        .filter(fits)
        .find(|a| !a.definite)
        .or_else(|| acts().find(fits))
}
