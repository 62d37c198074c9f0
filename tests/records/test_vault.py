import os
from functools import partial

import pytest
from sqlcipher3 import dbapi2

from counselling.errors import VaultError, VaultLocked
from counselling.records.audit import audit
from counselling.records.entrance.users import UserKeys
from counselling.records.folder import migrate
from counselling.records.folder.memory import memory_vault
from counselling.records.keys.keys import KEY_BYTES, Key, VaultKeys
from counselling.records.log import families
from counselling.records.store.engine import connect
from counselling.records.store.traffic import Writer
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.sealing import FamilyKeys
from counselling.records.vault.vault import Opened, Surroundings, Vault
from tests.families.builders import trio
from tests.records.conftest import ANNA, stepping_clock

ACT = Act(Action.CHANGE, "test")


def actions(vault: Vault) -> list[str]:
    return [row.action for row in reversed(audit.rows(vault))]


def test_every_act_has_its_row(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    families.open_family(vault, family)
    families.listing(vault)
    assert actions(vault) == ["create", "create", "view", "query"]


def test_an_act_that_fails_leaves_no_row_and_no_trace(vault: Vault) -> None:
    def fail(transaction: Transaction) -> None:
        transaction.connection.run("INSERT INTO family VALUES ('f', ?)", transaction.at)
        raise VaultError("vault.family_changed")

    with pytest.raises(VaultError):
        vault.write(fail, act=ACT)
    assert actions(vault) == ["create"]
    assert vault.read(lambda c: c.row(tuple[int], "SELECT count(*) FROM family")) == (0,)


def test_no_row_no_act(vault: Vault) -> None:
    def forbid_rows(transaction: Transaction) -> None:
        transaction.connection.run("INSERT INTO family VALUES ('f', ?)", transaction.at)
        transaction.connection.run("DROP TABLE audit")

    with pytest.raises(Exception, match="audit"):
        vault.write(forbid_rows, act=ACT)
    assert vault.read(lambda c: c.row(tuple[int], "SELECT count(*) FROM family")) == (0,)
    assert actions(vault) == ["create"]


def test_a_locked_vault_refuses_and_locks_twice_in_peace() -> None:
    with memory_vault(actor=ANNA, now=stepping_clock()) as vault:
        assert not vault.is_locked
    vault.lock()
    assert vault.is_locked
    with pytest.raises(VaultLocked):
        vault.read(lambda _: None)
    with pytest.raises(VaultLocked):
        families.listing(vault)


def test_an_error_in_the_block_locks_the_vault_and_goes_on_its_way() -> None:
    with pytest.raises(KeyError), memory_vault(actor=ANNA, now=stepping_clock()) as vault:
        raise KeyError
    assert vault.is_locked


def test_the_audit_names_a_family_by_a_pseudonym_that_only_this_vault_makes(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    with memory_vault(actor=ANNA, now=stepping_clock()) as other:
        assert vault.subject(family) not in (family, other.subject(family))
    assert audit.rows(vault, family=family)[0].subject == vault.subject(family)


def test_a_clock_without_a_time_zone_is_refused() -> None:
    naive = stepping_clock()().replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        memory_vault(actor=ANNA, now=lambda: naive)


def test_a_vault_is_locked_even_when_its_clock_has_stopped() -> None:
    moments = [stepping_clock()()]
    vault = memory_vault(actor=ANNA, now=lambda: moments.pop())
    with pytest.raises(IndexError):
        vault.lock()
    assert vault.is_locked
    with pytest.raises(VaultLocked):
        vault.read(lambda _: None)


def test_locking_wipes_the_keys_closes_the_database_and_lets_the_folder_go() -> None:
    vault_keys = VaultKeys.of(Key(bytes(range(KEY_BYTES))))
    connection = connect(None, vault_keys.database)
    migrate.migrate(connection, migrate.released_steps())
    lane = Writer(connection, lambda: connection)
    let_go: list[str] = []
    user = UserKeys(Key(bytes(KEY_BYTES)))
    families = FamilyKeys(vault_keys.family, user_id="u", user=user, random=bytes)
    let = partial(let_go.append, "folder")
    opened = Opened("00", None, lane, lane, vault_keys, user, families, let)
    Vault(opened, Surroundings(ANNA, stepping_clock(), os.urandom)).lock()
    assert vault_keys.database.secret == vault_keys.subject.secret == bytes(KEY_BYTES)
    assert let_go == ["folder"]
    with pytest.raises(dbapi2.ProgrammingError):
        connection.run("SELECT 1")
