//! Groups that are a share of another: "nine of them", "most of them children".

use tollbook_record::{Count, Vague, Who};

use super::noun::Head;
use super::{Form, Group, Reader};
use crate::cue::number::Number;
use crate::lexicon::{Gram, NumberWord};
use crate::token::Shape;

impl Reader<'_, '_> {
    /// "mostly women and children", "most of them children": every noun makes a group, and the
    /// groups share the words.
    pub(super) fn mostly(&self, at: usize) -> Option<Vec<Group>> {
        let NumberWord::Vague(Vague::Mostly) = self.lex(at)?.number? else {
            return None;
        };
        let mut heads = Vec::new();
        // "most of them of children": translated prose doubles the "of".
        let mut next = at + 1 + usize::from(self.has(at + 1, Gram::OF.with(Gram::BE)));
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
            noun: Some(head.next - 1),
        };
        Some(heads.iter().map(group).collect())
    }

    /// "nine of them", "two of whom were under 18", "four of those killed were women"
    pub(super) fn part(&self, at: usize, number: &Number) -> Option<Group> {
        let of = self.units.get(number.next)?;
        let part = |who, next, form| Group {
            units: at..next,
            form,
            count: number.count,
            who,
            effect: None,
            noun: None,
        };
        // "of whom eleven are children", "eleven were women", "one was a nurse"
        let article = usize::from(
            number.count == Count::exactly(1) && self.has(number.next + 1, Gram::ARTICLE),
        );
        if of.has(Gram::BE)
            && let Some(head) = self.head(number.next + 1 + article, 2)
        {
            let (who, next) = self.of_several(&head, article > 0);
            return Some(part(who, next, Form::Part));
        }
        // "12 were under 15", "12 were under the age of 15"
        if of.has(Gram::BE)
            && let Some(next) = self.under_age(number.next + 1)
        {
            return Some(part(Who::Children, next, Form::Part));
        }
        let whole = of.has(Gram::SUBSET) && self.low(number.next).starts_with("of ");
        if whole {
            return Some(self.of_them(at, number, number.next + 1, Who::People, Form::Part));
        }
        let named = number.next + 2;
        let owned = self.has(number.next + 1, Gram::POSSESSIVE);
        if !of.has(Gram::OF) || !(owned || self.has(number.next + 1, Gram::DEFINITE)) {
            return None;
        }
        let lex = self.lex(named)?;
        let counted = lex.number.is_some() || matches!(self.units[named].shape, Shape::Number(_));
        if lex.state.is_some()
            || lex.remains.is_some()
            || counted && self.head(named + 1, 2).is_none()
        {
            let part = self.of_them(at, number, named + 1, Who::People, Form::Part);
            // "two of the bodies" are dead whatever is done to them.
            return Some(Group {
                effect: lex.remains,
                ..part
            });
        }
        // "twenty of their own"
        if owned && self.low(named) == "own" && !self.is_plain_word(named + 1) {
            return Some(part(Who::People, named + 1, Form::Numbered));
        }
        // "four of our men" counts men; "four of the villagers were women" counts women.
        let noun = self.head(named + usize::from(counted), 2)?;
        Some(self.of_them(at, number, noun.next, noun.who, Form::Numbered))
    }

    /// "eleven were women and children": one number for nouns of several kinds counts people.
    fn of_several(&self, head: &Head, one: bool) -> (Who, usize) {
        match self.second_noun(head) {
            Some(next) => (Who::People, next),
            None => self.tail(head.who, head.next, one),
        }
    }

    /// "under 18", "below the age of 15", "under age": where the words for a child end.
    fn under_age(&self, at: usize) -> Option<usize> {
        if matches!(self.low(at), "underage" | "under-age") {
            return Some(at + 1);
        }
        if !matches!(self.low(at), "under" | "below") {
            return None;
        }
        let age = at + 1 + usize::from(self.low(at + 1) == "the");
        let of = self.low(age) == "age" && self.has(age + 1, Gram::OF);
        if self.low(age) == "age" && !of {
            return Some(age + 1);
        }
        let age = age + 2 * usize::from(of);
        let young = self.plain_number(age).is_some_and(|n| n <= 18);
        let years = usize::from(self.low(age + 1) == "years");
        // "under 12 metres of rubble"
        let thing = !of && years == 0 && self.is_plain_word(age + 1);
        (young && !thing).then_some(age + 1 + years)
    }

    /// A part with what is said of it after "of them": "of them women", "of those killed were
    /// children", "of whom were under 18".
    fn of_them(&self, at: usize, number: &Number, after: usize, who: Who, form: Form) -> Group {
        // "eight of them of children" doubles the "of".
        let be = usize::from(self.has(after, Gram::BE.with(Gram::OF)));
        let article = usize::from(self.has(after + be, Gram::ARTICLE));
        let comma = usize::from(be == 0 && form == Form::Part && self.low(after) == ",");
        let said = form == Form::Part || be > 0;
        let named = self.head(after + be + article, 3).filter(|_| said);
        // "three of them, siblings aged 2, 4 and 7, died"
        let apposed = || {
            let head = self
                .head(after + comma, 2)
                .filter(|h| comma > 0 && h.plural)?;
            let (who, next) = self.tail(head.who, head.next, false);
            (next > head.next).then_some((who, next))
        };
        let young = self.under_age(after + be).filter(|_| said);
        let (who, next) = match named {
            Some(head) if article == 0 || be > 0 || number.count == Count::exactly(1) => {
                self.of_several(&head, article > 0)
            }
            _ if young.is_some() => (Who::Children, young.unwrap_or(after)),
            _ if self.low(after) == "pregnant" => (Who::Women, after),
            _ => apposed().unwrap_or((who, after)),
        };
        let noun = (next > after || form == Form::Numbered).then_some(next - 1);
        let form = if next > after { Form::Part } else { form };
        Group {
            units: at..next,
            form,
            count: number.count,
            who,
            effect: None,
            noun,
        }
    }
}
