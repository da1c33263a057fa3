//! Which claims come together, and which do not. All reports are invented.

#[path = "../../record/tests/notation/mod.rs"]
mod notation;

use notation::Cases;
use tollbook_link::link;
use tollbook_record::Linking;

/// The incidents as lines of claims, sorted.
fn shown(linking: &Linking) -> Vec<String> {
    let incidents = linking.incidents.iter().map(|incident| {
        let labels: Vec<String> = incident.claims.iter().map(|id| Cases::label(*id)).collect();
        labels.join(" ")
    });
    let mut lines: Vec<String> = incidents.collect();
    lines.sort();
    lines
}

#[track_caller]
fn check(reports: &str, incidents: &[&str]) -> Linking {
    let cases = Cases::read(reports);
    let linking = link(&cases.claims());
    let explain = || {
        let joins = linking.joins.iter().map(|j| (j.pair, j.weight, &j.reasons));
        let refusals = linking
            .refusals
            .iter()
            .map(|r| (r.pair, r.weight, &r.reasons));
        let told = joins
            .map(|j| ("joined", j))
            .chain(refusals.map(|r| ("refused", r)));
        told.map(|(what, (pair, weight, reasons))| {
            let (a, b) = (Cases::label(pair.0), Cases::label(pair.1));
            format!("{what} {a} {b} {weight:.1}: {}\n", reasons.join("; "))
        })
        .collect::<String>()
    };
    assert_eq!(shown(&linking), incidents, "\n{}", explain());
    linking
}

/// The incidents that are totals, as lines of claims, sorted.
fn totals(mut linking: Linking) -> Vec<String> {
    linking.incidents.retain(|incident| incident.total);
    shown(&linking)
}

/// The first refusal between claims of these labels.
#[track_caller]
fn refusal(linking: &Linking, a: &str, b: &str) -> Vec<String> {
    let found = linking.refusals.iter().find(|refusal| {
        let labels = [refusal.pair.0, refusal.pair.1].map(Cases::label);
        labels.contains(&a.to_owned()) && labels.contains(&b.to_owned())
    });
    found.expect("a refusal is recorded").reasons.to_vec()
}

#[test]
fn two_reports_of_one_strike_are_one_incident() {
    let linking = check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
site 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 30
",
        &["agency.0 site.0"],
    );
    assert_eq!(
        *linking.joins[0].reasons,
        [
            "both name Sukkari (+4.0)",
            "both say 2031-04-27 (+4.0)",
            "both speak of airstrike (+2.0)",
            "their counts of killed are close: 26 and 30 (+0.0)",
        ]
    );
}

#[test]
fn one_town_on_two_days_is_two_incidents() {
    check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-24; killed 26
site 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
",
        &["agency.0", "site.0"],
    );
}

#[test]
fn days_one_apart_may_be_one_night_and_the_join_says_so() {
    let linking = check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
site 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-28; killed 26
",
        &["agency.0 site.0"],
    );
    let reasons = &linking.joins[0].reasons;
    let said = "their days are one apart: 2031-04-27 and 2031-04-28 (+1.0)";
    assert!(reasons.contains(&said.to_owned()), "{reasons:?}");
}

/// One night has two dates: an account that says night and one of the next day need less besides.
#[test]
fn the_night_between_two_days_draws_them_together() {
    let linking = check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27 night; killed 7
site 2031-04-29
  airstrike; at Sukkari < Halba; on 2031-04-28; killed 6
",
        &["agency.0 site.0"],
    );
    let reasons = &linking.joins[0].reasons;
    let said = "the night of the earlier day lies between them: 2031-04-27 and 2031-04-28 (+2.5)";
    assert!(reasons.contains(&said.to_owned()), "{reasons:?}");
    check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27 noon; killed 7
site 2031-04-29
  airstrike; at Sukkari < Halba; on 2031-04-28; killed 6
",
        &["agency.0", "site.0"],
    );
}

#[test]
fn days_do_not_chain() {
    check(
        "
a 2031-04-30
  airstrike; at Sukkari < Halba; on 2031-04-26; killed 26
b 2031-04-30
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
c 2031-04-30
  airstrike; at Sukkari < Halba; on 2031-04-28; killed 26
",
        // Which of the two the middle one belongs to cannot be told, so it belongs to neither.
        &["a.0", "b.0", "c.0"],
    );
}

#[test]
fn two_speakers_of_one_report_are_one_incident() {
    check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
  airstrike; same words; says Ministry; at Sukkari < Halba; on 2031-04-27; killed 3
  shelling; says Doctor; at Sukkari < Halba; on 2031-04-27; killed 14
  airstrike; says Mayor; at Sukkari < Halba; on 2031-04-27; killed 60
",
        &["agency.0 agency.1 agency.3", "agency.2"],
    );
}

#[test]
fn the_items_of_a_bulletin_stay_apart() {
    let linking = check(
        "
bulletin 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 9
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 5
  airstrike; at Salihin < Halba; on 2031-04-27; killed 9
  airstrike; says Mayor; at Mashhad < Halba; on 2031-04-27; killed 9
",
        &["bulletin.0", "bulletin.1", "bulletin.2", "bulletin.3"],
    );
    let reasons = refusal(&linking, "bulletin.0", "bulletin.1");
    assert_eq!(reasons[0], "one speaker in one report lists them apart");
}

#[test]
fn a_report_that_fits_two_items_of_a_bulletin_joins_the_one_with_its_figure() {
    check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 9
bulletin 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 9
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 5
",
        &["agency.0 bulletin.0", "bulletin.1"],
    );
}

#[test]
fn a_report_that_fits_two_items_alike_is_left_alone_with_the_reason() {
    let linking = check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27
bulletin 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 9
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 5
",
        &["agency.0", "bulletin.0", "bulletin.1"],
    );
    let reasons = refusal(&linking, "agency.0", "bulletin.0");
    assert_eq!(
        reasons[0],
        "they fit, but one of them fits another incident about as well"
    );
}

#[test]
fn a_denial_stands_beside_the_claim_it_denies() {
    check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26; hit hospital
ministry 2031-04-29
  denied airstrike; at Sukkari < Halba; on 2031-04-27; hit hospital
  shelling; says Ministry; same words; at Sukkari < Halba; on 2031-04-27; by rebels
",
        &["agency.0 ministry.0 ministry.1"],
    );
}

#[test]
fn one_voice_may_deny_an_act_and_accuse_another_of_it() {
    check(
        "
ministry 2031-04-29
  denied airstrike; says Ministry; at Sukkari < Halba; on 2031-04-27
  airstrike; says Ministry; same words; at Sukkari < Halba; on 2031-04-27; by rebels
",
        &["ministry.0 ministry.1"],
    );
}

#[test]
fn a_threat_never_joins_harm() {
    check(
        "
agency 2031-04-27
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
army 2031-04-27
  hypothetical airstrike; at Sukkari < Halba; on 2031-04-27
warning 2031-04-27
  hypothetical airstrike; at Sukkari < Halba; on 2031-04-27
",
        &["agency.0", "army.0 warning.0"],
    );
}

#[test]
fn totals_over_a_period_or_an_area_stay_by_themselves_and_are_marked() {
    let linking = check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
monitor 2031-04-30
  attack; at Halba; on 2031-04-24..2031-04-30; killed 41
other 2031-04-30
  attack; at Halba; on 2031-04-24..2031-04-30; killed 39
province 2031-04-28
  airstrike (a series of strikes); at Halba Province [g1 36.2 37.1 governorate]; on 2031-04-27; killed 26
",
        &["agency.0", "monitor.0 other.0", "province.0"],
    );
    assert_eq!(totals(linking), ["monitor.0 other.0", "province.0"]);
}

#[test]
fn what_names_a_single_act_or_a_single_town_and_day_is_no_total() {
    let linking = check(
        "
agency 2031-04-28
  attack; at Sukkari < Halba; on 2031-04-27; killed 26
month 2031-04-28
  bombing; at Lido [p3 2.0 45.3 neighbourhood]; on 2030-08-01..2030-08-31; killed 12
province 2031-04-28
  airstrike; at Halba Province [g1 36.2 37.1 governorate]; on 2031-04-27; killed 26
warning 2031-04-28
  hypothetical attack; at Halba Province [g1 36.2 37.1 governorate]; on 2031-05-01..2031-05-09
",
        &["agency.0", "month.0", "province.0", "warning.0"],
    );
    assert_eq!(totals(linking), [""; 0]);
}

#[test]
fn a_single_attack_with_an_uncertain_day_joins_by_place_and_toll() {
    check(
        "
agency 2031-04-28
  bombing; at Lido [p3 2.0 45.3 neighbourhood]; on 2030-08-17; killed 12
later 2031-04-28
  bombing; at Lido [p3 2.0 45.3 neighbourhood]; on 2030-08-01..2030-08-31; killed 12
",
        &["agency.0 later.0"],
    );
}

#[test]
fn without_place_or_day_a_claim_is_left_alone() {
    check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
noday 2031-04-28
  airstrike; at Sukkari < Halba
noplace 2031-04-28
  airstrike; on 2031-04-27; killed 26
",
        &["agency.0", "noday.0", "noplace.0"],
    );
}

#[test]
fn shared_victims_bring_a_claim_without_a_day_in() {
    check(
        "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; named Layth Example
list 2031-05-28
  airstrike; at Sukkari < Halba; named Layth Example
other 2031-05-28
  airstrike; at Sukkari < Halba; named Sami Example
",
        &["agency.0 list.0", "other.0"],
    );
}

#[test]
fn spellings_and_parents_are_compared_folded() {
    check(
        "
agency 2031-04-28
  shelling; at Ma'arrat al-Nu'man < Idlib; on 2031-04-27; killed 8
site 2031-04-28
  shelling; at Maarrat an-Numan; on 2031-04-27; killed 8
away 2031-04-28
  shelling; at Jarjanaz < Idlib; on 2031-04-27; killed 8
",
        &["agency.0 site.0", "away.0"],
    );
}

#[test]
fn a_street_inside_the_named_city_fits_by_distance_or_by_words() {
    check(
        "
agency 2031-04-28
  airstrike; at Sukkari [p7 36.18 37.15 neighbourhood]; on 2031-04-27; killed 26
city 2031-04-28
  airstrike; at Halba [p1 36.20 37.16 locality]; on 2031-04-27; killed 26
far 2031-04-28
  airstrike; at Idlib [p2 35.93 36.63 locality]; on 2031-04-27; killed 26
",
        &["agency.0 city.0", "far.0"],
    );
}

#[test]
fn a_city_that_fits_two_streets_joins_neither() {
    check(
        "
a 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27
b 2031-04-28
  airstrike; at Salihin < Halba; on 2031-04-27
city 2031-04-28
  airstrike; at Halba; on 2031-04-27
",
        &["a.0", "b.0", "city.0"],
    );
}

#[test]
fn another_kind_of_attack_on_one_town_and_day_is_another_incident() {
    check(
        "
a 2031-04-28
  airstrike; at Halba; on 2031-04-27; killed 26
b 2031-04-28
  shelling; at Halba; on 2031-04-27; killed 8
c 2031-04-28
  attack; at Halba; on 2031-04-27
",
        &["a.0", "b.0", "c.0"],
    );
}

#[test]
fn the_code_stays_when_a_later_report_comes() {
    let before = "
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
";
    let after = format!(
        "{before}
aaa 2031-04-29
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 27
"
    );
    let [before, after] = [before, &after].map(|text| link(&Cases::read(text).claims()));
    assert_eq!(before.incidents[0].id, after.incidents[0].id);
    assert_eq!(after.incidents.len(), 1);
}

/// Whoever keeps a dataset has told two events apart, whatever they share.
#[test]
fn rows_of_one_dataset_are_never_one_incident() {
    let linking = check(
        "
row1 2031-05-01 from Dataset
  airstrike; row event; at Sukkari < Halba; on 2031-04-27; killed 26
row2 2031-05-01 from dataset
  airstrike; row event; at Sukkari < Halba; on 2031-04-27; killed 26
",
        &["row1.0", "row2.0"],
    );
    let why = "one publisher's dataset has them as two events";
    assert_eq!(refusal(&linking, "row1.0", "row2.0")[0], why);
}

#[test]
fn rows_of_two_datasets_and_a_report_are_one_incident() {
    check(
        "
row1 2031-05-01 from Dataset
  airstrike; row event; at Sukkari < Halba; on 2031-04-27; killed 26
other 2031-05-01 from Other Dataset
  airstrike; row event; at Sukkari < Halba; on 2031-04-27; killed 26
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
",
        &["agency.0 other.0 row1.0"],
    );
}

/// A report that fits two rows alike is left alone, and does not bring the two together.
#[test]
fn a_report_that_fits_two_rows_joins_neither() {
    check(
        "
row1 2031-05-01 from Dataset
  airstrike; row event; at Sukkari < Halba; on 2031-04-27; killed 26
row2 2031-05-01 from Dataset
  airstrike; row event; at Sukkari < Halba; on 2031-04-27; killed 26
agency 2031-04-28
  airstrike; at Sukkari < Halba; on 2031-04-27; killed 26
",
        &["agency.0", "row1.0", "row2.0"],
    );
}

#[test]
fn two_strikes_on_one_street_and_a_report_of_the_town_are_two_incidents_and_not_three() {
    check(
        "
wire 2031-03-05
  airstrike; at Ariha; on 2031-03-04; killed 8
bulletin 2031-03-05
  airstrike; at Jasmine Street < Ariha; on 2031-03-04; killed 7
  airstrike; at Jasmine Street < Ariha; on 2031-03-04; killed 4 rescuers
paper 2031-03-05
  airstrike; at Ariha; on 2031-03-04; killed 11
",
        &["bulletin.0 paper.0 wire.0", "bulletin.1"],
    );
}
