-- What a relay has shown of each family: its chain as it was seen, so that it cannot show another.

CREATE TABLE relay_link (
    relay TEXT NOT NULL,
    family_id TEXT NOT NULL REFERENCES family (id),
    number INTEGER NOT NULL CHECK (number > 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    UNIQUE (relay, family_id, number)
) STRICT;

CREATE TRIGGER relay_link_is_final BEFORE UPDATE ON relay_link
BEGIN SELECT RAISE(ABORT, 'relay_link is final'); END;
