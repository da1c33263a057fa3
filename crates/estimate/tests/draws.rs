//! Many tables, drawn from a linkage or with imputed strata, and one estimate.

mod known;

use known::table;
use tollbook_estimate::latent::{LatentSettings, latent};
use tollbook_estimate::loglinear::Cells;
use tollbook_estimate::{Method, Settings, Stratum, Table, parse, pool};

fn settings() -> Settings {
    Settings {
        methods: vec![Method::LogLinear, Method::Graphs, Method::Latent],
        ..Settings::default()
    }
}

fn alone(table: Table) -> Vec<Stratum> {
    vec![Stratum { name: None, table }]
}

/// The table of Kosovo 1999 with `missed` links cut: so many people on the first two lists alone
/// are taken for two people.
fn cut(missed: u64) -> Vec<Stratum> {
    let kosovo = table("kosovo1999");
    let mut text = format!("{},count\n", kosovo.lists().join(","));
    for (pattern, people) in kosovo.patterns() {
        let moved = match pattern.0 {
            0b0011 => people - missed,
            0b0001 | 0b0010 => people + missed,
            _ => people,
        };
        let on = (0..4).map(|list| if pattern.on(list) { "1," } else { "0," });
        text += &format!("{}{moved}\n", on.collect::<String>());
    }
    parse(&text).expect("a table")
}

/// Equal tables have nothing between them, and the pool is the single table's posterior.
#[test]
fn equal_tables_are_one_table() {
    let tables: Vec<_> = (0..10).map(|_| alone(table("madigan_york_5"))).collect();
    let report = pool(&tables, &settings()).expect("figures");
    assert_eq!(report.observed, [537, 537]);
    assert_eq!(report.estimates.len(), 3, "{:?}", report.refused);
    for figure in &report.estimates {
        assert!(figure.share() < 0.01, "{figure:?}");
        let whole = (figure.combined.estimate / figure.estimate - 1.0).abs();
        assert!(whole < 0.05, "{figure:?}");
    }
    // LCMCR: 591, 630, 718.
    let latent = &report.estimates[2];
    assert!((latent.estimate - 630.0).abs() < 5.0, "{latent:?}");
    assert!(
        (latent.low - 591.0).abs() < 8.0 && (latent.high - 718.0).abs() < 16.0,
        "{latent:?}"
    );
}

/// Cut links raise the total; tables that differ in them widen the interval, and the share of the
/// variance between tables is what the law of total variance says.
#[test]
fn the_share_of_the_linkage_is_told() {
    let quick = Settings {
        methods: vec![Method::LogLinear, Method::Graphs],
        ..settings()
    };
    let sure: Vec<_> = (0..12).map(|_| cut(0)).collect();
    let unsure: Vec<_> = (0..12).map(|i| cut(8 * i)).collect();
    let [sure, unsure] = [sure, unsure].map(|tables| pool(&tables, &quick).expect("figures"));
    assert_eq!(unsure.observed, [4400, 4488]);
    for (a, b) in sure.estimates.iter().zip(&unsure.estimates) {
        assert!(b.estimate > a.estimate, "{a:?} {b:?}");
        assert!(b.high - b.low > a.high - a.low, "{a:?} {b:?}");
        assert!(a.share() < 0.01 && b.share() > 0.02, "{a:?} {b:?}");
        // Within and between add up to the variance of all draws.
        let spread = (b.high - b.low) / 3.92;
        assert!(
            (spread / (b.within + b.between).sqrt() - 1.0).abs() < 0.3,
            "{b:?}"
        );
    }
}

#[test]
fn strata_are_added_up_within_each_table() {
    let text = "stratum,A,B,C,count\n\
        n,1,0,0,60\nn,0,1,0,50\nn,0,0,1,40\nn,1,1,0,20\nn,1,0,1,15\nn,0,1,1,12\nn,1,1,1,5\n\
        s,1,0,0,160\ns,0,1,0,150\ns,0,0,1,140\ns,1,1,0,50\ns,1,0,1,45\ns,0,1,1,42\ns,1,1,1,15\n";
    let tables: Vec<_> = (0..10).map(|_| parse(text).expect("a table")).collect();
    let graphs = Settings {
        methods: vec![Method::Graphs],
        ..settings()
    };
    let pooled = pool(&tables, &graphs).expect("a figure");
    let sum = tollbook_estimate::report(parse(text).expect("a table"), &graphs);
    let sum = &sum.total.expect("strata").expect("a sum")[0];
    let figure = &pooled.estimates[0];
    assert!(
        (figure.estimate / sum.estimate - 1.0).abs() < 0.02,
        "{figure:?} {sum:?}"
    );
    assert!(
        (figure.high / sum.high - 1.0).abs() < 0.04,
        "{figure:?} {sum:?}"
    );
    // Each stratum stands by itself too, and beside the sum the figure without strata.
    let names: Vec<(&str, [u64; 2])> = pooled
        .strata
        .iter()
        .map(|s| (&*s.name, s.observed))
        .collect();
    assert_eq!(names, [("n", [202, 202]), ("s", [602, 602])]);
    let parts: f64 = pooled.strata.iter().map(|s| s.estimates[0].estimate).sum();
    assert!((parts / figure.estimate - 1.0).abs() < 0.05, "{pooled:?}");
    let whole = sum.unstratified.expect("a figure of all");
    let found = pooled.unstratified[0].estimate;
    assert!((found / whole - 1.0).abs() < 0.01, "{found} {whole}");
}

/// A stratum that has no figure takes the sum's figure with it, and leaves the others theirs.
#[test]
fn a_stratum_without_a_figure_is_named_and_the_others_are_told() {
    let text = "stratum,A,B,C,count\n\
        n,1,0,0,60\nn,0,1,0,50\nn,0,0,1,40\nn,1,1,0,20\nn,1,0,1,15\nn,0,1,1,12\nn,1,1,1,5\n\
        s,1,0,0,6\ns,0,1,0,5\ns,0,0,1,4\ns,1,1,0,2\ns,1,0,1,1\n";
    let tables: Vec<_> = (0..10).map(|_| parse(text).expect("a table")).collect();
    let graphs = Settings {
        methods: vec![Method::Graphs],
        ..settings()
    };
    let pooled = pool(&tables, &graphs).expect("the north's figure");
    assert!(pooled.estimates.is_empty());
    assert_eq!(pooled.refused[0].1.code.word(), "too_thin");
    assert_eq!(pooled.strata[0].estimates.len(), 1);
    let reason = &pooled.strata[1].refused[0].1.reason;
    assert!(reason.starts_with("table 1, stratum `s`: "), "{reason}");
}

/// Chains that go from table to table find what chains that start anew on each one find.
#[test]
fn tables_in_a_row_are_as_tables_alone() {
    let tables: Vec<_> = (0..10).map(|i| cut(10 * i)).collect();
    let latent_alone = Settings {
        methods: vec![Method::Latent],
        ..settings()
    };
    let row = pool(&tables, &latent_alone).expect("figures").estimates[0].clone();
    let mut draws: Vec<f64> = Vec::new();
    for table in &tables {
        let cells = Cells::of(&table[0].table);
        let settings = LatentSettings {
            effective: 1200.0,
            ..LatentSettings::default()
        };
        let found = latent(&cells, settings, 7);
        let mut sorted = found.chains.concat();
        sorted.sort_by(f64::total_cmp);
        draws.extend((0..1000).map(|i| sorted[i * sorted.len() / 1000]));
    }
    draws.sort_by(f64::total_cmp);
    let at = |q: f64| draws[(q * draws.len() as f64) as usize];
    let spread = (row.within + row.between).sqrt();
    for (found, level, slack) in [
        (row.low, 0.025, 0.15),
        (row.estimate, 0.5, 0.1),
        (row.high, 0.975, 0.25),
    ] {
        let off = (found - at(level)).abs() / spread;
        assert!(off < slack, "{level}: {found} {} {spread}", at(level));
    }
}

#[test]
fn threads_change_nothing() {
    let tables: Vec<_> = (0..12).map(|i| cut(4 * i)).collect();
    let on = |threads| {
        let pool_of = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool_of
            .expect("threads")
            .install(|| pool(&tables, &settings()))
    };
    assert_eq!(on(1), on(3));
}

/// What is to be known of the lists and of the figures is told of many tables as of one.
#[test]
fn a_pool_warns() {
    let quick = Settings {
        methods: vec![Method::LogLinear, Method::Graphs],
        ..settings()
    };
    let tables: Vec<_> = (0..10).map(|_| alone(table("uk2013_5"))).collect();
    let report = pool(&tables, &quick).expect("figures");
    let words: Vec<&str> = report.warnings.iter().map(|w| w.caution.word()).collect();
    assert!(words.contains(&"little_overlap"), "{words:?}");
    assert!(words.contains(&"far_beyond_observed"), "{words:?}");
}

#[test]
fn what_cannot_be_pooled_is_refused_by_name() {
    let code = |tables: &[Vec<Stratum>], settings: &Settings| {
        pool(tables, settings).expect_err("a refusal").code.word()
    };
    let graphs = Settings {
        methods: vec![Method::Graphs],
        ..settings()
    };
    let few: Vec<_> = (0..9).map(|_| cut(0)).collect();
    assert_eq!(code(&few, &graphs), "few_draws");
    let mut mixed: Vec<_> = (0..10).map(|_| cut(0)).collect();
    mixed[7] = alone(table("spina_3"));
    assert_eq!(code(&mixed, &graphs), "draws_differ");
    let bounds = Settings {
        methods: vec![Method::Bounds],
        ..settings()
    };
    let tables: Vec<_> = (0..10).map(|_| cut(0)).collect();
    assert_eq!(code(&tables, &bounds), "no_draws");
    // One table without an answer refuses the method: it names the table.
    let mut thin: Vec<_> = (0..10).map(|_| alone(table("spina_3"))).collect();
    let few_people = "R,S,M,count\n1,0,0,5\n0,1,0,5\n0,0,1,5\n1,1,0,1\n";
    let names = table("spina_3").lists().join(",");
    thin[3] = parse(&few_people.replace("R,S,M", &names)).expect("a table");
    let refusal = pool(&thin, &graphs).expect_err("a thin table");
    assert_eq!(refusal.code.word(), "too_thin");
    assert!(refusal.reason.starts_with("table 4: "), "{refusal}");
}
