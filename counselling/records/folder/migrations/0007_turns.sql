-- A family's key turns when its readers are chosen anew: each turn as its maker signed it, with the
-- new key sealed to each reader. It goes with the family's key: not into backups, gone when erased.

CREATE TABLE family_turn (
    family_id TEXT NOT NULL REFERENCES family (id),
    op BLOB NOT NULL CHECK (length(op) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    text BLOB NOT NULL,
    UNIQUE (family_id, op)
) STRICT;

CREATE TRIGGER family_turn_is_final BEFORE UPDATE ON family_turn
BEGIN SELECT RAISE(ABORT, 'family_turn is final'); END;

-- What is known of a family's readers in other vaults, as JSON: see records/vault/abroad.
CREATE TABLE family_abroad (
    family_id TEXT PRIMARY KEY NOT NULL REFERENCES family (id),
    told BLOB NOT NULL
) STRICT;
