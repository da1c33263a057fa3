//! A number with its noun, a number alone, and "as many".

use tollbook_record::{Count, CountRange, Who};

use super::{Form, Group, Reader, noun};
use crate::cue::number::{self, Number};
use crate::lexicon::{Gram, Qualifier};
use crate::segment::Unit;
use crate::token::Shape;

impl Reader<'_, '_> {
    /// "as many", "at least as many again": the number told before.
    pub(super) fn as_many(&self, at: usize) -> Option<Group> {
        if self.has(at, Gram::ARTICLE.with(Gram::DEFINITE))
            && matches!(self.low(at + 1), "equal" | "same")
            && self.low(at + 2) == "number"
        {
            return Some(Group {
                units: at..at + 3,
                form: Form::AsMany,
                count: Count::exactly(0),
                who: Who::People,
                effect: None,
                noun: None,
            });
        }
        let least = usize::from(self.low(at) == "at least");
        let many = at + least;
        let said = self.low(many) == "as" && self.low(many + 1) == "many";
        let more = at > 0
            && matches!(
                self.low(at - 1),
                "twice" | "times" | "thrice" | "nearly" | "half"
            );
        if !said || more || self.low(many + 2) == "as" {
            return None;
        }
        let again = usize::from(matches!(self.low(many + 2), "again" | "more" | "others"));
        let range = if least > 0 {
            CountRange::at_least(0)
        } else {
            CountRange::exactly(0)
        };
        Some(Group {
            units: at..many + 2 + again,
            form: Form::AsMany,
            count: Count::Stated {
                range,
                approximate: false,
            },
            who: Who::People,
            effect: None,
            noun: None,
        })
    }

    pub(super) fn numbered(&self, at: usize) -> Option<Group> {
        let owned = self.has(at, Gram::POSSESSIVE) && !matches!(self.low(at), "'s" | "’s");
        if owned && let Some(group) = self.numbered(at + 1) {
            // "her two children"
            return Some(Group {
                units: at..group.units.end,
                ..group
            });
        }
        let number = number::read(self.units, at)?;
        let both = self.low(at) == "both" && number.next == at + 1;
        let alone = both && self.head(at + 1, 3).is_none_or(|head| !head.plural);
        if alone || self.is_age_of_patient(at) || self.counts_no_people(at, &number) {
            return None;
        }
        if let Some(group) = self.nothing(at, &number) {
            return Some(group);
        }
        if let Some(group) = self.part(at, &number) {
            return Some(group);
        }
        let from = number.next
            + usize::from(
                self.units
                    .get(number.next)
                    .is_some_and(|u| self.is_times(u)),
            );
        if let Some(head) = self.head(from, 6) {
            return Some(self.with_tail(at, from, number.count, head));
        }
        if self.is_thing(from) {
            return None;
        }
        if let Some(group) = self.unknown_noun(at, &number) {
            return Some(group);
        }
        let bare = !number.weak && self.may_stand_alone(&number);
        bare.then(|| self.alone(at, &number))
    }

    /// "F 34 shrapnel abdomen", "M ~25": in the notes of a clinic a sex with an age.
    fn is_age_of_patient(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |b| self.segments.low(b));
        let capital = at > 0 && self.units[at - 1].capital;
        // "1 killed (f, 71)"
        let bracketed = at > 2 && before == "," && self.units[at - 3].is('(') && {
            matches!(self.segments.low(at - 2), "f" | "m")
        };
        capital && matches!(before, "f" | "m") || bracketed
    }

    /// "2 x women": a sign between a number and its noun.
    fn is_times(&self, unit: &Unit) -> bool {
        unit.is('×') || unit.is('x') || self.segments.text[unit.start..unit.end] == *"x"
    }

    /// A number alone, or with "more": "12", "two more", "three, all children".
    fn alone(&self, at: usize, number: &Number) -> Group {
        let more = usize::from(matches!(self.low(number.next), "more" | "others"));
        let (who, next) = self
            .all_of_them(number.next + more)
            .unwrap_or((Who::People, number.next + more));
        Group {
            units: at..next,
            form: Form::Bare,
            count: number.count,
            who,
            effect: None,
            noun: None,
        }
    }

    /// A numbered group with its noun and what follows the noun.
    fn with_tail(&self, at: usize, from: usize, mut count: Count, head: noun::Head) -> Group {
        let who = self.with_age(head.who, from, head.next);
        let one = count == Count::exactly(1);
        let (who, mut next) = match self.second_noun(&head) {
            // "nine women and children": one number for two groups counts people.
            Some(next) if !one => (Who::People, next),
            _ => self.tail(who, head.next, one),
        };
        if self
            .lex(next)
            .is_some_and(|lex| lex.after == Some(Qualifier::About))
            && let Count::Stated { range, .. } = count
        {
            next += 1;
            count = Count::Stated {
                range,
                approximate: true,
            };
        }
        Group {
            units: at..next,
            form: Form::Numbered,
            count,
            who,
            effect: head.effect,
            noun: Some(head.next - 1),
        }
    }

    /// Where the nouns without a number of their own end that stand beside the first, if "and" or "or" joins
    /// the last and one is of another class: "women and children", "women, children or elderly".
    pub(super) fn second_noun(&self, first: &noun::Head) -> Option<usize> {
        const MOST: usize = 4;
        let mut last = first.next;
        let mut other = false;
        for _ in 0..MOST {
            let joins = self.has(last, Gram::PLAIN_AND) || self.low(last) == "or";
            let comma = self.low(last) == ",";
            if !first.plural || !(joins || comma) {
                return None;
            }
            let old = matches!(self.low(last + 1), "elderly" | "aged" | "disabled");
            let noun = self.head(last + 1, 1);
            let noun = noun.filter(|noun| noun.plural && noun.effect.is_none());
            let next = match &noun {
                Some(noun) => noun.next,
                None if old => last + 2,
                None => return None,
            };
            other |= noun.is_none_or(|noun| noun.who != first.who);
            if joins {
                return other.then_some(next);
            }
            last = next;
        }
        None
    }

    /// "3 VDP volunteers": a plural that no table has counts people if its predicate is one of harm;
    /// things that are counted in reports stand in the table of what is no people.
    fn unknown_noun(&self, at: usize, number: &Number) -> Option<Group> {
        let unknown = |i: usize| {
            let unit = self.units.get(i)?;
            let plain = !unit.capital && unit.shape == Shape::Word && unit.lex.is_unknown();
            (plain && self.low(i).len() > 4 && self.low(i).ends_with('s')).then_some(i)
        };
        let modifiers = (number.next..self.end)
            .take(2)
            .take_while(|i| self.may_modify(*i) && unknown(*i).is_none())
            .count();
        let noun = unknown(number.next + modifiers)?;
        let plural = number.count.range() != CountRange::exactly(1);
        let group = Group {
            units: at..noun + 1,
            form: Form::Numbered,
            count: number.count,
            who: Who::People,
            effect: None,
            noun: None,
        };
        (plural && !number.weak).then_some(group)
    }
}
