-- A key for each family: its edits, notes and documents are sealed with it, and destroying it
-- destroys them in every copy. The log becomes a graph: an entry names the entries before it.
-- What stood in the clear is sealed by records/resealing in the same transaction.

-- holder: '' for everybody who opens the vault, else the user to whom alone it is sealed.
CREATE TABLE family_key (
    family_id TEXT NOT NULL REFERENCES family (id),
    holder TEXT NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (family_id, holder)
) STRICT;

-- Asked at every entry and every search: which families are sealed to whom.
CREATE INDEX family_key_by_holder ON family_key (holder) WHERE holder <> '';

-- Keys that outlive a change of the vault's key, wrapped under it: that of the pseudonyms.
CREATE TABLE kept_key (
    name TEXT PRIMARY KEY NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

DROP TRIGGER edit_is_kept;
DROP TRIGGER edit_is_final;
ALTER TABLE edit RENAME TO edit_in_clear;

-- op: SHA-256 of the entry as its author signed it; sequence: as it came into this vault.
CREATE TABLE edit (
    family_id TEXT NOT NULL REFERENCES family (id),
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    op BLOB NOT NULL CHECK (length(op) = 32),
    sealed BLOB NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    UNIQUE (family_id, sequence),
    UNIQUE (family_id, op)
) STRICT;

-- What is told of a family with users of its own stands sealed, and the rest empty.
DROP TABLE family_summary;
CREATE TABLE family_summary (
    family_id TEXT PRIMARY KEY NOT NULL REFERENCES family (id),
    name TEXT NOT NULL,
    people INTEGER NOT NULL,
    proband TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    differences INTEGER NOT NULL,
    sealed BLOB
) STRICT;

DROP TABLE family_snapshot;
CREATE TABLE family_snapshot (
    family_id TEXT PRIMARY KEY NOT NULL REFERENCES family (id),
    version INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    sealed BLOB NOT NULL
) STRICT;

DROP TRIGGER note_revision_is_kept;
DROP TRIGGER note_revision_is_final;
ALTER TABLE note_revision RENAME TO note_revision_in_clear;

CREATE TABLE note_revision (
    session_id TEXT NOT NULL REFERENCES session (id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    place INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    inserted BLOB NOT NULL,
    UNIQUE (session_id, revision)
) STRICT;

DROP TABLE note;
CREATE TABLE note (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES session (id),
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    text BLOB NOT NULL
) STRICT;

DROP TRIGGER document_content_is_final;
ALTER TABLE document_content RENAME TO document_content_in_clear;

CREATE TABLE document_content (
    document_id TEXT PRIMARY KEY NOT NULL REFERENCES document (id),
    content BLOB NOT NULL
) STRICT;

-- A key may be changed, and what it seals then stands under another; nothing else may.
CREATE TRIGGER edit_is_kept BEFORE DELETE ON edit
BEGIN SELECT RAISE(ABORT, 'edit is append-only'); END;
CREATE TRIGGER edit_is_final BEFORE UPDATE OF family_id, sequence, op, previous, hash ON edit
BEGIN SELECT RAISE(ABORT, 'edit is append-only'); END;
CREATE TRIGGER note_revision_is_kept BEFORE DELETE ON note_revision
BEGIN SELECT RAISE(ABORT, 'note_revision is append-only'); END;
CREATE TRIGGER note_revision_is_final
BEFORE UPDATE OF session_id, revision, at, author, place, removed ON note_revision
BEGIN SELECT RAISE(ABORT, 'note_revision is append-only'); END;
CREATE TRIGGER document_content_is_final BEFORE UPDATE OF document_id ON document_content
BEGIN SELECT RAISE(ABORT, 'document_content is final'); END;
