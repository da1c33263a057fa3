//! Several offices, each with a casebook: what they take from each other, what they refuse, and what
//! they destroy. Every report here is invented.

mod histories;
mod merge;
mod office;
mod pack;
mod stamp;
mod withdraw;
mod witness;
