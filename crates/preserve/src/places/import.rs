//! Taking in a file as one layer.
//!
//! Places are appended as they come. Keys, names and links come in no order, and a tree of pages grows
//! fast and in little memory only in its own order; so they are put aside in temporary tables first,
//! which SQLite sorts in memory of a fixed size and on disk.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek};
use std::path::{Path, PathBuf};

use fst::SetBuilder;
use rusqlite::{Connection, params};
use tollbook_record::{Division, Listed, Outline, PlaceId};

use super::{Counts, Imported, Keys, Kind, Layer, Places, rings};
use crate::error::Error;

const ASIDE: &str = "
CREATE TEMP TABLE new_key (kind INTEGER, key TEXT, country TEXT, place INTEGER);
CREATE TEMP TABLE new_entry (id TEXT, place INTEGER);
CREATE TEMP TABLE new_alias (id TEXT, name TEXT);
CREATE TEMP TABLE new_parent (id TEXT, parent TEXT);
";

const DROP: &str = "DROP TABLE temp.new_key; DROP TABLE temp.new_entry; DROP TABLE temp.new_alias;
DROP TABLE temp.new_parent;";

/// What was put aside, in the order of the tables it goes to.
const IN_ORDER: [&str; 4] = [
    "INSERT OR IGNORE INTO entry SELECT ?1, id, place FROM temp.new_entry ORDER BY id, place",
    "INSERT OR IGNORE INTO alias SELECT ?1, id, name FROM temp.new_alias ORDER BY id, name",
    "INSERT OR IGNORE INTO parent SELECT ?1, id, parent FROM temp.new_parent ORDER BY id, parent",
    "INSERT OR IGNORE INTO key SELECT ?1, kind, key, country, place FROM temp.new_key
     ORDER BY kind, key, country, place",
];

impl Places {
    /// Takes in all `rows` as one layer, or none of them where a row is an error of the disk. Of `new`
    /// the counts are filled in.
    pub fn import(
        &mut self,
        new: &Layer,
        keys: &dyn Fn(&str) -> Keys,
        rows: impl Iterator<Item = io::Result<Imported>>,
    ) -> Result<Layer, Error> {
        let fault = Error::index(&self.path);
        let older = self.has_names().map_err(&fault)?;
        self.connection.execute_batch(ASIDE).map_err(&fault)?;
        let taken = self.take(new, keys, rows, older);
        self.connection.execute_batch(DROP).map_err(&fault)?;
        taken
    }

    /// Whether an older layer names entries that a new one may hold.
    fn has_names(&self) -> rusqlite::Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM alias)";
        self.connection.query_row(sql, [], |row| row.get(0))
    }

    fn take(
        &mut self,
        new: &Layer,
        keys: &dyn Fn(&str) -> Keys,
        rows: impl Iterator<Item = io::Result<Imported>>,
        older_names: bool,
    ) -> Result<Layer, Error> {
        let path = self.path.clone();
        let fault = Error::index(&path);
        let transaction = self.connection.transaction().map_err(&fault)?;
        let sql = "INSERT INTO layer (sha256, reader, name, format, credit, places, names, divisions, links, other, bad)
             VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0, 0, 0)";
        let told = [
            &new.sha256,
            &new.reader,
            &new.name,
            &new.format,
            &new.credit,
        ];
        transaction.execute(sql, told).map_err(&fault)?;
        let mut taker = Taker {
            connection: &transaction,
            layer: transaction.last_insert_rowid(),
            keys,
            older_names,
            counts: Counts::default(),
        };
        for row in rows {
            let row = row.map_err(|fault| Error::Disk {
                action: "read the gazetteer",
                path: PathBuf::from(&new.name),
                fault,
            })?;
            taker.row(row).map_err(&fault)?;
        }
        taker.key_older_places().map_err(&fault)?;
        for sql in IN_ORDER {
            transaction.execute(sql, [taker.layer]).map_err(&fault)?;
        }
        dictionaries(&transaction, taker.layer, &path)?;
        let counts = taker.finish().map_err(&fault)?;
        transaction.commit().map_err(&fault)?;
        Ok(Layer {
            counts,
            ..new.clone()
        })
    }
}

/// Takes in rows of one layer.
struct Taker<'a> {
    connection: &'a Connection,
    layer: i64,
    keys: &'a dyn Fn(&str) -> Keys,
    /// Whether older layers have names of entries.
    older_names: bool,
    counts: Counts,
}

impl Taker<'_> {
    fn row(&mut self, row: Imported) -> rusqlite::Result<()> {
        match row {
            Imported::Place(place, outline) => {
                self.counts.places += 1;
                self.place(&place, outline.as_ref())
            }
            Imported::Name(id, name) => {
                self.counts.names += 1;
                self.put("INSERT INTO temp.new_alias VALUES (?1, ?2)", &id, &name)
            }
            Imported::Within(id, parent) => {
                self.counts.links += 1;
                self.put(
                    "INSERT INTO temp.new_parent VALUES (?1, ?2)",
                    &id,
                    &parent.0,
                )
            }
            Imported::Division(division, place) => {
                self.division(&division)?;
                place.map_or(Ok(()), |place| self.place(&place, None))
            }
            Imported::Other => {
                self.counts.other += 1;
                Ok(())
            }
            Imported::Bad => {
                self.counts.bad += 1;
                Ok(())
            }
        }
    }

    fn put(&self, sql: &str, id: &PlaceId, text: &str) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(sql)?;
        insert.execute([&id.0, text]).map(drop)
    }

    fn place(&self, place: &Listed, outline: Option<&Outline>) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO place (layer, id, name, names, country, lat, lon, precision, population, within)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        insert.execute(params![
            self.layer,
            place.id.0,
            place.name,
            place.names.join("\n"),
            place.country,
            place.point.lat,
            place.point.lon,
            place.precision.word(),
            place.population,
            place.within.join("\n"),
        ])?;
        let number = self.connection.last_insert_rowid();
        let sql = "INSERT INTO temp.new_entry VALUES (?1, ?2)";
        let mut insert = self.connection.prepare_cached(sql)?;
        insert.execute(params![place.id.0, number])?;
        for name in std::iter::once(&place.name).chain(&place.names) {
            self.key(name, &place.country, number)?;
        }
        if self.older_names {
            for name in super::find::aliases(self.connection, &place.id.0)? {
                self.key(&name, &place.country, number)?;
            }
        }
        outline.map_or(Ok(()), |outline| self.outline(number, outline))
    }

    fn key(&self, name: &str, country: &str, place: i64) -> rusqlite::Result<()> {
        let sql = "INSERT INTO temp.new_key VALUES (?1, ?2, ?3, ?4)";
        let mut insert = self.connection.prepare_cached(sql)?;
        let keys = (self.keys)(name);
        let sounds = keys.sounds.iter().map(|key| (Kind::Sounds, key));
        for (kind, key) in std::iter::once((Kind::Name, &keys.name)).chain(sounds) {
            if !key.is_empty() {
                insert.execute(params![kind as i64, key, country, place])?;
            }
        }
        Ok(())
    }

    fn outline(&self, place: i64, outline: &Outline) -> rusqlite::Result<()> {
        let Some(bounds) = outline.bounds() else {
            return Ok(());
        };
        let (least, greatest) = (bounds.least, bounds.greatest);
        let sql = "INSERT INTO outline VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let mut insert = self.connection.prepare_cached(sql)?;
        insert
            .execute(params![
                place,
                self.layer,
                least.lat,
                least.lon,
                greatest.lat,
                greatest.lon,
                rings::write(outline)
            ])
            .map(drop)
    }

    /// Tables with one column a level tell a division again in each of its rows.
    fn division(&mut self, division: &Division) -> rusqlite::Result<()> {
        let sql = "INSERT OR IGNORE INTO division VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut insert = self.connection.prepare_cached(sql)?;
        let new = insert.execute(params![
            self.layer,
            division.code,
            division.names.join("\n"),
            division.country,
            division.level,
            division.within.as_deref().unwrap_or_default(),
        ])?;
        self.counts.divisions += new as u64;
        if let Some(id) = division.entry.as_ref().filter(|_| new > 0) {
            for name in &division.names {
                self.put("INSERT INTO temp.new_alias VALUES (?1, ?2)", id, name)?;
            }
        }
        Ok(())
    }

    /// Makes the places of older layers known by the names that this one brings.
    fn key_older_places(&self) -> rusqlite::Result<()> {
        let sql = "SELECT new_alias.name, place.country, place.place
             FROM temp.new_alias CROSS JOIN layer CROSS JOIN entry CROSS JOIN place
             WHERE layer.places > 0 AND layer.layer < ?1 AND entry.layer = layer.layer
               AND entry.id = new_alias.id AND place.place = entry.place";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([self.layer])?;
        while let Some(row) = rows.next()? {
            let (name, country): (String, String) = (row.get(0)?, row.get(1)?);
            self.key(&name, &country, row.get(2)?)?;
        }
        Ok(())
    }

    fn finish(self) -> rusqlite::Result<Counts> {
        let sql =
            "UPDATE layer SET places = ?1, names = ?2, divisions = ?3, links = ?4, other = ?5,
             bad = ?6 WHERE layer = ?7";
        let counts = self.counts;
        let numbers = [
            counts.places,
            counts.names,
            counts.divisions,
            counts.links,
            counts.other,
            counts.bad,
        ];
        let [places, names, divisions, links, other, bad] = numbers.map(|n| n as i64);
        let row = params![places, names, divisions, links, other, bad, self.layer];
        self.connection.execute(sql, row)?;
        Ok(counts)
    }
}

/// Makes the dictionaries of a layer, one for each kind of key and country: the keys in order, packed
/// so that those near a misspelt one are found without looking at all. They are packed on disk.
fn dictionaries(connection: &Connection, layer: i64, path: &Path) -> Result<(), Error> {
    let fault = Error::index(path);
    let sql = "SELECT kind, country, key FROM temp.new_key ORDER BY kind, country, key";
    let mut statement = connection.prepare(sql).map_err(&fault)?;
    let mut rows = statement.query([]).map_err(&fault)?;
    let mut open: Option<Packing> = None;
    while let Some(row) = rows.next().map_err(&fault)? {
        let text = |at| {
            row.get_ref(at)
                .map_err(&fault)
                .and_then(|v| v.as_str().map_err(|e| fault(rusqlite::Error::from(e))))
        };
        let kind: i64 = row.get(0).map_err(&fault)?;
        let (country, key) = (text(1)?, text(2)?);
        if let Some(packing) = open.as_mut()
            && packing.kind == kind
            && packing.country == country
        {
            packing.add(key, path)?;
            continue;
        }
        if let Some(packing) = open.take() {
            packing.keep(connection, layer, path)?;
        }
        let mut packing = Packing::new(kind, country, path)?;
        packing.add(key, path)?;
        open = Some(packing);
    }
    open.map_or(Ok(()), |packing| packing.keep(connection, layer, path))
}

/// A dictionary in the making.
struct Packing {
    kind: i64,
    country: String,
    last: String,
    terms: i64,
    builder: SetBuilder<BufWriter<File>>,
}

impl Packing {
    fn new(kind: i64, country: &str, path: &Path) -> Result<Packing, Error> {
        let disk = Error::disk("make a temporary file for", path);
        let file = tempfile::tempfile().map_err(disk)?;
        Ok(Packing {
            kind,
            country: country.to_owned(),
            last: String::new(),
            terms: 0,
            builder: SetBuilder::new(BufWriter::new(file)).map_err(packed(path))?,
        })
    }

    /// Adds the next key; a place more of the same key adds nothing.
    fn add(&mut self, key: &str, path: &Path) -> Result<(), Error> {
        if self.last != key {
            self.builder.insert(key).map_err(packed(path))?;
            self.last.clear();
            self.last.push_str(key);
            self.terms += 1;
        }
        Ok(())
    }

    fn keep(self, connection: &Connection, layer: i64, path: &Path) -> Result<(), Error> {
        let disk = || Error::disk("make the dictionaries of", path);
        let written = self.builder.into_inner().map_err(packed(path))?;
        let mut file = written
            .into_inner()
            .map_err(|fault| disk()(fault.into_error()))?;
        file.rewind().map_err(disk())?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(disk())?;
        let sql = "INSERT INTO dictionary VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![layer, self.kind, self.country, self.terms, bytes];
        connection
            .execute(sql, row)
            .map(drop)
            .map_err(Error::index(path))
    }
}

/// Keys come in order, so that the disk alone can be at fault.
fn packed(path: &Path) -> impl FnOnce(fst::Error) -> Error {
    let disk = Error::disk("make the dictionaries of", path);
    move |fault| {
        disk(match fault {
            fst::Error::Io(fault) => fault,
            other => io::Error::other(other),
        })
    }
}
