//! The figure of latent classes.

use super::{Detail, Estimate, Kind};
use crate::interval::LEVEL;
use crate::latent::{LatentSettings, latent};
use crate::loglinear::Cells;
use crate::refusal::{Code, Refusal};
use crate::table::Table;

/// More lists than this do not fit the table of all patterns.
const MOST_LISTS: usize = 16;

/// An interval that ends beyond this share of the unseen that the prior allows is the prior's.
const EDGE: f64 = 0.98;

const ASSUMPTION: &str = "People fall into a few groups, and within a group each list finds \
    people apart from the other lists. People whom no list could find are not counted. With few \
    lists the groups are not settled by the data, and the prior decides in part.";

/// The median and the 95 % interval, if the chains agree.
pub(super) fn answer(table: &Table, prior: LatentSettings, seed: u64) -> Result<Estimate, Refusal> {
    let lists = table.lists().len();
    if lists > MOST_LISTS {
        return Err(Refusal::new(
            Code::TooManyListsForMethod,
            format!("there are {lists} lists, and latent classes take at most {MOST_LISTS}"),
            format!("join lists of one origin until at most {MOST_LISTS} are left"),
        ));
    }
    let posterior = latent(&Cells::of(table), prior, seed);
    if !posterior.agreement.holds() {
        let medians: Vec<String> = posterior
            .medians
            .iter()
            .map(|m| format!("{m:.0}"))
            .collect();
        return Err(Refusal::new(
            Code::ChainsDisagree,
            format!(
                "after {} sweeps the chains do not agree (R-hat {:.3}, {:.0} effective draws; \
                 their medians are {})",
                posterior.sweeps,
                posterior.agreement.rhat,
                posterior.agreement.bulk.min(posterior.agreement.tail),
                medians.join(", "),
            ),
            "allow more sweeps in the plan, or use another method: the data fit two answers",
        ));
    }
    let observed = table.observed() as f64;
    if posterior.high >= observed * (1.0 + EDGE * prior.most_unseen) {
        return Err(Refusal::new(
            Code::AtEdge,
            format!(
                "the interval reaches {:.0}, where the prior ends ({} times the observed unseen)",
                posterior.high, prior.most_unseen
            ),
            "add a list that overlaps more, or state in the plan how many unseen are conceivable",
        ));
    }
    Ok(Estimate {
        method: "latent",
        kind: Kind::Total,
        estimate: posterior.median,
        standard_error: posterior.deviation,
        low: posterior.low,
        high: posterior.high,
        level: LEVEL,
        assumption: ASSUMPTION,
        detail: Detail::Latent {
            posterior: Box::new(posterior),
            prior,
        },
    })
}
