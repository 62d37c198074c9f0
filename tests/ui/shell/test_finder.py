from functools import partial

import pytest

from ui.shell.finder import Entry, FinderState


def nothing() -> None:
    """Do nothing."""


def entry(words: str, beside: str = "") -> Entry:
    return Entry(words, beside, partial(nothing))


ENTRIES = (entry("New family", "Ctrl+N"), entry("Families"), entry("Öztürk", "Zeynep"))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["New family", "Families", "Öztürk"]),
        ("famil", ["Families", "New family"]),
        ("family new", ["New family"]),
        ("zeynep", ["Öztürk"]),
        ("xyz", []),
    ],
)
def test_every_word_must_be_held_and_beginnings_come_first(wanted: str, found: list[str]) -> None:
    assert [e.words for e in FinderState(wanted, ENTRIES).found] == found
