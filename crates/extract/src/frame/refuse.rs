//! What is no figure although a rule finds it: plans, adjectives, subjects, people told before.

use std::ops::Range;

use tollbook_record::{Count, Effect, TargetKind, Who};

use super::Reading;
use super::items::{Item, Symbol};
use crate::cue::people::{Form, Group};
use crate::lexicon::{Forms, Gram, Hit, Object};
use crate::segment::Unit;
use crate::token::Shape;

impl Reading<'_, '_> {
    /// What is said not to have been, or only could be, is no figure.
    pub(super) fn is_refused(&self, rule: &str, who: &Range<usize>, how: &Range<usize>) -> bool {
        let symbol = |at: usize| self.items[at].symbol;
        let negated = how.start > 0 && symbol(how.start - 1) == Symbol::NOT;
        let participle = rule == "counted-participle";
        let subject = participle && self.is_subject_of_active(how);
        let between = who.end.min(how.end)..who.start.max(how.start);
        let could = between.clone().any(|at| self.is_unreal(at)) || self.only_could(how.start);
        // "I saw him die", "people die every day": no report of one death.
        let lex = self.segments.units[self.items[how.start].units.end - 1].lex;
        let timeless = symbol(how.start) == Symbol::SUFFER
            && rule != "forced-to-flee"
            && lex
                .suffers
                .is_some_and(|h| h.forms == Forms::BASE && h.effect != Effect::Missing);
        let plan =
            matches!(symbol(how.start), Symbol::KILL | Symbol::ACTIVE) && self.is_plan(how.start);
        let unfit = self
            .hit(&self.items[how.start])
            .is_some_and(|hit| participle && !self.listed && hit.harm.act.is_none())
            && self.items[who.start].symbol != Symbol::BARE
            && self.items[who.end].symbol != Symbol::QUOTE;
        let elsewhere = self.is_no_event(rule, who, how)
            || self.runs_off(who, how.start)
            || self.falls_elsewhere(how)
            || self.is_found_alive(how)
            || self.is_of_remains(who, how)
            || self.is_since(how.start)
            || self.is_sent(rule, who, how)
            || self.arrests(who, how)
            || self.is_carried_to_care(how)
            || self.is_where_they_shelter(who, how);
        let untold = self.is_called_false(who)
            || self.asks_how_many(who)
            || self.spares_foreigners(who)
            || self.is_multiplied(who)
            || self.is_another_subject(rule, who, how)
            || self.is_of_whoever_hears(who)
            || self.is_age_of_several(who)
            || self.is_measure_of_others(rule, who)
            || self.belongs_to_one_named(who, how);
        let unfit = unfit || self.is_sentence(how);
        let adjective = self.is_adjective(who, how) || self.is_subject_of_relative(who);
        let known = self.is_known(rule, who, how);
        negated
            || subject
            || could
            || timeless
            || plan
            || unfit
            || elsewhere
            || untold
            || adjective
            || known
            || !self.is_worded(rule, who, how)
    }

    /// "The nine were buried on Tuesday": their funeral; "the tens of thousands of dead": told before.
    fn is_known(&self, rule: &str, who: &Range<usize>, how: &Range<usize>) -> bool {
        let first = &self.items[who.start];
        let vague = first
            .group
            .is_some_and(|g| matches!(self.groups[g].count, Count::Vague(_)));
        let told = rule == "counted-state" && vague;
        self.segments.units[first.units.start].has(Gram::DEFINITE) && (told || self.buries(how))
    }

    /// What the predicate says became of people.
    fn tells_of(&self, how: &Range<usize>, effect: Effect) -> bool {
        self.effect(&self.items[how.start])
            .is_some_and(|told| told.0 == effect)
    }

    /// "ten people taken away from the scene", "taken away by ambulance": the hurt, and nobody abducted.
    fn is_carried_to_care(&self, how: &Range<usize>) -> bool {
        const REACH: usize = 5;
        let after = self.items[how.end..].iter().take(REACH);
        let care = |item: &Item| {
            let unit = &self.segments.units[item.units.start];
            unit.lex.target == Some(TargetKind::Hospital) || unit.has(Gram::CARE)
        };
        let verb = self.segments.low(self.items[how.start].units.end - 1);
        let taken = ["take", "took", "carr"]
            .iter()
            .any(|stem| verb.starts_with(stem));
        taken && self.tells_of(how, Effect::Abducted) && { after }
            .take_while(|i| !matches!(i.symbol, Symbol::STOP | Symbol::SEMI))
            .any(care)
    }

    /// "a camp where people had sought refuge was hit": who lived there before.
    fn is_where_they_shelter(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let before = who.start.checked_sub(1).map(|at| &self.items[at]);
        let place = before.is_some_and(|item| self.segments.low(item.units.start) == "where");
        place && self.tells_of(how, Effect::Displaced)
    }

    /// "took away 23 suspects": an arrest.
    fn arrests(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let taken = self.tells_of(how, Effect::Abducted);
        let noun = self.items[who.start]
            .group
            .and_then(|g| self.groups[g].noun);
        let arrested = noun.is_some_and(|noun| self.segments.units[noun].has(Gram::SUSPECT));
        taken && (arrested || self.takes_prisoners(who, how))
    }

    /// "captured two gunmen", "killed 21 militiamen and captured six": who fights is taken prisoner.
    fn takes_prisoners(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let verb = self.items[how.start].units.end - 1;
        let captures = self.segments.units[verb].has(Gram::SEIZE)
            || self.segments.low(verb).ends_with("prisoner");
        let group = |at: usize| self.items[at].group.map(|g| &self.groups[g]);
        let bare = group(who.start).is_some_and(|g| g.noun.is_none() && g.who == Who::People);
        let named = || {
            (0..how.start)
                .rev()
                .find_map(|at| group(at).filter(|g| g.noun.is_some()))
        };
        let meant = if bare { named() } else { group(who.start) };
        captures && meant.is_some_and(|g| g.who == Who::Fighters)
    }

    /// "No Velmorian national was harmed": what a state says of its own abroad counts none of the others.
    fn spares_foreigners(&self, who: &Range<usize>) -> bool {
        let group = self.items[who.start].group.map(|g| &self.groups[g]);
        let none = group.filter(|g| g.count == Count::exactly(0));
        let noun = none
            .and_then(|g| g.noun)
            .map_or("", |noun| self.segments.low(noun));
        let named = none.is_some_and(|g| {
            { g.units.clone() }
                .skip(1)
                .any(|i| self.segments.units[i].capital)
        });
        named
            && matches!(
                noun,
                "national" | "nationals" | "citizen" | "citizens" | "compatriot" | "compatriots"
            )
    }

    /// Whether the predicate tells of a burial.
    fn buries(&self, how: &Range<usize>) -> bool {
        let word = self.segments.low(self.items[how.start].units.end - 1);
        matches!(word, "buried" | "laid to rest")
    }

    /// "Officers were dispatched to the scene": sent there. "Twelve were dispatched": a boast.
    fn is_sent(&self, rule: &str, who: &Range<usize>, how: &Range<usize>) -> bool {
        let verb = self.segments.low(self.items[how.start].units.end - 1);
        let next = self.items.get(how.end.max(who.end)).map(|item| item.symbol);
        let goes_on = matches!(next, Some(Symbol::TO | Symbol::PREP | Symbol::WORD));
        matches!(rule, "passive" | "active" | "counted-participle")
            && verb.starts_with("dispatch")
            && goes_on
    }

    /// "It is not clear how many people were killed", "whether anybody was hurt": asked, not told.
    fn asks_how_many(&self, who: &Range<usize>) -> bool {
        let before = |back: usize| {
            let item = who.start.checked_sub(back).map(|at| &self.items[at]);
            item.map_or("", |i| self.segments.low(i.units.start))
        };
        before(1) == "many" && before(2) == "how" || matches!(before(1), "whether" | "if any")
    }

    /// "This is double the 50 deaths of May": the number that another is measured by.
    fn is_multiplied(&self, who: &Range<usize>) -> bool {
        let first = &self.items[who.start];
        let before = who
            .start
            .checked_sub(1)
            .map_or("", |at| self.segments.low(self.items[at].units.start));
        let the = self.segments.units[first.units.start].has(Gram::DEFINITE);
        the && matches!(
            before,
            "double" | "twice" | "triple" | "half" | "times" | "thrice"
        )
    }

    /// "two guards fell from the roof", "fell ill": who falls in a place or a fight, or falls and no
    /// more is told, has died.
    fn falls_elsewhere(&self, how: &Range<usize>) -> bool {
        let word = self.segments.low(self.items[how.start].units.end - 1);
        if !matches!(word, "fell" | "fallen" | "fall" | "falls" | "falling") {
            return false;
        }
        let next = self.items.get(how.end);
        // "There fell three soldiers": in battle.
        let fallen = next.and_then(|item| item.group);
        if fallen.is_some_and(|g| self.groups[g].noun.is_some()) {
            return false;
        }
        let ends = next.is_none_or(|item| {
            matches!(
                item.symbol,
                Symbol::STOP | Symbol::COMMA | Symbol::SEMI | Symbol::AND | Symbol::CLAUSE
            ) || matches!(
                self.segments.low(item.units.start),
                "in" | "there" | "here" | "at" | "during" | "while" | "near"
            )
        });
        let love = self.items.get(how.end + 1);
        let love = love.is_some_and(|i| self.segments.low(i.units.start) == "love");
        word.starts_with("fall") && word != "fallen" || !ends || love
    }

    /// "four men whom soldiers shot dead": who stands behind "whom" did it.
    fn is_subject_of_relative(&self, who: &Range<usize>) -> bool {
        let before = who.start.checked_sub(1).map(|at| &self.items[at]);
        before.is_some_and(|item| self.segments.low(item.units.start) == "whom")
    }

    /// "three who had been listed as dead were found alive"
    fn is_found_alive(&self, how: &Range<usize>) -> bool {
        const REACH: usize = 6;
        let killed = self.tells_of(how, Effect::Killed);
        let ends = |i: &&Item| {
            !matches!(i.symbol, Symbol::STOP | Symbol::SEMI | Symbol::COMMA) && i.group.is_none()
        };
        let mut after = self.items[how.end..].iter().take(REACH).take_while(ends);
        killed && after.any(|i| self.segments.low(i.units.start) == "alive")
    }

    /// "body of a man with gunshot wounds": he is dead, whatever his wounds, and found, wherever he went missing.
    fn is_of_remains(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let symbol = |at: usize| self.items[at].symbol;
        let before = |back: usize| who.start.checked_sub(back).map(symbol);
        let effect = self.effect(&self.items[how.start]).map(|found| found.0);
        let own = before(1) == Some(Symbol::OF) && before(2) == Some(Symbol::REMAINS);
        match effect {
            Some(Effect::Injured) => own,
            // "rescuers recovered the bodies of three who had gone missing": it was not the rescuers.
            Some(Effect::Missing) => {
                own || (who.end..how.start).any(|at| symbol(at) == Symbol::REMAINS)
            }
            _ => false,
        }
    }

    /// "the mission has lost 112 peacekeepers since its deployment": a sum over no known days.
    fn is_since(&self, how: usize) -> bool {
        const REACH: usize = 6;
        let units = &self.segments.units;
        let end = self.items[how].units.end;
        let loses =
            units[end - 1].lex.hits.is_some() && self.segments.low(end - 1).starts_with("los");
        let after = end..units.len().min(end + REACH);
        let since = after
            .into_iter()
            .find(|at| self.segments.low(*at) == "since");
        let own = |at: usize| {
            units
                .get(at + 1)
                .is_some_and(|u| u.has(Gram::POSSESSIVE.with(Gram::DEFINITE)))
        };
        loses && since.is_some_and(own)
    }

    /// "He advanced on deputies with a knife, he was shot": the pronoun before the verb is whom it befell.
    fn is_another_subject(&self, rule: &str, who: &Range<usize>, how: &Range<usize>) -> bool {
        let helper = |at: &usize| {
            matches!(
                self.items[*at].symbol,
                Symbol::HAVE | Symbol::MODAL | Symbol::ADVERB | Symbol::NOT
            )
        };
        let helpers = (0..how.start).rev().take_while(helper).count();
        let before = (how.start - helpers).checked_sub(1);
        let word = before.map_or("", |at| self.segments.low(self.items[at].units.start));
        matches!(rule, "passive" | "suffered")
            && (matches!(word, "he" | "she" | "they" | "i" | "we") || self.disagrees(who, how))
    }

    /// "numerous people around the night NAME was shot", "NAME, 22 was shot": one person was.
    fn disagrees(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let one = self.segments.low(self.items[how.start].units.start) == "was";
        let [item] = &self.items[who.clone()] else {
            return false;
        };
        let several = item.group.is_some_and(|g| {
            let group = &self.groups[g];
            let single = group.count.range().max().is_some_and(|most| most <= 1);
            matches!(group.form, Form::Numbered | Form::Bare) && !single
        });
        let comma = who.start > 0 && self.items[who.start - 1].symbol == Symbol::COMMA;
        let aged = item.symbol == Symbol::BARE && comma && how.start == who.end;
        one && several && (aged || how.start > who.end)
    }

    /// "The victims were 15, 17 and 20 years old": ages.
    fn is_age_of_several(&self, who: &Range<usize>) -> bool {
        const LONGEST: usize = 12;
        let units = &self.segments.units;
        let first = self.items[who.start].units.start;
        let number = |u: &Unit| matches!(u.shape, Shape::Number(_));
        let listed = |u: &Unit| number(u) || u.is(',') || u.has(Gram::AND);
        let end = units.len().min(first + LONGEST);
        let length = units[first..end].iter().take_while(|u| listed(u)).count();
        let several = units[first..first + length]
            .iter()
            .filter(|u| number(u))
            .count()
            > 1;
        several
            && matches!(
                self.segments.low(first + length),
                "years" | "year" | "years old"
            )
    }

    /// "losing your only child": whoever listens, and nobody counted.
    fn is_of_whoever_hears(&self, who: &Range<usize>) -> bool {
        self.segments.low(self.items[who.start].units.start) == "your"
    }

    /// "leaving women in three generations dead": a number that tells where, not how many.
    fn is_measure_of_others(&self, rule: &str, who: &Range<usize>) -> bool {
        let group = self.items[who.start].group.map(|g| &self.groups[g]);
        let unknown = group.is_some_and(|g| {
            let last = &self.segments.units[g.units.start + 1..g.units.end];
            g.noun.is_none()
                && last
                    .iter()
                    .any(|u| u.lex.is_unknown() && u.shape == Shape::Word)
        });
        let before = who.start.checked_sub(1);
        let within = before.is_some_and(|at| self.segments.low(self.items[at].units.start) == "in");
        rule == "counted-state" && unknown && within
    }

    /// "Police arrested the brother of NAME, who was shot": the one named last was.
    fn belongs_to_one_named(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let between = who.end..how.start.max(who.end);
        let items = &self.items[between];
        let [of, name @ .., comma, relative] = items else {
            return false;
        };
        let named = |item: &Item| {
            let unit = &self.segments.units[item.units.start];
            item.symbol == Symbol::WORD && unit.capital && unit.lex.is_unknown()
        };
        of.symbol == Symbol::OF
            && comma.symbol == Symbol::COMMA
            && relative.symbol == Symbol::RELATIVE
            && name.last().is_some_and(named)
    }

    /// "two men who fled on a motorcycle", "the gunmen fled the scene": whoever did it runs off, and
    /// is not driven from home.
    fn runs_off(&self, who: &Range<usize>, how: usize) -> bool {
        const REACH: usize = 5;
        let item = &self.items[how];
        let lex = self.segments.units[item.units.end - 1].lex;
        let flees = item.symbol == Symbol::SUFFER
            && lex.suffers.is_some_and(|h| h.effect == Effect::Displaced);
        let end = item.units.end;
        let last = self.items.last().map_or(end, |i| i.units.end);
        let mut after = (end..last.min(end + REACH)).map(|at| &self.segments.units[at]);
        let carried = after.any(|u| {
            let low = &self.segments.text[u.start..u.end];
            u.lex.target == Some(TargetKind::Vehicle)
                || matches!(
                    low,
                    "scene" | "motorcycle" | "motorcycles" | "motorbike" | "motorbikes"
                )
        });
        let doer = who.start..who.end;
        let doer = self.items[doer].iter().filter_map(|i| i.group).any(|g| {
            let group = &self.groups[g];
            let noun = group.noun.map_or("", |noun| self.segments.low(noun));
            group.who == Who::Fighters || matches!(noun, "suspect" | "suspects" | "culprits")
        });
        flees && (carried || doer)
    }

    /// "A court sentenced two men to death": what is to be done to them by law.
    fn is_sentence(&self, how: &Range<usize>) -> bool {
        const REACH: usize = 8;
        let at = self.items[how.start].units.start;
        let death = self.items[how.clone()]
            .iter()
            .flat_map(|item| item.units.clone())
            .any(|unit| self.segments.low(unit).ends_with("death"));
        let before = at.saturating_sub(REACH)..at;
        death
            && before.into_iter().any(|unit| {
                let word = self.segments.low(unit);
                word.starts_with("sentenc") || word.starts_with("condemn")
            })
    }

    /// "Figures of 20 or 30 dead are lies": a number that the sentence calls false.
    fn is_called_false(&self, who: &Range<usize>) -> bool {
        const REACH: usize = 8;
        let plain = |i: &&Item| {
            !matches!(
                i.symbol,
                Symbol::STOP | Symbol::SEMI | Symbol::RELATIVE | Symbol::SAY
            )
        };
        let after: Vec<&Item> = self.items[who.end..]
            .iter()
            .take(REACH)
            .take_while(plain)
            .collect();
        let counts = who.start > 1 && {
            let before = self.segments.low(self.items[who.start - 2].units.start);
            matches!(
                before,
                "figure" | "figures" | "number" | "numbers" | "count" | "toll" | "tolls" | "talk"
            )
        };
        let be = after
            .iter()
            .position(|i| i.symbol == Symbol::BE)
            .filter(|_| counts);
        let Some(be) = be else { return false };
        let said = after[be..].iter().take(4);
        said.into_iter()
            .any(|i| self.segments.units[i.units.start].has(Gram::BASELESS))
    }

    /// "could have killed hundreds", "nearly killed nine": what stands before the verb makes it nothing
    /// that was.
    fn only_could(&self, how: usize) -> bool {
        let verb = matches!(self.items[how].symbol, Symbol::KILL | Symbol::ACTIVE);
        let helper = |at: &usize| {
            matches!(
                self.items[*at].symbol,
                Symbol::HAVE | Symbol::ADVERB | Symbol::NOT
            )
        };
        let before = how - (0..how).rev().take_while(helper).count();
        let last = before.checked_sub(1);
        let word = last.map_or("", |at| self.segments.low(self.items[at].units.start));
        verb && (last.is_some_and(|at| self.is_unreal(at)) || matches!(word, "nearly" | "almost"))
    }

    /// "would", "could": the verb after it tells of nothing that was. "May have" is a report.
    fn is_unreal(&self, item: usize) -> bool {
        let item = &self.items[item];
        item.symbol == Symbol::MODAL
            && !matches!(self.segments.low(item.units.start), "may" | "might")
    }

    /// "to kill 12 people", "the risk of harming civilians", "without wounding anyone".
    fn is_plan(&self, at: usize) -> bool {
        let word = |back: usize| {
            at.checked_sub(back)
                .map_or("", |i| self.segments.low(self.items[i].units.start))
        };
        let unit = &self.segments.units[self.items[at].units.start];
        let forms = unit
            .lex
            .harm
            .or(unit.lex.hits.map(|hit| hit.harm))
            .map(|harm| harm.forms);
        let forms = forms.unwrap_or_default();
        let base = forms.can_be(Forms::BASE) && !forms.can_be(Forms::PAST);
        let infinitive = base
            && at > 0
            && matches!(self.items[at - 1].symbol, Symbol::TO | Symbol::MODAL)
            && !self.is_use(at - 1)
            && !matches!(
                word(2),
                "on" | "managed" | "proceeded" | "continued" | "used" | "able" | "succeeded"
            );
        let gerund = forms.can_be(Forms::GERUND)
            && (matches!(
                word(1),
                "without" | "avoid" | "avoiding" | "prevent" | "planned" | "planning"
            ) || word(1) == "of"
                && matches!(
                    word(2),
                    "risk"
                        | "danger"
                        | "possibility"
                        | "threat"
                        | "aim"
                        | "intention"
                        | "intent"
                        | "hope"
                        | "capable"
                        | "likelihood"
                        | "goal"
                        | "purpose"
                ));
        infinitive || gerund
    }

    /// "used machetes to kill": the weapon was used, and the deed done.
    fn is_use(&self, to: usize) -> bool {
        const REACH: usize = 6;
        let word = |at: usize| self.segments.low(self.items[at].units.start);
        let near = to.saturating_sub(REACH)..to;
        let used = { near.clone() }
            .rev()
            .find(|at| matches!(word(*at), "used" | "using"));
        used.is_some_and(|used| {
            let helped = used > 0 && matches!(self.items[used - 1].symbol, Symbol::BE | Symbol::TO);
            !helped && (used..to).any(|at| self.items[at].symbol == Symbol::WEAPON)
        })
    }

    /// "the relatives of slain fighters", "they like killing people": a participle before a bare
    /// plural is an adjective, and what is always done is no deed.
    fn is_adjective(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let plural = self.items[who.start].symbol == Symbol::PLURAL && how.end == who.start;
        let verb = matches!(self.items[how.start].symbol, Symbol::KILL | Symbol::ACTIVE);
        if !plural || !verb || how.start == 0 {
            return false;
        }
        let before = self.items[how.start - 1].symbol;
        let unit = &self.segments.units[self.items[how.start - 1].units.start];
        let determined = unit.has(Gram::DEFINITE.with(Gram::POSSESSIVE).with(Gram::ARTICLE));
        let lex = self.segments.units[self.items[how.start].units.start].lex;
        let forms = lex
            .harm
            .or(lex.hits.map(|hit| hit.harm))
            .map(|harm| harm.forms);
        let past = forms.is_some_and(|f| f.can_be(Forms::PAST.with(Forms::PARTICIPLE)));
        let told = past || before == Symbol::COMMA;
        determined || !told || matches!(before, Symbol::OF | Symbol::PREP | Symbol::BY)
    }

    /// The verb that harms people alone, where the predicate is one: "shot", "treated".
    pub(super) fn hit(&self, how: &Item) -> Option<Hit> {
        let verb = matches!(how.symbol, Symbol::PASSIVE | Symbol::KILL | Symbol::ACTIVE);
        let lex = self.segments.units[how.units.end - 1].lex;
        lex.hits.filter(|_| verb && lex.harm.is_none())
    }

    /// A number alone or a noun that no table has may be anything; some verbs do not ask.
    pub(super) fn may_be_hit(&self, at: usize, hit: Hit) -> bool {
        let group = &self.groups[at];
        // "killed 70 soldiers and captured 12": the number leans on the figure before.
        let leans = || {
            let before = at.checked_sub(1).and_then(|before| self.taken.get(&before));
            let hurt = hit.harm.effect == Effect::Injured;
            before.is_some_and(|t| t.rule == "active" || hurt && t.part_of.is_none())
        };
        let nobody = group.count == Count::exactly(0);
        match hit.object {
            Object::Number => group.noun.is_some() || group.form != Form::Numbered,
            Object::People => {
                let bare = group.form == Form::Bare && leans();
                group.noun.is_some() || group.form == Form::Part || nobody || bare
            }
            Object::Nobody => nobody,
        }
    }

    /// "gunmen killed six": who stands before the verb is its subject if a figure follows it that
    /// has no predicate of its own ("3 killed 5 wounded"), or a name.
    fn is_subject_of_active(&self, how: &Range<usize>) -> bool {
        if self.is_reflexive(how.end) {
            return true;
        }
        let mut rest = self.items[how.end..]
            .iter()
            .skip_while(|i| matches!(i.symbol, Symbol::ADVERB | Symbol::QUOTE));
        let Some(object) = rest.next() else {
            return false;
        };
        let own = rest
            .next()
            .is_some_and(|i| matches!(i.symbol, Symbol::KILL | Symbol::STATE));
        let unit = &self.segments.units[object.units.start];
        let name =
            object.symbol == Symbol::WORD && unit.capital && unit.lex.is_unknown() && !self.listed;
        object.group.is_some() && !own || name || object.symbol == Symbol::PRONOUN
    }

    /// "killed a teacher and three pupils trapped in the school": who is the object of a verb of harm is
    /// not said to be missing by the words behind.
    pub(super) fn is_object_of_harm(&self, who: &Range<usize>, effect: Effect) -> bool {
        let before = who.start.checked_sub(1).map(|at| self.items[at].symbol);
        effect == Effect::Missing && matches!(before, Some(Symbol::KILL | Symbol::ACTIVE))
    }

    /// A definite noun was counted when it was first told; a bare plural counts only where it is
    /// the argument itself.
    pub(super) fn may_be_figure(&self, group: usize, item: usize, rule: &str) -> bool {
        let found = &self.groups[group];
        match found.form {
            Form::Definite => rule == "unharmed" || self.is_new(found, item, rule),
            Form::Plural => matches!(
                rule,
                "active" | "passive" | "suffered" | "nominal" | "relative"
            ),
            Form::Plain => {
                let named = || {
                    self.items[..item].iter().all(|before| {
                        let unit = &self.segments.units[before.units.start];
                        unit.capital && unit.lex.is_unknown()
                    })
                };
                self.listed || rule == "telegraphic" || rule == "telegraphic-of" && named()
            }
            Form::AsMany => false,
            // "most of them pilgrims": no class that is counted.
            Form::Mostly => found.who != Who::People,
            Form::Numbered | Form::Bare | Form::Part | Form::One => true,
        }
    }

    /// "wounding their children", "abducted the headman": somebody definite whom nothing before
    /// tells of. "The man" and "the victims" are always somebody told before.
    pub(super) fn is_new(&self, group: &Group, item: usize, rule: &str) -> bool {
        const REACH: usize = 250;
        let first = group.units.start;
        if self.segments.units[first].has(Gram::POSSESSIVE) {
            let ours = matches!(self.segments.low(first), "our" | "my" | "your");
            return !ours && matches!(group.count, Count::Vague(_)) && rule != "passive";
        }
        let Some(noun) = group.noun.filter(|_| group.count == Count::exactly(1)) else {
            return false;
        };
        let word = self.segments.low(noun);
        if self.names_next(group.units.end) {
            return false;
        }
        let office = matches!(
            group.who,
            Who::Women
                | Who::Men
                | Who::FamilyMembers
                | Who::Officials
                | Who::Teachers
                | Who::HealthWorkers
                | Who::Journalists
                | Who::Police
                | Who::People
        ) && !self.segments.units[noun].has(Gram::GENERIC_PERSON)
            && self.segments.low(first) == "the";
        let object = matches!(
            rule,
            "active" | "nominal" | "passive" | "suffered" | "killed-after" | "counted-participle"
        ) || self.marked[item]
            || self.opens_list(item);
        let stem = &word[..word.len().min(6)];
        let told =
            (first.saturating_sub(REACH)..first).any(|i| self.segments.low(i).starts_with(stem));
        // "Guards killed the attacker": nobody counted him when he came.
        let attacker = group.who == Who::Fighters && self.segments.low(first) == "the";
        object && (attacker || office && !told) && word.is_ascii()
    }

    /// "the deputy mayor of Binnish, Walid Haddad, and two guards": the name is told behind a comma.
    fn names_next(&self, end: usize) -> bool {
        const REACH: usize = 6;
        let units = &self.segments.units;
        let comma = (end..units.len().min(end + REACH)).find(|i| units[*i].is(','));
        let name = |at: usize| {
            units
                .get(at)
                .is_some_and(|u| u.capital && (u.lex.is_unknown() || u.has(Gram::TITLE)))
        };
        comma.is_some_and(|comma| name(comma + 1) && name(comma + 2))
    }

    /// "a nurse and her husband, a soldier, were killed": behind the last of a list an article opens no other.
    pub(super) fn is_of_last(&self, item: usize) -> bool {
        let symbol = |back: usize| item.checked_sub(back).map(|at| self.items[at].symbol);
        let article = self.items[item].symbol == Symbol::ONE
            && self.segments.units[self.items[item].units.start].has(Gram::ARTICLE);
        let next = self.items.get(item + 1).map(|i| i.symbol);
        let ends = matches!(
            next,
            None | Some(Symbol::COMMA | Symbol::STOP | Symbol::SEMI | Symbol::DASH)
        );
        let list = symbol(1) == Some(Symbol::COMMA)
            && symbol(2) == Some(Symbol::ONE)
            && symbol(3) == Some(Symbol::AND);
        article && list && ends
    }

    /// "Her brother Ragunathan, an engineer, was taken": who he was, not another.
    pub(super) fn is_of_name(&self, item: usize) -> bool {
        let comma = |at: usize| {
            self.items
                .get(at)
                .is_some_and(|i| i.symbol == Symbol::COMMA)
        };
        let article = self.items[item].symbol == Symbol::ONE
            && self.segments.units[self.items[item].units.start].has(Gram::ARTICLE);
        let name = |at: usize| {
            let unit = &self.segments.units[self.items[at].units.start];
            self.items[at].symbol == Symbol::WORD && unit.capital && unit.lex.is_unknown()
        };
        // "In Hays, a judge was stabbed": the name of a place.
        let run = self.items[..item.max(1) - 1].iter().enumerate().rev();
        let run = run.take_while(|(at, _)| name(*at)).count();
        let placed = (item.max(1) - 1).checked_sub(run + 1).is_some_and(|at| {
            let unit = &self.segments.units[self.items[at].units.start];
            self.items[at].symbol == Symbol::PREP || unit.has(Gram::LOCATIVE)
        });
        let named = item > 1 && run > 0 && !placed;
        let aged = self.items[item].units.len() > 1;
        let ends = |i: &Item| {
            matches!(
                i.symbol,
                Symbol::PASSIVE | Symbol::STOP | Symbol::SEMI | Symbol::QUOTE
            )
        };
        let closed = comma(item + 1) || self.items.get(item + 1).is_none_or(ends);
        article && aged && (named && comma(item - 1) || self.of_speaker(item)) && closed
    }

    /// "We buried fourteen," said Salem Bakr, a butcher: the remark before ends with the name of who
    /// speaks.
    fn of_speaker(&self, item: usize) -> bool {
        let remark = item.checked_sub(1).map(|at| &self.items[at]);
        let remark = remark.filter(|i| i.symbol == Symbol::REMARK && i.units.len() > 2);
        remark.is_some_and(|i| {
            let name = &self.segments.units[i.units.end - 2];
            name.capital && name.lex.is_unknown()
        })
    }

    /// "the mayor of the town, his wife and their son were killed"
    fn opens_list(&self, item: usize) -> bool {
        const REACH: usize = 6;
        let after = self.items[item + 1..].iter().take(REACH);
        let joint = after
            .clone()
            .position(|i| matches!(i.symbol, Symbol::COMMA | Symbol::AND));
        joint.is_some_and(|joint| {
            let plain = |i: &Item| matches!(i.symbol, Symbol::OF | Symbol::WORD);
            let next = &self.items[item + 1 + joint..];
            let group = next.get(1).is_some_and(|i| i.group.is_some());
            after.take(joint).all(plain) && group
        })
    }
}
