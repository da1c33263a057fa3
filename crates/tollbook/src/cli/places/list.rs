//! `tollbook places list`: what the casebook has learned of places.

use clap::Args;
use serde::Serialize;
use tollbook_preserve::KeptJudgement;
use tollbook_publish::visible::visible;

use crate::casebook::Casebook;
use crate::cli::{Common, Format};
use crate::judged_places::{self, Same, Shown, Verdict};
use crate::out;

/// Which judgements to list.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Those that were withdrawn, too
    #[arg(long)]
    all: bool,
}

#[derive(Serialize)]
struct Listed<'a> {
    judgements: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    judgement: &'a str,
    /// What the name means; of a merge the entry that stands.
    place: &'a Shown,
    id: String,
    /// The entry that a merge ends.
    merged: Option<&'a str>,
    by: &'a str,
    reason: &'a str,
    at: String,
    withdrawn: Option<String>,
}

/// Lists the judgements on places in the order in which they were taken in.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find(common.casebook.as_deref())?;
    let all = judged_places::all(&casebook)?;
    let lines = all
        .iter()
        .filter(|(kept, _)| args.all || kept.withdrawn.is_none())
        .filter_map(|(kept, verdict)| line(kept, verdict));
    let judgements: Vec<Line<'_>> = lines.collect();
    if common.format == Format::Json {
        return out::print(&tollbook_publish::wire::print(&Listed { judgements }));
    }
    if judgements.is_empty() {
        common.say("no place was judged; `tollbook places add` shows the casebook one");
    }
    for line in judgements {
        out::line(&visible(&in_words(&line)))?;
    }
    Ok(())
}

fn line<'a>(kept: &'a KeptJudgement, verdict: &'a Verdict) -> Option<Line<'a>> {
    let (place, merged) = match verdict {
        Verdict::Place(place) => (place, None),
        Verdict::Same(Same { entry, is }) => (is, Some(entry.as_str())),
        Verdict::Withdrawal => return None,
    };
    Some(Line {
        judgement: kept.id.as_str(),
        place,
        id: place.id(kept.id.as_str()).0,
        merged,
        by: &kept.judged.by,
        reason: &kept.judged.reason,
        at: kept.judged.at.to_string(),
        withdrawn: kept.withdrawn.map(|at| at.to_string()),
    })
}

fn in_words(line: &Line<'_>) -> String {
    let place = line.place;
    let what = match line.merged {
        Some(entry) => format!("{entry} is {}", line.id),
        None => format!("{} is {}", place.name, line.id),
    };
    let within = if place.within.is_empty() {
        String::new()
    } else {
        format!(" in {}", place.within.join(", "))
    };
    let withdrawn = line.withdrawn.as_ref();
    let withdrawn = withdrawn.map_or(String::new(), |at| format!("; withdrawn {at}"));
    format!(
        "{}: {what}, {}{within}, {:.4} {:.4} within {} km; {}, {}: {}{withdrawn}",
        line.judgement,
        place.kind,
        place.lat,
        place.lon,
        place.radius_km,
        line.by,
        line.at,
        line.reason
    )
}
