"""Which backups stay: many of the last days, fewer of before, one of each earlier key."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from counselling.files import told_by_the_disk
from counselling.records.copies.backups import Backup, found_in

_UNDER_WAY: Final = timedelta(days=2)
_PARTS: Final = ("*.records.db", "*.header.json", ".*.partial*")
_STAMP: Final = re.compile(r"\d{8}T\d{6}Z")


def prune(backups: tuple[Backup, ...], *, at: datetime) -> tuple[Backup, ...]:
    """Remove backups that are not needed any more, and return those that stay.

    All of the last two days stay, then one a day for a week, one a week for a month, one a month
    for a year; of one vault, and the newest always. The newest of an earlier key stays until
    somebody lets it go (`let_go`): it is the vault as it was before its key. Raises StorageError.
    """
    kept: list[Backup] = []
    taken: set[str] = set()
    keys: set[int] = set()
    for backup in sorted(backups, key=lambda one: one.manifest.made_at, reverse=True):
        place, key = _place_in_time(backup.made_at, at), backup.manifest.epoch
        if key not in keys or (place is not None and place not in taken):
            kept.append(backup)
            taken.add(place or "")
            keys.add(key)
            continue
        _remove(backup)
    for folder in {backup.folder for backup in kept}:
        _clear_up(folder, at)
    return tuple(kept)


def of_earlier_keys(backups: Sequence[Backup], *, key: int) -> tuple[Backup, ...]:
    """Return the backups that whoever has an earlier key than this one can read."""
    return tuple(backup for backup in backups if backup.manifest.epoch < key)


def let_go(backups: Sequence[Backup]) -> None:
    """Remove backups, and the keys beside them that open no other. Raises StorageError."""
    for backup in backups:
        _remove(backup)
    for folder, key in {(one.folder, one.manifest.epoch) for one in backups}:
        if not any(one.manifest.epoch == key for one in found_in(folder)):
            _remove_keys(folder, key)


def _remove_keys(folder: Path, key: int) -> None:
    """Remove what opens the families under one vault key, whichever copy wrote it down."""
    with told_by_the_disk():
        for path in folder.glob(f"keys.{key}.*"):
            path.unlink(missing_ok=True)


def _remove(backup: Backup) -> None:
    with told_by_the_disk():
        for file in backup.files:
            file.unlink(missing_ok=True)


def _clear_up(folder: Path, now: datetime) -> None:
    """Remove what is left of backups that were never finished; a young one may be under way."""
    oldest = f"{now - _UNDER_WAY:%Y%m%dT%H%M%SZ}"
    with told_by_the_disk():
        left = [file for pattern in _PARTS for file in folder.glob(pattern)]
        for file in left:
            stamp = file.name.lstrip(".").split(".")[0]
            is_old = bool(_STAMP.fullmatch(stamp)) and stamp < oldest
            if is_old and not (folder / f"{stamp}.json").exists():
                file.unlink(missing_ok=True)


def _place_in_time(made: datetime, now: datetime) -> str | None:
    age = now - made
    if age < timedelta(days=2):
        return made.isoformat()
    if age < timedelta(days=9):
        return f"day {made:%Y-%m-%d}"
    if age < timedelta(days=35):
        return f"week {made:%G-%V}"
    return f"month {made:%Y-%m}" if age < timedelta(days=366) else None
