//! Words of harm that tell of no harm done there and then: what was before, what lasts, what is general.

use std::ops::Range;

use tollbook_record::{Count, Effect};

use super::Reading;
use super::items::Symbol;
use crate::lexicon::{Forms, Gram};

impl Reading<'_, '_> {
    /// Whether the words of a figure tell of nothing that befell people in what the sentence tells.
    pub(super) fn is_no_event(&self, rule: &str, who: &Range<usize>, how: &Range<usize>) -> bool {
        self.is_told_aside(rule, who)
            || self.is_provided_for(who)
            || self.is_lasting(who, how)
            || self.is_lost_to(who, how)
            || self.is_avenged(who, how)
            || self.is_general(how.start)
    }

    /// "a man who had lost two sons was killed", "a doctor who treated 30 wounded was killed": what is told
    /// aside of a victim was before, unless it is a deed of his.
    fn is_told_aside(&self, rule: &str, who: &Range<usize>) -> bool {
        let aside = self.asides.iter().find(|aside| aside.contains(&who.start));
        aside.is_some_and(|aside| {
            let had = |at: usize| self.items[at].symbol == Symbol::HAVE;
            rule != "active" || aside.clone().any(had)
        })
    }

    /// "Medicine for 300 wounded people arrived", "blood for 30 wounded": for whom something is meant was
    /// harmed before. Who is "responsible for 30 deaths" did the harm.
    fn is_provided_for(&self, who: &Range<usize>) -> bool {
        let word = |back: usize| {
            let item = who.start.checked_sub(back).map(|at| &self.items[at]);
            item.map_or("", |item| self.segments.low(item.units.start))
        };
        let blames = ["responsib", "account", "blam", "answer", "thank"];
        word(1) == "for" && !blames.iter().any(|stem| word(2).starts_with(stem))
    }

    /// "Some 7,000 people are displaced in the region": a state of things that no attack here brought about.
    fn is_lasting(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let displaced = { self.effect(&self.items[how.start]) }
            .is_some_and(|(effect, _)| effect == Effect::Displaced);
        let lasts = |at: usize| {
            let mut units = self.items[at].units.clone();
            units.any(|unit| matches!(self.segments.low(unit), "are" | "is" | "remain" | "live"))
        };
        let caused = self.items.get(how.end).is_some_and(|next| {
            matches!(
                next.symbol,
                Symbol::BY | Symbol::CLAUSE | Symbol::AND | Symbol::COMMA
            )
        });
        displaced && !caused && (who.end..how.end).any(lasts)
    }

    /// "The company lost 40 workers to a rival": to what is neither a weapon nor an attack.
    fn is_lost_to(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        const REACH: usize = 5;
        let verb = self.segments.low(self.items[how.start].units.start);
        let to = self.items.get(who.end);
        let to = to.is_some_and(|item| item.symbol == Symbol::TO);
        let harm = |at: usize| {
            let lex = self.segments.units[self.items[at].units.start].lex;
            let party = lex.party.is_some() || lex.agent.is_some();
            let deed = lex.act_noun.is_some() || lex.weapon.is_some();
            party || deed || lex.gram.has(Gram::NATURAL) || lex.target.is_some()
        };
        let mut rest = who.end..self.items.len().min(who.end + REACH);
        matches!(verb, "lost" | "lose" | "loses" | "losing") && to && !rest.any(harm)
    }

    /// "in revenge for the killing of two", "to avenge a raid in which 12 died": whom a deed is to avenge fell
    /// before it.
    fn is_avenged(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let first = self.items[who.start.min(how.start)].units.start;
        first.checked_sub(1).is_some_and(|at| self.avenges(at))
    }

    /// Whether a word of revenge stands in the clause of the unit at `at`, before what follows that unit.
    pub(super) fn avenges(&self, at: usize) -> bool {
        const REACH: usize = 6;
        let first = at.saturating_sub(REACH);
        let unit = |i: usize| &self.segments.units[i];
        let ends = |i: &usize| unit(*i).is_any(&['.', ';', ',']) || unit(*i).has(Gram::PLAIN_AND);
        let mut before = (first..=at).rev().take_while(|i| !ends(i));
        before.any(|i| unit(i).has(Gram::AVENGE))
    }

    /// "Five people, none of them fighters, were killed": says who they were. Neither "none" nor the noun counts
    /// anybody.
    pub(super) fn is_nobody_aside(&self, item: usize) -> bool {
        let symbol = |at: usize| self.items.get(at).map(|item| item.symbol);
        let nobody = |at: usize| {
            let group = self.items[at].group;
            let zero = group.is_some_and(|g| self.groups[g].count == Count::exactly(0));
            let aside = at > 0 && symbol(at - 1) == Some(Symbol::COMMA);
            let of_them = symbol(at + 1) == Some(Symbol::SUBSET);
            zero && aside && of_them && symbol(at + 2) == Some(Symbol::PLURAL)
        };
        nobody(item) || item > 1 && nobody(item - 2)
    }

    /// "Whoever kills a soul": said of anybody.
    fn is_general(&self, how: usize) -> bool {
        let unit = &self.segments.units[self.items[how].units.start];
        let forms = unit.lex.harm.map(|harm| harm.forms).unwrap_or_default();
        let before = how.checked_sub(1).map(|at| self.items[at].units.start);
        let anybody = before.is_some_and(|at| {
            let word = self.segments.low(at);
            matches!(
                word,
                "whoever" | "whosoever" | "anyone who" | "he who" | "those who"
            ) || word == "who" && at > 0 && {
                matches!(
                    self.segments.low(at - 1),
                    "anyone" | "everyone" | "he" | "one"
                )
            }
        });
        anybody && forms.can_be(Forms::THIRD.with(Forms::BASE))
    }
}
