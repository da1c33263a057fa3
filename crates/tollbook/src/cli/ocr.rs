//! `tollbook ocr`

use jiff::Timestamp;
use serde::Serialize;
use tollbook_publish::visible::visible;

use super::{Common, Format, extract};
use crate::casebook::Casebook;
use crate::jailed;
use crate::ocr::Tools;
use crate::out::{self, counted};
use crate::progress;

/// The result for scripts.
#[derive(Serialize)]
struct Made {
    made: usize,
    failed: Vec<String>,
}

/// Has the texts of pictures made that have none yet, keeps them as sources, and reads them.
pub fn run(common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let tools = Tools::find()?;
    let waiting = casebook.without_made_text()?;
    let mut failed = Vec::new();
    let bar = progress::bar(waiting.len(), "looking for pictures", common.quiet);
    let made = casebook.make_texts(&waiting, &tools, Timestamp::now(), &bar, &mut |fault| {
        common.say(&format!("no text made: {}", visible(fault)));
        failed.push(fault.to_owned());
    })?;
    if let Some(line) = tools.walls().and_then(jailed::missing) {
        common.say(&line);
    }
    extract::extract(&mut casebook, common)?;
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&Made { made, failed })),
        _ => out::line(&format!(
            "{} of pictures made and kept; {} could not be. No number in digits is taken from them: what stands in them is listed as a problem, to be compared with the picture",
            counted(made, "text", "texts"),
            failed.len()
        )),
    }
}
