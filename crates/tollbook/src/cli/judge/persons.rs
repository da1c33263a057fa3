//! `tollbook judge person`.

use clap::{Args, ValueEnum};
use tollbook_judge::{Decision, PersonDecision};
use tollbook_publish::wire::v1::Word;
use tollbook_record::Verdict;

use super::find;
use super::keep::{Reviewer, keep};
use crate::casebook::Casebook;
use crate::cli::Common;
use crate::error::InputError;

/// Two names.
#[derive(Debug, Args)]
pub struct Pair {
    /// A name by its claim and its number among the victims there, counted from 0, such as 1a2b3c4d#0.0
    name: String,
    /// The other name
    other: String,
    /// Whether they are of one person
    #[arg(value_enum)]
    verdict: One,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// Verdicts by the words of the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum One {
    /// They are of one person.
    Same,
    /// They are of two.
    Different,
    /// It cannot be told.
    Unsure,
}

/// Keeps whether two names are of one person.
pub fn pair(args: &Pair, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let contents = casebook.contents()?;
    let [one, other] = [&args.name, &args.other].map(|name| find::victim_ref(&contents, name));
    let (one, other) = (one?, other?);
    if one == other {
        let fault = format!("{} is the same name twice; name two", args.name);
        return Err(InputError::Unreadable(fault).into());
    }
    let decision = Decision::Person(PersonDecision {
        verdict: Word(match args.verdict {
            One::Same => Verdict::Same,
            One::Different => Verdict::Different,
            One::Unsure => Verdict::Unsure,
        }),
        one,
        other,
    });
    keep(&mut casebook, &decision, &args.reviewer, common)
}
