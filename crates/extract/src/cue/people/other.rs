//! Numbers that count no people: money, shares, measures, ages, times and things.

use crate::cue::number::Number;
use crate::lexicon::{Gram, Lex, TimeWord};
use crate::segment::Unit;
use crate::token::Shape;

use super::Reader;

impl Reader<'_, '_> {
    /// Money before, a share or a unit of measure after, an age, a title's number.
    pub(super) fn counts_no_people(&self, at: usize, number: &Number) -> bool {
        let before = at.checked_sub(1).map(|b| &self.units[b]);
        let as_many = self.low(at) == "many" && at > 0 && self.segments.low(at - 1) == "as";
        let how_many = self.low(at) == "many" && at > 0 && self.segments.low(at - 1) == "how";
        let none_more = self.low(at) == "no"
            && matches!(self.low(at + 1), "further" | "other" | "additional" | "new");
        let money = as_many
            || how_many
            || none_more
            || self.is_age(at, number.next)
            || before.is_some_and(|u| {
                u.is_any(&['$', '€', '£', '¥', '₦', '#', '/', ':', '@'])
                    && u.end == self.units[at].start
            });
        // "2.5 million" is told by its first part; "all but three" counts the rest.
        let all_but = at > 1 && self.low(at - 1) == "but" && self.low(at - 2) == "all";
        // "the age of ten"
        let of_age =
            at > 1 && self.has(at - 1, Gram::OF) && matches!(self.low(at - 2), "age" | "ages");
        let share_of = all_but || of_age || before.is_some_and(|u| u.shape == Shape::Measure);
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
            || self.is_day_of_month(at)
            || numbered_thing
            || share
            || hyphenated
            || after.is_some_and(|u| self.measures(u, number.next))
    }

    /// "on August 19 the headmistress": a number behind a month that "on" governs is its day. "In August 19
    /// people died" counts.
    fn is_day_of_month(&self, at: usize) -> bool {
        let month = at > 1 && matches!(self.units[at - 1].lex.time, Some(TimeWord::Month(_)));
        let day = matches!(self.units[at].shape, Shape::Number(1..=31));
        month
            && day
            && matches!(
                self.segments.low(at - 2),
                "on" | "since" | "until" | "from" | "," | "("
            )
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
        let years = (next..self.end.min(next + 3)).any(|i| {
            matches!(
                self.low(i),
                "years" | "months" | "y" | "yo" | "y.o" | "y.o." | "y/o" | "yrs"
            )
        });
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
    pub(super) fn is_thing(&self, from: usize) -> bool {
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
    pub(super) fn may_stand_alone(&self, number: &Number) -> bool {
        // "no trace", "no attacks": what is missing is the noun that no table has.
        if self.low(number.next - 1) == "no" {
            let told = |lex: &Lex| lex.state.is_some() || lex.harm.is_some() || lex.none.is_some();
            // "five deaths, no more" counts nobody.
            let more = self.low(number.next) == "more" && {
                let verb = Gram::BE.with(Gram::HAVE).with(Gram::ADVERB);
                self.has(number.next + 1, verb) || self.lex(number.next + 1).is_some_and(told)
            };
            return self.lex(number.next).is_some_and(told) || more;
        }
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
        // "three Hummers were burnt": a brand that no table has.
        let brand = next.capital
            && lex.is_unknown()
            && next.shape == Shape::Word
            && self.low(number.next).ends_with('s');
        !year && !other_noun && !brand && !next.is('%')
    }
}
