"""Who tried the door in vain: kept beside the closed vault, written into its audit when it opens.

A closed vault has no key to write its audit with. So a failed try leaves a line in a file of its
own, and the next who comes in finds them as rows. Who has the disk can delete that file: it is a
trail of the people at this desk, not of thieves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from counselling.errors import VaultError
from counselling.files import replace_file, told_by_the_disk
from counselling.records.store.clock import moment, written

KNOCKS: Final = "knocks"
_FREE: Final = 3  # tries before one has to wait
_LONGEST_SECONDS: Final = 60
_MOST: Final = 1000  # lines kept: of a try every minute, most of a day


@dataclass(frozen=True, slots=True)
class Knock:
    """A try in vain. user: who was chosen at the door, "" for nobody."""

    at: str
    user: str = ""


def read(folder: Path) -> tuple[Knock, ...]:
    """Return the tries since the vault was last open; none from a file that is not ours."""
    path = folder / KNOCKS
    with told_by_the_disk():
        text = path.read_bytes() if path.is_file() else b"[]"
    try:
        return tuple(msgspec.json.decode(text, type=list[Knock]))
    except (msgspec.MsgspecError, UnicodeError):
        return ()


def add(folder: Path, knock: Knock) -> None:
    """Keep one more. Raises StorageError."""
    kept = (*read(folder), knock)[-_MOST:]
    replace_file(folder / KNOCKS, msgspec.json.encode(kept))


def forget(folder: Path) -> None:
    """Begin anew: they stand in the audit now. Raises StorageError."""
    with told_by_the_disk():
        (folder / KNOCKS).unlink(missing_ok=True)


def check_patience(tried: Sequence[Knock], now: datetime) -> None:
    """Raise VaultError("vault.too_soon", seconds=...) where the next try must wait.

    From the third in vain the wait doubles, up to a minute. It slows who guesses at this desk;
    what slows who has the disk is the cost of a guess. A clock that was set back lets nobody wait
    longer than that.
    """
    if len(tried) < _FREE:
        return
    seconds = min(2 ** (len(tried) - _FREE), _LONGEST_SECONDS)
    try:
        passed = now - moment(tried[-1].at)
    except (TypeError, ValueError):
        return
    left = timedelta(seconds=seconds) - max(passed, timedelta(0))
    if passed >= timedelta(seconds=-_LONGEST_SECONDS) and left > timedelta(0):
        raise VaultError("vault.too_soon", seconds=max(1, round(left.total_seconds())))


def knock(now: datetime, user: str) -> Knock:
    """A try at this moment."""
    return Knock(written(now), user)
