//! From what several reviewers judged of one thing to what stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Entry;

/// A judgement on the thing, and what it says of it.
pub(crate) struct Opinion<'b> {
    pub entry: &'b Entry,
    /// Equal where two say the same; `None` where it abstains.
    pub value: Option<String>,
}

/// What stands.
pub(crate) enum Outcome<'o, 'b> {
    /// Nobody judged, or all abstain.
    Open,
    /// All that stand say the same as this one, the last of them.
    Decided(&'o Opinion<'b>),
    /// These contradict each other.
    Contradicted(Vec<&'o Opinion<'b>>),
}

/// What stands of opinions, which come in the order in which they were kept. Those that were withdrawn
/// are not among them.
pub(crate) fn fold<'o, 'b>(opinions: &'o [Opinion<'b>]) -> Outcome<'o, 'b> {
    let standing = standing(opinions.iter());
    let saying: Vec<&Opinion<'_>> = standing.into_iter().filter(|o| o.value.is_some()).collect();
    let values: BTreeSet<&Option<String>> = saying.iter().map(|opinion| &opinion.value).collect();
    match saying.last() {
        None => Outcome::Open,
        Some(last) if values.len() == 1 => Outcome::Decided(last),
        Some(_) => Outcome::Contradicted(saying),
    }
}

/// The latest opinion of each reviewer of each office, without those that such a one settles.
fn standing<'o, 'b: 'o>(opinions: impl Iterator<Item = &'o Opinion<'b>>) -> Vec<&'o Opinion<'b>> {
    let numbered: Vec<(usize, &Opinion<'_>)> = opinions.enumerate().collect();
    let latest: BTreeMap<(&str, &str), usize> = numbered
        .iter()
        .map(|(at, opinion)| (opinion.entry.author(), *at))
        .collect();
    let latest = numbered
        .into_iter()
        .filter(|(at, opinion)| latest.get(&opinion.entry.author()) == Some(at));
    without_settled(latest.map(|(_, opinion)| opinion).collect(), |o| o.entry)
}

/// All but those that another of them settles.
pub(crate) fn without_settled<T>(all: Vec<T>, entry: impl Fn(&T) -> &Entry) -> Vec<T> {
    let settled: BTreeSet<String> = all
        .iter()
        .flat_map(|one| entry(one).settles.iter().cloned())
        .collect();
    let stands = |one: &T| !settled.contains(entry(one).kept.id.as_str());
    all.into_iter().filter(stands).collect()
}
