//! A decision, kept: who, when, why, and on which state of the casebook.

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use tollbook_judge::{Book, Contradiction, Decision, Entry, WITHDRAWAL};
use tollbook_preserve::{Judged, KeptJudgement};
use tollbook_publish::visible::visible;
use tollbook_record::JudgementId;

use crate::case::{Case, DEFAULT_PROFILE};
use crate::casebook::Casebook;
use crate::cli::{Common, Format};
use crate::error::InputError;
use crate::out;

/// Who decides, why, and on what.
#[derive(Debug, Args)]
pub struct Reviewer {
    /// Who decides
    #[arg(long, value_name = "WHO")]
    by: String,
    /// Why
    #[arg(long, value_name = "WORDS")]
    reason: String,
    /// A judgement that this one is put over; may be given more than once
    #[arg(long, value_name = "JUDGEMENT")]
    settles: Vec<String>,
    /// How many judgements the casebook had when you looked; if one on the same thing came since, nothing
    /// is kept and it is shown
    #[arg(long, value_name = "N")]
    seen: Option<usize>,
}

/// A contradiction that ends.
#[derive(Debug, Args)]
pub struct Settle {
    /// The judgement that is to stand, as `tollbook judge list` shows it
    judgement: String,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// A judgement that does not hold.
#[derive(Debug, Args)]
pub struct Withdraw {
    /// The judgement, as `tollbook judge list` shows it
    judgement: String,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// The result for scripts.
#[derive(Serialize)]
struct Done<'a> {
    judgement: &'a str,
    /// Judgements that it contradicts, of which none acts until one is settled or withdrawn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contradicts: Vec<String>,
}

/// What was judged since.
#[derive(Serialize)]
struct Changed<'a> {
    changed: Vec<Newer<'a>>,
}

#[derive(Serialize)]
struct Newer<'a> {
    judgement: &'a str,
    kind: &'a str,
    by: &'a str,
    reason: &'a str,
    at: String,
}

/// Keeps a decision.
pub fn keep(
    casebook: &mut Casebook,
    decision: &Decision,
    reviewer: &Reviewer,
    common: &Common,
) -> anyhow::Result<()> {
    decision.check().map_err(InputError::Unreadable)?;
    let book = casebook.book()?;
    for settled in &reviewer.settles {
        known(&book, settled)?;
    }
    let body = decision.body(&reviewer.settles);
    let judged = judged(decision.kind(), body, reviewer)?;
    write(casebook, judged, reviewer, common)
}

/// Keeps that a judgement is put over those that contradict it.
pub fn settle(args: &Settle, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let book = casebook.book()?;
    let entry = known(&book, &args.judgement)?;
    let of = contradiction_of(&casebook, entry)?;
    let over = of.iter().flat_map(|of| &of.judgements);
    let over: Vec<String> = over.map(ToString::to_string).collect();
    if over.is_empty() {
        let fault = format!(
            "{}: nobody contradicts this judgement; `tollbook judge list` shows the contradictions",
            args.judgement
        );
        return Err(InputError::Unreadable(fault).into());
    }
    let body = entry.decision.body(&over);
    let judged = judged(entry.decision.kind(), body, &args.reviewer)?;
    write(&mut casebook, judged, &args.reviewer, common)
}

/// Keeps that a judgement does not hold.
pub fn withdraw(args: &Withdraw, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let book = casebook.book()?;
    let entry = known(&book, &args.judgement)?;
    if entry.kept.withdrawn.is_some() {
        common.say("it was withdrawn before");
        return Ok(());
    }
    let judged = Judged {
        withdraws: Some(entry.kept.id.clone()),
        ..judged(WITHDRAWAL, "{}".to_owned(), &args.reviewer)?
    };
    write(&mut casebook, judged, &args.reviewer, common)
}

fn known<'b>(book: &'b Book, id: &str) -> Result<&'b Entry, InputError> {
    book.get(id).ok_or_else(|| {
        InputError::Unreadable(format!(
            "{id}: no judgement of that name on claims or incidents; `tollbook judge list --all` shows those that there are"
        ))
    })
}

/// Who decides and why must be told.
pub fn told(by: &str, reason: &str) -> Result<(), InputError> {
    for (option, words) in [("--by", by), ("--reason", reason)] {
        if words.trim().is_empty() {
            let fault = format!("{option} is empty; the casebook keeps who decides and why");
            return Err(InputError::Unreadable(fault));
        }
    }
    Ok(())
}

fn judged(kind: &str, body: String, reviewer: &Reviewer) -> Result<Judged, InputError> {
    told(&reviewer.by, &reviewer.reason)?;
    Ok(Judged {
        kind: kind.to_owned(),
        body,
        by: reviewer.by.trim().to_owned(),
        reason: reviewer.reason.trim().to_owned(),
        at: Timestamp::now(),
        withdraws: None,
    })
}

fn write(
    casebook: &mut Casebook,
    judged: Judged,
    reviewer: &Reviewer,
    common: &Common,
) -> anyhow::Result<()> {
    let id = judged.id();
    let seen = match reviewer.seen {
        Some(seen) => seen,
        None => casebook.judgements()?.len(),
    };
    let changed = casebook.judge_on(seen, vec![judged])?;
    if !changed.is_empty() {
        return Err(told_changed(&changed, common)?.into());
    }
    let contradiction = contradiction(casebook, &id)?;
    let other = |one: &&JudgementId| **one != id;
    let contradicts = contradiction
        .iter()
        .flat_map(|of| of.judgements.iter().filter(other));
    let contradicts: Vec<String> = contradicts.map(ToString::to_string).collect();
    if common.format == Format::Json {
        let judgement = id.as_str();
        let done = Done {
            judgement,
            contradicts,
        };
        return out::print(&tollbook_publish::wire::print(&done));
    }
    out::line(&format!("judgement {id}"))?;
    match &contradiction {
        Some(of) => out::line(&visible(&format!(
            "it contradicts {} on {}, so none of them acts; `tollbook judge settle {id}` puts this one over the others, and `tollbook judge withdraw` takes one back",
            contradicts.join(", "),
            of.about
        ))),
        None => Ok(()),
    }
}

/// The contradiction that a judgement just kept is part of. Where no other is on the same thing nothing has to be
/// linked to know that there is none.
fn contradiction(casebook: &Casebook, id: &JudgementId) -> anyhow::Result<Option<Contradiction>> {
    let book = casebook.book()?;
    let Some(entry) = book.get(id.as_str()) else {
        return Ok(None);
    };
    let mut others = book.standing().filter(|other| other.kept.id != *id);
    if !others.any(|other| book.touches(&entry.kept.judged, &other.kept)) {
        return Ok(None);
    }
    contradiction_of(casebook, entry)
}

/// The contradiction that a judgement is part of, if it is of one.
fn contradiction_of(casebook: &Casebook, entry: &Entry) -> anyhow::Result<Option<Contradiction>> {
    let contents = casebook.contents()?;
    let profile = entry.decision.profile().unwrap_or(DEFAULT_PROFILE);
    let on_incidents = Case::link(&contents).on_incidents(profile).contradictions;
    let mut all = contents.decided.contradictions.iter().chain(&on_incidents);
    Ok(all
        .find(|of| of.judgements.contains(&entry.kept.id))
        .cloned())
}

fn told_changed(changed: &[KeptJudgement], common: &Common) -> anyhow::Result<InputError> {
    let newer = changed.iter().map(|kept| Newer {
        judgement: kept.id.as_str(),
        kind: &kept.judged.kind,
        by: &kept.judged.by,
        reason: &kept.judged.reason,
        at: kept.judged.at.to_string(),
    });
    let newer: Vec<Newer<'_>> = newer.collect();
    let count = newer.len();
    match common.format {
        Format::Json => {
            out::print(&tollbook_publish::wire::print(&Changed { changed: newer }))?;
        }
        _ => {
            for one in &newer {
                out::line(&visible(&format!(
                    "{}: {}, {}, {}: {}",
                    one.judgement, one.kind, one.by, one.at, one.reason
                )))?;
            }
        }
    }
    Ok(InputError::JudgedSince { count })
}
