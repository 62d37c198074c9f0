"""Two copies of one vault go on apart and come together again."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.errors import DamagedVault, VaultError
from counselling.pedigree.edits import ChangePerson, NameFamily
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age
from counselling.pedigree.settling import Settle
from counselling.records.audit import integrity
from counselling.records.exchange import exchange
from counselling.records.log import families, history, projection
from counselling.records.log.families import FamilyRecord
from counselling.records.log.trail import trail
from counselling.records.vault.vault import Vault
from tests.records.conftest import Desk


def change(vault: Vault, family: str, **facts: object) -> FamilyRecord:
    """Change a fact of the family's last person, as it stands here."""
    record = families.open_family(vault, family)
    person = replace(record.family.persons[-1], **facts)  # type: ignore[arg-type]
    return families.append(vault, family, edits=(ChangePerson(person),), after=record.sequence)


@pytest.fixture
def copy(stored: Path, tmp_path: Path) -> Path:
    other = tmp_path / "laptop.vault"
    shutil.copytree(stored, other)
    return other


def both(one: Vault, other: Vault, family: str) -> tuple[Family, Family]:
    """Let each give the other what it has not got."""
    to_other = exchange.missing(one, family, exchange.known(other, family))
    to_one = exchange.missing(other, family, exchange.known(one, family))
    return (
        exchange.receive(one, family, to_one).family,
        exchange.receive(other, family, to_other).family,
    )


def test_two_copies_come_to_the_same_family_and_lose_nothing(
    desk: Desk, stored: Path, copy: Path
) -> None:
    with desk.open(stored) as one, desk.open(copy) as other:
        family = families.listing(one)[0].id
        change(one, family, name="Ida")
        change(one, family, age=Age.at(41))
        change(other, family, age=Age.at(33))
        here, there = both(one, other, family)
        assert here == there
        assert here.persons[-1].name == "Ida"
        record = families.open_family(one, family)
        (difference,) = record.differences
        assert {spoken.value for spoken in difference.spoken} == {Age.at(41), Age.at(33)}
        assert families.listing(one)[0].differences == 1
        settle = (Settle(difference.place),)
        families.append(one, family, edits=settle, after=record.sequence)
        here, there = both(one, other, family)
        assert here == there
        for vault in (one, other):
            assert families.open_family(vault, family).differences == ()
            assert integrity.check(vault).is_whole
            assert len(history.told(vault, family)) == 5


def test_an_open_difference_is_kept_by_a_snapshot_and_told_again_by_a_rebuild(
    desk: Desk, stored: Path, copy: Path
) -> None:
    with desk.open(stored) as one, desk.open(copy) as other:
        family = families.listing(one)[0].id
        change(one, family, age=Age.at(41))
        change(other, family, age=Age.at(33))
        both(one, other, family)
        names = tuple(NameFamily(f"n{number}") for number in range(projection.SNAPSHOT_EVERY + 3))
        record = families.append(one, family, edits=names, after=3)
        assert len(record.differences) == 1
        assert families.open_family(one, family) == record
        families.rebuild(one)
        assert families.open_family(one, family) == record


def test_undo_does_not_reach_behind_what_came_in(desk: Desk, stored: Path, copy: Path) -> None:
    with desk.open(stored) as one, desk.open(copy) as other:
        family = families.listing(one)[0].id
        change(one, family, name="Ida")
        change(other, family, age=Age.at(33))
        assert len(trail(one, family).done) == 1
        both(one, other, family)
        assert trail(one, family).done == ()
        change(one, family, note="after")
        (step,) = trail(one, family).done
        assert step.before.persons[-1].name == "Ida"


def test_what_nobody_signed_and_what_hangs_in_the_air_is_refused(
    desk: Desk, stored: Path, copy: Path
) -> None:
    with desk.open(stored) as one, desk.open(copy) as other:
        family = families.listing(one)[0].id
        change(other, family, age=Age.at(33))
        change(other, family, age=Age.at(34))
        first, second = exchange.missing(other, family, exchange.known(one, family))
        forged = first._replace(text=first.text.replace(b"33", b"35"))
        before = families.open_family(one, family)
        with pytest.raises(VaultError) as refused:
            exchange.receive(one, family, (forged,))
        assert refused.value.message_id == "vault.not_genuine"
        with pytest.raises(DamagedVault):
            exchange.receive(one, family, (second,))
        assert families.open_family(one, family) == before
        exchange.receive(one, family, (first, first, second, first))
        assert families.open_family(one, family).family.persons[-1].age == Age.at(34)


def test_an_entry_of_one_family_does_not_pass_for_one_of_another(
    desk: Desk, stored: Path, copy: Path
) -> None:
    with desk.open(stored) as one, desk.open(copy) as other:
        family = families.listing(one)[0].id
        change(other, family, age=Age.at(33))
        (sent,) = exchange.missing(other, family, exchange.known(one, family))
        elsewhere = families.create(one, name="other")
        with pytest.raises(DamagedVault):
            exchange.receive(one, elsewhere, (sent,))
