-- Files that only a password opens; the password itself is never kept.

ALTER TABLE documents ADD COLUMN has_password INTEGER NOT NULL DEFAULT 0;

UPDATE documents SET has_password = 1 WHERE status = 'locked';
