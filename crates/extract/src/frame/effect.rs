//! What became of a group, by the word of its predicate and the words around it.

use std::ops::Range;

use tollbook_record::{Act, Effect, Who};

use super::items::{Item, Symbol};
use super::{Reading, Taken};
use crate::cue::people::Form;
use crate::lexicon::Gram;

impl Reading<'_, '_> {
    pub(super) fn effect(&self, how: &Item) -> Option<(Effect, Option<Act>)> {
        let at = how.units.end - 1;
        let lex = self.segments.units[at].lex;
        let plain = |effect| Some((effect, None));
        match how.symbol {
            Symbol::STATE => plain(lex.state?),
            Symbol::REMAINS => plain(lex.remains?),
            Symbol::HARMLESS => plain(Effect::KilledOrInjured),
            Symbol::WOUND => plain(Effect::Injured),
            Symbol::TOLL => plain(toll_of(self.segments.low(at))),
            Symbol::NOMINAL => lex.nominal.map(|harm| (harm.effect, harm.act)),
            Symbol::SUFFER => lex.suffers.map(|harm| (harm.effect, harm.act)),
            Symbol::PASSIVE | Symbol::KILL | Symbol::ACTIVE => {
                let harm = lex.harm.or(lex.hits.map(|hit| hit.harm))?;
                Some((self.gravity(harm.effect, how), harm.act))
            }
            Symbol::WORD if self.segments.units[at].has(Gram::DEPART) => plain(Effect::Displaced),
            // "imam by gunmen", "7 civilians in an air raid": a list names deaths so.
            _ => plain(Effect::Killed),
        }
    }

    /// "fatally wounded" and "shot in the head" tell of the dead, "shot in the leg" of the wounded.
    fn gravity(&self, effect: Effect, how: &Item) -> Effect {
        const REACH: usize = 9;
        let units = &self.segments.units;
        let has = |i: usize, gram| units.get(i).is_some_and(|u| u.has(gram));
        let before = how.units.start.saturating_sub(1)..how.units.end;
        let end = self.items.last().map_or(how.units.end, |i| i.units.end);
        let after = how.units.end..end.min(how.units.end + REACH);
        let after = after.take_while(|i| !units[*i].is_any(&[',', ';', '.']));
        let shot = effect == Effect::KilledOrInjured;
        let burnt =
            effect == Effect::Injured && self.segments.low(how.units.end - 1).starts_with("bur");
        if burnt && after.clone().any(|i| self.segments.low(i) == "alive") {
            return Effect::Killed;
        }
        // "shot them dead"
        if shot
            && after
                .clone()
                .take(2)
                .any(|i| self.segments.low(i) == "dead")
        {
            return Effect::Killed;
        }
        let told = after
            .filter(|_| shot)
            .find(|i| has(*i, Gram::FATAL.with(Gram::SLIGHT)));
        match told {
            Some(i) if has(i, Gram::FATAL) => Effect::Killed,
            Some(_) => Effect::Injured,
            // Lines of lists tell in brief of those who were shot dead.
            None if shot && self.listed && how.symbol == Symbol::KILL => Effect::Killed,
            None if effect == Effect::Injured
                && before
                    .into_iter()
                    .any(|i| matches!(self.segments.low(i), "fatally" | "mortally")) =>
            {
                Effect::Killed
            }
            None => effect,
        }
    }

    /// "the toll of killed and wounded rose to 40": the words after a word for a toll say of what.
    pub(super) fn counted_by_toll(&self, how: &Range<usize>, who: &Range<usize>) -> Option<Effect> {
        if self.items[how.start].symbol != Symbol::TOLL || how.end > who.start {
            return None;
        }
        let between = &self.items[how.end..who.start];
        between.iter().flat_map(|i| i.units.clone()).find_map(|at| {
            let lex = self.segments.units[at].lex;
            let words = self.segments.low(at);
            let hurt = words.contains("wounded") || words.contains("injured");
            lex.state
                .or(lex.remains)
                .or(hurt.then_some(Effect::Injured))
        })
    }

    /// "One died on the spot, a second in hospital": the verb before tells what became of whom no noun
    /// names.
    pub(super) fn died_in_hospital(
        &self,
        how: &Range<usize>,
        who: &Range<usize>,
    ) -> Option<Effect> {
        const REACH: usize = 12;
        let words = self.segments.low(self.items[how.start].units.start);
        let group = self.items[who.start].group.map(|g| &self.groups[g])?;
        if !words.starts_with("in ") || !words.ends_with("hospital") || group.noun.is_some() {
            return None;
        }
        let before = self.items[who.start.saturating_sub(REACH)..who.start]
            .iter()
            .rev();
        let ends = |i: &&Item| !matches!(i.symbol, Symbol::STOP | Symbol::SEMI);
        let told = before.take_while(ends).find_map(|i| {
            let lex = self.segments.units[i.units.end - 1].lex;
            (i.symbol == Symbol::SUFFER).then_some(lex.suffers?.effect)
        });
        told.filter(|effect| *effect == Effect::Killed)
    }

    /// "22 corpses", "13 martyrs": the noun says what became of them.
    pub(super) fn nouns_of_the_dead(&mut self) {
        for (at, group) in self.groups.iter().enumerate() {
            let Some(effect) = group.effect else { continue };
            // "A martyr went, a martyr came": one of them without a predicate may be anybody.
            let body = || {
                matches!(
                    self.segments.low(group.units.end - 1),
                    "body" | "corpse" | "remains"
                )
            };
            let counted = group.form == Form::Numbered || group.form == Form::One && body();
            // "freed 31 kidnapped villagers"
            let verb = group
                .units
                .start
                .checked_sub(1)
                .map_or("", |at| self.segments.low(at));
            let freed = matches!(
                verb,
                "rescued"
                    | "freed"
                    | "released"
                    | "rescuing"
                    | "freeing"
                    | "releasing"
                    | "liberated"
            );
            // "Medicine for 300 wounded people": they were hurt before.
            let provided = verb == "for";
            // "a gun underneath his body", "wounds to her body": of him who was told of.
            let first = &self.segments.units[group.units.start];
            let before = group.units.start.checked_sub(1);
            let governed = before.is_some_and(|at| {
                let governs = Gram::LOCATIVE.with(Gram::TO).with(Gram::OF);
                self.segments.units[at].has(governs)
                    || matches!(
                        self.segments.low(at),
                        "under" | "underneath" | "beneath" | "across" | "over"
                    )
            });
            let own = first.has(Gram::POSSESSIVE) && body() && governed;
            let avenged = before.is_some_and(|at| self.avenges(at));
            if counted && !provided && !own && !avenged && (!freed || effect == Effect::Killed) {
                self.taken.entry(at).or_insert(Taken {
                    effect,
                    predicate: group.units.clone(),
                    act: None,
                    part_of: None,
                    rule: "noun-of-the-dead",
                    clause: false,
                    inherits: false,
                });
            }
        }
    }

    /// "took 12 hostages", "held 14 guards hostage", "dragged two men away": the noun beside the verb says what became of them.
    /// Who frees hostages abducts nobody.
    pub(super) fn captives(&mut self) {
        let low = |at: usize| {
            self.items
                .get(at)
                .map_or("", |i| self.segments.low(i.units.start))
        };
        let captive = |word: &str| matches!(word, "hostage" | "hostages" | "captive" | "captives");
        let mut found = Vec::new();
        for at in 1..self.items.len() {
            let Some(group) = self.items[at].group else {
                continue;
            };
            let words = &self.groups[group];
            let verb = low(at - 1);
            let had = at > 1 && verb == "taken" && self.items[at - 2].symbol == Symbol::HAVE;
            let takes = had
                || matches!(
                    verb,
                    "take" | "takes" | "took" | "taking" | "seized" | "seizing"
                );
            let holds = takes || matches!(verb, "held" | "hold" | "holding" | "holds");
            let carries = takes
                || matches!(
                    verb,
                    "led" | "dragged" | "carried" | "drove" | "marched" | "hauled" | "whisked"
                );
            let with_them = low(at + 1) == "with" && matches!(low(at + 2), "them" | "him");
            let away = carries && (matches!(low(at + 1), "away" | "off") || with_them);
            let away = away || self.is_dragged_out(verb, at + 1);
            let taken = takes && captive(self.segments.low(words.units.end - 1));
            let fights = words.who == Who::Fighters;
            let held = holds
                && (matches!(low(at + 1), "hostage" | "captive")
                    || low(at + 1) == "prisoner" && !fights);
            let counted = matches!(words.form, Form::Numbered | Form::One | Form::Plural);
            let kin = words.form == Form::Definite && self.is_new(words, at, "active");
            let away = away || takes && self.armed_men_take(at);
            let aboard = self.seized_with(at).filter(|_| counted);
            if counted && (taken || held) || (counted || kin) && away || aboard.is_some() {
                let verb = aboard.unwrap_or(at - 1);
                found.push((group, self.items[verb].units.start..words.units.end));
            }
        }
        for (group, predicate) in found {
            self.taken.entry(group).or_insert(Taken {
                effect: Effect::Abducted,
                predicate,
                act: Some(Act::Abduction),
                part_of: None,
                rule: "captives",
                clause: false,
                inherits: false,
            });
        }
    }

    /// "Gunmen invaded Kajuru and took two women": whom armed men take is taken, unless to be cared for or
    /// as a prisoner.
    fn armed_men_take(&self, at: usize) -> bool {
        const REACH: usize = 16;
        const BEHIND: usize = 7;
        let unit = |at: usize| &self.segments.units[self.items[at].units.start];
        let ends = |at: &usize| {
            !matches!(
                self.items[*at].symbol,
                Symbol::STOP | Symbol::SEMI | Symbol::SAY
            )
        };
        let group = |at: usize| self.items[at].group.map(|g| &self.groups[g]);
        let armed = |at: usize| {
            let noun = group(at).and_then(|g| g.noun);
            let lex = noun.map_or(unit(at).lex, |noun| self.segments.units[noun].lex);
            let fights = lex
                .person
                .is_some_and(|p| matches!(p.who, Who::Fighters | Who::Soldiers));
            fights && (lex.party.is_some() || lex.agent.is_some())
        };
        let taken = group(at);
        let free = taken.is_some_and(|g| g.who != Who::Fighters && g.effect.is_none());
        let mut before = (at.saturating_sub(REACH)..at - 1).rev().take_while(ends);
        let behind = (at + 1..self.items.len().min(at + 1 + BEHIND)).take_while(ends);
        let cared = |at: usize| {
            let lex = unit(at).lex;
            let care = matches!(lex.target, Some(tollbook_record::TargetKind::Hospital));
            care || matches!(
                self.segments.low(self.items[at].units.start),
                "prisoner" | "safety" | "treatment"
            )
        };
        free && before.any(armed) && !behind.into_iter().any(cared)
    }

    /// "seized a ferry with 58 people aboard": who is in what is taken is taken with it.
    fn seized_with(&self, at: usize) -> Option<usize> {
        const REACH: usize = 10;
        let word = |at: usize| {
            self.items
                .get(at)
                .map_or("", |i| self.segments.low(i.units.start))
        };
        let carried = word(at - 1) == "carrying";
        let inside = matches!(word(at + 1), "aboard" | "on board" | "inside" | "on");
        if !(carried || word(at - 1) == "with" && inside) {
            return None;
        }
        let unit = |at: usize| &self.segments.units[self.items[at].units.end - 1];
        let ends = |at: &usize| {
            !matches!(
                self.items[*at].symbol,
                Symbol::STOP | Symbol::SEMI | Symbol::CLAUSE
            )
        };
        let mut before = (at.saturating_sub(REACH)..at).rev().take_while(ends);
        let thing = before.find(|at| unit(*at).lex.target.is_some())?;
        before.find(|at| *at < thing && unit(*at).has(Gram::HIJACK))
    }

    /// "pulled 16 passengers off two minibuses", "dragged a guard out of the bank": the verb, and what
    /// they were in behind the group.
    fn is_dragged_out(&self, verb: &str, from: usize) -> bool {
        const REACH: usize = 5;
        let drags = matches!(
            verb,
            "dragged"
                | "pulled"
                | "hauled"
                | "forced"
                | "took"
                | "snatched"
                | "marched"
                | "ordered"
                | "herded"
                | "herding"
        );
        let item = |at: usize| self.items.get(at).map(|i| i.units.start);
        let out = item(from)
            .is_some_and(|at| matches!(self.segments.low(at), "from" | "off" | "out of" | "out"));
        let inside = (from + 1..from + REACH)
            .filter_map(item)
            .any(|at| self.segments.units[at].lex.target.is_some());
        drags && out && inside
    }

    /// Deaths by flood, accident or disease alone are no harm by people.
    pub(super) fn drop_natural(&mut self) {
        let has = |i: &Item, gram| self.segments.units[i.units.start].has(gram);
        let natural = self.items.iter().any(|i| has(i, Gram::NATURAL));
        // "The army says that 15 died in an accident": who only tells of it has no part in it.
        let tells = |at: usize| {
            let next = self.items.get(at + 1).map(|item| item.symbol);
            next == Some(Symbol::SAY)
        };
        let attack = |(at, item): (usize, &Item)| {
            let lex = self.segments.units[item.units.start].lex;
            let harm = lex.harm.is_some() || lex.nominal.is_some();
            let deed = lex.act_noun.is_some() || lex.act_verb.is_some();
            lex.weapon.is_some() || deed && !harm || lex.party.is_some() && !tells(at)
        };
        if natural && !self.items.iter().enumerate().any(attack) {
            self.taken.clear();
        }
    }
}

/// What a word for a toll counts.
fn toll_of(words: &str) -> Effect {
    if words.contains("wounded") || words.contains("injured") {
        Effect::Injured
    } else if words.contains("casualt") {
        Effect::KilledOrInjured
    } else {
        Effect::Killed
    }
}
