//! Finds what a reader must know before using a figure.

use crate::answer::{Detail, Estimate, Kind};
use crate::caution::{Caution, Warning};
use crate::check::{names, nested_names, strays};
use crate::draws::PooledReport;
use crate::panel::Panel;
use crate::settings::Method;
use crate::table::Table;

/// An estimate this many times what was seen rests on its assumption more than on the lists.
const FAR_BEYOND_OBSERVED: f64 = 5.0;

/// A figure that another prior moves by more than this share is the prior's in part.
const MOVED: f64 = 0.2;

/// A posterior that gives its largest total more than this is cut by the prior.
const CUT: f64 = 1e-5;

/// One list with more than this share of all people.
const LARGE: f64 = 0.8;

/// Fewer people on several lists than this share leave intervals whose ends are two to three times
/// apart, whatever the method.
const OVERLAP: f64 = 0.1;

/// A list whose people are found on every other list less often than this share of how often
/// people of the other lists are.
const SELDOM: f64 = 0.5;

/// A method's figure for everybody.
struct Figure {
    method: &'static str,
    estimate: f64,
    low: f64,
    high: f64,
    kind: Kind,
}

/// All warnings of a panel.
pub(crate) fn warnings(table: &Table, panel: &Panel) -> Vec<Warning> {
    let figures = panel.estimates.iter().map(|e| Figure {
        method: e.method,
        estimate: e.estimate,
        low: e.low,
        high: e.high,
        kind: e.kind,
    });
    let figures: Vec<Figure> = figures.collect();
    let bound = panel.figure("chao").map(|e| e.estimate);
    let mut warnings = of_table(table, &figures);
    warnings.extend(of_sizes(panel.observed, bound, &figures));
    for estimate in &panel.estimates {
        warnings.extend(of_detail(panel, estimate));
    }
    warnings.extend(of_intervals(&figures));
    warnings.extend(of_lists_left_out(panel));
    warnings.extend(of_priors(panel));
    warnings
}

/// The warnings of many tables that are draws of one. What is said of the lists is said of `first`,
/// the first of them, without its strata.
pub(crate) fn warnings_of_pool(first: &Table, report: &PooledReport) -> Vec<Warning> {
    let figures = report.estimates.iter().map(|pooled| Figure {
        method: pooled.method,
        estimate: pooled.estimate,
        low: pooled.low,
        high: pooled.high,
        kind: Kind::Total,
    });
    let figures: Vec<Figure> = figures.collect();
    let bound = report.bound.map(|[_, middle, _]| middle);
    let mut warnings = of_table(first, &figures);
    warnings.extend(of_sizes(report.observed[1], bound, &figures));
    warnings.extend(of_intervals(&figures));
    warnings
}

fn of_table(table: &Table, figures: &[Figure]) -> Vec<Warning> {
    let mut warnings = of_lists(table, figures);
    warnings.extend(of_coverage(table));
    warnings
}

fn of_lists(table: &Table, figures: &[Figure]) -> Vec<Warning> {
    let nested = nested_names(table).into_iter();
    let mut warnings: Vec<Warning> = nested
        .map(|nested| Warning::new(Caution::NestedList, nested))
        .collect();
    for stray in names(table, &strays(table)) {
        let reason = format!("list {stray} shares nobody with the others");
        warnings.push(Warning::new(Caution::StrayList, reason));
    }
    let observed = table.observed();
    for (list, name) in table.lists().iter().enumerate() {
        let people = table.on(list);
        if people as f64 > LARGE * observed as f64 {
            let reason = format!("list `{name}` alone holds {people} of the {observed} people");
            warnings.push(Warning::new(Caution::LargeList, reason));
        }
    }
    let shared = observed - table.seen_times(1);
    if (shared as f64) < OVERLAP * observed as f64 {
        let reason = format!("only {shared} of the {observed} people stand on several lists");
        warnings.push(Warning::new(Caution::LittleOverlap, reason));
    }
    if table.lists().len() == 3 {
        let latent = figures.iter().any(|e| e.method == Method::Latent.word());
        let more = match latent {
            true => ", and more than two latent classes are the prior's",
            false => "",
        };
        let reason = format!(
            "three lists leave seven counts: whether all three depend on each other cannot be \
             tested{more}"
        );
        warnings.push(Warning::new(Caution::ThreeLists, reason));
    }
    warnings
}

/// Lists that may cover people whom the others do not mean: Scotland's fourth list of drug users is
/// the known case. People of such a list are seldom found anywhere else. A list that others avoid
/// looks the same.
fn of_coverage(table: &Table) -> Vec<Warning> {
    let lists = 0..table.lists().len();
    if lists.len() < 4 {
        return Vec::new();
    }
    let strays = strays(table);
    let seldom = lists.filter(|list| !strays.contains(list) && found_seldom(table, *list));
    seldom
        .map(|list| {
            let reason = format!(
                "people of list `{}` are found on each other list less than half as often as \
                 people of the remaining lists are: it may hold people whom the others do not mean",
                table.lists()[list]
            );
            Warning::new(Caution::OverCoverage, reason)
        })
        .collect()
}

fn found_seldom(table: &Table, list: usize) -> bool {
    let lists = table.lists().len();
    (0..lists).filter(|&other| other != list).all(|other| {
        let rest = (0..lists).filter(|&l| l != list && l != other);
        let (shared, people) = rest.fold((0, 0), |(shared, people), l| {
            (shared + table.on_both(l, other), people + table.on(l))
        });
        let usual = shared as f64 / people as f64;
        (table.on_both(list, other) as f64) < SELDOM * usual * table.on(list) as f64
    })
}

fn of_sizes(observed: u64, bound: Option<f64>, figures: &[Figure]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for figure in figures {
        let method = figure.method;
        if figure.estimate > FAR_BEYOND_OBSERVED * observed as f64 {
            let reason = format!(
                "{method}: the figure is more than {FAR_BEYOND_OBSERVED} times the people seen"
            );
            warnings.push(Warning::new(Caution::FarBeyondObserved, reason));
        }
        let below = |bound: &f64| figure.kind == Kind::Total && figure.estimate < *bound;
        if let Some(bound) = bound.filter(below) {
            let bound = rounded(bound);
            let reason = format!("{method}: the figure is below the lower bound of {bound}");
            warnings.push(Warning::new(Caution::BelowBound, reason));
        }
    }
    warnings
}

fn of_detail(panel: &Panel, estimate: &Estimate) -> Vec<Warning> {
    let (mut warnings, method) = (Vec::new(), estimate.method);
    let mut warn = |caution, reason| warnings.push(Warning::new(caution, reason));
    match &estimate.detail {
        Detail::Best { fit, .. }
            if method == "loglinear_aic" && has_high_order(estimate) && !bic_has(panel) =>
        {
            let name = fit.model.name();
            let told =
                format!("{method}: AIC alone takes in a term of three lists or more ({name})");
            warn(Caution::HighOrderByAic, told);
        }
        Detail::Graphs { posterior, .. } => {
            if posterior.peaks.len() > 1 {
                warn(Caution::SeveralPeaks, several(method, &posterior.peaks));
            }
            if posterior.at_edge > CUT {
                let most = posterior.most_unseen;
                let told =
                    format!("{method}: the prior's limit of {most} unseen cuts the posterior");
                warn(Caution::PriorCuts, told);
            }
        }
        Detail::Latent { posterior, .. } if posterior.peaks.len() > 1 => {
            warn(Caution::SeveralPeaks, several(method, &posterior.peaks));
        }
        _ => {}
    }
    warnings
}

fn several(method: &str, peaks: &[f64]) -> String {
    let peaks: Vec<String> = peaks.iter().map(|p| rounded(*p)).collect();
    format!(
        "{method}: the posterior has several peaks ({})",
        peaks.join(", ")
    )
}

fn has_high_order(estimate: &Estimate) -> bool {
    let Detail::Best { fit, .. } = &estimate.detail else {
        return false;
    };
    fit.model.generators().iter().any(|t| t.count_ones() > 2)
}

fn bic_has(panel: &Panel) -> bool {
    let mut by_bic = panel
        .estimates
        .iter()
        .filter(|e| e.method == "loglinear_bic");
    by_bic.any(has_high_order)
}

fn of_intervals(figures: &[Figure]) -> Vec<Warning> {
    let totals: Vec<&Figure> = figures.iter().filter(|f| f.kind == Kind::Total).collect();
    let mut warnings = Vec::new();
    for (i, a) in totals.iter().enumerate() {
        for b in totals[..i]
            .iter()
            .filter(|b| a.low > b.high || b.low > a.high)
        {
            let reason = format!(
                "the intervals of {} and {} do not overlap",
                b.method, a.method
            );
            warnings.push(Warning::new(Caution::IntervalsApart, reason));
        }
    }
    warnings
}

fn of_lists_left_out(panel: &Panel) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for variant in &panel.without {
        let (Some(whole), Some(left)) = (panel.figure(variant.method), variant.estimate) else {
            continue;
        };
        let far = left < (1.0 - MOVED) * whole.estimate;
        let (caution, told) = match (left < whole.low, left > whole.high) {
            (true, _) if far => (
                Caution::OverCoverage,
                "below the interval: the list may hold people whom the others do not mean",
            ),
            (true, _) => (Caution::OneListDecides, "below the interval"),
            (_, true) => (Caution::OneListDecides, "above the interval"),
            _ => continue,
        };
        let reason = format!(
            "{}: without list `{}` the figure is {}, {told}",
            variant.method,
            variant.change,
            rounded(left)
        );
        warnings.push(Warning::new(caution, reason));
    }
    warnings
}

fn of_priors(panel: &Panel) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for variant in &panel.priors {
        let Some(whole) = panel.figure(variant.method) else {
            continue;
        };
        let told = match variant.estimate {
            Some(moved) if (moved / whole.estimate - 1.0).abs() <= MOVED => continue,
            Some(moved) => format!("the figure is {}", rounded(moved)),
            None => "there is no answer".to_owned(),
        };
        let reason = format!(
            "{}: with another prior ({}) {told}",
            variant.method, variant.change
        );
        warnings.push(Warning::new(Caution::PriorDecides, reason));
    }
    warnings
}

/// Three significant digits: more would claim what no estimate of this kind knows.
fn rounded(value: f64) -> String {
    let unit = f64::powf(10.0, value.abs().max(100.0).log10().floor() - 2.0);
    format!("{:.0}", (value / unit).round() * unit)
}
