//! The `tollbook` program.

mod accounts;
mod case;
mod casebook;
mod cli;
mod contained;
mod error;
mod first_file;
mod house;
mod jailed;
mod judged_places;
mod kept_linking;
mod ocr;
mod out;
mod progress;
mod replaced;
mod sealed;
mod standing;
mod unpacked;
mod whereabouts;

use std::process::ExitCode;

use cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::read();
    let done = std::panic::catch_unwind(|| run(cli));
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => error::report(&error),
        Err(_) => error::report_bug(),
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    cli.set_threads()?;
    let common = cli.common;
    match cli.command {
        Command::Run(args) => cli::run::run(&args, &common),
        Command::Init(args) => cli::init::run(&args, &common),
        Command::Add(args) => cli::add::run(&args, &common),
        Command::Import(args) => cli::import::run(&args, &common),
        Command::Read(args) => cli::read::run(&args, &common),
        Command::Extract => cli::extract::run(&common),
        Command::Ocr => cli::ocr::run(&common),
        Command::Link(args) => cli::link::run(&args, &common),
        Command::Tally(args) => cli::tally::run(&args, &common),
        Command::Show(args) => cli::show::run(&args, &common),
        Command::Export(args) => cli::export::run(&args, &common),
        Command::Publish(args) => cli::publish::run(&args, &common),
        Command::Review(args) => cli::review::run(&args, &common),
        Command::Verify(args) => cli::verify::run(&args, &common),
        Command::Rebuild => cli::rebuild::run(&common),
        Command::Pack(args) => cli::pack::run(&args, &common),
        Command::Unpack(args) => cli::unpack::run(&args, &common),
        Command::Merge(args) => cli::merge::run(&args, &common),
        Command::Witness(args) => cli::witness::run(&args, &common),
        Command::Stamp(args) => cli::stamp::run(&args, &common),
        Command::Account(args) => cli::account::run(&args, &common),
        Command::Withdraw(args) => cli::withdraw::run(&args, &common),
        Command::Places(args) => cli::places::run(&args, &common),
        Command::Judge(args) => cli::judge::run(&args, &common),
        Command::Estimate(args) => cli::estimate::run(&args, &common),
        Command::ReadBehindWalls(args) => cli::behind_walls::run(&args),
        Command::ToolBehindWalls(args) => cli::tool_behind_walls::run(&args),
    }
}
