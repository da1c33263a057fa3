//! Predicates of harm and the figures they take: who was killed or hurt, by the rules of
//! `rules/en/frames.toml`.
//!
//! A sentence becomes a row of items, each with one symbol. A rule is a regular expression over
//! symbols, so item k of a match is byte k, and a match leads straight back to the words.

mod parts;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;
use serde::Deserialize;
use tollbook_record::{Act, Count, Effect};

use crate::cue::people::{self, Form, Group};
use crate::lexicon::{Forms, Gram};
use crate::segment::Segments;
use crate::token::Shape;

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
    /// The units of the predicate; the group's own where the noun tells by itself.
    pub predicate: Range<usize>,
    /// The kind of attack that the predicate tells.
    pub act: Option<Act>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// The figure that another one breaks down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// A figure of the same sentence, by index.
    Here(usize),
    /// The last figure before the sentence.
    Before,
}

macro_rules! symbols {
    ($($name:ident,)+) => {
        #[allow(clippy::upper_case_acronyms)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(non_camel_case_types)]
        enum Symbol { $($name,)+ }

        impl Symbol {
            const NAMES: &'static [(&'static str, Symbol)] = &[$((stringify!($name), Symbol::$name),)+];

            /// The byte that stands for it in a row of items: a letter, so that no symbol has a
            /// meaning in the syntax of regular expressions.
            const fn byte(self) -> u8 {
                let n = self as u8;
                if n < 26 { b'A' + n } else { b'a' + n - 26 }
            }
        }
    };
}

symbols! {
    NUMBERED, BARE, PART, ONE, DEFINITE, PLAIN, PLURAL, MOSTLY,
    PASSIVE, KILL, ACTIVE, SUFFER, STATE, NOMINAL, TOLL, LEAVE, HARMLESS,
    SUBSET, AND, COMMA, BE, HAVE, MODAL, NOT, OF, RELATIVE, PREP, TO, BY,
    WEAPON, EVENT, COLON, SEMI, OPEN, CLOSE, DASH, QUOTE, STOP, SAY, ACT, ADVERB, PRONOUN, WORD,
}

/// The number of a group, where it is an exact one.
fn exact(group: &Group) -> Option<u32> {
    let range = group.count.range();
    range.min().filter(|_| range.min() == range.max())
}

/// One item of a sentence.
struct Item {
    symbol: Symbol,
    units: Range<usize>,
    /// The index of its group.
    group: Option<usize>,
}

#[derive(Deserialize)]
struct RuleFile {
    macros: BTreeMap<String, String>,
    rules: Vec<RuleRow>,
}

#[derive(Deserialize)]
struct RuleRow {
    id: String,
    /// Whether the rule reads lines of lists alone.
    #[serde(default)]
    listed: bool,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    yes: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    no: Vec<String>,
}

struct Rule {
    id: &'static str,
    listed: bool,
    pattern: Regex,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let file = rule_file();
    file.rules
        .into_iter()
        .map(|row| Rule {
            pattern: compile(&row.pattern, &file.macros),
            listed: row.listed,
            id: row.id.leak(),
        })
        .collect()
});

/// The rules are part of the program; a test reads and compiles them all.
fn rule_file() -> RuleFile {
    toml::from_str(include_str!("../rules/en/frames.toml"))
        .unwrap_or_else(|error| panic!("rules/en/frames.toml: {error}"))
}

/// A pattern of item names to a regular expression over their bytes.
fn compile(pattern: &str, macros: &BTreeMap<String, String>) -> Regex {
    let mut expanded = pattern.to_owned();
    while let Some(open) = expanded
        .find('{')
        .filter(|at| expanded[at + 1..].starts_with(char::is_alphabetic))
        .or_else(|| next_macro(&expanded))
    {
        let close = open
            + expanded[open..]
                .find('}')
                .unwrap_or_else(|| panic!("`{pattern}`: a macro is not closed"));
        let body = macros
            .get(&expanded[open + 1..close])
            .unwrap_or_else(|| panic!("`{pattern}`: unknown macro"));
        expanded.replace_range(open..=close, &format!("(?:{body})"));
    }
    let name = regex::Regex::new("[A-Z]{2,}").expect("a constant pattern");
    let symbols = name.replace_all(&expanded, |found: &regex::Captures<'_>| {
        let symbol = Symbol::NAMES.iter().find(|(name, _)| *name == &found[0]);
        let (_, symbol) =
            symbol.unwrap_or_else(|| panic!("`{pattern}`: unknown item {}", &found[0]));
        char::from(symbol.byte()).to_string()
    });
    Regex::new(&symbols.replace(' ', "")).unwrap_or_else(|error| panic!("`{pattern}`: {error}"))
}

/// Where the next macro opens: a brace that does not hold a count such as {0,9}.
fn next_macro(pattern: &str) -> Option<usize> {
    pattern
        .match_indices('{')
        .map(|(at, _)| at)
        .find(|at| pattern[at + 1..].starts_with(char::is_alphabetic))
}

/// The figures of a sentence, in order of their words. `listed` tells that it is a line of a list,
/// where a number and an attack stand side by side without a verb.
pub fn read(segments: &Segments<'_>, sentence: Range<usize>, listed: bool) -> Vec<FigureCue> {
    let (items, groups) = items(segments, sentence);
    if groups.is_empty() {
        return Vec::new();
    }
    let row: Vec<u8> = items.iter().map(|item| item.symbol.byte()).collect();
    let mut reading = Reading {
        listed,
        segments,
        marked: parts::marked(segments, &items),
        items,
        groups,
        taken: BTreeMap::new(),
    };
    reading.nouns_of_the_dead();
    for rule in RULES.iter().filter(|rule| listed || !rule.listed) {
        reading.apply(rule, &row);
    }
    reading.parts();
    reading.drop_increments();
    reading.finish()
}

fn items(segments: &Segments<'_>, sentence: Range<usize>) -> (Vec<Item>, Vec<Group>) {
    let mut items = Vec::new();
    let mut groups = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(found) = people::read(segments, at, sentence.end) {
            let units = found[0].units.clone();
            at = units.end;
            if is_speaker(segments, &found[0], sentence.end) {
                let item = |i| Item {
                    symbol: Symbol::WORD,
                    units: i..i + 1,
                    group: None,
                };
                items.extend(units.map(item));
                continue;
            }
            let symbol = group_symbol(found[0].form);
            items.push(Item {
                symbol,
                units,
                group: Some(groups.len()),
            });
            groups.extend(found);
        } else {
            items.push(Item {
                symbol: symbol(segments, at, sentence.start),
                units: at..at + 1,
                group: None,
            });
            at += 1;
        }
    }
    (join_passives(items, segments), groups)
}

/// "rescue workers said": a noun before a verb of saying speaks; it is not what was harmed.
fn is_speaker(segments: &Segments<'_>, group: &Group, end: usize) -> bool {
    let noun = matches!(
        group.form,
        Form::One | Form::Definite | Form::Plain | Form::Plural
    );
    let says = |i: usize| segments.units[i].lex.speech.is_some();
    let next = group.units.end;
    noun && next < end
        && (says(next)
            || segments.units[next].has(Gram::ADVERB.with(Gram::HAVE))
                && next + 1 < end
                && says(next + 1))
}

fn group_symbol(form: Form) -> Symbol {
    match form {
        Form::Numbered => Symbol::NUMBERED,
        Form::Bare => Symbol::BARE,
        Form::Part => Symbol::PART,
        Form::One => Symbol::ONE,
        Form::Definite => Symbol::DEFINITE,
        Form::Plain => Symbol::PLAIN,
        Form::Plural => Symbol::PLURAL,
        Form::Mostly => Symbol::MOSTLY,
    }
}

fn symbol(segments: &Segments<'_>, at: usize, start: usize) -> Symbol {
    let unit = &segments.units[at];
    if let Shape::Mark(mark) = unit.shape {
        return match mark {
            ',' | '،' => Symbol::COMMA,
            ';' | '؛' => Symbol::SEMI,
            ':' => Symbol::COLON,
            '(' | '[' => Symbol::OPEN,
            ')' | ']' => Symbol::CLOSE,
            '-' | '–' | '—' => Symbol::DASH,
            '"' | '“' | '”' | '«' | '»' | '\'' | '‘' | '’' => Symbol::QUOTE,
            '.' | '!' | '?' | '؟' => Symbol::STOP,
            '&' | '+' => Symbol::AND,
            _ => Symbol::WORD,
        };
    }
    let lex = unit.lex;
    if let Some(harm) = lex.harm {
        return harm_symbol(
            harm.forms,
            at > start && segments.units[at - 1].has(Gram::HAVE),
        );
    }
    let table = [
        (unit.has(Gram::HARMLESS), Symbol::HARMLESS),
        (lex.suffers.is_some(), Symbol::SUFFER),
        (lex.state.is_some(), Symbol::STATE),
        (lex.nominal.is_some(), Symbol::NOMINAL),
        (unit.has(Gram::TOLL), Symbol::TOLL),
        (unit.has(Gram::LEAVE), Symbol::LEAVE),
        (unit.has(Gram::SUBSET), Symbol::SUBSET),
        (unit.has(Gram::BE), Symbol::BE),
        (unit.has(Gram::HAVE), Symbol::HAVE),
        (unit.has(Gram::MODAL), Symbol::MODAL),
        (unit.has(Gram::NOT), Symbol::NOT),
        (unit.has(Gram::AND), Symbol::AND),
        (unit.has(Gram::OF), Symbol::OF),
        (unit.has(Gram::TO), Symbol::TO),
        (unit.has(Gram::BY_AGENT), Symbol::BY),
        (unit.has(Gram::RELATIVE), Symbol::RELATIVE),
        (unit.has(Gram::ADVERB), Symbol::ADVERB),
        (lex.speech.is_some() || unit.has(Gram::DENIAL), Symbol::SAY),
        (unit.has(Gram::LOCATIVE), Symbol::PREP),
        (unit.has(Gram::PRONOUN), Symbol::PRONOUN),
        (lex.weapon.is_some(), Symbol::WEAPON),
        (lex.act_noun.is_some(), Symbol::EVENT),
        (lex.act_verb.is_some(), Symbol::ACT),
    ];
    table
        .iter()
        .find(|(is, _)| *is)
        .map_or(Symbol::WORD, |(_, symbol)| *symbol)
}

fn harm_symbol(forms: Forms, after_have: bool) -> Symbol {
    let participle = forms.can_be(Forms::PARTICIPLE);
    if participle && !after_have {
        Symbol::KILL
    } else {
        Symbol::ACTIVE
    }
}

/// "were" and "killed" make one passive item, with adverbs between them.
fn join_passives(items: Vec<Item>, segments: &Segments<'_>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let participle = item.symbol == Symbol::KILL
            || item.symbol == Symbol::ACTIVE
                && segments.units[item.units.start]
                    .lex
                    .harm
                    .is_some_and(|h| h.forms.can_be(Forms::PARTICIPLE));
        let adverbs = out
            .iter()
            .rev()
            .take_while(|i| i.symbol == Symbol::ADVERB)
            .count();
        let be = out
            .len()
            .checked_sub(adverbs + 1)
            .filter(|at| out[*at].symbol == Symbol::BE);
        match be.filter(|_| participle) {
            Some(be) => {
                out.truncate(be + 1);
                let joined = &mut out[be];
                joined.symbol = Symbol::PASSIVE;
                joined.units.end = item.units.end;
            }
            None => out.push(item),
        }
    }
    out
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
        let whole = self.without_parts(who.clone());
        let clause = whole != who;
        let who = whole;
        let Some((effect, act)) = self.effect(&predicate) else {
            return;
        };
        let negated = how.start > 0 && self.items[how.start - 1].symbol == Symbol::NOT;
        let combatant_subject =
            rule == "counted-participle" && self.is_subject_of_active(&who, &how);
        if negated || combatant_subject {
            return;
        }
        let state = (rule.starts_with("counted") && how.start == who.end).then_some(predicate.end);
        if let (Some(end), Some(last)) = (state, self.items[who.end - 1].group) {
            // "26 dead": the word that says what became of them belongs to the figure's words.
            self.groups[last].units.end = end;
        }
        for item in who {
            if rule == "unharmed"
                && let Some(group) = self.items[item].group
            {
                self.groups[group].count = Count::exactly(0);
            }
            let Some(group) = self.items[item].group else {
                continue;
            };
            if self.may_be_figure(group, rule) {
                let taken = || Taken {
                    effect,
                    predicate: predicate.clone(),
                    act,
                    part_of: None,
                    rule,
                    clause,
                    inherits: false,
                };
                for shared in self.sharing(group) {
                    self.taken.entry(shared).or_insert_with(taken);
                }
            }
        }
    }

    /// "seven killed, two of them children, and 12 injured": where a list begins with parts of an
    /// earlier figure, ", and" begins the next clause.
    fn without_parts(&self, who: Range<usize>) -> Range<usize> {
        let part = |item: &Item| {
            item.group
                .is_some_and(|g| matches!(self.groups[g].form, Form::Part | Form::Mostly))
        };
        let begins_with_part = part(&self.items[who.start]) || self.marked[who.start];
        let turn = who.clone().rev().find(|i| {
            *i > who.start
                && self.items[*i].symbol == Symbol::AND
                && self.items[*i - 1].symbol == Symbol::COMMA
        });
        match turn.filter(|at| begins_with_part && *at + 1 < who.end) {
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

    /// "gunmen killed by" is a subject only if a figure follows the verb.
    fn is_subject_of_active(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let after = self.items[how.end..]
            .iter()
            .find(|i| !matches!(i.symbol, Symbol::ADVERB | Symbol::QUOTE));
        who.len() == 1 && after.is_some_and(|i| i.group.is_some())
    }

    fn effect(&self, predicate: &Range<usize>) -> Option<(Effect, Option<Act>)> {
        let last = &self.segments.units[predicate.end - 1];
        let lex = last.lex;
        if let Some(harm) = lex.harm.or(lex.suffers) {
            return Some((harm.effect, harm.act));
        }
        if last.has(Gram::TOLL) {
            let words = self.segments.low(predicate.end - 1);
            let hurt = words.contains("wounded") || words.contains("injured");
            let both = words.contains("casualt");
            return Some((
                if hurt {
                    Effect::Injured
                } else if both {
                    Effect::KilledOrInjured
                } else {
                    Effect::Killed
                },
                None,
            ));
        }
        if last.has(Gram::HARMLESS) {
            return Some((Effect::KilledOrInjured, None));
        }
        if lex.weapon.is_some() || lex.act_noun.is_some() && lex.nominal.is_none() {
            return Some((Effect::Killed, None));
        }
        lex.state
            .map(|effect| (effect, None))
            .or(lex.nominal.map(|harm| (harm.effect, harm.act)))
    }

    /// A definite noun was counted when it was first told; a bare plural counts only where it is
    /// the argument itself.
    fn may_be_figure(&self, group: usize, rule: &str) -> bool {
        let group = &self.groups[group];
        let first = self.segments.units[group.units.start];
        match group.form {
            Form::Definite => {
                first.has(Gram::POSSESSIVE)
                    && matches!(group.count, Count::Vague(_))
                    && rule != "passive"
            }
            Form::Plural => matches!(rule, "active" | "passive" | "suffered" | "nominal"),
            Form::Plain => self.listed,
            Form::Numbered | Form::Bare | Form::Part | Form::One | Form::Mostly => true,
        }
    }

    /// "22 corpses", "13 martyrs": the noun says what became of them.
    fn nouns_of_the_dead(&mut self) {
        for (at, group) in self.groups.iter().enumerate() {
            let Some(effect) = group.effect else { continue };
            let counted = matches!(group.form, Form::Numbered | Form::One)
                && !matches!(group.count, Count::Vague(_))
                || group.form == Form::Numbered;
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

    /// "raising the toll to 26 after five more bodies were found": what explains a new toll is in it
    /// already.
    fn drop_increments(&mut self) {
        let toll = self
            .taken
            .iter()
            .find(|(_, t)| t.rule == "toll")
            .map(|(group, _)| self.groups[*group].units.end);
        let Some(toll) = toll else { return };
        let after = self
            .items
            .iter()
            .find(|i| i.units.start >= toll && self.segments.low(i.units.start) == "after");
        let Some(after) = after.map(|i| i.units.start) else {
            return;
        };
        self.taken
            .retain(|group, _| self.groups[*group].units.start < after);
    }

    fn finish(self) -> Vec<FigureCue> {
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

    fn figures(text: &str) -> Vec<(String, &'static str)> {
        let segments = segment(text);
        let all = 0..segments.units.len();
        read(
            &segments,
            all,
            text.contains(" by ") && text.starts_with(char::is_numeric),
        )
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
        for row in rule_file().rules {
            for example in &row.yes {
                let (text, expect) = example.split_once(" => ").unwrap_or((example.as_str(), ""));
                let found: Vec<String> = figures(text).into_iter().map(|f| f.0).collect();
                if found.join("; ") != expect {
                    faults.push(format!(
                        "{}: {text}\n  expected {expect}\n  read     {}",
                        row.id,
                        found.join("; ")
                    ));
                }
            }
            for text in &row.no {
                if figures(text).iter().any(|(_, rule)| *rule == row.id) {
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
