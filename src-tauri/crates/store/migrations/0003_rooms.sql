-- Talks of one session may be in several rooms at once.

ALTER TABLE contributions ADD COLUMN room TEXT;
