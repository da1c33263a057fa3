//! How far coders agree, as pure functions: Cohen's kappa for two, Krippendorff's alpha for any number.
//!
//! Both are 1 where all agree, 0 where they agree as often as chance would have it, and below 0 where
//! less often. Neither says who is right.

mod alpha;
mod coded;
mod kappa;

pub use alpha::{Level, alpha};
pub use coded::{Agreement, Difference, FieldAgreement, agreement};
pub use kappa::kappa;
