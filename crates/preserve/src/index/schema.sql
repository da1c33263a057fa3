CREATE TABLE IF NOT EXISTS blobs (
    id      BLOB PRIMARY KEY CHECK (length(id) = 32),
    length  INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE IF NOT EXISTS sources (
    added   INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE REFERENCES blobs (id)
) STRICT;

-- One row for each time that bytes were received. The same path, place and time is one record.
CREATE TABLE IF NOT EXISTS custody (
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
CREATE TABLE IF NOT EXISTS metadata (
    added   INTEGER PRIMARY KEY,
    source  BLOB NOT NULL REFERENCES sources (id),
    field   TEXT NOT NULL CHECK (field IN ('publisher', 'published', 'language', 'url', 'title')),
    value   TEXT NOT NULL,
    origin  TEXT NOT NULL,
    place   TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS metadata_of_source ON metadata (source, field);

CREATE TABLE IF NOT EXISTS refusals (
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
CREATE UNIQUE INDEX IF NOT EXISTS refusals_once
    ON refusals (path, locator, kind, reason, extractor, ifnull(source, x''));

CREATE INDEX IF NOT EXISTS refusals_of_source ON refusals (source);

-- What a reviewer judged. A withdrawal is a row of its own.
CREATE TABLE IF NOT EXISTS judgements (
    added     INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    body      TEXT NOT NULL,
    by        TEXT NOT NULL,
    reason    TEXT NOT NULL,
    at        TEXT NOT NULL,
    withdraws TEXT
) STRICT;

-- What an extractor read from a source. A function of the source, of what is stated of its
-- publication, and of the extractor's version, so that it may be deleted at any time; a new
-- statement deletes it.
CREATE TABLE IF NOT EXISTS readings (
    source    BLOB NOT NULL REFERENCES sources (id),
    extractor TEXT NOT NULL,
    json      TEXT NOT NULL,
    PRIMARY KEY (source, extractor)
) WITHOUT ROWID, STRICT;
