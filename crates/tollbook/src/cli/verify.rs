//! `tollbook verify`

use std::fs;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use tollbook_preserve::Verified;
use tollbook_publish::visible::visible;

use super::{Common, Format};
use crate::casebook::Casebook;
use crate::error::{InputError, tell};
use crate::out;

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
    sources: usize,
    blobs: usize,
    bytes: u64,
    readings: usize,
    since: Option<u64>,
    time: &'static str,
    damage: Vec<DamageWire>,
    notes: Vec<String>,
    claims: Vec<Claim>,
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

/// What the log says of time as long as nobody else has signed it.
const TIME: &str = "order only";

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
                "nothing entered before the checkpoint of {size} entries was altered or removed"
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
    vec![
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
            "what is in it existed no later than some time",
            false,
            "needs a cosignature or a time token on a checkpoint that covers it",
        ),
        claim(
            "what is in it was not made earlier than some time",
            false,
            "not claimed",
        ),
        claim("what a source says is true", false, "no log can prove it"),
    ]
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
        sources: found.sources,
        blobs: found.blobs,
        bytes: found.bytes,
        readings: found.readings,
        since: found.since,
        time: TIME,
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
        "{state}: {} entries, {} sources, {} blobs of {} bytes, {} readings; {TIME}\n",
        found.entries, found.sources, found.blobs, found.bytes, found.readings
    );
    for claim in claims {
        let word = if claim.proved { "proved" } else { "not proved" };
        text.push_str(&format!("  {word}: {}; {}\n", claim.claim, claim.why));
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
