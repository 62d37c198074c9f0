-- Who signed the wording of a kind of letter off in a language, and who took that back. A wording is
-- a hash of its words: other words are another wording. Nothing of a patient stands here.

CREATE TABLE letter_review (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    wording TEXT NOT NULL CHECK (length(wording) = 64),
    is_signed INTEGER NOT NULL CHECK (is_signed IN (0, 1)),
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
