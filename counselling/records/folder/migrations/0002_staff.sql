-- Who may enter: what the header says of users is believed only where it stands here too.

CREATE TABLE staff (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    signing TEXT NOT NULL,
    sealing TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
) STRICT;

CREATE UNIQUE INDEX staff_by_name ON staff (name) WHERE until IS NULL;

CREATE TRIGGER staff_is_kept BEFORE DELETE ON staff
BEGIN SELECT RAISE(ABORT, 'staff is never forgotten'); END;
