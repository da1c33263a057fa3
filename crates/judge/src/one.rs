//! Which things were judged to be one: claims of one incident, names of one person.

use std::collections::{BTreeMap, BTreeSet};

use tollbook_record::{ClaimId, Verdict};

use crate::book::{Decided, Entry};
use crate::fold::{Opinion, Outcome, fold};

/// What may be one with another of its kind.
pub(crate) trait Thing: Copy + Ord {
    /// The claim that it is told with.
    fn claim(self) -> ClaimId;

    /// What is asked of some of them, in words.
    fn question(these: &[Self]) -> String;
}

/// What was judged of each pair, lower thing first.
pub(crate) type Opinions<'b, T> = BTreeMap<(T, T), Vec<Opinion<'b>>>;

/// A verdict as an opinion; the unsure abstain.
pub(crate) fn opinion(entry: &Entry, verdict: Verdict) -> Opinion<'_> {
    Opinion {
        entry,
        value: (verdict != Verdict::Unsure).then(|| verdict.to_string()),
    }
}

/// What stands for each pair, without what contradicts itself.
pub(crate) fn decide<'b, T: Thing>(
    opinions: &Opinions<'b, T>,
    decided: &mut Decided,
) -> BTreeMap<(T, T), (Verdict, &'b Entry)> {
    let mut stands: BTreeMap<(T, T), (Verdict, &Entry)> = BTreeMap::new();
    for (pair, opinions) in opinions {
        match fold(opinions) {
            Outcome::Open => {
                let last = opinions.last();
                stands.extend(last.map(|opinion| (*pair, (Verdict::Unsure, opinion.entry))));
            }
            Outcome::Decided(opinion) => {
                let verdict = opinion.value.as_deref().unwrap_or_default().parse();
                stands.extend(
                    verdict
                        .ok()
                        .map(|verdict| (*pair, (verdict, opinion.entry))),
                );
            }
            Outcome::Contradicted(opinions) => {
                contradict(&[pair.0, pair.1], &opinions, decided);
            }
        }
    }
    drop_circles(&mut stands, decided);
    stands
}

fn contradict<T: Thing>(things: &[T], opinions: &[&Opinion<'_>], decided: &mut Decided) {
    let claims: BTreeSet<ClaimId> = things.iter().map(|thing| thing.claim()).collect();
    let claims: Vec<ClaimId> = claims.into_iter().collect();
    decided.contradicted(&claims, T::question(things), opinions);
}

/// Takes out all judgements of things that are the same by one way and different by another: nobody can
/// say which of them is wrong.
fn drop_circles<T: Thing>(stands: &mut BTreeMap<(T, T), (Verdict, &Entry)>, decided: &mut Decided) {
    let mut group: BTreeMap<T, T> = BTreeMap::new();
    let of = |verdict: Verdict, stands: &BTreeMap<(T, T), (Verdict, &Entry)>| {
        let pairs = stands.iter().filter(|(_, (said, _))| *said == verdict);
        pairs.map(|(pair, _)| *pair).collect::<Vec<(T, T)>>()
    };
    for (a, b) in of(Verdict::Same, stands) {
        let (a, b) = (root(&group, a), root(&group, b));
        group.insert(a.max(b), a.min(b));
    }
    let different = of(Verdict::Different, stands).into_iter();
    let circles: BTreeSet<T> = different
        .map(|(a, b)| (root(&group, a), root(&group, b)))
        .filter_map(|(a, b)| (a == b).then_some(a))
        .collect();
    for circle in circles {
        let within =
            |pair: &(T, T)| root(&group, pair.0) == circle && root(&group, pair.1) == circle;
        let (mut things, mut entries) = (BTreeSet::new(), BTreeMap::new());
        for (pair, (verdict, entry)) in stands.iter().filter(|(pair, _)| within(pair)) {
            if *verdict != Verdict::Unsure {
                things.extend([pair.0, pair.1]);
                entries.insert((entry.kept.judged.at, entry.kept.id.as_str()), *entry);
            }
        }
        stands.retain(|pair, (verdict, _)| !within(pair) || *verdict == Verdict::Unsure);
        let things: Vec<T> = things.into_iter().collect();
        let opinions: Vec<Opinion<'_>> = entries
            .into_values()
            .map(|entry| Opinion { entry, value: None })
            .collect();
        contradict(&things, &opinions.iter().collect::<Vec<_>>(), decided);
    }
}

fn root<T: Thing>(group: &BTreeMap<T, T>, mut thing: T) -> T {
    while let Some(up) = group.get(&thing).filter(|up| **up != thing) {
        thing = *up;
    }
    thing
}
