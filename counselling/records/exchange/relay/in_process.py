"""A relay inside the process: for two desks of one program, and for tests."""

import threading
from collections.abc import Sequence

from counselling.records.exchange.relay.relay import Parcel, Posted, posted
from counselling.records.store.chain import NOTHING, FamilyId


class InProcess:
    """Keeps everything in memory; safe from any thread."""

    def __init__(self, name: str = "in-process") -> None:
        self._name = name
        self._gate = threading.Lock()
        self._rows: dict[FamilyId, list[Posted]] = {}
        self._letters: dict[str, list[bytes]] = {}

    @property
    def name(self) -> str:
        """By which the relay is known."""
        return self._name

    def push(self, family: FamilyId, parcel: Parcel) -> Posted:
        """Put a parcel behind the others, once."""
        with self._gate:
            row = self._rows.setdefault(family, [])
            for there in row:
                if there.parcel.op == parcel.op:
                    return there
            row.append(posted(family, parcel, after=row[-1].head if row else NOTHING))
            return row[-1]

    def pull(self, family: FamilyId, *, after: int = 0) -> Sequence[Posted]:
        """Return what stands behind a place."""
        with self._gate:
            return tuple(self._rows.get(family, ())[after:])

    def leave(self, recipient: str, letter: bytes) -> None:
        """Leave a letter, once."""
        with self._gate:
            box = self._letters.setdefault(recipient, [])
            if letter not in box:
                box.append(letter)

    def letters(self, recipient: str) -> Sequence[bytes]:
        """Return somebody's letters."""
        with self._gate:
            return tuple(self._letters.get(recipient, ()))
