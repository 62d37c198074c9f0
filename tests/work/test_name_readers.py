"""Who alone reads a family, chosen at the desk."""

from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.work.desk import Desk


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    desk.safekeeping.staff.invite("berta", "counsellor")
    return desk.families.summaries()[0].id


def restricted(desk: Desk) -> list[bool]:
    return [line.is_restricted for line in desk.families.summaries()]


def test_at_first_everybody_reads_it(desk: Desk, family: str) -> None:
    known = desk.safekeeping.readers.look(family)
    assert not known.is_restricted
    assert {known.me, "berta"} == set(known.users)
    assert restricted(desk) == [False, False]


def test_a_family_for_one_is_marked_and_given_back_to_all(desk: Desk, family: str) -> None:
    work = desk.safekeeping.readers
    me = work.look(family).me
    assert work.name(family, {me}).readers == {me}
    assert sorted(restricted(desk)) == [False, True]
    assert not work.name(family, {me, "berta"}).is_restricted
    assert restricted(desk) == [False, False]


def test_who_chooses_is_always_among_them(desk: Desk, family: str) -> None:
    with pytest.raises(VaultError, match="oneself"):
        desk.safekeeping.readers.name(family, {"berta"})
