//! Predicates of harm and the figures they take: who was killed or hurt, by the rules of
//! `rules/en/frames.toml`.
//!
//! A sentence becomes a row of items, each with one symbol. A rule is a regular expression over
//! symbols, so item k of a match is byte k, and a match leads straight back to the words.

mod items;
mod parts;
mod rules;

use std::collections::BTreeMap;
use std::ops::Range;

use tollbook_record::{Act, Count, CountRange, Effect, Who};

use crate::cue::people::{Form, Group};
use crate::lexicon::{Forms, Gram, Hit, Object, Qualifier};
use crate::segment::Segments;
use items::{Item, Symbol};
use rules::{RULES, Rule};

/// A figure of a sentence: a group and what its predicate says became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureCue {
    /// The group.
    pub group: Group,
    /// What became of it.
    pub effect: Effect,
    /// The figure that it breaks down.
    pub part_of: Option<Whole>,
    /// Whether what became of it is told only by the figure that it breaks down, in a sentence
    /// before: "Of these, eleven were women."
    pub inherits: bool,
    /// Whether it replaces what was told before, or is itself replaced.
    pub standing: Standing,
    /// The units of the predicate; the group's own where the noun tells by itself.
    pub predicate: Range<usize>,
    /// The kind of attack that the predicate tells.
    pub act: Option<Act>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// How a figure stands beside others of one speaker: a newer toll replaces an older one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is said of it.
    #[default]
    Plain,
    /// "rose to 15", "now 15": in place of what was told before.
    Newest,
    /// "up from 12", "an earlier toll of 12": replaced by another.
    Old,
}

/// The figure that another one breaks down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// A figure of the same sentence, by index.
    Here(usize),
    /// The last figure before the sentence.
    Before,
}

/// The number of a group, where it is an exact one.
fn exact(group: &Group) -> Option<u32> {
    let range = group.count.range();
    range.min().filter(|_| range.min() == range.max())
}

/// The figures of a sentence, in order of their words. `listed` tells that it is a line of a list,
/// where a number and an attack stand side by side without a verb.
pub fn read(segments: &Segments<'_>, sentence: Range<usize>, listed: bool) -> Vec<FigureCue> {
    let (items, groups) = items::items(segments, sentence);
    if groups.is_empty() {
        return Vec::new();
    }
    let row: Vec<u8> = items.iter().map(|item| item.symbol.byte()).collect();
    let subjects = items::subject_row(&items);
    let mut reading = Reading {
        listed,
        segments,
        marked: parts::marked(segments, &items),
        items,
        groups,
        taken: BTreeMap::new(),
    };
    reading.count_as_many();
    reading.nouns_of_the_dead();
    for rule in RULES.iter().filter(|rule| listed || !rule.listed) {
        reading.apply(rule, if rule.subject { &subjects } else { &row });
    }
    reading.parts();
    reading.drop_increments();
    reading.drop_natural();
    reading.finish()
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

#[derive(Clone)]
struct Taken {
    effect: Effect,
    predicate: Range<usize>,
    act: Option<Act>,
    part_of: Option<Whole>,
    rule: &'static str,
    inherits: bool,
    /// Whether the group opens a clause of its own after a list of parts.
    clause: bool,
}

struct Reading<'s, 'a> {
    segments: &'s Segments<'a>,
    /// Whether the sentence is a line of a list.
    listed: bool,
    items: Vec<Item>,
    /// For each item, whether it stands among the parts of a figure.
    marked: Vec<bool>,
    groups: Vec<Group>,
    /// What is known of the groups taken so far, by index.
    taken: BTreeMap<usize, Taken>,
}

impl Reading<'_, '_> {
    fn apply(&mut self, rule: &Rule, row: &[u8]) {
        let mut from = 0;
        while let Some(found) = rule.pattern.captures_at(row, from) {
            let (Some(who), Some(how)) = (found.name("who"), found.name("how")) else {
                return;
            };
            self.take(rule.id, who.range(), how.range());
            from = who
                .end()
                .max(how.end())
                .min(found.get(0).map_or(row.len(), |m| m.end()))
                .max(from + 1);
            if from >= row.len() {
                return;
            }
        }
    }

    fn take(&mut self, rule: &'static str, who: Range<usize>, how: Range<usize>) {
        let predicate = self.items[how.start].units.clone();
        let Some((effect, act)) = self.effect(&self.items[how.start]) else {
            return;
        };
        let who = self.last_alone(rule, who);
        let effect = self.counted_by_toll(&how, &who).unwrap_or(effect);
        let whole = self.without_parts(who.clone(), effect);
        let clause = whole != who;
        let who = whole;
        if self.is_refused(rule, &who, &how) {
            return;
        }
        let state = (rule.starts_with("counted") && how.start == who.end).then_some(predicate.end);
        if let (Some(end), Some(last)) = (state, self.items[who.end - 1].group) {
            // "26 dead": the word that says what became of them belongs to the figure's words.
            self.groups[last].units.end = end;
            self.qualify_after(last);
        }
        let hit = self.hit(&self.items[how.start]);
        for item in who {
            let Some(group) = self.items[item].group else {
                continue;
            };
            if rule == "unharmed" {
                self.groups[group].count = Count::exactly(0);
            }
            if matches!(rule, "toll" | "number-of") {
                self.newest_toll(group);
            }
            let object = hit.is_none_or(|hit| self.may_be_hit(group, hit));
            // "not 12 but nine", "their bodies burned": neither is a figure.
            let not = item > 0
                && self.items[item - 1].symbol == Symbol::NOT
                && self.groups[group].count != Count::exactly(0);
            let remains =
                effect == Effect::Injured && self.groups[group].effect == Some(Effect::Killed);
            if object && !not && !remains && self.may_be_figure(group, item, rule) {
                let taken = || Taken {
                    effect,
                    predicate: predicate.clone(),
                    act,
                    part_of: None,
                    rule,
                    clause,
                    // "The ministry says 14": of what, the figure before tells.
                    inherits: matches!(rule, "said" | "now"),
                };
                for shared in self.sharing(group) {
                    self.taken.entry(shared).or_insert_with(taken);
                }
            }
        }
    }

    /// "14 dead and counting": what follows the predicate may make the number a least one, and
    /// "38 dead (inmates)" says who they were.
    fn qualify_after(&mut self, group: usize) {
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

    /// What is said not to have been, or only could be, is no figure.
    fn is_refused(&self, rule: &str, who: &Range<usize>, how: &Range<usize>) -> bool {
        let symbol = |at: usize| self.items[at].symbol;
        let negated = how.start > 0 && symbol(how.start - 1) == Symbol::NOT;
        let participle = rule == "counted-participle";
        let subject = participle && self.is_subject_of_active(how);
        let between = who.end.min(how.end)..who.start.max(how.start);
        let could = between.clone().any(|at| self.is_unreal(at));
        // "I saw him die", "people die every day": no report of one death.
        let lex = self.segments.units[self.items[how.start].units.end - 1].lex;
        let timeless = symbol(how.start) == Symbol::SUFFER
            && lex.suffers.is_some_and(|h| h.forms == Forms::BASE);
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
            && self.items[who.start].symbol != Symbol::BARE;
        // A bare number after an attack counts the dead only if it is broken down.
        let item = &self.items[who.start];
        let noun = item.group.is_some_and(|g| self.groups[g].noun.is_some());
        let broken = self
            .items
            .get(who.end)
            .is_some_and(|i| i.symbol == Symbol::OPEN);
        let unfit = unfit || rule == "listed-after" && !noun && !broken;
        let at = |i: usize| self.segments.low(self.items[i].units.start);
        let unfit = unfit || rule == "put-at" && at(who.start - 1) != "at";
        let newest = self.segments.units[self.items[how.start].units.start].has(Gram::NEWEST);
        // "a high estimate 24" is a noun, and gives one end of a range.
        let noun_of_saying = rule == "said"
            && self
                .segments
                .low(self.items[how.start].units.start)
                .starts_with("estimate");
        let unfit = unfit || noun_of_saying || rule == "now" && !newest;
        let adjective = self.is_adjective(who, how);
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
                "on" | "managed" | "proceeded" | "continued" | "used"
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
    fn hit(&self, how: &Item) -> Option<Hit> {
        let verb = matches!(how.symbol, Symbol::PASSIVE | Symbol::KILL | Symbol::ACTIVE);
        let lex = self.segments.units[how.units.end - 1].lex;
        lex.hits.filter(|_| verb && lex.harm.is_none())
    }

    /// A number alone or a noun that no table has may be anything; some verbs do not ask.
    fn may_be_hit(&self, group: usize, hit: Hit) -> bool {
        let group = &self.groups[group];
        let nobody = group.count == Count::exactly(0);
        match hit.object {
            Object::Number => group.noun.is_some() || group.form != Form::Numbered,
            Object::People => group.noun.is_some() || group.form == Form::Part || nobody,
            Object::Nobody => nobody,
        }
    }

    /// "the toll of killed and wounded rose to 40": the words after a word for a toll say of what.
    fn counted_by_toll(&self, how: &Range<usize>, who: &Range<usize>) -> Option<Effect> {
        if self.items[how.start].symbol != Symbol::TOLL || how.end > who.start {
            return None;
        }
        let between = &self.items[how.end..who.start];
        between.iter().find_map(|i| {
            let lex = self.segments.units[i.units.start].lex;
            lex.state.or(lex.remains)
        })
    }

    /// "rose from 9 to 12" is no range: the new toll is the last.
    fn newest_toll(&mut self, group: usize) {
        let group = &mut self.groups[group];
        let from = self.segments.units[group.units.start].has(Gram::FROM);
        if let Some(high) = group.count.range().max().filter(|_| from) {
            group.count = Count::exactly(high);
        }
    }

    /// "and as many were hurt": the number is that of the group before.
    fn count_as_many(&mut self) {
        let mut before: Option<u32> = None;
        for group in &mut self.groups {
            if group.form == Form::AsMany {
                let Some(n) = before else { continue };
                let least = group.count.range().max().is_none();
                let range = if least {
                    CountRange::at_least(n)
                } else {
                    CountRange::exactly(n)
                };
                group.count = Count::Stated {
                    range,
                    approximate: false,
                };
                group.form = Form::Bare;
            } else if matches!(group.form, Form::Numbered | Form::Bare) {
                before = exact(group).filter(|n| *n > 0).or(before);
            }
        }
    }

    /// "38 patients, six of them in critical condition" says it of the six alone, and so does "two
    /// women and 20 wounded": a number without a noun begins a figure of its own.
    fn last_alone(&self, rule: &str, who: Range<usize>) -> Range<usize> {
        let form = |item: &Item| item.group.map(|g| &self.groups[g]);
        let last = form(&self.items[who.end - 1]);
        let pronoun = last.is_some_and(|g| g.form == Form::Part && g.noun.is_none());
        let bare = last.is_some_and(|g| g.form == Form::Bare)
            && form(&self.items[who.start]).is_some_and(|g| g.form != Form::Bare);
        if rule.starts_with("counted") && bare || rule == "counted-state" && pronoun {
            who.end - 1..who.end
        } else {
            who
        }
    }

    /// "seven killed, two of them children, and 12 injured": where a list begins with parts of an
    /// earlier figure, ", and" begins the next clause, and so does a comma if the earlier figure
    /// fared otherwise.
    fn without_parts(&self, who: Range<usize>, effect: Effect) -> Range<usize> {
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
    fn sharing(&self, group: usize) -> Range<usize> {
        let same = self.groups[group..]
            .iter()
            .take_while(|g| g.units == self.groups[group].units)
            .count();
        group..group + same
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

    fn effect(&self, how: &Item) -> Option<(Effect, Option<Act>)> {
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

    /// A definite noun was counted when it was first told; a bare plural counts only where it is
    /// the argument itself.
    fn may_be_figure(&self, group: usize, item: usize, rule: &str) -> bool {
        let found = &self.groups[group];
        match found.form {
            Form::Definite => rule == "unharmed" || self.is_new(found, item, rule),
            Form::Plural => matches!(
                rule,
                "active" | "passive" | "suffered" | "nominal" | "relative"
            ),
            Form::Plain => self.listed,
            Form::AsMany => false,
            Form::Numbered | Form::Bare | Form::Part | Form::One | Form::Mostly => true,
        }
    }

    /// "wounding their children", "abducted the headman": somebody definite whom nothing before
    /// tells of. "The man" and "the victims" are always somebody told before.
    fn is_new(&self, group: &Group, item: usize, rule: &str) -> bool {
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
        let object =
            matches!(rule, "active" | "nominal") || self.marked[item] || self.opens_list(item);
        let stem = &word[..word.len().min(6)];
        let told =
            (first.saturating_sub(REACH)..first).any(|i| self.segments.low(i).starts_with(stem));
        office && object && !told && word.is_ascii()
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

    /// "22 corpses", "13 martyrs": the noun says what became of them.
    fn nouns_of_the_dead(&mut self) {
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
            if counted {
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

    /// "Five more died, bringing the toll to 26" and "the toll rose to 26 after five more bodies were
    /// found": what explains a new toll is in it already.
    fn drop_increments(&mut self) {
        let toll = self
            .taken
            .iter()
            .find(|(_, t)| matches!(t.rule, "toll" | "number-of"))
            .map(|(group, t)| (*group, t.effect, t.predicate.start));
        let Some((toll, effect, predicate)) = toll else {
            return;
        };
        let end = self.groups[toll].units.end;
        let after = self
            .items
            .iter()
            .find(|i| i.units.start >= end && self.segments.low(i.units.start) == "after");
        let after = after.map_or(usize::MAX, |i| i.units.start);
        let first = predicate.saturating_sub(4);
        let brings = (first..=predicate).any(|i| self.segments.units[i].has(Gram::CUMULATIVE));
        let groups = &self.groups;
        self.taken.retain(|group, taken| {
            let units = &groups[*group].units;
            let before = brings && *group < toll && taken.effect == effect;
            units.start < after && !before
        });
    }

    /// Deaths by flood, accident or disease alone are no harm by people.
    fn drop_natural(&mut self) {
        let has = |i: &Item, gram| self.segments.units[i.units.start].has(gram);
        let natural = self.items.iter().any(|i| has(i, Gram::NATURAL));
        let attack = |i: &Item| {
            let lex = self.segments.units[i.units.start].lex;
            lex.weapon.is_some()
                || lex.act_noun.is_some()
                || lex.act_verb.is_some()
                || lex.party.is_some()
        };
        if natural && !self.items.iter().any(attack) {
            self.taken.clear();
        }
    }

    /// Whether words beside a figure say that it is the newest toll or an old one.
    fn standing(&self, group: usize, taken: &Taken) -> Standing {
        const BESIDE: usize = 3;
        let units = self.groups[group].units.clone();
        let has = |i: usize, gram| self.segments.units.get(i).is_some_and(|u| u.has(gram));
        let first = self.items.first().map_or(0, |i| i.units.start);
        let before = first.max(units.start.saturating_sub(BESIDE))..units.start;
        if taken.part_of.is_some() {
            return Standing::Plain;
        }
        if before.clone().any(|i| has(i, Gram::SUPERSEDED)) {
            return Standing::Old;
        }
        let toll = matches!(taken.rule, "toll" | "reached" | "number-of");
        let told = taken.predicate.start.min(units.start)..units.end + 2;
        let beside = first.max(units.start.saturating_sub(2))..units.end + 2;
        let newest = |mut range: Range<usize>| range.any(|i| has(i, Gram::NEWEST));
        if toll && newest(told) || newest(beside) {
            Standing::Newest
        } else {
            Standing::Plain
        }
    }

    fn finish(self) -> Vec<FigureCue> {
        let standings: BTreeMap<usize, Standing> = self
            .taken
            .iter()
            .map(|(at, taken)| (*at, self.standing(*at, taken)))
            .collect();
        let order: Vec<usize> = self.taken.keys().copied().collect();
        let place = |group: usize| order.iter().position(|g| *g == group);
        let mut groups: Vec<Option<Group>> = self.groups.into_iter().map(Some).collect();
        self.taken
            .into_iter()
            .filter_map(|(at, taken)| {
                let part_of = match taken.part_of {
                    Some(Whole::Here(whole)) => place(whole).map(Whole::Here),
                    other => other,
                };
                let group = groups[at].take()?;
                Some(FigureCue {
                    group,
                    effect: taken.effect,
                    part_of,
                    inherits: taken.inherits,
                    standing: standings[&at],
                    predicate: taken.predicate,
                    act: taken.act,
                    rule: taken.rule,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn figures(text: &str, listed: bool) -> Vec<(String, &'static str)> {
        let segments = segment(text);
        let all = 0..segments.units.len();
        read(&segments, all, listed)
            .into_iter()
            .map(|f| {
                let count = match f.group.count {
                    Count::Vague(word) => word.to_string(),
                    Count::Stated { range, .. } => range.to_string(),
                };
                (format!("{} {count}", f.effect), f.rule)
            })
            .collect()
    }

    #[test]
    fn every_rule_reads_its_examples() {
        let mut faults = Vec::new();
        for row in rules::rule_file().rules {
            for example in &row.yes {
                let (text, expect) = example.split_once(" => ").unwrap_or((example.as_str(), ""));
                let found: Vec<String> =
                    figures(text, row.listed).into_iter().map(|f| f.0).collect();
                if found.join("; ") != expect {
                    faults.push(format!(
                        "{}: {text}\n  expected {expect}\n  read     {}",
                        row.id,
                        found.join("; ")
                    ));
                }
            }
            for text in &row.no {
                if figures(text, row.listed)
                    .iter()
                    .any(|(_, rule)| *rule == row.id)
                {
                    faults.push(format!(
                        "{}: {text}\n  must not be read by this rule",
                        row.id
                    ));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
