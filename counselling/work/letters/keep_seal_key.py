"""Use case: the key that seals this desk's letters, and the fingerprints of those before it."""

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from counselling.errors import LetterError, StorageError
from counselling.files import lay_file, replace_file, told_by_the_disk
from counselling.letters.seal_key import SealKey, demand_usable, fingerprint, make_key

_NOTES: Final = "seal-keys.txt"  # beside the key: nothing in it is secret
_NOTE: Final = re.compile(r"([0-9a-f]{64})\b.*")


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Fingerprints of the keys that sealed this desk's letters.

    now: of the one that seals now, "" where there is none, or none that can be read. noted: of all
    that have sealed. is_unreadable: a key is there, and it cannot be read.
    """

    now: str = ""
    noted: frozenset[str] = frozenset()
    is_unreadable: bool = False

    def has(self, mark: str) -> bool:
        """Whether a key is one of this desk's."""
        return bool(mark) and (mark == self.now or mark in self.noted)

    def is_earlier(self, mark: str) -> bool:
        """Whether a key was this desk's before another took its place."""
        return mark in self.noted and mark != self.now and not self.is_unreadable


def seal_key(path: Path, *, clinic: str, now: Callable[[], datetime]) -> SealKey:
    """Return the key of this desk; where there is none, make one that names the clinic.

    A clinic puts its own PKCS#12 file, without a passphrase, in its place. Two programs that make
    one at once seal with the same. Its fingerprint is noted, for the day when another seals.
    Raises StorageError; LetterError as `demand_usable`: a key that cannot seal is not replaced.
    """
    with told_by_the_disk():
        path.parent.mkdir(parents=True, exist_ok=True)
        is_there = path.exists()
    if not is_there:
        lay_file(path, make_key(clinic, now=now()).file)  # for its owner alone
    with told_by_the_disk():
        key = SealKey(path.read_bytes())
    demand_usable(key, now=now())
    _note(path.with_name(_NOTES), fingerprint(key), now())
    return key


def own_keys(path: Path) -> OwnKeys:
    """Return the fingerprints of this desk's keys. path: of the one that seals now.

    What of them cannot be read fails nothing: a letter is as it was sealed whatever lies here.
    """
    noted = frozenset(_noted(path.with_name(_NOTES)))
    try:
        with told_by_the_disk():
            return OwnKeys(fingerprint(SealKey(path.read_bytes())) if path.exists() else "", noted)
    except (LetterError, StorageError):
        return OwnKeys("", noted, is_unreadable=True)


def _note(notes: Path, mark: str, now: datetime) -> None:
    if mark in set(_noted(notes)):
        return
    with contextlib.suppress(StorageError):  # the next letter notes it; this one is sealed
        told = "\n".join((*_lines(notes), f"{mark} first used on {now:%Y-%m-%d}"))
        replace_file(notes, f"{told}\n".encode())


def _noted(notes: Path) -> Iterator[str]:
    for line in _lines(notes):
        if found := _NOTE.fullmatch(line):
            yield found[1]


def _lines(notes: Path) -> list[str]:
    try:
        return notes.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:  # none was noted yet, or nothing can be read here
        return []
