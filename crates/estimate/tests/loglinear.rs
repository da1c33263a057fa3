//! Log-linear models against Rcapture 1.4-4, SparseMSE 2.0.1 and MultipleSystemsEstimation 1.2.0.
//! The values in `testdata/reference` were printed by those programs; no code of theirs is here.

mod known;

use known::{Rows, close, names, table};
use tollbook_estimate::loglinear::{
    Cells, Criterion, Model, Unfit, all_models, best, bootstrap, default_order, fit, profile,
    stepwise,
};

/// Every model that Rcapture fitted without a warning and with a finite total.
#[test]
fn every_model_agrees_with_rcapture() {
    let (mut checked, mut off) = (0, 0);
    for name in names("closedpMS_") {
        let table = table(&name);
        let cells = Cells::of(&table);
        let rows = Rows::read(&format!("closedpMS_{name}.csv"));
        for row in rows.iter() {
            let total = row.number("abundance");
            if row.text("infoFit") != "0" || total > 1e6 {
                continue;
            }
            let text = row.text("model").trim_matches(['[', ']']).to_owned();
            let model = Model::parse(&text, table.lists().len()).expect("a model");
            let found = match fit(&cells, &model) {
                Ok(found) => found,
                Err(unfit) => {
                    // Nobody stands on 3 and 4 without 2, so these have no maximum; the other
                    // program stops somewhere on the way to infinity and does not say so.
                    assert_eq!((unfit, name.as_str()), (Unfit::NoMaximum, "australia"));
                    assert!(["234+1", "234+14", "134+234"].contains(&text.as_str()));
                    continue;
                }
            };
            let told = format!("{name} {text}");
            close(&told, found.total, total, 1e-6);
            let stderr = row.number("stderr");
            // R takes the standard error from the step before its last, so a few are a bit off.
            close(&told, found.standard_error, stderr, 5e-5);
            off += usize::from((found.standard_error / stderr - 1.0).abs() > 1e-5);
            close(&told, found.aic, row.number("AIC"), 1e-6);
            close(&told, found.bic, row.number("BIC"), 1e-6);
            let deviance = row.number("deviance");
            assert!(
                (found.deviance - deviance).abs() < 1e-6 * deviance.max(1.0),
                "{told}"
            );
            assert_eq!(found.degrees as f64, row.number("df"), "{told}");
            checked += 1;
        }
    }
    assert!(
        checked > 800 && off < 20,
        "{checked} models, {off} standard errors off"
    );
}

/// The table made to break estimators, as its makers describe it.
#[test]
fn artificial_3_has_the_faults_it_was_made_for() {
    let cells = Cells::of(&table("artificial_3"));
    let fitted = |name| fit(&cells, &Model::parse(name, 3).expect("a model"));
    assert_eq!(fitted("12+3").err(), Some(Unfit::NoMaximum));
    assert_eq!(fitted("12+13+23").err(), Some(Unfit::NotIdentified));
    close("13+23", fitted("13+23").expect("a fit").total, 296.0, 1e-9);
}

/// The largest terms' lists by number, as the other programs name models.
fn chosen(table: &str, criterion: Criterion) -> String {
    let cells = Cells::of(&known::table(table));
    let models = all_models(&cells, default_order(cells.lists()));
    best(&models, criterion).expect("a model").model.name()
}

/// The best model by either criterion, wherever Rcapture's best is sound, and by BIC everywhere.
#[test]
fn the_best_models_are_the_same() {
    for row in Rows::read("rcapture.csv").iter() {
        let criterion = match row.text("method") {
            "closedpMS.t bestAIC" => Criterion::Aic,
            "closedpCI.t bestBIC" => Criterion::Bic,
            _ => continue,
        };
        let sound = row.number("abundance") < 1e6 && row.text("infoFit") == "0";
        if sound {
            let name = row.text("model").trim_matches(['[', ']']);
            assert_eq!(
                chosen(row.text("set"), criterion),
                name,
                "{}",
                row.text("set")
            );
        }
    }
    for row in Rows::read("mse_bic_and_stepwise.csv").iter() {
        if row.text("method") == "MSE.bic" {
            let name = row.text("model").trim_matches(['[', ']']);
            assert_eq!(
                chosen(row.text("set"), Criterion::Bic),
                name,
                "{}",
                row.text("set")
            );
        }
    }
}

/// The peer's own search for the ends is exact to about 1e-4.
#[test]
fn profile_intervals_agree() {
    let mut checked = 0;
    for row in Rows::read("rcapture.csv").iter() {
        let method = row.text("method");
        let model = row.text("model").trim_matches(['[', ']']);
        if row.text("ci_lo") == "NA"
            || row.text("ci_hi").starts_with('>')
            || row.text("model").contains("Chao")
        {
            continue;
        }
        let table = table(row.text("set"));
        let lists = table.lists().len();
        let model = match method {
            "closedpCI.t" => Model::independence(lists),
            _ => Model::parse(model, lists).expect("a model"),
        };
        let cells = Cells::of(&table);
        let found = fit(&cells, &model).expect("a fit");
        let profile = profile(&cells, &model, found.unseen).expect("an interval");
        let told = format!("{} {}", row.text("set"), model.name());
        // The other program reads the ends off between whole persons, so up to a tenth of a
        // person is its own error.
        let tolerance = f64::max(1e-4, 0.1 / found.total);
        close(&told, profile.low, row.number("ci_lo"), tolerance);
        close(
            &told,
            profile.high.expect("an end"),
            row.number("ci_hi"),
            tolerance,
        );
        checked += 1;
    }
    assert!(checked > 30, "{checked} intervals");
}

/// Kosovo 1999: Ball and others (2002) published 10,356 with 9,002 to 12,122.
#[test]
fn kosovo_is_the_published_figure() {
    let cells = Cells::of(&table("kosovo1999"));
    let models = all_models(&cells, 3);
    let best = best(&models, Criterion::Bic).expect("a model");
    assert_eq!(best.model.name(), "123+14+34");
    let profile = profile(&cells, &best.model, best.unseen).expect("an interval");
    close("N", best.total, 10_356.518_957, 1e-8);
    close("peak", profile.peak, 10_334.5, 1e-5);
    close("low", profile.low, 8_994.256_7, 1e-6);
    close("high", profile.high.expect("an end"), 12_110.408_1, 1e-6);
}

/// SparseMSE chooses the same pairs; its interval is log-normal in the unseen.
#[test]
fn stepwise_chooses_the_same_pairs() {
    for row in Rows::read("sparsemse_stepwise.csv").iter() {
        let set = row.text("set");
        let table = table(set);
        let (found, pairs) = stepwise(&Cells::of(&table), 0.02).expect("a fit");
        let name = |pair: &u32| {
            let on = |i: &usize| pair >> i & 1 == 1;
            let lists: Vec<usize> = (0..table.lists().len()).filter(on).collect();
            lists
                .iter()
                .map(|&i| table.lists()[i].clone())
                .collect::<Vec<_>>()
                .join(":")
        };
        let mut names = table.lists().to_vec();
        names.extend(pairs.iter().map(name));
        // The other program leaves pairs without anybody out of the printed model.
        let printed = row.text("model").split(' ');
        for name in printed.clone() {
            assert!(names.iter().any(|n| n == name), "{set}: no {name}");
        }
        let silent = pairs.iter().zip(&names[table.lists().len()..]);
        for (pair, name) in silent.filter(|(_, n)| !printed.clone().any(|p| p == n.as_str())) {
            let on = |p: tollbook_estimate::Pattern| p.0 & pair == *pair;
            assert!(!table.patterns().any(|(p, _)| on(p)), "{set}: {name}");
        }
        close(set, found.total, row.number("estimate"), 1e-5);
        let spread = (1.959_963_984_540_054 * found.log_error).exp();
        let observed = found.total - found.unseen;
        close(
            set,
            observed + found.unseen / spread,
            row.number("lo025"),
            1e-4,
        );
        close(
            set,
            observed + found.unseen * spread,
            row.number("hi975"),
            1e-4,
        );
    }
}

/// The peer drew 100 tables, so its ends are loose: both ends within three tenths of the width.
#[test]
fn the_bootstrap_is_near_the_peers() {
    for row in Rows::read("sparsemse_bca.csv").iter() {
        let cells = Cells::of(&table(row.text("set")));
        let found = bootstrap(&cells, 0.02, 400, 1).expect("an interval");
        let (low, high) = (row.number("q025"), row.number("q975"));
        let slack = 0.3 * (high - low);
        let near = (found.low - low).abs() < slack && (found.high - high).abs() < slack;
        assert!(
            near,
            "{}: {found:?}, the peer {low} to {high}",
            row.text("set")
        );
    }
}

#[test]
fn the_bootstrap_is_the_same_on_any_number_of_threads() {
    let cells = Cells::of(&table("neworleans_5"));
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads")
            .install(|| bootstrap(&cells, 0.02, 200, 5))
    };
    assert_eq!(on(1), on(3));
    assert_ne!(bootstrap(&cells, 0.02, 200, 6), on(1));
}
