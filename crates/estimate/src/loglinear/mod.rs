//! Log-linear models of overlapping lists.

mod bootstrap;
mod cells;
mod exists;
mod fit;
mod linear;
mod model;
mod profile;
mod search;

pub use bootstrap::{Bootstrap, bootstrap};
pub use cells::Cells;
pub use fit::{Fit, Unfit, fit};
pub use model::{Model, hierarchical};
pub use profile::{Profile, profile};
pub use search::{Criterion, all_models, best, default_order, stepwise};
