//! Which people of a sentence stand among the parts of a figure, by the words that open or close their list.

use super::items::{Item, Symbol};
use crate::segment::Segments;

/// How many words may stand between "among the dead" and those named.
const FAR: usize = 10;

/// For each item, whether it stands in a list that "including" or a bracket opens, or that "among
/// them" closes.
pub(super) fn marked(segments: &Segments<'_>, items: &[Item]) -> Vec<bool> {
    let mut marked = Vec::with_capacity(items.len());
    let mut opened = false;
    // "Among the injured in the old town were two nurses": the list may stand off.
    let mut awaited = 0;
    for (at, item) in items.iter().enumerate() {
        marked.push(opened);
        let words = segments.low(item.units.start);
        let among = item.symbol == Symbol::SUBSET
            && (words.starts_with("among the ") || words.ends_with("ed as"));
        awaited = match item.symbol {
            Symbol::SUBSET if among => FAR,
            Symbol::STOP | Symbol::SEMI => 0,
            _ if item.group.is_some() => 0,
            _ => awaited.max(1) - 1,
        };
        opened = match item.symbol {
            Symbol::SUBSET => true,
            Symbol::OPEN => at > 0 && items.get(at + 1).is_some_and(|i| i.group.is_some()),
            // "of whom 12 were children, and 11 were injured": a clause of its own.
            Symbol::AND if at > 0 && items[at - 1].symbol == Symbol::COMMA => {
                let next = |ahead: usize| items.get(at + ahead).map(|item| item.symbol);
                let number = matches!(next(1), Some(Symbol::BARE | Symbol::NUMBERED));
                opened && !(number && matches!(next(2), Some(Symbol::PASSIVE | Symbol::SUFFER)))
            }
            Symbol::AND
            | Symbol::COMMA
            | Symbol::ADVERB
            | Symbol::QUOTE
            | Symbol::BE
            | Symbol::REMARK => opened,
            // "nine bodies, including those of two children"
            _ if opened && matches!(words, "those" | "that" | "those of" | "that of") => true,
            Symbol::OF if opened && at > 0 => {
                let before = segments.low(items[at - 1].units.start);
                matches!(before, "those" | "that")
            }
            _ => opened && (item.group.is_some() || awaited > 0),
        };
    }
    for at in 1..items.len() {
        if let Some(end) = dashed(items, at) {
            marked[at + 1..end].fill(true);
        }
    }
    for at in 1..items.len() {
        let closer = &items[at];
        if closer.symbol != Symbol::SUBSET || !segments.low(closer.units.start).starts_with("among")
        {
            continue;
        }
        close(&mut marked, items, at);
    }
    marked
}

/// "Seven aid workers - an Australian, a Pole and five others - were killed": the closing dash of a list behind
/// the group that it breaks down.
fn dashed(items: &[Item], open: usize) -> Option<usize> {
    const LONGEST: usize = 20;
    let dash = |item: &Item| item.symbol == Symbol::DASH;
    let list = dash(&items[open])
        && items[open - 1].symbol == Symbol::NUMBERED
        && items.get(open + 1).is_some_and(|next| next.group.is_some());
    let end = items[open + 1..].iter().take(LONGEST).position(dash)? + open + 1;
    let word = |item: &Item| item.group.is_some() || is_joint(item) || item.symbol == Symbol::WORD;
    (list && items[open + 1..end].iter().all(word)).then_some(end)
}

/// "two nurses and a guard among them", "a nun is among the dead": the list before the closer.
pub(super) fn close(marked: &mut [bool], items: &[Item], closer: usize) {
    const LONGEST: usize = 12;
    let said = items[..closer]
        .iter()
        .rev()
        .take_while(|i| matches!(i.symbol, Symbol::BE | Symbol::ADVERB | Symbol::HAVE))
        .count();
    let mut at = closer - said;
    let first = at.saturating_sub(LONGEST);
    while at > first {
        at -= 1;
        // "three patients, a woman who had just given birth among them"
        if said == 0 && items[at].group.is_none() {
            let clause = items[first..at + 1]
                .iter()
                .rposition(|i| i.symbol == Symbol::RELATIVE);
            let plain = |i: &Item| !matches!(i.symbol, Symbol::COMMA | Symbol::SEMI | Symbol::STOP);
            let who = clause
                .map(|c| first + c)
                .filter(|c| items[*c..=at].iter().all(plain));
            if let Some(who) = who.filter(|c| *c > first && items[*c - 1].group.is_some()) {
                at = who - 1;
                marked[at] = true;
            }
        }
        // "a poet, two waiters and a guard were among the dead": the whole subject.
        let comma = said > 0 && items[at].symbol == Symbol::COMMA;
        let and = items[at].symbol == Symbol::AND;
        if items[at].group.is_none() && !and && !comma {
            if let Some(subject) =
                described(items, first, at).filter(|_| said > 0 && at + 1 == closer - said)
            {
                marked[subject] = true;
            }
            break;
        }
        marked[at] = true;
    }
}

/// "A guard attending a funeral was among those killed": the one person whom plain words up to `last` say
/// more of.
fn described(items: &[Item], first: usize, last: usize) -> Option<usize> {
    let plain = |item: &Item| {
        matches!(
            item.symbol,
            Symbol::WORD
                | Symbol::PREP
                | Symbol::OF
                | Symbol::EVENT
                | Symbol::QUOTE
                | Symbol::DEFINITE
                | Symbol::ACT
        )
    };
    let mut before = (first..last + 1).rev();
    let subject = before.find(|at| !plain(&items[*at]))?;
    let opens = subject == 0 || matches!(items[subject - 1].symbol, Symbol::COMMA | Symbol::QUOTE);
    (items[subject].symbol == Symbol::ONE && opens).then_some(subject)
}

/// A comma or a conjunction.
pub(super) fn is_joint(item: &Item) -> bool {
    matches!(item.symbol, Symbol::COMMA | Symbol::AND)
}
