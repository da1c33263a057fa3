//! Threats, warnings and orders to leave: what is announced, not told as having been.

use std::ops::Range;

use tollbook_record::Act;

use crate::cue::act::ActCue;
use crate::lexicon::Gram;
use crate::segment::Segments;

/// How many units a word of threat or order reaches forward.
const REACH: usize = 8;

/// How far behind a word of order the people may stand from what they are to do: "the residents of the
/// villages around the crossing to leave".
const ORDER: usize = 14;

/// Marks what stands under a word of threat as announced, and adds what threatens by itself.
pub fn read(segments: &Segments<'_>, sentence: Range<usize>, acts: &mut Vec<ActCue>) {
    let supposed: Vec<Range<usize>> = sentence
        .clone()
        .filter_map(|at| supposed(segments, at, sentence.end))
        .collect();
    acts.retain(|act| !supposed.iter().any(|clause| clause.contains(&act.core)));
    for at in sentence.clone() {
        let unit = &segments.units[at];
        let end = sentence.end.min(at + REACH);
        if unit.has(Gram::THREATEN) || warns_of_deed(segments, at, end) {
            threatened(segments, at, end, acts);
        } else if unit.has(Gram::ORDERS) {
            let end = sentence.end.min(at + ORDER);
            ordered(segments, sentence.start, at, end, acts);
        } else if unit.has(Gram::DOOMED) && !was_hit(segments, sentence.start, at) {
            add(acts, at..at + 1);
        }
    }
    acts.sort_by_key(|a| a.core);
}

/// "warned that it would kill ten hostages": whoever warns of what he himself will do threatens.
fn warns_of_deed(segments: &Segments<'_>, at: usize, end: usize) -> bool {
    if !matches!(segments.low(at), "warn" | "warns" | "warned" | "warning") {
        return false;
    }
    let that = at + 1 + usize::from(segments.low(at + 1) == "that");
    let own = matches!(segments.low(that), "it" | "they" | "he" | "she" | "we");
    own && that + 1 < end && segments.units[that + 1].has(Gram::MODAL)
}

/// "if the town is attacked", "unless the strikes end": what the clause that opens at `at` only supposes.
fn supposed(segments: &Segments<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let word = segments.low(at);
    let supposes =
        matches!(word, "if" | "unless" | "in case") && segments.low(at.wrapping_sub(1)) != "even";
    let close = || (at + 1..end).find(|i| segments.units[*i].is_any(&[',', ';', '.']));
    supposes.then(|| at..close().unwrap_or(end))
}

/// "had struck a legitimate target": told of a deed done.
fn was_hit(segments: &Segments<'_>, start: usize, at: usize) -> bool {
    let determined = at > start && segments.units[at - 1].has(Gram::ARTICLE);
    let verb = at.saturating_sub(1 + usize::from(determined)).max(start);
    let lex = segments.units[verb].lex;
    verb < at && (lex.act_verb.is_some() || lex.hits.is_some() || lex.harm.is_some())
}

/// "threatened strikes on policemen": the act that follows; where none does, the threat itself, if
/// it names somebody.
fn threatened(segments: &Segments<'_>, at: usize, end: usize, acts: &mut Vec<ActCue>) {
    let stop = (at + 1..end)
        .find(|i| segments.units[*i].is_any(&['.', ';', ',']))
        .unwrap_or(end);
    let under = acts.iter_mut().find(|a| (at + 1..stop).contains(&a.core));
    if let Some(act) = under {
        act.hypothetical = true;
        act.definite = false;
        return;
    }
    let names = (at + 1..stop.min(at + 5)).any(|i| segments.units[i].lex.person.is_some());
    let bare = segments.low(at).starts_with("threat");
    if names && bare {
        add(acts, at..at + 1);
    }
}

/// "ordered residents of the quarter to leave"
fn ordered(segments: &Segments<'_>, start: usize, at: usize, end: usize, acts: &mut Vec<ActCue>) {
    let person = |i: &usize| segments.units[*i].lex.person.is_some();
    let people = (at + 1..end.min(at + 4)).find(person);
    let Some(people) = people else {
        // "Residents of the quarter are called upon to leave": the order as a passive.
        let leave = (at + 1..end.min(at + 3)).any(|i| segments.units[i].has(Gram::DEPART));
        let before = at.saturating_sub(REACH).max(start)..at;
        if leave && before.into_iter().any(|i| person(&i)) {
            add(acts, at..at + 1);
        }
        return;
    };
    // "We warn the settlers: leave": the order itself, after a mark.
    let marked = |i: usize| {
        segments.units[i - 1].is_any(&[':', ',', '"', '“'])
            && matches!(segments.low(i), "leave" | "flee" | "evacuate" | "go")
    };
    let leave = (people + 1..end).any(|i| segments.units[i].has(Gram::DEPART) || marked(i));
    if leave {
        add(acts, at..people + 1);
    }
}

fn add(acts: &mut Vec<ActCue>, units: Range<usize>) {
    acts.retain(|a| a.units.end <= units.start || a.units.start >= units.end);
    acts.push(ActCue {
        verb: true,
        hypothetical: true,
        ..ActCue::new(units.clone(), units.start, Act::Attack)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let all = 0..segments.units.len();
        let mut acts = crate::cue::act::read(
            &segments,
            all.clone(),
            crate::cue::act::Setting::of(&segments),
        );
        read(&segments, all, &mut acts);
        let shown: Vec<&str> = acts
            .iter()
            .filter(|a| a.hypothetical)
            .map(|a| segments.words(a.units.clone()))
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn what_is_announced() {
        check(
            "Leaflets ordered residents of the old town to leave before noon.",
            &["ordered residents"],
        );
        check(
            "Residents of the old town are called upon to leave their homes.",
            &["called upon"],
        );
        check("They threatened air raids on the port.", &["air raids"]);
        check("A letter threatens the teachers by name.", &["threatens"]);
        check(
            "We warn the settlers of the valley: leave before Friday.",
            &["warn the settlers"],
        );
        check(
            "Trucks on that road are legitimate targets.",
            &["legitimate targets"],
        );
    }

    #[test]
    fn what_is_not() {
        check("He ordered bread for the residents.", &[]);
        check("The storm threatens the harvest.", &[]);
        check("The army said it had struck a legitimate target.", &[]);
        check("Police told residents that two had died.", &[]);
    }
}
