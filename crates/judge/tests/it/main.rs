//! Judgements, from their kept form to what follows from them. All reports are invented.

// Not every test names claims by their labels.
#[allow(dead_code)]
#[path = "../../../record/tests/notation/mod.rs"]
mod notation;

mod coders;
mod fold;
mod kept;
mod world;
