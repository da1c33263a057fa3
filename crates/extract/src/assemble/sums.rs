//! Lines that sum up: "Total: 27 civilians", "By district: Irum 15, Djug 7", "against 34 the week
//! before". Their numbers have no verb; that it is a sum tells what became of the people.

use std::ops::Range;

use tollbook_record::{Act, Count, Effect, Who};

use super::told::Clause;
use crate::cue::act::ActCue;
use crate::cue::date::{DateCue, Meaning};
use crate::cue::party;
use crate::cue::people::{self, Form, Group};
use crate::cue::place::PlaceCue;
use crate::frame::{self, FigureCue, Standing};
use crate::lexicon::Gram;
use crate::segment::Segments;
use crate::token::Shape;

/// A sum over a period or an area: a word for it, a count of attacks, or a period longer than an
/// incident lasts, told without a deed.
pub fn is_total(segments: &Segments<'_>, clause: &Clause) -> bool {
    if clause.figures.is_empty() {
        return false;
    }
    let mut opening = clause.units.clone().take(OPENING - 1);
    let word = opening.find(|i| segments.units[*i].has(Gram::SUM));
    // "The toll rose to 15" is that of the incident just told.
    let newest = clause
        .figures
        .iter()
        .any(|f| f.standing == Standing::Newest);
    let known = word.is_some_and(|i| i > clause.units.start && segments.low(i - 1) == "the");
    let undated = clause.dates.is_empty() && clause.label.is_none();
    let opens = clause.opens && word.is_some() && !(undated && (newest || known));
    let period = clause.dates.iter().any(DateCue::is_period);
    clause.sum
        || opens
        || counts_attacks(segments, clause)
        || is_widespread(segments, clause)
        || period && !tells_deed(segments, clause)
}

/// "41 people were killed across the province", "nationwide": harm in many places, and no deed at any of
/// them.
fn is_widespread(segments: &Segments<'_>, clause: &Clause) -> bool {
    const REACH: usize = 4;
    let wide = |i: usize| {
        segments.units[i].has(Gram::WIDE_PLACE) || matches!(segments.low(i), "country" | "nation")
    };
    let spread = |i: usize| match segments.low(i) {
        "nationwide" | "countrywide" => true,
        "across" | "throughout" => {
            let end = clause.units.end.min(i + 1 + REACH);
            segments.units[i + 1].has(Gram::DEFINITE) && (i + 2..end).any(wide)
        }
        _ => false,
    };
    let last = clause.units.end - 1;
    // "in separate bombings", "in violent attacks": several, and none of them told.
    let several = |a: &ActCue| !a.verb && !a.definite && segments.low(a.core).ends_with('s');
    let deed = clause.acts.iter().any(|a| !a.harm && !several(a));
    let located = || clause.places.iter().filter(|p| p.located && !p.aside);
    let land = located().next().is_some() && located().all(|p| p.country);
    let harm = clause.acts.iter().any(|a| a.harm) && clause.targets.is_empty();
    let within = |a: &ActCue| {
        let before = (clause.units.start..a.core).rev().take(REACH);
        several(a) && before.into_iter().any(|i| segments.low(i) == "in")
    };
    let attacks = land && harm && clause.acts.iter().any(within);
    !deed && (attacks || (clause.units.start..last).any(spread))
}

/// A verb of attack, or a noun for one of them.
fn tells_deed(segments: &Segments<'_>, clause: &Clause) -> bool {
    // "Between January and June 403 were killed by the army": whoever is said to have killed them.
    let of_year = |d: &DateCue| matches!(d.meaning, Meaning::PartOfYear { .. });
    let part = clause.dates.iter().any(of_year);
    clause.acts.iter().filter(|a| !(part && a.harm)).any(|a| {
        let kind = a.act != Act::Attack;
        let single = !segments.low(a.core).ends_with('s');
        // "The same market was hit in December": one thing, and so one attack.
        let was = { a.units.clone() }.any(|i| segments.low(i) == "was");
        let one = segments.units[a.units.start].has(Gram::ARTICLE)
            || segments.low(a.units.start) == "another";
        (was && a.verb || one && single && !a.verb) && !a.harm && !a.weapon
            || a.verb && (kind && !a.definite || a.doer.is_some())
            || kind && single
    })
}

/// "11 massacres", "212 incidents": so many that no single incident is meant.
fn counts_attacks(segments: &Segments<'_>, clause: &Clause) -> bool {
    const MANY: u32 = 5;
    clause.acts.iter().any(|a| {
        let counted = (a.units.start..a.core)
            .any(|i| matches!(segments.units[i].shape, Shape::Number(n) if n >= MANY));
        counted && !a.verb && a.act == Act::Attack && segments.low(a.core).ends_with('s')
    })
}

/// How many words of a line may stand before its word for a sum.
const OPENING: usize = 4;

/// How many words may stand before its colon.
const LABEL: usize = 12;

/// Reads what a line that sums up says besides its frames, and marks the clause as a sum.
pub fn complete(segments: &Segments<'_>, clause: &mut Clause) {
    if !clause.opens || !sums_up(segments, &clause.units) {
        return;
    }
    clause.sum = true;
    let effect = effect(segments, clause);
    let pairs = pairs(segments, &clause.units);
    if pairs.len() > 1 {
        for pair in pairs {
            break_down(segments, clause, &pair, effect);
        }
    }
    add_counted(segments, clause, effect);
    clause.figures.sort_by_key(|f| f.group.units.start);
    clause.acts.sort_by_key(|a| a.core);
}

/// "killing nine, bringing the total to 36,050 dead since 7 October": where a sentence goes on with the toll
/// of a period, which is no part of what it tells before. A sentence that tells nothing else is a sum itself.
pub fn running_total(segments: &Segments<'_>, clause: &mut Clause) -> Option<usize> {
    const NEAR: usize = 4;
    if clause.figures.is_empty() {
        return None;
    }
    let counts = |low: &str| ["toll", "total", "number"].iter().any(|w| low.ends_with(w));
    // "bringing the overall toll", "taking to 77 the number"
    let verb = |low: &str| {
        let stems = ["bring", "rais", "tak", "push"];
        stems.iter().any(|stem| low.starts_with(stem))
            && (low.ends_with("ing") || low.ends_with('s'))
    };
    let parted = |at: usize| {
        let next = segments.low(at + 1);
        let mut near = at + 1..clause.units.end.min(at + 1 + NEAR);
        verb(segments.low(at))
            && matches!(next, "the" | "its" | "to")
            && near.any(|i| counts(segments.low(i)))
    };
    let brings = |at: &usize| {
        segments.units[*at].has(Gram::CUMULATIVE) && counts(segments.low(*at)) || parted(*at)
    };
    let at = clause.units.clone().find(brings)?;
    if !frame::is_of_period(segments, at..clause.units.end) {
        return None;
    }
    let told = clause.figures.iter().any(|f| f.group.units.start < at);
    let deed = clause.acts.iter().any(|a| a.core < at && !a.definite);
    if !told && !deed {
        clause.sum = true;
        return None;
    }
    Some(at)
}

/// "11 killed, compared with 6 the previous week": the number of another period, with what became of
/// the people before it. Returns where the comparison begins.
pub fn comparison(segments: &Segments<'_>, clause: &mut Clause) -> Option<usize> {
    let at = clause
        .units
        .clone()
        .skip(1)
        .find(|at| compares(segments, clause, *at))?;
    let before = |f: &&FigureCue| f.group.units.end <= at && f.part_of.is_none();
    let effect = clause.figures.iter().find(before)?.effect;
    let told = clause
        .figures
        .iter()
        .find(|f| f.group.units.start == at + 1);
    // "bringing the toll to 36,050 dead and 81,026 wounded since October": two counts of one period.
    let last = clause.figures.iter().rfind(before).map(|f| f.effect);
    if told.is_some_and(|f| last != Some(f.effect)) && segments.units[at].has(Gram::PLAIN_AND) {
        return None;
    }
    if told.is_none() {
        let group = people::read(segments, at + 1, clause.units.end)?
            .into_iter()
            .next()?;
        let units = at..group.units.end;
        clause.figures.push(figure(group, effect, units));
        clause.figures.sort_by_key(|f| f.group.units.start);
    }
    Some(at)
}

/// "against 34 the week before", "and 42,871 since 7 October": a number with a date of its own behind
/// it.
fn compares(segments: &Segments<'_>, clause: &Clause, at: usize) -> bool {
    const NEAR: usize = 6;
    let dated = |since: bool| {
        let near = at + 2..at + NEAR;
        let mut dates = clause.dates.iter();
        dates.any(|d| near.contains(&d.units.start) && (d.since || !since))
    };
    let unit = &segments.units[at];
    let compared = unit.has(Gram::COMPARED) || segments.low(at) == "against";
    let numbered = at + 1 < clause.units.end && is_number(segments, at + 1);
    compared && dated(false) && !is_earlier_count(segments, clause, at)
        || unit.has(Gram::PLAIN_AND) && numbered && dated(true)
}

/// "killing 38 people, up from 29 on Monday night": a day beside the number is when it was counted, unless
/// the words before name another day for theirs.
fn is_earlier_count(segments: &Segments<'_>, clause: &Clause, at: usize) -> bool {
    let mut dates = clause.dates.iter().filter(|d| !d.aside && d.stands_alone());
    let Some(date) = dates.clone().find(|d| d.units.start > at) else {
        return false;
    };
    let known = dates.rfind(|d| d.units.end <= at);
    let other = known.is_some_and(|k| k.meaning != date.meaning);
    let rises = matches!(segments.low(at), "up from" | "down from");
    rises && !date.is_period() && !other
}

/// "Since last October: 1,988 and 9,410": numbers alone after a date and a colon echo the figures of
/// the sentence before, in their order.
pub fn echo(segments: &Segments<'_>, clause: &mut Clause, before: &[Effect]) {
    let Some(date) = clause
        .dates
        .first()
        .filter(|d| d.units.start == clause.units.start)
    else {
        return;
    };
    let colon = date.units.end;
    if !clause.figures.is_empty() || colon >= clause.units.end || !segments.units[colon].is(':') {
        return;
    }
    let numbers: Vec<usize> = (colon + 1..clause.units.end)
        .filter(|i| is_number(segments, *i))
        .collect();
    if numbers.is_empty() || numbers.len() > before.len() {
        return;
    }
    for (number, effect) in numbers.into_iter().zip(before) {
        let Some(group) =
            people::read(segments, number, clause.units.end).and_then(|g| g.into_iter().next())
        else {
            continue;
        };
        clause
            .figures
            .push(figure(group, *effect, clause.units.start..colon));
    }
    clause.sum = true;
}

/// "Total:", "Day's toll:", "Recapitulation:", "By party:": a line that opens with a word for a sum
/// and a colon.
pub fn sums_up(segments: &Segments<'_>, line: &Range<usize>) -> bool {
    let mut opening = line.clone().take(OPENING);
    let mut label = line.clone().take(LABEL);
    let by = segments.low(line.start) == "by"
        && line
            .clone()
            .take(OPENING)
            .any(|i| segments.units[i].is(':'));
    // "Update: toll now 4" goes on with the story.
    let goes_on = segments.units[line.start].has(Gram::UPDATE);
    by || !goes_on
        && opening.any(|i| segments.units[i].has(Gram::SUM))
        && label.any(|i| segments.units[i].is(':'))
}

/// What became of the people of the line: hurt, if its words before the first number say so.
fn effect(segments: &Segments<'_>, clause: &Clause) -> Effect {
    let before = clause
        .units
        .clone()
        .take_while(|i| !is_number(segments, *i));
    let told = before.filter_map(|i| {
        let lex = segments.units[i].lex;
        lex.state
            .or(lex.nominal.map(|h| h.effect))
            .or(lex.harm.map(|h| h.effect))
    });
    told.last().unwrap_or(Effect::Killed)
}

fn is_number(segments: &Segments<'_>, at: usize) -> bool {
    matches!(segments.units[at].shape, Shape::Number(_))
}

/// A name with its number, "Irum 15" or "96 Sagan".
struct Pair {
    name: Range<usize>,
    number: usize,
}

impl Pair {
    fn units(&self) -> Range<usize> {
        self.name.start.min(self.number)..self.name.end.max(self.number + 1)
    }
}

/// All names with numbers of a line, between commas and semicolons.
fn pairs(segments: &Segments<'_>, line: &Range<usize>) -> Vec<Pair> {
    let ends = |at: usize| {
        at >= line.end
            || segments.units[at].is_any(&[',', ';', '.', ':', ')', '(', '-', '–', '—'])
            || segments.units[at].has(Gram::AND)
    };
    let mut out = Vec::new();
    let mut start = line.start;
    for at in line.start..=line.end {
        if !ends(at) {
            continue;
        }
        out.extend(pair(segments, start..at));
        start = at + 1;
    }
    out
}

/// A piece of a line that is nothing but a name and a number.
fn pair(segments: &Segments<'_>, piece: Range<usize>) -> Option<Pair> {
    const LONGEST: usize = 5;
    if !(2..=LONGEST).contains(&piece.len()) {
        return None;
    }
    let last = piece.end - 1;
    let (name, number) = if is_number(segments, last) {
        (piece.start..last, last)
    } else if is_number(segments, piece.start) {
        (piece.start + 1..piece.end, piece.start)
    } else {
        return None;
    };
    let named = |i: usize| {
        let unit = &segments.units[i];
        (unit.capital || unit.lex.party.is_some() || unit.has(Gram::GENERIC_PLACE))
            && unit.lex.time.is_none()
    };
    name.clone().all(named).then_some(Pair { name, number })
}

/// A pair is a figure of its own, with its place or its party.
fn break_down(segments: &Segments<'_>, clause: &mut Clause, pair: &Pair, effect: Effect) {
    let Shape::Number(count) = segments.units[pair.number].shape else {
        return;
    };
    let units = pair.units();
    clause
        .figures
        .retain(|f| f.group.units.start >= units.end || f.group.units.end <= units.start);
    clause.figures.push(figure(
        Group {
            units: pair.number..pair.number + 1,
            form: Form::Bare,
            count: Count::exactly(count),
            who: Who::People,
            effect: None,
            noun: None,
        },
        effect,
        units.clone(),
    ));
    let doer = party::first_in(segments, pair.name.clone());
    if doer.is_none() {
        clause
            .places
            .retain(|p| p.units.start >= units.end || p.units.end <= units.start);
        clause.places.push(PlaceCue::named(pair.name.clone()));
        clause.places.sort_by_key(|p| p.units.start);
    }
    clause.acts.retain(|a| !units.contains(&a.core));
    clause.acts.push(ActCue {
        harm: true,
        doer,
        ..ActCue::new(units.clone(), units.start, Act::Attack)
    });
}

/// Groups and numbers of the line that no predicate has taken.
fn add_counted(segments: &Segments<'_>, clause: &mut Clause, effect: Effect) {
    let mut at = clause.units.start;
    while at < clause.units.end {
        let Some(found) = people::read(segments, at, clause.units.end) else {
            at += 1;
            continue;
        };
        at = found[0].units.end;
        let counted = matches!(found[0].form, Form::Numbered)
            || found[0].form == Form::Bare && opens_number(segments, &found[0]);
        let free = clause.figures.iter().all(|f| {
            f.group.units.end <= found[0].units.start || f.group.units.start >= found[0].units.end
        });
        let taken = clause
            .dates
            .iter()
            .any(|d| d.units.contains(&found[0].units.start));
        let whole = clause
            .figures
            .iter()
            .all(|f| f.group.units.start > found[0].units.start || f.rule == RULE);
        if counted && free && !taken && whole {
            let units = found[0].units.clone();
            clause.figures.extend(
                found
                    .into_iter()
                    .take(1)
                    .map(|g| figure(g, effect, units.clone())),
            );
        }
    }
}

/// "Total: 27" and "against 34": a number alone counts after a colon or a word that compares.
fn opens_number(segments: &Segments<'_>, group: &Group) -> bool {
    let before = group.units.start.wrapping_sub(1);
    segments.units.get(before).is_some_and(|u| u.is(':'))
        || matches!(segments.low(before), "against" | "to" | "at" | "of")
}

/// The name of the rule that reads sums.
const RULE: &str = "sum-line";

/// A figure that no verb governs.
pub(super) fn figure(group: Group, effect: Effect, predicate: Range<usize>) -> FigureCue {
    FigureCue {
        group,
        effect,
        part_of: None,
        inherits: false,
        standing: Standing::Plain,
        known: false,
        of: None,
        predicate,
        act: None,
        rule: RULE,
    }
}
