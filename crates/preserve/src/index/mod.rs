//! The index of a casebook, in SQLite.
//!
//! Rows are added and never changed; the current view of a source's publication is derived from
//! all that was stated about it. Other crates read through [`Index`] and write through
//! [`Store`](crate::Store) alone.

mod compare;
mod judgements;
mod old;
mod open;
mod origins;
mod rows;
mod write;
mod writing;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};
use tollbook_record::{Judged, Publication, SourceId};

use crate::custody::{Custody, Kept, Locator, Origin, Refusal, RefusalKind, Role, Stated};
use crate::error::Error;
use crate::log::Head;
use crate::origins::{Adopted, Forked, Withdrawn, Witnessed};
use crate::places::{LAYER, Layer, layer};
pub(crate) use old::entries_of_old;
use rows::{custody_from, id, optional_id, parsed, word};
pub(crate) use writing::Writing;

/// A source in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceEntry {
    /// Its identity.
    pub id: SourceId,
    /// How many bytes it has.
    pub length: u64,
    /// The path under which it was first given.
    pub path: String,
    /// Where in that file it stood first.
    pub locator: Locator,
    /// The name that tells its format.
    pub name: String,
}

/// One thing stated about a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// `publisher`, `published`, `language`, `url` or `title`.
    pub field: String,
    /// What is stated.
    pub value: String,
    /// Who states it.
    pub origin: Origin,
    /// Where it is stated.
    pub place: String,
}

/// A row to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Kept(Kept, Custody, Vec<Stated>),
    Stated(SourceId, Stated),
    Refusal(Refusal),
    Unreadable(Refusal, String),
    Reading(SourceId, String, Vec<u8>),
    Judged(Judged),
    /// A gazetteer whose places went into their own database.
    Gazetteer(Layer, Timestamp),
    Adopted(Adopted),
    Forked(Forked),
    Witnessed(Witnessed),
    Withdrawn(Withdrawn),
}

impl Entry {
    /// The time that it claims, if it claims one.
    pub(crate) fn at(&self) -> Option<Timestamp> {
        Some(match self {
            Self::Kept(_, custody, _) => custody.received,
            Self::Refusal(refusal) | Self::Unreadable(refusal, _) => refusal.at,
            Self::Judged(judged) => judged.at,
            Self::Gazetteer(_, at) => *at,
            Self::Adopted(adopted) => adopted.at,
            Self::Forked(forked) => forked.at,
            Self::Witnessed(witnessed) => witnessed.at,
            Self::Withdrawn(withdrawn) => withdrawn.at,
            Self::Stated(..) | Self::Reading(..) => return None,
        })
    }
}

/// What writing a row changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    pub new_source: bool,
    pub new_record: bool,
    /// Whether anything is in the index that was not there before.
    pub anything: bool,
}

/// The index, for reading.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
    path: PathBuf,
}

impl Index {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            connection: open::open(path)?,
            path: path.to_owned(),
        })
    }

    /// Opens an index that may lie on a medium that nobody can write to.
    pub(crate) fn open_on(path: &Path, is_read_only: bool) -> Result<Self, Error> {
        if !is_read_only {
            return Self::open(path);
        }
        Ok(Self {
            connection: open::open_read_only(path)?,
            path: path.to_owned(),
        })
    }

    /// Closes the file, which leaves nothing beside it. SQLite alone would close it without a word where there is
    /// no room to bring in what stands beside it.
    pub(crate) fn close(self) -> Result<(), Error> {
        let fault = Error::index(&self.path);
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let is_busy = self.connection.query_row(sql, [], |row| row.get(0));
        if is_busy.map_err(&fault)? {
            return Err(Error::InUse { path: self.path });
        }
        self.connection.close().map_err(|(_, sqlite)| fault(sqlite))
    }

    /// Begins to write. Waits until no other process does.
    pub(crate) fn begin(&mut self) -> Result<Writing<'_>, Error> {
        Writing::begin(&mut self.connection, &self.path)
    }

    /// How much of a log the index has.
    pub(crate) fn head(&self, log: &str) -> Result<Head, Error> {
        writing::head(&self.connection, log).map_err(Error::index(&self.path))
    }

    /// Does `read` in one transaction, so that all that it reads is of one moment, and no lock is asked for
    /// with every row.
    pub fn at_one_moment<T, E: From<Error>>(
        &self,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let moment = self.connection.unchecked_transaction();
        let moment = moment.map_err(Error::index(&self.path))?;
        let result = read()?;
        moment.finish().map_err(Error::index(&self.path))?;
        Ok(result)
    }

    /// The ids of all sources, in the order in which they were added.
    pub fn order(&self) -> Result<Vec<SourceId>, Error> {
        let sql = "SELECT id FROM sources ORDER BY added";
        self.rows(sql, params![], |row| id(row, 0))
    }

    /// All sources, in the order in which they were added.
    pub fn sources(&self) -> Result<Vec<SourceEntry>, Error> {
        let sql = format!("{SOURCES} ORDER BY sources.added");
        self.rows(&sql, params![], source_entry)
    }

    /// Sources that `extractor` has not read, in the order of adding, each with the first name under
    /// which it was given and not refused yet.
    pub fn unread(&self, extractor: &str) -> Result<Vec<SourceEntry>, Error> {
        // The name tells the format. The same bytes may be given again under a better one.
        let sql = "SELECT sources.id, length, path, locator, name FROM sources
             JOIN blobs USING (id)
             JOIN custody ON custody.added =
                 (SELECT min(given.added) FROM custody AS given
                  WHERE given.blob = sources.id AND given.role = 'source'
                    AND given.name NOT IN
                        (SELECT name FROM refusals JOIN custody USING (path, locator)
                         WHERE refusals.source = sources.id AND refusals.extractor = ?1
                           AND custody.blob = sources.id))
             WHERE sources.id NOT IN (SELECT source FROM readings WHERE extractor = ?1)
             ORDER BY sources.added";
        self.rows(sql, params![extractor], source_entry)
    }

    /// How `id` was obtained, the first record first; as a source and as a container.
    pub fn custody(&self, id: SourceId) -> Result<Vec<(Role, Custody)>, Error> {
        self.rows(
            "SELECT role, path, locator, name, container, received, how, obtained, obtained_how
             FROM custody WHERE blob = ?1 ORDER BY added",
            params![id.digest()],
            |row| Ok((word(row, 0, Role::of_word)?, custody_from(row, 1)?)),
        )
    }

    /// How every blob was obtained, the first record first.
    pub fn custody_of_all(&self) -> Result<HashMap<SourceId, Vec<Custody>>, Error> {
        let sql =
            "SELECT blob, path, locator, name, container, received, how, obtained, obtained_how
             FROM custody ORDER BY added";
        let all = self.rows(sql, params![], |row| {
            Ok((id(row, 0)?, custody_from(row, 1)?))
        })?;
        let mut custody: HashMap<SourceId, Vec<Custody>> = HashMap::new();
        for (blob, record) in all {
            custody.entry(blob).or_default().push(record);
        }
        Ok(custody)
    }

    /// All that was stated about a source, the most trusted first; of one origin the latest first,
    /// since it corrects the ones before.
    pub fn metadata(&self, source: SourceId) -> Result<Vec<Metadata>, Error> {
        let mut stated = self.rows(
            "SELECT field, value, origin, place FROM metadata WHERE source = ?1
             ORDER BY added DESC",
            params![source.digest()],
            metadata,
        )?;
        // Keeps the order among what one origin states.
        stated.sort_by_key(|metadata| metadata.origin);
        Ok(stated)
    }

    /// The publication of a source: of each field, what the most trusted origin states first.
    pub fn publication(&self, source: SourceId) -> Result<Publication, Error> {
        let mut trusted = MostTrusted::default();
        for stated in self.metadata(source)? {
            trusted.hear(&stated.field, stated.origin, &stated.value);
        }
        self.publication_of(source, trusted)
    }

    /// The publications of all sources of which anything is stated.
    pub fn publications(&self) -> Result<HashMap<SourceId, Publication>, Error> {
        let mut trusted: HashMap<SourceId, MostTrusted> = HashMap::new();
        let sql = "SELECT source, field, origin, value FROM metadata ORDER BY added DESC";
        self.rows(sql, params![], |row| {
            let origin = word(row, 2, Origin::of_word)?;
            let (field, value) = (row.get_ref(1)?.as_str()?, row.get_ref(3)?.as_str()?);
            let of = trusted.entry(id(row, 0)?).or_default();
            of.hear(field, origin, value);
            Ok(())
        })?;
        let publications = trusted.into_iter();
        publications
            .map(|(source, trusted)| Ok((source, self.publication_of(source, trusted)?)))
            .collect()
    }

    fn publication_of(&self, source: SourceId, trusted: MostTrusted) -> Result<Publication, Error> {
        let value = |heard: Heard| heard.map(|(_, value)| value);
        let published = value(trusted.published)
            .map(|value| value.parse::<Date>().map_err(|_| value))
            .transpose()
            .map_err(|value| Error::DamagedIndex {
                path: self.path.clone(),
                what: format!("the date of publication \u{201C}{value}\u{201D} of source {source}"),
            })?;
        Ok(Publication {
            publisher: value(trusted.publisher),
            published,
            language: value(trusted.language),
            url: value(trusted.url),
            title: value(trusted.title),
        })
    }

    /// All that is not taken, or not read by `extractor`, as things stand, in the order in which it
    /// was met: what was taken later is left out.
    pub fn refusals(&self, extractor: &str) -> Result<Vec<Refusal>, Error> {
        self.rows(
            "SELECT path, locator, source, kind, reason, remedy, at FROM refusals AS refused
             WHERE extractor IN ('', ?1)
               AND NOT EXISTS (SELECT 1 FROM readings
                               WHERE readings.source = refused.source
                                 AND readings.extractor = ?1)
               AND NOT EXISTS (SELECT 1 FROM custody
                               WHERE refused.source IS NULL
                                 AND custody.path = refused.path
                                 AND custody.locator = refused.locator
                                 AND custody.received > refused.at)
             GROUP BY path, locator, source, kind, reason ORDER BY min(added)",
            params![extractor],
            |row| {
                Ok(Refusal {
                    path: row.get(0)?,
                    locator: Locator::from_index(row.get(1)?),
                    source: optional_id(row, 2)?,
                    kind: word(row, 3, RefusalKind::of_word)?,
                    reason: row.get(4)?,
                    remedy: row.get(5)?,
                    at: parsed(row, 6)?,
                })
            },
        )
    }

    /// What `extractor` read from a source, if it was kept.
    pub fn reading(&self, source: SourceId, extractor: &str) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT reading, digest FROM readings WHERE source = ?1 AND extractor = ?2";
        let look_up = || {
            self.connection
                .prepare_cached(sql)?
                .query_row(params![source.digest(), extractor], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()
        };
        let kept: Option<(Vec<u8>, [u8; 32])> = look_up().map_err(Error::index(&self.path))?;
        let Some((bytes, digest)) = kept else {
            return Ok(None);
        };
        let kept = KeptReading {
            source,
            bytes,
            digest,
        };
        let damaged = || Error::DamagedIndex {
            path: self.path.clone(),
            what: format!("the kept reading of source {source}"),
        };
        kept.bytes(extractor)
            .map(|bytes| Some(bytes.to_vec()))
            .ok_or_else(damaged)
    }

    /// Gives all that `extractor` read, so many readings at a time, in the order in which they were kept. They
    /// are not checked yet: that is left to [`KeptReading::bytes`], which any thread may ask.
    pub fn each_readings<E: From<Error>>(
        &self,
        extractor: &str,
        at_a_time: usize,
        mut take: impl FnMut(Vec<KeptReading>) -> Result<(), E>,
    ) -> Result<(), E> {
        let fault = Error::index(&self.path);
        let sql =
            "SELECT source, reading, digest FROM readings WHERE extractor = ?1 ORDER BY added";
        let mut statement = self.connection.prepare_cached(sql).map_err(&fault)?;
        let kept = statement.query_map(params![extractor], |row| {
            Ok(KeptReading {
                source: id(row, 0)?,
                bytes: row.get(1)?,
                digest: row.get(2)?,
            })
        });
        let mut kept = kept.map_err(&fault)?;
        loop {
            let batch: rusqlite::Result<Vec<KeptReading>> = kept.by_ref().take(at_a_time).collect();
            let batch = batch.map_err(&fault)?;
            if batch.is_empty() {
                return Ok(());
            }
            take(batch)?;
        }
    }

    /// The gazetteers that were imported, in the order of their import. Their places stand in a
    /// database of their own.
    pub fn gazetteers(&self) -> Result<Vec<Layer>, Error> {
        let sql = format!("SELECT {LAYER} FROM gazetteers ORDER BY added");
        self.rows(&sql, params![], layer)
    }

    /// The histories of logs that were found to contradict each other, the first found first.
    pub fn forks(&self) -> Result<Vec<Forked>, Error> {
        let sql = "SELECT log, held, given, at FROM forks ORDER BY added";
        self.rows(sql, params![], |row| {
            Ok(Forked {
                log: row.get(0)?,
                held: row.get(1)?,
                given: row.get(2)?,
                at: parsed(row, 3)?,
            })
        })
    }

    /// The sources to which consent was withdrawn here, none of which is taken again.
    pub(crate) fn withdrawn(&self) -> Result<BTreeSet<SourceId>, Error> {
        let sql = "SELECT DISTINCT source FROM withdrawals";
        let rows = self.rows(sql, params![], |row| id(row, 0))?;
        Ok(rows.into_iter().collect())
    }

    /// The blobs that were destroyed here.
    pub(crate) fn destroyed(&self) -> Result<Vec<SourceId>, Error> {
        self.rows(
            "SELECT blob FROM destroyed ORDER BY blob",
            params![],
            |row| id(row, 0),
        )
    }

    fn rows<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let rows = || {
            self.connection
                .prepare_cached(sql)?
                .query_map(params, read)?
                .collect::<rusqlite::Result<Vec<T>>>()
        };
        rows().map_err(Error::index(&self.path))
    }
}

/// What is stated of a source's publication: of each field, what the most trusted origin states, and of one origin what
/// is heard first.
#[derive(Default)]
struct MostTrusted {
    publisher: Heard,
    published: Heard,
    language: Heard,
    url: Heard,
    title: Heard,
}

type Heard = Option<(Origin, String)>;

impl MostTrusted {
    fn hear(&mut self, field: &str, origin: Origin, value: &str) {
        let heard = match field {
            "publisher" => &mut self.publisher,
            "published" => &mut self.published,
            "language" => &mut self.language,
            "url" => &mut self.url,
            "title" => &mut self.title,
            // The table takes no other field.
            _ => return,
        };
        if heard.as_ref().is_none_or(|(known, _)| origin < *known) {
            *heard = Some((origin, value.to_owned()));
        }
    }
}

/// A reading as the index keeps it.
#[derive(Debug)]
pub struct KeptReading {
    /// The source.
    pub source: SourceId,
    bytes: Vec<u8>,
    digest: [u8; 32],
}

impl KeptReading {
    /// A digest of the reading, of what it was read from and by.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// What `extractor` read; `None` if it is not as it was when it was kept.
    pub fn bytes(&self, extractor: &str) -> Option<&[u8]> {
        let digest = write::reading_digest(self.source, extractor, &self.bytes);
        (digest == self.digest).then_some(&self.bytes)
    }
}

fn metadata(row: &Row) -> rusqlite::Result<Metadata> {
    Ok(Metadata {
        field: row.get(0)?,
        value: row.get(1)?,
        origin: word(row, 2, Origin::of_word)?,
        place: row.get(3)?,
    })
}

/// Every source with the first record of how it was obtained.
const SOURCES: &str = "SELECT sources.id, length, path, locator, name FROM sources
    JOIN blobs USING (id)
    JOIN custody ON custody.added =
        (SELECT min(added) FROM custody WHERE blob = sources.id AND role = 'source')";

fn source_entry(row: &Row) -> rusqlite::Result<SourceEntry> {
    Ok(SourceEntry {
        id: id(row, 0)?,
        length: row.get::<_, i64>(1)?.cast_unsigned(),
        path: row.get(2)?,
        locator: Locator::from_index(row.get(3)?),
        name: row.get(4)?,
    })
}
