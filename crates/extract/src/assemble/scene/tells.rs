//! What one clause by itself tells: a deed, where one was, a denial, harm without an attack, a war's toll.

use tollbook_record::{Act, Count, Effect, Vague};

use crate::assemble::setting::Dated;
use crate::assemble::told::Clause;
use crate::cue::act::ActCue;
use crate::cue::date::{DateCue, Meaning};
use crate::frame::FigureCue;
use crate::lexicon::Gram;
use crate::segment::Segments;

/// "The attack took place at Koki, about 40 km from Bouar": the words say where an attack told before
/// was, and so better than those that only named it.
pub(super) fn takes_place(segments: &Segments<'_>, clause: &Clause) -> bool {
    let Some(act) = clause.acts.first().filter(|a| a.definite && !a.verb) else {
        return false;
    };
    let verb = segments.low(act.units.end);
    let happens = matches!(verb, "took place" | "happened" | "occurred")
        || verb == "took" && segments.low(act.units.end + 1) == "place";
    act.units.start == clause.units.start && happens
}

/// "This was on Sunday, in Dori.", "It happened near the mill": the words say where or when what was
/// told before was.
pub(super) fn situates(segments: &Segments<'_>, clause: &Clause) -> bool {
    let word = |back: usize| segments.low(clause.units.start + back);
    let subject = matches!(word(0), "this" | "that" | "it" | "all this");
    let verb = matches!(
        word(1),
        "was" | "happened" | "occurred" | "took place" | "took" | "is"
    );
    let placed = clause.places.iter().any(|p| p.located && !p.aside);
    let stated = clause.acts.iter().any(|a| !a.definite) || !clause.figures.is_empty();
    subject && verb && !stated && (placed || !clause.dates.is_empty())
}

/// A clause that opens a paragraph with figures, and names neither place nor day nor deed.
pub(super) fn counts_alone(clause: &Clause) -> bool {
    let deed = clause.acts.iter().any(|a| !a.harm && !a.negated);
    let told = clause.places.is_empty() && clause.dates.is_empty() && clause.victims.is_empty();
    clause.opens && !clause.listed && !clause.figures.is_empty() && told && !deed
}

/// "There was no air strike on the market", "the army denied shelling the town": a denial that names
/// what it denies.
pub(super) fn denies_an_attack(clause: &Clause) -> bool {
    let named = |a: &ActCue| !a.weapon && !a.harm && a.act != Act::Attack;
    let placed = clause.places.iter().any(|p| p.located);
    // "No attack was reported" denies nothing unless somebody says it of himself.
    let said = clause.speech.iter().any(|s| s.cue.named().is_some());
    let negated = |a: &ActCue| a.negated && (named(a) || said && !a.weapon && !a.harm);
    let plainly = |a: &ActCue| said && a.negated && named(a);
    clause.acts.iter().any(negated) && placed
        || clause.acts.iter().any(plainly)
        || clause.denied.iter().any(|a| !a.weapon)
}

/// "The flood killed 30 people", "in the film he kills five": harm without an attack. A word for an
/// attack or a weapon in the same clause says otherwise.
pub(super) fn is_accident(segments: &Segments<'_>, clause: &Clause) -> bool {
    let attacked = clause.acts.iter().any(|a| !a.harm) || !clause.weapons.is_empty();
    let mut units = clause.units.clone();
    // "an attempt to storm a post" is no weather.
    let deed = |i: usize| {
        let verb = segments.units[i].lex.act_verb.is_some();
        verb && i > clause.units.start && segments.units[i - 1].has(Gram::TO)
    };
    !attacked
        && units.any(|i| segments.units[i].has(Gram::NO_ATTACK.with(Gram::NATURAL)) && !deed(i))
}

/// Whether a date is a period of days in which the known one is a day: "since Monday the terrorists
/// have fired 900 rockets".
pub(super) fn widens(known: &Option<Dated>, new: &Option<Dated>) -> bool {
    let days = |w: &Option<Dated>| {
        let range = w.as_ref()?.1?;
        Some((range.last()? - range.first()?).get_days())
    };
    matches!((days(known), days(new)), (Some(known), Some(new)) if known <= 1 && new > 1)
}

/// A line of a list that names a victim and what he died by: "The child N., 9, by a mine".
pub(super) fn names_how(clause: &Clause) -> bool {
    !clause.victims.is_empty() && clause.acts.iter().any(|a| !a.negated)
}

/// "has killed tens of thousands": a whole war's toll, told with no day and no place, is no incident.
pub(super) fn is_war_total(clause: &Clause, figure: &FigureCue) -> bool {
    let at_least = |least: u32| match figure.group.count {
        Count::Vague(word) => word == Vague::Thousands,
        Count::Stated { range, .. } => range.min().or(range.max()).is_some_and(|n| n >= least),
    };
    let vague = matches!(figure.group.count, Count::Vague(_));
    // "Since August we have treated 1,904 people": what a hospital does.
    let treated = figure.effect == Effect::Injured
        && clause.dates.iter().any(|d| d.since)
        && clause.places.is_empty()
        && figure.rule == "active";
    if treated {
        return true;
    }
    let since_years = |d: &DateCue| d.since && matches!(d.meaning, Meaning::Year(_));
    let undated = clause.dates.iter().all(since_years);
    let nowhere = clause.places.is_empty();
    // "The war, which broke out in April, has killed tens of thousands": no incident has so many.
    let (large, immense) = (at_least(1_000), at_least(1_000_000));
    large && clause.label.is_none() && (undated && (nowhere || vague) || immense && nowhere)
}

/// "The war, in its twelfth year, has killed 400,000": the war itself is what killed.
pub(super) fn of_war(segments: &Segments<'_>, clause: &Clause, figure: &FigureCue) -> bool {
    let mut before = clause.units.start..figure.predicate.start;
    before.any(|i| {
        matches!(
            segments.low(i),
            "war" | "conflict" | "insurgency" | "uprising"
        )
    })
}

/// Threats, plans and warnings: the deed itself stands under "will" or "would".
pub(super) fn is_hypothetical(segments: &Segments<'_>, clause: &Clause) -> bool {
    // "Any house from which shots are fired will be destroyed": what would bring it on is not told as
    // having been.
    let general = |a: &ActCue| (a.units.clone()).any(|i| matches!(segments.low(i), "are" | "is"));
    // "It would bomb the town if rockets were fired": a condition tells of nothing either.
    const REACH: usize = 8;
    let conditional = |a: &ActCue| {
        let first = a.core.saturating_sub(REACH).max(clause.units.start);
        (first..a.core).any(|i| matches!(segments.low(i), "if" | "unless"))
    };
    let real = |a: &ActCue| !a.hypothetical && a.verb && !general(a) && !conditional(a);
    let told = { clause.acts.iter() }.any(real);
    !told && clause.acts.iter().any(|a| a.hypothetical)
}
