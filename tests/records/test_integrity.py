from pathlib import Path

import pytest

from counselling.pedigree.edits import NameFamily
from counselling.records.audit import audit, integrity
from counselling.records.index import search_index
from counselling.records.log import families
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.vault import Vault
from tests.families.builders import three_generations, trio
from tests.records.conftest import Desk


@pytest.fixture
def family(vault: Vault) -> str:
    families.adopt(vault, three_generations())
    family = families.adopt(vault, trio())
    families.append(vault, family, edits=(NameFamily("a"), NameFamily("b")), after=1)
    return family


def tamper(vault: Vault, trigger: str, statement: str) -> None:
    def run(transaction: Transaction) -> None:
        transaction.connection.run(f"DROP TRIGGER {trigger}")
        transaction.connection.run(statement)

    vault.write(run, act=Act(Action.CHANGE, "test"))


def test_an_untouched_vault_is_whole(vault: Vault, family: str) -> None:
    report = integrity.check(vault, known=audit.head(vault))
    assert report.is_whole
    assert report.families == ()


def test_a_family_with_a_changed_history_is_named(vault: Vault, family: str) -> None:
    tamper(vault, "edit_is_final", "UPDATE edit SET op = zeroblob(32) WHERE sequence = 2")
    assert integrity.check(vault).families == (family,)


def test_a_family_with_a_cut_history_is_named(vault: Vault, family: str) -> None:
    tamper(vault, "edit_is_kept", "DELETE FROM edit WHERE sequence = 3")
    assert integrity.check(vault).families == (family,)


def test_a_family_without_any_history_is_named(vault: Vault, family: str) -> None:
    statement = f"DELETE FROM edit WHERE family_id = '{family}'"
    tamper(vault, "edit_is_kept", statement)
    assert integrity.check(vault).families == (family,)


def test_a_changed_audit_is_told(vault: Vault, family: str) -> None:
    tamper(vault, "audit_is_final", "UPDATE audit SET actor = 'b' WHERE sequence = 2")
    report = integrity.check(vault)
    assert not report.is_whole
    assert report.audit.broken_at == 2


def test_a_reader_that_looked_before_tells_of_no_damage_after_the_index_was_made_anew(
    desk: Desk, stored: Path
) -> None:
    with desk.open(stored) as vault:
        assert integrity.check(vault).is_whole
        for _ in range(3):
            families.adopt_all(vault, [three_generations()] * 20)
            vault.write(lambda t: search_index.index_all(t.connection), act=Act(Action.CHANGE, "x"))
            assert integrity.check(vault).is_whole
