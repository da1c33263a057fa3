//! A casebook's folder: its first file, its sources, what was read from them.

mod ahead;
mod contents;
mod made;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use indicatif::ProgressBar;
use jiff::Timestamp;
use rayon::prelude::*;
use tollbook_extract::gazetteer::place_on_list;
use tollbook_extract::read::{self, Document, Media};
use tollbook_jail::Walls;
use tollbook_judge::Book;
use tollbook_preserve::places::{Layer, PLACES_FILE};
use tollbook_preserve::receive;
use tollbook_preserve::{
    Attached, Cosigning, FIRST_FILE, Given, Judged, KeptJudgement, Merged, Outcome, Packed, Seed,
    SourceEntry, Stamp, Store, Summary, Verified, Withdrawn,
};
use tollbook_record::{Publication, ReadText, RowKey, SourceId};

pub use self::contents::{Contents, Read};
use crate::contained::contained;
use crate::error::InputError;
use crate::first_file::{self, Said};
use crate::jailed::{self, Refusal};
use crate::kept_linking::KeptLinking;
use crate::unpacked::Unpacker;

/// The page of the last run.
const REPORT: &str = "report.html";

/// Readings that are computed between two writes to the index.
const BATCH: usize = 512;

/// What the names in a casebook's folder begin with.
const OWN_NAMES: [&str; 6] = [FIRST_FILE, "blobs", "log", "secret", "case.db", PLACES_FILE];

/// A casebook on disk.
pub struct Casebook {
    dir: PathBuf,
    store: Store,
}

/// A source that is a row of a dataset.
pub struct KeptRow {
    /// The source.
    pub source: SourceId,
    /// Which row it is.
    pub key: RowKey,
    /// Who publishes the dataset.
    pub publisher: Option<String>,
    /// When it was received last.
    pub received: Timestamp,
}

impl Casebook {
    /// Makes a casebook in a new or empty folder.
    pub fn create(dir: &Path) -> anyhow::Result<Self> {
        if dir.join(FIRST_FILE).exists() {
            let path = dir.display().to_string();
            return Err(InputError::IsCasebook { path }.into());
        }
        Self::make(dir)
    }

    /// Makes a casebook in a folder that holds nothing but what a making leaves, which may have been
    /// cut off, or be at work at this moment in another process.
    fn make(dir: &Path) -> anyhow::Result<Self> {
        let path = || dir.display().to_string();
        let fault = |fault| InputError::File {
            path: path(),
            fault,
        };
        private_folder(dir).map_err(fault)?;
        for entry in fs::read_dir(dir).map_err(fault)? {
            let name = entry.map_err(fault)?.file_name();
            let name = name.to_string_lossy();
            if !OWN_NAMES.iter().any(|own| name.starts_with(own)) {
                return Err(InputError::NotEmpty { path: path() }.into());
            }
        }
        // The store comes first: a folder with a first file always has one.
        let store = Store::create(dir, new_seed()?)?;
        store.write_file(FIRST_FILE, &first_file::bytes(store.log_name())?)?;
        Ok(Self {
            dir: dir.to_owned(),
            store,
        })
    }

    /// Opens the casebook in `dir`.
    pub fn open(dir: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            dir: dir.to_owned(),
            store: Store::open(dir, &log_of(dir)?, new_seed()?)?,
        })
    }

    /// Makes the index of the casebook that is meant anew, from log and blobs, and opens it. One that
    /// was made before there was a log gets its log from the index.
    pub fn rebuild(named: Option<&Path>) -> anyhow::Result<Self> {
        let dir = Self::place(named);
        let fault = |fault| InputError::file(&dir, fault);
        KeptLinking::forget(&dir).map_err(fault)?;
        match first_file::read(&dir)? {
            Said::Log(log) => Store::rebuild(&dir, &log)?,
            Said::NoLog => {
                let seed = new_seed()?;
                let log = Store::adopt(&dir, &seed)?;
                let store = Store::open(&dir, &log, seed)?;
                store.write_file(FIRST_FILE, &first_file::bytes(&log)?)?;
            }
        }
        Self::open(&dir)
    }

    /// Checks the casebook that is meant; nothing is changed.
    pub fn verify(named: Option<&Path>, since: Option<&[u8]>) -> anyhow::Result<Verified> {
        let dir = Self::place(named);
        Ok(tollbook_preserve::verify(&dir, &log_of(&dir)?, since)?)
    }

    /// Writes the casebook that is meant as one file.
    pub fn pack(named: Option<&Path>, to: &mut dyn Write) -> anyhow::Result<Packed> {
        let dir = Self::place(named);
        Ok(Store::pack(&dir, &log_of(&dir)?, to)?)
    }

    /// Makes a casebook of a pack in a new or empty folder, and its index from log and blobs. On a fault
    /// what was written is removed again.
    pub fn unpack(file: &Path, pack: impl io::Read, dir: &Path) -> anyhow::Result<Self> {
        let fault = |fault| InputError::file(dir, fault);
        let was_there = dir.exists();
        private_folder(dir).map_err(fault)?;
        if fs::read_dir(dir).map_err(fault)?.next().is_some() {
            let path = dir.display().to_string();
            return Err(InputError::NotEmpty { path }.into());
        }
        let made = tollbook_preserve::unpack(pack, dir).map_err(anyhow::Error::new);
        let made = made
            .with_context(|| file.display().to_string())
            .and_then(|()| Self::rebuild(Some(dir)));
        if made.is_err() {
            let entries = fs::read_dir(dir).map_err(fault)?.flatten();
            for path in entries.map(|entry| entry.path()) {
                let removed = match path.is_dir() {
                    true => fs::remove_dir_all(path),
                    false => fs::remove_file(path),
                };
                removed.map_err(fault)?;
            }
            if !was_there {
                fs::remove_dir(dir).map_err(fault)?;
            }
        }
        made
    }

    /// Takes in what a casebook in another folder holds, or a bag with a casebook in it.
    pub fn merge_folder(
        named: Option<&Path>,
        other: &Path,
        at: Timestamp,
    ) -> anyhow::Result<Merged> {
        let dir = Self::place(named);
        let inside = other.join("data");
        let other = match inside.join(FIRST_FILE).is_file() {
            true => inside.as_path(),
            false => other,
        };
        let theirs = log_of(other)?;
        let merged = Store::merge(&dir, &log_of(&dir)?, &new_seed()?, (other, &theirs), at)?;
        Ok(merged)
    }

    /// Takes in what a pack holds.
    pub fn merge_pack(
        named: Option<&Path>,
        file: &Path,
        pack: impl io::Read,
        at: Timestamp,
    ) -> anyhow::Result<Merged> {
        let dir = Self::place(named);
        let log = log_of(&dir)?;
        let theirs = |dir: &Path| log_of(dir).map_err(|fault| fault.to_string());
        Store::merge_pack(&dir, &log, &new_seed()?, (pack, &theirs), at)
            .with_context(|| file.display().to_string())
    }

    /// A request to cosign the log of the casebook that is meant.
    pub fn witness_request(named: Option<&Path>, since: Option<u64>) -> anyhow::Result<Vec<u8>> {
        let dir = Self::place(named);
        Ok(Store::witness_request(&dir, &log_of(&dir)?, since)?)
    }

    /// The name of its log.
    pub fn log_name(&self) -> &str {
        self.store.log_name()
    }

    /// Cosigns another office's request, if its log goes on from all that was seen of it here.
    pub fn cosign(&mut self, request: &[u8], at: Timestamp) -> anyhow::Result<Cosigning> {
        Ok(self.store.cosign(request, at)?)
    }

    /// Puts a cosigned checkpoint beside the log.
    pub fn attach_cosigned(&self, cosigned: &[u8]) -> anyhow::Result<Attached> {
        Ok(self.store.attach_cosigned(cosigned)?)
    }

    /// Puts a time stamp of others beside the log.
    pub fn attach_stamp(
        &self,
        checkpoint: &[u8],
        stamp: &[u8],
        header: Option<&[u8]>,
    ) -> anyhow::Result<Stamp> {
        Ok(self.store.attach_stamp(checkpoint, stamp, header)?)
    }

    /// Destroys the source whose hash begins so, with the texts that were made of it, which go first: by whom, why and when.
    pub fn withdraw(
        named: Option<&Path>,
        start: &str,
        said: (String, String, Timestamp),
    ) -> anyhow::Result<(SourceId, Vec<Withdrawn>)> {
        let dir = Self::place(named);
        let casebook = Self::open(&dir)?;
        let sources = casebook.store.index().sources()?;
        let start = start.to_lowercase();
        let found: Vec<SourceId> = sources
            .iter()
            .map(|source| source.id)
            .filter(|id| !start.is_empty() && id.to_string().starts_with(&start))
            .collect();
        let [source] = found.as_slice() else {
            let count = found.len();
            return Err(InputError::WhichSource { start, count }.into());
        };
        let mut made = casebook.made_texts()?;
        // Whoever takes back the text of a picture takes back the picture.
        let picture = made.iter().find(|(_, texts)| texts.contains(source));
        let source = picture.map_or(*source, |(picture, _)| *picture);
        let made = made.remove(&source).unwrap_or_default();
        drop(casebook);
        let fault = |fault| InputError::file(&dir, fault);
        KeptLinking::forget(&dir).map_err(fault)?;
        let log = log_of(&dir)?;
        let destroy = |source| {
            Ok(Store::withdraw(
                &dir,
                &log,
                &new_seed()?,
                source,
                said.clone(),
            )?)
        };
        let withdrawn = made.into_iter().chain([source]).map(destroy);
        Ok((source, withdrawn.collect::<anyhow::Result<_>>()?))
    }

    /// Opens the casebook that is meant: the one named, else the nearest upward, else `./casebook`.
    pub fn find(named: Option<&Path>) -> anyhow::Result<Self> {
        Self::open(&Self::place(named))
    }

    /// Opens the casebook that is meant, making it if there is none.
    pub fn find_or_create(named: Option<&Path>) -> anyhow::Result<Self> {
        let place = Self::place(named);
        if place.join(FIRST_FILE).exists() {
            Self::open(&place)
        } else {
            Self::make(&place)
        }
    }

    /// Opens the casebook that is meant, or `None` where none is named and none is there.
    pub fn find_if_any(named: Option<&Path>) -> anyhow::Result<Option<Self>> {
        let place = Self::place(named);
        if named.is_none() && !place.join(FIRST_FILE).exists() {
            return Ok(None);
        }
        Self::open(&place).map(Some)
    }

    /// A mark of the casebook in `dir` that is another one as soon as anything was added to it: the head
    /// of its log, and the size of its index, to which readings are added without an entry.
    pub fn mark(dir: &Path) -> anyhow::Result<String> {
        let log = match first_file::read(dir)? {
            Said::Log(log) => log,
            Said::NoLog => String::new(),
        };
        let head = Store::head_of(dir, &log)?;
        let index = fs::metadata(dir.join("case.db")).map_or(0, |index| index.len());
        Ok(format!("{head} {index}"))
    }

    fn place(named: Option<&Path>) -> PathBuf {
        if let Some(named) = named {
            return named.to_owned();
        }
        let here = std::env::current_dir().unwrap_or_default();
        let upward = here.ancestors().find(|dir| dir.join(FIRST_FILE).is_file());
        upward.map_or_else(|| PathBuf::from("casebook"), Path::to_owned)
    }

    /// Writes the page of a run into the folder; where it stands.
    pub fn write_report(&self, page: &str) -> anyhow::Result<PathBuf> {
        self.store.write_file(REPORT, page.as_bytes())?;
        Ok(self.dir.join(REPORT))
    }

    /// All judgements that were made in it, in the order in which they were taken in.
    pub fn judgements(&self) -> anyhow::Result<Vec<KeptJudgement>> {
        Ok(self.store.index().judgements()?)
    }

    /// How many entries its own log has.
    pub fn entries(&self) -> anyhow::Result<u64> {
        Ok(self.store.entries()?)
    }

    /// The judgements on claims, pairs and incidents.
    pub fn book(&self) -> anyhow::Result<Book> {
        self.book_of(self.judgements()?)
    }

    /// The same of all judgements, which are given.
    pub fn book_of(&self, judgements: Vec<KeptJudgement>) -> anyhow::Result<Book> {
        let damaged = |fault: tollbook_judge::Damaged| tollbook_preserve::Error::DamagedIndex {
            path: self.dir.join("case.db"),
            what: fault.to_string(),
        };
        Ok(Book::read(judgements).map_err(damaged)?)
    }

    /// Keeps judgements that were made when the casebook had `seen` of them. If one that was kept since
    /// is on the same thing, nothing is kept, and those are given.
    pub fn judge_on(
        &mut self,
        seen: usize,
        judged: Vec<Judged>,
    ) -> anyhow::Result<Vec<KeptJudgement>> {
        let book = self.book()?;
        let touches = |ours: &Judged, theirs: &KeptJudgement| book.touches(ours, theirs);
        Ok(self.store.judge_on(seen, judged, &touches)?)
    }

    /// Keeps judgements; when this returns they are safe. How many were not there before.
    pub fn judge(&mut self, judged: Vec<Judged>) -> anyhow::Result<usize> {
        let before = self.judgements()?.len();
        self.store.judge_all(judged)?;
        Ok(self.judgements()?.len() - before)
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The signed head of the log.
    pub fn checkpoint(&self) -> anyhow::Result<String> {
        Ok(self.store.checkpoint()?)
    }

    /// Preserves the sources at `paths`; `tell` hears of each after it is safe. Containers in foreign
    /// forms are read behind the walls that are told with it, if there were any.
    pub fn add(
        &mut self,
        paths: &[PathBuf],
        given: &Given,
        tell: &mut dyn FnMut(&Outcome),
    ) -> anyhow::Result<(Summary, Option<Walls>)> {
        let unpacker = Unpacker::default();
        let unpack = |container, file, _limits| unpacker.open(container, file);
        let limits = receive::Limits::default();
        let summary = self.store.add(paths, given, (limits, &unpack), tell)?;
        Ok((summary, unpacker.walls()))
    }

    /// Preserves a source whose bytes are in memory.
    pub fn add_bytes(
        &mut self,
        bytes: &[u8],
        name: &str,
        given: &Given,
    ) -> anyhow::Result<Outcome> {
        Ok(self.store.add_bytes(bytes, name, given)?)
    }

    /// Records in the log that a gazetteer was imported.
    pub fn record_gazetteer(&mut self, layer: &Layer, at: Timestamp) -> anyhow::Result<()> {
        Ok(self.store.record_gazetteer(layer, at)?)
    }

    /// The rows of datasets that are kept, each with who publishes it, in the order of adding. They are told by
    /// their bytes, so that it does not matter whether they were read already.
    pub fn rows(&self) -> anyhow::Result<Vec<KeptRow>> {
        let index = self.store.index();
        let (publications, custody) = (index.publications()?, index.custody_of_all()?);
        let is_table =
            |entry: &SourceEntry| matches!(read::format_of(b"-", &entry.name), Ok(Media::CsvRow));
        let mut rows = Vec::new();
        for entry in index.sources()?.into_iter().filter(is_table) {
            let document = read::read_as(&self.store.bytes(entry.id)?, Media::CsvRow);
            let Some(row) = document.ok().and_then(|document| document.row) else {
                continue;
            };
            let stated = publications.get(&entry.id);
            let stated = stated.and_then(|publication| publication.publisher.clone());
            let custody = custody.get(&entry.id).map_or(&[][..], Vec::as_slice);
            rows.push(KeptRow {
                source: entry.id,
                key: row.key,
                publisher: stated.or(row.publisher),
                received: last_received(custody),
            });
        }
        Ok(rows)
    }

    /// The bytes of a source.
    pub fn bytes(&self, id: SourceId) -> anyhow::Result<Vec<u8>> {
        Ok(self.store.bytes(id)?)
    }

    /// Sources whose claims this version of the extractor has not read yet.
    pub fn unread(&self) -> anyhow::Result<Vec<SourceEntry>> {
        Ok(self.store.index().unread(&extractor())?)
    }

    /// Reads the claims of `entries`, in parallel, and keeps them. What cannot be read is told and
    /// kept as a row with its reason.
    pub fn extract(
        &mut self,
        entries: &[SourceEntry],
        at: Timestamp,
        bar: &ProgressBar,
        tell: &mut dyn FnMut(&str),
    ) -> anyhow::Result<()> {
        let mut damaged = Vec::new();
        for batch in entries.chunks(BATCH) {
            let texts = self.texts(batch, at, tell, &mut damaged)?;
            let readings: Vec<_> = texts
                .into_par_iter()
                .map(|(entry, document, publication)| read_claims(&entry, &document, &publication))
                .collect();
            self.store.keep_readings(&extractor(), readings)?;
            bar.inc(batch.len() as u64);
        }
        bar.finish_and_clear();
        // The others are read; these wait until their bytes are put back.
        let last = damaged.pop();
        damaged.iter().for_each(|fault| tell(&fault.to_string()));
        last.map_or(Ok(()), |fault| Err(fault.into()))
    }

    /// The texts of a batch of sources, with what is known of their publication.
    fn texts(
        &mut self,
        batch: &[SourceEntry],
        at: Timestamp,
        tell: &mut dyn FnMut(&str),
        damaged: &mut Vec<tollbook_preserve::Error>,
    ) -> anyhow::Result<Vec<(SourceEntry, Document, Publication)>> {
        let mut whole = Vec::new();
        for entry in batch {
            match self.store.bytes(entry.id) {
                Ok(bytes) => whole.push((entry, bytes)),
                Err(fault) if fault.is_damage() => damaged.push(fault),
                Err(fault) => return Err(fault.into()),
            }
        }
        let documents: Vec<_> = whole
            .par_iter()
            .map(|(entry, bytes)| jailed::read(bytes, &entry.name))
            .collect::<Result<_, _>>()?;
        let walls = documents.iter().find_map(|told| told.walls);
        if let Some(line) = walls.and_then(jailed::missing) {
            tell(&line);
        }
        let mut readable = Vec::new();
        for ((entry, _), told) in whole.into_iter().zip(documents) {
            match told.document {
                Ok(document) => readable.push((entry.clone(), document)),
                Err(refusal) => {
                    let place = place_of(&entry.path, entry.locator.as_str());
                    tell(&format!("{place}: {refusal}"));
                    self.refuse(entry, refusal, at)?;
                }
            }
        }
        let index = self.store.index();
        let stated = |(entry, document): &(SourceEntry, Document)| {
            let mut stated = document.publication.clone();
            // Who publishes such datasets is said only where nobody says that this one is somebody else's.
            let usual = document.row.as_ref().and_then(|row| row.publisher.clone());
            if usual.is_some() && index.publication(entry.id)?.publisher.is_none() {
                stated.publisher = usual;
            }
            Ok((entry.id, stated))
        };
        let stated: Vec<_> = readable.iter().map(stated).collect::<anyhow::Result<_>>()?;
        self.store.state_from_files(stated)?;
        let index = self.store.index();
        let with_publication = |(entry, document): (SourceEntry, Document)| {
            let publication = index.publication(entry.id)?;
            Ok((entry, document, publication))
        };
        readable.into_iter().map(with_publication).collect()
    }

    fn refuse(
        &mut self,
        entry: &SourceEntry,
        Refusal { reason, remedy }: Refusal,
        at: Timestamp,
    ) -> anyhow::Result<()> {
        Ok(self
            .store
            .refuse_reading(&extractor(), entry, reason, remedy, at)?)
    }
}

/// The name of the log of the casebook in `dir`.
fn log_of(dir: &Path) -> anyhow::Result<String> {
    match first_file::read(dir)? {
        Said::Log(log) => Ok(log),
        Said::NoLog => {
            let path = dir.display().to_string();
            Err(InputError::OldCasebook { path }.into())
        }
    }
}

/// Bytes that nobody can guess, for the keys and salts of this run.
fn new_seed() -> anyhow::Result<Seed> {
    Ok(Seed::new(new_seed_bytes()?))
}

/// Bytes that nobody can guess.
pub fn new_seed_bytes() -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|fault| InputError::NoRandomness(fault.to_string()))?;
    Ok(bytes)
}

/// Makes a folder that its owner alone may look into, where the system knows owners: it holds names of witnesses
/// and reviewers. One that is there stays as it is.
fn private_folder(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// The version of all that turns bytes into claims.
fn extractor() -> String {
    format!(
        "{}-{}",
        tollbook_extract::read::VERSION,
        tollbook_extract::VERSION
    )
}

fn read_claims(
    entry: &SourceEntry,
    document: &Document,
    publication: &Publication,
) -> (SourceId, Vec<u8>) {
    let mut reading = contained(|| tollbook_extract::read_document(document, publication));
    reading.problems.extend(document.notes.iter().cloned());
    place_on_list(&mut reading, &document.text, publication);
    let read = ReadText {
        text: document.text.clone(),
        row: document.row.as_ref().map(|row| row.key.clone()),
        says: document.says.clone(),
        reading,
    };
    (entry.id, read.to_bytes())
}

/// When bytes were received last.
fn last_received(custody: &[tollbook_preserve::Custody]) -> Timestamp {
    let received = custody.iter().map(|custody| custody.received);
    received.max().unwrap_or(Timestamp::MIN)
}

fn place_of(path: &str, locator: &str) -> String {
    if locator.is_empty() {
        path.to_owned()
    } else {
        format!("{path} ({locator})")
    }
}
