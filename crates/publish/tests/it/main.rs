//! What the exports look like, on invented records.

mod fixture;
mod injection;
mod page;
mod record;
mod release;
mod round_trip;
mod sums;
mod tables;
mod wire;
