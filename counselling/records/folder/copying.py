"""A vault's records copied into a new database: the truth of them, nothing that is told from it.

What is told from the log names people in the clear (under the vault's key), and a family's key
opens all of it: neither goes into a backup's database, so that erasing a family reaches backups.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from counselling.errors import DamagedVault
from counselling.files import PRIVATE_FILE, told_by_the_disk
from counselling.records.folder import migrate
from counselling.records.keys.keys import Key
from counselling.records.store.chain import Head
from counselling.records.store.engine import Connection, check_file, connect
from counselling.records.vault import acts

# Every table of the database is named once here or below; parents before children.
TRUTH: Final = (
    "vault",
    "kept_key",
    "staff",
    "family",
    "edit",
    "session",
    "note_revision",
    "note",
    "document",
    "document_content",
    "relay_link",
    "family_abroad",
    "consent",
    "appointment",
    "appointment_mail",
    "letter_review",
    "audit",
)
KEYS: Final = ("family_key", "family_turn")
TOLD_ROWS: Final = ("family_summary", "family_snapshot", "search_person")
TOLD: Final = (*TOLD_ROWS, "search_text")  # an index, told from the rows before it

Watch = Callable[[float], None]
_COPIED: Final = 0.8  # the part of the work that is done when all is copied and nothing verified


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: rows of each table, the audit's head, and the step it has reached."""

    rows: Mapping[str, int]
    head: Head
    step: int


def quietly(part: float) -> None:
    """Watch nothing."""


def copy_database(
    source: Path, key: Key, target: Path, *, new_key: Key, tables: tuple[str, ...], watch: Watch
) -> Copied:
    """Copy these tables as they are at one moment into a new, encrypted, verified database.

    watch: told the part that is done, 0..1; what it raises ends the copying.
    Raises DamagedVault where the copy is not what was read, StorageError; no copy is left then.
    """
    try:
        with told_by_the_disk():
            target.touch(PRIVATE_FILE, exist_ok=False)
        made = _copy(source, key, target, new_key, tables, watch)
        verify_database(target, new_key, made, watch=watch)
        watch(1.0)
    except BaseException:
        for name in ("", "-wal", "-shm", "-journal"):
            target.with_name(target.name + name).unlink(missing_ok=True)
        raise
    return made


def _copy(
    source: Path, key: Key, target: Path, new_key: Key, tables: tuple[str, ...], watch: Watch
) -> Copied:
    reading = connect(source, key)
    try:
        step = migrate.version(reading)
        _lay(target, new_key, step)
        reading.attach(target, new_key, "copy")
        with reading.transaction(is_write=False):
            counts = {name: _count(reading, "main", name) for name in tables}
            whole, done = sum(counts.values()) or 1, 0
            for name in tables:
                with reading.watched(partial(watch, _COPIED * done / whole)):
                    reading.run(f"INSERT INTO copy.{name} SELECT * FROM main.{name}")
                done += counts[name]
                watch(_COPIED * done / whole)
            head = acts.head(reading)
    finally:
        reading.close()
    return Copied(counts, head, step)


def _lay(target: Path, key: Key, step: int) -> None:
    new = connect(target, key)
    try:
        migrate.migrate(new, migrate.released_steps()[:step])
        new.row(tuple[str], "PRAGMA journal_mode = DELETE")
    finally:
        new.close()


def _count(connection: Connection, schema: str, table: str) -> int:
    found = connection.row(tuple[int], f"SELECT count(*) FROM {schema}.{table}")
    return found[0] if found else 0


def verify_database(path: Path, key: Key, told: Copied, *, watch: Watch = quietly) -> None:
    """Open a copy with its key and read all of it. Raises DamagedVault where it is not as told."""
    check_file(path)
    copy = connect(path, key, is_reader=True)
    try:
        complaints = copy.rows(tuple[str], "PRAGMA cipher_integrity_check")
        with copy.watched(partial(watch, _COPIED)):
            is_sound = copy.rows(tuple[str], "PRAGMA quick_check") == [("ok",)]
        counts = {name: _count(copy, "main", name) for name in told.rows}
        if complaints or not is_sound or counts != dict(told.rows) or acts.head(copy) != told.head:
            raise DamagedVault("vault.copy_differs")
    finally:
        copy.close()
