//! Places of labels and short headings: "Kunduz, Dasht-e-Archi:", "IDLIB GOVERNORATE",
//! "Moragabey (Bakool)".

use super::*;
use crate::cue::party;

/// The place of a label with its parents: the finest of the names in it.
pub fn in_label(
    segments: &Segments<'_>,
    label: Range<usize>,
    gazetteer: &Gazetteer,
) -> Option<PlaceCue> {
    let reader = Reader::new(segments, label.clone(), true, gazetteer);
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut bracketed = None;
    let mut at = label.start;
    while at < label.end {
        if segments.units[at].is('(') {
            bracketed = Some(names.len());
        }
        if !reader.begins(at) {
            at += 1;
            continue;
        }
        let name = reader.name(at);
        at = name.end;
        if reader.is_code(&name) || reader.is_person(&name) {
            continue;
        }
        if !reader.is_organisation(&name) && !reader.is_written_for(&name) {
            if let Some(part) = reader.numbered_part(&name) {
                names.push(name.start..part.start);
                names.push(part);
                continue;
            }
            names.push(reader.with_site(name));
        }
    }
    // "Sniper fire in Ariha, Idlib": behind a preposition places are named from the fine to the wide.
    let led = names.first().is_some_and(|name| {
        let before = name.start.checked_sub(1).filter(|at| *at >= label.start);
        before.is_some_and(|at| reader.has(at, Gram::LOCATIVE))
    });
    let finest = if led {
        Some(0)
    } else {
        reader.finest(&names, bracketed)
    }?;
    let name = names.remove(finest);
    let within = if finest == 0 {
        names
    } else {
        names.into_iter().rev().collect()
    };
    let level = reader.level(&name);
    Some(PlaceCue {
        units: label,
        within,
        located: true,
        country: level == Level::Country,
        level,
        aside: false,
        road: false,
        name,
    })
}

impl Reader<'_, '_> {
    /// Which of the names of a label is the finest. What stands in brackets is a parent; a wider
    /// place is; else bulletins go from the wide to the fine.
    fn finest(&self, names: &[Range<usize>], bracketed: Option<usize>) -> Option<usize> {
        let last = names.len().checked_sub(1)?;
        let (first, end) = (self.level(&names[0]), self.level(&names[last]));
        if bracketed.is_some_and(|first| first > 0 && first <= last) || last == 0 {
            // "DRC (Masisi)": a country stands before what lies in it.
            let country = |name: &Range<usize>| {
                let state = party::state_at(self.segments, name.start, name.end) == name.len();
                state || self.level(name) >= Level::Wide
            };
            let wide = last > 0 && country(&names[0]) && !country(&names[last]);
            return Some(if wide { last } else { 0 });
        }
        // "Bani Hushaysh, Sanaa": a name that nobody knows, before one that everybody does.
        if last == 1 && !self.known(&names[0]) && self.known(&names[1]) && end != Level::Quarter {
            return Some(0);
        }
        let settled = self.is_settlement(&names[0]) && !self.is_settlement(&names[last]);
        let quarter = end == Level::Quarter;
        Some(if end > first || settled && !quarter {
            0
        } else {
            last
        })
    }

    /// "Lamit City", "the village of Tamra", "Brgy. Tamra": a word that says it is one settlement.
    fn is_settlement(&self, name: &Range<usize>) -> bool {
        let word = |at: usize| {
            matches!(
                self.low(at),
                "city" | "town" | "village" | "barangay" | "brgy" | "brgy." | "hamlet"
            )
        };
        let before = name.start.wrapping_sub(1);
        name.clone().any(word)
            || word(name.end)
            || word(before)
            || self.low(before) == "." && word(before.wrapping_sub(1))
    }

    /// "SR 01": letters and a number that tell which report it is.
    fn is_code(&self, name: &Range<usize>) -> bool {
        let unit = &self.segments.units[name.start];
        let word = &self.segments.text[unit.start..unit.end];
        let letters = word.len() <= 4 && word.chars().all(|c| c.is_ascii_uppercase());
        let numbered = name.end < self.end
            && matches!(
                self.segments.units[name.end].shape,
                Shape::Number(_) | Shape::Measure
            );
        name.len() == 1 && letters && numbered
    }

    /// A word of a heading that is no name: it is known to the lexicon, and not to the gazetteer.
    fn is_written_for(&self, name: &Range<usize>) -> bool {
        let plain = name.clone().all(|at| {
            let lex = self.segments.units[at].lex;
            !lex.is_unknown() && !self.is_site(at) && !self.has(at, Gram::ADJECTIVE)
        });
        plain && !self.known(name) && !self.has(name.end, Gram::GENERIC_PLACE)
    }
}
