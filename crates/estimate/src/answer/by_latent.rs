//! The figure of latent classes.

use super::{Detail, Estimate, inside_prior, of_posterior};
use crate::latent::{Agreement, EFFECTIVE, LatentSettings, RHAT, Series, series};
use crate::loglinear::Cells;
use crate::refusal::{Code, Refusal};
use crate::table::Table;

/// More lists than this do not fit the table of all patterns.
const MOST_LISTS: usize = 16;

const ASSUMPTION: &str = "People fall into a few groups, and within a group each list finds \
    people apart from the other lists. People whom no list could find are not counted. With few \
    lists the groups are not settled by the data, and the prior decides in part.";

/// The median and the 95 % interval, if the chains agree.
pub(super) fn answer(table: &Table, prior: LatentSettings, seed: u64) -> Result<Estimate, Refusal> {
    let prior = LatentSettings {
        effective: prior.effective.max(EFFECTIVE),
        rhat: prior.rhat.min(RHAT),
        ..prior
    };
    of_series(table, prior, &mut series(prior, seed, 0))
}

/// The same from chains that may come from another table, if they agree as the settings ask for.
pub(super) fn of_series(
    table: &Table,
    prior: LatentSettings,
    chains: &mut Series,
) -> Result<Estimate, Refusal> {
    let lists = table.lists().len();
    if lists > MOST_LISTS {
        return Err(Refusal::new(
            Code::TooManyListsForMethod,
            format!("there are {lists} lists, and latent classes take at most {MOST_LISTS}"),
            format!("join lists of one origin until at most {MOST_LISTS} are left"),
        ));
    }
    let posterior = chains(&Cells::of(table));
    if !posterior
        .agreement
        .reaches(prior.rhat, prior.effective.min(EFFECTIVE))
    {
        let medians: Vec<String> = posterior
            .medians
            .iter()
            .map(|m| format!("{m:.0}"))
            .collect();
        return Err(disagree(
            posterior.agreement,
            &format!("after {} sweeps", posterior.sweeps),
            &format!("; their medians are {}", medians.join(", ")),
        ));
    }
    let observed = table.observed() as f64;
    let edge = observed * (1.0 + prior.most_unseen);
    let told = format!("{} times the observed unseen", prior.most_unseen);
    let points = [posterior.low, posterior.median, posterior.high];
    let deviation = posterior.deviation;
    let detail = Detail::Latent {
        posterior: Box::new(posterior),
        prior,
    };
    let figure = of_posterior("latent", ASSUMPTION, points, deviation, detail);
    inside_prior(figure, observed, edge, &told)
}

/// The refusal of chains that do not agree; `when` and `more` are told beside how far they are from it.
pub(crate) fn disagree(agreement: Agreement, when: &str, more: &str) -> Refusal {
    Refusal::new(
        Code::ChainsDisagree,
        format!(
            "{when} the chains do not agree (R-hat {:.3}, {:.0} effective draws{more})",
            agreement.rhat,
            agreement.bulk.min(agreement.tail),
        ),
        "allow more sweeps in the plan, or use another method: the data fit two answers",
    )
}
