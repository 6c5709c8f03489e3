-- Sessions and their findings. Times of packets are nanoseconds since the epoch.

CREATE TABLE session (
    -- never used again for another session
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    -- of the first capture
    path          TEXT    NOT NULL,
    -- of all captures: bytes, latest change in nanoseconds since the epoch
    size          INTEGER NOT NULL,
    modified      INTEGER NOT NULL,
    identity      TEXT    NOT NULL,
    engine        TEXT    NOT NULL,
    -- reading, complete, cancelled, failed; or removed, while its findings are being deleted
    state         TEXT    NOT NULL,
    -- process that reads it
    owner         INTEGER NOT NULL,
    report        TEXT    NOT NULL,
    -- findings that are part of no other, by severity
    errors        INTEGER NOT NULL DEFAULT 0,
    warnings      INTEGER NOT NULL DEFAULT 0,
    notices       INTEGER NOT NULL DEFAULT 0,
    infos         INTEGER NOT NULL DEFAULT 0,
    failure       TEXT,
    -- milliseconds since the epoch
    opened        INTEGER NOT NULL,
    pinned        INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX session_path ON session (path);

-- The files of a session, from number 0.
CREATE TABLE capture (
    session       INTEGER NOT NULL,
    number        INTEGER NOT NULL,
    path          TEXT    NOT NULL,
    PRIMARY KEY (session, number)
) WITHOUT ROWID;

-- Columns for what is sorted and filtered; the rest of a finding is JSON in one column.
CREATE TABLE finding (
    seq           INTEGER PRIMARY KEY,
    session       INTEGER NOT NULL,
    capture       INTEGER NOT NULL,
    id            TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    class         TEXT    NOT NULL,
    -- 0 info, 1 notice, 2 warning, 3 error
    severity      INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    -- 0 low, 1 medium, 2 high
    confidence    INTEGER NOT NULL,
    part_of       TEXT,
    first         INTEGER NOT NULL,
    last          INTEGER NOT NULL,
    count         INTEGER NOT NULL,
    transport     TEXT    NOT NULL,
    -- addresses: one byte 4 or 6, then the address, so that they sort as numbers
    src_ip        BLOB,
    src_port      INTEGER,
    dst_ip        BLOB,
    dst_port      INTEGER,
    blame         TEXT    NOT NULL,
    reporter      BLOB,
    stream        INTEGER NOT NULL,
    -- the same for all findings that make one row
    fold          INTEGER NOT NULL,
    title         TEXT    NOT NULL,
    -- what a search for text looks at, in lower case
    words         TEXT    NOT NULL,
    rest          TEXT    NOT NULL
);

CREATE UNIQUE INDEX finding_id ON finding (session, id);
CREATE INDEX finding_part ON finding (session, part_of) WHERE part_of IS NOT NULL;
-- all that folding, counting and the timeline need, so that they never read the wide table
CREATE INDEX finding_fold ON finding
    (session, fold, first, severity, class, state, confidence, last, count, blame, reporter, part_of) WHERE part_of IS NULL;
-- in the order of the table, so that a whole session is read in one go
CREATE INDEX finding_session ON finding (session);
