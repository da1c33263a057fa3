//! Persons on lists: which rows are of one person, with reasons.

pub mod add;
pub mod block;
pub mod cluster;
pub mod columns;
pub mod date;
mod error;
pub mod explain;
pub mod field;
pub mod intern;
pub mod link;
pub mod lists;
pub mod model;
pub mod name;
pub mod patterns;
pub mod records;
pub mod rules;
pub mod saved;
pub mod similar;
pub mod splink;
pub mod train;

pub use error::Error;
