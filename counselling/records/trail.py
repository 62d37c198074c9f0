"""What can be undone in a family and done again, told from its log alone.

An entry is a step of its own unless a Statement before it joins it to others. A Retrace undoes the
last step that still stands, or does again the one undone last. A family's first step is how it
came to be: nothing leads back behind it.
"""

from collections.abc import Iterable, Iterator

from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.steps import Retrace, Statement, Way
from counselling.pedigree.trail import Step, Trail
from counselling.records import oplog
from counselling.records.acts import FamilyId
from counselling.records.engine import Connection
from counselling.records.oplog import Entry
from counselling.records.vault import Vault


def trail(vault: Vault, family: FamilyId) -> Trail:
    """Read a family's whole log. Raises DamagedVault, NewerVault, PedigreeError."""

    def tell(connection: Connection) -> Trail:
        return walked(family, oplog.entries(connection, family), me=vault.actor.name)

    return vault.read(tell)


def walked(family: FamilyId, entries: Iterable[Entry], *, me: str = "") -> Trail:
    """Walk through a log. A Retrace that leads elsewhere than it says is a step like others.

    me: whose own steps bear no author.
    """
    done: list[Step] = []
    undone: list[Step] = []
    standing = Family(id=family)
    is_begun = False
    for edits, typed, author in _steps(entries):
        before = standing
        for edit in edits:
            standing = edit.apply(standing)
        way = edits[0].way if isinstance(edits[0], Retrace) else None
        if way is Way.BACK and done and done[-1].before == standing:
            standing = done[-1].before  # one value, not one for each time it was seen
            undone.append(done.pop())
        elif way is Way.FORTH and undone and undone[-1].after == standing:
            standing = undone[-1].after
            done.append(undone.pop())
        elif is_begun:
            done.append(Step(edits, before, standing, typed, "" if author == me else author))
            undone.clear()
        is_begun = True
    return Trail(tuple(done), tuple(undone))


def _steps(entries: Iterable[Entry]) -> Iterator[tuple[tuple[Edit, ...], str, str]]:
    """Join entries as the Statements among them say: edits, what was typed, who did it."""
    joined: list[Edit] = []
    wanted, typed, author = 1, "", ""
    for entry in entries:
        if isinstance(entry.edit, Statement) and not joined:
            wanted, typed = entry.edit.edits, entry.edit.typed
            continue
        joined.append(entry.edit)
        author = entry.author
        if len(joined) >= wanted:
            yield tuple(joined), typed, author
            joined, wanted, typed = [], 1, ""
    if joined:
        yield tuple(joined), typed, author
