"""The search's rows: told from a family, the same told again, and gone when they shall be."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.records.index import search_index
from counselling.records.log import families
from counselling.records.vault.acts import Transaction
from counselling.records.vault.vault import Vault
from tests.families.builders import family, woman
from tests.records.conftest import Desk
from tests.records.search_step import SOMETHING, forgotten, prepared, taken, told

ANNA, BERTA = woman("anna", name="Anna Qxzvmarker"), woman("berta", name="Berta Holm")
TWO = family(ANNA, BERTA, proband="anna", name="Lindqvist")


def rows(vault: Vault) -> list[tuple[int, str, str]]:
    sql = "SELECT row, person, tokens FROM search_person ORDER BY row"
    return vault.read(lambda connection: connection.rows(tuple[int, str, str], sql))


def is_whole(vault: Vault) -> bool:
    return vault.write(lambda t: search_index.is_whole(t.connection), act=SOMETHING)


def is_marked(vault: Vault) -> bool:
    """Whether the index's own pages hold the name that is unlike any other."""
    sql = "SELECT block FROM search_text_data"
    pages = vault.read(lambda connection: connection.rows(tuple[bytes], sql))
    return any(b"xzvmarker" in page for (page,) in pages)


def test_family_told_again_changes_no_row(vault: Vault) -> None:
    made = taken(prepared(vault), TWO)
    before = rows(vault)
    told(vault, made)
    assert rows(vault) == before
    assert is_whole(vault)


def test_change_of_one_person_touches_her_row_alone(vault: Vault) -> None:
    made = taken(prepared(vault), TWO)
    before = {person: row for row, person, _ in rows(vault)}
    change = ChangePerson(replace(BERTA, name="Berta Strand"))
    families.append(vault, made, edits=(change,), after=1)
    told(vault, made)
    after = {person: row for row, person, _ in rows(vault)}
    assert after["anna"] == before["anna"]
    assert "nstrand" in rows(vault)[-1][2].split()
    assert is_whole(vault)


def test_forgotten_name_leaves_the_pages_of_the_index(vault: Vault) -> None:
    made = taken(prepared(vault), TWO)
    assert is_marked(vault)
    forgotten(vault, made)
    assert rows(vault) == []
    assert not is_marked(vault)
    assert is_whole(vault)


def test_without_secure_delete_the_name_would_stay(vault: Vault) -> None:
    def loosen(transaction: Transaction) -> None:
        sql = "INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 0)"
        transaction.connection.run(sql)

    prepared(vault).write(loosen, act=SOMETHING)
    forgotten(vault, taken(vault, TWO))
    assert is_marked(vault)


def test_forgetting_and_telling_anew_gives_the_same(vault: Vault) -> None:
    made = taken(prepared(vault), TWO)
    before = sorted(row[1:] for row in rows(vault))

    family = families.open_family(vault, made).family

    def anew(transaction: Transaction) -> None:
        search_index.forget(transaction.connection, made)
        search_index.index(transaction.connection, family)

    vault.write(anew, act=SOMETHING)
    assert sorted(row[1:] for row in rows(vault)) == before
    assert is_whole(vault)


def test_search_that_says_another_thing_than_the_family_is_seen(vault: Vault) -> None:
    made = taken(prepared(vault), TWO)

    def is_true(*, is_sealed: bool = False) -> bool:
        now = families.open_family(vault, made).family
        return vault.read(lambda c: search_index.is_true(c, now, is_sealed=is_sealed))

    assert is_true()
    assert not is_true(is_sealed=True)
    change = ChangePerson(replace(BERTA, name="Berta Strand"))
    families.append(vault, made, edits=(change,), after=1)
    forgotten(vault, made)
    assert not is_true()
    assert is_true(is_sealed=True)


def test_index_that_has_lost_a_row_is_not_whole(stored: Path, desk: Desk) -> None:
    with desk.open(stored) as vault:  # on the disk: a connection that met damage is thrown away
        taken(prepared(vault), TWO)
        sql = "DELETE FROM search_person WHERE person = 'anna'"
        vault.write(lambda t: t.connection.run(sql), act=SOMETHING)
        assert not is_whole(vault)


def test_people_without_anything_to_type_have_no_row() -> None:
    rows_of = search_index.rows_of(family(Person("p1"), Person("p2", name="Berta"), name=""))
    assert [row.person for row in rows_of] == ["p2"]


def test_family_without_people_is_found_by_its_name() -> None:
    (row,) = search_index.rows_of(family(name="Lindqvist"))
    assert (row.person, row.tokens) == ("", "nlindqvist")


@pytest.mark.parametrize("head", ["anna", "berta"])
def test_name_of_the_family_stands_with_whom_it_is_about(head: str) -> None:
    found = search_index.rows_of(replace(TWO, proband=head))
    assert [row.person for row in found if "nlindqvist" in row.tokens.split()] == [head]


FEW = st.lists(
    st.builds(Person, id=st.sampled_from("abc"), name=st.sampled_from(["", "Anna", "Berta Holm"])),
    unique_by=lambda person: person.id,
    max_size=3,
)
FAMILIES = st.builds(
    lambda persons, name, proband: Family(
        "f", name, tuple(persons), proband=proband if persons else None
    ),
    FEW,
    st.sampled_from(["", "Lindqvist"]),
    st.sampled_from([None, "a", "b"]),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=FAMILIES, after=FAMILIES)
def test_update_from_one_standing_to_the_next_gives_what_telling_anew_gives(
    vault: Vault, before: Family, after: Family
) -> None:
    made = families.create(prepared(vault), name="")
    before, after = replace(before, id=made), replace(after, id=made)

    def step(transaction: Transaction) -> bool:
        connection = transaction.connection
        search_index.index(connection, before)
        search_index.update(connection, before, after)
        return search_index.is_true(connection, after)

    assert vault.write(step, act=SOMETHING)
