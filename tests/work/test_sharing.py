"""Sharing at the desk: a family by file, a whole vault, the clinic's folder; nothing half."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.person import Age
from counselling.records.audit import audit
from counselling.records.exchange import family_file
from counselling.records.exchange.relay import courier, grants
from counselling.records.exchange.relay.shared_folder import SharedFolder
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.trial import Trial
from counselling.records.vault.vault import Vault
from counselling.work.desk import Desk
from counselling.work.sharing import share_families
from counselling.work.sharing.sealing_key import spoken
from counselling.work.sharing.sharing import Sharing
from tests.families.builders import trio
from tests.records.conftest import Desk as Records
from tests.records.conftest import stepping_clock
from tests.work.conftest import PASSPHRASE

BERTA = Actor("berta", Role.ADMINISTRATOR)


class Stopped(BaseException):
    """Nobody waits for it any more."""


@pytest.fixture
def hers() -> Iterator[Vault]:
    """A colleague's vault."""
    with memory_vault(actor=BERTA, now=stepping_clock()) as vault:
        yield vault


@pytest.fixture
def sharing(desk: Desk, folder: Path) -> Sharing:
    return desk.safekeeping.sharing


@pytest.fixture
def mine(desk: Desk, folder: Path) -> Vault:
    return desk.safekeeping.door.vault


def aged(vault: Vault, family: str, years: int) -> None:
    record = families.open_family(vault, family)
    person = replace(record.family.persons[-1], age=Age.at(years))
    families.append(vault, family, edits=(ChangePerson(person),), after=record.sequence)


def counts(vault: Vault) -> list[tuple[str, int]]:
    return sorted((one.id, one.people) for one in families.listing(vault))


def test_a_family_goes_and_comes_back_and_what_differs_is_told_before_it_comes_in(
    sharing: Sharing, mine: Vault, hers: Vault, tmp_path: Path
) -> None:
    family, path = sharing.families()[0], tmp_path / "family.sealed"
    assert sharing.write_file(family.id, path, to=spoken(hers.user.sealing)) >= 1
    family_file.take_in(hers, path)
    aged(hers, family.id, 33)
    aged(mine, family.id, 41)
    family_file.write(hers, family.id, path, to=mine.user.sealing)
    before = families.open_family(mine, family.id)
    found = sharing.look_into(path)
    assert (found.id, found.is_here, found.entries, found.differences) == (family.id, True, 1, 1)
    assert families.open_family(mine, family.id) == before
    taken = sharing.take_file(path)
    assert (taken.id, taken.differences) == (family.id, 1)
    assert sharing.look_into(path).entries == 0


def test_a_look_into_a_file_takes_nothing_in_and_says_who_looked(
    sharing: Sharing, mine: Vault, hers: Vault, tmp_path: Path
) -> None:
    path = tmp_path / "family.sealed"
    family = families.adopt(hers, trio())
    family_file.write(hers, family, path, to=mine.user.sealing)
    before = counts(mine)
    found = sharing.look_into(path)
    assert (found.id, found.name, found.people) == (family, trio().name, 3)
    assert (found.is_here, found.changed_by) == (False, "berta")
    assert counts(mine) == before
    with pytest.raises(VaultError, match="no_such_family"):
        families.open_family(mine, family)
    assert ("query", "family/file") in {(row.action, row.target) for row in audit.rows(mine)}


def test_who_may_take_nothing_in_may_not_look_and_a_row_says_so(
    hers: Vault, tmp_path: Path
) -> None:
    path = tmp_path / "family.sealed"
    reader = Actor("carla", Role.READER)
    with memory_vault(actor=reader, now=stepping_clock()) as vault:
        family_file.write(hers, families.adopt(hers, trio()), path, to=vault.user.sealing)
        with pytest.raises(VaultError, match="not_allowed"):
            share_families.look_into(vault, path)
        with pytest.raises(VaultError, match="not_allowed"):
            families.adopt(Trial(vault), trio())
        outcomes = vault.read(
            lambda c: c.rows(tuple[str, str], "SELECT action, outcome FROM audit")
        )
        assert {("merge", "refused"), ("create", "refused")} <= set(outcomes)


@pytest.mark.parametrize("to", ["", "no key", "AB12"])
def test_nothing_is_given_to_a_key_that_is_none_or_is_ones_own(
    sharing: Sharing, mine: Vault, tmp_path: Path, to: str
) -> None:
    path, family = tmp_path / "family.sealed", sharing.families()[0].id
    with pytest.raises(VaultError, match="key_mistyped"):
        sharing.write_file(family, path, to=to)
    with pytest.raises(VaultError, match="own_key"):
        sharing.write_file(family, path, to=sharing.keys().own)
    assert not path.exists()


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    """The vault of another practice, with three families."""
    place = tmp_path / "laptop.vault"
    with Records(stepping_clock()).create(place, passphrase=PASSPHRASE) as made:
        for _ in range(3):
            families.adopt(made, trio())
    return place


def test_another_vault_is_merged_and_says_how_far_it_is(
    sharing: Sharing, mine: Vault, laptop: Path
) -> None:
    heard: list[float] = []
    before = len(counts(mine))
    done = sharing.merge(laptop, passphrase=PASSPHRASE, watch=heard.append)
    assert (done.families, done.entries) == (3, 3)
    assert len(counts(mine)) == before + 3
    assert heard == sorted(heard)
    assert len(set(heard)) == 3
    assert sharing.merge(laptop, passphrase=PASSPHRASE).families == 0


def test_a_merging_that_is_stopped_leaves_whole_families_and_goes_on_later(
    sharing: Sharing, mine: Vault, laptop: Path
) -> None:
    before = len(counts(mine))

    def stop(share: float) -> None:
        if share > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        sharing.merge(laptop, passphrase=PASSPHRASE, watch=stop)
    came = len(counts(mine)) - before
    assert 0 < came < 3
    assert sharing.merge(laptop, passphrase=PASSPHRASE).families == 3 - came


def test_a_vault_is_not_merged_into_itself(sharing: Sharing, folder: Path) -> None:
    with pytest.raises(VaultError, match="merge_itself"):
        sharing.merge(folder / ".." / folder.name, passphrase=PASSPHRASE)


@pytest.fixture
def relay(sharing: Sharing, tmp_path: Path) -> Path:
    place = tmp_path / "shared"
    place.mkdir()
    sharing.choose_relay(place)
    return place


def test_a_family_given_over_the_folder_is_listed_with_whom_and_when(
    sharing: Sharing, hers: Vault, relay: Path
) -> None:
    assert sharing.relay().families == ()
    family = sharing.families()[0]
    key = spoken(hers.user.sealing)
    done = sharing.give(family.id, to=key)
    assert (done.families, done.refused) == (1, ())
    (shown,) = sharing.relay().families
    assert (shown.line.id, shown.given_to) == (family.id, (key[:14],))
    assert shown.last is not None
    folder = SharedFolder(relay)
    grants.accept(hers, folder, grants.waiting(hers, folder))
    aged(hers, family.id, 33)
    courier.sync(hers, folder, family.id)
    heard: list[float] = []
    done = sharing.exchange(heard.append)
    assert (done.families, done.received, done.sent) == (1, 1, 0)
    assert heard[-1] == 1.0
    again = sharing.relay().families[0].last
    assert again is not None
    assert again > shown.last


def spoil_by_cutting(row: Path) -> None:
    sorted(row.iterdir())[-1].unlink()


def spoil_by_swapping(row: Path) -> None:
    first, second = sorted(row.iterdir())[:2]
    text = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(text)


@pytest.mark.parametrize("spoil", [spoil_by_cutting, spoil_by_swapping])
def test_a_folder_that_lies_of_one_family_keeps_no_other_back(
    sharing: Sharing, mine: Vault, hers: Vault, relay: Path, spoil: Callable[[Path], None]
) -> None:
    one, other = (line.id for line in sharing.families()[:2])
    aged(mine, one, 40)
    for family in (one, other):
        sharing.give(family, to=spoken(hers.user.sealing))
    spoil(relay / one)
    before = families.open_family(mine, one)
    done = sharing.exchange()
    assert done.families == 1
    (refused,) = done.refused
    assert (refused.family, refused.error.message_id) == (one, "vault.relay_forked")
    assert families.open_family(mine, one) == before


def test_what_is_no_parcel_of_a_colleague_is_told_of_the_folder_not_of_the_records(
    sharing: Sharing, mine: Vault, hers: Vault, relay: Path, tmp_path: Path
) -> None:
    one, other = (line.id for line in sharing.families()[:2])
    for family in (one, other):
        sharing.give(family, to=spoken(hers.user.sealing))
    row = sorted((relay / one).iterdir())
    shutil.copy(sorted((relay / other).iterdir())[0], relay / one / f"{len(row) + 1:08}.parcel")
    (refused,) = sharing.exchange().refused
    assert refused.error.message_id == "vault.relay_damaged"
    assert families.open_family(mine, one)


def test_a_folder_that_is_away_or_lies_in_the_vault_is_no_relay(
    sharing: Sharing, folder: Path, relay: Path
) -> None:
    with pytest.raises(VaultError, match="relay_in_vault"):
        sharing.choose_relay(folder / "shared")
    relay.rmdir()
    assert not sharing.relay().is_there
    with pytest.raises(VaultError, match="no_relay"):
        sharing.exchange()
    assert not relay.exists()
