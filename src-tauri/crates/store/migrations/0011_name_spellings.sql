-- A verdict may be on a spelling that pages have and no programme: how it is printed.
ALTER TABLE name_verdicts ADD COLUMN name TEXT;
