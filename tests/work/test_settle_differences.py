"""Two desks that differ: told with author and time, and settled by what is chosen."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.pedigree.edits import ChangePerson, Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age
from counselling.pedigree.placing import placed
from counselling.records.exchange import exchange
from counselling.records.log import families
from counselling.records.vault.vault import Vault
from counselling.work.sharing.settle_differences import open_differences
from tests.families.builders import trio
from tests.records.conftest import Desk, stepping_clock


@pytest.fixture
def records() -> Desk:
    return Desk(stepping_clock())


@pytest.fixture
def vaults(records: Desk, tmp_path: Path) -> Iterator[tuple[Vault, Vault, str]]:
    """A vault, its copy on a laptop, and the family in both."""
    here, there = tmp_path / "here.vault", tmp_path / "there.vault"
    with records.create(here) as made:
        family = families.adopt(made, trio())
    shutil.copytree(here, there)
    with records.open(here) as one, records.open(there) as other:
        yield one, other, family


def aged(vault: Vault, family: str, years: int) -> None:
    change(
        vault,
        family,
        lambda now: (ChangePerson(replace(now.persons[-1], age=Age.at(years))),),
    )


def change(vault: Vault, family: str, make: Callable[[Family], tuple[Edit, ...]]) -> None:
    record = families.open_family(vault, family)
    families.append(vault, family, edits=make(record.family), after=record.sequence)


def meet(one: Vault, other: Vault, family: str) -> None:
    to_other = exchange.missing(one, family, exchange.known(other, family))
    exchange.receive(one, family, exchange.missing(other, family, exchange.known(one, family)))
    exchange.receive(other, family, to_other)


@pytest.mark.parametrize("years", [41, 33])
def test_whatever_is_chosen_stands_on_both_desks_and_nothing_waits(
    vaults: tuple[Vault, Vault, str], years: int
) -> None:
    one, other, family = vaults
    aged(one, family, 41)
    aged(other, family, 33)
    meet(one, other, family)
    (waiting,) = open_differences(one, families.open_family(one, family))
    assert {choice.value for choice in waiting.choices} == {Age.at(41), Age.at(33)}
    assert [choice.stands for choice in waiting.choices] == [True, False]
    assert all(choice.writer.name and choice.told_at for choice in waiting.choices)
    change(one, family, lambda now: placed(waiting.place, Age.at(years), now))
    meet(one, other, family)
    for vault in (one, other):
        record = families.open_family(vault, family)
        assert record.family.persons[-1].age == Age.at(years)
        assert open_differences(vault, record) == ()


def test_a_family_of_which_all_say_the_same_has_nothing_to_choose(
    vaults: tuple[Vault, Vault, str],
) -> None:
    one, other, family = vaults
    aged(one, family, 41)
    meet(one, other, family)
    assert open_differences(one, families.open_family(one, family)) == ()
