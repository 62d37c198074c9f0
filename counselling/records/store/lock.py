"""The lock beside the database: one program at a time; the system lets go when that one dies."""

import os
import sys
from pathlib import Path
from typing import Final

from counselling.errors import VaultBusy
from counselling.files import PRIVATE_FILE, told_by_the_disk

LOCK: Final = "lock"


class FolderLock:
    """Held from construction to `release`. Raises VaultBusy when another holds it.

    The file itself stays: removing it would let two programs lock two files of one name.
    """

    def __init__(self, folder: Path) -> None:
        with told_by_the_disk():
            self._descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            _lock(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise VaultBusy("vault.busy") from None

    def release(self) -> None:
        """Let others in; closing the file unlocks it on every system."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
