from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from counselling.errors import DamagedVault, NewerVault
from counselling.records.folder import migrate
from counselling.records.folder.migrate import Step, released_steps
from counselling.records.keys.keys import KEY_BYTES, Key
from counselling.records.log import families
from counselling.records.store.engine import Connection, connect
from tests.records.conftest import Desk

KEY = Key(bytes(KEY_BYTES))
COUNT = len(released_steps())
NEXT = Step(
    COUNT + 1,
    """
    -- an invented step: a column, a table, a trigger
    ALTER TABLE session ADD COLUMN interpreter TEXT NOT NULL DEFAULT '';
    CREATE TABLE flag (family_id TEXT NOT NULL REFERENCES family (id)) STRICT;
    CREATE TRIGGER flag_is_kept BEFORE DELETE ON flag
    BEGIN SELECT RAISE(ABORT, 'flag; is kept'); END;
    """,
)
BROKEN = Step(COUNT + 1, "CREATE TABLE half (a TEXT) STRICT; INSERT INTO nowhere VALUES (1);")
ORPHAN = Step(COUNT + 1, "CREATE TABLE half (a TEXT) STRICT; DELETE FROM family;")


def schema(connection: Connection) -> list[tuple[str, str, str | None]]:
    sql = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    return connection.rows(tuple[str, str, str | None], sql)


def fresh(*steps: Step) -> Connection:
    connection = connect(None, KEY)
    migrate.migrate(connection, steps)
    return connection


def test_released_steps_are_numbered_from_one_without_gaps() -> None:
    assert [step.number for step in released_steps()] == list(range(1, len(released_steps()) + 1))


def test_every_table_is_strict() -> None:
    connection = fresh(*released_steps())
    # an index of words is not ours to declare
    sql = "SELECT name, strict FROM pragma_table_list WHERE type NOT IN ('virtual', 'shadow')"
    tables = connection.rows(tuple[str, int], sql)
    assert {name for name, strict in tables if not strict} <= {
        "sqlite_schema",
        "sqlite_temp_schema",
    }


def test_a_script_is_cut_into_statements_and_triggers_stay_whole() -> None:
    assert [s.split()[0] for s in migrate.statements(NEXT.sql)] == ["--", "CREATE", "CREATE"]


def test_a_vault_of_an_earlier_step_is_brought_up_to_date_with_all_that_is_in_it(
    desk: Desk, stored: Path
) -> None:
    steps = (*released_steps(), NEXT)
    with desk.open(stored, steps=steps) as vault:
        assert families.listing(vault)[0].people == 7
        migrated = vault.read(schema)
        assert vault.read(migrate.version) == COUNT + 1
    assert migrated == schema(fresh(*steps))


def test_before_a_step_the_database_is_copied_and_the_copy_opens(desk: Desk, stored: Path) -> None:
    before = (stored / "records.db").read_bytes()
    desk.open(stored, steps=(*released_steps(), NEXT)).lock()
    copy = stored / f"records.step-{COUNT:04}.db"
    assert copy.read_bytes() == before
    copy.replace(stored / "records.db")
    with desk.open(stored) as vault:
        assert families.listing(vault)[0].people == 7


@pytest.mark.parametrize("bad", [BROKEN, ORPHAN])
def test_a_step_that_fails_leaves_the_vault_as_it_was(desk: Desk, stored: Path, bad: Step) -> None:
    with pytest.raises((dbapi2.Error, DamagedVault)):
        desk.open(stored, steps=(*released_steps(), bad))
    with desk.open(stored) as vault:
        assert vault.read(migrate.version) == COUNT
        assert families.listing(vault)[0].people == 7
        assert vault.read(schema) == schema(fresh(*released_steps()))


def test_without_a_step_to_take_nothing_is_copied(desk: Desk, stored: Path) -> None:
    desk.open(stored).lock()
    assert not list(stored.glob("records.step-*"))


def test_a_file_that_has_seen_more_steps_is_newer() -> None:
    connection = fresh(*released_steps(), NEXT)
    with pytest.raises(NewerVault):
        migrate.migrate(connection, released_steps())
