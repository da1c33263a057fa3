//! Groups that count nobody: "no one", "none of the four", "no casualties among our forces".

use std::ops::Range;

use tollbook_record::{Count, Who};

use super::{Form, Group, Reader};
use crate::cue::number::{self, Number};
use crate::lexicon::Gram;

impl Reader<'_, '_> {
    /// "nobody", "no one", "none", "no casualties"
    pub(super) fn nobody(&self, at: usize) -> Option<Group> {
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
    pub(super) fn nothing(&self, at: usize, number: &Number) -> Option<Group> {
        // "No further casualties are known" tells that there were some.
        let further = matches!(
            self.low(number.next),
            "further" | "other" | "more" | "additional" | "new"
        );
        let zero = number.count == Count::exactly(0) && !further;
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
}
