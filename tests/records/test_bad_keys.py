"""Headers that somebody has written in: one clear refusal each.

Every header here bears its right checksum: what is tried is a hand that knows the format.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.words import catalogue
from counselling.errors import CounsellingError, DamagedVault, VaultError
from counselling.records.audit import integrity
from counselling.records.entrance import header as headers
from counselling.records.entrance.header import HEADER, SPARE, Header
from counselling.records.folder.folder import DATABASE
from counselling.records.staff import admission
from counselling.records.vault.acts import Role
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE, PASSPHRASE, Desk, two_ways

BY_CODE, BY_PASSPHRASE = Proof(code=CODE), Proof(passphrase=PASSPHRASE)
HERS = "what berta knows by heart"
SPOILT = ("", "zz", "00", "00" * 500, "ÿ", " ", "0x00")


@pytest.fixture(scope="module")
def header(_stored: Path) -> Header:
    return headers.read(_stored).header


def lay(folder: Path, header: Header) -> None:
    """Put a header into both places, with its right checksum."""
    for name in (HEADER, SPARE):
        (folder / name).write_bytes(headers.render(header))


def refusal(desk: Desk, folder: Path, proof: Proof) -> CounsellingError:
    """The refusal: it has a sentence in each language, and the records are untouched."""
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(VaultError) as refused:
        desk.open(folder, proof=proof).lock()
    for language in ("en", "de", "ar"):
        assert catalogue(language).has(refused.value.sentence_id)
    assert (folder / DATABASE).read_bytes() == before
    assert PASSPHRASE not in str(refused.value)
    return refused.value


@pytest.mark.parametrize("field", ["signing", "sealing", "sealed"])
@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_user_whose_keys_are_none_comes_in_by_nothing(
    desk: Desk, stored: Path, header: Header, field: str, spoilt: str
) -> None:
    (user,) = header.users
    lay(stored, replace(header, users=(replace(user, **{field: spoilt}),)))
    assert isinstance(refusal(desk, stored, BY_CODE), DamagedVault)


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("field", ["nonce", "wrapped"])
@pytest.mark.parametrize("spoilt", SPOILT)
def test_one_spoilt_way_closes_itself_and_leaves_the_other_open(
    desk: Desk, stored: Path, header: Header, place: int, field: str, spoilt: str
) -> None:
    slots = list(header.slots)
    slots[place] = replace(slots[place], **{field: spoilt})
    lay(stored, replace(header, slots=tuple(slots)))
    if slots[place].kind == RecoveryCode.kind:
        assert isinstance(refusal(desk, stored, BY_CODE), DamagedVault)
    else:
        with desk.open(stored, proof=BY_CODE) as vault:
            assert integrity.check(vault).is_whole


def passphrase_slot(header: Header, **parameters: str | int | None) -> Header:
    """The header with other parameters in the passphrase's slot; None takes one away."""
    slots = []
    for slot in header.slots:
        if slot.kind == Passphrase.kind:
            told = {**slot.parameters, **parameters}
            slot = replace(slot, parameters={k: v for k, v in told.items() if v is not None})
        slots.append(slot)
    return replace(header, slots=tuple(slots))


@pytest.mark.parametrize(
    ("changed", "message_id"),
    [
        ({"passes": 1}, "vault.header_weak"),
        ({"passes": 0}, "vault.header_weak"),
        ({"passes": -3}, "vault.header_weak"),
        ({"lanes": 1}, "vault.header_weak"),
        ({"memory_kib": 8}, "vault.header_weak"),
        ({"memory_kib": 2**40}, "vault.header_weak"),  # more than the desk has: refused unasked
        ({"passes": 2**63}, "vault.header_weak"),
        ({"passes": "3"}, "vault.header_damaged"),
        ({"passes": None}, "vault.header_damaged"),
        ({"salt": "00"}, "vault.header_damaged"),
        ({"salt": 7}, "vault.header_damaged"),
        ({"passes": 4}, "vault.wrong_key"),  # dearer, and not what the slot was bound to
        ({"salt": "00" * 16}, "vault.wrong_key"),
    ],
)
def test_parameters_of_a_passphrase_are_refused_where_they_were_changed(
    desk: Desk, stored: Path, header: Header, changed: dict[str, str | int | None], message_id: str
) -> None:
    lay(stored, passphrase_slot(header, **changed))
    assert refusal(desk, stored, BY_PASSPHRASE).message_id == message_id


@pytest.mark.parametrize(
    ("changed", "message_id"),
    [
        ({"vault": "0" * 32}, "vault.wrong_key"),
        ({"epoch": 2}, "vault.header_damaged"),
        ({"epoch": 0}, "vault.header_damaged"),
        ({"database_salt": "0" * 32}, "vault.mismatched"),
        ({"database_salt": ""}, "vault.mismatched"),
        ({"users": ()}, "vault.wrong_key"),
        ({"slots": ()}, "vault.wrong_key"),
    ],
)
def test_a_header_of_another_vault_or_epoch_does_not_open(
    desk: Desk, stored: Path, header: Header, changed: dict[str, object], message_id: str
) -> None:
    lay(stored, replace(header, **changed))  # type: ignore[arg-type]
    assert refusal(desk, stored, BY_CODE).message_id == message_id


@pytest.mark.parametrize(
    "text", [b'"slots": [', b'"format": 2', b'"epoch": 1', b'"users": [', b'"vault": "']
)
@pytest.mark.parametrize("instead", [b'"odd": [', b'"format": "two"', b'"epoch": [1]'])
def test_a_header_of_another_shape_is_damage(
    desk: Desk, stored: Path, text: bytes, instead: bytes
) -> None:
    found = (stored / HEADER).read_bytes()
    for name in (HEADER, SPARE):
        (stored / name).write_bytes(found.replace(text, instead, 1))
    if found != found.replace(text, instead, 1):
        assert refusal(desk, stored, BY_CODE).message_id == "vault.header_damaged"


@pytest.fixture
def two(desk: Desk, stored: Path) -> Header:
    """Anna's vault with Berta, a reader, in it."""
    with desk.open(stored, proof=BY_CODE) as vault:
        ways = two_ways(HERS, new_code(os.urandom))
        admission.add_user(vault, "berta", Role.READER, ways=ways, random=os.urandom)
    return headers.read(stored).header


def test_a_way_that_was_moved_to_another_user_or_name_opens_nothing(
    desk: Desk, stored: Path, two: Header
) -> None:
    _, berta = two.users
    mine = next(slot for slot in two.slots if slot.kind.startswith("recovery"))
    for moved in (
        replace(mine, user=berta.id),
        replace(mine, name="0" * 24),
        replace(mine, kind=Passphrase.kind),
        replace(mine, kind="invitation"),
    ):
        others = [slot for slot in two.slots if slot is not mine]
        lay(stored, replace(two, slots=(*others, moved)))
        assert refusal(desk, stored, BY_CODE)


def test_keys_that_were_swapped_between_users_make_nobody_somebody_else(
    desk: Desk, stored: Path, two: Header
) -> None:
    anna, berta = two.users
    by_hers = Proof(passphrase=HERS)
    swapped = (
        (replace(anna, id=berta.id), replace(berta, id=anna.id)),
        (replace(anna, sealed=berta.sealed), replace(berta, sealed=anna.sealed)),
        (anna, replace(berta, signing=anna.signing)),
        (anna, replace(berta, sealing=anna.sealing)),
    )
    for users in swapped:
        lay(stored, replace(two, users=users))
        assert refusal(desk, stored, by_hers)


def test_a_name_written_into_the_header_is_not_the_name_that_acts(
    desk: Desk, stored: Path, two: Header
) -> None:
    anna, berta = two.users
    lay(stored, replace(two, users=(anna, replace(berta, name="anna"))))
    with desk.open(stored, proof=Proof(passphrase=HERS)) as vault:
        assert (vault.actor.name, vault.actor.role) == ("berta", Role.READER)
