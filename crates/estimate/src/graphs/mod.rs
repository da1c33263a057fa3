//! Averaging over decomposable graphs of dependence between lists (Madigan and York 1997).

mod decomposable;
mod posterior;

pub use decomposable::{Graph, decomposable};
pub use posterior::{Averaged, GraphSettings, GraphWeight, average};
