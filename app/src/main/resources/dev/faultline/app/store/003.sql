-- Packets and bytes over time, one row for each file of a session.
CREATE TABLE traffic (
    session       INTEGER NOT NULL,
    capture       INTEGER NOT NULL,
    -- nanoseconds
    bucket        INTEGER NOT NULL,
    -- numbers of variable length: steps of time in buckets, packets, bytes
    buckets       BLOB    NOT NULL,
    PRIMARY KEY (session, capture)
) WITHOUT ROWID;

-- What happened while a session was captured, besides findings.
CREATE TABLE event (
    id            INTEGER PRIMARY KEY,
    session       INTEGER NOT NULL,
    -- -1 when it is of no file
    capture       INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    began         INTEGER NOT NULL,
    ended         INTEGER NOT NULL,
    -- source or pod
    place         TEXT    NOT NULL,
    detail        TEXT    NOT NULL,
    -- -1 when unknown
    count         INTEGER NOT NULL
);

CREATE INDEX event_session ON event (session, capture);

-- What findings are counted under: of the end that did it, else of the server. Empty where unknown.
CREATE TABLE party (
    session       INTEGER NOT NULL,
    -- from 1; 0 stands for all that there was no room for, and for findings of earlier versions
    number        INTEGER NOT NULL,
    namespace     TEXT    NOT NULL,
    workload      TEXT    NOT NULL,
    node          TEXT    NOT NULL,
    PRIMARY KEY (session, number)
) WITHOUT ROWID;

ALTER TABLE finding ADD COLUMN party INTEGER NOT NULL DEFAULT 0;

-- all that the timeline needs, in its order, so that a part of it is counted without reading the rest
CREATE INDEX finding_time ON finding (session, first, last, severity, class, kind, party) WHERE part_of IS NULL;
