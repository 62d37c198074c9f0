import pytest

from counselling.errors import PedigreeError, VaultError
from counselling.pedigree.edits import AddPerson, NameFamily, RemovePerson
from counselling.pedigree.person import Person
from counselling.records.audit import audit
from counselling.records.log import families
from counselling.records.vault.vault import Vault
from tests.families.builders import three_generations, trio


def test_a_family_that_was_read_is_taken_in_under_an_id_of_the_vaults(vault: Vault) -> None:
    first, second = (families.adopt(vault, three_generations()) for _ in range(2))
    assert first != second
    record = families.open_family(vault, first)
    assert record.family.id == first
    assert record.family.persons == three_generations().persons
    assert (record.sequence, record.changed_by) == (1, "anna")


def test_a_family_can_begin_empty(vault: Vault) -> None:
    family = families.create(vault, name="Kowalska")
    record = families.open_family(vault, family)
    assert (record.family.name, record.family.persons) == ("Kowalska", ())


def test_the_list_shows_the_family_changed_last_first(vault: Vault) -> None:
    older = families.adopt(vault, three_generations())
    newer = families.adopt(vault, trio())
    assert [summary.id for summary in families.listing(vault)] == [newer, older]
    families.append(vault, older, edits=(NameFamily("Renamed"),), after=1)
    first, second = families.listing(vault)
    assert (first.id, first.name, first.people, first.proband) == (older, "Renamed", 7, "Anna")
    assert first.changed > second.changed
    assert second.proband == ""


def test_edits_are_done_together_or_not_at_all(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    before = families.open_family(vault, family)
    with pytest.raises(PedigreeError):
        families.append(
            vault, family, edits=(AddPerson(Person("x")), RemovePerson("nobody")), after=1
        )
    assert families.open_family(vault, family) == before


def test_a_change_made_elsewhere_meanwhile_is_not_overwritten(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    families.append(vault, family, edits=(NameFamily("theirs"),), after=1)
    with pytest.raises(VaultError) as refused:
        families.append(vault, family, edits=(NameFamily("mine"),), after=1)
    assert refused.value.message_id == "vault.family_changed"
    assert families.open_family(vault, family).family.name == "theirs"


def test_an_unknown_family_is_told_without_a_row_about_it(vault: Vault) -> None:
    before = audit.head(vault)
    with pytest.raises(VaultError) as refused:
        families.open_family(vault, "nobody")
    assert refused.value.message_id == "vault.no_such_family"
    assert audit.head(vault) == before
