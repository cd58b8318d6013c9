-- What a session is called by its kind and number, as printed: Panel 1, Workshop 1.

ALTER TABLE sessions ADD COLUMN label TEXT;
