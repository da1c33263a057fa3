//! Who decides, and what follows.

use proptest::prelude::*;
use tollbook_judge::{ClaimRef, Decision, FieldDecision, Lost, Value};
use tollbook_publish::wire::v1::{Word, claim};
use tollbook_record::{Act, ClaimVerdict, Degree, Verdict};

use crate::world::{Reviewers, World, figure, new_claim, pair, person, verdict};

const REPORTS: &str = "\
agency 2016-04-28
  airstrike; at Sukkari < Aleppo; on 2016-04-27; killed 26; killed 9 children of 0; by jets
  denied airstrike; says Ministry; same words; killed 26
wire 2016-04-28
  airstrike; at Sukkari < Aleppo; on 2016-04-27; killed 27
";

#[test]
fn a_rejected_claim_stays_and_a_withdrawal_brings_it_back() {
    let world = World::new(REPORTS);
    let mut reviewers = Reviewers::default();
    let before = world.shown(&world.decide(&reviewers).1);
    let id = reviewers.say(
        "A",
        &verdict(&world.claim(1, 0), ClaimVerdict::Rejected),
        &[],
    );
    let (judged, decided) = world.decide(&reviewers);
    assert_eq!(
        judged.shown(&decided)[2],
        "airstrike; killed people 27; rejected"
    );
    reviewers.withdraw(&id);
    let (judged, decided) = world.decide(&reviewers);
    assert_eq!(judged.shown(&decided), before);
}

#[test]
fn a_reviewer_replaces_their_own_and_contradicts_another() {
    let world = World::new(REPORTS);
    let claim = world.claim(0, 0);
    let mut reviewers = Reviewers::default();
    let shown = |reviewers: &Reviewers| {
        let (judged, decided) = world.decide(reviewers);
        (
            judged.shown(&decided).remove(0),
            decided.contradictions.len(),
        )
    };
    let read = "airstrike; killed people 26; killed children 9; by jets".to_owned();
    let with = |n: u32| read.replace("26", &n.to_string());
    reviewers.say("A", &figure(&claim, 0, Some(30)), &[]);
    assert_eq!(shown(&reviewers), (with(30), 0));
    let a = reviewers.say("A", &figure(&claim, 0, Some(31)), &[]);
    assert_eq!(
        shown(&reviewers),
        (with(31), 0),
        "the later one of the same reviewer"
    );
    reviewers.say("B", &figure(&claim, 0, Some(31)), &[]);
    assert_eq!(shown(&reviewers), (with(31), 0), "two who agree");
    let b = reviewers.say("B", &figure(&claim, 0, Some(40)), &[]);
    assert_eq!(shown(&reviewers), (read.clone(), 1), "what was read stands");
    let c = reviewers.say("C", &figure(&claim, 0, Some(40)), &[&a, &b]);
    assert_eq!(shown(&reviewers), (with(40), 0), "an adjudication");
    reviewers.withdraw(&c);
    assert_eq!(shown(&reviewers), (read.clone(), 1));
    reviewers.withdraw(&b);
    assert_eq!(
        shown(&reviewers),
        (with(31), 0),
        "B's earlier one stands again"
    );
}

#[test]
fn a_contradiction_is_told_with_the_claim_without_names() {
    let world = World::new(REPORTS);
    let claim = world.claim(1, 0);
    let mut reviewers = Reviewers::default();
    let a = reviewers.say("Secret One", &verdict(&claim, ClaimVerdict::Rejected), &[]);
    let b = reviewers.say("Secret Two", &verdict(&claim, ClaimVerdict::Confirmed), &[]);
    let (_, decided) = world.decide(&reviewers);
    let told = &decided.claims[&claim.id.source][&0].contradictions;
    assert_eq!(told.len(), 1);
    assert!(told[0].contains(&a) && told[0].contains(&b) && !told[0].contains("Secret"));
}

#[test]
fn a_figure_that_is_taken_out_leaves_the_others_in_order() {
    let world = World::new(REPORTS);
    let claim = world.claim(0, 0);
    let mut reviewers = Reviewers::default();
    reviewers.say("A", &figure(&claim, 0, None), &[]);
    reviewers.say("A", &figure(&claim, 1, Some(8)), &[]);
    let (judged, decided) = world.decide(&reviewers);
    assert_eq!(
        judged.shown(&decided)[0],
        "airstrike; killed children 8; by jets"
    );
    let claim = &judged.read[0].1.claims[0];
    assert_eq!(claim.figures[0].part_of, None, "what it broke down is gone");
    let said = &decided.claims[&world.read[0].0.id][&0];
    assert_eq!(said.as_read.as_ref(), Some(&world.read[0].1.claims[0]));
    let told: Vec<_> = said
        .corrected
        .iter()
        .map(|c| (c.was.as_deref(), c.now.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("killed: 26"), None),
            (Some("children killed: 9"), Some("children killed: 8"))
        ]
    );
    let rules: Vec<String> = claim.rules.iter().map(ToString::to_string).collect();
    assert_eq!(rules, ["figure.0:judged"]);
}

#[test]
fn act_and_party_are_corrected_and_the_claim_is_still_known_by_its_words() {
    let world = World::new(REPORTS);
    let claim = world.claim(0, 0);
    let read = tollbook_judge::written(&claim.source.text, claim.claim);
    let mut reviewers = Reviewers::default();
    let act = |act, quote: &claim::Quote| {
        let quote = quote.clone();
        Some(Value::Act {
            act: Word(act),
            quote,
        })
    };
    let of = ClaimRef::of(&claim);
    reviewers.say(
        "A",
        &Decision::Field(FieldDecision {
            claim: of.clone(),
            was: act(Act::Airstrike, &read.quote),
            now: act(Act::Shelling, &read.figures[0].quote),
        }),
        &[],
    );
    let party = claim::AllegedPerpetrator {
        name: "an invented brigade".into(),
        degree: Word(Degree::Alleged),
        quote: read.figures[0].quote.clone(),
    };
    reviewers.say(
        "A",
        &Decision::Field(FieldDecision {
            claim: of,
            was: None,
            now: Some(Value::Perpetrator(party)),
        }),
        &[],
    );
    let (judged, decided) = world.decide(&reviewers);
    let shown = "shelling; killed people 26; killed children 9; by jets; by an invented brigade";
    assert_eq!(judged.shown(&decided)[0], shown);
    // A judgement on the corrected claim names the one that was read.
    let corrected = judged.claim(0, 0);
    let corrected = tollbook_record::ClaimInSource {
        judged: decided.claims[&corrected.id.source].get(&0),
        ..corrected
    };
    assert_eq!(ClaimRef::of(&corrected), ClaimRef::of(&claim));
}

/// Another version reads another claim before it and breaks the figures up otherwise.
#[test]
fn a_judgement_finds_its_claim_in_another_reading() {
    let world = World::new(REPORTS);
    let mut reviewers = Reviewers::default();
    reviewers.say(
        "A",
        &verdict(&world.claim(0, 1), ClaimVerdict::Rejected),
        &[],
    );
    reviewers.say("A", &figure(&world.claim(0, 0), 0, Some(30)), &[]);
    let mut other = world.clone();
    let claims = &mut other.read[0].1.claims;
    claims.reverse();
    claims[1].figures = claims[1].figures[..1].into();
    let (judged, decided) = other.decide(&reviewers);
    assert_eq!(
        judged.shown(&decided)[..2],
        [
            "airstrike; killed people 26; rejected",
            "airstrike; killed people 30; by jets"
        ]
    );
    assert_eq!(decided.lost, []);
}

#[test]
fn a_judgement_whose_claim_is_gone_is_told_and_not_given_to_another() {
    let world = World::new(REPORTS);
    let mut reviewers = Reviewers::default();
    reviewers.say(
        "A",
        &verdict(&world.claim(0, 1), ClaimVerdict::Rejected),
        &[],
    );
    reviewers.say("A", &figure(&world.claim(0, 0), 1, Some(8)), &[]);
    let mut other = world.clone();
    other.read[0].1.claims.pop();
    let figures = &mut other.read[0].1.claims[0].figures;
    *figures = figures[..1].into();
    let (judged, decided) = other.decide(&reviewers);
    assert_eq!(
        judged.shown(&decided)[0],
        "airstrike; killed people 26; by jets"
    );
    let mut why: Vec<String> = decided
        .lost
        .iter()
        .map(|lost| lost.why.to_string())
        .collect();
    why.sort();
    let mut expected = [Lost::NoClaim.to_string(), Lost::NoField.to_string()];
    expected.sort();
    assert_eq!(why, expected);
    let problems = &judged.read[0].1.problems;
    assert_eq!(
        problems
            .iter()
            .filter(|p| p.kind == "judgement_lost")
            .count(),
        2
    );
}

#[test]
fn a_correction_that_the_program_now_reads_itself_is_not_lost() {
    let world = World::new(REPORTS);
    let mut reviewers = Reviewers::default();
    reviewers.say("A", &figure(&world.claim(1, 0), 0, Some(29)), &[]);
    let mut other = world.clone();
    let figure = &mut other.read[1].1.claims[0].figures[0];
    figure.count = tollbook_record::Count::exactly(29);
    let (judged, decided) = other.decide(&reviewers);
    assert_eq!(judged.shown(&decided)[2], "airstrike; killed people 29");
    assert_eq!(decided.lost, []);
}

#[test]
fn words_that_moved_are_found_again_and_words_that_are_gone_are_not() {
    let world = World::new("agency 2016-04-28\n  airstrike (in the night); killed 26\n");
    let mut reviewers = Reviewers::default();
    reviewers.say(
        "A",
        &verdict(&world.claim(0, 0), ClaimVerdict::Rejected),
        &[],
    );
    let moved = |before: &str, from: &str, to: &str| {
        let notation =
            "agency 2016-04-28\n  airstrike (in the night); killed 26\n".replace(from, to);
        let mut other = World::new(&notation);
        let text = format!("{before}{}", other.read[0].0.text);
        for claim in &mut other.read[0].1.claims {
            let shift = |quote: &tollbook_record::Quote| {
                let range = quote.range();
                let range = range.start + before.len()..range.end + before.len();
                tollbook_record::Quote::new(&text, range).expect("the words stand there")
            };
            claim.quote = shift(&claim.quote);
            claim.figures[0].quote = shift(&claim.figures[0].quote);
        }
        other.read[0].0.text.clone_from(&text);
        other.decide(&reviewers).1
    };
    assert_eq!(moved("A new headline.\n", "xx", "xx").lost, []);
    let lost = moved("", "in the night", "by day").lost;
    assert_eq!(lost[0].why, Lost::NoWords);
}

#[test]
fn claims_made_alike_by_two_are_one_and_made_otherwise_are_none() {
    let world = World::new(REPORTS);
    let mut bare = world.clone();
    bare.read[1].1.claims.clear();
    let made = |n: u32| new_claim(&world.claim(1, 0), n);
    let mut reviewers = Reviewers::default();
    reviewers.say("A", &made(27), &[]);
    let b = reviewers.say("B", &made(27), &[]);
    let (judged, decided) = bare.decide(&reviewers);
    assert_eq!(judged.shown(&decided)[2..], ["airstrike; killed people 27"]);
    assert!(decided.claims[&world.read[1].0.id][&0].made.is_some());
    reviewers.withdraw(&b);
    let b = reviewers.say("B", &made(28), &[]);
    let (judged, decided) = bare.decide(&reviewers);
    assert_eq!(judged.shown(&decided).len(), 2, "neither is put there");
    assert_eq!(decided.contradictions.len(), 1);
    assert_eq!(judged.read[1].1.problems[0].kind, "judgements_contradict");
    reviewers.say("C", &made(28), &[&b]);
    assert_eq!(
        bare.decide(&reviewers).1.contradictions.len(),
        1,
        "A still says otherwise"
    );
}

#[test]
fn pairs_that_go_round_in_a_circle_decide_nothing() {
    let world = World::new(REPORTS);
    let [a, b, c] = [(0, 0), (0, 1), (1, 0)].map(|(s, i)| world.claim(s, i));
    let mut reviewers = Reviewers::default();
    reviewers.say("A", &pair(&[a], &[b], Verdict::Same), &[]);
    reviewers.say("A", &pair(&[b], &[c], Verdict::Same), &[]);
    assert_eq!(world.decide(&reviewers).1.pairs.len(), 2);
    let last = reviewers.say("B", &pair(&[a], &[c], Verdict::Different), &[]);
    let (_, decided) = world.decide(&reviewers);
    assert_eq!((decided.pairs.len(), decided.contradictions.len()), (0, 1));
    assert_eq!(decided.contradictions[0].judgements.len(), 3);
    reviewers.withdraw(&last);
    assert_eq!(world.decide(&reviewers).1.pairs.len(), 2);
}

#[test]
fn names_are_judged_like_claims_and_found_again_by_their_words() {
    let world = World::new(
        "\
agency 2016-04-28
  airstrike; killed 2; named Ex Ample; named Sam Ple
wire 2016-04-28
  airstrike; killed 1; named Ex A Ample
",
    );
    let (a, b) = (world.claim(0, 0), world.claim(1, 0));
    let mut reviewers = Reviewers::default();
    let same = reviewers.say("A", &person((&b, 0), (&a, 0), Verdict::Same), &[]);
    let shown = |reviewers: &Reviewers| {
        let (_, decided) = world.decide(reviewers);
        let persons = decided.persons.iter();
        let persons = persons.map(|judged| {
            let (one, other) = judged.pair;
            format!("{}-{} {}", one.index, other.index, judged.verdict)
        });
        (persons.collect::<Vec<_>>(), decided.contradictions.len())
    };
    assert_eq!(shown(&reviewers), (vec!["0-0 same".to_owned()], 0));
    reviewers.say("A", &person((&a, 1), (&b, 0), Verdict::Different), &[]);
    assert_eq!(shown(&reviewers).0, ["0-0 same", "1-0 different"]);
    let other = reviewers.say("B", &person((&a, 0), (&b, 0), Verdict::Different), &[]);
    assert_eq!(shown(&reviewers), (vec!["1-0 different".to_owned()], 1));
    reviewers.withdraw(&same);
    assert_eq!(shown(&reviewers).0, ["0-0 different", "1-0 different"]);
    reviewers.withdraw(&other);
    let mut fewer = world.clone();
    let victims = &mut fewer.read[0].1.claims[0].victims;
    *victims = victims[..1].into();
    let (_, decided) = fewer.decide(&reviewers);
    assert_eq!(decided.persons.len(), 0);
    assert_eq!(decided.lost[0].why, Lost::NoName);
}

#[test]
fn the_unsure_contradict_nobody() {
    let world = World::new(REPORTS);
    let [a, c] = [(0, 0), (1, 0)].map(|(s, i)| world.claim(s, i));
    let mut reviewers = Reviewers::default();
    reviewers.say("A", &pair(&[a], &[c], Verdict::Unsure), &[]);
    let verdicts = |reviewers: &Reviewers| {
        let (_, decided) = world.decide(reviewers);
        let pairs = decided.pairs.iter();
        pairs.map(|pair| pair.verdict).collect::<Vec<Verdict>>()
    };
    assert_eq!(verdicts(&reviewers), [Verdict::Unsure]);
    reviewers.say("B", &pair(&[c], &[a], Verdict::Same), &[]);
    assert_eq!(verdicts(&reviewers), [Verdict::Same]);
}

/// A judgement by its number, of whatever kind.
fn decision(world: &World, n: u32) -> Decision {
    let claim = world.claim((n as usize / 2) % 2, 0);
    let verdicts = [ClaimVerdict::Confirmed, ClaimVerdict::Rejected];
    match n % 6 {
        0 | 1 => verdict(&claim, verdicts[(n / 6) as usize % 2]),
        2 => figure(&claim, 0, (!n.is_multiple_of(4)).then_some(n)),
        3 => new_claim(&claim, n % 3),
        4 => pair(
            &[world.claim(0, 0)],
            &[world.claim(1, 0)],
            Verdict::ALL[n as usize % 3],
        ),
        _ => pair(
            &[world.claim(0, 1)],
            &[world.claim(1, 0)],
            Verdict::ALL[n as usize % 3],
        ),
    }
}

proptest! {
    /// A server that keeps all readings decides on the judged sources alone.
    #[test]
    fn to_decide_on_the_named_sources_is_to_decide_on_all(
        said in prop::collection::vec((0_u32..48, 0_usize..3), 0..8),
    ) {
        let world = World::new(&format!("{REPORTS}other 2016-05-28\n  shelling; killed 1\n"));
        let mut reviewers = Reviewers::default();
        for (n, by) in &said {
            reviewers.say(["A", "B", "C"][*by], &decision(&world, *n), &[]);
        }
        let (all, decided) = world.decide(&reviewers);
        let book = tollbook_judge::Book::read(reviewers.0.clone()).expect("all are sound");
        let named = book.sources();
        let mut own = world.clone();
        own.read.retain(|(source, _)| named.contains(&source.id));
        let (own, decided_own) = own.decide(&reviewers);
        prop_assert_eq!(format!("{decided:?}"), format!("{decided_own:?}"));
        let of_all = all.read.iter().filter(|(source, _)| named.contains(&source.id));
        prop_assert!(of_all.eq(&own.read));
    }

    /// Whatever was judged before and after: with a judgement and its withdrawal all is as without it.
    #[test]
    fn a_withdrawal_restores_what_was(
        said in prop::collection::vec((0_u32..48, 0_usize..3), 1..14),
        at in 0_usize..14,
    ) {
        let world = World::new(REPORTS);
        let at = at % said.len();
        let all = |without: Option<usize>| {
            let mut reviewers = Reviewers::default();
            let mut ids = Vec::new();
            for (n, by) in &said {
                ids.push(reviewers.say(["A", "B", "C"][*by], &decision(&world, *n), &[]));
            }
            match without {
                Some(at) => drop(reviewers.0.remove(at)),
                None => reviewers.withdraw(&ids[at]),
            }
            let (judged, decided) = world.decide(&reviewers);
            let readings: Vec<_> = judged.read.into_iter().map(|(_, reading)| reading).collect();
            (readings, format!("{decided:?}"))
        };
        prop_assert_eq!(all(None), all(Some(at)));
    }

    /// Judgements of different reviewers give the same in any order, but for who is named first.
    #[test]
    fn the_order_of_reviewers_does_not_matter(said in prop::collection::vec(0_u32..48, 1..8)) {
        let world = World::new(REPORTS);
        let shown = |order: &[u32]| {
            let mut reviewers = Reviewers::default();
            for n in order {
                reviewers.say(&format!("R{n}"), &decision(&world, *n), &[]);
            }
            let (judged, decided) = world.decide(&reviewers);
            let pairs: Vec<_> = decided.pairs.iter().map(|pair| (pair.pair, pair.verdict)).collect();
            (judged.shown(&decided), pairs, decided.contradictions.len())
        };
        let mut distinct = said.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let forward = shown(&distinct);
        distinct.reverse();
        prop_assert_eq!(forward, shown(&distinct));
    }
}
