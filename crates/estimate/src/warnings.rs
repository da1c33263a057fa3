//! What a reader must know before using a figure.

use crate::answer::{Detail, Estimate, Kind};
use crate::check::{names, nested_names, strays};
use crate::panel::Panel;
use crate::table::Table;

/// An estimate this many times what was seen rests on its assumption more than on the lists.
const FAR_BEYOND_OBSERVED: f64 = 5.0;

/// A figure that another prior moves by more than this share is the prior's in part.
const MOVED: f64 = 0.2;

/// A posterior that gives its largest total more than this is cut by the prior.
const CUT: f64 = 1e-5;

/// All warnings of a panel.
pub(crate) fn warnings(table: &Table, panel: &Panel) -> Vec<String> {
    let mut warnings = of_lists(table, panel);
    let totals: Vec<&Estimate> = panel
        .estimates
        .iter()
        .filter(|e| e.kind == Kind::Total)
        .collect();
    for estimate in &panel.estimates {
        warnings.extend(of_estimate(panel, estimate));
    }
    for (i, a) in totals.iter().enumerate() {
        for b in &totals[..i] {
            if a.low > b.high || b.low > a.high {
                warnings.push(format!(
                    "the intervals of {} and {} do not overlap: their assumptions cannot both hold",
                    b.method, a.method
                ));
            }
        }
    }
    warnings.extend(of_stability(panel));
    warnings
}

fn of_lists(table: &Table, panel: &Panel) -> Vec<String> {
    let mut warnings: Vec<String> = nested_names(table)
        .into_iter()
        .map(|nested| format!("{nested}: if it copies that list it is no list of its own"))
        .collect();
    for stray in names(table, &strays(table)) {
        warnings.push(format!(
            "list {stray} shares nobody with the others: check its linkage; it says nothing about \
             who is missing"
        ));
    }
    for (name, people) in &panel.lists {
        if *people as f64 > 0.8 * panel.observed as f64 {
            warnings.push(format!(
                "list `{name}` alone holds {people} of the {} people",
                panel.observed
            ));
        }
    }
    if table.lists().len() == 3 {
        warnings.push(
            "three lists leave seven counts: whether all three depend on each other cannot be \
             tested"
                .to_owned(),
        );
    }
    warnings
}

fn of_estimate(panel: &Panel, estimate: &Estimate) -> Vec<String> {
    let mut warnings = Vec::new();
    let method = estimate.method;
    if estimate.estimate > FAR_BEYOND_OBSERVED * panel.observed as f64 {
        warnings.push(format!(
            "{method}: the figure is more than {FAR_BEYOND_OBSERVED} times the people seen; it \
             rests on its assumption more than on the lists"
        ));
    }
    let bound = panel.estimates.iter().find(|e| e.method == "chao");
    if estimate.kind == Kind::Total
        && let Some(bound) = bound.filter(|b| estimate.estimate < b.estimate)
    {
        warnings.push(format!(
            "{method}: the figure is below the lower bound of {:.0}",
            bound.estimate
        ));
    }
    match &estimate.detail {
        Detail::Best { fit, .. } if method == "loglinear_aic" => {
            let high = fit.model.generators().iter().any(|t| t.count_ones() > 2);
            let by_bic = panel.estimates.iter().any(|e| {
                matches!(&e.detail, Detail::Best { fit: b, .. } if e.method == "loglinear_bic"
                    && b.model.generators().iter().any(|t| t.count_ones() > 2))
            });
            if high && !by_bic {
                warnings.push(format!(
                    "{method}: AIC alone takes in a term of three lists or more ({})",
                    fit.model.name()
                ));
            }
        }
        Detail::Graphs { posterior, .. } => {
            if posterior.peaks.len() > 1 {
                let peaks: Vec<String> =
                    posterior.peaks.iter().map(|p| format!("{p:.0}")).collect();
                warnings.push(format!(
                    "{method}: the posterior has several peaks ({}); no single figure stands for it",
                    peaks.join(", ")
                ));
            }
            if posterior.at_edge > CUT {
                warnings.push(format!(
                    "{method}: the prior's limit of {} unseen cuts the posterior",
                    posterior.most_unseen
                ));
            }
        }
        _ => {}
    }
    warnings
}

fn of_stability(panel: &Panel) -> Vec<String> {
    let figure = |method: &str| panel.estimates.iter().find(|e| e.method == method);
    let mut warnings = Vec::new();
    for variant in &panel.without {
        let (Some(whole), Some(left)) = (figure(variant.method), variant.estimate) else {
            continue;
        };
        if left < whole.low || left > whole.high {
            warnings.push(format!(
                "{}: without list `{}` the figure is {left:.0}, outside the interval",
                variant.method, variant.change
            ));
        }
    }
    for variant in &panel.priors {
        let Some(whole) = figure(variant.method) else {
            continue;
        };
        match variant.estimate {
            Some(moved) if (moved / whole.estimate - 1.0).abs() <= MOVED => {}
            Some(moved) => warnings.push(format!(
                "{}: with another prior ({}) the figure is {moved:.0}",
                variant.method, variant.change
            )),
            None => warnings.push(format!(
                "{}: with another prior ({}) there is no answer",
                variant.method, variant.change
            )),
        }
    }
    warnings
}
