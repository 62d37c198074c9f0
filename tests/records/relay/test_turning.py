"""A family whose readers are chosen anew while it goes over a relay: who reads on, and who not."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from counselling.errors import CounsellingError, DamagedVault, VaultError
from counselling.pedigree.edits import ChangePerson, NameFamily
from counselling.pedigree.person import Age
from counselling.records.audit import integrity
from counselling.records.exchange import exchange, family_file, merging
from counselling.records.exchange.relay import courier, grants, parcels
from counselling.records.exchange.relay.in_process import InProcess
from counselling.records.exchange.relay.relay import Parcel, Posted, posted
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.privacy import restricting
from counselling.records.readership import turning, turns
from counselling.records.readership.turns import Draft
from counselling.records.staff import admission
from counselling.records.store.chain import NOTHING
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.audience import Audience, Reader
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.way import Proof
from tests.families.builders import three_generations
from tests.records.conftest import CODE, Desk, stepping_clock, two_ways

CODES = {"anna": CODE, "nils": new_code(os.urandom), "olga": new_code(os.urandom)}
OUTSIDE = Actor("ines", Role.ADMINISTRATOR)

Seat: TypeAlias = Callable[..., Vault]


@pytest.fixture
def seat(desk: Desk, stored: Path, tmp_path: Path) -> Iterator[Seat]:
    """Opens, for somebody of the clinic, a copy of its vault by the place where it lies."""
    with desk.open(stored) as vault:
        for name in ("nils", "olga"):
            ways = two_ways(f"what {name} knows by heart", CODES[name])
            admission.add_user(vault, name, Role.COUNSELLOR, ways=ways, random=os.urandom)
    with ExitStack() as seats:

        def sit(name: str, place: str) -> Vault:
            path = tmp_path / f"{place}.vault"
            if not path.exists():
                shutil.copytree(stored, path)
            proof = Proof(code=CODES[name])
            return seats.enter_context(desk.open(path, proof=proof, user=name))

        yield sit


@pytest.fixture
def relay() -> InProcess:
    return InProcess()


def the_family(vault: Vault) -> str:
    return families.listing(vault)[0].id


def grow(vault: Vault, family: str, years: int) -> None:
    record = families.open_family(vault, family)
    person = replace(record.family.persons[-1], age=Age.at(years))
    families.append(vault, family, edits=(ChangePerson(person),), after=record.sequence)


def name(vault: Vault, family: str, words: str) -> None:
    after = families.open_family(vault, family).sequence
    families.append(vault, family, edits=(NameFamily(words),), after=after)


def age(vault: Vault, family: str) -> Age | None:
    return families.open_family(vault, family).family.persons[-1].age


def called(vault: Vault, family: str) -> str:
    return families.open_family(vault, family).family.name


def withdrawn(vault: Vault, relay: InProcess, family: str) -> bool:
    try:
        courier.sync(vault, relay, family)
    except VaultError as refused:
        return refused.message_id == "vault.family_withdrawn"
    return False


def keys(vault: Vault, family: str) -> dict[str, FamilyKey]:
    """All keys of a family that somebody reaches at a desk, whatever the program would refuse."""
    ring = vault.read(lambda c: turning.ring(c, family, vault.families.of(c, family)))
    return ring.keys


def readable(row: tuple[Posted, ...], known: dict[str, FamilyKey]) -> list[int]:
    """The parcels that any of these keys opens, by number."""
    found = []
    for one in row:
        for key in known.values():
            try:
                parcels.opened(one.parcel, key)
            except DamagedVault:
                continue
            found.append(one.number)
            break
    return found


def test_who_reads_on_goes_on_and_is_not_introduced_again(seat: Seat, relay: InProcess) -> None:
    desk, laptop = seat("anna", "desk"), seat("anna", "laptop")
    family = the_family(desk)
    grow(laptop, family, 40)
    courier.sync(desk, relay, family)
    restricting.restrict(desk, family, {"anna"})
    grow(desk, family, 41)
    courier.sync(desk, relay, family)
    assert courier.sync(laptop, relay, family).received == 1
    assert restricting.readers(laptop, family) == ("anna",)
    grow(laptop, family, 42)
    courier.sync(laptop, relay, family)
    courier.sync(desk, relay, family)
    assert families.open_family(desk, family).family == families.open_family(laptop, family).family
    for vault in (desk, laptop):
        assert age(vault, family) == Age.at(42)
        assert integrity.check(vault).is_whole
        assert courier.sync(vault, relay, family) == courier.Synced()


def test_who_reads_no_more_is_told_so_and_what_she_had_written_still_comes(
    seat: Seat, relay: InProcess
) -> None:
    desk, his = seat("anna", "desk"), seat("nils", "his")
    family = the_family(desk)
    courier.sync(desk, relay, family)
    courier.sync(his, relay, family)
    name(his, family, "before he knew")
    restricting.restrict(desk, family, {"anna"})
    grow(desk, family, 41)
    courier.sync(desk, relay, family)
    assert withdrawn(his, relay, family)
    done = courier.sync(desk, relay, family)
    assert (done.received, done.late, done.refused) == (1, 1, 0)
    assert (called(desk, family), age(desk, family)) == ("before he knew", Age.at(41))
    name(his, family, "after he knew")
    length = len(relay.pull(family))
    assert withdrawn(his, relay, family)
    assert len(relay.pull(family)) == length
    assert (called(his, family), age(his, family)) == (
        "after he knew",
        three_generations().persons[-1].age,
    )
    assert integrity.check(his).is_whole
    with pytest.raises(VaultError) as refused:
        restricting.restrict(his, family, {"nils"})
    assert refused.value.message_id == "vault.family_withdrawn"


def test_what_she_had_written_comes_also_when_the_row_began_after_she_was_taken_out(
    seat: Seat, relay: InProcess
) -> None:
    desk, his = seat("anna", "desk"), seat("nils", "his")
    family = the_family(desk)
    name(his, family, "before he knew")
    restricting.restrict(desk, family, {"anna"})
    grow(desk, family, 41)
    courier.sync(desk, relay, family)
    assert withdrawn(his, relay, family)
    done = courier.sync(desk, relay, family)
    assert (done.received, done.late, done.refused) == (1, 1, 0)
    assert (called(desk, family), age(desk, family)) == ("before he knew", Age.at(41))


def test_what_she_had_written_comes_under_the_key_of_a_turn_beside_another(
    seat: Seat, relay: InProcess
) -> None:
    desk, laptop, his = seat("anna", "desk"), seat("anna", "laptop"), seat("nils", "his")
    family = the_family(desk)
    name(his, family, "before he knew")
    restricting.restrict(desk, family, {"anna"})
    restricting.restrict(laptop, family, {"anna", "nils"})
    for vault in (desk, laptop):
        courier.sync(vault, relay, family)
    assert withdrawn(his, relay, family)
    for vault in (desk, laptop):
        courier.sync(vault, relay, family)
        assert called(vault, family) == "before he knew"


def test_what_is_written_after_a_turn_no_old_key_opens(seat: Seat, relay: InProcess) -> None:
    """By cryptography: his keys of then and all that he can make of the whole relay since."""
    desk, his = seat("anna", "desk"), seat("nils", "his")
    family = the_family(desk)
    courier.sync(desk, relay, family)
    courier.sync(his, relay, family)
    before = len(relay.pull(family))
    restricting.restrict(desk, family, {"anna"})
    for years in (41, 42):
        grow(desk, family, years)
        courier.sync(desk, relay, family)
    restricting.restrict(desk, family, {"anna", "olga"})
    grow(desk, family, 43)
    courier.sync(desk, relay, family)
    assert withdrawn(his, relay, family)
    row, known = relay.pull(family), keys(his, family)
    told = [turns.read(parcels.opened(one.parcel, known[FIRST])[0], family)
            for one in row if one.number in readable(row, known)]  # fmt: skip
    seen = [turn for turn in told if turn is not None]
    assert len(seen) == 2  # that it turned he may know
    assert len(readable(row, known)) == before + len(seen)
    assert all(turn.key(his.user) is None for turn in seen)
    for turn in seen:
        for key in known.values():
            with pytest.raises(DamagedVault):
                turn.within(key)
    whole = b"".join(one.parcel.sealed for one in row)
    assert not any(word in whole for word in (b"anna", b"turn", desk.user.sealing.encode()))
    assert len(readable(row, keys(desk, family))) == len(row)


def test_a_restriction_that_is_lifted_lets_the_others_go_on(seat: Seat, relay: InProcess) -> None:
    desk, his = seat("anna", "desk"), seat("nils", "his")
    family = the_family(desk)
    courier.sync(desk, relay, family)
    courier.sync(his, relay, family)
    restricting.restrict(desk, family, {"anna"})
    grow(desk, family, 41)
    courier.sync(desk, relay, family)
    assert withdrawn(his, relay, family)
    name(his, family, "meanwhile")
    restricting.restrict(desk, family, ())
    courier.sync(desk, relay, family)
    courier.sync(his, relay, family)
    courier.sync(desk, relay, family)
    for vault in (desk, his):
        assert (called(vault, family), age(vault, family)) == ("meanwhile", Age.at(41))
        assert restricting.readers(vault, family) == ()
        assert integrity.check(vault).is_whole


@pytest.mark.parametrize("stays", [True, False])
def test_whom_it_was_given_to_reads_on_where_that_was_said(
    seat: Seat, relay: InProcess, stays: bool
) -> None:
    desk = seat("anna", "desk")
    family = the_family(desk)
    with memory_vault(actor=OUTSIDE, now=stepping_clock()) as hers:
        grants.give(desk, relay, family, to=hers.user.sealing)
        grants.accept(hers, relay, grants.waiting(hers, relay))
        assert restricting.readers_elsewhere(desk, family) == (hers.user.sealing,)
        name(hers, family, "hers")
        restricting.restrict(
            desk,
            family,
            {"anna"},
            stay=restricting.readers_elsewhere(desk, family) if stays else (),
        )
        grow(desk, family, 41)
        courier.sync(desk, relay, family)
        assert withdrawn(hers, relay, family) is not stays
        courier.sync(desk, relay, family)
        assert called(desk, family) == "hers"
        assert (age(hers, family) == Age.at(41)) is stays
        assert restricting.readers_elsewhere(desk, family) == (
            (hers.user.sealing,) if stays else ()
        )
        restricting.restrict(desk, family, ())
        grow(desk, family, 42)
        courier.sync(desk, relay, family)
        assert withdrawn(hers, relay, family) is not stays
        assert (age(hers, family) == Age.at(42)) is stays
        with pytest.raises(VaultError) as refused:
            restricting.restrict(desk, family, {"anna"}, stay=("f" * 64,))
        assert refused.value.message_id == "vault.not_given"


def test_to_whom_it_was_given_every_desk_of_the_clinic_is_told(
    seat: Seat, relay: InProcess
) -> None:
    desk, laptop = seat("anna", "desk"), seat("anna", "laptop")
    family = the_family(desk)
    with (
        memory_vault(actor=OUTSIDE, now=stepping_clock()) as hers,
        memory_vault(actor=OUTSIDE, now=stepping_clock()) as another,
    ):
        grants.give(desk, relay, family, to=hers.user.sealing)
        grants.accept(hers, relay, grants.waiting(hers, relay))
        courier.sync(laptop, relay, family)
        assert restricting.readers_elsewhere(laptop, family) == (hers.user.sealing,)
        restricting.restrict(laptop, family, {"anna"}, stay=(hers.user.sealing,))
        grow(laptop, family, 41)
        courier.sync(laptop, relay, family)
        courier.sync(hers, relay, family)
        assert age(hers, family) == Age.at(41)
        grants.give(hers, relay, family, to=another.user.sealing)  # no reader by who may say so
        courier.sync(desk, relay, family)
        assert restricting.readers_elsewhere(desk, family) == (hers.user.sealing,)


def test_a_letter_that_waited_gives_nothing_to_whom_it_is_not_for_any_more(
    seat: Seat, relay: InProcess
) -> None:
    desk = seat("anna", "desk")
    family = the_family(desk)
    with memory_vault(actor=OUTSIDE, now=stepping_clock()) as hers:
        grants.give(desk, relay, family, to=hers.user.sealing)
        restricting.restrict(desk, family, {"anna"})
        courier.sync(desk, relay, family)
        assert grants.accept(hers, relay, grants.waiting(hers, relay)).received == 0
        assert families.listing(hers) == ()
        restricting.restrict(desk, family, {"anna"})
        grants.give(desk, relay, family, to=hers.user.sealing)
        assert grants.accept(hers, relay, grants.waiting(hers, relay)).received == 1


def test_turns_made_apart_leave_it_to_who_reads_in_both(seat: Seat, relay: InProcess) -> None:
    desk, laptop = seat("anna", "desk"), seat("anna", "laptop")
    his, hers = seat("nils", "his"), seat("olga", "hers")
    family = the_family(desk)
    restricting.restrict(desk, family, {"anna", "nils"})
    name(desk, family, "not for olga")
    restricting.restrict(laptop, family, {"anna", "olga"})
    grow(laptop, family, 41)
    for vault in (desk, laptop, desk, laptop):
        courier.sync(vault, relay, family)
    for vault in (desk, laptop):
        assert restricting.readers(vault, family) == ("anna",)
        assert (called(vault, family), age(vault, family)) == ("not for olga", Age.at(41))
        assert integrity.check(vault).is_whole
    assert withdrawn(his, relay, family)
    assert withdrawn(hers, relay, family)
    grow(desk, family, 42)
    courier.sync(desk, relay, family)
    row = relay.pull(family)
    for vault in (his, hers):
        assert row[-1].number not in readable(row, keys(vault, family))


def test_who_was_given_it_after_one_of_two_turns_made_apart_reads_on_at_neither(
    seat: Seat, relay: InProcess
) -> None:
    desk, laptop = seat("anna", "desk"), seat("anna", "laptop")
    family, elsewhere = the_family(desk), InProcess("elsewhere")
    with (
        memory_vault(actor=OUTSIDE, now=stepping_clock()) as hers,
        memory_vault(actor=OUTSIDE, now=stepping_clock()) as another,
    ):
        for vault, line, guest in ((desk, relay, hers), (laptop, elsewhere, another)):
            restricting.restrict(vault, family, {"anna", "nils"})
            grants.give(vault, line, family, to=guest.user.sealing)
            grants.accept(guest, line, grants.waiting(guest, line))
        for vault in (desk, laptop, desk, laptop):
            for line in (relay, elsewhere):
                courier.sync(vault, line, family)
        assert withdrawn(hers, relay, family)
        assert withdrawn(another, elsewhere, family)
        for vault in (desk, laptop):
            assert restricting.readers_elsewhere(vault, family) == ()
        grants.give(laptop, relay, family, to=hers.user.sealing)
        courier.sync(desk, relay, family)
        assert restricting.readers_elsewhere(desk, family) == (hers.user.sealing,)


def test_turns_for_nobody_in_common_part_the_readers_and_lose_nothing(
    seat: Seat, relay: InProcess
) -> None:
    desk, his = seat("anna", "desk"), seat("nils", "his")
    family = the_family(desk)
    restricting.restrict(desk, family, {"anna"})
    restricting.restrict(his, family, {"nils"})
    for vault, years in ((desk, 41), (his, 51), (desk, 42), (his, 52)):
        grow(vault, family, years)
        done = courier.sync(vault, relay, family)
    assert done.closed > 0
    assert (age(desk, family), age(his, family)) == (Age.at(42), Age.at(52))


def test_a_lifting_and_a_restriction_made_apart_leave_it_restricted(
    seat: Seat, relay: InProcess
) -> None:
    desk, laptop, his = seat("anna", "desk"), seat("anna", "laptop"), seat("nils", "his")
    family = the_family(desk)
    restricting.restrict(desk, family, {"anna", "nils"})
    for vault in (desk, laptop, his):
        courier.sync(vault, relay, family)
    restricting.restrict(desk, family, ())
    restricting.restrict(laptop, family, {"anna"})
    for vault in (desk, laptop, desk):
        courier.sync(vault, relay, family)
    assert restricting.readers(desk, family) == restricting.readers(laptop, family) == ("anna",)
    assert withdrawn(his, relay, family)


def forged(his: Vault, family: str, *, after: str, relay: InProcess) -> None:
    """A turn to himself, as he would make it with a program of his own, put into the row."""
    known = keys(his, family)
    fake = {**known, after: known[FIRST]}
    me = Audience(readers=(Reader("", his.user.sealing),))
    bases = () if after == FIRST else (after,)
    draft = Draft(family, bases, fake, me, (), "2026-11-28T09:00:00.000Z", "anna")
    turn = turns.make(draft, his.families.fresh(), his.user)
    relay.push(family, parcels.parcel_of(turn.envelope, known[FIRST], relay.pull(family)[-1].head))


@pytest.mark.parametrize("after", ["the first key", "the turn"])
def test_who_was_taken_out_turns_nobody_else_out(seat: Seat, relay: InProcess, after: str) -> None:
    desk, laptop, his = seat("anna", "desk"), seat("anna", "laptop"), seat("nils", "his")
    family = the_family(desk)
    courier.sync(his, relay, family)
    restricting.restrict(desk, family, {"anna"})
    courier.sync(desk, relay, family)
    (turn,) = (one for one in keys(desk, family) if one)
    forged(his, family, after=FIRST if after == "the first key" else turn, relay=relay)
    grow(desk, family, 41)
    courier.sync(desk, relay, family)
    courier.sync(laptop, relay, family)
    assert age(laptop, family) == Age.at(41)
    assert restricting.readers(laptop, family) == ("anna",)


def test_a_stranger_turns_nobody_out(seat: Seat, relay: InProcess) -> None:
    """Somebody to whom it was given and who would have it for herself alone."""
    desk, laptop = seat("anna", "desk"), seat("anna", "laptop")
    family = the_family(desk)
    with memory_vault(actor=OUTSIDE, now=stepping_clock()) as hers:
        grants.give(desk, relay, family, to=hers.user.sealing)
        grants.accept(hers, relay, grants.waiting(hers, relay))
        forged(hers, family, after=FIRST, relay=relay)
        grow(desk, family, 41)
        courier.sync(desk, relay, family)
        courier.sync(laptop, relay, family)
        assert age(laptop, family) == Age.at(41)


def test_who_was_taken_out_replaces_nothing_that_was_written_since(
    seat: Seat, relay: InProcess
) -> None:
    desk, his = seat("anna", "desk"), seat("nils", "his")
    family = the_family(desk)
    courier.sync(desk, relay, family)
    courier.sync(his, relay, family)
    restricting.restrict(desk, family, {"anna"})
    grow(desk, family, 41)
    courier.sync(desk, relay, family)
    length = relay.pull(family)[-1]
    grow(his, family, 99)
    grow(his, family, 98)
    (entry, more) = exchange.missing(his, family, [one.parcel.op for one in relay.pull(family)])
    under = keys(his, family)[FIRST]
    relay.push(family, parcels.parcel_of(entry, under, length.head))  # he had seen the turn
    relay.push(family, parcels.parcel_of(more, under))  # and says that he had not
    done = courier.sync(desk, relay, family)
    assert (done.received, done.refused) == (0, 2)
    assert age(desk, family) == Age.at(41)


def test_a_fork_is_found_after_a_turn_as_before(seat: Seat, relay: InProcess) -> None:
    desk, laptop = seat("anna", "desk"), seat("anna", "laptop")
    family = the_family(desk)
    courier.sync(desk, relay, family)
    courier.sync(laptop, relay, family)
    restricting.restrict(desk, family, {"anna"})
    grow(desk, family, 41)
    courier.sync(desk, relay, family)
    honest = [one.parcel for one in relay.pull(family)]
    for row in (honest[:1] + honest[2:], honest[:2][::-1] + honest[2:], honest[1:]):
        lie = InProcess()
        for one in row:
            lie.push(family, one)
        for vault in (desk, laptop):
            before = families.open_family(vault, family)
            with pytest.raises(CounsellingError) as found:
                courier.sync(vault, lie, family)
            # a row without its turn cannot be read, by who did not know of it, to be told a fork
            unread = {"vault.damaged"} if vault is laptop else set()
            assert found.value.message_id in {"vault.relay_forked", *unread}
            assert families.open_family(vault, family) == before
    courier.sync(laptop, relay, family)
    assert age(laptop, family) == Age.at(41)


def test_a_turn_is_chained_like_any_parcel(seat: Seat, relay: InProcess) -> None:
    desk = seat("anna", "desk")
    family = the_family(desk)
    restricting.restrict(desk, family, {"anna"})
    courier.sync(desk, relay, family)
    head = NOTHING
    for one in relay.pull(family):
        assert one == posted(family, Parcel(*one.parcel), after=head)
        assert (len(one.parcel.sealed) - 28) % parcels.STEP_BYTES == 0
        head = one.head


def test_a_guest_who_names_readers_of_her_own_takes_it_from_nobody_at_home(
    seat: Seat, relay: InProcess
) -> None:
    desk, his = seat("anna", "desk"), seat("nils", "his")
    family = the_family(desk)
    with memory_vault(actor=OUTSIDE, now=stepping_clock()) as hers:
        grants.give(desk, relay, family, to=hers.user.sealing)
        grants.accept(hers, relay, grants.waiting(hers, relay))
        before = keys(hers, family)
        restricting.restrict(hers, family, {"ines"})
        grow(hers, family, 44)
        courier.sync(hers, relay, family)
        row = relay.pull(family)
        assert row[-1].number not in readable(row, before)
        for vault in (desk, his):
            courier.sync(vault, relay, family)
            assert age(vault, family) == Age.at(44)
            assert restricting.readers(vault, family) == ()
        grow(his, family, 45)
        courier.sync(his, relay, family)
        row = relay.pull(family)
        assert row[-1].number not in readable(row, before)
        courier.sync(hers, relay, family)
        assert age(hers, family) == Age.at(45)


def test_a_family_file_carries_the_turns(seat: Seat, tmp_path: Path) -> None:
    desk, laptop = seat("anna", "desk"), seat("anna", "laptop")
    family = the_family(desk)
    grow(laptop, family, 40)
    restricting.restrict(desk, family, {"anna"})
    name(desk, family, "sealed")
    path = tmp_path / "family.sealed"
    family_file.write(desk, family, path, to=laptop.user.sealing)
    family_file.take_in(laptop, path)
    assert restricting.readers(laptop, family) == ("anna",)
    family_file.write(laptop, family, path, to=desk.user.sealing)
    family_file.take_in(desk, path)
    for vault in (desk, laptop):
        assert (called(vault, family), age(vault, family)) == ("sealed", Age.at(40))
        assert integrity.check(vault).is_whole


def test_a_merge_carries_the_turns(seat: Seat) -> None:
    desk, laptop = seat("anna", "desk"), seat("anna", "laptop")
    family = the_family(desk)
    grow(laptop, family, 40)
    restricting.restrict(laptop, family, {"anna", "nils"})
    restricting.restrict(desk, family, {"anna", "olga"})
    merging.merge(desk, laptop)
    assert restricting.readers(desk, family) == ("anna",)
    assert age(desk, family) == Age.at(40)
    merging.merge(laptop, desk)
    assert restricting.readers(laptop, family) == ("anna",)
    assert integrity.check(laptop).is_whole
    assert merging.merge(laptop, desk) == merging.Merged()
