import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlcipher3 import dbapi2

from counselling.errors import VaultLocked
from counselling.records.keys.keys import KEY_BYTES, Key
from counselling.records.store.engine import Connection, connect
from counselling.records.store.traffic import Readers, Writer

KEY = Key(bytes(KEY_BYTES))


def memory() -> Connection:
    connection = connect(None, KEY)
    connection.run("CREATE TABLE tally (count INTEGER NOT NULL) STRICT")
    connection.run("INSERT INTO tally VALUES (0)")
    return connection


def count(connection: Connection) -> tuple[int] | None:
    return connection.row(tuple[int], "SELECT count FROM tally")


def raise_tally(connection: Connection) -> int:
    return connection.run("UPDATE tally SET count = count + 1")


def test_writes_of_many_threads_are_done_one_after_the_other() -> None:
    writer = Writer(memory(), memory)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: writer.run(raise_tally), range(200)))
    assert writer.run(count) == (200,)
    writer.close()


def test_work_in_a_transaction_cannot_wait_for_another_one() -> None:
    writer = Writer(memory(), memory)
    with pytest.raises(RuntimeError, match="another"):
        writer.run(lambda _: writer.run(raise_tally))
    writer.close()


def test_an_accepted_write_is_done_although_the_vault_is_locked_meanwhile() -> None:
    writer = Writer(memory(), memory)
    begun, may_go_on = threading.Event(), threading.Event()
    done: list[int] = []

    def slow(connection: Connection) -> None:
        begun.set()
        may_go_on.wait()
        done.append(raise_tally(connection))

    slowly = threading.Thread(target=writer.run, args=(slow,))
    closing = threading.Thread(target=writer.close)
    slowly.start()
    begun.wait()
    closing.start()
    may_go_on.set()
    slowly.join()
    closing.join()
    assert done == [1]


def test_a_spent_connection_is_thrown_away_and_the_next_write_opens_another() -> None:
    opened: list[Connection] = []

    def another() -> Connection:
        opened.append(memory())
        return opened[-1]

    writer = Writer(memory(), another)

    def spend(connection: Connection) -> None:
        connection.is_spent = True

    writer.run(spend)
    writer.run(raise_tally)
    writer.run(raise_tally)
    assert len(opened) == 1
    writer.close()


def test_closed_lanes_refuse_and_close_twice() -> None:
    writer, readers = Writer(memory(), memory), Readers(memory)
    assert readers.run(count) == (0,)
    for lane in (writer, readers):
        lane.close()
        lane.close()
        with pytest.raises(VaultLocked):
            lane.run(count)


def test_a_reader_is_used_again_unless_it_is_spent() -> None:
    opened: list[Connection] = []

    def another() -> Connection:
        opened.append(memory())
        return opened[-1]

    readers = Readers(another)
    readers.run(count)
    readers.run(count)
    assert len(opened) == 1
    opened[0].is_spent = True
    readers.run(count)
    readers.run(count)
    assert len(opened) == 2
    readers.close()


def test_closing_waits_for_the_reads_under_way_and_leaves_no_connection_open() -> None:
    opened: list[Connection] = []

    def another() -> Connection:
        opened.append(memory())
        return opened[-1]

    readers = Readers(another)
    begun, may_go_on = threading.Event(), threading.Event()
    read: list[object] = []

    def slow(connection: Connection) -> None:
        begun.set()
        may_go_on.wait()
        read.append(count(connection))

    slowly = threading.Thread(target=readers.run, args=(slow,))
    closing = threading.Thread(target=readers.close)
    slowly.start()
    begun.wait()
    closing.start()
    may_go_on.set()
    slowly.join()
    closing.join()
    assert read == [(0,)]
    with pytest.raises(dbapi2.ProgrammingError):
        opened[0].run("SELECT 1")
