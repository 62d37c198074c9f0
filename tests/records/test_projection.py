from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counselling.errors import DamagedVault, PedigreeError
from counselling.pedigree.edits import (
    AddPerson,
    ChangePerson,
    ChooseConsultand,
    Edit,
    NameFamily,
    RemovePerson,
)
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person, PersonId
from counselling.records.audit import integrity
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families, projection
from counselling.records.log.projection import SNAPSHOT_EVERY
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.vault import Vault
from tests.families.builders import trio
from tests.families.strategies import families as random_families
from tests.records.conftest import ANNA, stepping_clock

ACT = Act(Action.CHANGE, "test")


def tables(connection: Connection) -> list[object]:
    summary = "SELECT family_id, name, people, proband, changed_at, sequence FROM family_summary"
    snapshot = "SELECT family_id, sequence, hash, length(sealed) FROM family_snapshot"
    return [
        *connection.rows(tuple[str, str, int, str, str, int], f"{summary} ORDER BY 1"),
        *connection.rows(tuple[str, int, bytes, int], f"{snapshot} ORDER BY 1"),
    ]


@st.composite
def edits(draw: st.DrawFn, people: tuple[PersonId, ...]) -> Edit:
    one = draw(st.sampled_from((*people, "new", "newer")))
    age = draw(st.none() | st.floats(0, 120).map(Age.at) | st.integers(0, 120).map(Age.at))
    person = Person(one, name=draw(st.text(max_size=4)), age=age)
    return draw(
        st.sampled_from(
            (
                AddPerson(person),
                ChangePerson(person),
                RemovePerson(one),
                ChooseConsultand(one),
                NameFamily(person.name),
            )
        )
    )


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data(), random_families(most=6, has_facts=True))
def test_what_the_tables_say_is_the_replay_of_the_log_and_a_rebuild_says_the_same(
    data: st.DataObject, family: Family
) -> None:
    one_edit = edits(tuple(person.id for person in family.persons))
    with memory_vault(actor=ANNA, now=stepping_clock()) as vault:
        record = families.open_family(vault, families.adopt(vault, family))
        expected = replace(family, id=record.id)
        for _ in range(data.draw(st.integers(0, SNAPSHOT_EVERY + 12))):
            edit = data.draw(one_edit)
            try:
                record = families.append(vault, record.id, edits=(edit,), after=record.sequence)
                expected = edit.apply(expected)
            except PedigreeError:
                continue  # an edit that does not fit is refused and leaves nothing
        assert families.open_family(vault, record.id).family == expected == record.family
        assert vault.read(lambda c: projection.is_true(c, record.id, vault.families))
        before = vault.read(tables)
        families.rebuild(vault)
        assert vault.read(tables) == before


def long_history(vault: Vault, count: int) -> str:
    family = families.adopt(vault, trio())
    some = tuple(NameFamily(f"name {number}") for number in range(count))
    families.append(vault, family, edits=some, after=1)
    return family


def tamper(vault: Vault, *statements: str) -> None:
    def run(transaction: Transaction) -> None:
        transaction.connection.run("DROP TRIGGER IF EXISTS edit_is_kept")
        for statement in statements:
            transaction.connection.run(statement)

    vault.write(run, act=ACT)


@pytest.mark.parametrize("count", [1, SNAPSHOT_EVERY - 1, SNAPSHOT_EVERY, 3 * SNAPSHOT_EVERY + 5])
def test_a_snapshot_is_never_further_back_than_its_step(vault: Vault, count: int) -> None:
    family = long_history(vault, count)
    found = vault.read(lambda c: c.row(tuple[int], "SELECT sequence FROM family_snapshot"))
    assert found is not None
    assert 0 <= count + 1 - found[0] < SNAPSHOT_EVERY
    record = families.open_family(vault, family)
    assert (record.family.name, record.sequence) == (f"name {count - 1}", count + 1)


def test_a_family_without_its_snapshot_opens_the_same(vault: Vault) -> None:
    family = long_history(vault, 40)
    before = families.open_family(vault, family)
    tamper(vault, "DELETE FROM family_snapshot")
    assert families.open_family(vault, family) == before


@pytest.mark.parametrize(
    "spoilt",
    ["UPDATE family_snapshot SET sealed = x'7b'", "UPDATE family_snapshot SET version = 0"],
)
def test_a_snapshot_that_cannot_be_read_is_passed_over(vault: Vault, spoilt: str) -> None:
    family = long_history(vault, 40)
    before = families.open_family(vault, family)
    tamper(vault, spoilt)
    assert families.open_family(vault, family) == before


def test_a_snapshot_whose_log_was_cut_is_damage(vault: Vault) -> None:
    family = long_history(vault, 40)
    tamper(vault, "DELETE FROM edit WHERE sequence > 20")
    with pytest.raises(DamagedVault):
        families.open_family(vault, family)


def test_a_table_that_says_something_else_than_the_log_is_found(vault: Vault) -> None:
    family = long_history(vault, 3)
    tamper(vault, "UPDATE family_summary SET people = 99")
    assert integrity.check(vault).families == (family,)
    families.rebuild(vault)
    assert integrity.check(vault).is_whole
