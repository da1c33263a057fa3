//! Predicates of harm and the figures they take: who was killed or hurt, by the rules of
//! `rules/en/frames.toml`.
//!
//! A sentence becomes a row of items, each with one symbol. A rule is a regular expression over
//! symbols, so item k of a match is byte k, and a match leads straight back to the words.

mod addends;
mod effect;
mod extent;
pub mod gapped;
mod items;
mod left;
mod marks;
mod no_event;
mod parts;
mod refuse;
mod rules;
mod subject;
mod toll;
mod wording;

use std::collections::BTreeMap;
use std::ops::Range;

use tollbook_record::{Act, Count, Effect, Who};

use crate::cue::people::{Form, Group};
use crate::lexicon::Gram;
use crate::segment::Segments;
use items::{Item, Symbol};
use rules::{RULES, Rule, Symbols};
pub use toll::is_of_period;

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
    /// How many were told before of whom it is a part: "of the sixty-one, 14 are women".
    pub of: Option<u32>,
    /// Whether it is worded as told before: "the nine dead", "those three".
    pub known: bool,
    /// The units of the predicate; the group's own where the noun tells by itself.
    pub predicate: Range<usize>,
    /// The kind of attack that the predicate tells.
    pub act: Option<Act>,
    /// The rule that read it.
    pub rule: &'static str,
}

impl FigureCue {
    /// The unit that decides on whose account it stands: where people tell what befell themselves, the verb
    /// behind the one of saying.
    pub fn told_at(&self) -> usize {
        match self.rule {
            "told-they" => self.predicate.start,
            _ => self.group.units.start,
        }
    }
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

/// What is read of the counts of people in a sentence.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// The figures, in order of their words.
    pub figures: Vec<FigureCue>,
    /// Counts that stand beside a word of harm and of which no rule made a figure.
    pub left: Vec<Range<usize>>,
}

/// The counts of a sentence. `listed` tells that it is a line of a list,
/// where a number and an attack stand side by side without a verb.
pub fn read(segments: &Segments<'_>, sentence: Range<usize>, listed: bool) -> Counts {
    let (items, groups) = items::items(segments, sentence);
    if groups.is_empty() {
        return Counts {
            left: left::families(segments, &items),
            ..Counts::default()
        };
    }
    let row: Vec<u8> = items.iter().map(|item| item.symbol.byte()).collect();
    let asides = subject::asides(segments, &items, &groups);
    let subjects = subject::row(segments, &items, &asides);
    let mut reading = Reading {
        listed,
        segments,
        marked: marks::marked(segments, &items),
        asides,
        items,
        groups,
        taken: BTreeMap::new(),
    };
    reading.count_as_many();
    reading.nouns_of_the_dead();
    // Most sentences tell of no harm, and most rules have nothing to look for in the others.
    let symbols = Symbols::of(&row);
    let may_apply = |rule: &&Rule| (listed || !rule.listed) && rule.predicates.meets(symbols);
    for rule in RULES.iter().filter(may_apply) {
        reading.apply(rule, if rule.subject { &subjects } else { &row });
    }
    reading.pairs();
    reading.captives();
    reading.parts();
    reading.parts_of_later();
    reading.apposed_parts();
    reading.name_them();
    reading.halves();
    reading.coordinate();
    reading.drop_increments();
    reading.drop_natural();
    Counts {
        left: reading.left(),
        figures: reading.finish(),
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
    /// The items of clauses that say more of a subject.
    asides: Vec<Range<usize>>,
    groups: Vec<Group>,
    /// What is known of the groups taken so far, by index.
    taken: BTreeMap<usize, Taken>,
}

impl Reading<'_, '_> {
    fn apply(&mut self, rule: &Rule, row: &[u8]) {
        let mut from = 0;
        // Most rules find nothing, and captures cost more than that.
        while rule.pattern.is_match_at(row, from)
            && let Some(found) = rule.pattern.captures_at(row, from)
        {
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
        let who = self.without_next_subject(self.last_alone(rule, who), &how);
        if who.is_empty() || self.is_object_of_harm(&who, effect) {
            return;
        }
        let effect = self.counted_by_toll(&how, &who).unwrap_or(effect);
        let effect = self.died_in_hospital(&how, &who).unwrap_or(effect);
        // A hospital admits the hurt; who admits to a number owns up to it.
        let admits = rule == "admits-to";
        let effect = if admits { Effect::Killed } else { effect };
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
        let hit = self.hit(&self.items[how.start]).filter(|_| !admits);
        let first = who.start;
        for item in who {
            // "two brothers of the mayor and his driver": not the mayor.
            let owner = item > first && self.items[item - 1].symbol == Symbol::OF;
            let Some(group) = self.items[item].group.filter(|_| !owner) else {
                continue;
            };
            if rule == "unharmed" {
                self.groups[group].count = Count::exactly(0);
            }
            if matches!(rule, "toll" | "number-of") {
                self.newest_toll(group);
                self.risen(how.start, item, group);
            }
            self.exceed(item, group);
            // "shot the attacker": of whom it is not told that he died.
            let definite = self.groups[group].form == Form::Definite;
            if definite && self.groups[group].who == Who::Fighters && effect != Effect::Killed {
                continue;
            }
            let object = hit.is_none_or(|hit| self.may_be_hit(group, hit));
            // "not 12 but nine", "their bodies burned": neither is a figure.
            let not = item > 0
                && self.items[item - 1].symbol == Symbol::NOT
                && self.groups[group].count != Count::exactly(0);
            let remains =
                effect == Effect::Injured && self.groups[group].effect == Some(Effect::Killed);
            let apposed = self.is_of_name(item) || self.is_of_last(item);
            let none = self.is_nobody_aside(item);
            if object
                && !not
                && !none
                && !remains
                && !apposed
                && self.may_be_figure(group, item, rule)
            {
                let taken = || Taken {
                    effect,
                    predicate: predicate.clone(),
                    act,
                    // They break down what was told before, if anything was.
                    part_of: matches!(rule, "victims-were" | "fragment" | "they-were")
                        .then_some(Whole::Before),
                    rule,
                    clause,
                    // "The ministry says 14": of what, the figure before tells.
                    inherits: matches!(
                        rule,
                        "said"
                            | "label-number"
                            | "said-group"
                            | "number-according"
                            | "on-list"
                            | "put-it-at"
                            | "it-was"
                            | "now"
                            | "fragment"
                            | "right-number"
                            | "number-to"
                            | "number-at"
                            | "number-first"
                            | "they-were"
                            | "admits-to"
                            | "said-gapped"
                            | "names-listed"
                            | "victims-listed"
                    ),
                };
                for shared in self.sharing(group) {
                    // "Three abducted students have been shot dead": the verb tells what became of them.
                    let milder = |t: &Taken| {
                        let held = matches!(
                            t.effect,
                            Effect::Abducted | Effect::Injured | Effect::Missing
                        );
                        t.rule == "noun-of-the-dead" && held && effect == Effect::Killed
                    };
                    if self.taken.get(&shared).is_some_and(milder) {
                        self.taken.remove(&shared);
                    }
                    self.taken.entry(shared).or_insert_with(taken);
                }
            }
        }
    }

    fn finish(self) -> Vec<FigureCue> {
        let standings = self.standings();
        let of: BTreeMap<usize, u32> = self
            .taken
            .iter()
            .filter(|(_, taken)| taken.part_of == Some(Whole::Before))
            .filter_map(|(at, _)| Some((*at, self.told_of(*at)?)))
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
                let the = self.segments.units[group.units.start].has(Gram::DEFINITE);
                let counted = matches!(group.form, Form::Numbered | Form::Bare);
                Some(FigureCue {
                    known: the && counted,
                    of: of.get(&at).copied(),
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
            .figures
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
