"""An open vault seen through something: a trial whose writing does not stay, a reading followed."""

import contextlib
from collections.abc import Callable
from typing import TypeVar

from counselling.records.folder.copying import Watch
from counselling.records.vault.acts import Act, Transaction
from counselling.records.vault.vault import Vault

Answer = TypeVar("Answer")


class _Undone(Exception):
    pass


class Trial(Vault):
    """The same vault, in which nothing that is written stays: each act is undone when it is done.

    What is refused is written down in the vault itself. It need not be locked: the vault is.
    """

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault._opened, vault._around)
        self._vault = vault

    def write(self, work: Callable[[Transaction], Answer], *, act: Act) -> Answer:
        """Do an act, undo it, and return what it would have. Raises as `Vault.write`."""
        found: list[Answer] = []

        def do_and_undo(transaction: Transaction) -> None:
            found.append(work(transaction))
            raise _Undone

        with contextlib.suppress(_Undone):
            super().write(do_and_undo, act=act)
        return found[0]

    def note_act(self, act: Act) -> None:
        """Write down what was refused."""
        self._vault.note_act(act)


class Followed(Vault):
    """The same vault, of which each act is heard. watch: told the part of `count` acts that are
    done, 0..1, before each; what it raises is raised to who acts.
    """

    def __init__(self, vault: Vault, *, count: int, watch: Watch) -> None:
        super().__init__(vault._opened, vault._around)
        self._count, self._watch, self._done = max(count, 1), watch, 0

    def write(self, work: Callable[[Transaction], Answer], *, act: Act) -> Answer:
        """Do an act. Raises as `Vault.write`, and what the watch raises."""
        self._watch(min(self._done / self._count, 1.0))
        self._done += 1
        return super().write(work, act=act)
