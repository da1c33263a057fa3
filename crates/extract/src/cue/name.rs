//! Named persons with their age, role and sex, as lists of the dead and reports give them.

use std::ops::Range;

use tollbook_record::{Effect, Sex, Who};

use crate::lexicon::{Gram, TimeWord};
use crate::segment::{LineKind, Segments, Sentence};
use crate::token::Shape;

/// A named person whom the words around say was harmed, or who stands on a list of names.
#[derive(Clone, Debug, PartialEq)]
pub struct NameCue {
    /// The name without titles.
    pub units: Range<usize>,
    /// Age in years.
    pub age: Option<u8>,
    /// The unit of an occupation or kinship word.
    pub role: Option<usize>,
    /// Sex, if a word tells it.
    pub sex: Option<Sex>,
    /// What was done to the person; `None` on a list, which says it above.
    pub effect: Option<Effect>,
}

/// The named persons of a sentence: a name is known by the age behind it, which reports give of those
/// who were harmed and seldom of others.
pub fn read(segments: &Segments<'_>, sentence: &Sentence) -> Vec<NameCue> {
    let reader = Reader {
        segments,
        start: sentence.units.start,
        end: sentence.units.end,
    };
    let listed = sentence.kind == LineKind::Item;
    let mut out = Vec::new();
    let mut at = sentence.units.start;
    while at < sentence.units.end {
        match reader.name(at).and_then(|name| reader.cue(name, listed)) {
            Some((cue, next)) => {
                at = next;
                out.push(cue);
            }
            None => at += 1,
        }
    }
    out
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    start: usize,
    end: usize,
}

impl Reader<'_, '_> {
    fn is(&self, at: usize, marks: &[char]) -> bool {
        (self.start..self.end).contains(&at) && self.segments.units[at].is_any(marks)
    }

    /// A run of capitalised words that begins at `at`, titles left out.
    fn name(&self, at: usize) -> Option<Range<usize>> {
        let part = |i: usize| {
            let unit = &self.segments.units[i];
            let dated = matches!(
                unit.lex.time,
                Some(TimeWord::Month(_) | TimeWord::Weekday(_))
            );
            let closed = Gram::DEFINITE
                .with(Gram::ARTICLE)
                .with(Gram::PRONOUN)
                .with(Gram::LOCATIVE)
                .with(Gram::AND)
                .with(Gram::TITLE)
                .with(Gram::GENERIC_PLACE);
            unit.shape == Shape::Word
                && unit.capital
                && !dated
                && !unit.has(closed)
                && unit.lex.number.is_none()
        };
        let begins = at == self.start || !part(at - 1);
        let length = (at..self.end).take_while(|i| part(*i)).count();
        (begins && length > 0).then_some(at..at + length)
    }

    /// The name with its age, which must follow it: ", 34," or "(34)".
    fn cue(&self, name: Range<usize>, listed: bool) -> Option<(NameCue, usize)> {
        let age = self
            .age(name.end + 1)
            .filter(|_| self.is(name.end, &[',', '(']))?;
        let after = name.end + 2;
        let closed = after >= self.end || self.is(after, &[',', ')', '.', ';']);
        let before = self.role_before(name.start);
        // One capitalised word and a number may be anything; a role or a list makes it a person.
        if !closed || name.len() < 2 && before.is_none() && !listed {
            return None;
        }
        // "Rami Tal, 32, told the desk": he tells of it, and may not be the one harmed.
        let tells = |i: usize| {
            self.segments
                .units
                .get(i)
                .is_some_and(|u| i < self.end && u.lex.speech.is_some())
        };
        if tells(after) || tells(after + 1) {
            return None;
        }
        let role = before.or_else(|| self.role_after(after + 1).filter(|_| listed));
        // On a list the words above may say what became of all; the line's own words go first.
        let effect = self.effect(&name);
        if effect.is_none() && !listed {
            return None;
        }
        let sex = role
            .and_then(|at| self.sex(at))
            .or_else(|| self.titled(name.start));
        Some((
            NameCue {
                units: name,
                age: Some(age),
                role,
                sex,
                effect,
            },
            after,
        ))
    }

    fn age(&self, at: usize) -> Option<u8> {
        match self.segments.units.get(at).filter(|_| at < self.end)?.shape {
            Shape::Number(n @ 0..=110) => Some(n as u8),
            _ => None,
        }
    }

    /// "A shepherd, NAME", "his wife NAME", "the child NAME"
    fn role_before(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while at > self.start
            && (self.is(at - 1, &[','])
                || self.segments.units[at - 1].has(Gram::TITLE)
                    && self.segments.units[at - 1].lex.person.is_none())
        {
            at -= 1;
        }
        let unit = at.checked_sub(1).filter(|i| *i >= self.start)?;
        self.segments.units[unit].lex.person.map(|_| unit)
    }

    /// ", greengrocer", ", his daughter"
    fn role_after(&self, at: usize) -> Option<usize> {
        let possessive = self
            .segments
            .units
            .get(at)
            .is_some_and(|u| u.has(Gram::POSSESSIVE));
        let noun = at + usize::from(possessive);
        let unit = self.segments.units.get(noun).filter(|_| noun < self.end)?;
        let occupation = unit.shape == Shape::Word
            && !unit.capital
            && !unit.has(
                Gram::LOCATIVE
                    .with(Gram::AND)
                    .with(Gram::BE)
                    .with(Gram::RELATIVE),
            );
        occupation.then_some(noun)
    }

    /// What the nearest predicate of harm says: the first after the name, else the last before it.
    fn effect(&self, name: &Range<usize>) -> Option<Effect> {
        let harm = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.harm
                .or(lex.suffers)
                .map(|h| h.effect)
                .or(lex.state)
                .or(lex.remains)
        };
        (name.end..self.end)
            .find_map(harm)
            .or_else(|| (self.start..name.start).rev().find_map(harm))
    }

    fn sex(&self, role: usize) -> Option<Sex> {
        match self.segments.low(role) {
            "son" | "brother" | "nephew" | "grandson" | "uncle" => Some(Sex::Male),
            "daughter" | "sister" | "niece" | "granddaughter" => Some(Sex::Female),
            _ => match self.segments.units[role].lex.person?.who {
                Who::Women | Who::Girls => Some(Sex::Female),
                Who::Men | Who::Boys => Some(Sex::Male),
                _ => None,
            },
        }
    }

    fn titled(&self, start: usize) -> Option<Sex> {
        match self
            .segments
            .low(start.checked_sub(1).filter(|i| *i >= self.start)?)
        {
            "mr" | "mr." | "sheikh" | "imam" | "hajj" | "haji" => Some(Sex::Male),
            "mrs" | "mrs." | "ms" | "ms." | "hajja" | "miss" => Some(Sex::Female),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    /// Every name here is invented.
    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let cues = segments.sentences.iter().flat_map(|s| read(&segments, s));
        let shown: Vec<String> = cues
            .map(|c| {
                let role = c.role.map_or("", |at| segments.low(at));
                let effect = c.effect.map_or("listed", Effect::word);
                let sex = c.sex.map_or("", Sex::word);
                format!(
                    "{} {} {role} {sex} {effect}",
                    segments.words(c.units.clone()),
                    c.age.unwrap_or(0)
                )
            })
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn persons_with_their_ages() {
        check(
            "A shepherd, Tamim Qasr, 34, was shot dead there.",
            &["Tamim Qasr 34 shepherd  killed"],
        );
        check(
            "Lina Harb, 9, and her mother were wounded.",
            &["Lina Harb 9   injured"],
        );
        check("Saraqib, 34 kilometres away, was hit.", &[]);
        check(
            "- Halba. A shepherd, Tamim Qasr, 34, was shot dead.",
            &["Tamim Qasr 34 shepherd  killed"],
        );
        check("Rami Tal, 32, told the desk that ten were wounded.", &[]);
        check("Mayor Omar Deeb, 50, spoke of the road.", &[]);
    }

    #[test]
    fn lists_of_names() {
        check(
            "1. Mona Tal, 41, greengrocer\n2. Rami Tal, 9, her son",
            &[
                "Mona Tal 41 greengrocer  listed",
                "Rami Tal 9 son male listed",
            ],
        );
    }
}
