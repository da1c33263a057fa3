//! Rows of the index, written.

use rusqlite::{Transaction, params};
use sha2::{Digest, Sha256};
use tollbook_record::SourceId;

use super::judgements::write_judged;
use super::origins;
use super::{Change, Entry};
use crate::custody::{Custody, Kept, Refusal, Role, Stated};
use crate::places::Layer;

/// Writes one row with all that hangs on it, which stands in the log of that name.
pub(super) fn write(
    transaction: &Transaction,
    log: &str,
    entry: &Entry,
) -> rusqlite::Result<Change> {
    match entry {
        Entry::Kept(kept, custody, stated) => write_kept(transaction, *kept, custody, stated),
        Entry::Stated(source, stated) => write_stated(transaction, *source, stated),
        Entry::Refusal(refusal) => write_refusal(transaction, refusal, ""),
        Entry::Unreadable(refusal, extractor) => write_refusal(transaction, refusal, extractor),
        Entry::Judged(judged) => write_judged(transaction, log, judged),
        Entry::Gazetteer(layer, at) => write_gazetteer(transaction, layer, &at.to_string()),
        Entry::Adopted(adopted) => origins::write_adopted(transaction, adopted),
        Entry::Forked(forked) => origins::write_forked(transaction, forked),
        Entry::Witnessed(witnessed) => origins::write_witnessed(transaction, witnessed),
        Entry::Withdrawn(withdrawn) => origins::write_withdrawn(transaction, withdrawn),
        Entry::Reading(source, extractor, reading) => {
            let digest = reading_digest(*source, extractor, reading);
            let rows = insert(
                transaction,
                "INSERT INTO readings (source, extractor, reading, digest) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET reading = excluded.reading, digest = excluded.digest
                 WHERE reading <> excluded.reading OR digest <> excluded.digest",
                params![source.digest(), extractor, reading, digest],
            )?;
            Ok(record(rows))
        }
    }
}

/// What a reading is checked by.
pub(super) fn reading_digest(source: SourceId, extractor: &str, reading: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(source.digest());
    hasher.update((extractor.len() as u64).to_be_bytes());
    hasher.update(extractor);
    hasher.update(reading);
    hasher.finalize().into()
}

fn write_gazetteer(transaction: &Transaction, layer: &Layer, at: &str) -> rusqlite::Result<Change> {
    let counts = layer.counts;
    let rows = insert(
        transaction,
        "INSERT INTO gazetteers (sha256, reader, name, format, credit, places, names, divisions, links,
            other, bad, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING",
        params![
            layer.sha256,
            layer.reader,
            layer.name,
            layer.format,
            layer.credit,
            counts.places.cast_signed(),
            counts.names.cast_signed(),
            counts.divisions.cast_signed(),
            counts.links.cast_signed(),
            counts.other.cast_signed(),
            counts.bad.cast_signed(),
            at
        ],
    )?;
    Ok(record(rows))
}

fn write_kept(
    transaction: &Transaction,
    kept: Kept,
    custody: &Custody,
    stated: &[Stated],
) -> rusqlite::Result<Change> {
    let blob = kept.id.digest();
    insert(
        transaction,
        "INSERT INTO blobs VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![blob, kept.length.cast_signed()],
    )?;
    let new_source = kept.role == Role::Source
        && insert(
            transaction,
            "INSERT INTO sources (id) VALUES (?1) ON CONFLICT DO NOTHING",
            params![blob],
        )? > 0;
    let records = insert(
        transaction,
        "INSERT INTO custody (blob, role, path, locator, name, container, received, how, obtained, obtained_how)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING",
        params![
            blob,
            kept.role.word(),
            custody.path,
            custody.locator.as_str(),
            custody.name,
            custody.container.as_ref().map(SourceId::digest),
            custody.received.to_string(),
            custody.how,
            custody.obtained.map(|obtained| obtained.to_string()),
            custody.obtained_how,
        ],
    )?;
    let mut anything = new_source || records > 0;
    for stated in stated {
        anything |= write_stated(transaction, kept.id, stated)?.anything;
    }
    Ok(Change {
        new_source,
        new_record: records > 0,
        anything,
    })
}

fn write_stated(
    transaction: &Transaction,
    source: SourceId,
    stated: &Stated,
) -> rusqlite::Result<Change> {
    let publication = &stated.publication;
    let published = publication.published.map(|day| day.to_string());
    let mut rows = 0;
    for (field, value) in [
        ("publisher", publication.publisher.as_deref()),
        ("published", published.as_deref()),
        ("language", publication.language.as_deref()),
        ("url", publication.url.as_deref()),
        ("title", publication.title.as_deref()),
    ] {
        let Some(value) = value else { continue };
        rows += insert(
            transaction,
            "INSERT INTO metadata (source, field, value, origin, place)
             SELECT ?1, ?2, ?3, ?4, ?5
             WHERE ?3 IS NOT (SELECT value FROM metadata
                              WHERE source = ?1 AND field = ?2 AND origin = ?4 AND place = ?5
                              ORDER BY added DESC LIMIT 1)",
            params![
                source.digest(),
                field,
                value,
                stated.origin.word(),
                stated.place
            ],
        )?;
    }
    if rows > 0 {
        // A reading leans on what is stated: relative dates on the day of publication.
        insert(
            transaction,
            "DELETE FROM readings WHERE source = ?1",
            params![source.digest()],
        )?;
    }
    Ok(record(rows))
}

fn write_refusal(
    transaction: &Transaction,
    refusal: &Refusal,
    extractor: &str,
) -> rusqlite::Result<Change> {
    let rows = insert(
        transaction,
        "INSERT INTO refusals (path, locator, source, kind, reason, remedy, at, extractor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET at = excluded.at",
        params![
            refusal.path,
            refusal.locator.as_str(),
            refusal.source.as_ref().map(SourceId::digest),
            refusal.kind.word(),
            refusal.reason,
            refusal.remedy,
            refusal.at.to_string(),
            extractor,
        ],
    )?;
    Ok(record(rows))
}

pub(super) fn insert(
    transaction: &Transaction,
    sql: &str,
    params: impl rusqlite::Params,
) -> rusqlite::Result<usize> {
    transaction.prepare_cached(sql)?.execute(params)
}

pub(super) fn record(rows: usize) -> Change {
    Change {
        new_source: false,
        new_record: rows > 0,
        anything: rows > 0,
    }
}
