//! What reviewers judged, in the ranges and grades of a method. Worked by hand; every report is invented.

#[path = "../../record/tests/notation/mod.rs"]
mod notation;

use jiff::Timestamp;
use notation::Cases;
use tollbook_record::{
    CivilianStatus, ClaimInSource, ClaimJudged, ClaimVerdict, Corrected, CountRange, Effect, Grade,
    Incident, IncidentId, IncidentJudged, JudgementId, Override, Part, PersonJudged, Said, Tally,
    Verdict, VictimId, Who,
};
use tollbook_tally::{Copies, Profile, tally};

fn said() -> Said {
    Said {
        id: JudgementId::new("0123"),
        by: "R. Invented".into(),
        reason: "seen in the register".into(),
        at: Timestamp::UNIX_EPOCH,
    }
}

/// All claims as one incident; those of the named sources were taken out.
fn run(reports: &str, taken_out: &[&str], judged: &IncidentJudged) -> Tally {
    run_by("airwars", reports, taken_out, judged)
}

fn run_by(method: &str, reports: &str, taken_out: &[&str], judged: &IncidentJudged) -> Tally {
    let cases = Cases::read(reports);
    let rejected = ClaimJudged {
        verdict: Some((ClaimVerdict::Rejected, said())),
        ..ClaimJudged::default()
    };
    let mut claims = cases.claims();
    for claim in &mut claims {
        let label = Cases::label(claim.id);
        let out = taken_out
            .iter()
            .any(|name| label.starts_with(&format!("{name}.")));
        *claim = ClaimInSource {
            judged: out.then_some(&rejected),
            ..*claim
        };
    }
    let incident = Incident {
        id: IncidentId::new("TB-00000"),
        claims: claims.iter().map(|claim| claim.id).collect(),
        total: false,
    };
    let profile = Profile::named(method).expect("it comes with the program");
    tally(&profile, &incident, &claims, &Copies::of(&[]), judged)
}

fn shown(tally: &Tally) -> Vec<String> {
    let rows = tally.rows.iter();
    rows.map(|row| format!("{} {} {}", row.effect, row.who, row.range))
        .collect()
}

fn grade(tally: &Tally) -> Option<Grade> {
    tally.grade.as_ref().map(|graded| graded.grade)
}

const REPORTS: &str = "\
agency 2016-04-28
  airstrike; killed 5; injured 3; by government jets
wire 2016-04-28
  airstrike; killed 4
paper 2016-04-29
  shelling; killed 9; killed 2 children of 0; by rebels
";

#[test]
fn a_claim_that_was_taken_out_makes_no_range_no_origin_and_no_accusation() {
    let none = IncidentJudged::default();
    let all = run(REPORTS, &[], &none);
    assert_eq!(
        shown(&all),
        ["killed people 4–9", "killed children 2", "injured people 3"]
    );
    assert_eq!(
        grade(&all),
        Some(Grade::Contested),
        "government jets and rebels"
    );
    let without = run(REPORTS, &["paper"], &none);
    assert_eq!(shown(&without), ["killed people 4–5", "injured people 3"]);
    assert_eq!(grade(&without), Some(Grade::Fair));
    assert_eq!(without.attributions.len(), 1);
    let steps: Vec<(&str, bool)> = without.rows[0]
        .steps
        .iter()
        .map(|step| (step.rule.as_str(), step.range.is_some()))
        .collect();
    assert_eq!(
        steps,
        [
            ("stated", true),
            ("stated", true),
            ("rejected", false),
            ("lowest_and_highest", true)
        ]
    );
    let text = &without.rows[0].steps[2].text;
    assert_eq!(
        text,
        "paper says “killed 9”; a reviewer took this claim out: seen in the register"
    );
    // What remains is what two sources would make by themselves.
    let two: String = REPORTS
        .lines()
        .take(4)
        .map(|line| format!("{line}\n"))
        .collect();
    let alone = run(&two, &[], &none);
    assert_eq!(
        (shown(&alone), alone.grade),
        (shown(&without), without.grade)
    );
    let nobody = run(REPORTS, &["agency", "wire", "paper"], &none);
    assert_eq!(shown(&nobody), Vec::<String>::new());
    assert_eq!(nobody.inclusion.reason, "Reviewers took out every claim.");
}

fn range(who: Who, was: Option<CountRange>, is: CountRange) -> IncidentJudged {
    IncidentJudged {
        ranges: vec![Override {
            of: (Effect::Killed, who),
            was,
            is,
            said: said(),
        }],
        ..IncidentJudged::default()
    }
}

#[test]
fn a_range_stands_in_place_of_the_methods_while_that_is_what_was_seen() {
    let (four, five) = (CountRange::exactly(4), CountRange::exactly(5));
    let seen = CountRange::new(Some(4), Some(9));
    let put = run(REPORTS, &[], &range(Who::People, seen, five));
    assert_eq!(shown(&put)[0], "killed people 5");
    let row = &put.rows[0];
    assert_eq!(row.overridden.as_ref().map(|over| over.was), Some(seen));
    let last = row.steps.last().expect("steps");
    assert_eq!(
        (last.rule.as_str(), last.text.as_str()),
        (
            "judgement",
            "A reviewer overrides 4–9 by 5: seen in the register"
        )
    );
    // Another source was taken out since: the method gives 4–5 now.
    let later = run(REPORTS, &["paper"], &range(Who::People, seen, five));
    assert_eq!(shown(&later)[0], "killed people 4–5");
    assert_eq!(
        later.findings,
        [
            "A reviewer put 5 in place of 4–9 for people killed (judgement 0123), but the claims now give 4–5, which stands until it is judged again."
        ]
    );
    // A group that no claim counts.
    let new = run(REPORTS, &[], &range(Who::Women, None, four));
    assert!(shown(&new).contains(&"killed women 4".to_owned()));
    // One that makes no sense beside the others is told like any other.
    let odd = run(
        REPORTS,
        &[],
        &range(
            Who::Children,
            Some(CountRange::exactly(2)),
            CountRange::exactly(30),
        ),
    );
    assert_eq!(
        odd.findings,
        ["At least 30 children are claimed killed, but at most 9 people."]
    );
}

#[test]
fn a_grade_stands_in_place_of_the_methods_while_that_is_what_was_seen() {
    let judged = |was| IncidentJudged {
        grade: Some(Override {
            of: (),
            was: Some(was),
            is: Grade::Weak,
            said: said(),
        }),
        ..IncidentJudged::default()
    };
    let put = run(REPORTS, &[], &judged(Grade::Contested));
    let graded = put.grade.expect("airwars has grades");
    assert_eq!(graded.grade, Grade::Weak);
    assert_eq!(
        graded.overridden.and_then(|over| over.was),
        Some(Grade::Contested)
    );
    assert!(graded.reason.starts_with(
        "A reviewer overrides contested by weak: seen in the register. The method’s reason: "
    ));
    let not = run(REPORTS, &[], &judged(Grade::Fair));
    assert_eq!(grade(&not), Some(Grade::Contested));
    assert_eq!(not.findings.len(), 1);
}

const CONTESTED: &str = "\
agency 2016-04-28
  airstrike; killed 5 civilians
paper 2016-04-29
  airstrike; killed 5 fighters
";

#[test]
fn a_civilian_status_lifts_the_floor_of_those_whom_it_speaks_for() {
    let judged = |status| IncidentJudged {
        status: Some((status, said())),
        ..IncidentJudged::default()
    };
    let groups = |tally: &Tally| {
        let rows = tally.rows.iter().filter(|row| row.who != Who::People);
        rows.map(|row| format!("{} {}", row.who, row.range))
            .collect::<Vec<_>>()
    };
    let method = run(CONTESTED, &[], &IncidentJudged::default());
    assert_eq!(groups(&method), ["civilians 0–5", "fighters 0–5"]);
    for (status, expected) in [
        (CivilianStatus::Contested, ["civilians 0–5", "fighters 0–5"]),
        (CivilianStatus::Civilians, ["civilians 5", "fighters 0–5"]),
        (CivilianStatus::Fighters, ["civilians 0–5", "fighters 5"]),
    ] {
        let tally = run(CONTESTED, &[], &judged(status));
        assert_eq!(groups(&tally), expected, "{status}");
        let mut steps = tally.rows.iter().flat_map(|row| &row.steps);
        assert!(steps.any(|step| step.rule == "judged_status"));
    }
}

#[test]
fn a_row_that_a_civilian_status_changed_keeps_the_range_of_the_method() {
    let judged = |status| IncidentJudged {
        status: Some((status, said())),
        ..IncidentJudged::default()
    };
    let civilians = "\
agency 2016-04-28
  airstrike; killed 5 civilians
";
    let kept = |reports, status| {
        let tally = run(reports, &[], &judged(status));
        let rows = tally.rows.iter().filter(|row| row.who != Who::People);
        let rows = rows.map(|row| {
            let was = row.before_status.map(|was| format!(", was {was}"));
            format!("{} {}{}", row.who, row.range, was.unwrap_or_default())
        });
        rows.collect::<Vec<_>>().join("; ")
    };
    for (reports, status, expected) in [
        (civilians, CivilianStatus::Fighters, "civilians 0–5, was 5"),
        (civilians, CivilianStatus::Civilians, "civilians 5"),
        (
            CONTESTED,
            CivilianStatus::Civilians,
            "civilians 5, was 0–5; fighters 0–5",
        ),
        (
            CONTESTED,
            CivilianStatus::Contested,
            "civilians 0–5; fighters 0–5",
        ),
    ] {
        assert_eq!(kept(reports, status), expected, "{status}");
    }
}

#[test]
fn a_corrected_figure_is_told_as_the_reviewers_and_not_as_the_speakers() {
    let reports = "\
agency 2016-04-28
  airstrike; says Health Office; killed 600; by rebels/claimed_responsibility
";
    let cases = Cases::read(reports);
    let correction = |part, was: Option<&str>, now: &str| Corrected {
        part,
        was: was.map(str::to_owned),
        now: Some(now.to_owned()),
        quote: None,
        said: said(),
    };
    let steps = |corrected: Vec<Corrected>| {
        let judged = ClaimJudged {
            corrected,
            ..ClaimJudged::default()
        };
        let claims: Vec<ClaimInSource<'_>> = (cases.claims().into_iter())
            .map(|claim| ClaimInSource {
                judged: Some(&judged),
                ..claim
            })
            .collect();
        let incident = Incident {
            id: IncidentId::new("TB-00000"),
            claims: claims.iter().map(|claim| claim.id).collect(),
            total: false,
        };
        let profile = Profile::named("airwars").expect("it comes with the program");
        let none = IncidentJudged::default();
        let tally = tally(&profile, &incident, &claims, &Copies::of(&[]), &none);
        let step = &tally.rows[0].steps[0];
        let grade = tally.grade.expect("airwars has grades").reason;
        format!("{} [{}] {grade}", step.text, step.rule)
    };
    let figure = Part::Figure(0);
    for (corrected, expected) in [
        (
            vec![correction(figure, Some("killed: 16"), "killed: 600")],
            "Health Office, quoted by agency says “killed 600” (reads 16; a reviewer corrects it to 600): 600. [corrected] “rebels” accepts responsibility, on the word of Health Office, quoted by agency.",
        ),
        (
            vec![correction(
                figure,
                Some("civilians killed: 600"),
                "killed: 600",
            )],
            "Health Office, quoted by agency says “killed 600” (reads civilians killed: 600; a reviewer corrects it to killed: 600): 600. [corrected] “rebels” accepts responsibility, on the word of Health Office, quoted by agency.",
        ),
        (
            vec![correction(figure, None, "killed: 600")],
            "Health Office, quoted by agency says “killed 600” (a reviewer reads killed: 600 there): 600. [corrected] “rebels” accepts responsibility, on the word of Health Office, quoted by agency.",
        ),
        (
            vec![
                correction(Part::Speaker, Some("the publisher"), "Health Office"),
                correction(
                    Part::Perpetrator(0),
                    Some("rebels, alleged"),
                    "rebels, claimed responsibility",
                ),
            ],
            "Health Office (named by a reviewer), quoted by agency says “killed 600”: 600. [stated] “rebels” accepts responsibility, on the word of Health Office (named by a reviewer), quoted by agency (reads rebels, alleged; a reviewer corrects it to rebels, claimed responsibility).",
        ),
    ] {
        assert_eq!(steps(corrected), expected);
    }
}

#[test]
fn names_that_a_reviewer_holds_apart_are_counted_apart_and_those_held_together_once() {
    let reports = "\
agency 2016-04-28
  airstrike; at Sukkari; on 2016-04-27; named Hasan Omar Example; named Rana Example
wire 2016-04-28
  airstrike; at Sukkari; on 2016-04-27; named Husayn Omar Example; named Lina Sample
";
    let cases = Cases::read(reports);
    let claims = cases.claims();
    let judged = |verdict, at: [u32; 2]| {
        let [a, b] = [0, 1].map(|n| VictimId {
            claim: claims[n].id,
            index: at[n],
        });
        IncidentJudged {
            persons: vec![PersonJudged {
                pair: (a, b),
                verdict,
                said: said(),
            }],
            ..IncidentJudged::default()
        }
    };
    for (judged, expected) in [
        (IncidentJudged::default(), "killed people 3 or more"),
        (
            judged(Verdict::Different, [0, 0]),
            "killed people 4 or more",
        ),
        (judged(Verdict::Same, [1, 1]), "killed people 2 or more"),
        (judged(Verdict::Unsure, [0, 0]), "killed people 3 or more"),
    ] {
        let tally = run_by("ohchr", reports, &[], &judged);
        assert_eq!(shown(&tally), [expected]);
        let told = tally.rows[0].steps.iter();
        let told = told
            .filter(|step| step.text.contains("(judgement 0123)"))
            .count();
        let decided = judged
            .persons
            .iter()
            .filter(|one| one.verdict != Verdict::Unsure);
        assert_eq!(told, decided.count());
    }
}

#[test]
fn who_is_held_to_be_one_with_two_others_makes_one_of_the_three() {
    let reports = "\
agency 2016-04-28
  airstrike; at Sukkari; on 2016-04-27; named Hasan Omar Example
paper 2016-04-28
  airstrike; at Sukkari; on 2016-04-27; named Lina Sample
wire 2016-04-28
  airstrike; at Sukkari; on 2016-04-27; named Rana Model
";
    let cases = Cases::read(reports);
    let claims = cases.claims();
    let victim = |n: usize| VictimId {
        claim: claims[n].id,
        index: 0,
    };
    let same = |a: usize| PersonJudged {
        pair: (victim(a), victim(2)),
        verdict: Verdict::Same,
        said: said(),
    };
    let judged = IncidentJudged {
        persons: vec![same(0), same(1)],
        ..IncidentJudged::default()
    };
    assert_eq!(
        shown(&run_by("ohchr", reports, &[], &judged)),
        ["killed people 1 or more"]
    );
}
