"""The menu of a person: the same verbs as the keys, each with its key beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from counselling.language.catalogue import Catalogue
from ui.pages.pedigree.prompting.prompts import Verb

# Groups of verbs, in the order in which they are told; a line is drawn between two groups.
VERBS: Final = (
    (Verb.PARTNER, Verb.CHILD, Verb.SIBLING, Verb.HALF, Verb.LOSS),
    (Verb.CONDITION, Verb.TEST, Verb.OPERATION, Verb.AGE, Verb.BIRTH, Verb.DEATH, Verb.ALIVE),
    (Verb.NAME, Verb.SEX, Verb.ADOPTION, Verb.DONOR, Verb.COUPLE, Verb.JOIN, Verb.MORE),
)
_DIGITS: Final = "1–9"  # an age needs no letter


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu. key: what does the same on the keyboard. is_on: may be chosen."""

    words: str
    do: Callable[[], None]
    key: str = ""
    is_on: bool = True
    is_checked: bool | None = None


def menu_of(
    parent: QWidget, groups: Sequence[Sequence[Entry]], *, below: tuple[str, Sequence[Entry]]
) -> QMenu:
    """Return a menu with these groups; it is gone when it is closed.

    below: words and entries of a menu of its own, before the last group.
    """
    menu = QMenu(parent)
    words, entries = below
    for group in groups[:-1]:
        _fill(menu, group)
        menu.addSeparator()
    _fill(menu.addMenu(words), entries)
    menu.addSeparator()
    _fill(menu, groups[-1])
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _fill(menu: QMenu, entries: Sequence[Entry]) -> None:
    for entry in entries:
        made = menu.addAction(f"{entry.words}\t{entry.key}" if entry.key else entry.words)
        made.setEnabled(entry.is_on)
        if entry.is_checked is not None:
            made.setCheckable(True)
            made.setChecked(entry.is_checked)
        made.triggered.connect(entry.do)


def verb_entries(
    begin: Callable[[Verb], Callable[[], None]], letters: Mapping[str, str], words: Catalogue
) -> tuple[tuple[Entry, ...], ...]:
    """Return the verbs that ask or tell something of a person."""
    return tuple(
        tuple(
            Entry(words.say(f"fact.{verb}"), begin(verb), _key_of(verb, letters, words))
            for verb in group
        )
        for group in VERBS
    )


def _key_of(verb: Verb, letters: Mapping[str, str], words: Catalogue) -> str:
    return words.capitals(letters.get(verb, "")) or (_DIGITS if verb is Verb.AGE else "")
