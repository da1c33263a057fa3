//! The form in which judgements are kept. It is the format of the log: a change here breaks casebooks.

use jiff::Timestamp;
use tollbook_judge::{
    Book, Decision, GradeDecision, IncidentRef, Note, On, RangeDecision, StatusDecision,
};
use tollbook_publish::wire::v1::Word;
use tollbook_record::{
    CivilianStatus, ClaimVerdict, CountRange, Effect, Grade, Judged, Verdict, Who,
};

use crate::world::{World, figure, new_claim, pair, person, verdict};

const REPORT: &str = "a 2016-04-28\n  shelling; killed 2; named Ex One\nb 2016-04-28\n  shelling; says C; killed 3; named Ex Two\n";

fn decisions() -> Vec<Decision> {
    let world = World::new(REPORT);
    let [a, b] = [0, 1].map(|source| world.claim(source, 0));
    let incident = IncidentRef::of("TB-00000", &[a]);
    let profile = "airwars".to_owned();
    vec![
        pair(&[a], &[b], Verdict::Different),
        verdict(&a, ClaimVerdict::Rejected),
        figure(&a, 0, Some(4)),
        figure(&b, 0, None),
        new_claim(&a, 5),
        Decision::Grade(GradeDecision {
            incident: incident.clone(),
            profile: profile.clone(),
            was: Word(Grade::Fair),
            grade: Word(Grade::Confirmed),
        }),
        Decision::Range(RangeDecision {
            incident: incident.clone(),
            profile: profile.clone(),
            effect: Word(Effect::Killed),
            who: Word(Who::People),
            was: Some(CountRange::exactly(2).into()),
            range: CountRange::at_least(3).into(),
        }),
        Decision::Status(StatusDecision {
            incident: incident.clone(),
            profile,
            status: Word(CivilianStatus::Civilians),
        }),
        Decision::Note(Note {
            on: On::Incident(incident),
        }),
        person((&a, 0), (&b, 0), Verdict::Same),
    ]
}

fn judged(kind: &str, body: String) -> Judged {
    Judged {
        kind: kind.to_owned(),
        body,
        by: "R. Invented".into(),
        reason: "for the test".into(),
        at: Timestamp::UNIX_EPOCH,
        withdraws: None,
    }
}

#[test]
fn every_decision_comes_back_as_it_was() {
    for decision in decisions() {
        let settles = vec!["0123456789abcdef".to_owned()];
        for settles in [vec![], settles] {
            let kept = judged(decision.kind(), decision.body(&settles));
            let again = Decision::of(&kept)
                .expect("it is sound")
                .expect("it is known");
            assert_eq!(again, (decision.clone(), settles));
        }
    }
}

#[test]
fn the_form_of_a_claim_and_of_a_range() {
    let source = format!("61{}", "0".repeat(62));
    let claim = format!(
        r#"{{"source":"{source}","quote":{{"start":0,"end":8,"text":"shelling"}},"figures":[{{"start":40,"end":48,"text":"killed 2"}}]}}"#
    );
    let decisions = decisions();
    assert_eq!(
        decisions[1].body(&[]),
        format!(r#"{{"decides":{{"claim":{claim},"verdict":"rejected"}}}}"#)
    );
    let incident = format!(r#"{{"code":"TB-00000","claims":[{claim}]}}"#);
    assert_eq!(
        decisions[6].body(&["aa".to_owned()]),
        format!(
            r#"{{"decides":{{"incident":{incident},"profile":"airwars","effect":"killed","who":"people","was":{{"min":2,"max":2}},"range":{{"min":3,"max":null}}}},"settles":["aa"]}}"#
        )
    );
}

#[test]
fn what_is_damaged_is_told_with_the_judgement() {
    for decision in decisions() {
        let body = decision.body(&[]);
        for other in [
            body.replace("\"decides\"", "\"decided\""),
            body.replace("{\"decides\":{", "{\"decides\":{\"more\":1,"),
            body[..body.len() / 2].to_owned(),
            String::new(),
        ] {
            let judged = judged(decision.kind(), other.clone());
            let kept = tollbook_record::KeptJudgement {
                id: judged.id(),
                judged,
                withdrawn: None,
                log: String::new(),
            };
            let fault = Book::read(vec![kept.clone()]).expect_err(&other);
            assert_eq!(fault.id, kept.id);
        }
    }
}

#[test]
fn nonsense_is_refused() {
    let all = decisions();
    for (decision, from, to) in [
        (&all[0], "\"those\":[{", "\"those\":[],\"none\":[{"),
        (&all[6], "\"min\":3,\"max\":null", "\"min\":3,\"max\":2"),
        (&all[5], "\"fair\"", "\"fairly\""),
        (&all[2], "\"now\":{\"figure\"", "\"now\":{\"person\""),
    ] {
        let body = decision.body(&[]).replace(from, to);
        assert!(
            Decision::of(&judged(decision.kind(), body.clone())).is_err(),
            "{body}"
        );
    }
}

#[test]
fn kinds_of_others_are_passed_over() {
    let place = judged("place", "{}".into());
    assert_eq!(Decision::of(&place), Ok(None));
}

/// A reviewer who looked before another judged the same thing is told; another thing does not matter.
#[test]
fn judgements_on_one_thing_touch_each_other() {
    let world = World::new(REPORT);
    let [a, b] = [0, 1].map(|source| world.claim(source, 0));
    let all = [
        verdict(&a, ClaimVerdict::Rejected),
        verdict(&a, ClaimVerdict::Confirmed),
        verdict(&b, ClaimVerdict::Confirmed),
        figure(&a, 0, Some(4)),
        figure(&a, 0, None),
        pair(&[a], &[b], Verdict::Same),
    ];
    let judged = all
        .each_ref()
        .map(|decision| judged(decision.kind(), decision.body(&[])));
    let kept = judged
        .each_ref()
        .map(|judged| tollbook_record::KeptJudgement {
            id: judged.id(),
            judged: judged.clone(),
            withdrawn: None,
            log: String::new(),
        });
    let book = Book::read(kept.to_vec()).expect("all are sound");
    let touching = |i: usize| {
        (0..all.len())
            .filter(|j| book.touches(&judged[i], &kept[*j]))
            .collect()
    };
    let expected: [Vec<usize>; 6] = [
        vec![0, 1],
        vec![0, 1],
        vec![2],
        vec![3, 4],
        vec![3, 4],
        vec![5],
    ];
    assert_eq!(std::array::from_fn::<Vec<usize>, 6, _>(touching), expected);
    let withdrawal = Judged {
        kind: tollbook_judge::WITHDRAWAL.to_owned(),
        body: "{}".to_owned(),
        withdraws: Some(kept[0].id.clone()),
        ..judged[0].clone()
    };
    assert!(book.touches(&withdrawal, &kept[1]) && !book.touches(&withdrawal, &kept[2]));
}
