-- The search: a projection of `edit`, one row a person. facts: what she was found by, as JSON;
-- tokens: folded words, the text that the index holds (external content: kept once, here).

CREATE TABLE search_person (
    row INTEGER PRIMARY KEY,
    family_id TEXT NOT NULL REFERENCES family (id),
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_year INTEGER,
    facts BLOB NOT NULL,
    tokens TEXT NOT NULL
) STRICT;

CREATE INDEX search_person_by_family ON search_person (family_id);

-- Only whether a token is there is asked: no places, no sizes. Beginnings of up to four letters
-- after the token's kind have an index of their own.
CREATE VIRTUAL TABLE search_text USING fts5 (
    tokens, content = 'search_person', content_rowid = 'row', tokenize = 'ascii',
    detail = none, columnsize = 0, prefix = '3 4 5'
);

-- What is forgotten leaves the pages too; PRAGMA secure_delete alone leaves it in the index.
INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1);
