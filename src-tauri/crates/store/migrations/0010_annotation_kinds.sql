-- Replies to comments, a tag's color and key, and the names of the eight colors.

ALTER TABLE annotations ADD COLUMN replies TEXT NOT NULL DEFAULT '[]';

ALTER TABLE tags ADD COLUMN color TEXT;
ALTER TABLE tags ADD COLUMN shortcut TEXT;

CREATE TABLE color_names (
    color TEXT NOT NULL PRIMARY KEY,
    name  TEXT NOT NULL
) STRICT;
