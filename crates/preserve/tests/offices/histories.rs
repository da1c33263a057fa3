//! Random histories of three offices: whoever merges them in whatever order has the same state, nothing
//! is lost, and what was proved before is proved still.

use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;
use tollbook_preserve::verify;
use tollbook_record::Publication;

use crate::office::Office;

/// What an office does, at a time that its clock shows.
#[derive(Clone, Debug)]
enum Step {
    /// Adds one of a few reports, which others may add as well.
    Add(u8),
    /// States something of one of its sources.
    State(u8),
    /// Judges, under one of a few names, which others may have as well.
    Judge(u8, u8),
    /// Withdraws one of the judgements that it knows.
    Withdraw(u8),
    /// Takes in what another office has.
    Merge(u8),
}

fn step() -> impl Strategy<Value = (u8, Step, i64)> {
    let kind = prop_oneof![
        3 => (0..5u8).prop_map(Step::Add),
        1 => any::<u8>().prop_map(Step::State),
        3 => (0..4u8, 0..3u8).prop_map(|(on, by)| Step::Judge(on, by)),
        1 => any::<u8>().prop_map(Step::Withdraw),
        2 => (1..3u8).prop_map(Step::Merge),
    ];
    (0..3u8, kind, 0..40i64)
}

fn cases() -> u32 {
    let soak = std::env::var_os("TOLLBOOK_SOAK").is_some();
    if soak { 1000 } else { 24 }
}

fn take(offices: &[Office], (office, step, second): &(u8, Step, i64)) {
    let own = &offices[usize::from(*office)];
    match step {
        Step::Add(report) => {
            let words = format!("Invented report {report}.");
            own.add(&format!("{report}.txt"), &words, *second);
        }
        Step::State(which) => {
            let mut store = own.open();
            let sources = store.index().sources().expect("a sound index");
            let Some(source) = sources.get(usize::from(*which) % sources.len().max(1)) else {
                return;
            };
            let title = Publication {
                title: Some(format!("title {which}")),
                ..Publication::default()
            };
            store
                .state_from_file(source.id, title)
                .expect("room on the disk");
        }
        Step::Judge(on, by) => {
            let by = format!("Invented reviewer {by}");
            own.judge(&format!("{{\"on\":{on}}}"), &by, *second);
        }
        Step::Withdraw(which) => {
            let mut store = own.open();
            let judgements = store.index().judgements().expect("a sound index");
            let Some(kept) = judgements.get(usize::from(*which) % judgements.len().max(1)) else {
                return;
            };
            let mut judged = kept.judged.clone();
            judged.withdraws = Some(kept.id.clone());
            judged.at = crate::office::at(*second);
            store.judge(judged).expect("room on the disk");
        }
        Step::Merge(step) => {
            let other = &offices[usize::from((office + step) % 3)];
            let merged = own.merge(other, *second).expect("they can be merged");
            assert!(merged.forks.is_empty());
        }
    }
}

/// The sources and judgements that an office has.
fn has(office: &Office) -> BTreeSet<String> {
    let store = office.open();
    let sources = store.index().sources().expect("a sound index");
    let judgements = store.index().judgements().expect("a sound index");
    let sources = sources.iter().map(|source| source.id.to_string());
    let judgements = judgements.iter().map(|kept| kept.id.as_str().to_owned());
    sources.chain(judgements).collect()
}

fn history(steps: &[(u8, Step, i64)]) {
    let offices = [1, 2, 3].map(Office::new);
    let (before, after) = steps.split_at(steps.len() / 2);
    before.iter().for_each(|step| take(&offices, step));
    let held = offices
        .each_ref()
        .map(|office| fs::read(office.checkpoint()).expect("it is there"));
    after.iter().for_each(|step| take(&offices, step));
    for (office, held) in offices.iter().zip(&held) {
        let found = verify(&office.dir(), &office.log, Some(held)).expect("it can be checked");
        assert_eq!(found.damage, []);
        assert!(found.since.is_some());
    }
    let all: BTreeSet<String> = offices.iter().flat_map(has).collect();
    let orders: [&[usize]; 3] = [&[0, 1, 2], &[2, 0, 2, 1, 0], &[1, 2, 1, 0]];
    let states = orders.map(|order| {
        let observer = Office::new(9);
        for number in order {
            observer
                .merge(&offices[*number], 50)
                .expect("they can be merged");
        }
        assert_eq!(has(&observer), all);
        assert_eq!(observer.verify().damage, []);
        observer.state()
    });
    assert_eq!(states[0], states[1]);
    assert_eq!(states[0], states[2]);
    // An office that took in the others has what somebody has who took in all three.
    offices[0]
        .merge(&offices[1], 60)
        .expect("they can be merged");
    offices[0]
        .merge(&offices[2], 60)
        .expect("they can be merged");
    assert_eq!(offices[0].state(), states[0]);
}

#[test]
fn any_order_of_merging_gives_one_state_and_loses_nothing() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: cases(),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    });
    let histories = prop::collection::vec(step(), 0..14);
    runner
        .run(&histories, |steps| {
            history(&steps);
            Ok(())
        })
        .unwrap_or_else(|fault| panic!("{fault}"));
    println!("{} random histories of three offices: one state", cases());
}
