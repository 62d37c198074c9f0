import itertools
from datetime import UTC, datetime, timedelta

import pytest

from counselling.records.audit import audit
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.vault import Vault
from tests.families.builders import trio
from tests.records.conftest import ANNA, stepping_clock

ACT = Act(Action.CHANGE, "test")


@pytest.fixture
def busy(vault: Vault) -> Vault:
    """A vault with eleven rows."""
    for number in range(10):
        vault.note_act(Act(Action.VIEW, f"page/{number}"))
    return vault


def tamper(vault: Vault, *statements: str) -> None:
    def run(transaction: Transaction) -> None:
        for name in ("audit_is_kept", "audit_is_final"):
            transaction.connection.run(f"DROP TRIGGER {name}")
        for statement in statements:
            transaction.connection.run(statement)

    vault.write(run, act=ACT)


def test_an_untouched_audit_is_whole_to_its_head(busy: Vault) -> None:
    verdict = audit.verify(busy)
    assert verdict.is_whole
    assert verdict.head == audit.head(busy)
    assert verdict.head.sequence == 12  # that it was verified stands there too


@pytest.mark.parametrize(
    "column", ["at", "actor", "role", "action", "subject", "target", "outcome"]
)
def test_a_changed_field_is_found_at_its_row(busy: Vault, column: str) -> None:
    tamper(busy, f"UPDATE audit SET {column} = 'other' WHERE sequence = 5")
    assert audit.verify(busy).broken_at == 5


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit SET version = 2 WHERE sequence = 5", 5),
        ("UPDATE audit SET hash = zeroblob(32) WHERE sequence = 5", 5),
        ("UPDATE audit SET previous = zeroblob(32) WHERE sequence = 5", 5),
        ("DELETE FROM audit WHERE sequence = 5", 5),
        ("DELETE FROM audit WHERE sequence = 1", 1),
        ("UPDATE audit SET sequence = sequence - 1 WHERE sequence = 1", 1),
    ],
)
def test_a_changed_or_missing_row_is_found_at_its_place(
    busy: Vault, statement: str, broken_at: int
) -> None:
    tamper(busy, statement)
    assert audit.verify(busy).broken_at == broken_at


def test_a_cut_tail_is_seen_only_by_who_kept_the_head_elsewhere(busy: Vault) -> None:
    known = audit.head(busy)
    tamper(busy, "DELETE FROM audit WHERE sequence > 8")
    assert audit.verify(busy).is_whole
    verdict = audit.verify(busy, known=known)
    assert verdict.is_cut
    assert not verdict.is_whole


def test_a_head_kept_elsewhere_stays_good_while_the_audit_grows(busy: Vault) -> None:
    known = audit.head(busy)
    busy.note_act(ACT)
    assert audit.verify(busy, known=known).is_whole


def test_a_clock_that_goes_back_is_counted_and_no_damage() -> None:
    moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=h) for h in (0, 2, 1, 3)]
    clock = itertools.chain(moments, itertools.repeat(moments[-1]))
    with memory_vault(actor=ANNA, now=lambda: next(clock)) as vault:
        for _ in range(3):
            vault.note_act(ACT)
        verdict = audit.verify(vault)
        assert (verdict.backward_steps, verdict.is_whole) == (1, True)


def test_the_database_itself_refuses_to_change_or_drop_a_row(busy: Vault) -> None:
    for statement in ("UPDATE audit SET actor = 'b'", "DELETE FROM audit"):

        def run(transaction: Transaction, statement: str = statement) -> None:
            transaction.connection.run(statement)

        with pytest.raises(Exception, match="append-only"):
            busy.write(run, act=ACT)
    assert audit.verify(busy).is_whole


def test_rows_of_one_family_are_found_by_its_pseudonym(vault: Vault) -> None:
    mine, other = (families.adopt(vault, trio()) for _ in range(2))
    families.open_family(vault, mine)
    families.open_family(vault, other)
    assert [row.action for row in audit.rows(vault, family=mine)] == ["view", "create"]


def test_no_row_names_a_family_or_a_person() -> None:
    with memory_vault(actor=ANNA, now=stepping_clock()) as vault:
        family = families.adopt(vault, trio())
        families.open_family(vault, family)
        for row in audit.rows(vault):
            assert family not in " ".join(map(str, row))
            assert "Invented" not in " ".join(map(str, row))
