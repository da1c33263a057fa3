//! When the lists cannot answer at all.

use crate::refusal::{Code, Refusal};
use crate::table::Table;
use crate::two_list::chapman;

/// Fewer people than this on all lists together, and no figure is given.
pub const FEWEST_OBSERVED: u64 = 30;

/// Fewer people than this on more than one list, and no figure is given.
pub const FEWEST_OVERLAPS: u64 = 10;

/// Lists that share nobody with the others may hold at most this share of all people: they are
/// counted among the observed, but say nothing about who is missing.
const STRAY_SHARE: f64 = 0.1;

/// Refuses a table that no method may answer.
pub(crate) fn check(table: &Table) -> Result<(), Refusal> {
    check_lists(table)?;
    check_overlaps(table)
}

fn check_lists(table: &Table) -> Result<(), Refusal> {
    let names = table.lists();
    if names.len() < 2 {
        return Err(Refusal::new(
            Code::FewerThanTwoLists,
            if names.is_empty() {
                "there is no list"
            } else {
                "there is 1 list"
            },
            "add lists that were made independently of one another; three at least",
        ));
    }
    if let Some(empty) = (0..names.len()).find(|&i| table.on(i) == 0) {
        return Err(Refusal::new(
            Code::EmptyList,
            format!("list `{}` names nobody", names[empty]),
            "remove the list from the table",
        ));
    }
    if names.len() == 2 {
        return Err(two_lists(table));
    }
    if let Some((a, b)) = equal_lists(table) {
        return Err(Refusal::new(
            Code::EqualLists,
            format!(
                "lists `{}` and `{}` name the same people",
                names[a], names[b]
            ),
            "leave one of the two out: a list that copies another is no list of its own",
        ));
    }
    Ok(())
}

fn equal_lists(table: &Table) -> Option<(usize, usize)> {
    let lists = table.lists().len();
    let pairs = (0..lists).flat_map(|b| (0..b).map(move |a| (a, b)));
    let mut equal = pairs.filter(|&(a, b)| {
        let both = table.on_both(a, b);
        both == table.on(a) && both == table.on(b)
    });
    equal.next()
}

fn two_lists(table: &Table) -> Refusal {
    let refusal = Refusal::new(
        Code::TwoLists,
        "there are two lists, and two lists cannot show whether being on one makes being on the \
         other more or less likely",
        "add a third list that was made independently",
    );
    Refusal {
        illustration: chapman(table).ok().map(Box::new),
        ..refusal
    }
}

fn check_overlaps(table: &Table) -> Result<(), Refusal> {
    let (observed, once) = (table.observed(), table.seen_times(1));
    if observed == once {
        return Err(Refusal::new(
            Code::NoOverlap,
            "nobody stands on more than one list",
            "check the linkage of the lists: lists of one conflict that share nobody are rare",
        ));
    }
    if observed < FEWEST_OBSERVED || observed - once < FEWEST_OVERLAPS {
        return Err(Refusal::new(
            Code::TooThin,
            format!(
                "{observed} people were seen, {} on more than one list",
                observed - once
            ),
            format!(
                "pool strata until at least {FEWEST_OBSERVED} people are seen and \
                 {FEWEST_OVERLAPS} stand on more than one list"
            ),
        ));
    }
    if table.seen_times(2) == 0 {
        return Err(Refusal::new(
            Code::NoPairs,
            format!(
                "nobody stands on exactly two lists, and {} stand on more",
                observed - once
            ),
            "check the linkage: lists that agree on all people or on none were hardly made apart",
        ));
    }
    let strays = strays(table);
    let stray_people = people_on(table, &strays);
    if stray_people as f64 > STRAY_SHARE * observed as f64 || table.lists().len() - strays.len() < 3
    {
        return Err(Refusal::new(
            Code::SeparateBlocks,
            format!(
                "{} people stand on lists that share nobody with the others ({})",
                stray_people,
                names(table, &strays).join(", "),
            ),
            "estimate the blocks apart, or add a list that reaches into both",
        ));
    }
    let own = lists_not_nested(table);
    if own < 3 {
        return Err(Refusal::new(
            Code::NestedLists,
            format!(
                "only {own} of the {} lists {} people whom no other single list contains; {}",
                table.lists().len(),
                if own == 1 { "names" } else { "name" },
                nested_names(table).join(", "),
            ),
            "leave out lists that copy another, and add independent ones until three are left",
        ));
    }
    Ok(())
}

/// The lists outside the block of lists that share people, directly or through others, and that
/// holds most people; of equal blocks the first stays.
pub(crate) fn strays(table: &Table) -> Vec<usize> {
    let lists = 0..table.lists().len();
    let blocks = lists.clone().map(|list| block_of(table, list));
    let largest = blocks
        .max_by_key(|block| (people_on(table, block), std::cmp::Reverse(block[0])))
        .unwrap_or_default();
    lists.filter(|list| !largest.contains(list)).collect()
}

/// The lists that a chain of shared people leads to from `list`, in order.
fn block_of(table: &Table, list: usize) -> Vec<usize> {
    let lists = 0..table.lists().len();
    let mut reached = vec![false; lists.len()];
    let mut next = vec![list];
    while let Some(a) = next.pop() {
        if !std::mem::replace(&mut reached[a], true) {
            next.extend(lists.clone().filter(|&b| b != a && table.on_both(a, b) > 0));
        }
    }
    lists.filter(|&list| reached[list]).collect()
}

fn people_on(table: &Table, lists: &[usize]) -> u64 {
    let on_one = table
        .patterns()
        .filter(|(p, _)| lists.iter().any(|&list| p.on(list)));
    on_one.map(|(_, people)| people).sum()
}

pub(crate) fn names(table: &Table, lists: &[usize]) -> Vec<String> {
    lists
        .iter()
        .map(|&list| format!("`{}`", table.lists()[list]))
        .collect()
}

/// A container for each list that stands wholly inside another one.
fn container(table: &Table, list: usize) -> Option<usize> {
    let inside = |&other: &usize| other != list && table.on_both(list, other) == table.on(list);
    (0..table.lists().len()).find(inside)
}

fn lists_not_nested(table: &Table) -> usize {
    let lists = 0..table.lists().len();
    lists.filter(|&i| container(table, i).is_none()).count()
}

pub(crate) fn nested_names(table: &Table) -> Vec<String> {
    let names = table.lists();
    (0..names.len())
        .filter_map(|i| {
            let outer = container(table, i)?;
            Some(format!(
                "list `{}` stands wholly inside `{}`",
                names[i], names[outer]
            ))
        })
        .collect()
}
