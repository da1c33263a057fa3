//! The persons that a claim names.

use tollbook_record::{Effect, Victim};

use super::super::clause::Clause;
use super::super::lexicon::Number;
use super::{NEAR, Writer};

impl Writer<'_, '_> {
    /// Each person once, by the first telling.
    pub(super) fn victims(&self, mine: &[&Clause]) -> Vec<Victim> {
        let first = mine
            .iter()
            .find_map(|c| c.figures.first())
            .map(|f| f.effect);
        let mut out: Vec<Victim> = Vec::new();
        let people = mine.iter().flat_map(|c| c.persons.iter().map(|p| (*c, p)));
        for (clause, person) in people {
            let Some(quote) = self.doc.text.quote(person.bytes.clone()) else {
                continue;
            };
            let name = quote.text().to_owned();
            let near = out.len().saturating_sub(NEAR);
            if out[near..]
                .iter()
                .any(|v| v.name.contains(&name) || name.contains(v.name.as_str()))
            {
                continue;
            }
            out.push(Victim {
                name: name.into(),
                effect: person
                    .effect
                    .or_else(|| self.effect_before(clause, person.tokens.start))
                    .or(first)
                    .or_else(|| self.effect_above(person.tokens.start)),
                age: person.age,
                sex: person.sex,
                role: person.role.as_deref().map(Into::into),
                quote,
            });
        }
        out
    }

    /// What the heading of a list of names says was done to them: "أسماء الشهداء".
    fn effect_above(&self, at: usize) -> Option<Effect> {
        const REACH: usize = 120;
        let words = self.doc.words[at.saturating_sub(REACH)..at].iter().rev();
        words
            .filter_map(|word| word.lex.noun)
            .find_map(|noun| noun.effect)
    }

    /// What the last word of harm before a name says.
    fn effect_before(&self, clause: &Clause, at: usize) -> Option<Effect> {
        // "أن الشهداء هم صالح وملكة": those told of by a noun.
        let told = |i: usize| {
            let lex = self.doc.words[i].lex;
            let noun = lex.noun.filter(|n| n.number == Number::More);
            lex.harm.map(|h| h.effect).or(noun.and_then(|n| n.effect))
        };
        let harm = (clause.span.start..at).rev().find_map(told);
        let after = || (at..clause.span.end).find_map(|i| self.doc.words[i].lex.harm);
        harm.or_else(|| after().map(|h| h.effect))
    }
}
