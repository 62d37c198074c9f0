"""Steps of the database: numbered, forward only, each in one transaction after a verified copy."""

import functools
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from counselling.errors import DamagedVault, NewerVault
from counselling.files import PRIVATE_FILE, sync_folder, told_by_the_disk
from counselling.records.folder.resealing import CONVERSIONS
from counselling.records.keys.keys import Key
from counselling.records.store.engine import Connection, connect, is_whole_statement
from counselling.records.vault.sealing import FamilyKeys

_FILE_NAME: Final = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number, counted from 1 without gaps, and its SQL."""

    number: int
    sql: str


@functools.cache
def released_steps() -> tuple[Step, ...]:
    """Return all steps of this release in order; a file's number is its registry."""
    folder = resources.files("counselling.records.folder").joinpath("migrations")
    found = sorted((entry.name, entry) for entry in folder.iterdir())
    named = ((_FILE_NAME.fullmatch(name), entry) for name, entry in found)
    steps = tuple(Step(int(match[1]), entry.read_text("utf-8")) for match, entry in named if match)
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise ValueError("steps of the database must be numbered without gaps")
    return steps


def version(connection: Connection) -> int:
    """Return the number of the last step that the file has seen; 0 for a new one."""
    found = connection.row(tuple[int], "PRAGMA user_version")
    return found[0] if found else 0


def migrate(
    connection: Connection, steps: tuple[Step, ...], families: FamilyKeys | None = None
) -> None:
    """Run the steps that are missing, each whole or not at all.

    families: what seals the families of an older vault; a new one has none.
    Raises NewerVault when the file has seen a step that this release does not know.
    """
    seen = version(connection)
    if seen > len(steps):
        raise NewerVault("vault.newer")
    connection.run("PRAGMA foreign_keys = OFF")  # or a table could not be rebuilt; checked below
    try:
        for step in steps[seen:]:
            with connection.transaction(is_write=True):
                _take(connection, step, families)
    finally:
        connection.run("PRAGMA foreign_keys = ON")


def _take(connection: Connection, step: Step, families: FamilyKeys | None) -> None:
    for statement in statements(step.sql):
        connection.run(statement)
    if step.number in CONVERSIONS:
        CONVERSIONS[step.number](connection, families)
    if connection.row(tuple[str, int | None, str, int], "PRAGMA foreign_key_check"):
        raise DamagedVault("vault.damaged")
    connection.run(f"PRAGMA user_version = {step.number}")


def statements(sql: str) -> Iterator[str]:
    """Cut a script into statements; triggers stay whole."""
    waiting = ""
    for piece in re.split(r"(?<=;)", sql):
        waiting += piece
        if is_whole_statement(waiting):
            yield waiting.strip()
            waiting = ""
    if waiting.strip():
        yield waiting.strip()


def keep_copy(connection: Connection, path: Path, key: Key) -> Path:
    """Copy the database before it is changed, prove that the copy opens, and return its path.

    The copy is encrypted with the same key and named after the step the file has reached.
    """
    copy = path.with_name(f"{path.stem}.step-{version(connection):04}.db")
    connection.row(tuple[int, int, int], "PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        with told_by_the_disk():
            _copy_durably(path, copy)
        proof = connect(copy, key, is_reader=True)
        try:
            if proof.rows(tuple[str], "PRAGMA quick_check") != [("ok",)]:
                raise DamagedVault("vault.damaged")
        finally:
            proof.close()
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _copy_durably(path: Path, copy: Path) -> None:
    shutil.copyfile(path, copy)
    copy.chmod(PRIVATE_FILE)
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    sync_folder(copy.parent)
