//! "Russians killed 4 residents, 2 in Krasnohorivka, 1 in Netailove, 1 in Toretsk": a count broken down by
//! place; "four were killed in Taiz, two in Aden and a child in Ibb": counts by place that lean on the verb
//! of the first. Each of them is told as an incident of its own.

use std::ops::Range;

use tollbook_record::{Act, Count, Effect, Who};

use super::act::act_of;
use super::sums::figure;
use super::told::Clause;
use crate::cue::people::{self, Form, Group};
use crate::frame::{FigureCue, gapped};
use crate::lexicon::Gram;
use crate::segment::Segments;

/// The name of the rule that reads such parts.
pub const RULE: &str = "shared-out";

/// Whether a clause tells such a part.
pub fn is_share(clause: &Clause) -> bool {
    clause.figures.iter().any(|f| f.rule == RULE)
}

/// Whether such a part opens behind the mark or "and" at unit `joint`.
pub fn opens_share(clause: &Clause, joint: usize) -> bool {
    let opens = |f: &FigureCue| f.rule == RULE && f.predicate.start == joint + 1;
    clause.figures.iter().any(opens)
}

/// Adds the counts that stand behind a figure with their places: where they add up to it, or where it
/// has a place of its own and they are others.
pub fn share_out(segments: &Segments<'_>, clause: &mut Clause) {
    if clause.sum || clause.figures.iter().any(|f| f.rule == gapped::RULE) {
        return;
    }
    let wholes: Vec<(Range<usize>, Effect, Option<u32>)> = clause
        .figures
        .iter()
        .filter(|f| f.part_of.is_none())
        .map(|f| {
            let count = f.group.count.range();
            let exact = count.min().filter(|_| count.min() == count.max());
            (f.group.units.clone(), f.effect, exact)
        })
        .collect();
    for (units, effect, count) in wholes {
        let mut parts = parts(segments, clause, units.end, effect);
        let Some(first) = parts.first().map(|p| p.predicate.start) else {
            continue;
        };
        if !(adds_up(&parts, count) || leans(segments, clause, &units, first)) {
            continue;
        }
        let act = Some(act_of(clause)).filter(|act| *act != Act::Attack);
        parts.iter_mut().for_each(|part| part.act = act);
        clause.figures.retain(|f| f.group.units.start < first);
        clause.figures.extend(parts);
        return;
    }
}

/// "Seven were killed in Kirkuk and 12 in Daquq when bombs went off on Sunday": what stands behind the
/// last place tells of the first too, where that tells nothing of its own.
pub fn lean_back(clauses: &mut [Clause]) {
    for at in (1..clauses.len()).rev() {
        let (before, after) = clauses.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else {
            continue;
        };
        if !opens_share(second, second.units.start.saturating_sub(1))
            && !opens_share(second, second.units.start)
        {
            continue;
        }
        let act = Some(act_of(second)).filter(|_| act_of(first) == Act::Attack);
        first.figures.iter_mut().for_each(|f| f.act = act.or(f.act));
        if first.dates.is_empty() {
            first.dates.clone_from(&second.dates);
        }
    }
}

/// Numbers alone that make the whole.
fn adds_up(parts: &[FigureCue], whole: Option<u32>) -> bool {
    let bare = parts.iter().all(|p| p.group.form == Form::Bare);
    let numbers = parts.iter().map(|p| p.group.count.range().min());
    let told = numbers.sum::<Option<u32>>();
    parts.len() > 1 && bare && told.is_some() && told == whole.filter(|n| *n > 1)
}

/// "In Taiz four people were killed by a bomb, in Aden two by a mine": the figure has its place and its
/// verb before the parts begin, and no other figure stands between.
fn leans(segments: &Segments<'_>, clause: &Clause, whole: &Range<usize>, first: usize) -> bool {
    let here = |p: &usize| (clause.units.start..first).contains(p);
    let placed = clause.places.iter().filter(|p| p.located && !p.country);
    let placed = placed.map(|p| p.units.start).filter(here).count() == 1;
    let between = |f: &&FigureCue| (whole.end..first).contains(&f.group.units.start);
    let alone = clause
        .figures
        .iter()
        .filter(between)
        .all(|f| f.part_of.is_some());
    let verb = clause
        .figures
        .iter()
        .any(|f| f.group.units == *whole && f.predicate.end <= first && f.rule != "sum-line");
    // What stands behind the last part must not be a verb of its own: the parts have none.
    let ends = |at: usize| {
        segments.units[at].is_any(&[',', ';', ':']) || { segments.units[at].has(Gram::PLAIN_AND) }
    };
    placed && alone && verb && ends(first - 1)
}

/// The counts behind a mark or "and" that stand beside a preposition and a place: "two in Aden", "in Aden,
/// two".
fn parts(segments: &Segments<'_>, clause: &Clause, from: usize, effect: Effect) -> Vec<FigureCue> {
    let mut out: Vec<FigureCue> = Vec::new();
    for at in from + 1..clause.units.end {
        let before = &segments.units[at - 1];
        let opens = before.is_any(&[',', ':', ';', '-', '–', '—']) || before.has(Gram::AND);
        if before.is_any(&['.', '?', '!']) {
            break;
        }
        if !opens {
            continue;
        }
        let found = counted(segments, clause, at)
            .filter(|g| place_behind(segments, clause, g.units.end).is_some())
            .or_else(|| placed_first(segments, clause, at));
        let Some(group) = found else { continue };
        let start = out.last().map_or(0, |p| p.group.units.end).max(at);
        let units = start..group.units.end.max(start + 1);
        out.push(FigureCue {
            rule: RULE,
            ..figure(group, effect, units)
        });
    }
    out
}

/// A number of people at `at` with nothing but a place or its cause behind it.
fn counted(segments: &Segments<'_>, clause: &Clause, at: usize) -> Option<Group> {
    let group = people::read(segments, at, clause.units.end)?
        .into_iter()
        .next()?;
    let count = group.count.range();
    let exact = count.min().is_some() && count.min() == count.max();
    let form = match group.form {
        Form::Bare => group.who == Who::People,
        Form::Numbered | Form::One => true,
        _ => false,
    };
    // Its own verb would make it a clause, and other rules read these.
    let free = clause.figures.iter().all(|f| {
        f.group.units.start != group.units.start || f.predicate == f.group.units || {
            f.predicate.start < group.units.start
        }
    });
    (exact && form && free && count.min() > Some(0)).then(|| Group {
        count: Count::exactly(count.min().unwrap_or_default()),
        ..group
    })
}

/// The place that a preposition at `at` leads to.
fn place_behind(segments: &Segments<'_>, clause: &Clause, at: usize) -> Option<usize> {
    const REACH: usize = 5;
    // "six this morning in Ariha"
    let timed = |i: &usize| {
        let unit = &segments.units[*i];
        unit.lex.time.is_some()
            || segments.low(*i) == "this"
            || unit.has(Gram::LOCATIVE) && {
                segments
                    .units
                    .get(i + 1)
                    .is_some_and(|next| next.lex.time.is_some())
            }
    };
    let at = (at..clause.units.end.min(at + REACH))
        .find(|i| !timed(i))
        .unwrap_or(at);
    let locates = at < clause.units.end && segments.units[at].has(Gram::LOCATIVE);
    let mut places = clause.places.iter().filter(|_| locates);
    let place = places.find(|p| (at..at + REACH).contains(&p.units.start))?;
    Some(place.units.end)
}

/// "in Aden, two by a mine": the place stands first.
fn placed_first(segments: &Segments<'_>, clause: &Clause, at: usize) -> Option<Group> {
    let end = place_behind(segments, clause, at)?;
    let comma = usize::from(end < clause.units.end && segments.units[end].is(','));
    let group = counted(segments, clause, end + comma)?;
    let next = group.units.end;
    let closed = next >= clause.units.end || {
        let unit = &segments.units[next];
        unit.is_any(&[',', ';', '.']) || unit.has(Gram::BY_AGENT) || unit.has(Gram::PLAIN_AND)
    };
    closed.then_some(group)
}
