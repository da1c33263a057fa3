//! Overlapping lists to an estimate of what nobody reported.
//!
//! Nothing here flows into the record of claims: an estimate says what the lists can reveal about
//! people whom none of them names. This crate stands alone, so that a statistician can use it
//! without the rest.
//!
//! ```
//! let table = "A,B,C,count
//! 1,0,0,60
//! 0,1,0,50
//! 0,0,1,40
//! 1,1,0,20
//! 1,0,1,15
//! 0,1,1,12
//! 1,1,1,5";
//! let strata = tollbook_estimate::parse(table)?;
//! let panel = tollbook_estimate::panel(&strata[0].table, &Default::default())?;
//! assert_eq!(panel.observed, 202);
//! assert!(panel.estimates.iter().all(|e| e.low >= 202.0));
//! # Ok::<(), tollbook_estimate::Refusal>(())
//! ```

mod answer;
mod assumptions;
mod caution;
mod chao;
mod check;
mod draws;
pub mod graphs;
mod impute;
mod interval;
pub mod latent;
pub mod loglinear;
mod numeric;
mod panel;
mod random;
mod read;
mod refusal;
mod settings;
mod stability;
mod strata;
mod table;
mod two_list;
mod warnings;

pub use answer::{Detail, Estimate, Kind, REPLICATES_OF_MANY, answer};
pub use assumptions::ASSUMPTIONS;
pub use caution::{Caution, Warning};
pub use chao::{chao, chao_bias_corrected};
pub use check::{FEWEST_OBSERVED, FEWEST_OVERLAPS};
pub use draws::{Combined, FEWEST_TABLES, Pooled, PooledReport, PooledStratum, pool};
pub use impute::impute;
pub use interval::LEVEL;
pub use panel::{Overlap, Panel, panel};
pub use read::{Input, Layout, parse, read};
pub use refusal::{Code, Refusal};
pub use settings::{EmptyLists, Method, Settings, ThinStrata};
pub use stability::Variant;
pub use strata::{Report, StratumAnswer, Total, report};
pub use table::{MAX_LISTS, Pattern, Stratum, Table};
pub use two_list::chapman;
