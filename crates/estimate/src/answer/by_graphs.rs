//! The figure of decomposable-graph averaging.

use super::{Detail, Estimate, inside_prior, of_posterior};
use crate::graphs::{GraphSettings, average};
use crate::loglinear::Cells;
use crate::refusal::{Code, Refusal};
use crate::table::Table;

/// More lists than this have more than a million graphs.
const MOST_LISTS: usize = 6;

/// More people than this make the sum over totals too long.
const MOST_OBSERVED: u64 = 1_000_000;

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
    let edge = observed as f64 + posterior.most_unseen as f64;
    let told = format!("{} unseen at most", posterior.most_unseen);
    let points = [posterior.low, posterior.median, posterior.high];
    let deviation = posterior.deviation;
    let detail = Detail::Graphs {
        posterior: Box::new(posterior),
        prior,
    };
    let figure = of_posterior("graphs", ASSUMPTION, points, deviation, detail);
    inside_prior(figure, observed as f64, edge, &told)
}
