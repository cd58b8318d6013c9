-- What a source says of a talk besides its title.

ALTER TABLE contributions ADD COLUMN description TEXT;
