"""How long undo takes to come back: a family of a hundred people with two thousand edits.

Run: python -m benchmarks.undo [EDITS]. Prints one line of JSON, times in milliseconds.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from time import perf_counter

from PySide6.QtWidgets import QApplication

from counselling.pedigree.edits import AddPerson, ChangePerson
from counselling.pedigree.person import Age, Person
from counselling.pedigree.steps import Way, retrace
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.log.trail import trail
from counselling.records.vault.acts import Actor
from ui.kit.standing.undo import EditCommand, EditStack

PEOPLE = 100


def nothing(*_: object) -> None:
    """Show nothing."""


def timed(since: float) -> float:
    """Milliseconds since a moment."""
    return round(1000 * (perf_counter() - since), 2)


def main(edits: int) -> None:
    """Make the history, then measure reading it, filling the stack and one undo."""
    app = QApplication([])
    with memory_vault(actor=Actor("bench"), now=partial(datetime.now, UTC)) as vault:
        made = families.create(vault, name="Bench")
        steps = [AddPerson(Person(f"p{n}")) for n in range(PEOPLE)]
        record = families.append(vault, made, edits=tuple(steps), after=1)
        for n in range(edits - PEOPLE):
            person = record.family.persons[n % PEOPLE]
            edit = ChangePerson(replace(person, age=Age.at(n % 90)))
            record = families.append(vault, made, edits=(edit,), after=record.sequence)
        since = perf_counter()
        found = trail(vault, made)
        read = timed(since)
        stack = EditStack()
        since = perf_counter()
        stack.fill(
            [EditCommand(s.before, s.after, words="step", swap=nothing) for s in found.done],
            undone=0,
        )
        filled = timed(since)
        since = perf_counter()
        while (wanted := found.wanted(Way.BACK)) is not None:
            edit_back = retrace(record.family, wanted, Way.BACK)
            record = families.append(vault, made, edits=(edit_back,), after=record.sequence)
            found = found.gone(Way.BACK)
        back = timed(since)
        since = perf_counter()
        again = trail(vault, made)
        reread = timed(since)
    told = {
        "edits": len(again.undone),
        "read_ms": read,
        "fill_ms": filled,
        "undo_each_ms": round(back / edits, 3),
        "read_after_undo_ms": reread,
        "people_left": len(record.family.persons),
    }
    print(json.dumps(told))
    app.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
