//! Keeps the house. `cargo xtask help` lists what it does.
#![allow(
    clippy::print_stdout,
    reason = "a developer's tool prints what it found"
)]

mod evaluate;
mod places;
mod score;
mod tidy;
mod train;

use clap::Parser;

/// Keeps the house of Tollbook.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Score the program against annotated sets.
    Evaluate(evaluate::Options),
    /// Build the gazetteer that the program carries.
    Places(places::Options),
    /// Find dead files, stale snapshots, undocumented options, broken links; print measures.
    Tidy,
    /// Train the tagger that the program carries.
    Train(train::Options),
    /// Score predicted claims against gold claims, one JSON object `{doc_id, claims}` a line.
    Score(evaluate::ScoreOptions),
}

fn main() -> anyhow::Result<()> {
    match Task::parse() {
        Task::Evaluate(options) => evaluate::run(&options),
        Task::Places(options) => places::run(&options),
        Task::Tidy => tidy::run(),
        Task::Train(options) => train::run(&options),
        Task::Score(options) => evaluate::score_files(&options),
    }
}
