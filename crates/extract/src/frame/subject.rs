//! Which groups of a sentence can be the subject of a verb.

use std::ops::Range;

use super::items::{Item, Symbol};
use crate::cue::people::Group;
use crate::segment::Segments;

/// The row of symbols in which a group that can be no subject stands as another word: one that a
/// preposition governs ("for 12 men", "with two of the guards"), and one in the words that say more of the
/// subject before it ("a man visiting his brother was killed").
pub(super) fn row(segments: &Segments<'_>, items: &[Item], asides: &[Range<usize>]) -> Vec<u8> {
    let symbol = |at: usize| match items[at].group {
        Some(_) if is_governed(segments, items, at) => Symbol::OBLIQUE,
        _ => items[at].symbol,
    };
    let mut row: Vec<u8> = (0..items.len()).map(|at| symbol(at).byte()).collect();
    for aside in asides {
        row[aside.clone()].fill(Symbol::WORD.byte());
    }
    row
}

/// The items of clauses that say more of a subject and name other people, before the verb of the subject.
pub(super) fn asides(
    segments: &Segments<'_>,
    items: &[Item],
    groups: &[Group],
) -> Vec<Range<usize>> {
    let subjects = Subjects {
        segments,
        items,
        groups,
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match subjects.verb_after_modifier(at) {
            Some(verb) => {
                out.push(at + 1..verb);
                at = verb;
            }
            None => at += 1,
        }
    }
    out
}

/// Whether a preposition governs the group of an item.
fn is_governed(segments: &Segments<'_>, items: &[Item], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let word = segments.low(items[before].units.start);
    // "a driver for an agency of refugees": behind "for" a bare plural is nobody's subject.
    let bare = matches!(items[at].symbol, Symbol::PLURAL | Symbol::DEFINITE);
    let with = bare && matches!(word, "for" | "with" | "against");
    // "a driver with four passengers was killed"
    let beside = word == "with" && before > 0 && items[before - 1].group.is_some();
    let preposition = matches!(
        items[before].symbol,
        Symbol::PREP | Symbol::OF | Symbol::TO | Symbol::BY
    );
    // "Three girls told a nurse that they were beaten": whoever is told is not whom it befell.
    // "He told officers someone had been shot": nor there.
    let told = items[before].symbol == Symbol::SAY && {
        let next = |ahead: usize| items.get(at + ahead);
        let symbol = |ahead: usize| next(ahead).map(|item| item.symbol);
        let someone = |item: &Item| {
            matches!(
                segments.low(item.units.start),
                "someone" | "somebody" | "everyone" | "everybody"
            )
        };
        let another = word == "told" && next(1).is_some_and(|i| i.group.is_some() || someone(i));
        another
            || symbol(1) == Some(Symbol::PRONOUN)
            || symbol(1) == Some(Symbol::RELATIVE) && symbol(2) == Some(Symbol::PRONOUN)
    };
    // "the girl, whom a nurse named as NAME, was hurt": nor is who stands behind "whom".
    let helper = |item: &Item| matches!(item.symbol, Symbol::BE | Symbol::HAVE | Symbol::PASSIVE);
    let relative = word == "whom" && !items.get(at + 1).is_some_and(helper);
    with || beside || preposition || told || relative
}

struct Subjects<'s, 'a> {
    segments: &'s Segments<'a>,
    items: &'s [Item],
    groups: &'s [Group],
}

impl Subjects<'_, '_> {
    fn symbol(&self, at: usize) -> Option<Symbol> {
        self.items.get(at).map(|item| item.symbol)
    }

    fn low(&self, at: usize) -> &str {
        self.items
            .get(at)
            .map_or("", |item| self.segments.low(item.units.start))
    }

    /// The verb of the group at `head`, where a clause that says more of it stands between them and holds
    /// groups of its own.
    fn verb_after_modifier(&self, head: usize) -> Option<usize> {
        const LONGEST: usize = 16;
        self.items.get(head)?.group?;
        let object = head > 0
            && matches!(
                self.items[head - 1].symbol,
                Symbol::ACTIVE | Symbol::KILL | Symbol::LEAVE | Symbol::NOMINAL
            );
        let from = self.modifier(head + 1).filter(|_| !object)?;
        let end = (from + LONGEST).min(self.items.len());
        let opens_clause = |at: &usize| {
            matches!(
                self.items[*at].symbol,
                Symbol::STOP
                    | Symbol::SEMI
                    | Symbol::COLON
                    | Symbol::CLAUSE
                    | Symbol::SAY
                    | Symbol::RELATIVE
            ) || matches!(self.low(*at), "since" | "while" | "as" | "but" | "if")
        };
        let end = (from..end).find(opens_clause).unwrap_or(end);
        let verb = (from..end).find(|at| self.is_finite(*at))?;
        let holds = (head + 1..verb).any(|at| self.items[at].group.is_some());
        (holds && self.agrees(head, verb)).then_some(verb)
    }

    /// Where a clause that begins at `at` has told its own verb: "visiting", "who had lost".
    fn modifier(&self, at: usize) -> Option<usize> {
        let at = at + usize::from(self.symbol(at)? == Symbol::COMMA);
        let gerund = matches!(self.symbol(at)?, Symbol::WORD | Symbol::ACT)
            && self.low(at).ends_with("ing")
            && self.items[at].group.is_none();
        if gerund {
            return Some(at + 1);
        }
        let at = at + usize::from(self.symbol(at)? == Symbol::PREP);
        if self.symbol(at)? != Symbol::RELATIVE {
            return None;
        }
        let mut verb = at + 1;
        // "whose father is", "whom they": their own subject stands before the verb.
        if matches!(self.low(at), "whose" | "whom") {
            verb = (verb..self.items.len()).find(|at| self.is_finite(*at))?;
        }
        let helps = |symbol| {
            matches!(
                symbol,
                Symbol::BE | Symbol::HAVE | Symbol::MODAL | Symbol::ADVERB | Symbol::NOT
            )
        };
        while helps(self.symbol(verb)?) {
            verb += 1;
        }
        // "that two men were": no pronoun of the group, but what was said or thought.
        (self.items[verb].group.is_none() || self.low(at) == "whose").then_some(verb + 1)
    }

    fn is_finite(&self, at: usize) -> bool {
        matches!(
            self.items[at].symbol,
            Symbol::PASSIVE | Symbol::SUFFER | Symbol::BE | Symbol::HAVE | Symbol::MODAL
        )
    }

    /// Whether a verb agrees with a group in number; the last of a list is one of several.
    fn agrees(&self, head: usize, verb: usize) -> bool {
        let one = self.items[head]
            .group
            .is_some_and(|group| super::exact(&self.groups[group]) == Some(1));
        let listed = head > 0 && matches!(self.items[head - 1].symbol, Symbol::AND | Symbol::COMMA);
        match self.low(verb) {
            "was" | "is" | "has" => one && !listed,
            "were" | "are" | "have" => !one || listed,
            _ => true,
        }
    }
}
