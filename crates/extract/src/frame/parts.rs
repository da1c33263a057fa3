//! Figures that break down another.

use std::ops::Range;

use tollbook_record::{Count, Effect, Who};

use super::items::{Item, Symbol};
use super::marks::{close, is_joint};
use super::{Reading, Taken, Whole, exact};
use crate::cue::people::Form;
use crate::lexicon::Gram;
use crate::segment::Segments;

impl Reading<'_, '_> {
    /// Figures that break down another: after "including", in brackets, "nine of them".
    pub(super) fn parts(&mut self) {
        self.sums();
        self.sums_apart();
        self.after_colon();
        for at in 0..self.items.len() {
            let Some(group) = self.items[at].group else {
                continue;
            };
            let form = self.groups[group].form;
            let marked = self.marked[at];
            if let Some(part) = self.gravely(at, group) {
                self.taken.insert(group, part);
                continue;
            }
            let part = matches!(form, Form::Part | Form::Mostly) || self.is_both(at, group);
            if !(marked || part) {
                continue;
            }
            let summed = self.taken.get(&group).is_some_and(|t| t.rule == "sum");
            // "(Witnesses A and C)", "38 dead (inmates)": a plural alone in brackets counts nobody.
            let bracketed =
                form == Form::Plural && at > 0 && self.items[at - 1].symbol == Symbol::OPEN;
            let bracketed = bracketed
                || form == Form::Plain && at > 0 && self.items[at - 1].symbol == Symbol::OPEN;
            let known = form == Form::Definite && !self.is_new(&self.groups[group], at, "part");
            // "more than half of them minors": a share without a number is no figure.
            let share = form == Form::Plural
                && at > 0
                && self
                    .segments
                    .low(self.items[at - 1].units.start)
                    .starts_with("of ");
            if known || summed || bracketed || share {
                continue;
            }
            // "the youngest was four" is an age, "three of the wounded were discharged" no harm.
            let nobody = form == Form::Mostly && self.groups[group].who == Who::People;
            let age = nobody || form != Form::One && self.is_superlative(self.marker_before(at));
            if age || self.fares_well(at) {
                self.taken.remove(&group);
                continue;
            }
            let Some(part) = self.part(at, group) else {
                // "freed 20 hostages, five of them women": nothing befell the whole.
                if marked && self.taken.get(&group).is_some_and(|t| t.rule == "part") {
                    self.taken.remove(&group);
                }
                continue;
            };
            for shared in self.sharing(group) {
                self.taken.insert(shared, part.clone());
            }
        }
    }

    /// "killed two people in Taiz, both nurses": the two told before.
    fn is_both(&self, at: usize, group: usize) -> bool {
        let item = &self.items[at];
        let both = self.segments.low(item.units.start) == "both" && item.symbol == Symbol::NUMBERED;
        let comma = at > 0 && self.items[at - 1].symbol == Symbol::COMMA;
        let two = |whole: usize| exact(&self.groups[whole]) == Some(2);
        both && comma && self.whole_before(group).is_some_and(two)
    }

    /// "17 were wounded, five critically": a number with a word for how badly breaks down the wounded.
    fn gravely(&self, at: usize, group: usize) -> Option<Taken> {
        let own = self.taken.get(&group).map(|t| t.rule);
        let free = own.is_none_or(|rule| rule == "counted-state" || rule == "listed-participle");
        let bare = matches!(self.groups[group].form, Form::Bare | Form::Part);
        let grave = self
            .items
            .get(at + 1)
            .is_some_and(|i| self.segments.units[i.units.start].has(Gram::GRAVE));
        let ends = self
            .items
            .get(at + 2)
            .is_none_or(|i| !matches!(i.symbol, Symbol::KILL | Symbol::STATE | Symbol::PASSIVE));
        let whole = self
            .whole_before(group)
            .filter(|_| free && bare && grave && ends)?;
        let taken = &self.taken[&whole];
        let fits = taken.effect == Effect::Injured
            && self.groups[whole].count.range().min() >= self.groups[group].count.range().min();
        fits.then(|| Taken {
            part_of: Some(Whole::Here(whole)),
            rule: "part",
            ..taken.clone()
        })
    }

    /// "the youngest", "the eldest of them": a marker that names one of those told before.
    fn is_superlative(&self, marker: Option<usize>) -> bool {
        marker.is_some_and(|at| {
            let words = self.segments.low(self.items[at].units.start);
            ["the young", "the old", "the eld"]
                .iter()
                .any(|start| words.starts_with(start))
        })
    }

    /// "three of the wounded were discharged", "two of them were freed": no harm is told of the part.
    fn fares_well(&self, at: usize) -> bool {
        let helper = |i: &&Item| matches!(i.symbol, Symbol::BE | Symbol::HAVE | Symbol::ADVERB);
        let mut after = self.items[at + 1..].iter().skip_while(helper);
        let helped = self
            .items
            .get(at + 1)
            .is_some_and(|i| matches!(i.symbol, Symbol::BE | Symbol::HAVE));
        let word = after.next().map(|i| self.segments.low(i.units.start));
        let part = self.items[at].symbol == Symbol::PART;
        let away = matches!(word, Some("escaped" | "survived" | "returned" | "got away"));
        part && away
            || helped
                && matches!(
                    word,
                    Some(
                        "discharged"
                            | "released"
                            | "freed"
                            | "rescued"
                            | "ransomed"
                            | "sent home"
                            | "sent"
                            | "let go"
                            | "spared"
                            | "saved"
                    )
                )
    }

    /// What a group that stands as a part is a part of, and what became of it: its own predicate
    /// says so where it has one, else that of the whole.
    fn part(&self, at: usize, group: usize) -> Option<Taken> {
        if let Some(told) = self.told_by_marker(at, group) {
            return Some(told);
        }
        let whole = self
            .whole_before(group)
            .or_else(|| self.part_before(at, group));
        let others = self.relates_to_others(at);
        let whole = whole.filter(|_| !others);
        let own = self.taken.get(&group);
        if self.breaks_down_uncounted(at) {
            return None;
        }
        let from_whole = whole.and_then(|w| self.taken.get(&w));
        // "nine dead, including four of the guards, and six wounded": the six are no part.
        let beside = |t: &Taken| {
            let word = t.predicate.start;
            self.groups[group].units.contains(&word)
                && matches!(
                    t.rule,
                    "counted-state" | "counted-participle" | "noun-of-the-dead"
                )
        };
        let adjacent = own.is_some_and(|t| t.clause || beside(t));
        let form = self.groups[group].form;
        let is_part = form == Form::Part || form == Form::Mostly;
        let none = self.groups[group].count == Count::exactly(0);
        let another = own
            .zip(from_whole)
            .is_some_and(|(o, w)| o.effect != w.effect);
        if adjacent && !is_part && (another || none) {
            return None;
        }
        let clause = own.is_some_and(|t| is_clause(t.rule));
        let source = if adjacent || clause || form == Form::Part {
            own.or(from_whole)
        } else {
            from_whole.or(own)
        };
        let Some(source) = source else {
            return self.part_of_earlier(group);
        };
        let part_of = whole
            .map(Whole::Here)
            .or((is_part && !others).then_some(Whole::Before));
        Some(Taken {
            part_of,
            rule: "part",
            ..source.clone()
        })
    }

    /// "the dead included two nurses", "three of the wounded were women", "among the victims was a
    /// boy": the words of the marker say what became of the part, and which whole it belongs to.
    fn told_by_marker(&self, at: usize, group: usize) -> Option<Taken> {
        let units = self.groups[group].units.clone();
        let own = units
            .clone()
            .any(|i| self.segments.units[i].has(Gram::OF.with(Gram::SUBSET)))
            .then(|| told(self.segments, units.clone()))
            .flatten();
        let effect = own.or_else(|| self.told_around(at))?;
        if self.does_something_to_victims(at, &units) {
            return None;
        }
        // "two of the injured died": the predicate says more than the marker.
        // but "two of the dead had bullet wounds" does not.
        let dead = !units
            .clone()
            .any(|i| self.segments.low(i).contains("victim"));
        let killed = effect == Effect::Killed && dead;
        let graver = |t: &Taken| !killed || t.effect == Effect::Killed;
        let predicate = self
            .taken
            .get(&group)
            .filter(|t| is_clause(t.rule) && t.effect != effect && graver(t));
        if let Some(taken) = predicate {
            let whole = self
                .wholes_before(group)
                .find(|whole| self.taken[whole].effect == effect);
            return Some(Taken {
                part_of: whole.map(Whole::Here),
                ..taken.clone()
            });
        }
        let whole = self
            .wholes_before(group)
            .find(|whole| self.taken[whole].effect == effect);
        Some(Taken {
            effect,
            predicate: units,
            act: None,
            part_of: Some(whole.map_or(Whole::Before, Whole::Here)),
            rule: if whole.is_some() {
                "part"
            } else {
                "part-of-earlier"
            },
            clause: false,
            inherits: false,
        })
    }

    /// "He approached one of the victims", "the friend of one of the victims": beside whom others stand or do, and of whom no harm is told.
    fn does_something_to_victims(&self, at: usize, units: &Range<usize>) -> bool {
        let victims = self.segments.low(units.end - 1).ends_with("victims");
        let before = at.checked_sub(1).map(|before| &self.items[before]);
        let symbol = before.map(|item| item.symbol);
        let verb = match symbol {
            Some(Symbol::WORD) => {
                let low = before.map_or("", |item| self.segments.low(item.units.start));
                low.ends_with("ed")
            }
            symbol => matches!(symbol, Some(Symbol::PREP | Symbol::TO)),
        };
        let owner = symbol == Some(Symbol::OF);
        let told = self.items.get(at + 1).is_some_and(|item| {
            matches!(
                item.symbol,
                Symbol::BE | Symbol::HAVE | Symbol::PASSIVE | Symbol::SUFFER
            )
        });
        victims && (owner || verb && !told)
    }

    /// What the marker of the list that item `at` stands in tells: its own words, or "the wounded"
    /// before "include".
    fn told_around(&self, at: usize) -> Option<Effect> {
        if let Some(marker) = self.marker_before(at) {
            let own = told(self.segments, self.items[marker].units.clone());
            let before = || {
                let helper =
                    |i: &&Item| matches!(i.symbol, Symbol::BE | Symbol::HAVE | Symbol::ADVERB);
                let helpers = self.items[..marker].iter().rev().take_while(helper).count();
                let end = self.items[marker - helpers].units.start;
                let first = end.checked_sub(2)?;
                let definite = matches!(
                    self.segments.low(first),
                    "the" | "those" | "these" | "whose"
                );
                definite
                    .then(|| told(self.segments, end - 1..end))
                    .flatten()
            };
            return own.or_else(before);
        }
        const LONGEST: usize = 12;
        let closes = |i: &&Item| {
            let helper = matches!(i.symbol, Symbol::BE | Symbol::ADVERB | Symbol::HAVE);
            helper || is_joint(i) || i.group.is_some()
        };
        let after = self.items[at + 1..].iter().take(LONGEST);
        let skipped = after.clone().take_while(closes).count();
        let marker = || after.clone().position(|i| i.symbol == Symbol::SUBSET);
        let skipped = (skipped == 0).then(marker).flatten().unwrap_or(skipped);
        let closer = self.items.get(at + 1 + skipped)?;
        let closes = closer.symbol == Symbol::SUBSET && self.marked[at];
        closes
            .then(|| told(self.segments, closer.units.clone()))
            .flatten()
    }

    /// The marker that opens the list in which item `at` stands.
    fn marker_before(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 16;
        (at.saturating_sub(LONGEST)..at)
            .rev()
            .find(|i| !self.marked[*i])
            .filter(|i| matches!(self.items[*i].symbol, Symbol::SUBSET | Symbol::OPEN))
    }

    /// "freed 20 hostages, including five women": nothing is told of the whole that stands before
    /// the marker, so nothing is told of its parts.
    fn breaks_down_uncounted(&self, at: usize) -> bool {
        const REACH: usize = 8;
        let part = |i: usize| {
            let group = self.items[i].group.map(|g| self.groups[g].form);
            matches!(group, Some(Form::Part | Form::Mostly))
        };
        let from = match self.marker_before(at) {
            Some(marker) => marker,
            None if part(at) => at,
            None => return false,
        };
        let before = (from.saturating_sub(REACH)..from)
            .rev()
            .take_while(|i| {
                !matches!(
                    self.items[*i].symbol,
                    Symbol::SEMI | Symbol::COLON | Symbol::STOP
                )
            })
            // "Of the sixty-one, 14 are women": the whole was told before.
            .filter(|i| !self.is_whole_told_before(*i))
            .find_map(|i| self.items[i].group.filter(|_| !self.marked[i] && !part(i)));
        before.is_some_and(|group| {
            let counted = matches!(self.groups[group].form, Form::Numbered | Form::Bare);
            counted && !self.taken.contains_key(&group)
        })
    }

    /// The number before a part that its sentence opens with: "Of the sixty-one, 14 are women".
    pub(super) fn told_of(&self, group: usize) -> Option<u32> {
        const REACH: usize = 8;
        let item = self.items.iter().position(|i| i.group == Some(group))?;
        let mut before = (item.saturating_sub(REACH).max(1)..item).rev();
        let whole = before.find(|at| self.items[*at].group.is_some())?;
        let whole = Some(whole).filter(|at| self.is_whole_told_before(*at))?;
        exact(&self.groups[self.items[whole].group?])
    }

    /// "The gunmen, one of whom was shot dead": the relative is of those before it, who are no figure.
    fn relates_to_others(&self, at: usize) -> bool {
        let mut units = self.items[at].units.clone();
        let relative = units.any(|i| matches!(self.segments.low(i), "of whom" | "of which"));
        let before = self.items[..at]
            .iter()
            .rev()
            .find(|i| i.symbol != Symbol::COMMA);
        let other = before
            .and_then(|i| i.group)
            .is_some_and(|g| !self.taken.contains_key(&g));
        relative && other
    }

    /// "Of the sixty-one", "of those 30"
    fn is_whole_told_before(&self, item: usize) -> bool {
        let of = item.checked_sub(1).map(|at| self.items[at].symbol);
        let the = self.segments.units[self.items[item].units.start].has(Gram::DEFINITE);
        the && of == Some(Symbol::OF)
    }

    /// A part of a figure of an earlier sentence: "Most were women", "Two of them died".
    fn part_of_earlier(&self, group: usize) -> Option<Taken> {
        let units = self.groups[group].units.clone();
        const REACH: usize = 40;
        let first = self.items.first()?.units.start;
        let last = self.items.last()?.units.end;
        let marker =
            (first.max(units.end.saturating_sub(REACH))..last.min(units.end + 3)).any(|i| {
                [
                    "among ",
                    "of th",
                    "the youngest",
                    "the oldest",
                    "the eldest",
                    "the other",
                    "the rest",
                    "the remain",
                ]
                .iter()
                .any(|start| self.segments.low(i).starts_with(start))
            });
        let part = matches!(self.groups[group].form, Form::Part | Form::Mostly);
        // "One of them fell on a house": a pronoun alone may be anything.
        let named = self.groups[group].noun.is_some() || self.groups[group].who != Who::People;
        let marked = if part { named } else { marker };
        marked.then_some(Taken {
            effect: Effect::Killed,
            predicate: units,
            act: None,
            part_of: Some(Whole::Before),
            rule: "part-of-earlier",
            clause: false,
            inherits: true,
        })
    }

    /// "512 are children and 301 women": the second leans on the verb of the first.
    pub(super) fn coordinate(&mut self) {
        for at in 2..self.items.len() {
            let and = self.items[at - 1].symbol == Symbol::AND;
            let (Some(group), Some(first)) = (self.items[at].group, self.items[at - 2].group)
            else {
                continue;
            };
            let numbered =
                self.groups[group].form == Form::Numbered && !self.taken.contains_key(&group);
            let ends = self
                .items
                .get(at + 1)
                .is_none_or(|i| matches!(i.symbol, Symbol::STOP | Symbol::SEMI | Symbol::COMMA));
            let part = self.taken.get(&first).filter(|t| t.part_of.is_some());
            let said = self.groups[first]
                .units
                .clone()
                .any(|i| self.segments.units[i].has(Gram::BE));
            if let Some(part) = part.filter(|_| and && numbered && ends && said).cloned() {
                self.taken.insert(group, part);
            }
        }
    }

    /// "eleven of them, among them a nurse": where no whole is told, a part before the marker is one.
    fn part_before(&self, at: usize, group: usize) -> Option<usize> {
        let marker = self.marker_before(at)?;
        let start = self.items[marker].units.start;
        let mut before = self.taken.range(..group).rev();
        let (before, taken) = before.find(|(at, _)| self.groups[**at].units.end <= start)?;
        (taken.part_of == Some(Whole::Before)).then_some(*before)
    }

    /// "112 casualties, of whom 31 were killed and 81 injured": the dead and the hurt add up to them.
    pub(super) fn halves(&mut self) {
        let wholes: Vec<usize> = self
            .taken
            .iter()
            .filter(|(_, t)| t.effect == Effect::KilledOrInjured && t.part_of.is_none())
            .map(|(at, _)| *at)
            .collect();
        for whole in wholes {
            let mut after = self.taken.range(whole + 1..);
            let (Some((first, a)), Some((second, b))) = (after.next(), after.next()) else {
                continue;
            };
            let sum = exact(&self.groups[*first]).zip(exact(&self.groups[*second]));
            let sum = sum.and_then(|(a, b)| a.checked_add(b));
            let both = matches!(
                (a.effect, b.effect),
                (Effect::Killed, Effect::Injured) | (Effect::Injured, Effect::Killed)
            );
            if both && sum.is_some() && sum == exact(&self.groups[whole]) {
                for half in [*first, *second] {
                    if let Some(taken) = self.taken.get_mut(&half) {
                        taken.part_of = Some(Whole::Here(whole));
                    }
                }
            }
        }
    }

    /// "A tailor and her son were among six people killed": the whole stands behind its parts.
    pub(super) fn parts_of_later(&mut self) {
        for at in 1..self.items.len() {
            let among = matches!(
                self.segments.low(self.items[at - 1].units.start),
                "among" | "amongst"
            );
            let Some(whole) = self.items[at].group.filter(|_| among) else {
                continue;
            };
            let Some(taken) = self
                .taken
                .get(&whole)
                .filter(|t| t.part_of.is_none())
                .cloned()
            else {
                continue;
            };
            self.parts_behind(at, whole, &taken);
            let mut marked = vec![false; self.items.len()];
            close(&mut marked, &self.items, at - 1);
            let parts = (0..at)
                .filter(|i| marked[*i])
                .filter_map(|i| self.items[i].group);
            for part in parts.collect::<Vec<usize>>() {
                let counted = !matches!(self.groups[part].form, Form::Definite | Form::Plain);
                if counted {
                    self.taken.insert(
                        part,
                        Taken {
                            part_of: Some(Whole::Here(whole)),
                            rule: "part",
                            ..taken.clone()
                        },
                    );
                }
            }
        }
    }

    /// "Among the nine dead were three children and a nurse": the list behind the verb.
    fn parts_behind(&mut self, at: usize, whole: usize, taken: &Taken) {
        let state = |i: &&Item| matches!(i.symbol, Symbol::STATE | Symbol::KILL | Symbol::ADVERB);
        let skipped = self.items[at + 1..].iter().take_while(state).count();
        let be = at + 1 + skipped;
        if self.items.get(be).is_none_or(|i| i.symbol != Symbol::BE) {
            return;
        }
        let list = self.items[be + 1..]
            .iter()
            .take_while(|i| is_joint(i) || i.symbol == Symbol::ADVERB || i.group.is_some());
        let groups: Vec<usize> = list.filter_map(|i| i.group).collect();
        for group in groups {
            let part = Taken {
                part_of: Some(Whole::Here(whole)),
                rule: "part",
                ..taken.clone()
            };
            self.taken.insert(group, part);
        }
    }

    /// "trailed the raiders and killed 17 of them": who they are, the group before tells.
    pub(super) fn name_them(&mut self) {
        const REACH: usize = 16;
        for at in 1..self.items.len() {
            let Some(group) = self.items[at].group else {
                continue;
            };
            let found = &self.groups[group];
            let pronoun = found.form == Form::Part && found.noun.is_none();
            let mut words = found.units.clone();
            let them = words.any(|i| matches!(self.segments.low(i), "of them" | "of whom"));
            let alone = pronoun && them && found.who == Who::People;
            let taken = self.taken.get(&group);
            let whole = taken.is_some_and(|t| !matches!(t.part_of, Some(Whole::Here(_))));
            if !alone || !whole {
                continue;
            }
            // Who came and killed four of them did not kill his own.
            let doer = taken.is_some_and(|t| t.rule == "active");
            let first = at.saturating_sub(REACH).max(if doer { 2 } else { 0 });
            let before = self.items[first.min(at)..at].iter().rev();
            let told = before.filter_map(|i| i.group).find(|g| {
                let form = self.groups[*g].form;
                matches!(form, Form::Definite | Form::Plural | Form::Numbered)
            });
            let who = told.map_or(Who::People, |g| self.groups[g].who);
            self.groups[group].who = who;
        }
    }

    /// "6 dead now, 2 kids": a smaller number of a class of people behind a comma, with no predicate of its
    /// own, breaks down the number whose state was told before the comma.
    pub(super) fn apposed_parts(&mut self) {
        for at in 3..self.items.len() {
            let Some(group) = self.items[at].group else {
                continue;
            };
            let found = &self.groups[group];
            let class = found.form == Form::Numbered && found.noun.is_some();
            let class = class && !matches!(found.who, Who::People | Who::Civilians);
            let comma = self.items[at - 1].symbol == Symbol::COMMA;
            let adverbs = self.items[..at - 1]
                .iter()
                .rev()
                .take_while(|i| i.symbol == Symbol::ADVERB)
                .count();
            let state = &self.items[at - 2 - adverbs.min(at - 2)];
            let ends = self
                .items
                .get(at + 1)
                .is_none_or(|i| matches!(i.symbol, Symbol::STOP | Symbol::SEMI | Symbol::DASH));
            if !class || !comma || !ends || self.taken.contains_key(&group) {
                continue;
            }
            let whole = self.whole_before(group).filter(|whole| {
                let taken = &self.taken[whole];
                let told = matches!(taken.rule, "counted-state" | "counted-participle" | "toll");
                told && state.units.end >= taken.predicate.end
                    && state.units.end <= taken.predicate.end + 1
            });
            let Some(whole) = whole else { continue };
            let counts = [whole, group].map(|g| self.groups[g].count.range().min());
            if counts[0] > counts[1] {
                let part = Taken {
                    part_of: Some(Whole::Here(whole)),
                    rule: "part",
                    ..self.taken[&whole].clone()
                };
                self.taken.insert(group, part);
            }
        }
    }

    /// The last figure before `group` that is itself a whole.
    pub(super) fn whole_before(&self, group: usize) -> Option<usize> {
        self.wholes_before(group).next()
    }

    /// The figures before `group` that are wholes, the nearest first.
    pub(super) fn wholes_before(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        const REACH: usize = 32;
        let start = self.groups[group].units.start;
        let whole = move |(at, taken): &(&usize, &Taken)| {
            taken.part_of.is_none() && self.groups[**at].units.end <= start
        };
        let before = self.taken.range(..group).rev().take(REACH);
        before.filter(whole).map(|(at, _)| *at)
    }
}

/// Whether a rule reads a clause with a verb of its own.
pub(super) fn is_clause(rule: &str) -> bool {
    matches!(
        rule,
        "is-state" | "passive" | "suffered" | "wounds" | "later" | "killed-after"
    )
}

/// What the words of a marker say became of the people: "among the dead", "of the wounded".
fn told(segments: &Segments<'_>, units: std::ops::Range<usize>) -> Option<Effect> {
    units.into_iter().find_map(|i| {
        let words = segments.low(i);
        let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
        if has(&[
            "dead",
            "killed",
            "victims",
            "fatalities",
            "martyrs",
            "deceased",
            "fallen",
            "slain",
        ]) {
            Some(Effect::Killed)
        } else if has(&["injured", "wounded", "hurt"]) {
            Some(Effect::Injured)
        } else if has(&["casualties"]) {
            Some(Effect::KilledOrInjured)
        } else {
            None
        }
    })
}
