//! `tollbook verify`

use std::fs;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use tollbook_preserve::{Attached, Cosignature, Stamp, Verified};
use tollbook_publish::visible::visible;

use super::merge::ForkWire;
use super::stamp;
use super::{Common, Format};
use crate::casebook::Casebook;
use crate::error::{InputError, tell};
use crate::out::{self, counted};

/// What to compare with.
#[derive(Debug, Args)]
pub struct Arguments {
    /// An earlier checkpoint that somebody kept: also proves that nothing before it was altered or removed
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
}

/// The result for scripts.
#[derive(Serialize)]
struct Wire {
    sound: bool,
    entries: u64,
    root: String,
    checkpoint: String,
    others: Vec<OtherWire>,
    forks: Vec<ForkWire>,
    withdrawn: Vec<String>,
    sources: usize,
    blobs: usize,
    bytes: u64,
    readings: usize,
    since: Option<u64>,
    time: &'static str,
    cosignatures: Vec<CosignatureWire>,
    stamps: Vec<stamp::Wire>,
    damage: Vec<DamageWire>,
    notes: Vec<String>,
    claims: Vec<Claim>,
}

/// A checkpoint that another office cosigned.
#[derive(Serialize)]
struct CosignatureWire {
    log: String,
    entries: u64,
    witness: String,
    at: String,
}

/// The log of another office.
#[derive(Serialize)]
struct OtherWire {
    log: String,
    entries: u64,
    root: String,
}

#[derive(Serialize)]
struct DamageWire {
    path: String,
    what: String,
}

/// Something that somebody may want to have proved.
#[derive(Serialize)]
struct Claim {
    claim: String,
    proved: bool,
    why: &'static str,
}

/// What the log says of time: as long as nobody else has signed it, no more than the order.
fn time(found: &Verified) -> &'static str {
    match (own(found).next(), block(found)) {
        (Some(_), Some(_)) => "cosigned and stamped",
        (Some(_), None) => "cosigned",
        (None, Some(_)) => "stamped",
        (None, None) => "order only",
    }
}

/// The stamp by a block of Bitcoin that covers most of the casebook's own log, and of these the earliest.
fn block(found: &Verified) -> Option<&Stamp> {
    let own = found.stamps.iter().filter(|(log, _)| is_own(found, log));
    let proved = own
        .map(|(_, stamp)| stamp)
        .filter(|stamp| stamp.is_proved());
    proved.max_by_key(|stamp| (stamp.entries, std::cmp::Reverse(stamp.at)))
}

fn is_own(found: &Verified, log: &str) -> bool {
    found.others.iter().all(|other| other.log != log)
}

/// The cosignatures of the casebook's own log.
fn own(found: &Verified) -> impl Iterator<Item = &Attached> {
    let cosigned = found.cosignatures.iter();
    cosigned
        .filter(|cosigned| is_own(found, &cosigned.log))
        .map(|cosigned| &cosigned.by)
}

/// Checks the casebook and says what is proved and what is not.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let since = args.since.as_deref().map(|path| {
        fs::read(path).map_err(|fault| InputError::File {
            path: path.display().to_string(),
            fault,
        })
    });
    let found = Casebook::verify(common.casebook.as_deref(), since.transpose()?.as_deref())?;
    let claims = claims(&found);
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&wire(&found, claims)))?,
        _ => out::print(&text(&found, &claims))?,
    }
    for damage in &found.damage {
        let path = damage.path.display();
        tell(&visible(&format!("damage: {path}: {}", damage.what)));
    }
    match found.damage.len() {
        0 => Ok(()),
        count => Err(InputError::Damage { count }.into()),
    }
}

/// What the handbook of the log promises, claim by claim.
fn claims(found: &Verified) -> Vec<Claim> {
    let sound = found.damage.is_empty();
    let claim = |claim: &str, proved, why| Claim {
        claim: claim.to_owned(),
        proved,
        why,
    };
    let since = match found.since {
        Some(size) => claim(
            &format!(
                "nothing entered before the checkpoint of {} was altered or removed",
                counted(size, "entry", "entries")
            ),
            sound,
            "by a consistency proof from it to the checkpoint here",
        ),
        None => claim(
            "nothing entered before an earlier checkpoint was altered or removed",
            false,
            "needs a checkpoint that somebody kept: --since FILE",
        ),
    };
    let mut claims = vec![
        claim(
            "each byte string is the one entered under its number",
            sound,
            "by the tree of the entries and the signed checkpoint",
        ),
        since,
        claim(
            "nothing was rolled back (its end cut off)",
            false,
            "needs that somebody else holds a later checkpoint",
        ),
        claim(
            "what is in it was not made earlier than some time",
            false,
            "not claimed",
        ),
        claim("what a source says is true", false, "no log can prove it"),
    ];
    claims.splice(2..2, time_claims(found, sound));
    claims
}

/// By when what is in the log existed: by the cosignature and the block that cover most of it.
fn time_claims(found: &Verified, sound: bool) -> Vec<Claim> {
    let claim = |claim, proved, why| Claim { claim, proved, why };
    let last = own(found).max_by_key(|by| (by.entries, std::cmp::Reverse(by.at)));
    let cosigned = last.map(|by| {
        claim(
            format!(
                "the first {} existed no later than {}, by the clock of {}",
                counted(by.entries, "entry", "entries"),
                by.at,
                by.witness
            ),
            sound,
            "by its cosignature; ask that office, by another way, whether the name is theirs",
        )
    });
    let stamped = block(found).map(|stamp| {
        claim(
            format!(
                "the first {} existed no later than {}, the time of a block of Bitcoin",
                counted(stamp.entries, "entry", "entries"),
                stamp.at.map(|at| at.to_string()).unwrap_or_default()
            ),
            sound,
            "by a proof of OpenTimestamps and the block's header; compare its hash with any copy of the chain",
        )
    });
    let claims: Vec<Claim> = cosigned.into_iter().chain(stamped).collect();
    match claims.is_empty() {
        false => claims,
        true => vec![claim(
            "what is in it existed no later than some time".to_owned(),
            false,
            "needs a cosignature or a time stamp on a checkpoint that covers it: `tollbook witness`, `tollbook stamp`",
        )],
    }
}

impl CosignatureWire {
    fn of(cosigned: &Cosignature) -> Self {
        Self {
            log: cosigned.log.clone(),
            entries: cosigned.by.entries,
            witness: cosigned.by.witness.clone(),
            at: cosigned.by.at.to_string(),
        }
    }
}

fn wire(found: &Verified, claims: Vec<Claim>) -> Wire {
    let damage = found.damage.iter().map(|damage| DamageWire {
        path: damage.path.display().to_string(),
        what: damage.what.clone(),
    });
    Wire {
        sound: found.damage.is_empty(),
        entries: found.entries,
        root: found.root.clone(),
        checkpoint: found.checkpoint.display().to_string(),
        stamps: found
            .stamps
            .iter()
            .map(|(log, stamp)| stamp::Wire::of(log, stamp))
            .collect(),
        others: found
            .others
            .iter()
            .map(|other| OtherWire {
                log: other.log.clone(),
                entries: other.entries,
                root: other.root.clone(),
            })
            .collect(),
        forks: found.forks.iter().map(ForkWire::of).collect(),
        withdrawn: found.withdrawn.iter().map(ToString::to_string).collect(),
        sources: found.sources,
        blobs: found.blobs,
        bytes: found.bytes,
        readings: found.readings,
        since: found.since,
        time: time(found),
        cosignatures: found.cosignatures.iter().map(CosignatureWire::of).collect(),
        damage: damage.collect(),
        notes: found.notes.clone(),
        claims,
    }
}

fn text(found: &Verified, claims: &[Claim]) -> String {
    let state = match found.damage.len() {
        0 => "sound".to_owned(),
        count => format!("{count} damaged"),
    };
    let mut text = format!(
        "{state}: {}, {}, {} of {}, {}; {}\n",
        counted(found.entries, "entry", "entries"),
        counted(found.sources, "source", "sources"),
        counted(found.blobs, "blob", "blobs"),
        counted(found.bytes, "byte", "bytes"),
        counted(found.readings, "reading", "readings"),
        time(found)
    );
    for claim in claims {
        let word = if claim.proved { "proved" } else { "not proved" };
        text.push_str(&format!("  {word}: {}; {}\n", claim.claim, claim.why));
    }
    for cosigned in &found.cosignatures {
        let (log, by) = (&cosigned.log, &cosigned.by);
        text.push_str(&format!(
            "cosigned: {} of {log} by {} at {}\n",
            counted(by.entries, "entry", "entries"),
            by.witness,
            by.at
        ));
    }
    for (log, stamp) in &found.stamps {
        let words = format!("stamped: {}", stamp::words(log, stamp));
        text.push_str(&visible(&words));
        text.push('\n');
    }
    for other in &found.others {
        let (log, entries) = (&other.log, other.entries);
        text.push_str(&format!(
            "also sound: {log}, {} of another office\n",
            counted(entries, "entry", "entries")
        ));
    }
    for source in &found.withdrawn {
        text.push_str(&format!("withdrawn: source {source} was destroyed here\n"));
    }
    for fork in &found.forks {
        let (log, at) = (&fork.log, fork.at);
        text.push_str(&visible(&format!(
            "two histories: {log} signed checkpoints that contradict each other, found {at}; --format json shows both"
        )));
        text.push('\n');
    }
    for note in &found.notes {
        text.push_str(&visible(&format!("note: {note}")));
        text.push('\n');
    }
    if found.damage.is_empty() {
        let path = visible(&found.checkpoint.display().to_string()).into_owned();
        text.push_str(&format!(
            "give a copy of {path} to somebody else; with it, a later check proves that nothing up to here was altered\n"
        ));
    }
    text
}
