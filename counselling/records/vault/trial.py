"""A trial: the open vault, in which nothing that is written stays."""

import contextlib
from collections.abc import Callable
from typing import TypeVar

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
