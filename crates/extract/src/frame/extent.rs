//! Which groups a predicate takes, and which words belong to a figure.

use std::ops::Range;

use tollbook_record::{Count, CountRange, Effect};

use super::Reading;
use super::items::{Item, Symbol};
use crate::cue::people::Form;
use crate::lexicon::{Gram, Qualifier};

impl Reading<'_, '_> {
    /// "14 dead and counting": what follows the predicate may make the number a least one, and
    /// "38 dead (inmates)" says who they were.
    pub(super) fn qualify_after(&mut self, group: usize) {
        let units = &self.segments.units;
        let end = self.groups[group].units.end;
        let Some(next) = units.get(end) else { return };
        let group = &mut self.groups[group];
        if next.lex.after == Some(Qualifier::AtLeast)
            && let Count::Stated { range, approximate } = group.count
            && let Some(low) = range.min()
        {
            group.count = Count::Stated {
                range: CountRange::at_least(low),
                approximate,
            };
            group.units.end += 1;
        }
        let noun = units.get(end + 1).and_then(|u| u.lex.person);
        let closed = units.get(end + 2).is_some_and(|u| u.is(')'));
        if let Some(person) = noun.filter(|p| next.is('(') && closed && (p.plural || p.both)) {
            group.who = person.who;
            group.units.end = end + 3;
        }
    }

    /// "38 patients, six of them in critical condition" says it of the six alone, and so does "two
    /// women and 20 wounded": a number without a noun begins a figure of its own.
    pub(super) fn last_alone(&self, rule: &str, who: Range<usize>) -> Range<usize> {
        let form = |item: &Item| item.group.map(|g| &self.groups[g]);
        let last = form(&self.items[who.end - 1]);
        let pronoun = last.is_some_and(|g| g.form == Form::Part && g.noun.is_none());
        let bare = last.is_some_and(|g| g.form == Form::Bare)
            && form(&self.items[who.start]).is_some_and(|g| g.form != Form::Bare);
        // "dug out nine people, four of whom had died": the relative alone is the subject.
        let relative = pronoun
            && last.is_some_and(|g| {
                let mut units = g.units.clone();
                units.any(|i| matches!(self.segments.low(i), "of whom" | "of which"))
            });
        let subject = matches!(
            rule,
            "passive" | "suffered" | "is-state" | "wounds" | "with-wounds"
        );
        // "of whom 12 were children, and 11 were injured": the first has had its verb.
        let verbal = |at: &usize| {
            form(&self.items[*at]).is_some_and(|g| {
                g.form == Form::Part
                    && g.units
                        .clone()
                        .any(|i| self.segments.units[i].has(Gram::BE))
            })
        };
        if let Some(at) = (who.start..who.end - 1).rfind(verbal).filter(|_| subject) {
            let next = (at + 1..who.end).find(|at| self.items[*at].group.is_some());
            return next.map_or(who.clone(), |next| next..who.end);
        }
        // "24 killed (Taiz 11, Aden 6), 40 wounded": what stands in brackets before is not counted with it.
        let closed = (who.start..who.end)
            .rev()
            .find(|at| self.items[*at].symbol == Symbol::CLOSE);
        if let Some(closed) = closed.filter(|_| rule.starts_with("counted")) {
            let opened = { who.start..closed }.any(|at| self.items[at].symbol == Symbol::OPEN);
            let next = (closed..who.end).find(|at| self.items[*at].group.is_some());
            if let Some(next) = next.filter(|_| !opened) {
                return next..who.end;
            }
        }
        // "38 admissions, of whom five did not survive": so is the number behind the relative.
        let mut marks = (who.start..who.end).rev();
        let opened = marks.find(|at| {
            let words = self.segments.low(self.items[*at].units.start);
            self.items[*at].symbol == Symbol::SUBSET && matches!(words, "of whom" | "of which")
        });
        if let Some(opened) = opened.filter(|at| subject && *at + 1 < who.end) {
            return opened + 1..who.end;
        }
        if rule.starts_with("counted") && bare
            || rule == "counted-state" && pronoun
            || subject && relative
        {
            who.end - 1..who.end
        } else {
            who
        }
    }

    /// "killed four people, and 300 residents protested", "killed two and 60 patients were moved": the
    /// last group of a list behind a predicate is the subject of the next clause where a verb of its
    /// own follows.
    pub(super) fn without_next_subject(
        &self,
        who: Range<usize>,
        how: &Range<usize>,
    ) -> Range<usize> {
        let joined = |at: usize| matches!(self.items[at].symbol, Symbol::AND | Symbol::DASH);
        // "the raid, which killed 40, gunmen shot three": a list does not end in a comma and a plural.
        let symbol = |at: usize| self.items.get(at).map(|i| i.symbol);
        let last = who.end - 1;
        let subject = who.len() > 2
            && symbol(last) == Some(Symbol::PLURAL)
            && symbol(last - 1) == Some(Symbol::COMMA)
            && matches!(
                symbol(who.end),
                Some(Symbol::KILL | Symbol::ACTIVE | Symbol::ACT)
            );
        if subject && how.end <= who.start {
            return who.start..last - 1;
        }
        if how.end > who.start || !self.has_predicate(who.end) {
            return who;
        }
        // "wounding seven customers, one of whom died": so is the relative.
        let relative = |g: usize| {
            let mut units = self.groups[g].units.clone();
            units.any(|i| matches!(self.segments.low(i), "of whom" | "of which"))
        };
        if who.len() > 1 && self.items[who.end - 1].group.is_some_and(relative) {
            let group = |at: &usize| self.items[*at].group.is_some();
            let last = (who.start..who.end - 1).rev().find(group);
            return who.start..last.map_or(who.end, |at| at + 1);
        }
        match (who.start.saturating_sub(1)..who.end)
            .rev()
            .find(|at| joined(*at))
        {
            Some(joint) if joint < who.start => who.start..who.start,
            Some(joint) if self.items[joint - 1].symbol == Symbol::COMMA => who.start..joint - 1,
            Some(joint) => who.start..joint,
            None => who,
        }
    }

    /// Whether the items from `at` begin with a verb that is no participle of the words before it, as
    /// "dressed in white" and "believed to be pilgrims" are.
    fn has_predicate(&self, at: usize) -> bool {
        let mut rest = self.items[at..]
            .iter()
            .skip_while(|item| item.symbol == Symbol::ADVERB);
        let Some(next) = rest.next() else {
            return false;
        };
        let unit = &self.segments.units[next.units.start];
        let word = self.segments.low(next.units.start);
        match next.symbol {
            Symbol::BE | Symbol::HAVE | Symbol::MODAL | Symbol::SUFFER => true,
            Symbol::PASSIVE | Symbol::KILL => unit.has(Gram::BE),
            Symbol::WORD => {
                let past = word.ends_with("ed") && !unit.has(Gram::PARTICIPLE);
                !unit.capital && (past || unit.has(Gram::FINITE))
            }
            _ => false,
        }
    }

    /// "seven killed, two of them children, and 12 injured": where a list begins with parts of an
    /// earlier figure, ", and" begins the next clause, and so does a comma if the earlier figure
    /// fared otherwise.
    pub(super) fn without_parts(&self, who: Range<usize>, effect: Effect) -> Range<usize> {
        let part = |item: &Item| {
            item.group
                .is_some_and(|g| matches!(self.groups[g].form, Form::Part | Form::Mostly))
        };
        if !(part(&self.items[who.start]) || self.marked[who.start]) {
            return who;
        }
        let first = self.items[who.start].group.unwrap_or_default();
        let otherwise = self
            .whole_before(first)
            .is_some_and(|whole| self.taken[&whole].effect != effect);
        let turns = |i: &usize| {
            let (before, at) = (self.items[*i - 1].symbol, self.items[*i].symbol);
            at == Symbol::AND && matches!(before, Symbol::COMMA | Symbol::CLOSE)
                || matches!(at, Symbol::COMMA | Symbol::AND) && otherwise
        };
        let turn = (who.start + 1..who.end).rev().find(turns);
        match turn.filter(|at| *at + 1 < who.end) {
            Some(at) => at + 1..who.end,
            None => who,
        }
    }

    /// "mostly women and children" is one item and two groups.
    pub(super) fn sharing(&self, group: usize) -> Range<usize> {
        let same = self.groups[group..]
            .iter()
            .take_while(|g| g.units == self.groups[group].units)
            .count();
        group..group + same
    }
}
