//! Arabic text to claims: a pipeline of its own, which gives the same claims as the English one.
//!
//! Word order, clitics and numbers differ so much from English that units, cues, frames and scenes are
//! made here; what is neutral of language (the gazetteer, the checks, confidence) is shared.
//!
//! 1. [`form`] and [`token`]: text to words, numbers and marks, each with its folded form;
//! 2. [`text`]: lines, sentences and labels.

pub mod clitic;
pub mod date;
pub mod form;
pub mod given;
pub mod number;
pub mod phrase;
pub mod text;
pub mod token;
