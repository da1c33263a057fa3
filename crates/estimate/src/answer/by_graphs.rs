//! The figure of decomposable-graph averaging.

use super::{Detail, Estimate, Kind};
use crate::graphs::{GraphSettings, average};
use crate::interval::LEVEL;
use crate::loglinear::Cells;
use crate::refusal::{Code, Refusal};
use crate::table::Table;

/// More lists than this have more than a million graphs.
const MOST_LISTS: usize = 6;

/// More people than this make the sum over totals too long.
const MOST_OBSERVED: u64 = 1_000_000;

/// An interval that ends beyond this share of the unseen that the prior allows is the prior's.
const EDGE: f64 = 0.98;

const ASSUMPTION: &str = "Which lists depend on each other can be drawn as a graph without \
    cycles of four or more lists unjoined, and lists that are not joined in it are independent \
    given the others. Every such graph is as likely as any other before the data are seen.";

/// The median and the 95 % interval of the posterior.
pub(super) fn answer(table: &Table, prior: GraphSettings) -> Result<Estimate, Refusal> {
    let (lists, observed) = (table.lists().len(), table.observed());
    if lists > MOST_LISTS || observed > MOST_OBSERVED {
        return Err(Refusal::new(
            Code::TooManyListsForMethod,
            format!(
                "{lists} lists with {observed} people; the average over graphs takes at most \
                 {MOST_LISTS} lists and {MOST_OBSERVED} people"
            ),
            "join lists of one origin, estimate strata apart, or use latent classes",
        ));
    }
    let posterior = average(&Cells::of(table), prior);
    let edge = observed as f64 + EDGE * posterior.most_unseen as f64;
    if posterior.high >= edge {
        return Err(Refusal::new(
            Code::AtEdge,
            format!(
                "the interval reaches {:.0}, where the prior ends ({} unseen at most)",
                posterior.high, posterior.most_unseen
            ),
            "add a list that overlaps more, or state in the plan how many unseen are conceivable",
        ));
    }
    Ok(Estimate {
        method: "graphs",
        kind: Kind::Total,
        estimate: posterior.median,
        standard_error: posterior.deviation,
        low: posterior.low,
        high: posterior.high,
        level: LEVEL,
        assumption: ASSUMPTION,
        detail: Detail::Graphs {
            posterior: Box::new(posterior),
            prior,
        },
    })
}
