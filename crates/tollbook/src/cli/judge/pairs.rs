//! `tollbook judge same`, `different`, `unsure` and `split`.

use clap::Args;
use tollbook_judge::{Decision, PairDecision};
use tollbook_publish::wire::v1::Word;
use tollbook_record::{ClaimInSource, Verdict};

use super::find;
use super::keep::{Reviewer, keep};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::casebook::Casebook;
use crate::cli::Common;
use crate::error::InputError;

/// Two claims.
#[derive(Debug, Args)]
pub struct Pair {
    /// A claim, such as 1a2b3c4d#0
    claim: String,
    /// The other claim
    other: String,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// Claims that leave their incident.
#[derive(Debug, Args)]
pub struct Split {
    /// The claims, such as 1a2b3c4d#0, all of one incident
    #[arg(required = true)]
    claims: Vec<String>,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// Keeps whether two claims speak of one incident.
pub fn pair(args: &Pair, verdict: Verdict, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let contents = casebook.contents()?;
    let [these, those] = [&args.claim, &args.other].map(|name| find::claim_ref(&contents, name));
    let (these, those) = (these?, those?);
    if these == those {
        let fault = format!("{} is the same claim twice; name two", args.claim);
        return Err(InputError::Unreadable(fault).into());
    }
    let decision = Decision::Pair(PairDecision {
        verdict: Word(verdict),
        these: vec![these],
        those: vec![those],
    });
    keep(&mut casebook, &decision, &args.reviewer, common)
}

/// Keeps that claims are different from all others of their incident.
pub fn split(args: &Split, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let contents = casebook.contents()?;
    let leaving: Result<Vec<ClaimInSource<'_>>, InputError> = args
        .claims
        .iter()
        .map(|name| find::claim(&contents, name))
        .collect();
    let leaving = leaving?;
    let case = Case::link(&contents);
    let tallies = case.tally(DEFAULT_PROFILE)?;
    let record = case.record(&tallies)?;
    let incident = leaving
        .first()
        .and_then(|claim| record.incident_of(claim.id));
    let all = incident.map_or(&[][..], |incident| incident.claims.as_slice());
    let leaves = |claim: &ClaimInSource<'_>| leaving.iter().any(|one| one.id == claim.id);
    let here = leaving
        .iter()
        .all(|claim| all.iter().any(|one| one.id == claim.id));
    let staying: Vec<&ClaimInSource<'_>> = all.iter().filter(|claim| !leaves(claim)).collect();
    if !here || staying.is_empty() {
        let fault = "the claims to split off stand in one incident, and others stay there; `tollbook show INCIDENT` lists its claims";
        return Err(InputError::Unreadable(fault.to_owned()).into());
    }
    let decision = Decision::Pair(PairDecision {
        verdict: Word(Verdict::Different),
        these: leaving.iter().map(tollbook_judge::ClaimRef::of).collect(),
        those: staying
            .into_iter()
            .map(tollbook_judge::ClaimRef::of)
            .collect(),
    });
    keep(&mut casebook, &decision, &args.reviewer, common)
}
