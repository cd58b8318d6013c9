-- The library: what it is, its documents, its programmes, what the reader made, and the history of it.

CREATE TABLE library (
    id         TEXT NOT NULL PRIMARY KEY,
    device     TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- Documents by content; metadata, problems, outline and the annotations found in the file are JSON.
CREATE TABLE documents (
    id              TEXT    NOT NULL PRIMARY KEY,
    n_bytes         INTEGER NOT NULL,
    n_pages         INTEGER NOT NULL,
    status          TEXT    NOT NULL,
    metadata        TEXT    NOT NULL,
    language        TEXT,
    imported_at     TEXT    NOT NULL,
    problems        TEXT    NOT NULL,
    outline         TEXT    NOT NULL,
    pdf_annotations TEXT    NOT NULL,
    first_text      TEXT    NOT NULL
) STRICT;

CREATE TABLE document_files (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    path     TEXT NOT NULL,
    seen_at  TEXT NOT NULL,
    PRIMARY KEY (document, path)
) STRICT;

CREATE TABLE pages (
    document   TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    page_index INTEGER NOT NULL,
    label      TEXT,
    x0         REAL    NOT NULL,
    y0         REAL    NOT NULL,
    x1         REAL    NOT NULL,
    y1         REAL    NOT NULL,
    rotation   INTEGER NOT NULL,
    class      TEXT    NOT NULL,
    PRIMARY KEY (document, page_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading_states (
    document TEXT NOT NULL PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    state    TEXT NOT NULL
) STRICT;

CREATE TABLE meetings (
    id             TEXT NOT NULL PRIMARY KEY,
    source_key     TEXT NOT NULL UNIQUE,
    title          TEXT NOT NULL,
    description    TEXT,
    venue          TEXT,
    time_zone      TEXT,
    material_kinds TEXT NOT NULL,
    listed         TEXT NOT NULL,
    problems       TEXT NOT NULL
) STRICT;

-- Each programme as it came, so that every line can be shown again.
CREATE TABLE programme_sources (
    meeting     TEXT NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    sha256      TEXT NOT NULL,
    name        TEXT,
    content     BLOB NOT NULL,
    imported_at TEXT NOT NULL,
    PRIMARY KEY (meeting, sha256)
) STRICT;

CREATE TABLE segments (
    id         TEXT    NOT NULL PRIMARY KEY,
    meeting    TEXT    NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    source_key TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    UNIQUE (meeting, source_key)
) STRICT;

CREATE TABLE sessions (
    id         TEXT    NOT NULL PRIMARY KEY,
    meeting    TEXT    NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    segment    TEXT    REFERENCES segments (id),
    source_key TEXT    NOT NULL,
    number     TEXT,
    title      TEXT,
    dates      TEXT    NOT NULL,
    start      TEXT,
    "end"      TEXT,
    room       TEXT,
    position   INTEGER NOT NULL,
    UNIQUE (meeting, source_key)
) STRICT;

CREATE TABLE contributions (
    id            TEXT    NOT NULL PRIMARY KEY,
    meeting       TEXT    NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    session       TEXT    REFERENCES sessions (id),
    source_key    TEXT    NOT NULL,
    title         TEXT,
    date          TEXT,
    start         TEXT,
    "end"         TEXT,
    material_kind TEXT,
    links         TEXT    NOT NULL,
    raw           TEXT    NOT NULL,
    line          INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    withdrawn     INTEGER NOT NULL DEFAULT 0,
    problems      TEXT    NOT NULL,
    UNIQUE (meeting, source_key)
) STRICT;

CREATE TABLE persons (
    id       TEXT NOT NULL PRIMARY KEY,
    name     TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE organizations (
    id       TEXT NOT NULL PRIMARY KEY,
    name     TEXT,
    acronym  TEXT,
    name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE credits (
    subject_kind TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    position     INTEGER NOT NULL,
    person       TEXT    REFERENCES persons (id),
    organization TEXT    REFERENCES organizations (id),
    role         TEXT    NOT NULL,
    honorific    TEXT,
    name         TEXT,
    affiliation  TEXT,
    PRIMARY KEY (subject_kind, subject, position)
) STRICT;

-- Machine guesses of which document belongs to which contribution; made anew whenever either side changes.
CREATE TABLE suggestions (
    document     TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    contribution TEXT NOT NULL REFERENCES contributions (id) ON DELETE CASCADE,
    score        REAL NOT NULL,
    reasons      TEXT NOT NULL,
    PRIMARY KEY (document, contribution)
) STRICT;

-- The history. A change gives one field of one thing a value (JSON), or takes it away (NULL).
CREATE TABLE actions (
    id   TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    mode TEXT NOT NULL,
    of   TEXT REFERENCES actions (id),
    at   TEXT NOT NULL
) STRICT;

CREATE TABLE changes (
    id       TEXT NOT NULL PRIMARY KEY,
    action   TEXT NOT NULL REFERENCES actions (id),
    author   TEXT NOT NULL,
    kind     TEXT NOT NULL,
    thing    TEXT NOT NULL,
    field    TEXT NOT NULL,
    value    TEXT,
    replaces TEXT NOT NULL
) STRICT;
CREATE INDEX changes_by_thing ON changes (kind, thing, field, id);
CREATE INDEX changes_by_action ON changes (action);

-- Projections of the changes.
CREATE TABLE tags (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    parent     TEXT,
    definition TEXT NOT NULL
) STRICT;

CREATE TABLE annotations (
    id          TEXT    NOT NULL PRIMARY KEY,
    document    TEXT    NOT NULL,
    page_index  INTEGER NOT NULL,
    range_start INTEGER NOT NULL,
    target      TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    color       TEXT    NOT NULL,
    comment     TEXT    NOT NULL,
    author      TEXT    NOT NULL,
    created_at  TEXT    NOT NULL,
    modified_at TEXT    NOT NULL,
    orphaned    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX annotations_by_page ON annotations (document, page_index, range_start);

CREATE TABLE annotation_tags (
    annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
    tag        TEXT NOT NULL,
    PRIMARY KEY (annotation, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_tags_by_tag ON annotation_tags (tag);

CREATE TABLE matches (
    document     TEXT NOT NULL,
    contribution TEXT NOT NULL,
    verdict      TEXT NOT NULL,
    PRIMARY KEY (document, contribution)
) STRICT;
CREATE INDEX matches_by_contribution ON matches (contribution);

-- What the search index has yet to take up; emptied as far as the index has committed.
CREATE TABLE index_queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL
) STRICT;
