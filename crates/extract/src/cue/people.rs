//! Groups of people in a sentence: a number with its noun, or a noun that counts by itself.

use std::ops::Range;

use tollbook_record::{Count, Effect, Vague, Who};

use crate::cue::number;
use crate::lexicon::{Gram, Lex, NumberWord, Person, TimeWord};
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
}

/// The group that starts at `at`, if one does.
pub fn read(segments: &Segments<'_>, at: usize, end: usize) -> Option<Vec<Group>> {
    let reader = Reader {
        segments,
        units: &segments.units[..end],
        end,
    };
    let groups = reader
        .mostly(at)
        .or_else(|| reader.nobody(at).map(|g| vec![g]))
        .or_else(|| reader.numbered(at).map(|g| vec![g]))
        .or_else(|| reader.unnumbered(at).map(|g| vec![g]))?;
    // "the woman's house" counts no woman.
    let owner = matches!(reader.low(groups[0].units.end), "'s" | "’s");
    (!owner).then_some(groups)
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    units: &'s [Unit],
    end: usize,
}

/// A noun of people with the words before it.
struct Head {
    who: Who,
    plural: bool,
    effect: Option<Effect>,
    next: usize,
}

impl Reader<'_, '_> {
    fn lex(&self, at: usize) -> Option<&'static Lex> {
        self.units.get(at).map(|u| u.lex)
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        self.units.get(at).is_some_and(|u| u.has(gram))
    }

    fn low(&self, at: usize) -> &str {
        if at < self.end {
            self.segments.low(at)
        } else {
            ""
        }
    }

    /// "mostly women and children", "most of them children": every noun makes a group, and the
    /// groups share the words.
    fn mostly(&self, at: usize) -> Option<Vec<Group>> {
        let NumberWord::Vague(Vague::Mostly) = self.lex(at)?.number? else {
            return None;
        };
        let mut heads = Vec::new();
        let mut next = at + 1;
        while let Some(head) = self.head(next, 3) {
            next = head.next;
            heads.push(head);
            match self.units.get(next) {
                Some(joint) if joint.has(Gram::PLAIN_AND) || joint.is(',') || joint.is('&') => {
                    next += 1
                }
                _ => break,
            }
        }
        let end = heads.last()?.next;
        let group = |head: &Head| Group {
            units: at..end,
            form: Form::Mostly,
            count: Count::Vague(Vague::Mostly),
            who: head.who,
            effect: head.effect,
        };
        Some(heads.iter().map(group).collect())
    }

    /// "nobody", "no one", "none"
    fn nobody(&self, at: usize) -> Option<Group> {
        if let Some(effect) = self.lex(at)?.nobody {
            let (count, who) = (Count::exactly(0), Who::People);
            return Some(Group {
                units: at..at + 1,
                form: Form::Numbered,
                count,
                who,
                effect: Some(effect),
            });
        }
        let absent = matches!(
            self.low(at),
            "nobody" | "no one" | "no-one" | "none" | "no1"
        );
        absent.then(|| Group {
            units: at..at + 1,
            form: Form::Bare,
            count: Count::exactly(0),
            who: Who::People,
            effect: None,
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
        let alone = self.low(at) == "both" && number.next == at + 1;
        if alone || self.counts_no_people(at, &number) {
            return None;
        }
        if let Some(group) = self.part(at, &number) {
            return Some(group);
        }
        if let Some(head) = self.head(number.next, 6) {
            let who = self.with_age(head.who, number.next, head.next);
            let (who, next) = self.tail(who, head.next);
            return Some(Group {
                units: at..next,
                form: Form::Numbered,
                count: number.count,
                who,
                effect: head.effect,
            });
        }
        if let Some(group) = self.unknown_noun(at, &number) {
            return Some(group);
        }
        let bare = !number.weak && self.may_stand_alone(&number);
        bare.then_some(Group {
            units: at..number.next,
            form: Form::Bare,
            count: number.count,
            who: Who::People,
            effect: None,
        })
    }

    /// "3 VDP volunteers": a plural that no table has counts people if its predicate is one of harm;
    /// things that are counted in reports stand in the table of what is no people.
    fn unknown_noun(&self, at: usize, number: &number::Number) -> Option<Group> {
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
        let plural = number.count.range() != tollbook_record::CountRange::exactly(1);
        let group = Group {
            units: at..noun + 1,
            form: Form::Numbered,
            count: number.count,
            who: Who::People,
            effect: None,
        };
        (plural && !number.weak).then_some(group)
    }

    /// Money before, a share or a unit of measure after, an age, a title's number.
    fn counts_no_people(&self, at: usize, number: &number::Number) -> bool {
        let before = at.checked_sub(1).map(|b| &self.units[b]);
        let as_many = self.low(at) == "many" && at > 0 && self.segments.low(at - 1) == "as";
        let money = as_many
            || self.is_age(at, number.next)
            || before.is_some_and(|u| {
                u.is_any(&['$', '€', '£', '¥', '₦', '#', '/', ':']) && u.end == self.units[at].start
            });
        let numbered_thing = before.is_some_and(|_| {
            matches!(
                self.segments.low(at - 1),
                "no."
                    | "aged"
                    | "age"
                    | "pd"
                    | "week"
                    | "article"
                    | "section"
                    | "chapter"
                    | "day"
                    | "number"
                    | "nos."
                    | "page"
                    | "km"
                    | "route"
                    | "channel"
            )
        });
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
        if next != at + 1 || at < 2 {
            return false;
        }
        let opened = self.units[at - 1].is_any(&[',', '(']);
        let person = &self.units[at - 2];
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
        let thing = unit.has(Gram::NOT_PEOPLE) && unit.lex.person.is_none();
        let clock = matches!(self.low(at), "a.m." | "p.m." | "am" | "pm" | "o'clock");
        let years_old = matches!(self.low(at), "years" | "months");
        time || thing || clock || years_old
    }

    /// A number alone may be a figure unless a noun of something else follows it.
    fn may_stand_alone(&self, number: &number::Number) -> bool {
        if matches!(number.count, Count::Vague(_)) && self.low(number.next) == "of" {
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

    /// "nine of them", "two of whom were under 18", "four of those killed were women"
    fn part(&self, at: usize, number: &number::Number) -> Option<Group> {
        let of = self.units.get(number.next)?;
        let phrase = self.segments.low(number.next);
        let whole = of.has(Gram::SUBSET) && phrase.starts_with("of ");
        let of_the = of.has(Gram::OF)
            && (self.has(number.next + 1, Gram::DEFINITE)
                || self.has(number.next + 1, Gram::POSSESSIVE))
            && self.lex(number.next + 2).is_some_and(|lex| {
                lex.person.is_some() || lex.state.is_some() || lex.number.is_some()
            })
            || of.has(Gram::OF)
                && self.has(number.next + 1, Gram::DEFINITE)
                && matches!(
                    self.units.get(number.next + 2).map(|u| u.shape),
                    Some(Shape::Number(_))
                );
        // "of whom eleven are children", "eleven were women"
        if of.has(Gram::BE)
            && let Some(head) = self.head(number.next + 1, 2)
        {
            return Some(Group {
                units: at..head.next,
                form: Form::Part,
                count: number.count,
                who: head.who,
                effect: None,
            });
        }
        if !whole && !of_the {
            return None;
        }
        let after = if whole {
            number.next + 1
        } else {
            number.next + 3
        };
        // "four of our men" counts men; "four of the dead were women" counts women.
        let of_whom = if of_the {
            self.lex(number.next + 2)?.person
        } else {
            None
        };
        let be = usize::from(self.has(after, Gram::BE));
        let article = usize::from(be > 0 && self.has(after + 1, Gram::ARTICLE));
        match self
            .head(after + be + article, 3)
            .filter(|_| of_whom.is_none() || be > 0)
        {
            Some(head) => Some(Group {
                units: at..head.next,
                form: Form::Part,
                count: number.count,
                who: head.who,
                effect: None,
            }),
            None => {
                let minors =
                    be > 0 && self.low(after + 1) == "under" && self.low(after + 2) == "18";
                let who = if minors {
                    Who::Children
                } else {
                    of_whom.map_or(Who::People, |p| p.who)
                };
                let next = if minors { after + 3 } else { after };
                let form =
                    if of_the && of_whom.is_some() && self.has(number.next + 1, Gram::POSSESSIVE) {
                        Form::Numbered
                    } else {
                        Form::Part
                    };
                Some(Group {
                    units: at..next,
                    form,
                    count: number.count,
                    who,
                    effect: None,
                })
            }
        }
    }

    /// A noun of people at `at` or after at most `most` words that can stand before it.
    fn head(&self, mut at: usize, most: usize) -> Option<Head> {
        for left in (0..=most).rev() {
            if let Some(person) = self.person(at) {
                // "Syrian" may be the noun or stand before it.
                let later = (self.has(at, Gram::ADJECTIVE) && left > 0)
                    .then(|| self.head(at + 1, left - 1));
                return later
                    .flatten()
                    .or_else(|| Some(self.longest_head(at, person)));
            }
            if at >= self.end || !self.may_modify(at) {
                break;
            }
            at += 1;
        }
        None
    }

    /// The last of several nouns in a row is the head: "civil defence volunteers", "women teachers".
    fn longest_head(&self, mut at: usize, mut person: Person) -> Head {
        let mut who = person.who;
        while let Some(next) = self.person(at + 1) {
            // "women and children" is two; "women teachers", "police officers" is one.
            at += 1;
            who = if who == Who::Civilians || next.who != Who::People {
                next.who
            } else {
                who
            };
            person = next;
        }
        Head {
            who,
            plural: person.plural || person.both,
            effect: self.units[at].lex.remains,
            next: at + 1,
        }
    }

    fn person(&self, at: usize) -> Option<Person> {
        let unit = self.units.get(at)?;
        // "doctors" in "Doctors Without Borders", "Police" in "Police Station": a capital in the
        // middle of a sentence makes a name of it.
        let name = unit.capital
            && at > 0
            && self.units.get(at + 1).is_some_and(|n| {
                n.capital && n.lex.person.is_none() && matches!(n.shape, Shape::Word)
            })
            && !unit.lex.person.is_some_and(|p| p.plural);
        unit.lex.person.filter(|_| !name)
    }

    fn may_modify(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let lex = unit.lex;
        match unit.shape {
            Shape::Age(_) => return true,
            Shape::Mark(c) => return matches!(c, '"' | '“' | '”' | '\''),
            Shape::Word => {}
            _ => return false,
        }
        let adjective =
            lex.gram.has(Gram::ADJECTIVE) || lex.party.is_some() || lex.gram.has(Gram::EPITHET);
        let closed = Gram::BE
            .with(Gram::HAVE)
            .with(Gram::MODAL)
            .with(Gram::NOT)
            .with(Gram::RELATIVE)
            .with(Gram::LOCATIVE)
            .with(Gram::AND)
            .with(Gram::SUBSET)
            .with(Gram::PRONOUN)
            .with(Gram::ARTICLE)
            .with(Gram::DEFINITE)
            .with(Gram::NOT_PEOPLE)
            .with(Gram::BY)
            .with(Gram::POSSESSIVE);
        let verb = lex.harm.is_some()
            || lex.suffers.is_some()
            || lex.act_verb.is_some()
            || lex.speech.is_some()
            || lex.state.is_some();
        let noun = lex.target.is_some()
            && !matches!(
                self.low(at),
                "school"
                    | "hospital"
                    | "market"
                    | "farm"
                    | "bus"
                    | "camp"
                    | "village"
                    | "factory"
                    | "house"
            )
            || lex.weapon.is_some()
            || lex.act_noun.is_some()
            || lex.time.is_some();
        adjective
            || !lex.gram.has(closed)
                && !verb
                && !noun
                && lex.number.is_none()
                && self.low(at) != "times"
    }

    /// An age under 18 before or after the noun makes a child of a person.
    fn with_age(&self, who: Who, from: usize, to: usize) -> Who {
        let young = self.units[from..to]
            .iter()
            .any(|u| matches!(u.shape, Shape::Age(age) if age < 18));
        if young { child(who) } else { who }
    }

    /// Words after the noun that belong to the figure: "aged 11", "of 14", "of one family", "in
    /// their seventies".
    fn tail(&self, who: Who, at: usize) -> (Who, usize) {
        let age = |i: usize| match self.units.get(i).map(|u| u.shape) {
            Some(Shape::Number(n)) => Some(n),
            Some(Shape::Word) => match self.lex(i)?.number? {
                NumberWord::Cardinal(n) => Some(n),
                _ => None,
            },
            _ => None,
        };
        let comma = usize::from(self.low(at) == ",");
        let aged = matches!(self.low(at + comma), "aged" | "age");
        if let Some(n) = age(at + comma + 1).filter(|_| aged) {
            let who = if n < 18 { child(who) } else { who };
            return (who, self.more_ages(at + comma + 2));
        }
        if (self.has(at, Gram::OF) || self.has(at, Gram::FROM))
            && let Some(i) = (at..(at + 6).min(self.end))
                .take_while(|i| !self.units[*i].is_any(&[',', '.', ';']))
                .find(|i| matches!(self.low(*i), "family" | "household"))
        {
            return (Who::FamilyMembers, i + 1);
        }
        if self.has(at, Gram::OF)
            && let Some(n) = age(at + 1)
        {
            // "a mother of three" tells of her children, not of her age.
            let parent = matches!(
                self.low(at - 1),
                "mother" | "father" | "widow" | "family" | "crew" | "grandmother"
            );
            let who = if n < 18 && !parent { child(who) } else { who };
            return (who, at + 2);
        }
        (who, at)
    }

    /// "aged 2, 4 and 7": the ages after the first.
    fn more_ages(&self, mut at: usize) -> usize {
        let is_number =
            |i: usize| matches!(self.units.get(i).map(|u| u.shape), Some(Shape::Number(_)));
        while self
            .units
            .get(at)
            .is_some_and(|u| u.is(',') || u.has(Gram::PLAIN_AND))
            && is_number(at + 1)
        {
            at += 2;
        }
        at
    }

    /// A noun that counts by itself: "a woman", "his wife", "an elderly couple", "civilians".
    fn unnumbered(&self, at: usize) -> Option<Group> {
        let unit = self.units.get(at)?;
        let article = unit.has(Gram::ARTICLE);
        let possessive = unit.has(Gram::POSSESSIVE);
        let definite = unit.has(Gram::DEFINITE);
        let start = if article || possessive || definite {
            at + 1
        } else {
            at
        };
        if let Some(group) = self.collective(at, start) {
            return Some(group);
        }
        let head = self.head(start, if start > at { 5 } else { 2 })?;
        // Without an article only an adjective can stand before the noun.
        let bare = start == at
            && !self.units[start..head.next - 1].iter().all(|u| {
                u.has(Gram::ADJECTIVE)
                    || u.lex.party == Some(crate::lexicon::Party::Adjective)
                    || u.lex.person.is_some()
            });
        if bare {
            return None;
        }
        let form = match (article, possessive, definite, head.plural) {
            (_, _, _, true) if definite || possessive => Form::Definite,
            (true, ..) | (_, true, ..) => Form::One,
            (_, _, true, _) => Form::Definite,
            (.., true) => Form::Plural,
            _ => Form::Plain,
        };
        let who = self.with_age(head.who, start, head.next);
        let (who, next) = self.tail(who, head.next);
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
        let who = match word {
            "family" | "household" => Who::FamilyMembers,
            _ if (start..near).any(|i| self.low(i) == "elderly") => Who::Elderly,
            _ => Who::People,
        };
        Some(Group {
            units: at..next,
            form: Form::Numbered,
            count,
            who,
            effect: None,
        })
    }
}

/// The child's form of a group; an infant stays one.
fn child(who: Who) -> Who {
    match who {
        Who::Girls | Who::Boys | Who::Infants | Who::Students => who,
        _ => Who::Children,
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
