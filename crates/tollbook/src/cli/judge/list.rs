//! `tollbook judge list` and `history`.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use tollbook_judge::{Book, ClaimRef, Contradiction, Entry};
use tollbook_publish::visible::visible;

use super::find;
use crate::case::{Case, DEFAULT_PROFILE};
use crate::casebook::{Casebook, Contents};
use crate::cli::{Common, Format};
use crate::error::InputError;
use crate::out;

/// Which judgements to list.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Those that were withdrawn, too
    #[arg(long)]
    all: bool,
    /// Those of one reviewer, as they code blind: without what others judged
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// Those alone that have lost their object
    #[arg(long)]
    lost: bool,
}

/// Of what to tell the history.
#[derive(Debug, Args)]
pub struct History {
    /// The incident's code, such as TB-7K2F9, or a claim, such as 1a2b3c4d#0
    object: String,
}

#[derive(Serialize)]
struct Listed<'a> {
    /// How many judgements the casebook has, of all kinds: what `--seen` takes.
    seen: usize,
    judgements: Vec<Line<'a>>,
    contradictions: Vec<Open>,
}

#[derive(Serialize)]
struct Line<'a> {
    judgement: &'a str,
    kind: &'a str,
    /// In words.
    what: String,
    by: &'a str,
    reason: &'a str,
    at: String,
    settles: &'a [String],
    withdrawn: Option<String>,
    /// The judgement that acts in its place: a later one of the same reviewer, or one that settles it.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<&'a str>,
    /// Why it has no effect.
    lost: Option<&'a str>,
}

#[derive(Serialize)]
struct Open {
    about: String,
    judgements: Vec<String>,
}

/// Lists judgements in the order in which they were kept.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    let (contents, book) = (casebook.contents()?, casebook.book()?);
    let (lost, contradictions) = open(&contents, &book)?;
    let shown = |entry: &&Entry| {
        let own = args
            .by
            .as_deref()
            .is_none_or(|by| by.trim() == entry.reviewer());
        let stands = args.all || entry.kept.withdrawn.is_none();
        own && stands && (!args.lost || lost.contains_key(entry.kept.id.as_str()))
    };
    let entries = book.entries().iter().filter(shown);
    let own = args.by.as_deref().map(|by| book.of_reviewer(by));
    let replaced = own.as_ref().unwrap_or(&book).replaced();
    let listed = Listed {
        seen: casebook.judgements()?.len(),
        judgements: entries.map(|entry| line(entry, &lost, &replaced)).collect(),
        // Who codes blind is not told what others say.
        contradictions: if args.by.is_some() {
            vec![]
        } else {
            contradictions
        },
    };
    if listed.judgements.is_empty() {
        common.say(match book.entries() {
            [] => "no judgement yet; `tollbook judge --help` tells what can be judged",
            _ => "none of the judgements is such a one; `tollbook judge list --all` lists them",
        });
    }
    print(&listed, common)
}

/// Lists all judgements on one claim or incident.
pub fn history(args: &History, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    let (contents, book) = (casebook.contents()?, casebook.book()?);
    let (lost, contradictions) = open(&contents, &book)?;
    let claims: Vec<ClaimRef> = if args.object.contains('#') {
        vec![find::claim_ref(&contents, &args.object)?]
    } else {
        let case = Case::link(&contents);
        let tallies = case.tally(DEFAULT_PROFILE)?;
        let record = case.record(&tallies)?;
        let incident = find::incident(&record, &args.object)?;
        incident.claims.iter().map(ClaimRef::of).collect()
    };
    let entries = book.entries().iter();
    let entries: Vec<&Entry> = entries
        .filter(|entry| entry.decision.is_on(&claims))
        .collect();
    let replaced = book.replaced();
    let of_these = |open: &Open| {
        let mut ids = entries.iter().map(|entry| entry.kept.id.as_str());
        ids.any(|id| open.judgements.iter().any(|other| other == id))
    };
    let listed = Listed {
        seen: casebook.judgements()?.len(),
        judgements: entries
            .iter()
            .map(|entry| line(entry, &lost, &replaced))
            .collect(),
        contradictions: contradictions.into_iter().filter(of_these).collect(),
    };
    if listed.judgements.is_empty() {
        common.say(&format!("nobody judged {}", args.object));
    }
    print(&listed, common)
}

/// What has lost its object, and what is contradicted, under every method that was judged.
fn open(
    contents: &Contents,
    book: &Book,
) -> Result<(BTreeMap<String, String>, Vec<Open>), InputError> {
    let case = Case::link(contents);
    let profiles: std::collections::BTreeSet<&str> = book
        .standing()
        .map(|entry| entry.decision.profile().unwrap_or(DEFAULT_PROFILE))
        .collect();
    let mut lost = contents.decided.lost.clone();
    let mut contradictions: Vec<Contradiction> = contents.decided.contradictions.clone();
    for profile in profiles {
        let on_incidents = case.on_incidents(profile);
        lost.extend(on_incidents.lost);
        contradictions.extend(on_incidents.contradictions);
    }
    let lost = lost
        .into_iter()
        .map(|one| (one.id.to_string(), one.why.to_string()));
    let open = contradictions.into_iter().map(|one| Open {
        judgements: one.judgements.iter().map(ToString::to_string).collect(),
        about: one.about,
    });
    Ok((lost.collect(), open.collect()))
}

fn line<'a>(
    entry: &'a Entry,
    lost: &'a BTreeMap<String, String>,
    replaced: &BTreeMap<&'a str, &'a str>,
) -> Line<'a> {
    let kept = &entry.kept;
    Line {
        judgement: kept.id.as_str(),
        kind: &kept.judged.kind,
        what: entry.decision.words(),
        by: &kept.judged.by,
        reason: &kept.judged.reason,
        at: kept.judged.at.to_string(),
        settles: &entry.settles,
        withdrawn: kept.withdrawn.map(|at| at.to_string()),
        replaced_by: replaced.get(kept.id.as_str()).copied(),
        lost: lost.get(kept.id.as_str()).map(String::as_str),
    }
}

fn print(listed: &Listed<'_>, common: &Common) -> anyhow::Result<()> {
    if common.format == Format::Json {
        return out::print(&tollbook_publish::wire::print(listed));
    }
    for line in &listed.judgements {
        out::line(&visible(&in_words(line)))?;
    }
    for open in &listed.contradictions {
        let ids = open.judgements.join(", ");
        out::line(&visible(&format!(
            "contradiction on {}: {ids}; `tollbook judge settle JUDGEMENT` puts one over the others",
            open.about
        )))?;
    }
    Ok(())
}

fn in_words(line: &Line<'_>) -> String {
    let mut words = format!(
        "{}: {}; {}, {}: {}",
        line.judgement, line.what, line.by, line.at, line.reason
    );
    if !line.settles.is_empty() {
        words += &format!("; settles {}", line.settles.join(", "));
    }
    if let Some(at) = &line.withdrawn {
        words += &format!("; withdrawn {at}");
    }
    if let Some(by) = line.replaced_by {
        words += &format!("; does not act: {by} stands in its place");
    }
    if let Some(why) = line.lost {
        words += &format!("; has no effect: {why}");
    }
    words
}
