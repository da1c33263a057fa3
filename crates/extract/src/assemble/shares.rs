//! "Russians killed 4 residents, 2 in Krasnohorivka, 1 in Netailove, 1 in Toretsk": a count broken down by
//! place. Each part is told as an incident of its own.

use tollbook_record::{Count, Effect, Who};

use super::sums::figure;
use super::told::Clause;
use crate::cue::people::{self, Form};
use crate::frame::FigureCue;
use crate::lexicon::Gram;
use crate::segment::Segments;

/// The name of the rule that reads such parts.
pub const RULE: &str = "shared-out";

/// Whether a clause tells such a part.
pub fn is_share(clause: &Clause) -> bool {
    clause.figures.iter().any(|f| f.rule == RULE)
}

/// Adds the parts of a count that stand behind it with their places, where they add up to it.
pub fn share_out(segments: &Segments<'_>, clause: &mut Clause) {
    let whole = |f: &FigureCue| {
        let count = f.group.count.range();
        let exact = count.min().filter(|_| count.min() == count.max())?;
        (f.part_of.is_none() && exact > 1).then_some((f.group.units.end, f.effect, exact))
    };
    let wholes: Vec<(usize, Effect, u32)> = clause.figures.iter().filter_map(whole).collect();
    for (end, effect, sum) in wholes {
        let parts = parts(segments, clause, (end, effect));
        let told: u32 = parts.iter().map(|p| p.1).sum();
        if parts.len() < 2 || told != sum {
            continue;
        }
        let units = |p: &(FigureCue, u32)| p.0.group.units.clone();
        let first = units(&parts[0]).start;
        clause.figures.retain(|f| f.group.units.start < first);
        clause.figures.extend(parts.into_iter().map(|(cue, _)| cue));
        return;
    }
}

/// The numbers alone behind a mark or "and" that a preposition and a place follow.
fn parts(
    segments: &Segments<'_>,
    clause: &Clause,
    (from, effect): (usize, Effect),
) -> Vec<(FigureCue, u32)> {
    let mut out = Vec::new();
    for at in from + 1..clause.units.end {
        let before = &segments.units[at - 1];
        let opens = before.is_any(&[',', ':', ';', '-', '–', '—']) || before.has(Gram::AND);
        if before.is_any(&['.', '?', '!']) {
            break;
        }
        let group = || {
            people::read(segments, at, clause.units.end)?
                .into_iter()
                .next()
        };
        let Some(group) = opens.then(group).flatten() else {
            continue;
        };
        let next = group.units.end;
        let mut places = clause.places.iter();
        let placed = next < clause.units.end
            && segments.units[next].has(Gram::LOCATIVE)
            && places.any(|p| (next..next + 8).contains(&p.units.start));
        let count = group.count.range();
        let bare = group.form == Form::Bare && group.who == Who::People;
        let Some(n) = count
            .min()
            .filter(|_| bare && placed && count.max() == count.min())
        else {
            continue;
        };
        let predicate = group.units.clone();
        let group = people::Group {
            count: Count::exactly(n),
            ..group
        };
        let cue = FigureCue {
            rule: RULE,
            ..figure(group, effect, predicate)
        };
        out.push((cue, n));
    }
    out
}
