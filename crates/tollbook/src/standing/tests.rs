//! Going on after each judgement against reading the whole casebook anew.

use std::path::Path;

use indicatif::ProgressBar;
use jiff::Timestamp;
use tollbook_judge::{
    ClaimDecision, ClaimRef, Decision, FieldDecision, GradeDecision, IncidentRef, NewClaim, Note,
    On, PairDecision, PersonDecision, RangeDecision, StatusDecision, Value, VictimRef, WITHDRAWAL,
    written,
};
use tollbook_preserve::{Given, Tables};
use tollbook_publish::wire::v1::Word;
use tollbook_record::{
    CivilianStatus, ClaimVerdict, CountRange, Effect, Grade, Judged, Publication, Verdict, Who,
};

use super::*;

/// SplitMix64: the same choices each time.
struct Choices(u64);

impl Choices {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % most as u64) as usize
    }
}

/// The example's reports in a casebook.
fn casebook(dir: &Path) -> Casebook {
    let mut casebook = Casebook::create(&dir.join("casebook")).expect("an empty folder");
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let given = Given {
        at: Timestamp::UNIX_EPOCH,
        how: "a test".into(),
        publication: Publication::default(),
        tables: Tables::NONE,
    };
    let added = casebook.add(&[reports], &given, &mut |_| {});
    assert!(added.is_ok(), "the examples can be added");
    let unread = casebook.unread().expect("an index");
    let read = casebook.extract(
        &unread,
        Timestamp::UNIX_EPOCH,
        &ProgressBar::hidden(),
        &mut |_| {},
    );
    assert!(read.is_ok(), "the examples can be read");
    casebook
}

/// Something that a reviewer could decide on what stands.
fn decision(standing: &Standing, choices: &mut Choices) -> Decision {
    let claims = claims_in_order(&standing.held, &standing.order);
    let [one, other] = [(); 2].map(|()| claims[choices.below(claims.len())]);
    let incident = &standing.linking.incidents[choices.below(standing.linking.incidents.len())];
    let of = claims
        .iter()
        .filter(|claim| incident.claims.contains(&claim.id));
    let of: Vec<ClaimInSource<'_>> = of.copied().collect();
    let incident = IncidentRef::of(incident.id.as_str(), &of);
    let profile = standing.method.clone();
    let as_written = written(&one.source.text, one.claim);
    let claim = ClaimRef::of(&one);
    match choices.below(12) {
        0 => Decision::Claim(ClaimDecision {
            claim,
            verdict: Word(ClaimVerdict::ALL[choices.below(2)]),
        }),
        1 => Decision::Pair(PairDecision {
            verdict: Word(Verdict::ALL[choices.below(3)]),
            these: vec![claim],
            those: vec![ClaimRef::of(&other)],
        }),
        2 => Decision::Field(FieldDecision {
            claim,
            was: as_written.place.map(Box::new).map(Value::Place),
            now: None,
        }),
        3 => {
            let now = as_written.when.clone().map(|mut when| {
                when.last = when.first;
                Value::When(when)
            });
            let was = as_written.when.map(Value::When);
            Decision::Field(FieldDecision { claim, was, now })
        }
        4 | 5 => {
            let was = as_written.figures.first().cloned().map(Value::Figure);
            let now = as_written.figures.into_iter().next().map(|mut figure| {
                let killed = choices.below(60) as u32;
                (figure.min, figure.max, figure.vague) = (Some(killed), Some(killed), None);
                Value::Figure(figure)
            });
            Decision::Field(FieldDecision { claim, was, now })
        }
        6 => Decision::NewClaim(NewClaim {
            source: other.source.id.to_string(),
            claim: Box::new(written(&other.source.text, other.claim)),
        }),
        7 => Decision::Range(RangeDecision {
            incident,
            profile,
            effect: Word(Effect::Killed),
            who: Word(Who::People),
            was: None,
            range: CountRange::exactly(choices.below(60) as u32).into(),
        }),
        8 => Decision::Grade(GradeDecision {
            incident,
            profile,
            was: Word(Grade::Fair),
            grade: Word(Grade::Weak),
        }),
        9 => Decision::Status(StatusDecision {
            incident,
            profile,
            status: Word(CivilianStatus::ALL[choices.below(3)]),
        }),
        10 => {
            let names = claims.iter().flat_map(|claim| VictimRef::of(claim, 0));
            let names: Vec<VictimRef> = names.collect();
            let [one, other] = [(); 2].map(|()| names[choices.below(names.len())].clone());
            Decision::Person(PersonDecision {
                verdict: Word(Verdict::ALL[choices.below(3)]),
                one,
                other,
            })
        }
        _ => Decision::Note(Note {
            on: On::Incident(incident),
        }),
    }
}

/// All that the pages are made of.
fn shown(standing: &Standing) -> Vec<String> {
    let held = standing.held.iter().map(|held| format!("{held:?}"));
    let tallies = standing.tallies.iter().map(|tally| format!("{tally:?}"));
    let linking = &standing.linking;
    let incidents = linking
        .incidents
        .iter()
        .map(|incident| format!("{incident:?}"));
    let joins = linking.joins.iter().map(|join| format!("{join:?}"));
    let refusals = linking
        .refusals
        .iter()
        .map(|refusal| format!("{refusal:?}"));
    let (decided, on) = (&standing.decided, &standing.on_incidents);
    let decided = format!("{decided:?} {on:?} {:?}", standing.persons);
    let linked = held.chain(incidents).chain(joins).chain(refusals);
    linked.chain(tallies).chain([decided]).collect()
}

#[test]
fn to_go_on_after_a_judgement_is_to_read_the_casebook_anew() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut casebook = casebook(dir.path());
    let mut choices = Choices(7);
    let mut standing = Standing::of(&casebook, None, "airwars").expect("a casebook");
    let mut said: Vec<JudgementId> = Vec::new();
    let mut changed = 0;
    for round in 0..40 {
        let withdraws = (round % 5 == 4).then(|| said.remove(choices.below(said.len())));
        let (kind, body) = match withdraws {
            Some(_) => (WITHDRAWAL, "{}".to_owned()),
            None => {
                let mut decisions = std::iter::repeat_with(|| decision(&standing, &mut choices));
                let sound = decisions.find(|decision| decision.check().is_ok());
                let decision = sound.expect("there is no end of them");
                (decision.kind(), decision.body(&[]))
            }
        };
        let judged = Judged {
            kind: kind.to_owned(),
            body,
            by: format!("Reviewer {}", choices.below(2)),
            reason: "for the test".into(),
            at: Timestamp::from_second(round).expect("a moment"),
            withdraws,
        };
        if judged.withdraws.is_none() {
            said.push(judged.id());
        }
        let before = shown(&standing);
        casebook.judge(vec![judged.clone()]).expect("it is kept");
        let goes_on = standing.go_on(&casebook, "airwars").expect("a casebook");
        assert!(goes_on, "only judgements came");
        let anew = Standing::of(&casebook, None, "airwars").expect("a casebook");
        let (now, anew) = (shown(&standing), shown(&anew));
        for (now, anew) in now.iter().zip(&anew) {
            assert_eq!(now, anew, "{judged:?}");
        }
        assert_eq!(now.len(), anew.len(), "{judged:?}");
        changed += usize::from(before != now);
    }
    assert!(changed > 20, "{changed} judgements changed anything");
    assert!(!standing.go_on(&casebook, "ucdp").expect("a casebook"));
}

#[test]
fn where_places_are_is_kept_as_it_would_be_told_anew() {
    let dir = tempfile::tempdir().expect("a folder");
    let casebook = casebook(dir.path());
    let read = casebook.contents().expect("all is read").read;
    let mut placed = 0;
    for kept in &read {
        let mut anew = whereabouts::opened(&kept.reading);
        assert!(
            anew.claims
                .iter()
                .flat_map(|claim| &claim.place)
                .all(|place| place.resolution.is_none() && place.reason.is_empty())
        );
        whereabouts::place(&casebook, &mut [(&kept.source, &mut anew)]).expect("places are told");
        assert_eq!(anew, kept.reading, "source {}", kept.source.id);
        let claims = anew.claims.iter();
        placed += claims.flat_map(|claim| &claim.place).count();
    }
    assert!(placed > 20, "{placed} places");
}
