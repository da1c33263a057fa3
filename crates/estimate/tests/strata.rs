//! Strata apart, added up by draws; and what a panel says beside its figures.

mod known;

use known::{table, text};
use tollbook_estimate::{Code, Method, Settings, ThinStrata, panel, parse, report};

fn with(methods: &[Method]) -> Settings {
    Settings {
        methods: methods.to_vec(),
        replicates: 100,
        ..Settings::default()
    }
}

const TWO: &str = "stratum,A,B,C,count\n\
    north,1,0,0,60\nnorth,0,1,0,50\nnorth,0,0,1,40\nnorth,1,1,0,20\nnorth,1,0,1,15\n\
    north,0,1,1,12\nnorth,1,1,1,5\n\
    south,1,0,0,160\nsouth,0,1,0,150\nsouth,0,0,1,140\nsouth,1,1,0,50\nsouth,1,0,1,45\n\
    south,0,1,1,42\nsouth,1,1,1,15\n";

#[test]
fn the_sum_is_wider_than_its_parts_and_narrower_than_the_sum_of_limits() {
    let settings = with(&[Method::Graphs, Method::Latent]);
    let report = report(parse(TWO).expect("a table"), &settings);
    let totals = report.total.expect("strata").expect("a sum");
    assert_eq!(totals.len(), 2);
    for total in totals {
        let of = |f: fn(&tollbook_estimate::Estimate) -> f64| -> f64 {
            let parts = report
                .strata
                .iter()
                .map(|s| s.answer.as_ref().expect("a panel"));
            let parts = parts.map(|p| p.estimates.iter().find(|e| e.method == total.method));
            parts.map(|e| f(e.expect("a figure"))).sum()
        };
        let (low, middle, high) = (of(|e| e.low), of(|e| e.estimate), of(|e| e.high));
        assert!(
            low < total.low && total.high < high,
            "{total:?} {low} {high}"
        );
        assert!(
            (total.estimate / middle - 1.0).abs() < 0.1,
            "{total:?} {middle}"
        );
        assert!(
            total.low >= 804.0 && total.unstratified.is_some(),
            "{total:?}"
        );
    }
}

#[test]
fn thin_strata_are_refused_or_pooled() {
    let strata = || parse(&text("tables/spina_3_strata.csv")).expect("a table");
    let settings = with(&[Method::Graphs]);
    let refused = report(strata(), &settings)
        .total
        .expect("strata")
        .expect_err("thin");
    assert_eq!(refused.code, Code::ThinStratum);
    let pooled = Settings {
        thin: ThinStrata::Pool,
        ..settings
    };
    let answer = report(strata(), &pooled);
    assert_eq!(answer.pooled, ["other"]);
    assert_eq!(answer.strata.len(), 3);
}

#[test]
fn a_panel_warns_of_disagreement() {
    let panel = panel(
        &table("uk2013_5"),
        &with(&[Method::LogLinear, Method::Graphs]),
    );
    let panel = panel.expect("a panel");
    let told: Vec<&str> = panel.warnings.iter().map(|w| &*w.reason).collect();
    let told = told.join("\n");
    for words in [
        "loglinear_bic and loglinear_stepwise do not overlap",
        "graphs: the posterior has several peaks",
        "graphs: the prior's limit of 27440 unseen cuts the posterior",
        "loglinear_bic: without list `NG`",
    ] {
        assert!(told.contains(words), "no `{words}` in:\n{told}");
    }
}

#[test]
fn a_method_that_cannot_carry_the_lists_is_refused_by_itself() {
    let settings = with(&[Method::Bounds, Method::Graphs]);
    let panel = panel(&table("neworleans_8"), &settings).expect("the bound");
    assert_eq!(panel.estimates.len(), 2);
    assert_eq!(panel.refused[0].1.code, Code::TooManyListsForMethod);
    let alone = tollbook_estimate::panel(&table("neworleans_8"), &with(&[Method::Graphs]));
    assert_eq!(alone.expect_err("alone").code, Code::TooManyListsForMethod);
}

/// The words of a panel's warnings, each once.
fn cautions(set: &str, methods: &[Method]) -> Vec<&'static str> {
    let panel = panel(&table(set), &with(methods)).expect("a panel");
    let mut words: Vec<_> = panel.warnings.iter().map(|w| w.caution.word()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Scotland's fourth list holds people whom the other three do not mean; the tables of New Orleans
/// and of the western United States overlap little; with three lists much cannot be tested.
#[test]
fn known_faults_of_published_tables_are_told() {
    let quick = [Method::Bounds, Method::LogLinear];
    assert!(cautions("scotpwid_4", &quick).contains(&"over_coverage"));
    assert!(cautions("neworleans_5", &quick).contains(&"little_overlap"));
    assert!(cautions("spina_3", &quick).contains(&"three_lists"));
    assert!(cautions("ph_quezon_unidentified_9", &quick).contains(&"nested_list"));
    let sound = cautions("sim5_r1", &quick);
    for word in [
        "over_coverage",
        "little_overlap",
        "nested_list",
        "far_beyond_observed",
    ] {
        assert!(!sound.contains(&word), "{sound:?}");
    }
    for set in ["scotpwid_4", "uk2013_5"] {
        let panel = panel(&table(set), &with(&quick)).expect("a panel");
        assert!(panel.warnings.iter().all(|w| !w.caution.cure().is_empty()));
    }
}

/// A method that has no figure in one stratum is not added up, and that is told.
#[test]
fn a_method_without_a_figure_in_a_stratum_is_not_summed() {
    let settings = with(&[Method::LogLinear, Method::Graphs]);
    // The north has more than the million people that the average over graphs takes.
    let text = "stratum,A,B,C,count\n\
        n,1,0,0,600000\nn,0,1,0,500000\nn,0,0,1,400000\nn,1,1,0,200000\nn,1,0,1,150000\nn,0,1,1,120000\nn,1,1,1,50000\n\
        s,1,0,0,10\ns,0,1,0,9\ns,0,0,1,11\ns,1,1,0,22\ns,1,0,1,25\ns,0,1,1,24\ns,1,1,1,40\n";
    let answer = report(parse(text).expect("a table"), &settings);
    assert_eq!(answer.not_summed, [("graphs", "n".to_owned())]);
    let total = answer.total.expect("strata").expect("a sum");
    assert!(total.iter().all(|t| t.method != "graphs"), "{total:?}");
}
