//! Groups of people in a sentence: a number with its noun, or a noun that counts by itself.

mod noun;
mod share;
mod tail;

use std::ops::Range;

use tollbook_record::{Count, CountRange, Effect, Vague, Who};

use crate::cue::number::{self, Number};
use crate::lexicon::{Gram, Lex, Qualifier, TimeWord};
use crate::segment::{Segments, Unit};
use crate::token::Shape;

/// How a group is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "26 civilians"
    Numbered,
    /// "26": a number alone.
    Bare,
    /// "nine of them", "two of whom": a part of a group told before.
    Part,
    /// "a woman", "her two children" counts as numbered; "his wife"
    One,
    /// "the headmaster": somebody told before, or known.
    Definite,
    /// "policeman": a noun without article, as lists have it.
    Plain,
    /// "civilians": a plural without a number.
    Plural,
    /// "most of them women and children"
    Mostly,
    /// "as many": the number of the group told before. Its count says only whether it is a least
    /// one.
    AsMany,
}

/// A group of people found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its units: the words of the figure.
    pub units: Range<usize>,
    /// How it is worded.
    pub form: Form,
    /// How many.
    pub count: Count,
    /// Who.
    pub who: Who,
    /// What became of them, where the noun itself tells ("bodies", "martyrs").
    pub effect: Option<Effect>,
    /// The unit of its noun, if a table has the noun.
    pub noun: Option<usize>,
}

/// The group that starts at `at`, if one does.
pub fn read(segments: &Segments<'_>, at: usize, end: usize) -> Option<Vec<Group>> {
    let reader = Reader {
        segments,
        units: &segments.units[..end],
        end,
    };
    let mut groups = reader
        .mostly(at)
        .or_else(|| reader.nobody(at).map(|g| vec![g]))
        .or_else(|| reader.as_many(at).map(|g| vec![g]))
        .or_else(|| reader.numbered(at).map(|g| vec![g]))
        .or_else(|| reader.unnumbered(at).map(|g| vec![g]))?;
    let next = groups[0].units.end;
    if !matches!(reader.low(next), "'s" | "’s") {
        return Some(groups);
    }
    // "the woman's house" counts no woman, but "the trader's wife" counts his wife.
    let kin = reader.head(next + 1, 1)?;
    let one = groups[0].units.len() < 6 && !kin.plural && groups.len() == 1;
    one.then(|| {
        groups[0].units.end = kin.next;
        groups[0].form = Form::One;
        groups[0].who = kin.who;
        groups[0].count = Count::exactly(1);
        groups[0].noun = Some(kin.next - 1);
        groups
    })
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    units: &'s [Unit],
    end: usize,
}

impl Reader<'_, '_> {
    fn lex(&self, at: usize) -> Option<&'static Lex> {
        self.units.get(at).map(|u| u.lex)
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        self.units.get(at).is_some_and(|u| u.has(gram))
    }

    fn low(&self, at: usize) -> &str {
        self.segments.low_in(0..self.end, at)
    }

    /// "nobody", "no one", "none", "no casualties"
    fn nobody(&self, at: usize) -> Option<Group> {
        let nobody = |units: Range<usize>, form, effect| Group {
            units,
            form,
            count: Count::exactly(0),
            who: Who::People,
            effect,
            noun: None,
        };
        if let Some(effect) = self.lex(at)?.nobody {
            return Some(nobody(at..at + 1, Form::Numbered, Some(effect)));
        }
        // "none of the four priests was hurt"
        if self.low(at) == "none"
            && self.has(at + 1, Gram::OF)
            && self.has(at + 2, Gram::DEFINITE.with(Gram::POSSESSIVE))
        {
            let from = number::read(self.units, at + 3).map_or(at + 3, |n| n.next);
            let head = self.head(from, 2)?;
            return Some(Group {
                who: head.who,
                ..nobody(at..head.next, Form::Numbered, None)
            });
        }
        // "not one civilian", "not a single soldier"
        if self.low(at) == "not" {
            let from = match (self.low(at + 1), self.low(at + 2)) {
                ("one", _) => Some(at + 2),
                ("a", "single") => Some(at + 3),
                _ => None,
            };
            if let Some(head) = from.and_then(|from| self.head(from, 2)) {
                return Some(Group {
                    who: head.who,
                    ..nobody(at..head.next, Form::Numbered, None)
                });
            }
        }
        let single = match self.low(at) {
            "nobody" | "no one" | "no-one" | "none" | "no1" => 1,
            "not" if self.low(at + 1) == "one" && self.head(at + 2, 1).is_none() => 2,
            "not" if self.low(at + 1) == "a" && self.low(at + 2) == "soul" => 3,
            _ => 0,
        };
        (single > 0).then(|| nobody(at..at + single, Form::Bare, None))
    }

    /// "no casualties", "nil casualties to our forces": the noun says what nobody suffered.
    fn nothing(&self, at: usize, number: &Number) -> Option<Group> {
        let zero = number.count == Count::exactly(0);
        let skip = usize::from(self.has(number.next, Gram::ADJECTIVE));
        let noun = number.next + skip;
        let effect = self.lex(noun)?.none.filter(|_| zero)?;
        let before = self.lex(number.next)?.person.filter(|_| skip > 0);
        let to = matches!(self.low(noun + 1), "to" | "among" | "amongst" | "in" | "on");
        let sufferers = self.sufferers(noun + 2).filter(|_| to);
        // "No harm was reported from the town" tells of nobody.
        if self.low(noun) == "harm" && sufferers.is_none() && before.is_none() {
            return None;
        }
        let (who, next) = match (before, sufferers) {
            (_, Some(sufferers)) => sufferers,
            (Some(person), None) => (person.who, noun + 1),
            (None, None) => (Who::People, noun + 1),
        };
        Some(Group {
            units: at..next,
            form: Form::Numbered,
            count: number.count,
            who,
            effect: Some(effect),
            noun: Some(noun),
        })
    }

    /// "our forces", "civilians" after "no casualties among".
    fn sufferers(&self, at: usize) -> Option<(Who, usize)> {
        let own = usize::from(self.has(at, Gram::POSSESSIVE.with(Gram::DEFINITE)));
        if let Some(head) = self.head(at + own, 2) {
            return Some((head.who, head.next));
        }
        let party = self.lex(at + own)?.party.is_some() && own > 0;
        party.then_some((Who::Soldiers, at + own + 1))
    }

    /// "as many", "at least as many again": the number told before.
    fn as_many(&self, at: usize) -> Option<Group> {
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

    fn numbered(&self, at: usize) -> Option<Group> {
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
        if alone || self.counts_no_people(at, &number) {
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

    /// Where a second noun without a number of its own ends, if "and" or "or" joins one of another
    /// class to the first.
    fn second_noun(&self, first: &noun::Head) -> Option<usize> {
        let joins = self.has(first.next, Gram::PLAIN_AND) || self.low(first.next) == "or";
        let second = self
            .head(first.next + 1, 1)
            .filter(|_| joins && first.plural)?;
        (second.plural && second.who != first.who && second.effect.is_none()).then_some(second.next)
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

    /// Money before, a share or a unit of measure after, an age, a title's number.
    fn counts_no_people(&self, at: usize, number: &Number) -> bool {
        let before = at.checked_sub(1).map(|b| &self.units[b]);
        let as_many = self.low(at) == "many" && at > 0 && self.segments.low(at - 1) == "as";
        let money = as_many
            || self.is_age(at, number.next)
            || before.is_some_and(|u| {
                u.is_any(&['$', '€', '£', '¥', '₦', '#', '/', ':', '@'])
                    && u.end == self.units[at].start
            });
        // "2.5 million" is told by its first part; "all but three" counts the rest.
        let all_but = at > 1 && self.low(at - 1) == "but" && self.low(at - 2) == "all";
        let share_of = all_but || before.is_some_and(|u| u.shape == Shape::Measure);
        let numbered_thing = share_of || before.is_some() && self.has(at - 1, Gram::NUMBERED_THING);
        let after = self.units.get(number.next);
        let share = after.is_some_and(|u| u.is('%') || u.is('°'));
        let hyphenated = after.is_some_and(|u| {
            u.is_any(&['-', '/'])
                && u.start == self.units[number.next - 1].end
                && self
                    .units
                    .get(number.next + 1)
                    .is_some_and(|w| w.start == u.end)
        });
        money
            || numbered_thing
            || share
            || hyphenated
            || after.is_some_and(|u| self.measures(u, number.next))
    }

    /// "Rashid Ali, 35, and his cousin", "(5 and 8 years)", "aged 2, 4 and 7": a bare number between
    /// marks behind a name or a noun of a person is an age.
    fn is_age(&self, at: usize, next: usize) -> bool {
        if next > at + 2 || at < 2 {
            return false;
        }
        // "aged 31 and 44": the age before it was no figure either.
        if at > 2
            && self.has(at - 1, Gram::PLAIN_AND)
            && matches!(self.low(at - 3), "aged" | "ages")
        {
            return true;
        }
        // "Ana Moss, about 35, was": the number is read again without its qualifier.
        let mark = at - usize::from(self.lex(at - 1).is_some_and(|lex| lex.before.is_some()));
        if mark < 2 {
            return false;
        }
        let opened = self.units[mark - 1].is_any(&[',', '(']);
        let person = &self.units[mark - 2];
        let named = person.capital && person.shape == Shape::Word || person.lex.person.is_some();
        let closed = self
            .units
            .get(next)
            .is_none_or(|u| u.is_any(&[',', ')', '.', ';', ':']) || u.has(Gram::PLAIN_AND));
        let years =
            (next..self.end.min(next + 3)).any(|i| matches!(self.low(i), "years" | "months"));
        opened && (named && closed || years)
    }

    fn measures(&self, unit: &Unit, at: usize) -> bool {
        let time = matches!(unit.lex.time, Some(TimeWord::Unit(_)))
            || matches!(unit.lex.time, Some(TimeWord::Month(_))) && unit.capital;
        let before_person = self.lex(at + 1).is_some_and(|lex| lex.person.is_some());
        let thing = unit.has(Gram::NOT_PEOPLE) && unit.lex.person.is_none() && !before_person;
        let clock = matches!(
            self.low(at),
            "a.m." | "p.m." | "am" | "pm" | "o'clock" | "gmt" | "hrs" | "utc" | "hours"
        );
        let years_old = matches!(self.low(at), "years" | "months");
        time || thing || clock || years_old
    }

    /// "Two infantry fighting vehicles": words that may stand before a noun, then a noun of things.
    fn is_thing(&self, from: usize) -> bool {
        const REACH: usize = 4;
        let is_thing = |i: usize| {
            self.has(i, Gram::NOT_PEOPLE) && self.lex(i).is_some_and(|lex| lex.person.is_none())
        };
        let words = (from..self.end.min(from + REACH)).take_while(|i| {
            let plain = self.units[*i].shape == Shape::Word;
            plain && (is_thing(*i) || self.may_modify(*i) || self.is_verbal_noun(*i))
        });
        words.into_iter().any(is_thing)
    }

    /// "fighting" in "infantry fighting vehicles".
    fn is_verbal_noun(&self, at: usize) -> bool {
        self.low(at).ends_with("ing") && self.lex(at).is_some_and(|lex| lex.harm.is_none())
    }

    /// A number alone may be a figure unless a noun of something else follows it.
    fn may_stand_alone(&self, number: &Number) -> bool {
        // "18 of his rivals": a noun that no table has is counted, and it may be anything.
        if self.has(number.next, Gram::OF) {
            return false;
        }
        let Some(next) = self.units.get(number.next) else {
            return true;
        };
        // A four-digit number that could be a year is one, unless its noun says otherwise.
        let year = matches!(
            self.units[number.next - 1].shape,
            Shape::Number(1900..=2100)
        ) && self
            .segments
            .text
            .as_bytes()
            .get(self.units[number.next - 1].start + 1)
            != Some(&b',');
        let lex = next.lex;
        let other_noun = lex.target.is_some()
            || lex.weapon.is_some()
            || lex.act_noun.is_some() && lex.harm.is_none() && lex.state.is_none()
            || lex.number.is_some();
        !year && !other_noun && !next.is('%')
    }

    /// A noun that counts by itself: "a woman", "his wife", "an elderly couple", "civilians".
    fn unnumbered(&self, at: usize) -> Option<Group> {
        let unit = self.units.get(at)?;
        let article = unit.has(Gram::ARTICLE);
        let possessive = unit.has(Gram::POSSESSIVE);
        let definite = unit.has(Gram::DEFINITE);
        let some = self.low(at) == "some";
        let start = if article || possessive || definite || some {
            at + 1
        } else {
            at
        };
        if let Some(group) = self.collective(at, start).or_else(|| self.one_more(at)) {
            return Some(group);
        }
        if let Some(group) = self.by_age(at).filter(|_| article) {
            return Some(group);
        }
        let head = self.head(start, if start > at { 5 } else { 2 })?;
        // "that" before a plural opens a clause: "it is learnt that some rebels died".
        if self.low(at) == "that" && head.plural {
            return None;
        }
        // "others" is as good as a number: "and others wounded".
        let others = self.low(at) == "others" && head.next == at + 1;
        // Without an article only an adjective can stand before the noun, and what stands before
        // another noun is an adjective itself: "civilian life", "police station".
        let bare = start == at
            && (!self.units[start..head.next - 1].iter().all(|u| {
                u.has(Gram::ADJECTIVE)
                    || u.lex.party == Some(crate::lexicon::Party::Adjective)
                    || u.lex.person.is_some()
            }));
        let last = head.next - 1;
        let adjective =
            self.has(last, Gram::ADJECTIVE) || matches!(self.low(last), "human" | "police");
        let modifies = !head.plural && (start == at || adjective) && self.is_plain_word(head.next)
            || adjective && !head.plural && self.is_thing(head.next);
        if bare || modifies {
            return None;
        }
        // "their daughter Huda", "the photographer Rami": the name is told, and counts nobody.
        if (possessive || definite) && !head.plural && self.is_name(head.next) {
            return None;
        }
        let form = match (article, possessive, definite, head.plural) {
            _ if others => Form::Numbered,
            (_, _, _, true) if definite || possessive => Form::Definite,
            (true, ..) | (_, true, ..) => Form::One,
            (_, _, true, _) => Form::Definite,
            (.., true) => Form::Plural,
            _ if some => return None,
            _ => Form::Plain,
        };
        let who = self.with_age(head.who, start, head.next);
        let (who, next) = self.tail(who, head.next, !head.plural);
        let count = if head.plural {
            Count::Vague(Vague::Plural)
        } else {
            Count::exactly(1)
        };
        Some(Group {
            units: at..next,
            form,
            count,
            who,
            effect: head.effect,
            noun: Some(head.next - 1),
        })
    }

    /// "a 12-year-old was killed": the age stands for the person.
    fn by_age(&self, at: usize) -> Option<Group> {
        let age = self.age_of(at + 1)?;
        let noun = self.may_modify(at + 2) && self.is_plain_word(at + 2);
        let alone = self.head(at + 2, 3).is_none() && !noun;
        alone.then(|| Group {
            units: at..at + 2,
            form: Form::One,
            count: Count::exactly(1),
            who: if age < 18 { Who::Children } else { Who::People },
            effect: None,
            noun: Some(at + 1),
        })
    }

    /// A word of no known class that can be a noun.
    fn is_plain_word(&self, at: usize) -> bool {
        let rights = self.low(at) == "rights";
        rights
            || self.units.get(at).is_some_and(|unit| {
                unit.shape == Shape::Word && !unit.capital && unit.lex.is_unknown()
            })
            || self.has(at, Gram::NOT_PEOPLE)
    }

    /// A word with a capital that no table has: most often a name.
    fn is_name(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| {
            unit.shape == Shape::Word
                && unit.capital
                && (unit.lex.is_unknown() || unit.has(Gram::TITLE))
        })
    }

    /// "another was hurt", "a third died": one person told by his place in the row alone.
    fn one_more(&self, at: usize) -> Option<Group> {
        let after = if self.low(at) == "another" {
            at + 1 + usize::from(self.low(at + 1) == "one")
        } else if self.has(at, Gram::ARTICLE) && self.has(at + 1, Gram::ORDINAL) {
            at + 2
        } else {
            return None;
        };
        let lex = self.lex(after)?;
        let predicate = lex.harm.is_some() || lex.suffers.is_some() || lex.state.is_some();
        let verb = lex.gram.has(Gram::BE.with(Gram::HAVE).with(Gram::ADVERB));
        let (apposed, closed) = match self.apposed(after) {
            Some((who, next)) => ((who, next), true),
            None => ((Who::People, after), false),
        };
        (predicate || verb || closed).then(|| Group {
            units: at..apposed.1,
            form: Form::One,
            count: Count::exactly(1),
            who: apposed.0,
            effect: None,
            noun: None,
        })
    }

    /// "a family of seven", "an elderly couple", "its crew of two"
    fn collective(&self, at: usize, start: usize) -> Option<Group> {
        let near = (start..(start + 3).min(self.end)).find(|i| self.has(*i, Gram::COLLECTIVE))?;
        if (start..near).any(|i| !self.may_modify(i)) {
            return None;
        }
        let word = self.low(near);
        let of = self
            .has(near + 1, Gram::OF)
            .then(|| number::read(self.units, near + 2))
            .flatten();
        let (count, next) = match of {
            Some(number) => (number.count, number.next),
            None if word == "couple" && self.low(near + 1) != "of" => (Count::exactly(2), near + 1),
            None => return None,
        };
        let old = (start..near).any(|i| matches!(self.low(i), "elderly" | "old" | "aged"));
        let who = match word {
            "family" | "household" => Who::FamilyMembers,
            _ if old => Who::Elderly,
            _ => Who::People,
        };
        let (who, next) = match self.decade(next) {
            Some((decade, after)) if decade >= 70 && who == Who::People => (Who::Elderly, after),
            Some((_, after)) => (who, after),
            None => (who, next),
        };
        Some(Group {
            units: at..next,
            form: Form::Numbered,
            count,
            who,
            effect: None,
            noun: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    /// Reads the groups that start with the first word of `text`.
    fn check(text: &str, expect: &str) {
        let segments = segment(text);
        let groups = read(&segments, 0, segments.units.len()).unwrap_or_default();
        let shown: Vec<String> = groups
            .iter()
            .map(|g| {
                let count = match g.count {
                    Count::Vague(word) => word.to_string(),
                    Count::Stated { range, .. } => range.to_string(),
                };
                format!(
                    "{} = {} {count} {:?}",
                    segments.words(g.units.clone()),
                    g.who,
                    g.form
                )
            })
            .collect();
        assert_eq!(shown.join("; "), expect);
    }

    #[test]
    fn numbers_with_their_nouns() {
        check("26 civilians were", "26 civilians = civilians 26 Numbered");
        check(
            "at least four young Syrian farm workers died",
            "at least four young Syrian farm workers = people 4 or more Numbered",
        );
        check(
            "two civil defence volunteers",
            "two civil defence volunteers = rescuers 2 Numbered",
        );
        check(
            "a 19-year-old student",
            "a 19-year-old student = students 1 One",
        );
        check("three boys aged 11", "three boys aged 11 = boys 3 Numbered");
        check("a shepherd of 16 was", "a shepherd of 16 = children 1 One");
        check(
            "Eight members of one family died",
            "Eight members of one family = family_members 8 Numbered",
        );
        check("57", "57 = people 57 Bare");
    }

    #[test]
    fn ages_and_families() {
        check("her niece, seven, died", "her niece, seven = girls 1 One");
        check("a novice (11), and", "a novice (11) = children 1 One");
        check(
            "two sons (5 and 8 years)",
            "two sons (5 and 8 years) = boys 2 Numbered",
        );
        check(
            "a driver in his fifties",
            "a driver in his fifties = men 1 One",
        );
        check(
            "a married couple in their seventies",
            "a married couple in their seventies = elderly 2 Numbered",
        );
        check("a mother of three died", "a mother of three = women 1 One");
        check("an infant girl", "an infant girl = infants 1 One");
        check(
            "a four-year-old nephew",
            "a four-year-old nephew = boys 1 One",
        );
        check("a 12-year-old was", "a 12-year-old = children 1 One");
        check(
            "3 children of one family",
            "3 children of one family = children 3 Numbered",
        );
    }

    #[test]
    fn what_stands_beside_the_noun_tells_who() {
        check(
            "One patron, a 19-year-old student, was",
            "One patron, a 19-year-old student = students 1 Numbered",
        );
        check(
            "four persons, all of them teachers, were",
            "four persons, all of them teachers = teachers 4 Numbered",
        );
        check(
            "nine women and children",
            "nine women and children = people 9 Numbered",
        );
        check("the trader's wife was", "the trader's wife = women 1 One");
        check(
            "14 \"narco-terrorists\" dead",
            "14 \"narco-terrorists = fighters 14 Numbered",
        );
        check(
            "three dead pupils",
            "three dead pupils = students 3 Numbered",
        );
        check(
            "no casualties to our forces",
            "no casualties to our forces = soldiers 0 Numbered",
        );
        check(
            "not one civilian",
            "not one civilian = civilians 0 Numbered",
        );
        check("as many were hurt", "as many = people 0 AsMany");
    }

    #[test]
    fn nouns_that_count_nobody() {
        for text in [
            "two infantry fighting vehicles",
            "civilian life",
            "human rights",
            "18 of his opposites",
            "the nurse's car",
            "2145 GMT",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn parts_of_a_group() {
        check(
            "two of whom were under 18",
            "two of whom were under 18 = children 2 Part",
        );
        check("3 of them children", "3 of them children = children 3 Part");
        check("nine of them.", "nine of them = people 9 Part");
        check(
            "most of them women and children",
            "most of them women and children = women mostly Mostly; most of them women and children = children mostly Mostly",
        );
    }

    #[test]
    fn nouns_that_count_by_themselves() {
        check("a woman and", "a woman = women 1 One");
        check("his wife", "his wife = women 1 One");
        check(
            "an elderly couple",
            "an elderly couple = elderly 2 Numbered",
        );
        check(
            "a family of seven",
            "a family of seven = family_members 7 Numbered",
        );
        check(
            "civilians were killed",
            "civilians = civilians plural Plural",
        );
        check("nobody was hurt", "nobody = people 0 Bare");
    }

    #[test]
    fn numbers_that_count_no_people() {
        for text in [
            "12 houses",
            "30 kilometres",
            "5,000 dollars",
            "40% of",
            "9 a.m.",
            "14 rockets",
            "24 hours",
            "2016 was",
        ] {
            check(text, "");
        }
    }
}
