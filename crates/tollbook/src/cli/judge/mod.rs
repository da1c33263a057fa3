//! `tollbook judge`: what reviewers decide on claims, pairs of claims, names of persons and incidents.

mod agreement;
mod claims;
mod find;
mod incidents;
mod keep;
mod list;
mod pairs;
mod persons;

use clap::{Args, Subcommand};

pub use keep::told;

use super::Common;

/// What to judge.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Two claims speak of one incident
    Same(pairs::Pair),
    /// Two claims speak of two incidents
    Different(pairs::Pair),
    /// It cannot be told whether two claims speak of one incident
    Unsure(pairs::Pair),
    /// Take claims out of their incident: each is different from all that stay
    Split(pairs::Split),
    /// Two names that claims give are of one person, or of two
    Person(persons::Pair),
    /// A claim stands in its source as it was read
    Confirm(claims::Verdict),
    /// A claim does not stand in its source; it stays visible and takes no part
    Reject(claims::Verdict),
    /// A field of a claim says something else than was read
    Correct(Box<claims::Correct>),
    /// A claim that was not read, made by naming words of a source
    Claim(Box<claims::New>),
    /// A grade in place of the method's
    Grade(incidents::Grade),
    /// A range in place of the method's
    Range(incidents::Range),
    /// Whom those are whom some claims count as civilians and others as fighters
    Status(incidents::Status),
    /// Words for other reviewers on an incident or a claim, which decide nothing
    Note(incidents::Note),
    /// Settle a contradiction: what one judgement says is put over all that contradict it
    Settle(keep::Settle),
    /// Withdraw a judgement; it stays in the casebook and has no effect any more
    Withdraw(keep::Withdraw),
    /// List the judgements that stand, those that lost their object, and contradictions
    List(list::Arguments),
    /// List every judgement on one claim or incident, withdrawn ones too
    History(list::History),
    /// How far reviewers agree who coded the same sources
    Agreement(agreement::Arguments),
}

/// Judges.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    use tollbook_record::{ClaimVerdict, Verdict};
    match &args.action {
        Action::Same(args) => pairs::pair(args, Verdict::Same, common),
        Action::Different(args) => pairs::pair(args, Verdict::Different, common),
        Action::Unsure(args) => pairs::pair(args, Verdict::Unsure, common),
        Action::Split(args) => pairs::split(args, common),
        Action::Person(args) => persons::pair(args, common),
        Action::Confirm(args) => claims::verdict(args, ClaimVerdict::Confirmed, common),
        Action::Reject(args) => claims::verdict(args, ClaimVerdict::Rejected, common),
        Action::Correct(args) => claims::correct(args, common),
        Action::Claim(args) => claims::new(args, common),
        Action::Grade(args) => incidents::grade(args, common),
        Action::Range(args) => incidents::range(args, common),
        Action::Status(args) => incidents::status(args, common),
        Action::Note(args) => incidents::note(args, common),
        Action::Settle(args) => keep::settle(args, common),
        Action::Withdraw(args) => keep::withdraw(args, common),
        Action::List(args) => list::run(args, common),
        Action::History(args) => list::history(args, common),
        Action::Agreement(args) => agreement::run(args, common),
    }
}
