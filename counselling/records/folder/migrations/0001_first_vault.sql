-- The first vault. Truth: `edit` (append-only, chained per family), notes, documents, `audit`.
-- Projection, rebuilt at will from `edit`: `family_summary`, `family_snapshot`.
-- Moments are UTC text to the millisecond; ids are 128 random bits in hexadecimal.

CREATE TABLE vault (
    row INTEGER PRIMARY KEY CHECK (row = 1),
    id TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE family (
    id TEXT PRIMARY KEY NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE edit (
    family_id TEXT NOT NULL REFERENCES family (id),
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    signature BLOB,
    UNIQUE (family_id, sequence)
) STRICT;

CREATE TABLE family_summary (
    family_id TEXT PRIMARY KEY NOT NULL REFERENCES family (id),
    name TEXT NOT NULL,
    people INTEGER NOT NULL,
    proband TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;

CREATE TABLE family_snapshot (
    family_id TEXT PRIMARY KEY NOT NULL REFERENCES family (id),
    version INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE session (
    id TEXT PRIMARY KEY NOT NULL,
    family_id TEXT NOT NULL REFERENCES family (id),
    person TEXT NOT NULL,
    started_at TEXT NOT NULL,
    counsellor TEXT NOT NULL,
    ended_at TEXT,
    figures BLOB
) STRICT;

CREATE INDEX session_by_family ON session (family_id, started_at);

-- A revision of the notes is what was taken out at a place and what was put in.
CREATE TABLE note_revision (
    session_id TEXT NOT NULL REFERENCES session (id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    place INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    inserted TEXT NOT NULL,
    UNIQUE (session_id, revision)
) STRICT;

-- The notes as they stand: a projection of note_revision.
CREATE TABLE note (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES session (id),
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    id TEXT PRIMARY KEY NOT NULL,
    family_id TEXT NOT NULL REFERENCES family (id),
    session_id TEXT REFERENCES session (id),
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    media_type TEXT NOT NULL,
    template_version TEXT NOT NULL,
    created_at TEXT NOT NULL,
    author TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT;

CREATE INDEX document_by_family ON document (family_id, created_at);

CREATE TABLE document_content (
    document_id TEXT PRIMARY KEY NOT NULL REFERENCES document (id),
    content BLOB NOT NULL
) STRICT;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT,
    target TEXT NOT NULL,
    outcome TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX audit_by_subject ON audit (subject, sequence) WHERE subject IS NOT NULL;

-- A bar against mistakes of this program; against a holder of the key the chains stand.
CREATE TRIGGER edit_is_kept BEFORE DELETE ON edit
BEGIN SELECT RAISE(ABORT, 'edit is append-only'); END;
CREATE TRIGGER edit_is_final BEFORE UPDATE ON edit
BEGIN SELECT RAISE(ABORT, 'edit is append-only'); END;
CREATE TRIGGER note_revision_is_kept BEFORE DELETE ON note_revision
BEGIN SELECT RAISE(ABORT, 'note_revision is append-only'); END;
CREATE TRIGGER note_revision_is_final BEFORE UPDATE ON note_revision
BEGIN SELECT RAISE(ABORT, 'note_revision is append-only'); END;
CREATE TRIGGER document_is_final BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'document is final'); END;
CREATE TRIGGER document_content_is_final BEFORE UPDATE ON document_content
BEGIN SELECT RAISE(ABORT, 'document_content is final'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
