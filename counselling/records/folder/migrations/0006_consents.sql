-- What people agreed to, and took back: sealed with their family's key, never changed.

CREATE TABLE consent (
    id TEXT PRIMARY KEY NOT NULL,
    family_id TEXT NOT NULL REFERENCES family (id),
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE INDEX consent_by_family ON consent (family_id, at);

CREATE TRIGGER consent_is_kept BEFORE DELETE ON consent
BEGIN SELECT RAISE(ABORT, 'consent is append-only'); END;
CREATE TRIGGER consent_is_final BEFORE UPDATE OF id, at, author ON consent
BEGIN SELECT RAISE(ABORT, 'consent is append-only'); END;
