//! Numbers that add up to a figure told before them, and so break it down.

use tollbook_record::{Effect, Who};

use super::items::{Item, Symbol};
use super::marks::is_joint;
use super::parts::is_clause;
use super::{Reading, Taken, Whole, exact};
use crate::cue::people::Form;

/// Whether item `at` stands in a list after its first.
fn continues_list(items: &[Item], at: usize) -> bool {
    at > 1 && is_joint(&items[at - 1]) && items[at - 2].group.is_some()
}

impl Reading<'_, '_> {
    /// "11 people were killed, eight men, two women and one boy": a list whose numbers add up to a
    /// figure before it breaks that figure down.
    pub(super) fn sums(&mut self) {
        for at in 0..self.items.len() {
            let list = self.list_from(at);
            if list.len() < 2 {
                continue;
            }
            if self.is_explained(at, &list) {
                let part = Taken {
                    part_of: Some(Whole::Here(list[0])),
                    rule: "sum",
                    ..self.taken[&list[0]].clone()
                };
                for group in &list[1..] {
                    self.taken.insert(*group, part.clone());
                }
                continue;
            }
            let sum = list
                .iter()
                .try_fold(0u32, |sum, g| sum.checked_add(exact(&self.groups[*g])?));
            let whole = sum.and_then(|sum| self.whole_of(list[0], sum));
            // "23 were killed, of whom 12 were children, and 11 were injured": the hurt are no part of the dead.
            let fares = |g: &usize| self.taken.get(g).map(|t| t.effect);
            let apart = |whole: &usize| {
                fares(whole) == Some(Effect::Killed)
                    && list.iter().any(|g| fares(g) == Some(Effect::Injured))
            };
            let whole = whole.filter(|whole| !apart(whole));
            if let Some(whole) = whole {
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
    }

    /// "Nine died, seven on the spot and two in hospital": numbers alone behind a figure, which have no
    /// predicate of harm of their own and add up to it, break it down.
    pub(super) fn sums_apart(&mut self) {
        const LONGEST: usize = 6;
        let wholes: Vec<usize> = self.taken.keys().copied().collect();
        for whole in wholes {
            let Some(sum) = exact(&self.groups[whole]).filter(|n| *n > 1) else {
                continue;
            };
            let stated = |g: &usize| {
                let rule = self.taken.get(g).map(|t| t.rule);
                rule.is_none_or(|rule| {
                    matches!(rule, "counted-state" | "is-state" | "counted-with")
                })
            };
            let end = self.groups[whole].units.end;
            let ends = |i: &&Item| !matches!(i.symbol, Symbol::STOP | Symbol::SEMI);
            let behind = self.items.iter().skip_while(|i| i.units.start < end);
            let list: Vec<usize> = behind
                .take_while(ends)
                .filter_map(|i| i.group)
                .filter(|g| self.groups[*g].form != Form::Definite)
                .take(LONGEST)
                .collect();
            let bare = list
                .iter()
                .all(|g| self.groups[*g].form == Form::Bare && stated(g));
            let told = list
                .iter()
                .try_fold(0u32, |sum, g| sum.checked_add(exact(&self.groups[*g])?));
            if list.len() < 2 || !bare || told != Some(sum) {
                continue;
            }
            let part = Taken {
                part_of: Some(Whole::Here(whole)),
                rule: "sum",
                ..self.taken[&whole].clone()
            };
            for group in list {
                self.taken.insert(group, part.clone());
            }
            return;
        }
    }

    /// "Two people died: a pensioner born in 1954 and her grandson.": the list behind a colon adds up to
    /// the figure before it.
    pub(super) fn after_colon(&mut self) {
        let colon = self.items.iter().rposition(|i| i.symbol == Symbol::COLON);
        let Some(colon) = colon else { return };
        let start = self.items[colon].units.start;
        let list: Vec<usize> = self.items[colon..]
            .iter()
            .take_while(|i| !matches!(i.symbol, Symbol::STOP | Symbol::SEMI | Symbol::DASH))
            .filter_map(|i| i.group)
            .filter(|g| !matches!(self.groups[*g].form, Form::Definite | Form::Plain))
            .collect();
        const LONGEST: usize = 12;
        let Some(first) = list.first().filter(|_| (2..LONGEST).contains(&list.len())) else {
            return;
        };
        let sum = list
            .iter()
            .try_fold(0u32, |sum, g| sum.checked_add(exact(&self.groups[*g])?));
        let whole = self
            .wholes_before(*first)
            .next()
            .filter(|w| self.groups[*w].units.end <= start && exact(&self.groups[*w]) == sum);
        let free = list
            .iter()
            .all(|g| self.taken.get(g).is_none_or(|t| !is_clause(t.rule)));
        if let Some(whole) = whole.filter(|_| sum.is_some() && free) {
            let part = Taken {
                part_of: Some(Whole::Here(whole)),
                rule: "sum",
                ..self.taken[&whole].clone()
            };
            for group in list {
                // "46 casualties: 18 deaths and 28 injuries" says itself what became of each.
                let own = self.taken.get(&group).map(|t| t.effect);
                let own = own.filter(|_| part.effect == Effect::KilledOrInjured);
                let part = Taken {
                    effect: own.unwrap_or(part.effect),
                    ..part.clone()
                };
                self.taken.insert(group, part);
            }
        }
    }

    /// "two of our colleagues, a driver and a surgeon, were killed": the list after the first group
    /// adds up to it, closes before the verb and says who they were.
    fn is_explained(&self, at: usize, list: &[usize]) -> bool {
        const LONGEST: usize = 24;
        let first = &self.groups[list[0]];
        let rest = &list[1..];
        if rest.len() < 2 || rest.len() > LONGEST || !self.taken.contains_key(&list[0]) {
            return false;
        }
        let sum = rest
            .iter()
            .try_fold(0u32, |sum, g| sum.checked_add(exact(&self.groups[*g])?));
        let mark = self.items[at + 1].symbol;
        let opened = matches!(mark, Symbol::COMMA | Symbol::DASH);
        let length = 2 + self.items[at + 2..]
            .iter()
            .take_while(|item| is_joint(item) || item.group.is_some())
            .count();
        let last = self.items.get(at + length).map(|i| i.symbol);
        let closed = self.items[at + length - 1].symbol == Symbol::COMMA
            || mark == Symbol::DASH && last == Some(Symbol::DASH);
        let wide = matches!(first.who, Who::People | Who::Civilians | Who::FamilyMembers);
        sum.is_some() && sum == exact(first) && opened && closed && wide
    }

    /// The last whole before `group` that counts `sum`, one of the two nearest.
    fn whole_of(&self, group: usize, sum: u32) -> Option<usize> {
        self.wholes_before(group)
            .take(2)
            .filter(|whole| self.taken[whole].effect != Effect::KilledOrInjured)
            .find(|whole| exact(&self.groups[*whole]) == Some(sum))
    }

    /// The groups of the list that begins at item `at`; empty in the middle of one.
    fn list_from(&self, at: usize) -> Vec<usize> {
        // "two brothers of the mayor and his driver": whose they are.
        let owner = at > 0 && self.items[at - 1].symbol == Symbol::OF;
        if self.items[at].group.is_none() || owner || continues_list(&self.items, at) {
            return Vec::new();
        }
        // "Six people - three women and three children - died"
        let dash = |i: usize| i == at + 1 && self.items[i].symbol == Symbol::DASH;
        let list = (at..self.items.len()).take_while(|i| {
            is_joint(&self.items[*i]) || self.items[*i].group.is_some() || dash(*i)
        });
        list.filter_map(|i| self.items[i].group).collect()
    }
}
