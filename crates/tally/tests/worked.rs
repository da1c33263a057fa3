//! Worked examples: claims of one incident in, ranges with their steps, grade and findings out.
//! Written by hand from the rules; every report is invented.

#[path = "../../record/tests/notation/mod.rs"]
mod notation;

use std::collections::BTreeMap;

use notation::Cases;
use proptest::prelude::*;
use tollbook_record::{Copy, Graded, Incident, IncidentId, IncidentJudged, Inclusion, Tally, Who};
use tollbook_tally::{Copies, Profile, tally};

/// All claims of the notation as one incident; `copies` are pairs of source names.
fn run(profile: &str, reports: &str, copies: &[(&str, &str)]) -> Tally {
    let cases = Cases::read(reports);
    let claims = cases.claims();
    let incident = Incident {
        id: IncidentId::new("TB-00000"),
        claims: claims.iter().map(|claim| claim.id).collect(),
        total: false,
    };
    let source = |name: &str| {
        let mut ids = claims.iter().map(|claim| claim.id);
        let named = ids.find(|id| Cases::label(*id).starts_with(&format!("{name}.")));
        named.expect("a source of that name").source
    };
    let copies: Vec<Copy> = copies
        .iter()
        .map(|(copy, original)| Copy {
            copy: source(copy),
            original: source(original),
            shared: 1.0,
        })
        .collect();
    let profile = Profile::named(profile).expect(profile);
    tally(
        &profile,
        &incident,
        &claims,
        &Copies::of(&copies),
        &IncidentJudged::default(),
    )
}

/// `killed people: 20–30` for every row.
fn ranges(tally: &Tally) -> Vec<String> {
    let rows = tally.rows.iter();
    rows.map(|row| format!("{} {}: {}", row.effect, row.who, row.range))
        .collect()
}

#[track_caller]
fn check(profile: &str, reports: &str, rows: &[&str]) -> Tally {
    let tally = run(profile, reports, &[]);
    assert_eq!(ranges(&tally), rows, "{profile}\n{}", explain(&tally));
    tally
}

#[track_caller]
fn check_both(reports: &str, rows: &[&str]) {
    check("literal", reports, rows);
    check("airwars", reports, rows);
}

/// Every row with its steps, as a documenter reads it.
fn explain(tally: &Tally) -> String {
    let mut text = String::new();
    for row in &tally.rows {
        text += &format!("{} {}: {}", row.effect, row.who, row.range);
        text += &row
            .best
            .map_or("\n".to_owned(), |best| format!(", best {best}\n"));
        for step in &row.steps {
            text += &format!("  [{}] {}\n", step.rule, step.text);
        }
    }
    let Inclusion { standing, reason } = &tally.inclusion;
    text += &format!("{standing}: {reason}\n");
    if let Some(Graded { grade, reason, .. }) = &tally.grade {
        text += &format!("{grade}: {reason}\n");
    }
    for finding in &tally.findings {
        text += &format!("! {finding}\n");
    }
    text
}

/// `included; killed people 26–30, best 26`, as `worked.txt` has it.
fn told(tally: &Tally) -> String {
    let rows = tally.rows.iter().map(|row| {
        let best = row.best.map(|best| format!(", best {best}"));
        let best = best.unwrap_or_default();
        format!("; {} {} {}{best}", row.effect, row.who, row.range)
    });
    tally.inclusion.standing.to_string() + &rows.collect::<String>()
}

/// A case of `worked.txt`.
struct Example<'a> {
    title: &'a str,
    reports: String,
    copies: Vec<(&'a str, &'a str)>,
    expected: BTreeMap<&'a str, &'a str>,
}

impl<'a> Example<'a> {
    fn all() -> Vec<Example<'static>> {
        let cases = include_str!("worked.txt").split("\n== ").skip(1);
        cases.map(Example::read).collect()
    }

    fn read(case: &'a str) -> Self {
        let (title, lines) = case.split_once('\n').expect("a title stands on a line");
        let mut example = Self {
            title,
            reports: String::new(),
            copies: Vec::new(),
            expected: BTreeMap::new(),
        };
        for line in lines.lines() {
            let pair = line
                .strip_prefix("copy ")
                .and_then(|pair| pair.split_once(" of "));
            let profiles = |names: &str| names.split(' ').all(|n| Profile::NAMES.contains(&n));
            let numbers = line.split_once(": ").filter(|(names, _)| profiles(names));
            match (pair, numbers) {
                (Some(pair), _) => example.copies.push(pair),
                (_, Some((names, numbers))) => example
                    .expected
                    .extend(names.split(' ').map(|name| (name, numbers))),
                _ => example.reports += &format!("{line}\n"),
            }
        }
        example
    }

    fn under(&self, profile: &str) -> Tally {
        run(profile, &self.reports, &self.copies)
    }
}

#[test]
fn every_worked_example_gives_its_numbers_under_every_profile() {
    let examples = Example::all();
    assert!(examples.len() >= 53, "{} of 53 were found", examples.len());
    for example in examples {
        for name in Profile::NAMES {
            let tally = example.under(name);
            let numbers = example.expected.get(name).copied();
            let told = told(&tally);
            let title = example.title;
            assert_eq!(
                Some(told.as_str()),
                numbers,
                "{title}: {name}\n{}",
                explain(&tally)
            );
        }
    }
}

/// Every tree of every example; a tree that several profiles share is printed once.
#[test]
fn every_worked_example_explains_itself() {
    let mut text = String::new();
    for example in Example::all() {
        let mut trees: Vec<(String, Vec<&str>)> = Vec::new();
        for &name in Profile::NAMES {
            let tree = explain(&example.under(name));
            match trees.iter_mut().find(|(known, _)| *known == tree) {
                Some((_, names)) => names.push(name),
                None => trees.push((tree, vec![name])),
            }
        }
        text += &format!("== {}\n{}", example.title, example.reports);
        for (tree, names) in trees {
            text += &format!("[{}]\n{tree}", names.join(", "));
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_whole_tally_reads_like_this() {
    let reports = "
wire 2031-04-28 from Example Wire
  airstrike; killed 9+
wire2 2031-04-29 from Example Wire
  airstrike; killed 26+; killed 9 children of 0; by Northland jets
  airstrike; says Health Office; killed 24
site 2031-04-29 from Halba Site
  airstrike; killed 26+; killed dozens civilians
ministry 2031-04-30 from Ministry Bulletin
  denied airstrike; says Ministry; by Northland jets/denied
";
    let told = explain(&run("airwars", reports, &[("site", "wire2")]));
    assert_eq!(
        told,
        "\
killed people: 24 or more
  [copy] Halba Site says “killed 26+”; the text repeats Example Wire, who gives the same figure, so it counts once.
  [superseded] Example Wire says “killed 9+”; the same speaker gave a newer figure on 2031-04-29, which replaces this one.
  [stated] Example Wire says “killed 26+”: 26 or more.
  [stated] Health Office, quoted by Example Wire says “killed 24”: 24.
  [lowest_and_highest] The lowest number claimed is 24; a claim sets no upper end.
killed civilians: 12–24
  [vague_word] Halba Site says “killed dozens civilians”; this method reads the word as 12–24.
killed children: 9
  [stated] Example Wire says “killed 9 children of 0”: 9, out of “killed 26+”.
included: This method counts every incident.
weak: A single origin: Example Wire.
"
    );
}

#[test]
fn sources_that_agree_and_that_differ() {
    check_both(
        "a\n  attack; killed 26\nb\n  attack; killed 26\n",
        &["killed people: 26"],
    );
    check_both(
        "a\n  attack; killed 26\nb\n  attack; killed 30\n",
        &["killed people: 26–30"],
    );
    check_both(
        "a\n  attack; killed 26; injured 40-50\nb\n  attack; injured 60\n",
        &["killed people: 26", "injured people: 40–60"],
    );
}

#[test]
fn open_ends() {
    let reports = "a\n  attack; killed 26+\nb\n  attack; killed 30\n";
    check("literal", reports, &["killed people: 26 or more"]);
    check("airwars", reports, &["killed people: 26–30"]);
    check_both("a\n  attack; killed 26+\n", &["killed people: 26 or more"]);
    check_both("a\n  attack; killed ..30\n", &["killed people: up to 30"]);
    check_both("a\n  attack; killed about 30\n", &["killed people: 30"]);
}

#[test]
fn vague_words() {
    let dozens = "a\n  attack; killed dozens\n";
    let literal = check("literal", dozens, &["killed people: not known"]);
    assert_eq!(literal.rows[0].steps[0].rule, "no_number");
    check("airwars", dozens, &["killed people: 12–24"]);
    let plural = "a\n  attack; killed plural civilians\n";
    check(
        "airwars",
        plural,
        &["killed people: 2 or more", "killed civilians: 2 or more"],
    );
    let several = "a\n  attack; killed several\nb\n  attack; killed 5\n";
    check_both(several, &["killed people: 5"]);
}

#[test]
fn a_copy_counts_once_and_its_own_figure_stays() {
    let reports =
        "a 2031-04-28\n  attack; killed 26\nb 2031-04-29\n  attack; killed 26; injured 7\n";
    let tally = run("airwars", reports, &[("b", "a")]);
    assert_eq!(ranges(&tally), ["killed people: 26", "injured people: 7"]);
    assert_eq!(grade(&tally), "weak");
    assert_eq!(
        tally.rows[0]
            .steps
            .iter()
            .filter(|s| s.range.is_some())
            .count(),
        1
    );
}

#[test]
fn copies_of_one_original_count_once() {
    let reports = "a\n  attack; killed 26\nb\n  attack; killed 26\nc\n  attack; killed 26\n";
    let tally = run("airwars", reports, &[("a", "c"), ("b", "c")]);
    assert_eq!(grade(&tally), "weak");
    assert_eq!(reason(&tally), "A single origin: c.");
}

#[test]
fn a_later_figure_of_one_voice_replaces_its_earlier_ones() {
    let reports = "
a1 2031-04-28 from A
  attack; killed 9
a2 2031-04-29 from A
  attack; killed 26
";
    check_both(reports, &["killed people: 26"]);
    // On one day nobody can say which came last; without a day neither.
    let same_day = reports.replace("04-29", "04-28");
    check_both(&same_day, &["killed people: 9–26"]);
    let undated = reports.replace(" 2031-04-29", "");
    check_both(&undated, &["killed people: 9–26"]);
    // Another speaker is another voice, another group another figure.
    let other = reports.replace("killed 26", "says Mayor; killed 26");
    check_both(&other, &["killed people: 9–26"]);
    let group = reports.replace("killed 26", "killed 26 children");
    check_both(&group, &["killed people: 9", "killed children: 26"]);
}

#[test]
fn denials_and_threats_give_no_figures() {
    let reports = "
a 2031-04-28
  attack; killed 26
b 2031-04-28
  denied attack; killed 3
c 2031-04-28
  hypothetical attack; killed 100
";
    let tally = check("airwars", reports, &["killed people: 26"]);
    let rules: Vec<&str> = tally.rows[0]
        .steps
        .iter()
        .map(|s| s.rule.as_str())
        .collect();
    assert_eq!(rules, ["stated", "denied", "hypothetical"]);
    assert_eq!(
        grade(&check("airwars", "b\n  denied attack; killed 3\n", &[])),
        "discounted"
    );
}

#[test]
fn nobody_hurt_is_a_figure() {
    let reports = "a\n  attack; killed 26\nb\n  attack; killed 0\n";
    let tally = check("airwars", reports, &["killed people: 0–26"]);
    assert_eq!(reason(&tally), "A single origin: a.");
    let nobody = check(
        "airwars",
        "b\n  attack; killed 0 civilians\n",
        &["killed people: 0", "killed civilians: 0"],
    );
    assert_eq!(reason(&nobody), "No claim says that anybody was harmed.");
}

#[test]
fn sub_groups_are_rows_of_their_own_and_never_added() {
    check_both(
        "a\n  attack; killed 26; killed 9 children of 0; killed 4 women of 0\nb\n  attack; killed 30; killed 11 children of 0\n",
        &[
            "killed people: 26–30",
            "killed women: 4",
            "killed children: 9–11",
        ],
    );
}

#[test]
fn a_part_without_a_group_is_no_figure_for_all() {
    let tally = check(
        "airwars",
        "a\n  attack; killed 9; killed 1 of 0\n",
        &["killed people: 9"],
    );
    assert_eq!(tally.rows[0].steps[1].rule, "part_without_group");
}

#[test]
fn killed_or_injured_is_its_own_row() {
    check_both(
        "a\n  attack; killed 3\nb\n  attack; killed_or_injured 20\n",
        &["killed people: 3", "killed_or_injured people: 20"],
    );
}

#[test]
fn a_total_is_made_of_groups_only_where_the_profile_says_so() {
    let reports = "a\n  attack; killed 1 men; killed 1 women; killed 2 children\n";
    check(
        "literal",
        reports,
        &["killed women: 1", "killed children: 2", "killed men: 1"],
    );
    let tally = check(
        "airwars",
        reports,
        &[
            "killed people: 4",
            "killed women: 1",
            "killed children: 2",
            "killed men: 1",
        ],
    );
    let told = "a gives no total; its groups together make 4 (men: 1, women: 1, children: 2).";
    assert_eq!(tally.rows[0].steps[0].text, told);
    // Health workers may be women.
    check(
        "airwars",
        "a\n  attack; killed 3 women; killed 2 health_workers\n",
        &[
            "killed people: 3–5",
            "killed women: 3",
            "killed health_workers: 2",
        ],
    );
    // Where somebody gives a total, none is made.
    check(
        "airwars",
        "a\n  attack; killed 3 women\nb\n  attack; killed 9\n",
        &["killed people: 9", "killed women: 3"],
    );
}

#[test]
fn who_names_the_dead_and_counts_nobody_says_at_least_so_many() {
    let tally = check(
        "airwars",
        "a\n  attack; named Layth Example; named Sami Example\nb\n  attack; killed 1 men\n",
        &["killed people: 1 or more", "killed men: 1"],
    );
    let told = "a counts nobody and names 2 people as killed: 2 or more.";
    assert_eq!(tally.rows[0].steps[0].text, told);
    check("literal", "a\n  attack; named Layth Example\n", &[]);
}

#[test]
fn a_family_alone_is_everybody_of_whom_its_claim_speaks() {
    let tally = check(
        "airwars",
        "a\n  attack; killed 7 family_members\nb\n  attack; killed 6\n",
        &["killed people: 6–7", "killed family_members: 7"],
    );
    let told = "a says “killed 7 family_members” and counts nobody else: 7.";
    assert_eq!(tally.rows[0].steps[1].text, told);
    check(
        "airwars",
        "a\n  attack; killed 2 family_members; killed 1 men\nb\n  attack; killed 6\n",
        &[
            "killed people: 6",
            "killed men: 1",
            "killed family_members: 2",
        ],
    );
}

#[test]
fn contested_status_starts_both_at_nothing() {
    let reports = "
a
  attack; killed 26; killed 26 civilians of 0
b
  attack; killed 26; killed 20 fighters of 0
";
    let rows = [
        "killed people: 26",
        "killed civilians: 0–26",
        "killed fighters: 0–20",
    ];
    check("airwars", reports, &rows);
    let rows = [
        "killed people: 26",
        "killed civilians: 26",
        "killed fighters: 20",
    ];
    check("literal", reports, &rows);
    // One claim that counts both contests nothing.
    let both = "a\n  attack; killed 5; killed 3 civilians of 0; killed 2 fighters of 0\n";
    check(
        "airwars",
        both,
        &[
            "killed people: 5",
            "killed civilians: 3",
            "killed fighters: 2",
        ],
    );
}

#[test]
fn the_accused_partys_word_on_status_is_context() {
    let reports = "
a
  attack; killed 26; killed 26 civilians of 0; by Northland jets
b
  attack; says Northland army; killed 26; killed 20 fighters of 0
";
    let rows = [
        "killed people: 26",
        "killed civilians: 26",
        "killed fighters: 20",
    ];
    let tally = check("airwars", reports, &rows);
    assert_eq!(tally.rows[2].steps[1].rule, "accused_partys_word");
}

fn grade(tally: &Tally) -> &'static str {
    tally
        .grade
        .as_ref()
        .map_or("", |graded| graded.grade.word())
}

fn reason(tally: &Tally) -> &str {
    tally.grade.as_ref().map_or("", |graded| &graded.reason)
}

#[track_caller]
fn check_grade(reports: &str, told: &str) {
    let tally = run("airwars", reports, &[]);
    let graded = tally.grade.expect("airwars grades every incident");
    assert_eq!(format!("{}: {}", graded.grade, graded.reason), told);
}

#[test]
fn grades_follow_the_rule_and_say_why() {
    check_grade("a\n  attack; killed 2\n", "weak: A single origin: a.");
    check_grade(
        "a\n  attack; killed 2\nb\n  attack; killed 3\n",
        "fair: 2 independent origins: a; b.",
    );
    check_grade(
        "a\n  attack; killed 2; by Northland jets\nb\n  attack; says Northland army; by Northland army/admitted_act\n",
        "confirmed: “Northland army” accepts responsibility, on the word of Northland army, quoted by b.",
    );
    check_grade(
        "a\n  attack; killed 2; by rebels\nb\n  attack; killed 2; by government forces\n",
        "contested: a names “rebels”, b names “government forces”.",
    );
    check_grade(
        "a\n  attack; killed 2 fighters\nb\n  attack; killed 3 soldiers\n",
        "discounted: Every claim that counts the harmed counts fighters or soldiers only.",
    );
    check_grade(
        "a\n  denied attack\n",
        "discounted: No claim asserts the act; it is only denied or threatened.",
    );
}

#[test]
fn one_speaker_in_two_reports_is_one_origin_and_three_in_one_are_too() {
    check_grade(
        "a\n  attack; says Health Office; killed 2\nb\n  attack; says Health Office; killed 2\n",
        "weak: A single origin: Health Office, quoted by a.",
    );
    check_grade(
        "a\n  attack; killed 2\n  attack; says Mayor; killed 3\n  attack; says Doctor Example; killed 4\n",
        "weak: A single origin: a.",
    );
    check_grade(
        "a1 from A\n  attack; killed 2\na2 from A\n  attack; says Mayor; killed 3\n",
        "weak: A single origin: A.",
    );
    // Both quote the office and also report themselves: two origins.
    check_grade(
        "a\n  attack; says Health Office; killed 2\n  attack; killed 2\nb\n  attack; says Health Office; killed 2\n",
        "fair: 2 independent origins: a; Health Office, quoted by b.",
    );
    // Two witnesses may be two people.
    check_grade(
        "a\n  attack; says a witness; killed 2\nb\n  attack; says a witness; killed 2\n",
        "fair: 2 independent origins: a witness, quoted by a; a witness, quoted by b.",
    );
}

/// The ties of the reports' claims: who is tied to whom, and by what.
fn ties(reports: &str, copies: &[(&str, &str)]) -> Vec<String> {
    let tally = run("airwars", reports, copies);
    let ties = tally.ties.iter();
    ties.map(|tie| {
        assert_ne!(tie.claims.0.source, tie.claims.1.source);
        tie.by.to_string()
    })
    .collect()
}

#[test]
fn what_makes_two_sources_one_origin_is_shown() {
    let apart = "a\n  attack; killed 2\nb\n  attack; killed 2\n";
    assert_eq!(ties(apart, &[]), Vec::<String>::new());
    assert_eq!(ties(apart, &[("b", "a")]), ["text"]);
    let one_publisher = "a1 from A\n  attack; killed 2\na2 from A\n  attack; killed 2\n";
    assert_eq!(ties(one_publisher, &[]), ["publisher"]);
    let one_office =
        "a\n  attack; says Health Office; killed 2\nb\n  attack; says Health Office; killed 2\n";
    assert_eq!(ties(one_office, &[]), ["speaker"]);
    let witnesses = one_office.replace("Health Office", "a witness");
    assert_eq!(ties(&witnesses, &[]), Vec::<String>::new());
}

#[test]
fn two_ways_of_naming_one_army_do_not_compete() {
    check_grade(
        "a\n  attack; killed 2; by Northland jets\nb\n  attack; killed 2; by Northland's army\n",
        "fair: 2 independent origins: a; b.",
    );
    // A claim that names two parties says that they acted together, and a denial accuses nobody.
    check_grade(
        "a\n  attack; killed 2; by Northland army; by Southland army\nb\n  attack; killed 2; by Eastland army/denied\n",
        "fair: 2 independent origins: a; b.",
    );
}

#[track_caller]
fn check_findings(reports: &str, findings: &[&str]) {
    assert_eq!(run("airwars", reports, &[]).findings, findings);
}

#[test]
fn what_does_not_add_up_is_said() {
    check_findings("a\n  attack; killed 9; killed 3 children of 0\n", &[]);
    check_findings(
        "a\n  attack; killed 9; killed 12 children of 0\n",
        &[
            "a says “killed 12 children of 0” out of “killed 9”: the part is larger than the whole.",
            "At least 12 children are claimed killed, but at most 9 people.",
        ],
    );
    check_findings(
        "a\n  attack; killed 9\nb\n  attack; killed 5 women; killed 3 men\nc\n  attack; killed 4 children\n",
        &[
            "The lowest numbers of groups that share nobody (5 women, 4 children, 3 men) make 12 killed, but at most 9 people are claimed.",
        ],
    );
    check_findings(
        "a 2031-04-28\n  attack; on 2031-05-01; killed 9\n",
        &["a dates the incident 2031-05-01, but was published on 2031-04-28."],
    );
    check_findings(
        "a\n  attack; killed 1; named Layth Example; named Sami Example\n",
        &["a names 2 people as killed, but counts at most 1."],
    );
}

#[test]
fn a_number_of_people_beside_a_group_is_not_everybody() {
    let tally = check(
        "airwars",
        "a\n  attack; killed 5; killed 31 fighters\n",
        &["killed people: 5", "killed fighters: 31"],
    );
    let told = "a says “killed 5”: 5, and beside these “killed 31 fighters”.";
    assert_eq!(tally.rows[0].steps[0].text, told);
    assert_eq!(tally.findings, Vec::<String>::new());
}

#[test]
fn attributions_stand_side_by_side() {
    let tally = run(
        "literal",
        "a\n  attack; by rebels\nb\n  denied attack; by Northland army/denied\n",
        &[],
    );
    let named: Vec<_> = tally
        .attributions
        .iter()
        .map(|a| (Cases::label(a.claim), a.name.as_str(), a.degree.word()))
        .collect();
    assert_eq!(
        named,
        [
            ("a.0".to_owned(), "rebels", "alleged"),
            ("b.0".to_owned(), "Northland army", "denied"),
        ]
    );
}

/// Lines of random reports in the notation.
fn any_reports() -> impl Strategy<Value = Vec<String>> {
    let count = prop::sample::select(vec![
        "3", "9", "20-30", "26+", "..12", "dozens", "0", "several",
    ]);
    let who = prop::sample::select(vec!["people", "civilians", "women", "children", "fighters"]);
    let figure = (prop::sample::select(vec!["killed", "injured"]), count, who)
        .prop_map(|(effect, count, who)| format!("; {effect} {count} {who}"));
    let head = prop::sample::select(vec!["attack", "attack; says Mayor", "denied attack"]);
    let claim = (head, prop::collection::vec(figure, 0..4), 0..3_u8)
        .prop_map(|(head, figures, day)| (head.to_owned() + &figures.concat(), day));
    prop::collection::vec(claim, 1..6).prop_map(|claims| {
        let lines = claims.into_iter().enumerate();
        let line = |(i, (claim, day))| format!("s{i} 2031-04-1{day} from P{}\n  {claim}\n", i % 3);
        lines.map(line).collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_sources_changes_nothing(reports in any_reports(), name in prop::sample::select(Profile::NAMES)) {
        let mut reversed = reports.clone();
        reversed.reverse();
        let (one, other) = (run(name, &reports.concat(), &[]), run(name, &reversed.concat(), &[]));
        prop_assert_eq!(one, other);
    }

    /// The copy says the very same; it comes from elsewhere, a day later.
    #[test]
    fn a_copy_changes_no_range_and_no_grade(reports in any_reports(), name in prop::sample::select(Profile::NAMES)) {
        let (head, claim) = reports[0].split_once('\n').expect("two lines");
        let copy = format!("{}\n{claim}", head.replace("s0 2031-04-1", "copy 2031-04-2").replace("P0", "Q"));
        let with = run(name, &(reports.concat() + &copy), &[("copy", "s0")]);
        let without = run(name, &reports.concat(), &[]);
        prop_assert_eq!(ranges(&with), ranges(&without));
        prop_assert_eq!(with.grade.map(|g| g.grade), without.grade.map(|g| g.grade));
        prop_assert_eq!(with.inclusion.standing, without.inclusion.standing);
    }

    #[test]
    fn every_row_ends_with_the_range_of_its_last_step(reports in any_reports(), name in prop::sample::select(Profile::NAMES)) {
        for row in run(name, &reports.concat(), &[]).rows {
            let last = row.steps.iter().rev().find_map(|step| step.range);
            prop_assert_eq!(last.unwrap_or(tollbook_record::CountRange::unknown()), row.range);
            if let Some((min, max)) = row.range.min().zip(row.range.max()) {
                prop_assert!(min <= max);
            }
        }
    }
    /// More of a group than of all people is a finding, unless a claim that takes part counts the group beside its
    /// people: then the step of these says so.
    #[test]
    fn no_group_is_larger_than_everybody_without_a_word(reports in any_reports(), name in prop::sample::select(Profile::NAMES)) {
        let tally = run(name, &reports.concat(), &[]);
        for people in tally.rows.iter().filter(|row| row.who == Who::People) {
            let Some(most) = people.range.max() else { continue };
            let groups = tally.rows.iter().filter(|row| row.effect == people.effect && row.who != Who::People);
            for group in groups.filter(|row| row.range.min().is_some_and(|least| least > most)) {
                let of = format!("{} are claimed {}", group.who.word(), group.effect.word());
                let told = tally.findings.iter().any(|finding| finding.contains(&of));
                let beside = people.steps.iter().any(|step| {
                    step.text.split_once("beside these").is_some_and(|(_, groups)| groups.contains(group.who.word()))
                });
                prop_assert!(told || beside, "{of}: {tally:#?}");
            }
        }
    }
}
