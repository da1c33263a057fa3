//! One person as a report mentions him: the name with titles, age, role and what stands in apposition.

use std::ops::Range;

use tollbook_record::{Sex, Who};

use super::{age, govern, span};
use crate::lexicon::Gram;
use crate::segment::Segments;
use crate::token::Shape;

/// Titles that are kinship words elsewhere, and those that tell no occupation.
const FAMILIAR: &[&str] = &[
    "father",
    "sister",
    "brother",
    "mother",
    "child",
    "the child",
    "citizen",
    "martyr",
    "the martyr",
    "comrade",
];

/// A mention of a person.
#[derive(Clone, Debug)]
pub struct Mention {
    /// All of it, from the words before the name to the last apposition.
    pub units: Range<usize>,
    /// The name without titles.
    pub name: Range<usize>,
    /// Age in years.
    pub age: Option<u8>,
    /// The unit of an occupation or kinship word.
    pub role: Option<usize>,
    /// Sex, if a word tells it.
    pub sex: Option<Sex>,
    /// Whether something besides capitals shows that it is a person.
    pub shown: bool,
}

/// Reads mentions of one sentence.
pub struct Mentions<'s, 'a> {
    /// The text.
    pub segments: &'s Segments<'a>,
    /// The first unit of the sentence.
    pub start: usize,
    /// Past its last unit.
    pub end: usize,
    /// Whether it is a line of a list, which drops articles: "NAME, 41, greengrocer".
    pub listed: bool,
}

impl Mentions<'_, '_> {
    /// The mention whose name begins at `at`.
    pub fn at(&self, at: usize) -> Option<Mention> {
        let name = span::name(self.segments, at, self.start, self.end)?;
        // "Salim's wife": the owner is not the one who is told of; of "Salim's murder" he is.
        let owner =
            matches!(self.low(name.end), "'s" | "’s") && govern::owned(self, name.end).is_none();
        let letter = name.len() == 1 && self.low(at).chars().nth(1).is_none();
        // "shot at 921 Vance St.": a street.
        let number = |i: usize| matches!(self.segments.units[i].shape, Shape::Number(_));
        let numbered = at > self.start + 1 && number(at - 1) && self.low(at - 2) == "at";
        if owner || letter || numbered || span::is_dated(self.segments, at) {
            return None;
        }
        let mut out = Mention {
            units: name.clone(),
            name,
            age: None,
            role: None,
            sex: None,
            shown: false,
        };
        self.before(&mut out);
        self.after(&mut out);
        // "A 29-year-old Latina": an article stands before a noun, also one with a capital.
        let noun = out.role.is_none() && self.has(out.units.start, Gram::ARTICLE);
        (!noun).then_some(out)
    }

    /// Whether the unit stands in the sentence and has one of the classes.
    pub fn has(&self, at: usize, gram: Gram) -> bool {
        self.segments.has_in(self.start..self.end, at, gram)
    }

    /// Whether the unit stands in the sentence and is one of the marks.
    pub fn is(&self, at: usize, marks: &[char]) -> bool {
        self.inside(at) && self.segments.units[at].is_any(marks)
    }

    /// The unit in lower case, empty outside of the sentence.
    pub fn low(&self, at: usize) -> &str {
        self.segments.low_in(self.start..self.end, at)
    }

    fn inside(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
    }

    /// "A shepherd, NAME", "his wife, Hajja NAME", "the 9-year-old NAME", "a seller named NAME"
    fn before(&self, out: &mut Mention) {
        let mut at = out.name.start;
        while at > self.start && span::is_title(self.segments, at - 1) {
            at -= 1;
            out.sex = out.sex.or_else(|| titled(self.segments.low(at)));
            out.shown = true;
            // "Nurse NAME": the title is an occupation too, if no other word tells one.
            if self.is_role(at) && !FAMILIAR.contains(&self.segments.low(at)) {
                out.role = Some(at);
            }
        }
        out.units.start = at;
        if at > self.start && self.is(at - 1, &[',']) {
            at -= 1;
        }
        let named = at > self.start && matches!(self.low(at - 1), "named" | "called" | "surnamed");
        at -= usize::from(named);
        let Some(noun) = at.checked_sub(1).filter(|i| self.inside(*i)) else {
            return;
        };
        let comma = self.is(at, &[',']);
        let noun = comma
            .then(|| self.described(noun))
            .flatten()
            .unwrap_or(noun);
        if let Shape::Age(age) = self.segments.units[noun].shape {
            (out.age, out.shown, out.units.start) = (Some(age), true, noun);
        } else if self.is_role(noun) || named && self.is_role_word(noun) {
            (out.role, out.shown, out.units.start) = (Some(noun), true, noun);
            out.sex = out.sex.or_else(|| self.sex(noun));
        } else {
            return;
        }
        out.units.start = self.group_start(out.units.start, out);
    }

    /// "A preacher of the old school, NAME": the noun before the words that describe it.
    fn described(&self, last: usize) -> Option<usize> {
        const LONGEST: usize = 6;
        if self.is_role(last) {
            return None;
        }
        let of = (self.start.max(last.saturating_sub(LONGEST))..last)
            .rev()
            .take_while(|i| self.segments.units[*i].shape == Shape::Word)
            .find(|i| self.has(*i, Gram::OF))?;
        let noun = of
            .checked_sub(1)
            .filter(|i| self.inside(*i) && self.is_role(*i))?;
        let plural = self.segments.units[noun]
            .lex
            .person
            .is_some_and(|p| p.plural);
        (!plural).then_some(noun)
    }

    /// A noun of one person; the plural only before several names.
    fn is_role(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        unit.lex.person.is_some() && unit.lex.remains.is_none() && unit.lex.number.is_none()
    }

    /// Back over the determiner, the age and the adjectives of a role.
    fn group_start(&self, noun: usize, out: &mut Mention) -> usize {
        const LONGEST: usize = 6;
        let mut at = noun;
        while at > self.start && noun - at < LONGEST {
            let unit = &self.segments.units[at - 1];
            if let Shape::Age(age) = unit.shape {
                out.age = Some(age);
            } else if unit.has(Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE)) {
                return at - 1;
            } else {
                let plain = unit.lex.is_unknown() && !unit.capital;
                let modifies = unit.has(Gram::ADJECTIVE) || plain;
                if !modifies || unit.shape != Shape::Word {
                    break;
                }
            }
            at -= 1;
        }
        at
    }

    /// The age, the kunya in brackets and the role that follow a name, in any order.
    fn after(&self, out: &mut Mention) {
        const MOST: usize = 4;
        let mut at = out.name.end;
        for _ in 0..MOST {
            let next = self.apposition(at, out).or_else(|| self.origin(at));
            let Some(next) = next else {
                break;
            };
            at = next;
        }
        out.units.end = at;
    }

    /// ", of Haifa", ", from the village of Qarn": where the person comes from, not where it happened.
    fn origin(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 6;
        let from =
            self.is(at, &[',']) && matches!(self.low(at + 1), "of" | "from" | "originally from");
        let place = |i: &usize| {
            let unit = &self.segments.units[*i];
            let joins = Gram::OF
                .with(Gram::DEFINITE)
                .with(Gram::GENERIC_PLACE)
                .with(Gram::COMPASS);
            unit.shape == Shape::Word && (unit.capital || unit.has(joins))
        };
        let length = (at + 2..self.end.min(at + LONGEST))
            .take_while(place)
            .count();
        let named = (at + 2..at + 2 + length).any(|i| self.segments.units[i].capital);
        (from && named).then_some(at + 2 + length)
    }

    fn apposition(&self, at: usize, out: &mut Mention) -> Option<usize> {
        let bracket = self.is(at, &['(', '[']);
        let opened = bracket || self.is(at, &[',', '–', '—', '-']);
        let inner = at + usize::from(opened);
        let unmarked = opened || matches!(self.low(at), "aged" | "age" | "of");
        if out.age.is_none() && unmarked {
            let read = age::read(self.segments, inner, self.end);
            // "of 19 years" needs its unit; a bare "of 19" counts something else.
            if let Some((age, after)) = read {
                (out.age, out.shown) = (Some(age), true);
                return Some(self.close(after, bracket));
            }
        }
        if bracket {
            return self.bracketed(at);
        }
        if out.age.is_none() && self.has(inner, Gram::BE) {
            let (age, after) = age::read(self.segments, inner + 1, self.end)?;
            (out.age, out.shown) = (Some(age), true);
            return Some(after);
        }
        let the = !opened && self.low(at) == "the";
        if !opened && !the {
            return None;
        }
        let noun = self.role_after(inner)?;
        out.age = out.age.or_else(|| {
            (inner..noun).find_map(|i| match self.segments.units[i].shape {
                Shape::Age(age) => Some(age),
                _ => None,
            })
        });
        if out.role.is_none() {
            out.role = Some(noun);
        }
        out.shown = true;
        out.sex = out.sex.or_else(|| self.sex(noun));
        Some(self.complement(noun + 1).unwrap_or(noun + 1))
    }

    /// "of the Agrarian Fund", "for the daily": what completes a role, up to the mark that closes it.
    fn complement(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 10;
        let joins = self.has(at, Gram::OF.with(Gram::LOCATIVE)) || self.low(at) == "for";
        let plain = |i: &usize| {
            let unit = &self.segments.units[*i];
            let closed = Gram::BE
                .with(Gram::HAVE)
                .with(Gram::MODAL)
                .with(Gram::RELATIVE)
                .with(Gram::PRONOUN);
            let told = unit.lex.harm.or(unit.lex.suffers).is_some() || unit.lex.speech.is_some();
            matches!(unit.shape, Shape::Word | Shape::Number(_)) && !unit.has(closed) && !told
        };
        let end = self.end.min(at + LONGEST);
        let close = (at..end).find(|i| !plain(i)).unwrap_or(end);
        (joins && self.is(close, &[',', ';', ')'])).then_some(close)
    }

    fn close(&self, at: usize, bracket: bool) -> usize {
        if bracket {
            (at..self.end.min(at + 6))
                .find(|i| self.is(*i, &[')', ']']))
                .map_or(at, |i| i + 1)
        } else {
            at
        }
    }

    /// "(Abu Salim)": another name of the same person.
    fn bracketed(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 5;
        let close = (at + 1..self.end.min(at + LONGEST)).find(|i| self.is(*i, &[')', ']']))?;
        let named = (at + 1..close).all(|i| {
            let unit = &self.segments.units[i];
            span::is_part(self.segments, i) || unit.has(Gram::TITLE)
        });
        named.then_some(close + 1)
    }

    /// ", a retired teacher", ", his daughter", "the mechanic": the noun, where the apposition is closed.
    fn role_after(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 5;
        let determiner = Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE);
        let determined = self.has(at, determiner);
        let first = at + usize::from(determined);
        let length = (first..self.end.min(first + LONGEST))
            .take_while(|i| self.is_role_word(*i))
            .count();
        let noun = (first + length).checked_sub(1).filter(|_| length > 0)?;
        // Agencies leave the article out: "NAME, mayor of Qarn, was killed".
        if !determined && !self.listed && !self.is_single_person(noun) {
            return None;
        }
        let after = noun + 1;
        let closed = after >= self.end
            || self.is(
                after,
                &[',', '.', ';', ')', ':', '–', '—', '-', '"', '”', '!'],
            )
            || self.has(
                after,
                Gram::AND
                    .with(Gram::OF)
                    .with(Gram::RELATIVE)
                    .with(Gram::LOCATIVE),
            )
            || matches!(self.low(after), "by" | "for");
        let place = self.segments.units[noun].has(Gram::GENERIC_PLACE);
        (closed && !place).then_some(noun)
    }

    fn is_single_person(&self, at: usize) -> bool {
        let lex = self.segments.units[at].lex;
        lex.person.is_some_and(|p| !p.plural) && lex.speech.is_none()
    }

    fn is_role_word(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        let lex = unit.lex;
        if matches!(unit.shape, Shape::Age(_)) {
            return true;
        }
        // "A 26-year-old Latino male": behind an age a capital begins no name.
        let aged = at > self.start && matches!(self.segments.units[at - 1].shape, Shape::Age(_));
        let word = unit.shape == Shape::Word && (!unit.capital || aged);
        let thing = lex.target.is_some()
            || lex.weapon.is_some()
            || lex.act_noun.is_some()
            || lex.nominal.is_some()
            || lex.time.is_some()
            || lex.speech.is_some()
            || lex.harm.is_some()
            || lex.number.is_some();
        let closed = Gram::LOCATIVE
            .with(Gram::AND)
            .with(Gram::BE)
            .with(Gram::HAVE)
            .with(Gram::MODAL)
            .with(Gram::RELATIVE)
            .with(Gram::PRONOUN)
            .with(Gram::NOT)
            .with(Gram::OF);
        word && (lex.person.is_some() || !thing) && !unit.has(closed)
    }

    /// The sex that a role tells.
    fn sex(&self, role: usize) -> Option<Sex> {
        match self.segments.low(role) {
            "son" | "brother" | "nephew" | "grandson" | "uncle" | "schoolboy" => Some(Sex::Male),
            "daughter" | "sister" | "niece" | "granddaughter" | "schoolgirl" => Some(Sex::Female),
            _ => match self.segments.units[role].lex.person?.who {
                Who::Women | Who::Girls => Some(Sex::Female),
                Who::Men | Who::Boys => Some(Sex::Male),
                _ => None,
            },
        }
    }
}

fn titled(title: &str) -> Option<Sex> {
    match title {
        "mr" | "mr." | "sheikh" | "sheik" | "imam" | "hajj" | "haji" | "alhaji" | "don" | "u"
        | "kak" | "father" | "brother" | "lord" | "sir" => Some(Sex::Male),
        "mrs" | "mrs." | "ms" | "ms." | "hajja" | "miss" | "daw" | "doña" | "sister" | "mama"
        | "mme" | "lady" => Some(Sex::Female),
        _ => None,
    }
}
