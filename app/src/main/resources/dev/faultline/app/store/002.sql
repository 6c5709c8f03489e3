-- What addresses were called during a session: pods, services, nodes, names from DNS. Empty where unknown.
CREATE TABLE name (
    session       INTEGER NOT NULL,
    -- as in the table finding
    ip            BLOB    NOT NULL,
    -- -1 for all ports
    port          INTEGER NOT NULL,
    source        TEXT    NOT NULL,
    -- nanoseconds since the epoch
    began         INTEGER NOT NULL,
    -- 9223372036854775807 while it lasts
    ended         INTEGER NOT NULL,
    pod           TEXT    NOT NULL,
    namespace     TEXT    NOT NULL,
    workload      TEXT    NOT NULL,
    service       TEXT    NOT NULL,
    node          TEXT    NOT NULL,
    dns           TEXT    NOT NULL,
    PRIMARY KEY (session, ip, port, source, began, pod, namespace, workload, service, node, dns)
) WITHOUT ROWID;
