//! What reviewers judged of pairs, put on what linking found. All reports are invented.

#[path = "generator/mod.rs"]
mod generator;
#[path = "../../record/tests/notation/mod.rs"]
mod notation;

use generator::{Plan, World};
use jiff::Timestamp;
use notation::Cases;
use proptest::prelude::*;
use tollbook_link::{judge, link};
use tollbook_record::{ClaimId, JudgementId, Linking, PairJudged, Said, Verdict};

/// Three agencies on one attack in Sukkari, and two on one in Maysar a week later.
const REPORTS: &str = "\
agency 2016-04-28
  airstrike; at Sukkari < Aleppo; on 2016-04-27; killed 26
wire 2016-04-28
  airstrike; at Sukkari < Aleppo; on 2016-04-27; killed 27
paper 2016-04-29
  airstrike; at Sukkari < Aleppo; on 2016-04-27; killed 26
monitor 2016-05-05
  shelling; at Maysar < Aleppo; on 2016-05-04; killed 3
radio 2016-05-06
  shelling; at Maysar < Aleppo; on 2016-05-04; killed 3
";

fn judged(pair: (ClaimId, ClaimId), verdict: Verdict) -> PairJudged {
    PairJudged {
        pair: (pair.0.min(pair.1), pair.0.max(pair.1)),
        verdict,
        said: Said {
            id: JudgementId::new("0123"),
            by: "R. Invented".into(),
            reason: "for the test".into(),
            at: Timestamp::UNIX_EPOCH,
        },
    }
}

fn shown(linking: &Linking) -> Vec<String> {
    let incidents = linking.incidents.iter().map(|incident| {
        let labels: Vec<String> = incident.claims.iter().map(|id| Cases::label(*id)).collect();
        labels.join(" ")
    });
    let mut lines: Vec<String> = incidents.collect();
    lines.sort();
    lines
}

/// The incidents after judgements such as `wire different agency`.
#[track_caller]
fn check(judgements: &str, incidents: &[&str]) -> Linking {
    let cases = Cases::read(REPORTS);
    let claims = cases.claims();
    let plain = link(&claims);
    assert_eq!(
        shown(&plain),
        ["agency.0 paper.0 wire.0", "monitor.0 radio.0"]
    );
    let id = |name: &str| {
        let mut ids = claims.iter().map(|claim| claim.id);
        ids.find(|id| Cases::label(*id) == format!("{name}.0"))
            .expect("a claim of that name")
    };
    let pairs = judgements.lines().map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let verdict = words[1].parse().expect("a verdict");
        judged((id(words[0]), id(words[2])), verdict)
    });
    let pairs: Vec<PairJudged> = pairs.collect();
    let linking = judge(plain.clone(), &claims, &pairs);
    assert_eq!(shown(&linking), incidents, "{:#?}", linking.joins);
    assert_eq!(
        judge(plain.clone(), &claims, &[]),
        plain,
        "no judgement changes nothing"
    );
    linking
}

#[test]
fn same_brings_two_incidents_together_whole() {
    let linking = check(
        "paper same radio",
        &["agency.0 monitor.0 paper.0 radio.0 wire.0"],
    );
    let told = linking
        .joins
        .iter()
        .filter(|join| join.reasons[0].contains("judged the two same"));
    assert_eq!(told.count(), 1);
    assert_eq!(
        linking.joins.len(),
        4,
        "as many joins as hold five claims together"
    );
}

#[test]
fn different_takes_one_claim_out_and_leaves_the_others_together() {
    let linking = check(
        "wire different agency\nwire different paper",
        &["agency.0 paper.0", "monitor.0 radio.0", "wire.0"],
    );
    let told = &linking.refusals;
    let told = told
        .iter()
        .filter(|refusal| refusal.reasons[0].contains("judged the two different"));
    assert_eq!(told.count(), 1, "one refusal between two incidents");
}

#[test]
fn a_third_claim_goes_with_the_side_that_it_fits_best() {
    // Paper and agency both say 26.
    check(
        "wire different agency",
        &["agency.0 paper.0", "monitor.0 radio.0", "wire.0"],
    );
}

#[test]
fn the_incident_that_keeps_the_earliest_claim_keeps_its_code() {
    let before = check("", &["agency.0 paper.0 wire.0", "monitor.0 radio.0"]);
    let after = check(
        "wire different agency\nwire different paper",
        &["agency.0 paper.0", "monitor.0 radio.0", "wire.0"],
    );
    let code = |linking: &Linking| {
        let mut incidents = linking.incidents.iter();
        let held = incidents.find(|i| Cases::label(i.claims[0]) == "agency.0");
        held.map(|incident| incident.id.clone())
    };
    assert_eq!(code(&before), code(&after));
}

#[test]
fn unsure_changes_no_incident_and_is_told() {
    let linking = check(
        "wire unsure radio",
        &["agency.0 paper.0 wire.0", "monitor.0 radio.0"],
    );
    let mut reasons = linking
        .refusals
        .iter()
        .flat_map(|refusal| refusal.reasons.iter());
    assert!(reasons.any(|reason| reason.contains("judged the two unsure")));
}

#[test]
fn a_ban_holds_against_what_comes_with_the_same() {
    let linking = check(
        "agency same monitor\nwire different radio",
        &["agency.0 monitor.0 paper.0 radio.0", "wire.0"],
    );
    assert_eq!(linking.incidents.len(), 2);
}

/// Incidents by the plainest way: claims that are the same are one, whole incidents follow, and a claim
/// that is different from the rest of its incident leaves it.
fn oracle(plain: &Linking, same: &[(ClaimId, ClaimId)], out: Option<ClaimId>) -> Vec<Vec<ClaimId>> {
    let mut sets: Vec<Vec<ClaimId>> = plain.incidents.iter().map(|i| i.claims.clone()).collect();
    for (a, b) in same {
        let at = |sets: &[Vec<ClaimId>], id| sets.iter().position(|set| set.contains(id));
        let (x, y) = (
            at(&sets, a).expect("a claim"),
            at(&sets, b).expect("a claim"),
        );
        if x != y {
            let moved = sets.remove(x.max(y));
            sets[x.min(y)].extend(moved);
        }
    }
    if let Some(out) = out {
        for set in &mut sets {
            set.retain(|id| *id != out);
        }
        sets.push(vec![out]);
    }
    for set in &mut sets {
        set.sort_unstable();
    }
    sets.retain(|set| !set.is_empty());
    sets.sort();
    sets
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn judgements_do_what_the_plain_way_does(
        seed in 0_u64..1_000,
        same in prop::collection::vec((0_usize..40, 0_usize..40), 0..6),
        out in prop::option::of(0_usize..40),
    ) {
        let world = World::new(&Plan {
            seed, incidents: 12, reports: 40, towns: 3, days: 90, copies: 0.1, vagueness: 0.3, words: 40,
        });
        let claims = world.claims();
        let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id).collect();
        let id = |at: usize| ids[at % ids.len()];
        let same: Vec<(ClaimId, ClaimId)> = same.iter().map(|(a, b)| (id(*a), id(*b))).filter(|(a, b)| a != b).collect();
        let plain = link(&claims);
        // A claim that was judged the same as another is not taken out: that would be a contradiction.
        let out = out.map(id).filter(|out| same.iter().all(|(a, b)| a != out && b != out));
        let merged = oracle(&plain, &same, None);
        let mut pairs: Vec<PairJudged> = same.iter().map(|pair| judged(*pair, Verdict::Same)).collect();
        if let Some(out) = out {
            let rest = merged.iter().find(|set| set.contains(&out)).expect("it stands somewhere");
            pairs.extend(rest.iter().filter(|id| **id != out).map(|id| judged((out, *id), Verdict::Different)));
        }
        let linking = judge(plain.clone(), &claims, &pairs);
        let mut found: Vec<Vec<ClaimId>> = linking.incidents.iter().map(|i| i.claims.clone()).collect();
        found.sort();
        prop_assert_eq!(found, oracle(&plain, &same, out));
        prop_assert_eq!(judge(plain.clone(), &claims, &[]), plain);
    }
}
