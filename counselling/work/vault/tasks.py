"""Use case: what is to be done on a day in the families of the vault, and that it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from counselling.letters.kinds.sample_kit import REMINDED_AFTER
from counselling.records.log import families
from counselling.records.papers import tasks
from counselling.records.papers.majority import Ages
from counselling.records.papers.tasks import Rules, Task
from counselling.records.store.clock import Now
from counselling.records.vault.acts import FamilyId
from counselling.work.vault.door import Door
from counselling.work.vault.keep_vault import Entry

SOON_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Agenda:
    """Tasks of the open vault, the next first. today: the day by which they were told apart."""

    today: date
    tasks: tuple[Task, ...]

    def __repr__(self) -> str:
        return f"Agenda({self.today}, {len(self.tasks)})"  # never a name

    @property
    def soon(self) -> tuple[Task, ...]:
        """What is due, or will be within SOON_DAYS days."""
        return tuple(
            one
            for one in self.tasks
            if one.is_due(self.today) or (one.due and (one.due - self.today).days <= SOON_DAYS)
        )


class Tasks:
    """Tasks of the open vault. Slow: none of it on the UI thread. ages: as the clinic set them."""

    def __init__(self, door: Door, *, ages: Callable[[], Ages], now: Now) -> None:
        self._door, self._ages, self._now = door, ages, now

    def waiting(self) -> Agenda:
        """Return what is to be done. Written down as a query. Raises VaultError, DamagedVault."""
        today = self._now().date()
        return Agenda(today, tasks.waiting(self._door.vault, rules(self._ages()), today=today))

    def finish(self, family: FamilyId, task: str) -> Agenda:
        """Write down that a reminder is done. Raises as `tasks.finish`."""
        families.open_family(self._door.vault, family)
        tasks.finish(self._door.vault, family, task)
        return self.waiting()


def rules(ages: Ages) -> Rules:
    """Return when something is due."""
    return Rules(ages, REMINDED_AFTER)


def listing(entry: Entry, ages: Ages) -> Sequence[Task]:
    """Return what is to be done in a vault. Raises as `open_vault`, `tasks.waiting`."""
    with entry.open() as vault:
        return tasks.waiting(vault, rules(ages), today=entry.now().date())


def finish_by_command(entry: Entry, family: FamilyId, task: str) -> None:
    """Write down that a reminder is done. Raises as `open_vault`, `open_family`, `tasks.finish`."""
    with entry.open() as vault:
        families.open_family(vault, family)
        tasks.finish(vault, family, task)
