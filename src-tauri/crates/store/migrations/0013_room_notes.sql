-- What was taken down in the room; a projection of the changes.

CREATE TABLE room_notes (
    id           TEXT NOT NULL PRIMARY KEY,
    kind         TEXT NOT NULL,
    words        TEXT NOT NULL,
    at           TEXT NOT NULL,
    meeting      TEXT NOT NULL,
    session      TEXT,
    contribution TEXT,
    annotation   TEXT,
    author       TEXT NOT NULL,
    modified_at  TEXT NOT NULL
) STRICT;
CREATE INDEX room_notes_by_meeting ON room_notes (meeting, at);
