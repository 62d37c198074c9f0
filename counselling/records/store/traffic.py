"""Who may use a connection when: one writer with a queue, and readers that come and go."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeAlias, TypeVar

from counselling.errors import VaultLocked
from counselling.records.store.engine import Connection

Answer = TypeVar("Answer")
Connect: TypeAlias = Callable[[], Connection]
Work: TypeAlias = Callable[[Connection], Answer]


class Lane(Protocol):
    """A way to the database, open until it is closed; usable from any thread."""

    def run(self, work: Work[Answer]) -> Answer:
        """Do the work in one transaction. Raises VaultLocked when closed."""
        ...

    def close(self) -> None:
        """Let what was begun come to its end, refuse the rest, and close the connections."""
        ...


class Writer:
    """All writes, one after the other, on one thread and one connection.

    Work that was accepted is done even when the vault is locked meanwhile. A connection that met
    a full disk or a bad page is thrown away, and the next write opens another.
    """

    def __init__(self, connection: Connection, connect: Connect) -> None:
        self._connection: Connection | None = connection
        self._connect = connect
        self._gate = threading.Lock()
        self._is_open = True
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault-writer")
        self._thread_id: int | None = None

    def run(self, work: Work[Answer]) -> Answer:
        """Do the work in one transaction on the writer's thread, and wait for it."""
        if threading.get_ident() == self._thread_id:
            raise RuntimeError("work in a transaction cannot wait for another one")
        with self._gate:
            if not self._is_open:
                raise VaultLocked("vault.locked")
            answer = self._thread.submit(self._do, work)
        return answer.result()

    def _do(self, work: Work[Answer]) -> Answer:
        self._thread_id = threading.get_ident()
        if self._connection is None:
            self._connection = self._connect()
        connection = self._connection
        try:
            with connection.transaction(is_write=True):
                return work(connection)
        finally:
            if connection.is_spent:
                self._connection = None
                connection.close()

    def close(self) -> None:
        """Finish the queue, then close."""
        with self._gate:
            self._is_open = False
        self._thread.shutdown(wait=True)
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Readers:
    """Short reads on any thread, each on a connection of its own that sees one moment."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._idle: list[Connection] = []
        self._reading = 0
        self._is_open = True
        self._gate = threading.Condition()

    def run(self, work: Work[Answer]) -> Answer:
        """Do the work in one reading transaction on the caller's thread."""
        connection = self._take()
        try:
            with connection.transaction(is_write=False):
                return work(connection)
        finally:
            self._give_back(connection)

    def _take(self) -> Connection:
        with self._gate:
            if not self._is_open:
                raise VaultLocked("vault.locked")
            if self._idle:
                self._reading += 1
                return self._idle.pop()
            connection = self._connect()
            self._reading += 1
            return connection

    def _give_back(self, connection: Connection) -> None:
        with self._gate:
            self._reading -= 1
            if connection.is_spent:
                connection.close()
            else:
                self._idle.append(connection)
            self._gate.notify_all()

    def close(self) -> None:
        """Wait for the reads under way, then close all connections."""
        with self._gate:
            self._is_open = False
            self._gate.wait_for(lambda: self._reading == 0)
            while self._idle:
                self._idle.pop().close()
