//! What follows the noun of a group and belongs to it: ages, a family, an apposition.

use tollbook_record::Who;

use super::Reader;
use crate::cue::number;
use crate::lexicon::{ENGLISH, Gram, NumberWord, Qualifier};
use crate::token::Shape;

impl Reader<'_, '_> {
    /// An age under 18 before the noun makes a child of a person.
    pub(super) fn with_age(&self, who: Who, from: usize, to: usize) -> Who {
        let young = (from..to).any(|i| self.age_of(i).is_some_and(|age| age < 18));
        let baby = self.units[from..to - 1].iter().enumerate().any(|(i, _)| {
            let low = self.low(from + i);
            let months = ["-month-old", "-week-old", "-day-old"]
                .iter()
                .any(|end| low.ends_with(end));
            months || matches!(low, "infant" | "baby" | "newborn")
        });
        match (young, baby) {
            (_, true) => Who::Infants,
            (true, _) => self.young(who, to - 1),
            _ => who,
        }
    }

    /// "63-year-old", "four-year-old"
    pub(super) fn age_of(&self, at: usize) -> Option<u32> {
        if let Shape::Age(age) = self.units.get(at)?.shape {
            return Some(age.into());
        }
        let words = self.low(at).strip_suffix("-year-old")?;
        let (_, lex) = ENGLISH.longest(|i| (i == 0).then_some(words));
        match lex.number? {
            NumberWord::Cardinal(age) => Some(age),
            _ => None,
        }
    }

    /// Words after the noun that belong to the figure: "aged 11", "of 14", "of one family", "in
    /// their seventies", "all of them teachers", "a youth of 17". `one` tells that the group is one
    /// person.
    pub(super) fn tail(&self, who: Who, at: usize, one: bool) -> (Who, usize) {
        let aged = self
            .aged(who, at, one)
            .or_else(|| self.of_age(who, at, one))
            .or_else(|| self.in_brackets(who, at, one))
            .or_else(|| self.between_commas(who, at, one));
        if let Some(found) = aged {
            return found;
        }
        if let Some((decade, next)) = self.decade(at) {
            return (self.of_decade(who, decade, at), next);
        }
        if let Some(next) = self.of_family(at) {
            let members = matches!(who, Who::People | Who::Civilians);
            return (if members { Who::FamilyMembers } else { who }, next);
        }
        if let Some(found) = self.all_of_them(at) {
            return found;
        }
        if one && let Some(found) = self.apposed(at) {
            return found;
        }
        (who, at)
    }

    /// A number in digits or words, without qualifiers.
    pub(super) fn plain_number(&self, at: usize) -> Option<u32> {
        let unit = self.units.get(at)?;
        match (unit.shape, unit.lex.number) {
            (Shape::Number(n), _) => Some(n),
            (Shape::Word, Some(NumberWord::Cardinal(n))) => Some(n),
            _ => None,
        }
    }

    /// "aged 11", ", aged 2, 4 and 7", "aged between 20 and 35", "aged 5 months"
    fn aged(&self, who: Who, at: usize, one: bool) -> Option<(Who, usize)> {
        let comma = usize::from(self.low(at) == ",");
        if let Some(found) = self.between_ages(who, at, at + comma) {
            return Some(found);
        }
        if let Some(found) = self.about_age(who, at, at + comma).filter(|_| one) {
            return Some(found);
        }
        if !matches!(self.low(at + comma), "aged" | "age" | "ages") {
            return self
                .ages_alone(who, at, at + comma)
                .filter(|_| !one && comma > 0);
        }
        let first = at + comma + 1;
        let first = first + usize::from(matches!(self.low(first), "between" | "from" | "about"));
        let age = self.plain_number(first)?;
        let (last, next) = if one {
            (age, first + 1)
        } else {
            self.more_ages(first)
        };
        Some(self.at_age(who, at, age.max(last), next))
    }

    /// "two sisters, 9 and 12 years,": several ages between commas.
    fn ages_alone(&self, who: Who, noun_end: usize, first: usize) -> Option<(Who, usize)> {
        let age = self.plain_number(first).filter(|age| *age < 100)?;
        let (last, next) = self.more_ages(first);
        let years = matches!(self.low(next), "years" | "year");
        let closed = self
            .units
            .get(next)
            .is_none_or(|u| u.is_any(&[',', '.', ';', ')']));
        let several = next > first + 1 && last < 100;
        (several && (closed || years)).then(|| self.at_age(who, noun_end, age.max(last), next))
    }

    /// "between the ages of 7 and 12", "ranging in age from 3 to 11"
    fn between_ages(&self, who: Who, noun_end: usize, at: usize) -> Option<(Who, usize)> {
        const OPENING: usize = 5;
        let opens = matches!(self.low(at), "between" | "ranging" | "whose" | "from");
        let word = (at + 1..at + OPENING).find(|i| matches!(self.low(*i), "age" | "ages" | "aged"));
        let first = word.filter(|_| opens)? + 2;
        self.has(first - 1, Gram::OF.with(Gram::FROM))
            .then_some(())?;
        let number = number::read(self.units, first);
        let last = self
            .plain_number(first + 2)
            .filter(|_| self.plain_number(first).is_some());
        let (age, next) = match (last, number) {
            (Some(last), _) => (last, first + 3),
            (None, Some(range)) => (range.count.range().max()?, range.next),
            _ => return None,
        };
        Some(self.at_age(who, noun_end, age, next))
    }

    /// "a girl about 7", "a man of around 30"
    fn about_age(&self, who: Who, noun_end: usize, at: usize) -> Option<(Who, usize)> {
        let at = at + usize::from(self.has(at, Gram::OF));
        let about = self.lex(at)?.before == Some(Qualifier::About);
        let age = self
            .plain_number(at + 1)
            .filter(|age| about && *age < 100)?;
        let next = at + 2;
        let closed = self.units.get(next).is_none_or(|u| {
            u.is_any(&[',', '.', ';', ')']) || u.has(Gram::PLAIN_AND) || u.has(Gram::BE)
        });
        let years = matches!(self.low(next), "years" | "months" | "weeks" | "days");
        (closed || years).then(|| self.at_age(who, noun_end, age, next))
    }

    /// "of 14", "of ten", "of eight months"; "a mother of three" tells of her children.
    fn of_age(&self, who: Who, at: usize, one: bool) -> Option<(Who, usize)> {
        let age = self
            .plain_number(at + 1)
            .filter(|_| self.has(at, Gram::OF))?;
        let remains = !one && at > 0 && self.lex(at - 1).is_some_and(|lex| lex.remains.is_some());
        if self.low(at + 1) == "one" || remains {
            return None;
        }
        let parent = matches!(
            self.low(at - 1),
            "mother" | "father" | "widow" | "family" | "crew" | "grandmother" | "parent"
        );
        let (last, next) = if one {
            (age, at + 2)
        } else {
            self.more_ages(at + 1)
        };
        let counts = self.person(next).is_some() || self.has(next, Gram::COLLECTIVE);
        (!counts && age < 120).then(|| {
            if parent {
                (who, at + 2)
            } else {
                self.at_age(who, at, age.max(last), next)
            }
        })
    }

    /// "(11)", "(5 and 8 years)", "(aged 6)"
    fn in_brackets(&self, who: Who, at: usize, one: bool) -> Option<(Who, usize)> {
        if !self.units.get(at)?.is('(') {
            return None;
        }
        let first = at + 1 + usize::from(matches!(self.low(at + 1), "aged" | "age" | "ages"));
        let age = self.plain_number(first).filter(|age| *age < 120)?;
        let (last, next) = self.more_ages(first);
        let (who, next) = self.at_age(who, at, age.max(last), next);
        let several = next > first + 1;
        let closes = self.units.get(next).is_some_and(|u| u.is(')'));
        (closes && (one || several)).then_some((who, next + 1))
    }

    /// "his niece, seven," and "a boy, 5, died"
    fn between_commas(&self, who: Who, at: usize, one: bool) -> Option<(Who, usize)> {
        let age = self.plain_number(at + 1).filter(|age| one && *age < 100)?;
        let closed = self
            .units
            .get(at + 2)
            .is_none_or(|u| u.is_any(&[',', '.', ';', ')']));
        (self.low(at) == "," && closed).then(|| self.at_age(who, at, age, at + 2))
    }

    /// The ages after the first, and the words for years: the highest, and where they end.
    fn more_ages(&self, first: usize) -> (u32, usize) {
        let mut at = first + 1;
        let mut highest = 0;
        while self
            .units
            .get(at)
            .is_some_and(|u| u.is(',') || u.has(Gram::PLAIN_AND))
            && let joint = at + 1 + usize::from(self.has(at + 1, Gram::PLAIN_AND))
            && let Some(age) = self.plain_number(joint)
            && self.person(joint + 1).is_none()
        {
            highest = highest.max(age);
            at = joint + 1;
        }
        (highest, at)
    }

    /// The group at an age that is told before `next`, with the unit of the age.
    fn at_age(&self, who: Who, noun_end: usize, age: u32, next: usize) -> (Who, usize) {
        match self.low(next) {
            "months" | "month" | "weeks" | "days" => {
                let infant = if age < 24 {
                    Who::Infants
                } else {
                    Who::Children
                };
                return (infant, next + 1);
            }
            "years" | "year" => {
                let old = usize::from(matches!(self.low(next + 1), "old" | "of"));
                let end = if self.low(next + 1) == "of" {
                    next + 1
                } else {
                    next + 1 + old
                };
                let who = if age < 18 {
                    self.young(who, noun_end - 1)
                } else {
                    who
                };
                return (who, end);
            }
            _ => {}
        }
        let young = age < 18;
        (
            if young {
                self.young(who, noun_end - 1)
            } else {
                who
            },
            next,
        )
    }

    /// "in his fifties": the decade of age, and where the words end.
    pub(super) fn decade(&self, at: usize) -> Option<(u32, usize)> {
        let comma = usize::from(self.low(at) == ",");
        let at = at + comma;
        let said = self.low(at) == "in" && matches!(self.low(at + 1), "his" | "her" | "their");
        let early = usize::from(matches!(self.low(at + 2), "early" | "mid" | "late"));
        let decade = match self.low(at + 2 + early) {
            "teens" => 10,
            "twenties" | "20s" => 20,
            "thirties" | "30s" => 30,
            "forties" | "40s" => 40,
            "fifties" | "50s" => 50,
            "sixties" | "60s" => 60,
            "seventies" | "70s" => 70,
            "eighties" | "80s" => 80,
            "nineties" | "90s" => 90,
            _ => return None,
        };
        said.then_some((decade, at + 3 + early))
    }

    /// "his" and "her" in "in his fifties" tell the class of a noun that tells none.
    fn of_decade(&self, who: Who, decade: u32, at: usize) -> Who {
        let owner = (at..at + 3).map(|i| self.low(i));
        match (who, decade) {
            (_, 10) => self.young(who, at - 1),
            (Who::People, _) => owner.into_iter().fold(who, |who, word| match word {
                "his" => Who::Men,
                "her" => Who::Women,
                _ => who,
            }),
            _ => who,
        }
    }

    /// "of one family", "of the Sabbagh family": where the words end.
    fn of_family(&self, at: usize) -> Option<usize> {
        const REACH: usize = 6;
        if !self.has(at, Gram::OF.with(Gram::FROM)) {
            return None;
        }
        let family = (at..(at + REACH).min(self.end))
            .take_while(|i| {
                let counts = self.plain_number(*i).is_some() && self.low(*i) != "one";
                let ends = self.units[*i].is_any(&[',', '.', ';']);
                !counts && !ends && self.person(*i).is_none()
            })
            .find(|i| matches!(self.low(*i), "family" | "household" | "clan"));
        family.map(|i| i + 1)
    }

    /// ", all of them teachers", ", all small children": who all of a group were.
    pub(super) fn all_of_them(&self, at: usize) -> Option<(Who, usize)> {
        let at = at + usize::from(self.low(at) == ",");
        let after = match self.low(at) {
            "all of them" | "all of whom" | "both of them" | "both of whom" => at + 1,
            "all" | "both" => {
                at + 1 + usize::from(matches!(self.low(at + 1), "of them" | "of whom"))
            }
            _ => return None,
        };
        let after = after + usize::from(self.has(after, Gram::BE));
        let head = self
            .head(after, 2)
            .filter(|head| head.plural && head.effect.is_none())?;
        // "all civilians save for one guard" is not all of them.
        let but = self.has(head.next, Gram::SUBSET) || self.low(head.next) == "but";
        (!but).then_some((head.who, head.next))
    }

    /// ", a 19-year-old student," after one person: the apposition says who it was. It must close
    /// before a verb or at the end, or it is the next of a list.
    pub(super) fn apposed(&self, at: usize) -> Option<(Who, usize)> {
        let opens = self.low(at) == "," && self.has(at + 1, Gram::ARTICLE);
        let head = self.head(at + 2, 3).filter(|head| opens && !head.plural)?;
        let who = self.with_age(head.who, at + 2, head.next);
        let aged = self
            .aged(who, head.next, true)
            .or_else(|| self.of_age(who, head.next, true));
        let told = aged.is_some() || (at + 2..head.next).any(|i| self.age_of(i).is_some());
        let (who, next) = aged.unwrap_or((who, head.next));
        // "a nun from Uganda,": a few words may stand before the comma.
        const REACH: usize = 4;
        let close =
            (next..self.end.min(next + REACH)).find(|i| self.units[*i].is_any(&[',', '.', ';']));
        let in_list = !told
            && (at.saturating_sub(8)..at)
                .rev()
                .take_while(|i| !self.units[*i].is_any(&['.', ';', ':', '!', '?']))
                .any(|i| self.units[i].is(',') || self.has(i, Gram::AND));
        let verb = |i: usize| {
            self.lex(i).is_some_and(|lex| {
                lex.harm.is_some()
                    || lex.suffers.is_some()
                    || lex.state.is_some()
                    || lex.gram.has(Gram::BE.with(Gram::HAVE))
            })
        };
        let close = close?;
        let ends = !self.units[close].is(',') || verb(close + 1);
        let own_verb = (next..close).any(verb);
        (ends && !own_verb && !in_list).then_some((who, next))
    }

    /// The child's form of a group, by its noun at unit `noun`; an infant stays one.
    pub(super) fn young(&self, who: Who, noun: usize) -> Who {
        match who {
            Who::Girls | Who::Boys | Who::Infants | Who::Students => who,
            Who::FamilyMembers => match self.low(noun).trim_end_matches('s') {
                "son" | "brother" | "nephew" | "grandson" => Who::Boys,
                "daughter" | "sister" | "niece" | "granddaughter" => Who::Girls,
                _ => Who::Children,
            },
            Who::Women => Who::Girls,
            _ => Who::Children,
        }
    }
}
