//! Whole claims, as text: under each line of a report stand carets with what was read from the words
//! above them. A number leads back to the claim; the wording is that of the claims format.
//!
//! Every report is invented.

use std::fmt::Write as _;

use jiff::civil::date;
use tollbook_record::{Claim, Count, Publication, Quote, Speaker};

/// Reads the report in `annotated` (its lines without carets), published on Tuesday 4 March 2031 by
/// the Quarry Post, and compares what is read with the carets.
fn check(annotated: &str) {
    let lines: Vec<&str> = annotated.trim().lines().map(str::trim_end).collect();
    let is_note = |line: &&&str| line.trim_start().starts_with('^');
    let report: Vec<&str> = lines.iter().filter(|l| !is_note(l)).copied().collect();
    let text = report.join("\n");
    let publication = Publication {
        published: Some(date(2031, 3, 4)),
        publisher: Some("Quarry Post".to_owned()),
        ..Publication::default()
    };
    let reading = tollbook_extract::extract(&text, &publication);
    let notes: Vec<(Quote, String)> = reading
        .claims
        .iter()
        .enumerate()
        .flat_map(|(at, claim)| notes(at + 1, claim))
        .collect();
    let shown = annotate(&text, &notes);
    assert_eq!(shown, lines.join("\n"), "\nread:\n{shown}\n");
}

/// What a claim says, each part with its words.
fn notes(number: usize, claim: &Claim) -> Vec<(Quote, String)> {
    let mut out = vec![(
        claim.quote.clone(),
        format!("{} {}", claim.status, claim.act),
    )];
    if let Speaker::Named { quote, .. } = &claim.speaker {
        out.push((quote.clone(), "speaker".to_owned()));
    }
    let weapons = claim.weapons.iter();
    out.extend(weapons.map(|w| (w.quote.clone(), format!("weapon {}", w.kind))));
    let targets = claim.targets.iter();
    out.extend(targets.map(|t| (t.quote.clone(), format!("target {}", t.kind))));
    if let Some(place) = &claim.place {
        let names = std::iter::once(&place.name).chain(&place.within);
        let names: Vec<&str> = names.map(String::as_str).collect();
        out.push((place.quote.clone(), format!("place {}", names.join(" < "))));
    }
    if let Some(when) = &claim.when {
        let part = when.part_of_day.map_or(String::new(), |p| format!(" {p}"));
        out.push((when.quote.clone(), format!("when {}{part}", when.dates)));
    }
    let accused = claim.alleged_perpetrators.iter();
    out.extend(accused.map(|p| (p.quote.clone(), format!("{} {}", p.degree, p.name))));
    for figure in &claim.figures {
        let count = match figure.count {
            Count::Stated { range, approximate } => {
                format!("{}{range}", if approximate { "about " } else { "" })
            }
            Count::Vague(word) => word.to_string(),
        };
        let part = figure
            .part_of
            .map_or(String::new(), |at| format!(", part of {at}"));
        let said = format!("{} {}: {count}{part}", figure.effect, figure.who);
        out.push((figure.quote.clone(), said));
    }
    for victim in &claim.victims {
        let effect = victim.effect.map_or("named".to_owned(), |e| e.to_string());
        let age = victim.age.map_or(String::new(), |age| format!(", {age}"));
        out.push((victim.quote.clone(), format!("victim {effect}{age}")));
    }
    let numbered = out.into_iter();
    numbered
        .map(|(quote, said)| (quote, format!("{number} {said}")))
        .collect()
}

/// The text with a line of carets for each note, under the line where its words begin.
fn annotate(text: &str, notes: &[(Quote, String)]) -> String {
    let mut out = String::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        out.push_str(line);
        out.push('\n');
        let mut here: Vec<&(Quote, String)> = notes
            .iter()
            .filter(|(quote, _)| (start..=end).contains(&quote.range().start))
            .collect();
        here.sort_by_key(|(quote, said)| {
            (
                said.split(' ').next().map(str::len),
                said.split(' ').next().map(str::to_owned),
                quote.range().start,
            )
        });
        for (quote, said) in here {
            let range = quote.range();
            let before = text[start..range.start].chars().count();
            let under = text[range.clone()]
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .count();
            let _ = writeln!(out, "{}{} {said}", " ".repeat(before), "^".repeat(under));
        }
        start = end + 1;
    }
    out.trim_end().to_owned()
}

#[test]
fn one_sentence_one_claim() {
    check(
        "
At least 19 people were killed on Monday when shells hit a market in Saraqib, the mayor said.
^^^^^^^^^^^^^^^^^^ 1 killed people: 19 or more
                               ^^^^^^^^^ 1 when 2031-03-03
                                              ^^^^^^^^^^ 1 asserted shelling
                                              ^^^^^^ 1 weapon artillery_shell
                                                         ^^^^^^^^ 1 target market
                                                                     ^^^^^^^ 1 place Saraqib
                                                                              ^^^^^^^^^ 1 speaker
",
    );
}

#[test]
fn a_sentence_can_tell_of_two_incidents() {
    check(
        "
On 1 March a bomb hurt eight farmers in Binnish; on 2 March shells killed a miller in Ariha.
^^^^^^^^^^ 1 when 2031-03-01
           ^^^^^^^^^^^ 1 asserted bombing
           ^^^^^^ 1 weapon ied
                       ^^^^^^^^^^^^^ 1 injured people: 8
                                        ^^^^^^^ 1 place Binnish
                                                 ^^^^^^^^^^ 2 when 2031-03-02
                                                            ^^^^^^^^^^^^^ 2 asserted shelling
                                                            ^^^^^^ 2 weapon artillery_shell
                                                                          ^^^^^^^^ 2 killed people: 1
                                                                                      ^^^^^ 2 place Ariha
",
    );
}

#[test]
fn each_item_of_a_list_is_an_incident() {
    check(
        "
IDLIB
- Binnish: shelling of a bakery, 3 killed.
  ^^^^^^^ 1 place Binnish < IDLIB
           ^^^^^^^^ 1 asserted shelling
                       ^^^^^^^^ 1 target bakery
                                 ^^^^^^^^ 1 killed people: 3
- Ariha: a mine killed a shepherd.
  ^^^^^ 2 place Ariha < IDLIB
         ^^^^^^^^^^^^^ 2 asserted mine_explosion
         ^^^^^^ 2 weapon landmine
                       ^^^^^^^^^^ 2 killed people: 1
",
    );
}

#[test]
fn a_sum_is_a_claim_and_so_is_its_breakdown() {
    check(
        "
Total: 18 killed.
^^^^^^^^^^^^^^^^ 1 asserted attack
       ^^^^^^^^^ 1 killed people: 18
By town: Binnish 11, Ariha 7.
         ^^^^^^^^^^ 2 asserted attack
         ^^^^^^^ 2 place Binnish
                 ^^ 2 killed people: 11
                     ^^^^^^^ 3 asserted attack
                     ^^^^^ 3 place Ariha
                           ^ 3 killed people: 7
",
    );
}

#[test]
fn the_number_of_another_period_is_a_claim() {
    check(
        "
In Ariha 11 people were killed in February, compared with 6 in January.
   ^^^^^ 1 place Ariha
         ^^^^^^^^^ 1 killed people: 11
                   ^^^^^^^^^^^ 1 asserted attack
                               ^^^^^^^^^^^ 1 when 2031-02-01 to 2031-02-28
                                            ^^^^^^^^^^^^^^^ 2 asserted attack
                                                          ^ 2 killed people: 6
                                                            ^^^^^^^^^^ 2 when 2031-01-01 to 2031-01-31
",
    );
}

#[test]
fn an_order_to_leave_is_announced() {
    check(
        "
Leaflets ordered residents of Binnish to leave at once.
         ^^^^^^^^^^^^^^^^^ 1 hypothetical attack
                              ^^^^^^^ 1 place Binnish
",
    );
}

#[test]
fn a_denial_is_a_claim() {
    check(
        "
Shells killed two people in Binnish on Monday, residents said. The army denied shelling the town.
^^^^^^^^^^^^^ 1 asserted shelling
^^^^^^ 1 weapon artillery_shell
              ^^^^^^^^^^ 1 killed people: 2
                            ^^^^^^^ 1 place Binnish
                                    ^^^^^^^^^ 1 when 2031-03-03
                                               ^^^^^^^^^ 1 speaker
                            ^^^^^^^ 2 place Binnish
                                    ^^^^^^^^^ 2 when 2031-03-03
                                                               ^^^^^^^^ 2 speaker
                                                                   ^^^^ 2 denied army
                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ 2 denied shelling
",
    );
}

#[test]
fn background_has_its_own_date() {
    check(
        "
A bomb killed two people in Binnish on Monday. On 12 January 2029 a bomb in Ariha had killed nine.
^^^^^^^^^^^^^ 1 asserted bombing
^^^^^^ 1 weapon ied
              ^^^^^^^^^^ 1 killed people: 2
                            ^^^^^^^ 1 place Binnish
                                    ^^^^^^^^^ 1 when 2031-03-03
                                               ^^^^^^^^^^^^^^^^^^ 2 when 2029-01-12
                                                                  ^^^^^^ 2 weapon ied
                                                                            ^^^^^ 2 place Ariha
                                                                                  ^^^^^^^^^^ 2 asserted bombing
                                                                                             ^^^^ 2 killed people: 9
",
    );
}

#[test]
fn figures_of_speech_and_accidents_are_no_claims() {
    check(
        "
The striker killed the match with two late goals. Fuel prices exploded and the shock hit traders hard. The flood killed 30 people in Binnish.
",
    );
}

#[test]
fn a_denial_needs_no_accuser_before_it() {
    check(
        "
The army denied that it had shelled Binnish on Monday.
^^^^^^^^ 1 speaker
    ^^^^ 1 denied army
         ^^^^^^ 1 denied shelling
                                    ^^^^^^^ 1 place Binnish
                                            ^^^^^^^^^ 1 when 2031-03-03
",
    );
}

#[test]
fn a_second_strike_with_figures_of_its_own_is_an_incident() {
    check(
        "
An air strike hit a house in Binnish on Monday, killing six people. A second missile hit rescuers there; a medic was wounded.
^^^^^^^^^^^^^^^^^ 1 asserted airstrike
                  ^^^^^^^ 1 target residential
                             ^^^^^^^ 1 place Binnish
                                     ^^^^^^^^^ 1 when 2031-03-03
                                                        ^^^^^^^^^^ 1 killed people: 6
                             ^^^^^^^ 2 place Binnish
                                     ^^^^^^^^^ 2 when 2031-03-03
                                                                             ^^^^^^^^^^^ 2 asserted missile_strike
                                                                             ^^^^^^^ 2 weapon guided_missile
                                                                                                         ^^^^^^^ 2 injured health_workers: 1
",
    );
}

#[test]
fn a_period_is_another_claim_than_the_day_in_it() {
    check(
        "
A rocket hit a house in Binnish on Sunday and killed two people. Since Thursday rockets have killed seven people.
^^^^^^^^^^^^ 1 asserted shelling
^^^^^^^^ 1 weapon rocket
             ^^^^^^^ 1 target residential
                        ^^^^^^^ 1 place Binnish
                                ^^^^^^^^^ 1 when 2031-03-02
                                                     ^^^^^^^^^^ 1 killed people: 2
                                                                 ^^^^^^^^^^^^^^ 2 when 2031-02-27 to 2031-03-04
                                                                                ^^^^^^^^^^^^^^^^^^^ 2 asserted shelling
                                                                                ^^^^^^^ 2 weapon rocket
                                                                                                    ^^^^^^^^^^^^ 2 killed people: 7
",
    );
}

#[test]
fn the_act_is_that_of_the_whole_scene() {
    check(
        "
CASE 4: AIR STRIKE ON A DAIRY
        ^^^^^^^^^^ 1 asserted airstrike

At noon on 2 March a dairy near Binnish was hit. A nurse counted 11 dead.
^^^^^^^^^^^^^^^^^^ 1 when 2031-03-02 noon
                   ^^^^^^^ 1 target factory
                                ^^^^^^^ 1 place Binnish
                                                 ^^^^^^^ 1 speaker
                                                                 ^^^^^^^ 1 killed people: 11
",
    );
    check(
        "
A drone bombed a market in Binnish on Monday, killing two. On Sunday it struck a mill in Ariha.
^^^^^^^^^^^^^^ 1 asserted drone_strike
^^^^^^^ 1 weapon drone
               ^^^^^^^^ 1 target market
                           ^^^^^^^ 1 place Binnish
                                   ^^^^^^^^^ 1 when 2031-03-03
                                                      ^^^ 1 killed people: 2
                                                           ^^^^^^^^^ 2 when 2031-03-02
                                                                        ^^^^^^ 2 asserted drone_strike
                                                                               ^^^^^^ 2 target factory
                                                                                         ^^^^^ 2 place Ariha
",
    );
}

/// A bulletin: the headings hold its places, its heading dates its items, and what is told of a death
/// or of the saying is not the day of the deed.
#[test]
fn where_and_when_of_a_bulletin() {
    check(
        "\
Quarry Desk - weekly list, 24 February to 2 March 2031
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 1 when 2031-02-24 to 2031-03-02

UPPER MARL
- Near Tessel, a landmine killed a herder.
       ^^^^^^ 1 place Tessel < UPPER MARL
               ^^^^^^^^^^^^^^^^^ 1 asserted mine_explosion
               ^^^^^^^^^^ 1 weapon landmine
                                 ^^^^^^^^ 1 killed people: 1
- Doran: two men shot dead on Friday, the council said on Sunday.
  ^^^^^ 2 place Doran < UPPER MARL
         ^^^^^^^^^^^^^^^^^ 2 killed men: 2
                 ^^^^^^^^^ 2 asserted shooting
                           ^^^^^^^^^ 2 when 2031-02-28
                                      ^^^^^^^^^^^ 2 speaker",
    );
}

#[test]
fn a_word_that_ties_two_places_carries_the_day() {
    check(
        "
Shells killed two people in Ariha on Monday. Farther north, in Binnish, a mortar shell killed a miller.
^^^^^^^^^^^^^ 1 asserted shelling
^^^^^^ 1 weapon artillery_shell
              ^^^^^^^^^^ 1 killed people: 2
                            ^^^^^ 1 place Ariha
                                  ^^^^^^^^^ 1 when 2031-03-03
                                  ^^^^^^^^^ 2 when 2031-03-03
                                                               ^^^^^^^ 2 place Binnish
                                                                        ^^^^^^^^^^^^^^^^^^^^^ 2 asserted shelling
                                                                        ^^^^^^^^^^^^^^ 2 weapon mortar
                                                                                              ^^^^^^^^ 2 killed people: 1
",
    );
}

#[test]
fn a_sentence_parts_where_the_second_incident_begins() {
    check(
        r#"
Shells hit a camp in Dori on Monday, killing at least 31 people, a nurse said, a day after jets bombed a market in Gorom and left dozens dead.
^^^^^^^^^^ 1 asserted shelling
^^^^^^ 1 weapon artillery_shell
           ^^^^^^ 1 target camp
                     ^^^^ 1 place Dori
                          ^^^^^^^^^ 1 when 2031-03-03
                                             ^^^^^^^^^^^^^^^^^^ 1 killed people: 31 or more
                                                                 ^^^^^^^ 1 speaker
                                                                 ^^^^^^^ 2 speaker
                                                                               ^^^^^^^^^^^ 2 when 2031-03-02
                                                                                           ^^^^^^^^^^^ 2 asserted airstrike
                                                                                                       ^^^^^^^^ 2 target market
                                                                                                                   ^^^^^ 2 place Gorom
                                                                                                                                  ^^^^^^^^^^^ 2 killed people: dozens
"#,
    );
}

#[test]
fn a_list_that_a_colon_opens_tells_of_one_incident() {
    check(
        r#"
Received from the strike on the market in Ariha, 19:40:
              ^^^^^^^^^^ 1 asserted attack
                            ^^^^^^^^^^ 1 target market
                                          ^^^^^ 1 place Ariha
                                                 ^^^^^ 1 when 2031-03-04 evening
- 6 dead on arrival (4 men, 2 women)
  ^^^^^^^^^^^^^^^^^ 1 killed people: 6
                     ^^^^^ 1 killed men: 4, part of 0
                            ^^^^^^^ 1 killed women: 2, part of 0
- 23 wounded, of whom 9 serious
  ^^^^^^^^^^ 1 injured people: 23
                      ^^^^^^^^^ 1 injured people: 9, part of 3
"#,
    );
}

#[test]
fn the_story_comes_back_from_an_older_incident() {
    check(
        r#"
A car bomb in Mosul killed 12 people on Sunday.
^^^^^^^^^^ 1 asserted bombing
^^^^^^^^^^ 1 weapon car_bomb
              ^^^^^ 1 place Mosul
                           ^^^^^^^^^ 1 killed people: 12
                                     ^^^^^^^^^ 1 when 2031-03-02
^^^^^^^^^^ 2 asserted bombing
              ^^^^^ 2 place Mosul
                                     ^^^^^^^^^ 2 when 2031-03-02
              ^^^^^ 3 place Mosul
A similar attack in the same market killed 18 people in October.
^^^^^^^^^^^^^^^^ 3 asserted attack
                             ^^^^^^ 3 target market
                                           ^^^^^^^^^ 3 killed people: 18
                                                     ^^^^^^^^^^ 3 when 2030-10-01 to 2030-10-31
The toll rose to 15, the ministry said.
                 ^^ 2 killed people: 15
                     ^^^^^^^^^^^^ 2 speaker
"#,
    );
}

#[test]
fn a_sum_is_broken_down_by_who_did_it() {
    check(
        r#"
In February 2031 83 civilians were killed in the war. Government forces killed 41, including 12 children. Rebels killed 9.
^^^^^^^^^^^^^^^^ 1 when 2031-02-01 to 2031-02-28
                 ^^^^^^^^^^^^ 1 killed civilians: 83
                              ^^^^^^^^^^^ 1 asserted attack
^^^^^^^^^^^^^^^^ 2 when 2031-02-01 to 2031-02-28
                                                      ^^^^^^^^^^^^^^^^^ 2 alleged Government forces
                                                                        ^^^^^^^^^ 2 asserted attack
                                                                               ^^ 2 killed people: 41
                                                                                             ^^^^^^^^^^^ 2 killed children: 12, part of 0
^^^^^^^^^^^^^^^^ 3 when 2031-02-01 to 2031-02-28
                                                                                                          ^^^^^^ 3 alleged Rebels
                                                                                                                 ^^^^^^^^ 3 asserted attack
                                                                                                                        ^ 3 killed people: 9
"#,
    );
}

#[test]
fn lines_of_a_form_tell_of_one_incident() {
    check(
        r#"
INCIDENT REPORT
Date of incident: 1 March 2031
                  ^^^^^^^^^^^^ 1 when 2031-03-01
Location: Binnish, Idlib
          ^^^^^^^^^^^^^^ 1 place Binnish < Idlib
Type: suicide bombing
      ^^^^^^^^^^^^^^^ 1 asserted suicide_bombing
Casualties: 21 killed (9 women, 7 children), 35 injured
            ^^^^^^^^^ 1 killed people: 21
                       ^^^^^^^ 1 killed women: 9, part of 0
                                ^^^^^^^^^^ 1 killed children: 7, part of 0
                                             ^^^^^^^^^^ 1 injured people: 35
Remarks: a similar attack on 3 December left 6 people dead.
         ^^^^^^^^^^^^^^^^ 2 asserted attack
                          ^^^^^^^^^^^^^ 2 when 2030-12-03
                                             ^^^^^^^^^^^^^ 2 killed people: 6
"#,
    );
}

#[test]
fn a_period_that_opens_a_report_dates_it() {
    check(
        "
Over the past day, shells hit a market in Sarmin, killing two men. In Binnish a mine killed a farmer.
^^^^^^^^^^^^^^^^^ 1 when 2031-03-03 to 2031-03-04
                   ^^^^^^^^^^ 1 asserted shelling
                   ^^^^^^ 1 weapon artillery_shell
                              ^^^^^^^^ 1 target market
                                          ^^^^^^ 1 place Sarmin
                                                          ^^^^^^^ 1 killed men: 2
^^^^^^^^^^^^^^^^^ 2 when 2031-03-03 to 2031-03-04
                                                                      ^^^^^^^ 2 place Binnish
                                                                              ^^^^^^^^^^^^^ 2 asserted mine_explosion
                                                                              ^^^^^^ 2 weapon landmine
                                                                                            ^^^^^^^^ 2 killed people: 1
",
    );
}

#[test]
fn an_accuser_named_in_a_denial_makes_a_claim() {
    check(
        "
The ministry rejects the story, carried by a website, that artillery fire struck Binnish on Sunday, killing nine patients.
^^^^^^^^^^^^ 1 speaker
             ^^^^^^^^^^^^^^^^^ 1 denied shelling
                                                                                 ^^^^^^^ 1 place Binnish
                                                                                         ^^^^^^^^^ 1 when 2031-03-02
                                           ^^^^^^^^^ 2 speaker
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ 2 asserted shelling
                                                      ^^^^^^^^^^^^^^^^^^^ 2 weapon artillery_shell
                                                                                 ^^^^^^^ 2 place Binnish
                                                                                         ^^^^^^^^^ 2 when 2031-03-02
                                                                                                            ^^^^^^^^^^^^^ 2 killed people: 9
",
    );
    check(
        "
The claim by the rebels that shells killed 8 people in Binnish is a pack of lies.
             ^^^^^^^^^^ 1 speaker
                        ^^^^^^^^^^^ 1 weapon artillery_shell
                             ^^^^^^^^^^^^^ 1 asserted shelling
                                           ^^^^^^^^ 1 killed people: 8
                                                       ^^^^^^^ 1 place Binnish
                                                       ^^^^^^^ 2 place Binnish
                                                               ^^^^^^^^^^^^^^^^^ 2 denied shelling
",
    );
}

#[test]
fn one_number_a_speaker_in_quotes_of_his_own() {
    check(
        "
A shell killed six people in Ariha. The rebels spoke of \"fourteen soldiers\".
^^^^^^^^^^^^^^ 1 asserted shelling
^^^^^^^ 1 weapon artillery_shell
               ^^^^^^^^^^ 1 killed people: 6
                             ^^^^^ 1 place Ariha
^^^^^^^^^^^^^^ 2 asserted shelling
                             ^^^^^ 2 place Ariha
                                    ^^^^^^^^^^ 2 speaker
                                                         ^^^^^^^^^^^^^^^^^ 2 killed soldiers: 14
",
    );
}

#[test]
fn whoever_is_taken_off_a_bus_is_abducted() {
    check(
        "
Gunmen stopped a bus in Binnish on Monday; 19 passengers were taken off the bus.
^^^^^^ 1 alleged Gunmen
                        ^^^^^^^ 1 place Binnish
                                ^^^^^^^^^ 1 when 2031-03-03
                                           ^^^^^^^^^^^^^ 1 abducted people: 19
                                                         ^^^^^^^^^^^^^^^^^^^^^^ 1 asserted abduction
",
    );
    check(
        "
Rebels attacked Ariha, killed a guard and took 12 hostages.
^^^^^^ 1 alleged Rebels
       ^^^^^^^^ 1 asserted ground_attack
                ^^^^^ 1 place Ariha
                              ^^^^^^^ 1 killed people: 1
                                               ^^^^^^^^^^^ 1 abducted people: 12
",
    );
}

#[test]
fn who_flees_flees_what_was_told() {
    check(
        "
Shelling of Ariha killed a woman. Some 1,200 people took to the bush towards Binnish.
^^^^^^^^ 1 asserted shelling
            ^^^^^ 1 place Ariha
                         ^^^^^^^ 1 killed women: 1
                                  ^^^^^^^^^^^^^^^^^ 1 displaced people: about 1200
",
    );
}

#[test]
fn what_was_captured_did_nothing() {
    check(
        "
Troops neutralised 21 terrorists in Ariha and recovered 16 rifles, 400 anti-personnel mines.
^^^^^^ 1 alleged Troops
       ^^^^^^^^^^^ 1 asserted ground_attack
                   ^^^^^^^^^^^^^ 1 killed fighters: 21
                                    ^^^^^ 1 place Ariha
",
    );
}

#[test]
fn each_count_has_the_source_that_stands_behind_it() {
    check(
        "
A bomb in Ariha on Monday killed 12 according to police, 15 according to the hospital.
^^^^^^ 1 asserted bombing
^^^^^^ 1 weapon ied
          ^^^^^ 1 place Ariha
                ^^^^^^^^^ 1 when 2031-03-03
                                 ^^ 1 killed people: 12
                                                 ^^^^^^ 1 speaker
^^^^^^ 2 asserted bombing
          ^^^^^ 2 place Ariha
                ^^^^^^^^^ 2 when 2031-03-03
                                                         ^^ 2 killed people: 15
                                                                         ^^^^^^^^^^^^ 2 speaker
",
    );
    check(
        "
Shells killed six people in Ariha, police said. The mayor has nineteen on his list. Residents say it was ten.
^^^^^^^^^^^^^ 1 asserted shelling
^^^^^^ 1 weapon artillery_shell
              ^^^^^^^^^^ 1 killed people: 6
                            ^^^^^ 1 place Ariha
                                   ^^^^^^ 1 speaker
^^^^^^^^^^^^^ 2 asserted shelling
                            ^^^^^ 2 place Ariha
                                                ^^^^^^^^^ 2 speaker
                                                              ^^^^^^^^ 2 killed people: 19
^^^^^^^^^^^^^ 3 asserted shelling
                            ^^^^^ 3 place Ariha
                                                                                    ^^^^^^^^^ 3 speaker
                                                                                                         ^^^ 3 killed people: 10
",
    );
}

#[test]
fn a_count_shared_out_by_place_is_told_of_each() {
    check(
        "
In Idlib mines killed 4 residents on Monday, 2 in Ariha, 1 in Binnish, 1 in Saraqib.
   ^^^^^^^^^^^^^^^^^^ 1 asserted mine_explosion
   ^^^^^ 1 place Idlib
         ^^^^^ 1 weapon landmine
                      ^^^^^^^^^^^ 1 killed people: 4
                                  ^^^^^^^^^ 1 when 2031-03-03
                                  ^^^^^^^^^ 2 when 2031-03-03
                                             ^ 2 asserted mine_explosion
                                             ^ 2 killed people: 2
                                                  ^^^^^ 2 place Ariha
                                  ^^^^^^^^^ 3 when 2031-03-03
                                                         ^ 3 asserted mine_explosion
                                                         ^ 3 killed people: 1
                                                              ^^^^^^^ 3 place Binnish
                                  ^^^^^^^^^ 4 when 2031-03-03
                                                                       ^ 4 asserted mine_explosion
                                                                       ^ 4 killed people: 1
                                                                            ^^^^^^^ 4 place Saraqib
",
    );
}

#[test]
fn a_deed_of_ones_own_is_denied() {
    check(
        "
Jets bombed a clinic in Ariha, the council said. The Air Force says that its aircraft released no ordnance.
^^^^^^^^^^^ 1 asserted airstrike
            ^^^^^^^^ 1 target hospital
                        ^^^^^ 1 place Ariha
                               ^^^^^^^^^^^ 1 speaker
                        ^^^^^ 2 place Ariha
                                                 ^^^^^^^^^^^^^ 2 speaker
                                                     ^^^^^^^^^ 2 denied Air Force
                                                                                      ^^^^^^^^^^^^^^^^^^^^ 2 denied airstrike
",
    );
}

#[test]
fn who_charges_others_tells_another_deed() {
    check(
        "
Jets bombed a clinic in Ariha, the council said. The army said rebels had shelled the clinic themselves.
^^^^^^^^^^^ 1 asserted airstrike
            ^^^^^^^^ 1 target hospital
                        ^^^^^ 1 place Ariha
                               ^^^^^^^^^^^ 1 speaker
                        ^^^^^ 2 place Ariha
                                                 ^^^^^^^^ 2 speaker
                                                               ^^^^^^ 2 alleged rebels
                                                                      ^^^^^^^^^^^ 2 asserted shelling
                                                                                  ^^^^^^^^^^ 2 target hospital
",
    );
}

#[test]
fn the_relative_alone_is_its_subject() {
    check(
        "
A missile struck a mill in Ariha. Rescuers dug out nine people, four of whom had died.
^^^^^^^^^^^^^^^^ 1 asserted missile_strike
^^^^^^^^^ 1 weapon guided_missile
                 ^^^^^^ 1 target factory
                           ^^^^^ 1 place Ariha
                                                                ^^^^^^^^^^^^ 1 killed people: 4
",
    );
}

#[test]
fn neither_a_threat_nor_a_denial_is_an_assertion() {
    check(
        "
Any house in Ariha from which shots are fired will be destroyed by our guns.
    ^^^^^ 1 target residential
             ^^^^^ 1 place Ariha
                                    ^^^^^^^^^ 1 hypothetical shooting
                                                                   ^^^^^^^^ 1 weapon small_arms
",
    );
    check(
        "
Youth in Ariha are gathering for a revenge raid on Binnish.
                                 ^^^^^^^^^^^^^^ 1 hypothetical ground_attack
                                                   ^^^^^^^ 1 place Binnish
",
    );
    check(
        "
Rebels say the army massacred peasants at Ariha on Sunday. The army has killed no civilian at Ariha.
^^^^^^ 1 speaker
               ^^^^ 1 alleged army
                    ^^^^^^^^^ 1 asserted attack
                              ^^^^^^^^ 1 killed people: plural
                                          ^^^^^ 1 place Ariha
                                                ^^^^^^^^^ 1 when 2031-03-02
               ^^^^ 2 denied army
                                          ^^^^^ 2 place Ariha
                                                ^^^^^^^^^ 2 when 2031-03-02
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2 denied attack
",
    );
    check(
        "
Talk of aircraft having bombed the hospital in Ariha was checked by two teams and found untrue.
                                               ^^^^^ 1 place Ariha
                                                                                  ^^^^^^^^^^^^ 1 denied airstrike
",
    );
}

#[test]
fn the_bomb_of_a_strike_from_the_air_was_dropped() {
    check(
        "
An air strike hit a farmhouse in Binnish on Monday. The bomb killed seven people, neighbours said.
^^^^^^^^^^^^^^^^^ 1 asserted airstrike
                  ^^^^^^^^^^^ 1 target residential
                                 ^^^^^^^ 1 place Binnish
                                         ^^^^^^^^^ 1 when 2031-03-03
                                                    ^^^^^^^^ 1 weapon aerial_bomb
                                                                    ^^^^^^^^^^^^ 1 killed people: 7
                                                                                  ^^^^^^^^^^ 1 speaker
",
    );
}
