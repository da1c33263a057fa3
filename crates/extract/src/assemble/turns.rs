//! Interviews and transcripts: lines that open with the name of who speaks in them.

use std::ops::Range;

use crate::lexicon::Gram;
use crate::segment::{Segments, Sentence};

/// How the lines of a report are divided among speakers.
pub struct Turns {
    /// Whether the report is a transcript at all.
    transcript: bool,
    /// Who was introduced or addressed by the interviewer, in order: "We have Dr Amin on the line",
    /// "Mrs Sabo, you are the chairwoman".
    introduced: Vec<Range<usize>>,
}

impl Turns {
    /// A report is a transcript if an interviewer has two turns in it, or one beside another's.
    pub fn of(segments: &Segments<'_>) -> Self {
        let asks =
            |s: &&Sentence| turn_label(segments, s).is_some_and(|l| is_interviewer(segments, &l));
        let turns = segments
            .sentences
            .iter()
            .filter(|s| turn_label(segments, s).is_some());
        let transcript = segments.sentences.iter().any(|s| asks(&s)) && turns.count() > 2;
        let introduced = if transcript {
            let asked = segments.sentences.iter();
            let lines: Vec<usize> = asked.filter(asks).map(|s| s.line).collect();
            let said = segments
                .sentences
                .iter()
                .filter(|s| lines.binary_search(&s.line).is_ok());
            said.flat_map(|s| introduced(segments, s.units.clone()))
                .collect()
        } else {
            Vec::new()
        };
        Self {
            transcript,
            introduced,
        }
    }

    /// The label of a turn that opens with this sentence.
    pub fn label(&self, segments: &Segments<'_>, sentence: &Sentence) -> Option<Range<usize>> {
        turn_label(segments, sentence).filter(|_| self.transcript)
    }

    /// Who speaks under a label; `None` is the interviewer, who is the publisher. A label that only
    /// says what somebody is means the one introduced last before it.
    pub fn speaker(&self, segments: &Segments<'_>, label: Range<usize>) -> Option<Range<usize>> {
        if is_interviewer(segments, &label) {
            return None;
        }
        if let Some(open) = label.clone().find(|i| segments.units[*i].is('(')) {
            // "CALLER (Mama Rose)"
            let close = label.clone().find(|i| segments.units[*i].is(')'));
            let inside = open + 1..close.unwrap_or(label.end);
            return Some(inside).filter(|r| !r.is_empty()).or(Some(label));
        }
        let mut before = self.introduced.iter().filter(|r| r.end <= label.start);
        let word = |i: usize| segments.low(i);
        let named = |r: &&Range<usize>| {
            Range::clone(r).into_iter().any(|i| {
                label
                    .clone()
                    .any(|l| word(i) == word(l) && word(i).len() > 2)
            })
        };
        let role = label
            .clone()
            .all(|i| segments.units[i].has(Gram::SPEAKER.with(Gram::TITLE)) || word(i).len() == 1);
        // "A" answers to whom the interviewer spoke first, "DOCTOR" to the one introduced last.
        let answers = label.len() == 1 && word(label.start).len() == 1;
        let meant = if answers {
            before.next()
        } else if role {
            before.next_back()
        } else {
            before.rev().find(named)
        };
        Some(meant.cloned().unwrap_or(label))
    }
}

fn turn_label(segments: &Segments<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let label = sentence.label.clone();
    let colon = segments.units.get(label.end).is_some_and(|u| u.is(':'));
    let shouts = segments
        .words(label.start..(label.start + 1).min(label.end))
        .chars()
        .all(|c| !c.is_lowercase());
    let one_line = label.len() <= 6 && !label.is_empty();
    let interviewer = !label.is_empty() && is_interviewer(segments, &label);
    (sentence.opens && colon && one_line && (shouts || interviewer)).then_some(label)
}

fn is_interviewer(segments: &Segments<'_>, label: &Range<usize>) -> bool {
    segments.units[label.start].has(Gram::INTERVIEWER)
}

/// Names of persons in a sentence, each with his office: "the head of the health zone, Dr Amin".
fn introduced(segments: &Segments<'_>, sentence: Range<usize>) -> Vec<Range<usize>> {
    let unit = |i: usize| &segments.units[i];
    let mut out = Vec::new();
    for at in sentence.clone() {
        let named = unit(at).has(Gram::TITLE)
            && unit(at).capital
            && at + 1 < sentence.end
            && unit(at + 1).capital
            && !unit(at + 1).has(Gram::TITLE);
        if !named {
            continue;
        }
        let end = (at + 1..sentence.end)
            .find(|i| !unit(*i).capital)
            .unwrap_or(sentence.end);
        out.push(at..end);
    }
    out
}
