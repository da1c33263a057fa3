//! Nouns that count by themselves: "a woman", "his wife", "an elderly couple", "a family of seven".

use tollbook_record::{Count, Vague, Who};

use super::{Form, Group, Reader};
use crate::cue::number;
use crate::lexicon::{Gram, Party};
use crate::segment::Unit;
use crate::token::Shape;

impl Reader<'_, '_> {
    /// A noun that counts by itself: "a woman", "his wife", "an elderly couple", "civilians".
    pub(super) fn unnumbered(&self, at: usize) -> Option<Group> {
        let unit = self.units.get(at)?;
        // "another woman, 61, was hurt": one more, with her noun.
        let another = self.low(at) == "another" && number::read(self.units, at).is_none();
        let article = unit.has(Gram::ARTICLE) || another;
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
        let alone = || self.by_age(at).or_else(|| self.of_list(at));
        if let Some(group) = article.then(alone).flatten() {
            return Some(group);
        }
        if let Some(group) = self.age_alone(at) {
            return Some(group);
        }
        // Without an article only an adjective can stand before the noun, and what stands before
        // another noun is an adjective itself: "civilian life", "police station".
        let modifier = |u: &Unit| u.has(Gram::ADJECTIVE) || u.lex.party == Some(Party::Adjective);
        if start == at && !modifier(unit) && self.person(at).is_none() && unit.lex.person.is_none()
        {
            return None;
        }
        let head = self.head(start, if start > at { 5 } else { 2 })?;
        // "that" before a plural opens a clause: "it is learnt that some rebels died".
        if self.low(at) == "that" && head.plural {
            return None;
        }
        // "others" is as good as a number: "and others wounded".
        let others = self.low(at) == "others" && head.next == at + 1;
        let before = &self.units[start..head.next - 1];
        let bare = start == at && !before.iter().all(|u| modifier(u) || u.lex.person.is_some());
        let last = head.next - 1;
        let adjective =
            self.has(last, Gram::ADJECTIVE) || matches!(self.low(last), "human" | "police");
        let modifies = !head.plural && (start == at || adjective) && self.is_plain_word(head.next)
            || adjective && !head.plural && self.is_thing(head.next);
        if bare || modifies {
            return None;
        }
        // "their daughter Huda", "the photographer Rami": the name is told, and counts nobody.
        let alone = possessive || definite || start == at;
        if alone && !head.plural && self.is_name(head.next) {
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

    /// "17-year-old killed in a shooting": headlines leave the article out.
    fn age_alone(&self, at: usize) -> Option<Group> {
        let Shape::Age(age) = self.units.get(at)?.shape else {
            return None;
        };
        let verb = self
            .units
            .get(at + 1)
            .is_some_and(|u| u.lex.harm.or(u.lex.suffers).is_some());
        verb.then(|| Group {
            units: at..at + 1,
            form: Form::Plain,
            count: Count::exactly(1),
            who: if age < 18 { Who::Children } else { Who::People },
            effect: None,
            noun: Some(at),
        })
    }

    /// "two drivers and a loader were killed": in a list of people, a noun that no table has and that is formed
    /// as those of callings are.
    fn of_list(&self, at: usize) -> Option<Group> {
        const CALLINGS: &[&str] = &[
            "er", "or", "ist", "man", "woman", "smith", "maid", "eer", "ian", "herd", "wright",
        ];
        let joined = self.lex(at.checked_sub(2)?)?.person.is_some();
        let joint = self.has(at - 1, Gram::PLAIN_AND) || self.units[at - 1].is(',');
        let noun = self.units.get(at + 1)?;
        let word = self.low(at + 1);
        let calling = noun.shape == Shape::Word
            && !noun.capital
            && noun.lex.is_unknown()
            && word.len() > 4
            && CALLINGS.iter().any(|ending| word.ends_with(ending));
        let ends = self.units.get(at + 2).is_none_or(|next| {
            next.is_any(&[',', '.', ';', ')']) || next.has(Gram::BE.with(Gram::PLAIN_AND))
        });
        (joined && joint && calling && ends).then(|| Group {
            units: at..at + 2,
            form: Form::One,
            count: Count::exactly(1),
            who: Who::People,
            effect: None,
            noun: Some(at + 1),
        })
    }

    /// A word of no known class that can be a noun.
    pub(super) fn is_plain_word(&self, at: usize) -> bool {
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

    /// "third", "13th"
    fn is_ordinal(&self, at: usize) -> bool {
        let low = self.low(at);
        let digits = low.starts_with(|c: char| c.is_ascii_digit());
        let ending = ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| low.ends_with(end));
        self.has(at, Gram::ORDINAL) || digits && ending
    }

    /// "another was hurt", "a third died": one person told by his place in the row alone.
    fn one_more(&self, at: usize) -> Option<Group> {
        let after = if self.low(at) == "another" {
            at + 1 + usize::from(self.low(at + 1) == "one")
        } else if self.has(at, Gram::ARTICLE) && self.is_ordinal(at + 1) {
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
        // "a terrorist cell of four", and not "a squad of four fighters", which counts the fighters.
        let band = |i: usize| {
            let counts = self.has(i, Gram::BAND) && self.has(i + 1, Gram::OF);
            let number = counts.then(|| number::read(self.units, i + 2)).flatten();
            number.is_some_and(|n| self.head(n.next, 3).is_none() && !self.is_thing(n.next))
        };
        let near = (start..(start + 3).min(self.end))
            .find(|i| self.has(*i, Gram::COLLECTIVE) || band(*i))?;
        let armed = |i: usize| self.person(i).is_some_and(|p| p.who == Who::Fighters);
        if (start..near).any(|i| !self.may_modify(i) && !armed(i)) {
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
            _ if (start..near).any(armed) => Who::Fighters,
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
