-- Searches that the reader keeps; a projection of the changes.

CREATE TABLE kept_searches (
    id    TEXT NOT NULL PRIMARY KEY,
    query TEXT NOT NULL
) STRICT;
