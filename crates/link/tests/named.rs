//! Which names are of one person, and which are left to a reviewer. All names are invented.

#[path = "../../record/tests/notation/mod.rs"]
mod notation;

use jiff::Timestamp;
use notation::Cases;
use tollbook_link::{link, named_persons};
use tollbook_record::{ClaimInSource, JudgementId, PersonJudged, Persons, Said, Verdict, VictimId};

/// One attack as three sources name its dead, and another a week later.
const REPORTS: &str = "\
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; named Layth Omar Example, 34, male; named Sami Example, 9; named Rana Sample
list 2031-04-29
  airstrike; at Sukkari < Halba; on 2031-04-27; named Laith Omar Example, 35; named Sami Example, 41; named Rana Omar Sample; named Rana Sample
radio 2031-04-29
  airstrike; at Sukkari < Halba; on 2031-04-27; named Layth Omar Sample
wire 2031-05-06
  shelling; at Maysar < Halba; on 2031-05-04; named Layth Omar Example
";

fn name(claims: &[ClaimInSource<'_>], id: VictimId) -> String {
    let claim = claims.iter().find(|claim| claim.id == id.claim);
    let claim = claim.expect("the claim is there");
    let label = Cases::label(id.claim);
    let source = label.split('.').next().unwrap_or_default();
    format!("{source}: {}", claim.claim.victims[id.index as usize].name)
}

fn victim(claims: &[ClaimInSource<'_>], source: &str, index: u32) -> VictimId {
    let label = format!("{source}.0");
    let claim = claims.iter().find(|claim| Cases::label(claim.id) == label);
    VictimId {
        claim: claim.expect("the claim is there").id,
        index,
    }
}

type Judgement<'a> = ((&'a str, u32), (&'a str, u32), Verdict);

fn run(reports: &str, judgements: &[Judgement<'_>]) -> (Vec<String>, Vec<String>) {
    let cases = Cases::read(reports);
    let mut claims = cases.claims();
    claims.sort_by_key(|claim| claim.id);
    let linking = link(&claims);
    let judged: Vec<PersonJudged> = judgements
        .iter()
        .map(|(one, other, verdict)| {
            let (a, b) = (
                victim(&claims, one.0, one.1),
                victim(&claims, other.0, other.1),
            );
            PersonJudged {
                pair: (a.min(b), a.max(b)),
                verdict: *verdict,
                said: Said {
                    id: JudgementId::new("0123"),
                    by: "R. Invented".into(),
                    reason: "for the test".into(),
                    at: Timestamp::UNIX_EPOCH,
                },
            }
        })
        .collect();
    let Persons { persons, near } = named_persons(&linking.incidents, &claims, &judged);
    let persons = persons.iter().map(|person| {
        let names: Vec<String> = person.iter().map(|id| name(&claims, *id)).collect();
        names.join(" = ")
    });
    let mut persons: Vec<String> = persons.collect();
    persons.sort();
    let near = near.iter().map(|near| {
        let (a, b) = (name(&claims, near.pair.0), name(&claims, near.pair.1));
        let sign = if near.joined { "=" } else { "?" };
        format!("{a} {sign} {b}: {}", near.reasons.join("; "))
    });
    let mut near: Vec<String> = near.collect();
    near.sort();
    (persons, near)
}

#[test]
fn alike_names_of_one_incident_are_one_person_and_what_comes_near_is_left_to_a_reviewer() {
    let (persons, near) = run(REPORTS, &[]);
    assert_eq!(
        persons,
        [
            "agency: Layth Omar Example",
            "agency: Rana Sample = list: Rana Sample",
            "agency: Sami Example",
            "list: Laith Omar Example",
            "list: Rana Omar Sample",
            "list: Sami Example",
            "radio: Layth Omar Sample",
            "wire: Layth Omar Example",
        ]
    );
    let in_one = "both are named in TB-ARNQW";
    assert_eq!(
        near,
        [
            format!("agency: Layth Omar Example ? list: Laith Omar Example: the names have the same consonants in each word; {in_one}"),
            format!("agency: Layth Omar Example ? radio: Layth Omar Sample: all but one of 3 words of the names are alike; {in_one}"),
            "agency: Layth Omar Example ? wire: Layth Omar Example: the names are spelt alike; one is named in TB-ARNQW and the other in TB-XA2PB".to_owned(),
            format!("agency: Rana Sample = list: Rana Sample: the names are spelt alike; {in_one}"),
            format!("agency: Rana Sample ? list: Rana Omar Sample: one name leaves words of the other out; {in_one}"),
            format!("agency: Sami Example ? list: Sami Example: the names are spelt alike; {in_one}; their ages differ: 9 and 41"),
            format!("list: Laith Omar Example ? radio: Layth Omar Sample: all but one of 3 words of the names are alike; {in_one}"),
        ]
    );
}

#[test]
fn a_reviewer_joins_what_was_apart_and_parts_what_was_joined() {
    let (persons, near) = run(
        REPORTS,
        &[
            (("agency", 0), ("list", 0), Verdict::Same),
            (("list", 0), ("radio", 0), Verdict::Different),
            (("agency", 0), ("wire", 0), Verdict::Same),
            (("agency", 1), ("list", 1), Verdict::Unsure),
            (("agency", 2), ("list", 3), Verdict::Different),
        ],
    );
    assert_eq!(
        persons,
        [
            "agency: Layth Omar Example = list: Laith Omar Example = wire: Layth Omar Example",
            "agency: Rana Sample",
            "agency: Sami Example",
            "list: Rana Omar Sample",
            "list: Rana Sample",
            "list: Sami Example",
            "radio: Layth Omar Sample",
        ]
    );
    let line = |start: &str| near.iter().any(|near| near.starts_with(start));
    assert!(line(
        "agency: Layth Omar Example = wire: Layth Omar Example: the names are spelt alike"
    ));
    assert!(line("agency: Rana Sample ? list: Rana Sample: "));
}

#[test]
fn order_of_sources_changes_nothing() {
    let mut sources: Vec<String> = Vec::new();
    for line in REPORTS.lines() {
        match line.strip_prefix(' ') {
            None => sources.push(format!("{line}\n")),
            Some(_) => sources
                .last_mut()
                .expect("a source comes first")
                .push_str(&format!("{line}\n")),
        }
    }
    sources.reverse();
    assert_eq!(run(&sources.concat(), &[]), run(REPORTS, &[]));
}

#[test]
fn a_name_in_two_scripts_is_asked_about_and_never_joined_by_the_program() {
    let (persons, near) = run(
        "\
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; named Ali Hussein Example
list 2031-04-29
  airstrike; at Sukkari < Halba; on 2031-04-27; named علي حسين اكزمبل; named علي حسن اكزمبل; named سامي حسين
",
        &[],
    );
    assert_eq!(persons.len(), 4);
    assert_eq!(near.len(), 2, "{near:?}");
}
