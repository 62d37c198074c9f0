"""The power is cut: what a disk holds then, told from the diary of a real session (see disk.c).

What was written before a file's last fsync is there. Of what came later each piece of 512 bytes is
there or not, as chance will have it. Names of files are taken as durable at once.
"""

import random
import shutil
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

SECTOR: Final = 512
_HEAD: Final = struct.Struct("<cHqI")


class Entry(NamedTuple):
    """One line of the diary. kind: as in disk.c; A is what the program acknowledged."""

    kind: str
    path: str
    offset: int
    data: bytes


def diary(file: Path) -> list[Entry]:
    """Read a diary."""
    text, place, found = file.read_bytes(), 0, []
    while place + _HEAD.size <= len(text):
        kind, length, offset, size = _HEAD.unpack_from(text, place)
        place += _HEAD.size
        path = text[place : place + length].decode()
        place += length
        data = text[place : place + size] if kind in b"WAM" else b""
        place += size if kind in b"WAM" else 0
        found.append(Entry(kind.decode(), path, offset, data))
    return found


def without_syncs(entries: Sequence[Entry]) -> list[Entry]:
    """The diary of a program that never waits for the disk: the control, which must lose."""
    return [entry for entry in entries if entry.kind != "S"]


def cut(
    entries: Sequence[Entry], when: int, chance: random.Random, start: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files as the disk has them after a cut, and all that was acknowledged before it.

    start: the files as they were when the diary began.
    """
    files = {path: bytearray(content) for path, content in start.items()}
    synced: dict[str, int] = {}
    for number, entry in enumerate(entries[:when]):
        if entry.kind in "SUM":
            synced[entry.path] = number
    said: list[str] = []
    for number, entry in enumerate(entries[:when]):
        if entry.kind == "A":
            said += entry.data.decode().splitlines()
        elif number <= synced.get(entry.path, -1) or entry.kind in "OUM":
            _apply(files, entry)
        elif entry.kind == "W":
            share = chance.random()
            for piece in range(0, len(entry.data), SECTOR):
                if chance.random() < share:
                    some = entry.data[piece : piece + SECTOR]
                    _apply(files, entry._replace(offset=entry.offset + piece, data=some))
        elif chance.random() < 0.5:
            _apply(files, entry)
    return {path: bytes(content) for path, content in files.items()}, said


def _apply(files: dict[str, bytearray], entry: Entry) -> None:
    match entry.kind:
        case "O":
            files.setdefault(entry.path, bytearray())
        case "W":
            file = files.setdefault(entry.path, bytearray())
            end = entry.offset + len(entry.data)
            file.extend(bytes(max(0, end - len(file))))
            file[entry.offset : end] = entry.data
        case "T":
            file = files.setdefault(entry.path, bytearray())
            del file[entry.offset :]
            file.extend(bytes(entry.offset - len(file)))
        case "U":
            files.pop(entry.path, None)
        case "M":
            if entry.path in files:
                files[entry.data.decode()] = files.pop(entry.path)


def lay(files: dict[str, bytes], root: Path, target: Path) -> None:
    """Lay files out in another folder, without what a new start makes anew."""
    shutil.rmtree(target, ignore_errors=True)
    for name, content in files.items():
        path = target / Path(name).relative_to(root)
        if path == target or path.name.endswith(("-shm", "lock")):
            continue  # the folder itself, opened to be synced; what a new start makes anew
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
