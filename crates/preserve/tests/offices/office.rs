//! An office with a casebook of its own.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::types::Value;
use tollbook_preserve::receive::{Limits, contents};
use tollbook_preserve::{
    Error, FIRST_FILE, Given, Judged, LogOf, Merged, Outcome, Seed, Store, Tables, Verified,
    Withdrawn, verify,
};
use tollbook_record::{JudgementId, Publication, SourceId};

/// An office.
pub struct Office {
    folder: tempfile::TempDir,
    pub log: String,
    seed: Seed,
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a moment of 1970")
}

/// In memory where there is such a disk: the tests ask for many synchronised writes.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    made.expect("a folder for the test")
}

impl Office {
    pub fn new(number: u8) -> Self {
        let (folder, seed) = (folder(), Seed::new([number; 32]));
        let dir = folder.path().join("casebook");
        fs::create_dir(&dir).expect("a new folder");
        let store = Store::create(&dir, seed.clone()).expect("a new casebook");
        let log = store.log_name().to_owned();
        store
            .write_file(FIRST_FILE, log.as_bytes())
            .expect("room on the disk");
        Self { folder, log, seed }
    }

    /// A copy of the whole folder, key and all.
    pub fn copied(&self) -> Self {
        let folder = folder();
        copy(self.folder.path(), folder.path());
        Self {
            folder,
            log: self.log.clone(),
            seed: Seed::new([250; 32]),
        }
    }

    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("casebook")
    }

    pub fn open(&self) -> Store {
        Store::open(&self.dir(), &self.log, self.seed.clone())
            .unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// Adds a report of these words under a name.
    pub fn add(&self, name: &str, words: &str, second: i64) -> Vec<Outcome> {
        let path = self.folder.path().join(name);
        fs::write(&path, words).expect("room on the disk");
        let given = Given {
            at: at(second),
            how: "tollbook add".into(),
            publication: Publication::default(),
            tables: Tables::NONE,
        };
        let mut told = Vec::new();
        self.open()
            .add(
                &[path],
                &given,
                (Limits::default(), &contents),
                &mut |outcome| {
                    told.push(outcome.clone());
                },
            )
            .expect("room on the disk");
        told
    }

    pub fn judge(&self, body: &str, by: &str, second: i64) -> JudgementId {
        let judged = Judged {
            kind: "place_same".into(),
            body: body.into(),
            by: by.into(),
            reason: "one village".into(),
            at: at(second),
            withdraws: None,
        };
        self.open().judge(judged).expect("room on the disk")
    }

    pub fn merge(&self, other: &Office, second: i64) -> Result<Merged, Error> {
        self.merge_from(&other.dir(), &other.log, second)
    }

    pub fn merge_from(&self, dir: &Path, log: &str, second: i64) -> Result<Merged, Error> {
        Store::merge(&self.dir(), &self.log, &self.seed, (dir, log), at(second))
    }

    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        Store::pack(&self.dir(), &self.log, &mut bytes).expect("it is sound");
        bytes
    }

    pub fn merge_pack(&self, pack: &[u8], second: i64) -> Result<Merged, Error> {
        let log_of = |dir: &Path| {
            fs::read_to_string(dir.join(FIRST_FILE)).map_err(|fault| fault.to_string())
        };
        let from = (pack, &log_of as LogOf<'_>);
        Store::merge_pack(&self.dir(), &self.log, &self.seed, from, at(second))
    }

    pub fn withdraw(&self, source: SourceId, second: i64) -> Result<Withdrawn, Error> {
        let said = (
            "An invented reviewer".to_owned(),
            "the witness asked for it".to_owned(),
            at(second),
        );
        Store::withdraw(&self.dir(), &self.log, &self.seed, source, said)
    }

    pub fn verify(&self) -> Verified {
        verify(&self.dir(), &self.log, None).expect("it can be checked")
    }

    /// All rows that follow from what the offices kept, in their order, without what is this office's
    /// own matter: how much it took in.
    pub fn state(&self) -> String {
        let connection = Connection::open(self.dir().join("case.db")).expect("an index");
        let tables = [
            ("blobs", "id"),
            ("sources", "added"),
            ("custody", "added"),
            ("metadata", "added"),
            ("refusals", "added"),
            ("judgements", "added"),
        ];
        let mut state = String::new();
        for (table, order) in tables {
            let sql = format!("SELECT * FROM {table} ORDER BY {order}");
            let mut statement = connection.prepare(&sql).expect("the table is there");
            let columns = statement.column_count();
            let rows = statement.query_map([], |row| {
                (0..columns)
                    .map(|column| row.get::<_, Value>(column))
                    .collect::<rusqlite::Result<Vec<_>>>()
            });
            for row in rows.expect("rows") {
                state.push_str(&format!("{table} {:?}\n", row.expect("a row")));
            }
        }
        state
    }

    pub fn checkpoint(&self) -> PathBuf {
        self.log_folder(&self.log).join("checkpoint")
    }

    pub fn log_folder(&self, log: &str) -> PathBuf {
        let folder = log.strip_prefix("tollbook/").expect("a log's name");
        self.dir().join("log").join(folder)
    }

    /// Whether any file of the casebook, its name included, holds these bytes.
    pub fn holds(&self, bytes: &[u8]) -> Option<PathBuf> {
        let files = files(&self.dir()).into_iter();
        let mut files = files.filter(|path| {
            let name = path.display().to_string();
            let read = fs::read(path).expect("a file");
            find(&read, bytes) || find(name.as_bytes(), bytes)
        });
        files.next()
    }
}

fn find(text: &[u8], bytes: &[u8]) -> bool {
    text.windows(bytes.len()).any(|window| window == bytes)
}

pub fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => waiting.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found
}

pub fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let to = to.join(path.strip_prefix(from).expect("it is inside"));
        fs::create_dir_all(to.parent().expect("it has a folder")).expect("room on the disk");
        fs::copy(&path, to).expect("room on the disk");
    }
}
