-- A programme's source as text, where its bytes are none: what was read of a PDF, so that its lines stay as they were.

ALTER TABLE programme_sources ADD COLUMN text TEXT;
