//! Persons on lists, against answers that come from elsewhere: made lists with known truth, slow
//! plain versions, parameters that were put in.

mod victims;

use std::collections::{BTreeMap, BTreeSet};

use tollbook_link::persons::add::add;
use tollbook_link::persons::block::{Blocks, Edge, Range, Rule};
use tollbook_link::persons::columns::Told;
use tollbook_link::persons::explain::Explainer;
use tollbook_link::persons::link::{Linked, Settings, link, probability};
use tollbook_link::persons::lists::{Lists, Source};
use tollbook_link::persons::records::Records;
use tollbook_link::persons::saved::Saved;
use tollbook_link::persons::splink;

fn read(texts: &[&str]) -> Result<Lists, String> {
    let names = ["one", "two"];
    let sources: Vec<Source<'_>> = texts
        .iter()
        .zip(names)
        .map(|(text, name)| Source::of(name, text.as_bytes()))
        .collect();
    Lists::read(sources, &Told::default(), None).map_err(|fault| fault.to_string())
}

fn linked(texts: &[&str]) -> (Lists, Linked) {
    let lists = read(texts).expect("good lists");
    let linked = link(&lists, Settings::default(), None).expect("a model");
    (lists, linked)
}

/// The truth of each row, from the column `entity`.
fn truth(texts: &[&str]) -> Vec<u32> {
    let rows = texts.iter().flat_map(|text| text.lines().skip(1));
    rows.map(|row| {
        row.split(',')
            .nth(1)
            .and_then(|cell| cell.parse().ok())
            .expect("a number")
    })
    .collect()
}

/// Precision and recall of the pairs within clusters.
fn quality(linked: &Linked, truth: &[u32]) -> (f64, f64) {
    let pairs = |n: usize| (n * (n - 1) / 2) as f64;
    let count = |of: &mut dyn Iterator<Item = (u32, u32)>| {
        let mut sizes: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        of.for_each(|key| *sizes.entry(key).or_insert(0) += 1);
        sizes.values().map(|n| pairs(*n)).sum::<f64>()
    };
    let of = &linked.clusters.of;
    let right = count(&mut of.iter().copied().zip(truth.iter().copied()));
    let joined = count(&mut of.iter().map(|cluster| (*cluster, 0)));
    let all = count(&mut truth.iter().map(|person| (*person, 0)));
    (right / joined, right / all)
}

#[test]
fn made_lists_are_linked_without_being_told_anything() {
    let text = victims::victims(4000, 7);
    let (_, linked) = linked(&[&text]);
    let (precision, recall) = quality(&linked, &truth(&[&text]));
    assert!(precision > 0.9 && recall > 0.9, "{precision} {recall}");
    let told = linked.estimate;
    assert!(
        (told.precision - precision).abs() < 0.06,
        "{told:?} {precision}"
    );
    assert!((told.recall - recall).abs() < 0.12, "{told:?} {recall}");
}

#[test]
fn two_romanisations_without_dates_are_linked() {
    let [a, b] = victims::two_romanisations(4000, 3);
    let (_, linked) = linked(&[&a, &b]);
    let (precision, recall) = quality(&linked, &truth(&[&a, &b]));
    assert!(precision > 0.9 && recall > 0.9, "{precision} {recall}");
}

#[test]
fn each_pair_is_made_once_and_none_is_missed() {
    let text = victims::victims(700, 5);
    let records = Records::new(&read(&[&text]).expect("a list"));
    let rules = [vec![0, 3], vec![4], vec![3, 8], vec![0, 1]].map(|keys| Rule { keys });
    let mut plain = BTreeSet::new();
    for a in 0..700 {
        for b in a + 1..700 {
            if rules.iter().any(|rule| rule.holds(&records, a, b)) {
                plain.insert((a, b));
            }
        }
    }
    let mut made = Vec::new();
    let blocks = Blocks::new(&records, &rules);
    for rule in 0..rules.len() {
        for range in Range::all(3) {
            blocks.part(rule, range).pairs(|a, b| made.push((a, b)));
        }
    }
    assert_eq!(made.len(), plain.len());
    assert_eq!(made.into_iter().collect::<BTreeSet<_>>(), plain);
    assert!(plain.len() > 300);
}

#[test]
fn edges_are_the_same_however_keys_are_parted() {
    let text = victims::victims(1500, 5);
    let (_, linked) = linked(&[&text]);
    let scorer = linked.trained.model.scorer(&linked.records);
    let rules = &linked.trained.plan.rules;
    let blocks = Blocks::new(&linked.records, rules);
    let all = |parts: u32| {
        let ranges: Vec<Range> = Range::all(parts).collect();
        let found = blocks.everywhere(&ranges, |part| {
            part.edges(|masks, a, b| Some(scorer.weight(linked.records.vector(masks, a, b)) as f32))
        });
        let mut edges: Vec<(u32, u32, u32)> = found
            .concat()
            .iter()
            .map(|e| (e.a, e.b, e.weight.to_bits()))
            .collect();
        edges.sort_unstable();
        edges
    };
    assert_eq!(all(1), all(2));
    assert_eq!(all(1), all(4));
}

#[test]
fn a_saved_model_gives_the_same_weights() {
    let text = victims::victims(1500, 5);
    let (lists, first) = linked(&[&text]);
    let saved =
        Saved::parse(&Saved::new(&first.records, &first.trained).print()).expect("its own model");
    let again = link(&lists, Settings::default(), Some(&saved)).expect("the same lists");
    assert_eq!(first.edges, again.edges);
    assert_eq!(first.clusters, again.clusters);
    let other = read(&["id,name\n1,Ali Hasan\n2,Ali Hassan\n"]).expect("a list");
    let fault = link(&other, Settings::default(), Some(&saved)).expect_err("other fields");
    assert!(
        fault.to_string().contains("map the columns alike"),
        "{fault}"
    );
}

/// Rows that are added are compared with the same rows, with the same weights, as where everything is
/// linked anew by the same model, and come to the same persons but for a few on the edge; clusters that
/// stood before are as they were.
#[test]
fn rows_that_are_added_come_where_linking_anew_has_them() {
    for seed in 1..6 {
        let text = victims::victims(1500, seed);
        let new = |record: usize| (record + seed as usize).is_multiple_of(20);
        let (header, rows) = text.split_once('\n').expect("a header");
        let part = |wanted: bool| -> String {
            let rows = rows.lines().enumerate();
            let rows = rows.filter(|(record, _)| new(*record) == wanted);
            let rows = rows.map(|(_, row)| format!("\n{row}"));
            header.to_owned() + &rows.collect::<String>()
        };
        let (old, more) = (part(false), part(true));
        let (_, before) = linked(&[&old]);
        let saved = Saved::new(&before.records, &before.trained);
        let both = old.clone() + more.strip_prefix(header).expect("the same header");
        let lists = read(&[&both]).expect("good lists");
        let stood = before.clusters.of.len();
        let mut standing: Vec<Option<u32>> = before.clusters.of.iter().copied().map(Some).collect();
        standing.resize(lists.len(), None);
        let added = add(&lists, &saved, &standing).expect("its own model");
        let anew = link(&lists, Settings::default(), Some(&saved)).expect("its own model");

        let of_new = |edge: &&Edge| edge.b as usize >= stood;
        let wanted: Vec<Edge> = anew.edges.iter().filter(of_new).copied().collect();
        assert_eq!(added.linked.edges, wanted, "seed {seed}");
        assert_eq!(added.linked.clusters.of[..stood], before.clusters.of);
        let pairs = |of: &[u32]| -> BTreeSet<(usize, usize)> {
            let fits = |a: usize| (0..a).filter(move |b| of[a] == of[*b]).map(move |b| (a, b));
            (stood..of.len()).flat_map(fits).collect()
        };
        let (found, wanted) = (pairs(&added.linked.clusters.of), pairs(&anew.clusters.of));
        let (same, all) = (
            found.intersection(&wanted).count(),
            found.union(&wanted).count(),
        );
        assert!(
            all > 50 && same as f64 > 0.9 * all as f64,
            "seed {seed}: {same} of {all}"
        );
    }
}

#[test]
fn the_reasons_of_a_pair_add_up_to_its_weight() {
    let text = victims::victims(1500, 5);
    let (_, linked) = linked(&[&text]);
    let mut explainer = Explainer::new(&linked);
    for edge in linked.edges.iter().step_by(50) {
        let told = explainer.explain(edge.a, edge.b);
        let sum: f64 = told.reasons.iter().map(|reason| reason.weight).sum();
        assert!(
            (told.before + sum + told.others - told.weight).abs() < 1e-9,
            "{told:?}"
        );
        assert!(
            (told.weight - f64::from(edge.weight)).abs() < 1e-4,
            "{told:?}"
        );
    }
}

#[test]
fn draws_join_a_lone_pair_as_often_as_its_probability_says() {
    let text = victims::victims(1500, 5);
    let (_, linked) = linked(&[&text]);
    let alone = |record: u32| {
        linked
            .edges
            .iter()
            .filter(|e| e.a == record || e.b == record)
            .count()
            == 1
    };
    let lone: Vec<_> = linked
        .edges
        .iter()
        .filter(|e| alone(e.a) && alone(e.b) && (-2.0..4.0).contains(&e.weight))
        .collect();
    assert!(lone.len() >= 4, "{}", lone.len());
    let (mut drawn, mut expected) = (0.0, 0.0);
    for number in 0..400 {
        let clusters = linked.draw(9, number);
        for edge in &lone {
            drawn += f64::from(u8::from(
                clusters.of[edge.a as usize] == clusters.of[edge.b as usize],
            ));
            expected += probability(edge.weight.into());
        }
    }
    assert!((drawn / expected - 1.0).abs() < 0.1, "{drawn} {expected}");
    assert_eq!(linked.draw(9, 3), linked.draw(9, 3));
    assert_ne!(linked.draw(9, 3), linked.draw(9, 4));
}

#[test]
fn what_cannot_be_linked_is_told_with_a_remedy() {
    for (text, words) in [
        ("", "one: no column that could be the id"),
        ("id,name\n", "the lists have no rows"),
        ("nr,first_name\n1,Ali\n", "name it with --id"),
        (
            "id,colour\n1,red\n",
            "say in link.toml what the columns are",
        ),
        ("id,name\n1,Ali\n1,Omar\n", "two rows have the id 1"),
        ("id,name\n1,Ali\n,Omar\n", "row 2 has no id"),
        ("id,name\n1,Ali,x\n", "not a CSV table"),
    ] {
        let fault = read(&[text]).expect_err("bad input");
        assert!(fault.contains(words), "{text:?}: {fault}");
    }
}

#[test]
fn poor_columns_make_no_fault_and_no_false_join() {
    // The father's name is missing everywhere, dates are impossible, ages are words.
    let text = "id,first_name,father_name,family_name,dod,age\n\
        1,Salim,,Qandil,31/02/2031,old\n2,Salem,,Qandeel,28/02/2031,\n3,Rana,,Tayyib,99/99/9999,7\n";
    let (_, linked) = linked(&[text]);
    assert_ne!(linked.clusters.of[0], linked.clusters.of[2]);
    assert_ne!(linked.clusters.of[1], linked.clusters.of[2]);
}

#[test]
fn rows_that_are_all_alike_are_refused_and_not_compared_with_each_other() {
    let rows: String = (0..20_000).map(|id| format!("{id},Ali Hasan\n")).collect();
    let lists = read(&[&format!("id,name\n{rows}")]).expect("a list");
    let fault = link(&lists, Settings::default(), None).expect_err("200 million pairs");
    assert!(fault.to_string().contains("so much alike"), "{fault}");
}

#[test]
fn one_row_is_one_person() {
    let (_, linked) = linked(&["id,name\n1,Ali Hasan\n"]);
    assert_eq!(linked.clusters.of, [0]);
}

/// The weights are worked out by hand: prior 1/4 is odds of 1 to 3.
#[test]
fn a_model_of_splink_gives_its_pairs_and_weights() {
    let json = r#"{"link_type": "dedupe_only", "probability_two_random_records_match": 0.25,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": "l.\"town\" = r.\"town\""},
            {"blocking_rule": "(SUBSTR(l.name, 1, 2) = SUBSTR(r.name, 1, 2))"}],
        "comparisons": [{"output_column_name": "name", "comparison_levels": [
            {"sql_condition": "\"name_l\" IS NULL OR \"name_r\" IS NULL", "is_null_level": true},
            {"sql_condition": "\"name_l\" = \"name_r\"", "m_probability": 0.5, "u_probability": 0.125,
             "tf_adjustment_column": "name", "tf_adjustment_weight": 1.0},
            {"sql_condition": "jaro_winkler_similarity(\"name_l\", \"name_r\") >= 0.9", "m_probability": 0.25, "u_probability": 0.0625},
            {"sql_condition": "ELSE", "m_probability": 0.25, "u_probability": 0.8}]}]}"#;
    let text = "unique_id,name,town\n1,martha,A\n2,marhta,A\n3,martha,B\n4,,A\n5,zed,C\n";
    let sources = || vec![Source::of("one", text.as_bytes())];
    let (_, model) = splink::open(json, sources(), None).expect("a model");
    let found = model.link();
    let prior = (1.0_f64 / 3.0).log2();
    let wanted = [
        (0, 1, prior + 2.0),
        // "martha" is two of four names, so that the factor is 0.5 / 0.5.
        (
            0,
            2,
            prior + (0.5_f64 / 0.125).log2() + (0.125_f64 / 0.5).log2(),
        ),
        (0, 3, prior),
        (1, 2, prior + 2.0),
        (1, 3, prior),
    ];
    assert_eq!(found.compared, 5);
    assert_eq!(found.edges.len(), wanted.len());
    for (edge, (a, b, weight)) in found.edges.iter().zip(wanted) {
        assert_eq!((edge.a, edge.b), (a, b));
        assert!(
            (f64::from(edge.weight) - weight).abs() < 1e-5,
            "{edge:?} {weight}"
        );
        assert!((model.explain(a, b).0 - weight).abs() < 1e-9);
    }
    assert_eq!(found.clusters.of, [0, 0, 0, 3, 4]);
    let fault = splink::open(
        &json.replace("ELSE", "soundex(name_l) = 1"),
        sources(),
        None,
    );
    assert!(fault.expect_err("unknown").to_string().contains("soundex"));
}
