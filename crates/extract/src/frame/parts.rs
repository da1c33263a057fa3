//! Figures that break down another.

use tollbook_record::{Count, Effect};

use super::items::{Item, Symbol};
use super::{Reading, Taken, Whole, exact};
use crate::cue::people::Form;
use crate::lexicon::Gram;
use crate::segment::Segments;

/// For each item, whether it stands in a list that "including" or a bracket opens, or that "among
/// them" closes.
pub(super) fn marked(segments: &Segments<'_>, items: &[Item]) -> Vec<bool> {
    let mut marked = Vec::with_capacity(items.len());
    let mut opened = false;
    for (at, item) in items.iter().enumerate() {
        marked.push(opened);
        opened = match item.symbol {
            Symbol::SUBSET => true,
            Symbol::OPEN => at > 0 && items.get(at + 1).is_some_and(|i| i.group.is_some()),
            Symbol::AND | Symbol::COMMA | Symbol::ADVERB | Symbol::QUOTE | Symbol::BE => opened,
            _ => opened && item.group.is_some(),
        };
    }
    for at in 1..items.len() {
        let closer = &items[at];
        if closer.symbol != Symbol::SUBSET || !segments.low(closer.units.start).starts_with("among")
        {
            continue;
        }
        marked[at - 1] = true;
    }
    marked
}

fn is_joint(item: &Item) -> bool {
    matches!(item.symbol, Symbol::COMMA | Symbol::AND)
}

/// Whether item `at` stands in a list after its first.
fn continues_list(items: &[Item], at: usize) -> bool {
    at > 1 && is_joint(&items[at - 1]) && items[at - 2].group.is_some()
}

impl Reading<'_, '_> {
    /// Figures that break down another: after "including", in brackets, "nine of them".
    pub(super) fn parts(&mut self) {
        self.sums();
        for at in 0..self.items.len() {
            let Some(group) = self.items[at].group else {
                continue;
            };
            let form = self.groups[group].form;
            let marked = self.marked[at];
            if !(marked || matches!(form, Form::Part | Form::Mostly)) {
                continue;
            }
            let summed = self.taken.get(&group).is_some_and(|t| t.rule == "sum");
            if form == Form::Definite || summed {
                continue;
            }
            let Some(part) = self.part(group) else {
                continue;
            };
            for shared in self.sharing(group) {
                self.taken.insert(shared, part.clone());
            }
        }
    }

    /// "11 people were killed, eight men, two women and one boy": a list whose numbers add up to the
    /// figure before it breaks that figure down.
    fn sums(&mut self) {
        let mut at = 0;
        while at < self.items.len() {
            let list = self.list_from(at);
            let whole = list.first().and_then(|first| self.whole_before(*first));
            if let Some(whole) = whole.filter(|_| list.len() > 1) {
                let total = exact(&self.groups[whole]);
                let sum = list
                    .iter()
                    .try_fold(0u32, |sum, g| sum.checked_add(exact(&self.groups[*g])?));
                if sum.is_some() && sum == total {
                    let part = Taken {
                        part_of: Some(Whole::Here(whole)),
                        rule: "sum",
                        ..self.taken[&whole].clone()
                    };
                    list.iter().for_each(|group| {
                        self.taken.insert(*group, part.clone());
                    });
                }
            }
            at += 1;
        }
    }

    /// The groups of the list that begins at item `at`; empty in the middle of one.
    fn list_from(&self, at: usize) -> Vec<usize> {
        if self.items[at].group.is_none() || continues_list(&self.items, at) {
            return Vec::new();
        }
        let list = self.items[at..]
            .iter()
            .take_while(|item| is_joint(item) || item.group.is_some());
        list.filter_map(|item| item.group).collect()
    }

    /// What a group that stands as a part is a part of, and what became of it: its own predicate
    /// says so where it has one, else that of the whole.
    fn part(&self, group: usize) -> Option<Taken> {
        let whole = self.whole_before(group);
        let own = self.taken.get(&group);
        let from_whole = whole.and_then(|w| self.taken.get(&w));
        // "nine dead, including four of the guards, and six wounded": the six are no part.
        let adjacent = own.is_some_and(|t| t.clause)
            || own.is_some_and(|t| {
                matches!(
                    t.rule,
                    "counted-state" | "counted-participle" | "noun-of-the-dead"
                )
            });
        let form = self.groups[group].form;
        let is_part = form == Form::Part || form == Form::Mostly;
        let none = self.groups[group].count == Count::exactly(0);
        let another = own
            .zip(from_whole)
            .is_some_and(|(o, w)| o.effect != w.effect);
        if adjacent && !is_part && (another || none) {
            return None;
        }
        let source = if adjacent || form == Form::Part {
            own.or(from_whole)
        } else {
            from_whole.or(own)
        };
        let Some(source) = source else {
            return self.part_of_earlier(group);
        };
        let part_of = whole.map(Whole::Here).or(is_part.then_some(Whole::Before));
        Some(Taken {
            part_of,
            rule: "part",
            ..source.clone()
        })
    }

    /// A part of a figure of an earlier sentence: "Among the injured was a boy", "Of these, eleven
    /// were women". The words of the marker may tell what became of it.
    fn part_of_earlier(&self, group: usize) -> Option<Taken> {
        let units = self.groups[group].units.clone();
        const REACH: usize = 40;
        let first = self.items.first()?.units.start;
        let marker = (first.max(units.end.saturating_sub(REACH))..units.end)
            .rev()
            .map(|i| self.segments.low(i))
            .find(|words| {
                ["among ", "of th"]
                    .iter()
                    .any(|start| words.starts_with(start))
            });
        let told = |words: &str| {
            let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
            if has(&[
                "dead",
                "killed",
                "victims",
                "fatalities",
                "martyrs",
                "deceased",
                "fallen",
            ]) {
                Some(Effect::Killed)
            } else if has(&["injured", "wounded"]) {
                Some(Effect::Injured)
            } else {
                None
            }
        };
        let effect = marker
            .and_then(told)
            .or_else(|| told(&self.segments.words(units.clone()).to_lowercase()));
        let pronoun = (units.start..units.end).any(|i| {
            let unit = &self.segments.units[i];
            unit.has(Gram::SUBSET) || unit.lex.state.is_some() || unit.lex.remains.is_some()
        });
        let part = matches!(self.groups[group].form, Form::Part | Form::Mostly);
        let marked = marker.is_some() || part && (pronoun || self.groups[group].noun.is_some());
        marked.then_some(Taken {
            effect: effect.unwrap_or(Effect::Killed),
            predicate: units,
            act: None,
            part_of: Some(Whole::Before),
            rule: "part-of-earlier",
            clause: false,
            inherits: effect.is_none(),
        })
    }

    /// The last figure before `group` that is itself a whole.
    pub(super) fn whole_before(&self, group: usize) -> Option<usize> {
        let mut before = self.taken.range(..group).rev();
        let whole = before.find(|(at, taken)| {
            taken.part_of.is_none() && self.groups[**at].units.end <= self.groups[group].units.start
        });
        whole.map(|(at, _)| *at)
    }
}
