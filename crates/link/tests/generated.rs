//! Made-up worlds whose incidents are known: linking finds them, in any order of input.

#[path = "generator/mod.rs"]
mod generator;

use std::collections::{BTreeSet, HashMap};

use generator::{Plan, World};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use tollbook_link::kept::{self, Mark};
use tollbook_link::{Linked, link};
use tollbook_record::{Act, Claim, ClaimId, ClaimInSource, Count, Linking, SourceId};

fn plan(seed: u64, vagueness: f64) -> Plan {
    Plan {
        seed,
        incidents: 30,
        reports: 60,
        towns: 5,
        days: 365,
        copies: 0.2,
        vagueness,
        words: 60,
    }
}

/// How many pairs of claims are rightly together, wrongly together, wrongly apart.
fn pairs(world: &World, linking: &Linking) -> (u64, u64, u64) {
    let mut found: HashMap<ClaimId, usize> = HashMap::new();
    for (i, incident) in linking.incidents.iter().enumerate() {
        found.extend(incident.claims.iter().map(|claim| (*claim, i)));
    }
    let count = |keys: &[(usize, usize)], by: fn(&(usize, usize)) -> (usize, usize)| {
        let mut sizes: HashMap<(usize, usize), u64> = HashMap::new();
        for key in keys {
            *sizes.entry(by(key)).or_insert(0) += 1;
        }
        sizes.values().map(|n| n * (n - 1) / 2).sum::<u64>()
    };
    let claims = world.claims();
    let keys: Vec<(usize, usize)> = claims
        .iter()
        .zip(&world.truth)
        .map(|(claim, truth)| (*truth, found[&claim.id]))
        .collect();
    let both = count(&keys, |key| *key);
    let truly = count(&keys, |(truth, _)| (*truth, 0));
    let linked = count(&keys, |(_, found)| (0, *found));
    (both, linked - both, truly - both)
}

#[test]
fn claims_that_name_quarter_and_kind_are_linked_as_they_are() {
    for seed in 0..20 {
        let world = World::new(&plan(seed, 0.0));
        let linking = link(&world.claims());
        let (right, wrong, missed) = pairs(&world, &linking);
        assert!(right > 0);
        assert_eq!((wrong, missed), (0, 0), "seed {seed}");
    }
}

/// Leaving out the quarter, the day or the kind of attack may cost joins, never make a wrong one: within a
/// town the made-up incidents lie days apart.
#[test]
fn vague_claims_are_never_put_in_the_wrong_incident() {
    let (mut all_right, mut all_missed) = (0, 0);
    for seed in 0..20 {
        let world = World::new(&plan(seed, 0.5));
        let linking = link(&world.claims());
        let (right, wrong, missed) = pairs(&world, &linking);
        assert_eq!(wrong, 0, "seed {seed}");
        all_right += right;
        all_missed += missed;
    }
    let recall = all_right as f64 / (all_right + all_missed) as f64;
    assert!(recall > 0.8, "recall {recall}");
}

#[test]
fn every_copy_is_found_and_nothing_else() {
    for seed in 0..20 {
        let world = World::new(&plan(seed, 0.2));
        let linking = link(&world.claims());
        let found: Vec<_> = linking.copies.iter().map(|copy| copy.copy).collect();
        for (copy, _) in &world.copied {
            assert!(found.contains(copy), "seed {seed}: {copy} is a copy");
        }
        // A copy of a copy names the text's first source or the copy: both are of one origin. A
        // text that was published before its original by another order of ids is none of ours.
        assert!(found.len() <= world.copied.len(), "seed {seed}: {found:?}");
        assert!(linking.copies.iter().all(|copy| copy.shared > 0.9));
    }
}

/// A claim after a correction of the kind `how`, for which another claim lends its words.
fn corrected(claim: &Claim, other: &Claim, how: u8) -> Claim {
    let mut claim = claim.clone();
    match how {
        0 => claim.place.clone_from(&other.place),
        1 => claim.when.clone_from(&other.when),
        2 => claim.act = Act::Stabbing,
        3 => claim.figures[0].count = Count::exactly(7),
        4 => claim.place = None,
        // Other words for a number: which source repeats which is asked anew.
        _ => claim.figures = [].into(),
    }
    claim
}

/// A mark of each source's claims.
fn marks(claims: &[ClaimInSource<'_>]) -> HashMap<SourceId, Mark> {
    let sources = claims.iter().map(|claim| claim.id.source);
    let mark = |source: SourceId| {
        let own = claims.iter().filter(|claim| claim.id.source == source);
        let own: Vec<_> = own.map(|claim| (claim.id, claim.claim)).collect();
        Sha256::digest(format!("{own:?}")).into()
    };
    sources.map(|source| (source, mark(source))).collect()
}

/// A linking that was kept knows nothing of the day or the publisher that a source is given later.
#[test]
fn what_is_told_of_a_publication_later_has_all_linked_anew() {
    let world = World::new(&plan(1, 0.5));
    let claims = world.claims();
    let kept = kept::bytes(&Linked::new(&claims), &claims, &marks(&claims));
    let first = claims[0].source;
    let mut named = first.clone();
    named.publication.publisher = Some("Invented Weekly".to_owned());
    let mut dated = first.clone();
    dated.publication.published = Some(jiff::civil::date(2031, 5, 1));
    for (source, is_as_it_was) in [(first, true), (&named, false), (&dated, false)] {
        let now = claims.iter().map(|claim| ClaimInSource {
            source: match claim.id.source == first.id {
                true => source,
                false => claim.source,
            },
            ..*claim
        });
        let now: Vec<ClaimInSource<'_>> = now.collect();
        let gone_on = kept::go_on(&kept, &now, &marks(&now));
        assert_eq!(gone_on.is_some(), is_as_it_was);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Corrections one after the other, the last of which takes all others back; once with all at hand, and once from
    /// what was kept of the linking before.
    #[test]
    fn to_correct_a_linking_is_to_link_anew(
        seed in 0_u64..1_000,
        rounds in prop::collection::vec(prop::collection::vec((0_usize..500, 0_usize..500, 0_u8..6), 1..4), 1..4),
    ) {
        let world = World::new(&plan(seed, 0.5));
        let claims = world.claims();
        let mut linked = Linked::new(&claims);
        let rounds = rounds.into_iter().chain([vec![]]);
        let mut was: BTreeSet<SourceId> = BTreeSet::new();
        let mut before: Vec<Claim> = claims.iter().map(|claim| claim.claim.clone()).collect();
        for round in rounds {
            let corrections: HashMap<usize, Claim> = round
                .iter()
                .map(|(at, other, how)| {
                    let [at, other] = [at, other].map(|at| at % claims.len());
                    (at, corrected(claims[at].claim, claims[other].claim, *how))
                })
                .collect();
            let now = claims.iter().enumerate().map(|(at, claim)| ClaimInSource {
                claim: corrections.get(&at).unwrap_or(claim.claim),
                ..*claim
            });
            let now: Vec<ClaimInSource<'_>> = now.collect();
            let mut sources: BTreeSet<SourceId> = corrections.keys().map(|at| claims[*at].id.source).collect();
            let these = sources.clone();
            sources.append(&mut was);
            was = these;
            let were = claims.iter().zip(&before).map(|(was, claim)| ClaimInSource { claim, ..*was });
            let were: Vec<ClaimInSource<'_>> = were.collect();
            let kept = kept::bytes(&linked, &were, &marks(&were));
            let gone_on = kept::go_on(&kept, &now, &marks(&now)).map(|(linked, _)| linked);
            let gone_on = gone_on.unwrap_or_else(|| Linked::new(&now));
            linked.correct(&now, &sources);
            prop_assert_eq!(linked.linking(), &link(&now));
            prop_assert_eq!(gone_on.linking(), linked.linking());
            let whole = kept::bytes(&linked, &now, &marks(&now));
            prop_assert_eq!(&kept::bytes(&gone_on, &now, &marks(&now)), &whole);
            let (again, same) = kept::go_on(&whole, &now, &marks(&now)).expect("nothing is another");
            prop_assert!(same);
            prop_assert_eq!(again.linking(), linked.linking());
            let mut alone = kept::incidents(&whole, &now, &marks(&now)).expect("nothing is another");
            alone.joins.clone_from(&linked.linking().joins);
            alone.refusals.clone_from(&linked.linking().refusals);
            prop_assert_eq!(&alone, linked.linking());
            before = now.iter().map(|claim| claim.claim.clone()).collect();
        }
        prop_assert_eq!(linked.linking(), &link(&claims));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_order_of_claims_does_not_matter(seed in 0_u64..1_000, order in Just((0..500_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let world = World::new(&plan(seed, 0.4));
        let claims = world.claims();
        let shuffled: Vec<_> = order.iter().filter_map(|i| claims.get(*i).copied()).collect();
        prop_assert_eq!(link(&claims), link(&shuffled));
    }

    #[test]
    fn every_claim_is_in_one_incident_and_joins_span_each(seed in 0_u64..1_000) {
        let world = World::new(&plan(seed, 0.4));
        let claims = world.claims();
        let linking = link(&claims);
        let mut placed: Vec<_> = linking.incidents.iter().flat_map(|i| i.claims.clone()).collect();
        placed.sort();
        let mut ids: Vec<_> = claims.iter().map(|c| c.id).collect();
        ids.sort();
        prop_assert_eq!(placed, ids);
        prop_assert_eq!(linking.joins.len(), claims.len() - linking.incidents.len());
        prop_assert!(linking.refusals.len() <= 2 * claims.len());
    }
}
