"""What somebody with bad intentions, or an old copy, might bring; each was once let through."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from counselling.errors import CounsellingError, DamagedVault, PedigreeError, VaultError
from counselling.pedigree.edits import AdoptFamily, ChangePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.settling import Settle
from counselling.pedigree.terms import ParentKind
from counselling.records.copies import backups
from counselling.records.entrance.users import UserKeys
from counselling.records.exchange import exchange, merging
from counselling.records.keys.keys import Key
from counselling.records.log import families, history
from counselling.records.log.weaving import Loom, Thread
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.privacy import erasing, restricting
from counselling.records.staff import admission
from counselling.records.vault.acts import Role
from counselling.records.vault.envelope import NO_SIGNATURE, Envelope, Said, message
from counselling.records.vault.vault import Vault
from counselling.records.ways.recovery_code import new_code
from tests.families.builders import trio
from tests.records.conftest import Desk, two_ways

HIS = two_ways("what nils knows by heart", new_code(os.urandom))
STRANGER = UserKeys(Key(bytes(range(32))))


def forged(vault: Vault, family: str, **told: object) -> Envelope:
    """An entry behind all that is here, signed by a stranger, that says otherwise what is told."""
    every = exchange.missing(vault, family, ())
    last = every[-1]
    said = replace_said(last.said(), parents=(last.op.hex(),), clock=len(every) + 1)
    said = replace_said(said, kind="name_family", edit=msgspec.Raw(b'{"name":"forged"}'))
    said = replace_said(said, signer=STRANGER.signing, **told)
    text = msgspec.json.encode(said, order="sorted")
    return Envelope(text, STRANGER.sign(message(text)))


def replace_said(said: Said, **told: object) -> Said:
    return msgspec.structs.replace(said, **told)


@pytest.mark.parametrize(
    "told",
    [
        {"at": "yesterday"},
        {"at": "2026-11-28T10:00:00"},
        {"at": ""},
        {"clock": 1_000_000},
        {"clock": 0},
        {"clock": -3},
        {"author": "\n" * 5},
        {"author": ""},
        {"author": "x" * 10_000},
    ],
)
def test_an_entry_that_says_what_cannot_be_is_not_taken_in(
    desk: Desk, stored: Path, told: dict[str, object]
) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        with pytest.raises(CounsellingError):
            exchange.receive(
                vault, family, (forged(vault, family, **{"author": "mallory"} | told),)
            )
        assert families.open_family(vault, family).sequence == 1


def test_an_entry_without_a_signature_does_not_come_behind_signed_ones(
    desk: Desk, stored: Path
) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        text = forged(vault, family, version=4, author="anna").text
        with pytest.raises(VaultError):
            exchange.receive(vault, family, (Envelope(text, NO_SIGNATURE),))


def test_an_honest_stranger_comes_in(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        exchange.receive(vault, family, (forged(vault, family, author="mallory"),))
        assert families.open_family(vault, family).family.name == "forged"


@pytest.fixture
def restricted(desk: Desk, stored: Path) -> tuple[str, str, str]:
    """The stored family, sealed to Anna; a session and a letter of hers. Nils has a way in."""
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        admission.add_user(vault, "nils", Role.COUNSELLOR, ways=HIS, random=os.urandom)
        session = sessions.begin(vault, family, person="p1")
        document = documents.store(vault, NewDocument(family, "letter", "text/plain", b"Dear")).id
        restricting.restrict(vault, family, {"anna"})
    return family, session, document


@pytest.mark.parametrize("door", range(8))
def test_nothing_about_a_restricted_family_is_told_or_changed_by_others(
    desk: Desk, stored: Path, restricted: tuple[str, str, str], door: int
) -> None:
    family, session, document = restricted
    with desk.open(stored, proof=HIS[0].proof, user="nils") as vault:
        touch = (
            lambda: sessions.listing(vault, family),
            lambda: sessions.get(vault, session),
            lambda: sessions.end(vault, session, figures={"x": 1}),
            lambda: documents.listing(vault, family),
            lambda: documents.get(vault, document),
            lambda: documents.export(vault, document, path=stored.parent / "out"),
            lambda: history.told(vault, family),
            lambda: exchange.missing(vault, family, ()),
        )[door]
        with pytest.raises(VaultError) as refused:
            touch()
        assert refused.value.message_id == "vault.family_sealed"


def test_an_erased_family_does_not_stop_a_merge_and_stays_erased(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    laptop = tmp_path / "laptop.vault"
    shutil.copytree(stored, laptop)
    with desk.open(stored) as vault, desk.open(laptop) as other:
        family = families.listing(vault)[0].id
        new = {families.adopt(other, trio()) for _ in range(4)}
        erasing.erase_family(vault, family)
        merged = merging.merge(vault, other)
        assert merged.families == 4
        assert {one.id for one in families.listing(vault)} == new


def test_a_family_that_is_sealed_to_others_here_does_not_stop_a_merge(
    desk: Desk, stored: Path, tmp_path: Path, restricted: tuple[str, str, str]
) -> None:
    laptop = tmp_path / "laptop.vault"
    with desk.open(stored) as vault:
        restricting.restrict(vault, restricted[0], ())
    shutil.copytree(stored, laptop)
    with desk.open(stored) as vault:
        restricting.restrict(vault, restricted[0], {"anna"})
    his = HIS[0].proof
    with (
        desk.open(stored, proof=his, user="nils") as vault,
        desk.open(laptop, proof=his, user="nils") as other,
    ):
        new = {families.adopt(other, trio()) for _ in range(4)}
        assert merging.merge(vault, other).families == 4
        assert {one.id for one in families.listing(vault)} == new


def test_a_vault_that_is_locked_while_it_is_backed_up_leaves_no_half_backup(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    vault = desk.open(stored)

    def lock(part: float) -> None:
        vault.lock()

    with pytest.raises(VaultError) as refused:
        backups.make(vault, tmp_path, at=desk.now(), watch=lock)
    assert refused.value.message_id == "vault.locked"
    assert backups.found_in(tmp_path) == ()


def test_a_refused_look_into_a_sealed_family_is_written_down(
    desk: Desk, stored: Path, restricted: tuple[str, str, str]
) -> None:
    sql = "SELECT outcome FROM audit WHERE action = 'view' ORDER BY sequence DESC LIMIT 1"
    with desk.open(stored, proof=HIS[0].proof, user="nils") as vault:
        with pytest.raises(VaultError):
            families.open_family(vault, restricted[0])
        assert vault.read(lambda connection: connection.row(tuple[str], sql)) == ("refused",)


def test_a_family_whose_id_is_none_is_not_taken_in(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        every = exchange.missing(vault, families.listing(vault)[0].id, ())
        for odd in ("%", "", "../x", "a" * 31, "A" * 32):
            with pytest.raises(DamagedVault):
                exchange.take_in(vault, odd, bytes(32), every)
        assert len(families.listing(vault)) == 1


def test_a_refused_parent_stays_open_when_the_circle_is_broken_elsewhere() -> None:
    """Nobody spoke of her parents since: the question who they are does not go away by itself."""
    people = tuple(Person(one) for one in "xy")
    child, parent = (
        replace(one, parents=(ParentLink(other, ParentKind.MOTHER),))
        for one, other in zip(people, "yx", strict=True)
    )
    loom = Loom("f")
    first, mine, hers, later = (bytes([number]) * 32 for number in range(1, 5))
    loom.take(Thread(first, (), 1, AdoptFamily(Family(id="f", persons=people))))
    loom.take(Thread(mine, (first,), 2, ChangePerson(child)))
    loom.take(Thread(hers, (first,), 2, ChangePerson(parent)))
    (refused,) = loom.woven().differences
    other = next(one for one in "xy" if one != refused.place[1])
    loom.take(Thread(later, (mine, hers), 3, ChangePerson(Person(other))))
    assert [one.place for one in loom.woven().differences] == [refused.place]


@pytest.mark.parametrize(
    "place",
    [
        (),
        ("person",),
        ("person", "p1", "id"),
        ("family", "persons"),
        ("family", "__class__"),
        ("arrangement", "x"),
        ("couple", "a"),
        ("outside", "a"),
        ("answer", "a", "b"),
        ("nonsense", "a", "b"),
    ],
)
def test_what_is_no_place_is_not_settled(place: tuple[str, ...]) -> None:
    with pytest.raises(PedigreeError):
        Settle(place).apply(Family(id="f"))


def test_settling_a_fact_of_nobody_leaves_the_history_readable(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        edits = (Settle(("person", "nobody", "age")),)
        families.append(vault, family, edits=edits, after=1)
        assert len(history.told(vault, family)) == 2
