//! Everything that a casebook holds, as the later stages need it: its sources with what is read from them now.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tollbook_judge::Decided;
use tollbook_link::kept::Mark;
use tollbook_preserve::KeptReading;
use tollbook_publish::Unread;
use tollbook_record::{
    ClaimId, ClaimInSource, FileStatement, ReadText, Reading, RowKey, Shared, Source, SourceId,
};

use super::ahead::ahead;
use super::{Casebook, extractor, last_received, place_of};
use crate::kept_linking::KeptLinking;
use crate::{replaced, whereabouts};

/// Readings that are parsed at once: enough for every thread, few enough to hold beside what they become.
const PARSED_AT_ONCE: usize = 1024;

/// A source with what was read from it.
pub struct Read {
    /// The source.
    pub source: Source,
    /// Its claims and problems.
    pub reading: Reading,
    /// How it was obtained, a line each.
    pub obtained: Vec<String>,
    /// What its file states of itself.
    pub says: Vec<FileStatement>,
    /// When it was received last.
    pub received: Timestamp,
    /// Which row of a dataset it is.
    pub row: Option<RowKey>,
    /// Equal marks, equal readings.
    mark: Mark,
}

/// All that a casebook holds, as the later stages need it.
pub struct Contents {
    /// Sources that gave a text.
    pub read: Vec<Read>,
    /// What could not be taken or read.
    pub unread: Vec<Unread>,
    /// What follows from the judgements that stand.
    pub decided: Decided,
    /// The readings of judged sources as they were before, with their places left open.
    pub before: BTreeMap<SourceId, Reading>,
    /// What is kept of the linking of its claims.
    pub linking: KeptLinking,
}

impl Read {
    /// Marks a reading that is another one than was kept.
    fn mark_anew(&mut self) {
        let read = ReadText {
            text: self.source.text.clone(),
            row: self.row.clone(),
            says: self.says.clone(),
            reading: self.reading.clone(),
        };
        self.mark = Sha256::digest(read.to_bytes()).into();
    }
}

impl Contents {
    /// The claim of that identity, with what reviewers decided on it.
    pub fn claim(&self, id: ClaimId) -> Option<ClaimInSource<'_>> {
        let read = self.read.iter().find(|read| read.source.id == id.source)?;
        let judged = self.decided.claims.get(&id.source);
        Some(ClaimInSource {
            id,
            source: &read.source,
            claim: read.reading.claims.get(usize::try_from(id.index).ok()?)?,
            judged: judged.and_then(|judged| judged.get(&id.index)),
        })
    }
}

impl Casebook {
    /// The sources with what was read from them, as no reviewer has changed it and without where its
    /// places are.
    pub fn as_read(&self) -> anyhow::Result<Vec<Read>> {
        let mut read = self.kept()?;
        for read in &mut read {
            whereabouts::open(&mut read.reading);
        }
        Ok(read)
    }

    /// The sources with what is kept of them: what was read, and where the list inside the program has
    /// its places.
    fn kept(&self) -> anyhow::Result<Vec<Read>> {
        let (index, extractor) = (self.store.index(), extractor());
        let path = self.dir.join("case.db");
        let (publications, custody) = (index.publications()?, index.custody_of_all()?);
        let read_of = |kept: KeptReading| {
            let id = kept.source;
            let damaged = || tollbook_preserve::Error::DamagedIndex {
                path: path.clone(),
                what: format!("the kept reading of source {id}"),
            };
            let mark = kept.digest();
            let read = kept.bytes(&extractor).and_then(ReadText::from_bytes);
            let ReadText {
                text,
                row,
                says,
                reading,
            } = read.ok_or_else(damaged)?;
            let custody = custody.get(&id).map_or(&[][..], Vec::as_slice);
            Ok(Read {
                row,
                says,
                source: Source {
                    id,
                    publication: publications.get(&id).cloned().unwrap_or_default(),
                    text,
                    corrects: None,
                },
                reading,
                obtained: custody.iter().map(obtained).collect(),
                received: last_received(custody),
                mark,
            })
        };
        let mut read = Vec::new();
        let mut shared = Shared::default();
        ahead(
            |give| index.each_readings(&extractor, PARSED_AT_ONCE, give),
            |kept: Vec<KeptReading>| kept.into_par_iter().map(read_of).collect(),
            |parsed: Result<Vec<Read>, tollbook_preserve::Error>| {
                let mut parsed = parsed?;
                let readings = parsed.iter_mut().map(|read| &mut read.reading);
                readings.for_each(|reading| shared.share(reading));
                read.extend(parsed);
                Ok::<(), tollbook_preserve::Error>(())
            },
        )?;
        let added: HashMap<SourceId, usize> = index.order()?.into_iter().zip(0..).collect();
        read.sort_by_cached_key(|read| added.get(&read.source.id).copied().unwrap_or(usize::MAX));
        Ok(read)
    }

    /// Everything that was read, and what was not, as it is at one moment.
    pub fn contents(&self) -> anyhow::Result<Contents> {
        self.contents_of(None)
    }

    /// The same as one reviewer sees it who codes blind: with their own judgements on claims, pairs and
    /// incidents alone. What names of places mean is known to all.
    pub fn contents_of(&self, coder: Option<&str>) -> anyhow::Result<Contents> {
        self.store
            .index()
            .at_one_moment(|| self.contents_now(coder))
    }

    fn contents_now(&self, coder: Option<&str>) -> anyhow::Result<Contents> {
        let mut read = self.kept()?;
        replaced::take_out(&mut read);
        let book = self.book()?;
        let book = match coder {
            Some(coder) => book.of_reviewer(coder),
            None => book,
        };
        let judged = book.sources();
        // What is kept stands, but for what reviewers judged, and where the casebook knows more places than the list.
        let all = whereabouts::is_more_than_the_list(self)?;
        let mut anew: Vec<(&Source, &mut Reading)> = read
            .iter_mut()
            .filter(|read| all || judged.contains(&read.source.id))
            .map(|read| (&read.source, &mut read.reading))
            .collect();
        anew.iter_mut()
            .for_each(|(_, reading)| whereabouts::open(reading));
        whereabouts::name(self, &mut anew)?;
        let before = anew
            .iter()
            .filter(|(source, _)| judged.contains(&source.id));
        let before = before.map(|(source, reading)| (source.id, (**reading).clone()));
        let before = before.collect();
        let decided = book.decide(&mut anew);
        whereabouts::place(self, &mut anew)?;
        let mut shared = Shared::default();
        anew.iter_mut()
            .for_each(|(_, reading)| shared.share(reading));

        let index = self.store.index();
        let unread = index
            .refusals(&extractor())?
            .into_iter()
            .map(|r| Unread {
                path: place_of(&r.path, r.locator.as_str()),
                reason: r.reason,
                remedy: r.remedy,
            })
            .collect();
        let changed = |read: &&mut Read| all || judged.contains(&read.source.id);
        read.par_iter_mut()
            .filter(changed)
            .for_each(Read::mark_anew);
        let marks = read.iter().map(|read| (read.source.id, read.mark));
        // What one coder sees alone is not kept: the next would have to undo it.
        let dir = coder.is_none().then_some(self.dir.as_path());
        Ok(Contents {
            linking: KeptLinking::new(dir, &extractor(), marks.collect()),
            read,
            unread,
            decided,
            before,
        })
    }
}

fn obtained(custody: &tollbook_preserve::Custody) -> String {
    let place = place_of(&custody.path, custody.locator.as_str());
    let when = custody
        .obtained
        .map_or_else(|| custody.received.to_string(), |o| o.to_string());
    let how = custody.obtained_how.as_deref().unwrap_or(&custody.how);
    format!("{place}, {how}, {when}")
}
