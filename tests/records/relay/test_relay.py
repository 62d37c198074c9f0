"""Desks that talk through a relay which cannot read, and which lies in every way it can."""

import multiprocessing
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from counselling.errors import CounsellingError, DamagedVault, VaultError
from counselling.pedigree.edits import ChangePerson, NameFamily
from counselling.pedigree.person import Age
from counselling.records.audit import integrity
from counselling.records.exchange import exchange, family_file
from counselling.records.exchange.exchange import Brought
from counselling.records.exchange.relay import courier, grants, parcels
from counselling.records.exchange.relay.in_process import InProcess
from counselling.records.exchange.relay.relay import Parcel, Posted, Relay, posted
from counselling.records.exchange.relay.shared_folder import SharedFolder
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import consents
from counselling.records.papers.consents import Consent, Scope
from counselling.records.readership.ring import Ring
from counselling.records.store.chain import NOTHING
from counselling.records.vault.abroad import NOBODY
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import family_key
from counselling.records.vault.vault import Vault
from tests.families.builders import three_generations
from tests.records.conftest import ANNA, Desk, stepping_clock

FAMILY = "f" * 32


@pytest.fixture(params=["in-process", "shared-folder"])
def relay(request: pytest.FixtureRequest, tmp_path: Path) -> Relay:
    return InProcess() if request.param == "in-process" else SharedFolder(tmp_path / "relay")


@pytest.fixture
def two(desk: Desk, stored: Path, tmp_path: Path) -> Iterator[tuple[Vault, Vault, str]]:
    """Two copies of a vault, and the family that both have."""
    other = tmp_path / "laptop.vault"
    shutil.copytree(stored, other)
    with desk.open(stored) as one, desk.open(other) as another:
        yield one, another, families.listing(one)[0].id


def grow(vault: Vault, family: str, years: int) -> None:
    record = families.open_family(vault, family)
    person = replace(record.family.persons[-1], age=Age.at(years))
    families.append(vault, family, edits=(ChangePerson(person),), after=record.sequence)


def test_a_relay_keeps_a_row_and_a_parcel_once(relay: Relay) -> None:
    parcels = [Parcel(bytes([number]) * 32, bytes(number)) for number in range(1, 4)]
    numbers = [relay.push(FAMILY, one).number for one in (*parcels, *parcels)]
    assert numbers == [1, 2, 3, 1, 2, 3]
    row = relay.pull(FAMILY)
    assert [one.parcel for one in row] == parcels
    assert relay.pull(FAMILY, after=2) == tuple(row[2:])
    head = NOTHING
    for one in row:
        assert one == posted(FAMILY, one.parcel, after=head)
        head = one.head
    assert relay.pull("e" * 32) == ()


def test_a_relay_keeps_letters_once(relay: Relay) -> None:
    me = "a" * 64
    for letter in (b"one", b"two", b"one"):
        relay.leave(me, letter)
    assert sorted(relay.letters(me)) == [b"one", b"two"]
    assert relay.letters("b" * 64) == ()


def test_two_desks_come_to_the_same_family(relay: Relay, two: tuple[Vault, Vault, str]) -> None:
    one, other, family = two
    grow(one, family, 40)
    grow(other, family, 50)
    assert courier.sync(one, relay, family) == courier.Synced(0, 2)
    assert courier.sync(other, relay, family) == courier.Synced(1, 1)
    assert courier.sync(one, relay, family) == courier.Synced(1, 0)
    assert courier.sync(one, relay, family) == courier.Synced(0, 0)
    here, there = (families.open_family(vault, family) for vault in (one, other))
    assert here.family == there.family
    assert len(here.differences) == len(there.differences) == 1
    assert integrity.check(one).is_whole
    assert integrity.check(other).is_whole


def test_a_family_is_given_to_another_vault_and_comes_back_with_what_she_added(
    relay: Relay, desk: Desk, stored: Path
) -> None:
    with desk.open(stored) as mine, memory_vault(actor=ANNA, now=stepping_clock()) as hers:
        family = families.listing(mine)[0].id
        grants.give(mine, relay, family, to=hers.user.sealing)
        (grant,) = grants.waiting(hers, relay)
        assert (grant.family, grant.giver, grant.signing) == (family, "anna", mine.user.signing)
        assert grants.accept(hers, relay, (grant,)).received == 1
        assert grants.waiting(hers, relay) == ()
        assert families.open_family(hers, family).family.persons == three_generations().persons
        grow(hers, family, 44)
        courier.sync(hers, relay, family)
        courier.sync(mine, relay, family)
        assert families.open_family(mine, family).family.persons[-1].age == Age.at(44)
        assert grants.waiting(mine, relay) == ()
        assert integrity.check(hers).is_whole


def test_a_family_in_which_somebody_is_restricted_is_given_to_nobody_new(
    relay: Relay, two: tuple[Vault, Vault, str], tmp_path: Path
) -> None:
    mine, other, family = two
    use = partial(Consent, families.open_family(mine, family).family.persons[0].id, Scope.USE)
    with memory_vault(actor=ANNA, now=stepping_clock()) as hers:
        consents.record(mine, family, use(is_given=False))
        for give in (
            lambda: grants.give(mine, relay, family, to=hers.user.sealing),
            lambda: family_file.write(mine, family, tmp_path / "f", to=hers.user.sealing),
        ):
            with pytest.raises(VaultError) as refused:
                give()
            assert refused.value.message_id == "vault.restricted"
        assert grants.waiting(hers, relay) == ()
        assert not (tmp_path / "f").exists()
        grow(mine, family, 44)  # who has it already goes on with it
        courier.sync(mine, relay, family)
        assert courier.sync(other, relay, family).received
        consents.record(mine, family, use(is_given=True))
        grants.give(mine, relay, family, to=hers.user.sealing)
        assert grants.waiting(hers, relay)


def test_a_strangers_letter_does_not_keep_out_a_family_that_was_given(
    relay: Relay, desk: Desk, stored: Path
) -> None:
    """The family's id can be read off the share; a letter with another key lies there first."""
    with (
        desk.open(stored) as mine,
        memory_vault(actor=ANNA, now=stepping_clock()) as hers,
        memory_vault(actor=ANNA, now=stepping_clock()) as stranger,
    ):
        family = families.listing(mine)[0].id
        other = Brought(Ring({FIRST: family_key(bytes(32))}, ()), NOBODY)
        exchange.take_in(stranger, family, other, exchange.missing(mine, family, ()))
        relay.leave(hers.user.sealing, grants.written(stranger, family, to=hers.user.sealing))
        grants.give(mine, relay, family, to=hers.user.sealing)
        (first,) = (one for one in grants.waiting(hers, relay) if one.signing != mine.user.signing)
        assert grants.accept(hers, relay, (first, *grants.waiting(hers, relay))).received == 1
        assert families.open_family(hers, family).family.persons == three_generations().persons
        assert grants.waiting(hers, relay) == ()


def test_two_folders_are_two_relays(two: tuple[Vault, Vault, str], tmp_path: Path) -> None:
    """What one of them was shown to hold is not asked of the other."""
    one, _, family = two
    for name in ("share", "stick"):
        grow(one, family, len(name))
        assert courier.sync(one, SharedFolder(tmp_path / name), family).sent > 0


def test_a_relay_reads_nothing(two: tuple[Vault, Vault, str], tmp_path: Path) -> None:
    one, _, family = two
    relay = SharedFolder(tmp_path / "relay")
    record = families.open_family(one, family)
    families.append(one, family, edits=(NameFamily("Marker"),), after=record.sequence)
    courier.sync(one, relay, family)
    sizes = set()
    for path in (tmp_path / "relay").rglob("*.parcel"):
        content = path.read_bytes()
        assert not any(word in content for word in (b"Marker", b"Anna", b"name_family"))
        sizes.add((len(content) - 20 - 64 - 28) % parcels.STEP_BYTES)
    assert sizes == {0}


class Liar:
    """A relay that shows rows as it pleases."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self.name = relay.name
        self.row: tuple[Posted, ...] | None = None

    def push(self, family: str, parcel: Parcel) -> Posted:
        return self._relay.push(family, parcel)

    def pull(self, family: str, *, after: int = 0) -> Sequence[Posted]:
        row = self._relay.pull(family) if self.row is None else self.row
        return tuple(one for one in row if one.number > after)

    def leave(self, recipient: str, letter: bytes) -> None:
        self._relay.leave(recipient, letter)

    def letters(self, recipient: str) -> Sequence[bytes]:
        return self._relay.letters(recipient)


def rechained(parcels: Sequence[Parcel], family: str) -> tuple[Posted, ...]:
    """A row of these parcels whose chain is whole, as a liar would make it."""
    row: list[Posted] = []
    for parcel in parcels:
        row.append(posted(family, parcel, after=row[-1].head if row else NOTHING))
    return tuple(row)


def changed(sealed: bytes) -> bytes:
    return sealed[:-1] + bytes([sealed[-1] ^ 1])


@pytest.mark.parametrize(
    "lie",
    [
        "drop the last",
        "drop the first",
        "reorder",
        "double",
        "nothing at all",
        "change a byte",
        "another family's",
    ],
)
def test_a_relay_that_changes_what_it_showed_is_found_out(
    two: tuple[Vault, Vault, str], lie: str
) -> None:
    one, _, family = two
    relay = Liar(InProcess())
    for years in (40, 41, 42):
        grow(one, family, years)
    courier.sync(one, relay, family)
    before = families.open_family(one, family)
    honest = [posted.parcel for posted in relay.pull(family)]
    rows: dict[str, Sequence[Parcel]] = {
        "drop the last": honest[:-1],
        "drop the first": honest[1:],
        "reorder": honest[::-1],
        "double": [honest[0], *honest],
        "nothing at all": [],
        "change a byte": [*honest[:-1], Parcel(honest[-1].op, changed(honest[-1].sealed))],
        "another family's": [Parcel(bytes(32), bytes(300)), *honest[1:]],
    }
    relay.row = rechained(rows[lie], family)
    with pytest.raises(CounsellingError) as found:
        courier.sync(one, relay, family)
    assert found.value.message_id == "vault.relay_forked"
    assert families.open_family(one, family) == before


def test_a_relay_that_shows_two_desks_two_rows_is_found_out(
    two: tuple[Vault, Vault, str],
) -> None:
    one, other, family = two
    for_one, for_other = InProcess("hub"), InProcess("hub")
    courier.sync(one, for_one, family)
    grow(one, family, 40)
    courier.sync(one, for_one, family)  # it was shown a row of one, and says so in its parcel
    grow(other, family, 50)
    courier.sync(other, for_other, family)
    lie = Liar(for_other)
    others = [one.parcel for one in for_other.pull(family)]
    lie.row = rechained([*others, for_one.pull(family)[-1].parcel], family)
    with memory_vault(actor=ANNA, now=stepping_clock()) as hers:
        lie.leave(hers.user.sealing, grants.written(one, family, to=hers.user.sealing))
        with pytest.raises(CounsellingError) as found:
            grants.accept(hers, lie, grants.waiting(hers, lie))
        assert found.value.message_id == "vault.relay_forked"
        assert families.listing(hers) == ()


def test_a_letter_that_was_tampered_with_gives_nothing(two: tuple[Vault, Vault, str]) -> None:
    one, _, family = two
    relay = InProcess()
    with memory_vault(actor=ANNA, now=stepping_clock()) as hers:
        letter = grants.written(one, family, to=hers.user.sealing)
        for spoilt in (letter[:-1], letter[:-1] + b"x", b"", b"x" * 200):
            relay.leave(hers.user.sealing, spoilt)
        assert grants.waiting(hers, relay) == ()
    with memory_vault(actor=ANNA, now=stepping_clock()) as another:
        relay.leave(another.user.sealing, letter)  # carried to somebody else
        assert grants.waiting(another, relay) == ()


def test_a_path_is_no_id(tmp_path: Path) -> None:
    relay = SharedFolder(tmp_path)
    for bad in ("../x", "", "F" * 32, "f" * 33):
        with pytest.raises(DamagedVault):
            relay.pull(bad)


def test_a_parcel_that_is_not_whole_yet_ends_the_row(tmp_path: Path) -> None:
    relay = SharedFolder(tmp_path)
    for number in (1, 2):
        relay.push(FAMILY, Parcel(bytes([number]) * 32, b"sealed"))
    file = tmp_path / FAMILY / "00000002.parcel"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert [one.number for one in relay.pull(FAMILY)] == [1]
    file.write_bytes(whole)
    assert [one.number for one in relay.pull(FAMILY)] == [1, 2]


def _push_many(folder: str, first: int) -> None:
    relay = SharedFolder(Path(folder))
    for number in range(first, first + 20):
        relay.push(FAMILY, Parcel(number.to_bytes(32, "big"), b"sealed"))


def test_desks_that_write_at_one_moment_get_numbers_of_their_own(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    desks = [spawn.Process(target=_push_many, args=(str(tmp_path), 100 * n)) for n in (1, 2, 3)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(60)
    row = SharedFolder(tmp_path).pull(FAMILY)
    assert [one.number for one in row] == list(range(1, 61))
    assert len({one.parcel.op for one in row}) == 60


def test_what_nobody_signed_is_not_taken_from_a_relay(two: tuple[Vault, Vault, str]) -> None:
    one, other, family = two
    relay = InProcess()
    grow(other, family, 50)
    key = other.read(lambda c: other.families.of(c, family))
    courier.sync(other, relay, family)
    honest = relay.pull(family)[-1].parcel
    envelope, _ = parcels.opened(honest, key)
    forged = envelope._replace(text=envelope.text.replace(b"50", b"51"))
    relay.push(family, parcels.parcel_of(forged, key))
    with pytest.raises(VaultError) as refused:
        courier.sync(one, relay, family)
    assert refused.value.message_id == "vault.not_genuine"
