//! The log-linear figures of a table.

use super::{Detail, Estimate, Kind};
use crate::interval::LEVEL;
use crate::loglinear::{
    Cells, Criterion, all_models, best, bootstrap, default_order, profile, stepwise,
};
use crate::refusal::{Code, Refusal};
use crate::settings::Settings;
use crate::table::Table;

/// More lists than this have too many models of pairs to fit them all.
const MOST_LISTS: usize = 6;

/// More lists than this are too many for the stepwise choice.
const MOST_LISTS_STEPWISE: usize = 12;

/// Beyond this many lists the bootstrap draws [`REPLICATES_OF_MANY`] tables at most.
const MANY: usize = 8;

/// The most tables that the bootstrap draws where there are nine lists and more.
pub const REPLICATES_OF_MANY: usize = 200;

const OF_ALL: &str = "Whatever makes people stand on some lists together can be told by the \
    terms of this one model, and the highest interaction, which no data can show, is absent. The \
    interval takes the model as given: it leaves out that the model was chosen.";

const BY_STEPS: &str = "Lists depend on each other in pairs only, through the pairs chosen; no \
    three lists depend on each other beyond that. The interval repeats the choice on tables drawn \
    anew.";

/// The best model by the criterion asked for, and the stepwise one.
pub(super) fn answer(table: &Table, settings: &Settings) -> Result<Vec<Estimate>, Refusal> {
    let steps = by_steps(table, settings)?;
    if table.lists().len() > MOST_LISTS {
        return Ok(vec![steps]);
    }
    let other = match settings.criterion {
        Criterion::Bic => Criterion::Aic,
        Criterion::Aic => Criterion::Bic,
    };
    let mut estimates = vec![best_model(table, settings, settings.criterion)?];
    estimates.extend(best_model(table, settings, other));
    estimates.push(steps);
    Ok(estimates)
}

/// The best of all models by a criterion.
pub(super) fn best_model(
    table: &Table,
    settings: &Settings,
    criterion: Criterion,
) -> Result<Estimate, Refusal> {
    let lists = table.lists().len();
    if lists > MOST_LISTS {
        return Err(too_many(lists, MOST_LISTS));
    }
    let cells = Cells::of(table);
    let order = settings.order.unwrap_or_else(|| default_order(lists));
    let models = all_models(&cells, order);
    let fit = best(&models, criterion).ok_or_else(no_model)?.clone();
    let profile = profile(&cells, &fit.model, fit.unseen).ok_or_else(no_model)?;
    let Some(high) = profile.high else {
        return Err(Refusal::new(
            Code::NoUpperLimit,
            format!(
                "the likelihood of model {} sets no upper limit",
                fit.model.name()
            ),
            "add a list that overlaps more with the others, or use the lower bound alone",
        ));
    };
    Ok(Estimate {
        method: match criterion {
            Criterion::Bic => "loglinear_bic",
            Criterion::Aic => "loglinear_aic",
        },
        kind: Kind::Total,
        estimate: fit.total,
        standard_error: fit.standard_error,
        low: profile.low,
        high,
        level: LEVEL,
        assumption: OF_ALL,
        detail: Detail::Best {
            fit: Box::new(fit),
            profile,
        },
    })
}

fn by_steps(table: &Table, settings: &Settings) -> Result<Estimate, Refusal> {
    let lists = table.lists().len();
    if lists > MOST_LISTS_STEPWISE {
        return Err(too_many(lists, MOST_LISTS_STEPWISE));
    }
    let cells = Cells::of(table);
    let replicates = match lists > MANY {
        true => settings.replicates.min(REPLICATES_OF_MANY),
        false => settings.replicates,
    };
    let (fit, _) = stepwise(&cells, settings.threshold).map_err(|_| no_model())?;
    let bootstrap =
        bootstrap(&cells, settings.threshold, replicates, settings.seed).ok_or_else(no_model)?;
    if !bootstrap.high.is_finite() {
        return Err(Refusal::new(
            Code::NoUpperLimit,
            format!(
                "{} of {} tables drawn anew have no estimate, too many for an upper limit",
                bootstrap.failed, bootstrap.replicates
            ),
            "add a list that overlaps more with the others, or pool strata",
        ));
    }
    Ok(Estimate {
        method: "loglinear_stepwise",
        kind: Kind::Total,
        estimate: fit.total,
        standard_error: fit.standard_error,
        low: bootstrap.low.min(fit.total),
        high: bootstrap.high.max(fit.total),
        level: LEVEL,
        assumption: BY_STEPS,
        detail: Detail::Stepwise {
            fit: Box::new(fit),
            bootstrap,
        },
    })
}

fn no_model() -> Refusal {
    Refusal::new(
        Code::NoModel,
        "no log-linear model has a maximum of its likelihood and a total that is identified",
        "add lists that overlap with the others, or pool strata",
    )
}

fn too_many(lists: usize, most: usize) -> Refusal {
    Refusal::new(
        Code::TooManyListsForMethod,
        format!("there are {lists} lists, and this log-linear search takes at most {most}"),
        format!("join lists of one origin until at most {most} are left, or use latent classes"),
    )
}
