import itertools
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from counselling.errors import DamagedVault, StorageError
from counselling.records.keys.keys import KEY_BYTES, Key
from counselling.records.store.engine import PLAIN_MAGIC, Connection, check_file, connect

KEY = Key(bytes(range(KEY_BYTES)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "records.db"
    path.touch()
    connection = connect(path, KEY)
    connection.run("CREATE TABLE note (text TEXT NOT NULL) STRICT")
    connection.run("INSERT INTO note VALUES ('kept')")
    connection.close()
    return path


def texts(connection: Connection) -> list[str]:
    return [text for (text,) in connection.rows(tuple[str], "SELECT text FROM note")]


def test_a_connection_is_encrypted_durable_and_forgets_what_is_deleted(path: Path) -> None:
    connection = connect(path, KEY)
    wanted = {
        "cipher_status": "1",
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,  # memory
        "trusted_schema": 0,
    }
    found = {name: connection.row(tuple[str | int], f"PRAGMA {name}") for name in wanted}
    assert found == {name: (value,) for name, value in wanted.items()}
    connection.close()


def test_no_file_of_a_database_holds_what_was_written(path: Path) -> None:
    connection = connect(path, KEY)
    connection.run("INSERT INTO note VALUES ('Zweitschrift')")
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert b"Zweitschrift" not in content
        assert b"CREATE TABLE" not in content
        assert not content.startswith(PLAIN_MAGIC)
    connection.close()


def test_another_key_finds_no_database_and_says_nothing_on_stderr(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DamagedVault):
        connect(path, Key(bytes(KEY_BYTES)))
    assert capfd.readouterr() == ("", "")


def test_a_plain_database_is_refused_although_it_could_be_read(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    plain = dbapi2.connect(path)
    plain.execute("CREATE TABLE note (text TEXT)")
    plain.close()
    with pytest.raises(DamagedVault) as refused:
        check_file(path)
    assert refused.value.message_id == "vault.plain"
    with pytest.raises(DamagedVault):
        connect(path, KEY)


@pytest.mark.parametrize("content", [b"", b"short"])
def test_a_file_too_short_for_a_database_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "records.db").write_bytes(content)
    with pytest.raises(DamagedVault):
        check_file(tmp_path / "records.db")


def test_no_database_is_made_where_none_is(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        connect(tmp_path / "records.db", KEY)
    assert not os.listdir(tmp_path)


def test_a_reader_cannot_write(path: Path) -> None:
    reader = connect(path, KEY, is_reader=True)
    assert texts(reader) == ["kept"]
    with pytest.raises(StorageError):
        reader.run("INSERT INTO note VALUES ('more')")
    reader.close()


def test_a_transaction_that_fails_leaves_neither_rows_nor_tables(path: Path) -> None:
    connection = connect(path, KEY)

    def half() -> None:
        with connection.transaction(is_write=True):
            connection.run("INSERT INTO note VALUES ('half')")
            connection.run("CREATE TABLE half (a TEXT) STRICT")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert texts(connection) == ["kept"]
    assert connection.row(tuple[int], "SELECT count(*) FROM sqlite_schema") == (1,)
    connection.close()


def test_a_row_of_another_shape_is_damage_and_not_a_wrong_value(path: Path) -> None:
    connection = connect(path, KEY)
    with pytest.raises(DamagedVault):
        connection.rows(tuple[int], "SELECT text FROM note")
    connection.close()


def test_a_mistake_in_our_own_sql_is_not_called_damage(path: Path) -> None:
    connection = connect(path, KEY)
    with pytest.raises(dbapi2.OperationalError):
        connection.run("SELECT nothing FROM nowhere")
    assert not connection.is_spent
    connection.close()


def test_a_page_that_was_changed_is_never_read(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    connection = connect(path, KEY)
    with pytest.raises(DamagedVault):
        texts(connection)
    assert connection.is_spent
    connection.close()


def test_a_long_statement_ends_when_nobody_wants_it_any_more() -> None:
    connection = connect(None, KEY)
    looks = itertools.count(1)

    def watch() -> None:
        if next(looks) == 3:
            raise StorageError("storage.full")

    forever = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
    with pytest.raises(StorageError), connection.watched(watch):
        connection.rows(tuple[int], forever)
    assert connection.row(tuple[int], "SELECT 1") == (1,)  # and watches no more
    connection.close()
