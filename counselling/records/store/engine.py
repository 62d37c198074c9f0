"""The one door to SQLCipher: connections that are proven encrypted and fail in our own words.

Measured reasons for what stands here: a key of the wrong form is silently taken for a passphrase,
a forgotten key silently writes plaintext, WAL with synchronous=NORMAL lost acknowledged commits in
419 of 500 simulated power cuts and with FULL in none, and a connection that met a bad page may
report damage that is not there: it is thrown away.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Final, TypeAlias, TypeVar

import msgspec
from sqlcipher3 import dbapi2

from counselling.errors import (
    CounsellingError,
    DamagedVault,
    StorageError,
    VaultBusy,
    VaultError,
)
from counselling.files import told_by_the_disk
from counselling.records.keys.keys import KEY_BYTES, Key

Value: TypeAlias = str | int | float | bytes | None
Shape = TypeVar("Shape")

DATABASE: Final = "records.db"  # its name in a vault's folder
PLAIN_MAGIC: Final = b"SQLite format 3\0"
SALT_BYTES: Final = 16
BUSY_SECONDS: Final = 5.0
_LOOK_SECONDS: Final = 0.05  # between two looks at whether a long statement is still wanted
_LOOK_STEPS: Final = 100  # of the engine's program: a few rows, however large they are

# SQLite below 3.51.3 can corrupt a WAL file when a checkpoint meets a write.
_SQLITE_FLOOR: Final = (3, 51, 3)
_SQLCIPHER_FLOOR: Final = (4, 19, 0)

_PRAGMAS: Final = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "fullfsync = ON",  # macOS: fsync alone leaves the data in the drive's cache
    "checkpoint_fullfsync = ON",
)


class _Held:
    """Holds what its block raises until it can be raised: the engine lets nothing through."""

    error: BaseException | None = None

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Keep what was raised."""
        self.error = error
        return True


class Connection:
    """One keyed connection. Text of errors never holds a value, only ours or SQLite's words."""

    def __init__(self, raw: dbapi2.Connection) -> None:
        self._raw = raw
        self.is_spent = False

    def run(self, sql: str, *values: Value) -> int:
        """Run one statement and return how many rows it changed."""
        with self._in_our_words():
            return int(self._raw.execute(sql, values).rowcount)

    def each(self, shape: type[Shape], sql: str, *values: Value) -> Iterator[Shape]:
        """Read rows one by one, each checked to be of this shape (a tuple type, a NamedTuple)."""
        with self._in_our_words():
            cursor = self._raw.execute(sql, values)
        while True:
            with self._in_our_words():
                row = cursor.fetchone()
            if row is None:
                return
            yield _shaped(shape, row)

    def rows(self, shape: type[Shape], sql: str, *values: Value) -> list[Shape]:
        """Read all rows."""
        return list(self.each(shape, sql, *values))

    def row(self, shape: type[Shape], sql: str, *values: Value) -> Shape | None:
        """Read one row, None when there is none."""
        with self._in_our_words():
            found = self._raw.execute(sql, values).fetchone()
        return None if found is None else _shaped(shape, found)

    @contextlib.contextmanager
    def transaction(self, *, is_write: bool) -> Iterator[None]:
        """Run the block as one transaction: all of it stays, or nothing."""
        self.run("BEGIN IMMEDIATE" if is_write else "BEGIN")
        try:
            yield
            self.run("COMMIT")
        finally:
            if self._raw.in_transaction:
                with contextlib.suppress(CounsellingError):
                    self.run("ROLLBACK")

    @contextlib.contextmanager
    def watched(self, watch: Callable[[], None]) -> Iterator[None]:
        """Let the block's statements be watched all the while; what the watch raises ends them."""
        held, asked = _Held(), monotonic()

        def ask() -> bool:
            nonlocal asked
            if monotonic() - asked < _LOOK_SECONDS:
                return False
            asked = monotonic()
            with held:
                watch()
            return held.error is not None

        self._raw.set_progress_handler(ask, _LOOK_STEPS)
        try:
            yield
        except dbapi2.Error:
            if held.error is not None:
                raise held.error from None
            raise
        finally:
            self._raw.set_progress_handler(None, 0)

    def attach(self, path: Path, key: Key, name: str) -> None:
        """Open a second database of its own key beside this one, under a name of ours."""
        text = _spelt(key)
        try:
            with self._in_our_words():
                self._raw.execute(f"ATTACH DATABASE ? AS {name} KEY ?", (str(path), text))
        finally:
            text[:] = bytes(len(text))

    def close(self) -> None:
        """Close; the key that SQLCipher holds goes with it."""
        self._raw.close()

    @contextlib.contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except dbapi2.Error as error:
            ours = _error(getattr(error, "sqlite_errorcode", None))
            if ours is None:
                raise  # a mistake of this program: the statement names no patient
            self.is_spent = not isinstance(ours, VaultBusy)
            raise ours from error
        except MemoryError as error:  # seen when a page of a damaged file does not decrypt
            self.is_spent = True
            raise DamagedVault("vault.unreadable") from error


def _shaped(shape: type[Shape], row: object) -> Shape:
    try:
        return msgspec.convert(row, type=shape)
    except msgspec.ValidationError:
        raise DamagedVault("vault.damaged") from None


def _error(code: int | None) -> CounsellingError | None:
    match (code or 0) & 0xFF:  # the low byte is the primary code
        case dbapi2.SQLITE_FULL:
            return StorageError("storage.full")
        case dbapi2.SQLITE_READONLY:
            return StorageError("storage.read_only")
        case dbapi2.SQLITE_CANTOPEN:
            return StorageError("storage.gone")
        case dbapi2.SQLITE_IOERR:
            return StorageError("storage.refused")
        case dbapi2.SQLITE_CORRUPT | dbapi2.SQLITE_NOTADB:
            return DamagedVault("vault.damaged")
        case dbapi2.SQLITE_BUSY | dbapi2.SQLITE_LOCKED:
            return VaultBusy("vault.busy")
    return None


def connect(path: Path | None, key: Key, *, is_reader: bool = False) -> Connection:
    """Open an existing database file, or one in memory when there is no path.

    Raises DamagedVault when the key does not open it, VaultError("vault.engine") when the engine
    under us does not encrypt or is too old, StorageError.
    """
    target = ":memory:" if path is None else f"{path.resolve().as_uri()}?mode=rw"
    try:
        raw = dbapi2.connect(
            target,
            uri=path is not None,
            timeout=BUSY_SECONDS,
            isolation_level=None,  # transactions are begun by us, so that DDL rolls back too
            check_same_thread=False,  # a connection has one user at a time, not one thread
        )
    except dbapi2.Error as error:
        raise StorageError("storage.gone") from error
    connection = Connection(raw)
    try:
        connection.run("PRAGMA cipher_log_level = NONE")  # it would write to stderr
        _set_key(raw, key)
        _assert_engine(connection)
        for pragma in _PRAGMAS:
            connection.run(f"PRAGMA {pragma}")
        connection.row(tuple[int], "SELECT count(*) FROM sqlite_schema")  # proves the key
        if path is not None:
            connection.row(tuple[str], "PRAGMA journal_mode = WAL")
        if is_reader:
            connection.run("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_key(raw: dbapi2.Connection, key: Key) -> None:
    """Hand over the raw key in a buffer that is wiped; a text would stay in memory."""
    text = _spelt(key)
    try:
        raw.set_key(text)
    finally:
        text[:] = bytes(len(text))


def _spelt(key: Key) -> bytearray:
    digits = b"0123456789abcdef"
    text = bytearray(2 * KEY_BYTES + 3)
    text[0:2], text[-1:] = b"x'", b"'"
    for place, byte in enumerate(key.secret):
        text[2 + 2 * place] = digits[byte >> 4]
        text[3 + 2 * place] = digits[byte & 15]
    return text


def _assert_engine(connection: Connection) -> None:
    version = connection.row(tuple[str], "PRAGMA cipher_version")
    status = connection.row(tuple[str], "PRAGMA cipher_status")
    is_encrypting = version is not None and status == ("1",)
    if not is_encrypting or version is None:
        raise VaultError("vault.engine")
    cipher = tuple(int(part) for part in version[0].split()[0].split("."))
    if cipher < _SQLCIPHER_FLOOR or dbapi2.sqlite_version_info < _SQLITE_FLOOR:
        raise VaultError("vault.engine")


def is_whole_statement(sql: str) -> bool:
    """Whether a text ends where a statement does; a trigger's inner statements do not count."""
    return bool(dbapi2.complete_statement(sql))


def check_file(path: Path) -> bytes:
    """Return the salt of an encrypted database file: its first 16 bytes.

    Raises DamagedVault("vault.plain") for a file that is not encrypted, and
    DamagedVault("vault.damaged") for one that is gone or too short to be a database.
    """
    first = b""
    with told_by_the_disk():
        if path.is_file():
            with path.open("rb") as file:
                first = file.read(SALT_BYTES)
    if first == PLAIN_MAGIC:
        raise DamagedVault("vault.plain")
    if len(first) < SALT_BYTES:
        raise DamagedVault("vault.damaged")
    return first
