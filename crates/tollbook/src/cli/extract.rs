//! `tollbook extract`

use std::mem::ManuallyDrop;

use jiff::Timestamp;
use serde::Serialize;
use tollbook_publish::visible::visible;

use super::{Common, Format};
use crate::case::Case;
use crate::casebook::Casebook;
use crate::out::{self, counted};
use crate::progress;

/// The result for scripts.
#[derive(Serialize)]
struct Extracted {
    read: usize,
    unreadable: Vec<String>,
}

/// Reads the claims of all sources that were not read yet, and brings them together with the others: the casebook
/// keeps the linking, so that no command waits for it that counts or shows.
pub fn run(common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let (read, unreadable) = extract(&mut casebook, common)?;
    if read > 0 {
        // As with other commands, what was read is not dropped.
        let contents = ManuallyDrop::new(casebook.contents()?);
        Case::group(&contents);
    }
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Extracted {
            read,
            unreadable,
        }))?,
        _ => out::line(&format!(
            "{} read, {} could not be",
            counted(read, "source", "sources"),
            unreadable.len()
        ))?,
    }
    Ok(())
}

/// Reads what was not read yet: how many gave a text, and the reasons of the others.
pub fn extract(casebook: &mut Casebook, common: &Common) -> anyhow::Result<(usize, Vec<String>)> {
    let mut unreadable = Vec::new();
    let mut tried = 0;
    // Bytes that were given under several names are tried under one of them each time.
    loop {
        let unread = casebook.unread()?;
        if unread.is_empty() {
            return Ok((tried - unreadable.len(), unreadable));
        }
        tried += unread.len();
        let bar = progress::bar(unread.len(), "reading", common.quiet);
        casebook.extract(&unread, Timestamp::now(), &bar, &mut |fault| {
            common.say(&format!("not read: {}", visible(fault)));
            unreadable.push(fault.to_owned());
        })?;
    }
}
