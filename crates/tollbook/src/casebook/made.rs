//! Texts that were made of pictures, which are sources of their own: their custody names the picture as what they were
//! taken from.

use std::collections::{BTreeMap, BTreeSet};

use indicatif::ProgressBar;
use jiff::Timestamp;
use rayon::prelude::*;
use tollbook_extract::read::{self, Media, ocr};
use tollbook_preserve::{Given, Outcome, SourceEntry, Tables};
use tollbook_record::SourceId;

use super::{Casebook, place_of};
use crate::ocr::Tools;

impl Casebook {
    /// The texts that were made of each source of which any was.
    pub fn made_texts(&self) -> anyhow::Result<BTreeMap<SourceId, BTreeSet<SourceId>>> {
        let mut made: BTreeMap<SourceId, BTreeSet<SourceId>> = BTreeMap::new();
        for (id, custody) in self.store.index().custody_of_all()? {
            for of in custody.iter().filter_map(|custody| {
                let format = read::format_of(b"-", &custody.name);
                custody.container.filter(|_| format == Ok(Media::Ocr))
            }) {
                made.entry(of).or_default().insert(id);
            }
        }
        Ok(made)
    }

    /// Sources that may have pictures of words in them, and of which no text was made yet.
    pub fn without_made_text(&self) -> anyhow::Result<Vec<SourceEntry>> {
        let made = self.made_texts()?;
        let mut sources = self.store.index().sources()?;
        sources.retain(|entry| {
            let format = read::format_of(b"-", &entry.name);
            matches!(format, Ok(Media::Image | Media::Pdf)) && !made.contains_key(&entry.id)
        });
        Ok(sources)
    }

    /// Has the texts of `entries` made and keeps them; how many. `tell` hears why others could not be.
    pub fn make_texts(
        &mut self,
        entries: &[SourceEntry],
        tools: &Tools,
        at: Timestamp,
        bar: &ProgressBar,
        tell: &mut dyn FnMut(&str),
    ) -> anyhow::Result<usize> {
        let mut kept = 0;
        for batch in entries.chunks(rayon::current_num_threads()) {
            let bytes = batch.iter().map(|entry| self.store.bytes(entry.id));
            let bytes: Vec<Vec<u8>> = bytes.collect::<Result<_, _>>()?;
            let whole: Vec<_> = batch.iter().zip(bytes).collect();
            let made: Vec<_> = whole
                .par_iter()
                .map(|(entry, bytes)| tools.text_of(entry, bytes))
                .collect::<anyhow::Result<_>>()?;
            for (entry, made) in batch.iter().zip(made) {
                match made {
                    None => {}
                    Some(Ok(made)) => {
                        let given = Given {
                            at,
                            how: tools.how(),
                            publication: self.store.index().publication(entry.id)?,
                            tables: Tables::NONE,
                        };
                        let made = made.to_bytes();
                        match self.store.add_made(entry, made, ocr::ENDING, &given)? {
                            Outcome::Refused(refusal) => tell(&refusal.to_string()),
                            Outcome::Source { .. } | Outcome::Container { .. } => kept += 1,
                        }
                    }
                    Some(Err(refusal)) => {
                        let place = place_of(&entry.path, entry.locator.as_str());
                        tell(&format!("{place}: {refusal}"));
                    }
                }
            }
            bar.inc(batch.len() as u64);
        }
        bar.finish_and_clear();
        Ok(kept)
    }
}
