//! What is no figure although a rule finds it: plans, adjectives, subjects, people told before.

use std::ops::Range;

use tollbook_record::{Count, Effect, TargetKind, Who};

use super::Reading;
use super::items::{Item, Symbol};
use crate::cue::people::{Form, Group};
use crate::lexicon::{Forms, Gram, Hit, Object};

impl Reading<'_, '_> {
    /// What is said not to have been, or only could be, is no figure.
    pub(super) fn is_refused(&self, rule: &str, who: &Range<usize>, how: &Range<usize>) -> bool {
        let symbol = |at: usize| self.items[at].symbol;
        let negated = how.start > 0 && symbol(how.start - 1) == Symbol::NOT;
        let participle = rule == "counted-participle";
        let subject = participle && self.is_subject_of_active(how);
        let between = who.end.min(how.end)..who.start.max(how.start);
        let could = between.clone().any(|at| self.is_unreal(at));
        // "I saw him die", "people die every day": no report of one death.
        let lex = self.segments.units[self.items[how.start].units.end - 1].lex;
        let timeless = symbol(how.start) == Symbol::SUFFER
            && lex
                .suffers
                .is_some_and(|h| h.forms == Forms::BASE && h.effect != Effect::Missing);
        // "the 26 dead" were told before.
        let first = self.segments.low(self.items[who.start].units.start);
        let known = rule == "counted-state" && matches!(first, "the" | "these" | "those");
        let plan =
            matches!(symbol(how.start), Symbol::KILL | Symbol::ACTIVE) && self.is_plan(how.start);
        let both = rule == "combined" && lex.state != Some(Effect::KilledOrInjured);
        let named = rule != "active-after-name" || {
            let unit = &self.segments.units[self.items[how.end].units.start];
            unit.capital && unit.lex.time.is_none()
        };
        let unfit = self
            .hit(&self.items[how.start])
            .is_some_and(|hit| participle && !self.listed && hit.harm.act.is_none())
            && self.items[who.start].symbol != Symbol::BARE
            && self.items[who.end].symbol != Symbol::QUOTE;
        // A bare number after an attack counts the dead only if it is broken down.
        let item = &self.items[who.start];
        let noun = item.group.is_some_and(|g| self.groups[g].noun.is_some());
        let broken = self
            .items
            .get(who.end)
            .is_some_and(|i| i.symbol == Symbol::OPEN);
        let unfit = unfit || rule == "listed-after" && !noun && !broken;
        let at = |i: usize| self.segments.low(self.items[i].units.start);
        let unfit = unfit
            || matches!(rule, "put-at" | "number-at" | "put-it-at") && at(who.start - 1) != "at";
        let newest = self.segments.units[self.items[how.start].units.start].has(Gram::NEWEST);
        // "a high estimate 24" is a noun, and gives one end of a range.
        let noun_of_saying = rule == "said"
            && self
                .segments
                .low(self.items[how.start].units.start)
                .starts_with("estimate");
        let unfit = unfit || noun_of_saying || rule == "now" && !newest;
        let unfit = unfit || rule == "with-wounds" && !self.comes_with(how.start);
        let unfit = unfit || self.runs_off(who, how.start) || self.is_called_false(who);
        let unfit = unfit || rule == "number-according" && !self.is_according(how.start);
        let unfit = unfit || self.falls_elsewhere(how);
        // "were led away and have not been heard of" tells of the taking first.
        let killed = || {
            let effect = self.effect(&self.items[how.start]);
            effect.is_some_and(|(effect, _)| effect == Effect::Killed)
        };
        let unfit = unfit || rule == "killed-after" && !killed();
        let unfit = unfit || rule == "on-list" && !self.is_on_list(how.start);
        let it = || at(who.start - 2) == "it";
        let unfit = unfit || rule == "it-was" && !it();
        let unfit = unfit || rule == "right-number" && !self.is_right(how.start);
        let unfit = unfit || rule == "fragment" && self.names_nobody(who);
        let unfit =
            unfit || self.is_found_alive(how) || rule == "nominal" && self.is_ranked(how.start);
        let unfit = unfit || rule == "victims-were" && !self.names_victims(how.start);
        let unfit = unfit || self.is_of_remains(who, how) || self.is_since(how.start);
        let adjective = self.is_adjective(who, how) || self.is_subject_of_relative(who);
        !named
            || unfit
            || adjective
            || negated
            || subject
            || could
            || plan
            || timeless
            || known
            || both
    }

    /// "The correct number", "the true toll".
    fn is_right(&self, how: usize) -> bool {
        let at = self.items[how].units.start;
        let before = at.checked_sub(1).map_or("", |at| self.segments.low(at));
        matches!(
            before,
            "correct" | "right" | "true" | "actual" | "real" | "final" | "exact"
        )
    }

    /// "Two people." alone counts nobody; "9 kids." after a toll breaks it down.
    fn names_nobody(&self, who: &Range<usize>) -> bool {
        let groups = self.items[who.clone()].iter().filter_map(|i| i.group);
        let mut whos = groups.map(|g| self.groups[g].who);
        whos.any(|who| matches!(who, Who::People | Who::Civilians))
    }

    /// "on his list", "in its book"
    fn is_on_list(&self, how: usize) -> bool {
        let item = |back: usize| self.items.get(how + back).map(|i| i.units.start);
        let own = item(1).is_some_and(|at| self.segments.units[at].has(Gram::POSSESSIVE));
        let list = item(2).map_or("", |at| self.segments.low(at));
        own && matches!(
            list,
            "list" | "lists" | "book" | "books" | "register" | "records" | "ledger"
        )
    }

    /// "61 according to the police"
    fn is_according(&self, how: usize) -> bool {
        self.segments.units[self.items[how].units.start].has(Gram::BY)
    }

    /// "two guards fell from the roof", "fell ill": who falls in a place or a fight, or falls and no
    /// more is told, has died.
    fn falls_elsewhere(&self, how: &Range<usize>) -> bool {
        let word = self.segments.low(self.items[how.start].units.end - 1);
        if !matches!(word, "fell" | "fallen" | "fall" | "falls" | "falling") {
            return false;
        }
        let next = self.items.get(how.end);
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
        let killed = self
            .effect(&self.items[how.start])
            .is_some_and(|(effect, _)| effect == Effect::Killed);
        let ends = |i: &&Item| !matches!(i.symbol, Symbol::STOP | Symbol::SEMI | Symbol::COMMA);
        let mut after = self.items[how.end..].iter().take(REACH).take_while(ends);
        killed && after.any(|i| self.segments.low(i.units.start) == "alive")
    }

    /// "the fourth homicide of a leader this year": its place in a row, not a death told here.
    fn is_ranked(&self, how: usize) -> bool {
        let at = self.items[how].units.start;
        at > 0 && self.segments.units[at - 1].has(Gram::ORDINAL)
    }

    /// "The victims", "the dead", "the injured" before "were": of whom a list is told.
    fn names_victims(&self, how: usize) -> bool {
        let at = self.items[how].units.end - 1;
        let state = matches!(self.items[how].symbol, Symbol::STATE | Symbol::KILL);
        let the = at > 0 && matches!(self.segments.low(at - 1), "the" | "those");
        let victims = matches!(self.segments.low(at), "victims" | "fatalities" | "deceased");
        victims && !state || state && the
    }

    /// "body of a man with gunshot wounds": he is dead, whatever his wounds.
    fn is_of_remains(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let before = |back: usize| who.start.checked_sub(back).map(|at| self.items[at].symbol);
        let hurt = self
            .effect(&self.items[how.start])
            .is_some_and(|(effect, _)| effect == Effect::Injured);
        hurt && before(1) == Some(Symbol::OF) && before(2) == Some(Symbol::REMAINS)
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

    /// "with burns", "with severe shrapnel wounds": the preposition before a word for wounds.
    fn comes_with(&self, how: usize) -> bool {
        const REACH: usize = 3;
        let before = how.saturating_sub(REACH)..how;
        before
            .into_iter()
            .any(|at| self.segments.low(self.items[at].units.start) == "with")
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
            at > 0
                && self
                    .taken
                    .get(&(at - 1))
                    .is_some_and(|t| t.rule == "active")
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
            Form::Plain => self.listed || rule == "telegraphic",
            Form::AsMany => false,
            Form::Numbered | Form::Bare | Form::Part | Form::One | Form::Mostly => true,
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
            Who::Officials
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
        office && object && !told && word.is_ascii()
    }

    /// "the deputy mayor of Binnish, Walid Haddad, and two guards": the name is told behind a comma.
    fn names_next(&self, end: usize) -> bool {
        const REACH: usize = 6;
        let units = &self.segments.units;
        let comma = (end..units.len().min(end + REACH)).find(|i| units[*i].is(','));
        let name = |at: usize| {
            units
                .get(at)
                .is_some_and(|u| u.capital && u.lex.is_unknown())
        };
        comma.is_some_and(|comma| name(comma + 1) && name(comma + 2))
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
        let named = item > 1 && {
            let unit = &self.segments.units[self.items[item - 2].units.start];
            self.items[item - 2].symbol == Symbol::WORD && unit.capital && unit.lex.is_unknown()
        };
        let aged = self.items[item].units.len() > 1;
        let closed = comma(item + 1)
            || self
                .items
                .get(item + 1)
                .is_some_and(|i| i.symbol == Symbol::PASSIVE);
        article && aged && named && comma(item - 1) && closed
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
