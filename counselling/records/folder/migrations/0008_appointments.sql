-- The rooms of appointments, with what takes them up again, and what patients left there: sealed
-- with their family's key. A room is of use to this clinic's desks alone and ends with its links.

CREATE TABLE appointment (
    id TEXT PRIMARY KEY NOT NULL,
    family_id TEXT NOT NULL REFERENCES family (id),
    sealed BLOB NOT NULL
) STRICT;

CREATE INDEX appointment_by_family ON appointment (family_id);

CREATE TABLE appointment_mail (
    appointment_id TEXT NOT NULL REFERENCES appointment (id),
    seat TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    is_settled INTEGER NOT NULL DEFAULT 0 CHECK (is_settled IN (0, 1)),
    sealed BLOB NOT NULL,
    PRIMARY KEY (appointment_id, seat, number)
) STRICT;
