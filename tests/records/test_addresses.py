"""Where letters go: kept with the person, gone with her, told to her when she asks."""

import pytest

from counselling.errors import VaultError
from counselling.records.log import families
from counselling.records.papers import addresses, consents
from counselling.records.papers.consents import Consent, Scope
from counselling.records.privacy import disclosing, erasing
from counselling.records.vault.vault import Vault
from tests.families.builders import trio

LINES = ("3 Bridge Lane", "10117 Rivertown")


@pytest.fixture
def whose(vault: Vault) -> tuple[str, str]:
    """A family, and somebody in it."""
    kept = families.open_family(vault, families.adopt(vault, trio())).family
    return kept.id, kept.persons[-1].id


def _address(vault: Vault, family: str, person: str) -> tuple[str, ...]:
    return addresses.address_of(consents.recorded(vault, family), person)


def _greeted(vault: Vault, family: str, person: str) -> str:
    return addresses.salutation_of(consents.recorded(vault, family), person)


def test_the_last_address_counts_and_an_empty_one_is_none(
    vault: Vault, whose: tuple[str, str]
) -> None:
    family, person = whose
    assert _address(vault, family, person) == ()
    assert addresses.note_address(vault, family, person, LINES) == LINES
    assert _address(vault, family, person) == LINES
    addresses.note_address(vault, family, person, ("1 Other Street",))
    assert _address(vault, family, person) == ("1 Other Street",)
    addresses.note_address(vault, family, person, ("", "  "))
    assert _address(vault, family, person) == ()


def test_what_counts_already_is_not_written_again(vault: Vault, whose: tuple[str, str]) -> None:
    family, person = whose
    for _ in range(3):
        addresses.note_address(vault, family, person, (" 3  Bridge Lane", "", "10117 Rivertown"))
    assert _address(vault, family, person) == LINES
    assert len(consents.recorded(vault, family)) == 1


def test_how_she_is_greeted_is_kept_beside_her_address_and_outlives_it(
    vault: Vault, whose: tuple[str, str]
) -> None:
    family, person = whose
    assert _greeted(vault, family, person) == ""
    addresses.note_address(vault, family, person, None, salutation=" Dear  Ms Oak, ")
    assert (_address(vault, family, person), _greeted(vault, family, person)) == (
        (),
        "Dear Ms Oak,",
    )
    addresses.note_address(vault, family, person, LINES)
    addresses.note_address(vault, family, person, ())
    assert (_address(vault, family, person), _greeted(vault, family, person)) == (
        (),
        "Dear Ms Oak,",
    )
    addresses.note_address(vault, family, person, None, salutation="")
    assert _greeted(vault, family, person) == ""
    assert not consents.recorded(vault, family)[-1].consent.is_given


def test_an_address_that_was_kept_before_there_were_greetings_is_read(
    vault: Vault, whose: tuple[str, str]
) -> None:
    family, person = whose
    old = Consent(person, Scope.ADDRESS, is_given=True, reason="\n".join(LINES))
    consents.record(vault, family, old)
    assert (_address(vault, family, person), _greeted(vault, family, person)) == (LINES, "")


def test_nobody_elses_address_is_taken(vault: Vault, whose: tuple[str, str]) -> None:
    family, person = whose
    addresses.note_address(vault, family, person, LINES)
    other = trio().persons[0].id
    assert other != person
    assert _address(vault, family, other) == ()


@pytest.mark.parametrize("lines", [("a",) * 6, ("x" * 41,)])
def test_what_leaves_the_window_is_refused(
    lines: tuple[str, ...], vault: Vault, whose: tuple[str, str]
) -> None:
    family, person = whose
    with pytest.raises(VaultError) as refused:
        addresses.note_address(vault, family, person, lines)
    assert refused.value.message_id == "vault.address_long"
    assert consents.recorded(vault, family) == ()


def test_she_is_told_her_address_and_it_goes_with_her(vault: Vault, whose: tuple[str, str]) -> None:
    family, person = whose
    addresses.note_address(vault, family, person, LINES, salutation="Dear Ms Oak,")
    told = disclosing.as_json(disclosing.gather(vault, family, person))
    assert b"3 Bridge Lane" in told
    assert b"Dear Ms Oak," in told
    other = trio().persons[0].id
    assert b"Bridge" not in disclosing.as_json(disclosing.gather(vault, family, other))
    left = erasing.erase_person(vault, family, person)
    families.open_family(vault, left.family)
    assert consents.recorded(vault, left.family) == ()
