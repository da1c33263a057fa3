CREATE TABLE blobs (
    id      BLOB PRIMARY KEY CHECK (length(id) = 32),
    length  INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE sources (
    added   INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE REFERENCES blobs (id)
) STRICT;

-- One row for each time that bytes were received. The same path, place and time is one record.
CREATE TABLE custody (
    added        INTEGER PRIMARY KEY,
    blob         BLOB NOT NULL REFERENCES blobs (id),
    role         TEXT NOT NULL CHECK (role IN ('source', 'container')),
    path         TEXT NOT NULL,
    locator      TEXT NOT NULL,
    name         TEXT NOT NULL,
    container    BLOB REFERENCES blobs (id),
    received     TEXT NOT NULL,
    how          TEXT NOT NULL,
    obtained     TEXT,
    obtained_how TEXT,
    UNIQUE (blob, role, path, locator, received)
) STRICT;

-- What was stated about a source, by whom, never overwritten.
CREATE TABLE metadata (
    added   INTEGER PRIMARY KEY,
    source  BLOB NOT NULL REFERENCES sources (id),
    field   TEXT NOT NULL CHECK (field IN ('publisher', 'published', 'language', 'url', 'title')),
    value   TEXT NOT NULL,
    origin  TEXT NOT NULL,
    place   TEXT NOT NULL
) STRICT;

CREATE INDEX metadata_of_source ON metadata (source, field);

CREATE TABLE refusals (
    added   INTEGER PRIMARY KEY,
    path    TEXT NOT NULL,
    locator TEXT NOT NULL,
    source  BLOB REFERENCES sources (id),
    kind    TEXT NOT NULL,
    reason  TEXT NOT NULL,
    remedy  TEXT NOT NULL,
    at      TEXT NOT NULL,
    -- The version of the extractor that could not read it; empty where none was asked.
    extractor TEXT NOT NULL
) STRICT;

-- A reason that is met again is the same row, unless other bytes stand at the path by then.
CREATE UNIQUE INDEX refusals_once
    ON refusals (path, locator, kind, reason, extractor, ifnull(source, x''));

CREATE INDEX refusals_of_source ON refusals (source);

-- A gazetteer that was imported; its places stand in places.db.
CREATE TABLE gazetteers (
    added   INTEGER PRIMARY KEY,
    sha256  TEXT NOT NULL,
    reader  TEXT NOT NULL,
    name    TEXT NOT NULL,
    format  TEXT NOT NULL,
    credit  TEXT NOT NULL,
    places  INTEGER NOT NULL,
    names   INTEGER NOT NULL,
    divisions INTEGER NOT NULL,
    links   INTEGER NOT NULL,
    other   INTEGER NOT NULL,
    bad     INTEGER NOT NULL,
    at      TEXT NOT NULL,
    UNIQUE (sha256, reader)
) STRICT;

-- How much of each log these tables hold: the casebook's own, and those of other offices that it took
-- in. All but the readings follows from them.
CREATE TABLE heads (
    log     TEXT PRIMARY KEY,
    size    INTEGER NOT NULL,
    root    BLOB NOT NULL CHECK (length(root) = 32)
) WITHOUT ROWID, STRICT;

-- What a reviewer judged. A withdrawal is a row of its own.
CREATE TABLE judgements (
    added     INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    body      TEXT NOT NULL,
    by        TEXT NOT NULL,
    reason    TEXT NOT NULL,
    at        TEXT NOT NULL,
    withdraws TEXT,
    -- The log in which it stands: two offices may each have a reviewer of that name.
    log       TEXT NOT NULL
) STRICT;

-- Two checkpoints of one log that contradict each other; its key signed both.
CREATE TABLE forks (
    added   INTEGER PRIMARY KEY,
    log     TEXT NOT NULL,
    held    TEXT NOT NULL,
    given   TEXT NOT NULL,
    at      TEXT NOT NULL,
    UNIQUE (log, held, given)
) STRICT;

-- A checkpoint of another log that was cosigned here.
CREATE TABLE witnessed (
    added      INTEGER PRIMARY KEY,
    log        TEXT NOT NULL,
    checkpoint TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT;

-- Consent to a source was withdrawn, and its bytes are destroyed here.
CREATE TABLE withdrawals (
    added   INTEGER PRIMARY KEY,
    source  BLOB NOT NULL CHECK (length(source) = 32),
    by      TEXT NOT NULL,
    reason  TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

-- The blobs that were destroyed for it.
CREATE TABLE destroyed (
    blob    BLOB PRIMARY KEY CHECK (length(blob) = 32)
) WITHOUT ROWID, STRICT;

-- What an extractor read from a source. A function of the source, of what is stated of its
-- publication, and of the extractor's version, so that it may be deleted at any time; a new
-- statement deletes it. The digest is over all three, since no log tells how a reading was.
CREATE TABLE readings (
    added     INTEGER PRIMARY KEY,
    source    BLOB NOT NULL REFERENCES sources (id),
    extractor TEXT NOT NULL,
    reading   BLOB NOT NULL,
    digest    BLOB NOT NULL CHECK (length(digest) = 32),
    UNIQUE (source, extractor)
) STRICT;
