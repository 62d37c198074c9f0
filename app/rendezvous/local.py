"""What one process remembers, by itself: in memory, or on its disk so that it outlives a restart.

Two databases, because they ask different things of a disk. `rooms` is written at every first
knock, and a power cut may cost the last moment of it: the room is opened again by its host.
`mail` is written by its own thread and is on the disk before anybody is told that it is kept.
Deleted rows are overwritten: a collected parcel is not to be found on the disk.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

from app.rendezvous.limits import Lock, Rate
from app.rendezvous.store import (
    BAD_TOKENS,
    KNOCKS_A_MINUTE,
    LOCK_SECONDS,
    LONGEST_AHEAD,
    MAIL_SECONDS,
    PARCELS_EVER,
    PARCELS_WAITING,
    Counts,
    Parcel,
    Room,
)
from counselling.errors import StorageError
from counselling.files import PRIVATE_FILE, PRIVATE_FOLDER, told_by_the_disk

_T = TypeVar("_T")

MAIL_BYTES: Final = 256 * 1024 * 1024  # all parcels together
_IN_MEMORY: Final = ":memory:"

_ROOMS: Final = """
CREATE TABLE IF NOT EXISTS room (place TEXT PRIMARY KEY, owner TEXT NOT NULL, opens REAL NOT NULL,
    closes REAL NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seat (place TEXT NOT NULL, seat TEXT NOT NULL, token TEXT NOT NULL,
    holder TEXT, PRIMARY KEY (place, seat)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS room_closes ON room (closes);
"""
_MAIL: Final = """
CREATE TABLE IF NOT EXISTS parcel (place TEXT NOT NULL, seat TEXT NOT NULL, number INTEGER NOT NULL,
    since REAL NOT NULL, body TEXT NOT NULL, PRIMARY KEY (place, seat, number)) STRICT;
CREATE TABLE IF NOT EXISTS tally (place TEXT NOT NULL, seat TEXT NOT NULL, last INTEGER NOT NULL,
    until REAL NOT NULL, PRIMARY KEY (place, seat)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS parcel_since ON parcel (since);
"""


class LocalStore:
    """folder: where to keep it; None for memory alone. Raises StorageError when it cannot.

    For one process: what others would have to know is in this one's memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._rooms = _open(folder, "rooms", _ROOMS, synchronous="NORMAL")
        self._mail = _open(folder, "mail", _MAIL, synchronous="FULL")
        self._postman = ThreadPoolExecutor(1, "mail")
        self._lock = Lock(BAD_TOKENS, LOCK_SECONDS)
        self._knocks = Rate(KNOCKS_A_MINUTE, 60.0)

    async def room(self, place: str) -> Room | None:
        """Return a room."""
        return _room(self._rooms, place)

    async def open(self, place: str, room: Room) -> bool:
        """Put a room; False when it is another owner's."""
        before = _room(self._rooms, place)
        if before is not None and before.owner_hash != room.owner_hash:
            return False
        with self._rooms as rooms:
            rooms.execute("DELETE FROM seat WHERE place = ?", (place,))
            rooms.execute(
                "INSERT OR REPLACE INTO room VALUES (?, ?, ?, ?)",
                (place, room.owner_hash, room.opens, room.closes),
            )
            rooms.executemany(
                "INSERT INTO seat VALUES (?, ?, ?, ?)",
                [(place, s, token, _holder(before, s, token)) for s, token in room.seats.items()],
            )
        return True

    async def hold(self, place: str, seat: str, holder: str) -> bool:
        """Bind a free seat to a browser."""
        sql = "UPDATE seat SET holder = ? WHERE place = ? AND seat = ? AND holder IS NULL"
        with self._rooms as rooms:
            return rooms.execute(sql, (holder, place, seat)).rowcount == 1

    async def free(self, place: str, seat: str) -> None:
        """Unbind a seat."""
        with self._rooms as rooms:
            rooms.execute(
                "UPDATE seat SET holder = NULL WHERE place = ? AND seat = ?", (place, seat)
            )

    async def end(self, place: str, now: float) -> None:
        """Take a room's seats away."""
        with self._rooms as rooms:
            rooms.execute("DELETE FROM seat WHERE place = ?", (place,))
            rooms.execute("UPDATE room SET closes = ? WHERE place = ?", (now, place))

    async def is_locked(self, place: str, now: float) -> bool:
        """Tell whether a place is locked."""
        return self._lock.is_locked(place, now)

    async def fail(self, place: str, now: float) -> None:
        """Count a bad token."""
        self._lock.fail(place, now)

    async def allows(self, visitor: str, now: float) -> bool:
        """Count a knock of a visitor, unless it is one too many."""
        return self._knocks.allow(visitor, now)

    async def next_number(self, place: str, seat: str) -> int:
        """Return the number that a seat's next parcel must bear."""
        return await self._by_postman(lambda: _last(self._mail, place, seat) + 1)

    async def keep(self, place: str, parcel: Parcel, now: float) -> bool:
        """Keep a parcel."""
        return await self._by_postman(lambda: _keep(self._mail, place, parcel, now))

    async def oldest(self, place: str, now: float) -> Parcel | None:
        """Return the parcel that waits longest."""
        sql = (
            "SELECT seat, number, body FROM parcel WHERE place = ? AND since > ?"
            " ORDER BY since, seat, number LIMIT 1"
        )

        def find() -> Parcel | None:
            row = self._mail.execute(sql, (place, now - MAIL_SECONDS)).fetchone()
            return None if row is None else Parcel(*row)

        return await self._by_postman(find)

    async def remove(self, place: str, seat: str, number: int) -> None:
        """Delete a parcel; its bytes leave the disk, the journal's too."""
        sql = "DELETE FROM parcel WHERE place = ? AND seat = ? AND number = ?"

        def delete() -> None:
            with self._mail as mail:
                mail.execute(sql, (place, seat, number))
            _wipe_journal(self._mail)

        await self._by_postman(delete)

    async def forget(self, now: float) -> None:
        """Delete what is over."""
        self._lock.forget(now)
        self._knocks.forget(now)
        with self._rooms as rooms:
            over = (now - MAIL_SECONDS,)  # until then its mail may be asked for
            rooms.execute(
                "DELETE FROM seat WHERE place IN (SELECT place FROM room WHERE closes <= ?)", over
            )
            rooms.execute("DELETE FROM room WHERE closes <= ?", over)
        await self._by_postman(lambda: _forget_mail(self._mail, now))

    async def counts(self) -> Counts:
        """Return how much is remembered."""
        rooms: int = self._rooms.execute("SELECT count(*) FROM room").fetchone()[0]
        count = "SELECT count(*) FROM parcel"
        return Counts(
            rooms, await self._by_postman(lambda: int(self._mail.execute(count).fetchone()[0]))
        )

    async def close(self) -> None:
        """Let go of the disk."""
        await self._by_postman(self._mail.close)
        self._postman.shutdown()
        self._rooms.close()

    async def _by_postman(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._postman, work)


def _open(folder: Path | None, name: str, schema: str, *, synchronous: str) -> sqlite3.Connection:
    path = _IN_MEMORY if folder is None else str(_prepared(folder, name))
    try:
        connection = sqlite3.connect(path, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("PRAGMA secure_delete = ON")
        size: int = connection.execute("PRAGMA page_size").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {MAIL_BYTES // size}")
        connection.executescript(schema)
    except sqlite3.Error:
        raise StorageError("serve.store") from None
    return connection


def _prepared(folder: Path, name: str) -> Path:
    """Return the path of a database that its owner alone may read."""
    path = folder / f"{name}.db"
    with told_by_the_disk():
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
    return path


def _room(rooms: sqlite3.Connection, place: str) -> Room | None:
    found = rooms.execute(
        "SELECT owner, opens, closes FROM room WHERE place = ?", (place,)
    ).fetchone()
    rows = rooms.execute("SELECT seat, token, holder FROM seat WHERE place = ?", (place,))
    tokens: dict[str, str] = {}
    holders: dict[str, str] = {}
    for seat, token, holder in rows:
        tokens[seat] = token
        if holder is not None:
            holders[seat] = holder
    return None if found is None else Room(found[0], found[1], found[2], tokens, holders)


def _holder(before: Room | None, seat: str, token: str) -> str | None:
    if before is None or before.seats.get(seat) != token:
        return None
    holders: Mapping[str, str] = before.holders
    return holders.get(seat)


def _last(mail: sqlite3.Connection, place: str, seat: str) -> int:
    row = mail.execute(
        "SELECT last FROM tally WHERE place = ? AND seat = ?", (place, seat)
    ).fetchone()
    return 0 if row is None else int(row[0])


def _keep(mail: sqlite3.Connection, place: str, parcel: Parcel, now: float) -> bool:
    waiting = "SELECT count(*) FROM parcel WHERE place = ? AND seat = ?"
    count: int = mail.execute(waiting, (place, parcel.seat)).fetchone()[0]
    is_next = parcel.number == _last(mail, place, parcel.seat) + 1
    if not is_next or count >= PARCELS_WAITING or parcel.number > PARCELS_EVER:
        return False
    until = now + LONGEST_AHEAD + MAIL_SECONDS  # the room's own longest life
    try:
        with mail:
            mail.execute(
                "INSERT INTO parcel VALUES (?, ?, ?, ?, ?)",
                (place, parcel.seat, parcel.number, now, parcel.body),
            )
            mail.execute(
                "INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?)",
                (place, parcel.seat, parcel.number, until),
            )
    except sqlite3.OperationalError:
        return False  # the disk, or what is ours of it, is full: nothing of it was kept
    return True


def _forget_mail(mail: sqlite3.Connection, now: float) -> None:
    with mail:
        gone = mail.execute("DELETE FROM parcel WHERE since <= ?", (now - MAIL_SECONDS,)).rowcount
        mail.execute("DELETE FROM tally WHERE until <= ?", (now,))
    if gone:
        _wipe_journal(mail)


def _wipe_journal(mail: sqlite3.Connection) -> None:
    mail.execute("PRAGMA wal_checkpoint(TRUNCATE)")
