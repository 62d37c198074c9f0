"""A word lost between the others: what is left may be asked; it may never mean something else.

Some words carry a fact by themselves (a relation, a condition, a number, "no", "?", "d"): without
one of them stands another note, as valid as the first, and no reader can know. Listed below.
Everything else joins, and without it the meaning must be the same, or less and asked.
"""

from collections import Counter

import pytest

from counselling.shorthand.registry import lexicon
from counselling.shorthand.tokens import Kind, Token, tokens
from tests.shorthand.notes_read import FOLDER, Note, notes, told, verdict
from tests.shorthand.test_mutations import plain

# Kinds of words without which another, valid note is left.
CARRY = frozenset(
    (
        "relation", "genitive", "self", "condition", "brca", "ambiguous", "circles", "procedure",
        "loss", "marker", "pathology", "gene", "pos", "neg", "vus", "pathogenic", "variant",
        "family-variant", "number", "figure", "decade", "teens", "part", "date", "parity",
        "times", "multiple", "index", "ordinal", "reference", "quoted", "dead", "dead-how",
        "well", "alive", "unaffected", "untested", "unknown", "aside", "note-mark", "vague",
        "source", "graded", "ancestry", "ancestry-aj", "infertile", "by-choice", "adopted",
        "adopted-in", "adopted-out", "twin", "mz", "dz", "consang", "consang-1c", "consang-2c",
        "not-related", "former", "divorced", "born", "bilateral", "left", "right", "other-side",
        "primary", "maybe", "unconfirmed", "excluded", "no", "early", "mid", "late", "male",
        "female", "side-mat", "side-pat", "same-mat", "same-pat", "whole-mat", "whole-pat",
        "sidenoun", "her", "his", "their", "the", "another", "aged", "each", "word", "unsure",
        "between", "because", "of", "remove", "only-child", "childless", "turning", "undone",
        "week-unit", "month-unit", "day-unit", "well-or-dead", "same-cause",
        "trans-man", "trans-woman", "non-binary", "amab", "afab", "uaab", "no-contact",
        "not-informed", "documented", "status-unknown", "unknown-parents", "pronouns",
        "karyotype", "presymptomatic", "due", "last-period", "triplet",
        "likewise", "correction", "none", "several", "examination", "normal", "abnormal",
        "inconclusive", "by-sperm-donor", "by-egg-donor", "by-surrogate", "by-mito-donor",
        "left-couple", "couple", "barren", "twice", "remark", "half", "ago", "before-now", "month",
    )
)  # fmt: skip
CLEAN = [
    note
    for file in sorted(FOLDER.glob("*.tsv"))
    for note in notes(file.stem)
    if verdict(note) == "right"
]


def kind_of(token: Token) -> str:
    return token.senses[0].category if token.senses else token.kind.value


def fate(note: Note, dropped: Token) -> str:
    """asked, same, less (facts missing, none new) or other."""
    left = note.text[: dropped.start] + note.text[dropped.end :]
    reading, kept = told(note, left)
    if not reading.is_complete:
        return "asked"
    new, missing = plain(kept) - plain(note.meant), plain(note.meant) - plain(kept)
    if new:
        return "other"
    return "less" if missing else "same"


@pytest.mark.parametrize("note", CLEAN, ids=lambda note: note.text[:60])
def test_without_a_word_that_joins_nothing_else_is_meant(note: Note) -> None:
    joins = [t for t in tokens(note.text, lexicon(note.language)) if kind_of(t) not in CARRY]
    turned = [t.text for t in joins if fate(note, t) in ("other", "less")]
    assert [text for text in turned if (note.text, text) not in VALID] == []


# Where a comma, a dash or "of" is lost, another valid note is left: what was lost, from which note.
VALID = frozenset(
    (
        ("MGM died in her 70s, ? ovarian ca", ","),  # perhaps she died of it
        ("pt RRM + RRSO 40", "+"),  # the age may be of the second alone
    )
)


def test_the_figures_of_lost_words() -> None:
    found = Counter(
        (kind_of(t) in CARRY, fate(note, t))
        for note in CLEAN
        for t in tokens(note.text, lexicon(note.language))
        if t.kind is not Kind.BREAK
    )
    asked = found[True, "asked"] + found[False, "asked"]
    assert asked > 0.3 * found.total()
