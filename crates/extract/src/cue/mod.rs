//! Typed mentions: numbers, groups of people, dates, places, parties, speakers.

pub mod act;
pub mod blame;
pub mod date;
pub mod name;
pub mod number;
pub mod party;
pub mod people;
pub mod place;
pub mod speaker;
pub mod threat;
