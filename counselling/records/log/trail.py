"""What can be undone in a family and done again, told from its log alone.

An entry is a step of its own unless a Statement before it joins it to others. A Retrace undoes the
last step that still stands, or does again the one undone last. A family's first step is how it
came to be: nothing leads back behind it, nor behind what came in from another desk.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.steps import Retrace, Statement, Way
from counselling.pedigree.trail import Step, Trail
from counselling.records.log import oplog, projection
from counselling.records.log.oplog import Entry
from counselling.records.log.projection import Seen
from counselling.records.log.voices import NOBODY, Voices, voices
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault


def trail(vault: Vault, family: FamilyId) -> Trail:
    """Read a family's whole log. Raises DamagedVault, NewerVault, PedigreeError."""

    keys = vault.families

    def tell(connection: Connection) -> Trail:
        key = keys.of(connection, family)
        entries = oplog.entries(connection, family, key)
        return walked(family, entries, me=vault.user.signing, known=voices(connection, family))

    return vault.read(tell)


def walked(
    family: FamilyId, entries: Iterable[Entry], *, me: str = "", known: Voices = NOBODY
) -> Trail:
    """Walk through a log. A Retrace that leads elsewhere than it says is a step like others.

    me: by whose key steps bear no writer; known: whose keys are known.
    """
    every = tuple(entries)
    done: list[Step] = []
    undone: list[Step] = []
    is_begun = False
    for step in _steps(projection.seen(family, every)):
        if step.is_apart:
            done.clear()
            undone.clear()
        writer = None if step.last.signer == me else known.of(step.last)
        way = step.edits[0].way if isinstance(step.edits[0], Retrace) else None
        if way is Way.BACK and done and done[-1].before == step.after:
            undone.append(done.pop())
        elif way is Way.FORTH and undone and undone[-1].after == step.after:
            done.append(undone.pop())
        elif is_begun:
            done.append(Step(step.edits, step.before, step.after, step.typed, writer))
            undone.clear()
        is_begun = True
    if len(oplog.tips(every).ends) > 1:
        return Trail()  # what came in last is not behind what was done here
    return Trail(tuple(done), tuple(undone))


@dataclass(frozen=True, slots=True)
class _Joined:
    """Entries that are one step. is_apart: they do not follow the entries before them alone.

    last: the last of them.
    """

    edits: tuple[Edit, ...]
    typed: str
    last: Entry
    before: Family
    after: Family
    is_apart: bool


def _steps(history: Iterable[Seen]) -> Iterator[_Joined]:
    """Join entries as the Statements among them say."""
    joined: list[Seen] = []
    wanted, typed, last = 1, "", None
    is_apart = False
    for one in history:
        thread = one.entry.thread
        is_apart = is_apart or (last is not None and thread.parents != (last,))
        last = thread.op
        if isinstance(thread.edit, Statement) and not joined:
            wanted, typed = thread.edit.edits, thread.edit.typed
            continue
        joined.append(one)
        if len(joined) >= wanted:
            yield _joined(joined, typed, is_apart=is_apart)
            joined, wanted, typed, is_apart = [], 1, "", False
    if joined:
        yield _joined(joined, typed, is_apart=is_apart)


def _joined(history: Sequence[Seen], typed: str, *, is_apart: bool) -> _Joined:
    first, last = history[0], history[-1]
    edits = tuple(one.entry.edit for one in history)
    return _Joined(edits, typed, last.entry, first.before, last.after, is_apart)
