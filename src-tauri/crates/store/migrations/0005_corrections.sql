-- Programmes are corrected and written by readers, names are told apart, and things are linked.

-- What the newest source says of each thing of a programme, beneath the reader's corrections; of a meeting, a segment,
-- a session or a contribution. What a reader wrote has no row here.
CREATE TABLE programme_items (
    kind    TEXT NOT NULL,
    id      TEXT NOT NULL,
    meeting TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX programme_items_by_meeting ON programme_items (meeting);

-- A meeting that the reader deleted keeps its rows, so that undo finds them.
ALTER TABLE meetings ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;

-- How the reader had the source read: columns and time zone, as JSON.
ALTER TABLE programme_sources ADD COLUMN options TEXT;

-- The reader's word on whether two names of the register are one's. A projection of the changes.
CREATE TABLE name_verdicts (
    kind    TEXT NOT NULL,
    one     TEXT NOT NULL,
    other   TEXT NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (kind, one, other)
) STRICT;

-- What the reader linked with what. A projection of the changes.
CREATE TABLE links (
    id         TEXT NOT NULL PRIMARY KEY,
    origin     TEXT NOT NULL,
    target     TEXT NOT NULL,
    relation   TEXT NOT NULL,
    note       TEXT NOT NULL,
    author     TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX links_by_origin ON links (origin);
CREATE INDEX links_by_target ON links (target);
