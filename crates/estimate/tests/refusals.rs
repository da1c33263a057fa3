//! What the lists cannot say is refused, with a reason and a cure; nothing panics.

use proptest::prelude::*;
use tollbook_estimate::{Method, Panel, Refusal, Settings, Table, parse};

/// Bounds alone: refusals of a table come before any method.
fn panel(table: &Table) -> Result<Panel, Refusal> {
    let settings = Settings {
        methods: vec![Method::Bounds],
        ..Settings::default()
    };
    tollbook_estimate::panel(table, &settings)
}

fn refuse(table: &str) -> Refusal {
    let strata = match parse(table) {
        Ok(strata) => strata,
        Err(refusal) => return refusal,
    };
    panel(&strata[0].table).expect_err("a table to be refused")
}

#[test]
fn a_refusal_says_why_and_what_would_cure_it() {
    let nested = "A,B,C,count\n1,0,0,300\n1,1,0,40\n1,0,1,30\n1,1,1,10";
    assert_eq!(
        refuse(nested).to_string(),
        "no estimate (nested_lists): only 1 of the 3 lists names people whom no other single list \
         contains; list `B` stands wholly inside `A`, list `C` stands wholly inside `A`; leave \
         out lists that copy another, and add independent ones until three are left"
    );
    let reason = |table| refuse(table).reason;
    assert_eq!(reason("count\n5"), "there is no list");
    assert_eq!(reason("A,count\n1,5"), "there is 1 list");
}

#[test]
fn each_safeguard_has_its_word() {
    for (table, code) in [
        ("count\n5", "fewer_than_two_lists"),
        ("A,count\n1,5", "fewer_than_two_lists"),
        ("A,B,C,count\n1,0,0,50\n0,1,0,40\n1,1,0,20", "empty_list"),
        ("A,B,C,count\n1,0,0,50\n0,1,0,40\n0,0,1,20", "no_overlap"),
        ("A,B,C,count\n1,1,0,50\n1,1,1,40\n0,0,1,20", "equal_lists"),
        // Three lists would be left, and still a list that copies another is a slip to be mended.
        (
            "A,B,C,D,count\n1,0,0,1,60\n0,1,0,0,50\n0,0,1,0,40\n1,1,0,1,20\n1,0,1,1,15\n0,1,1,0,9",
            "equal_lists",
        ),
        (
            "A,B,C,count\n1,0,0,9\n0,1,0,7\n0,0,1,5\n1,1,0,6\n0,1,1,6\n1,1,1,2",
            "read",
        ),
        (
            "A,B,C,count\n1,0,0,900\n0,1,0,700\n0,0,1,500\n1,1,0,6\n0,1,1,3",
            "too_thin",
        ),
        (
            "A,B,C,count\n1,0,0,90\n0,1,0,70\n0,0,1,50\n1,1,1,16",
            "no_pairs",
        ),
    ] {
        let got = match parse(table).and_then(|s| panel(&s[0].table)) {
            Ok(_) => "read",
            Err(refusal) => refusal.code.word(),
        };
        assert_eq!(got, code, "{table}");
    }
}

#[test]
fn two_lists_get_an_illustration_and_no_answer() {
    let refusal = refuse("A,B,count\n1,0,120\n0,1,80\n1,1,15");
    assert_eq!(refusal.code.word(), "two_lists");
    let shown = refusal.illustration.expect("Chapman's arithmetic");
    // (136 · 96)/16 - 1, by hand.
    assert!((shown.estimate - 815.0).abs() < 1e-9, "{shown:?}");
    assert_eq!(shown.kind.word(), "illustration");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[01,\nAB count]{0,60}") {
        if let Ok(strata) = parse(&text) {
            for stratum in strata {
                let _ = panel(&stratum.table).is_ok();
            }
        }
    }

    /// Lists drawn apart from one another with equal chances for all: the bound's interval should
    /// seldom lie above the truth. Here the counts are the expected ones, so it never may.
    #[test]
    fn on_expected_counts_the_bound_is_the_truth(p in 0.2f64..0.5, total in 500u32..5000) {
        let mut table = String::from("A,B,C,count\n");
        for pattern in 1u32..8 {
            let on = pattern.count_ones() as i32;
            let count = f64::from(total) * p.powi(on) * (1.0 - p).powi(3 - on);
            let bits = [0, 1, 2].map(|i| (pattern >> i & 1).to_string());
            table += &format!("{},{}\n", bits.join(","), count.round());
        }
        let strata = parse(&table).expect("a table");
        let panel = panel(&strata[0].table).expect("enough people");
        let truth = f64::from(total);
        for e in &panel.estimates {
            prop_assert!((e.estimate - truth).abs() < 0.05 * truth, "{:?} {}", e, truth);
            prop_assert!(e.low <= truth && truth <= e.high, "{:?} {}", e, truth);
        }
    }
}

/// A table of two thousand million people is answered or refused within seconds.
#[test]
fn a_crowd_does_not_hang() {
    let text = "A,B,C,count\n1,0,0,600000000\n0,1,0,500000000\n0,0,1,400000000\n\
        1,1,0,200000000\n1,0,1,150000000\n0,1,1,120000000\n1,1,1,50000000";
    let settings = Settings {
        methods: vec![Method::Bounds, Method::LogLinear, Method::Graphs],
        ..Settings::default()
    };
    let panel = tollbook_estimate::panel(&parse(text).expect("a table")[0].table, &settings);
    let panel = panel.expect("the log-linear figures");
    assert_eq!(panel.refused[0].1.code.word(), "too_many_lists_for_method");
    // The same shares as in a small table, where it is 358 of 202; with so many people the
    // choice of a model sees the least departure from independence.
    for figure in panel.totals() {
        assert!(
            figure.low <= figure.estimate && figure.estimate <= figure.high,
            "{figure:?}"
        );
        assert!((figure.estimate / 3.58e9 - 1.0).abs() < 0.3, "{figure:?}");
    }
}
