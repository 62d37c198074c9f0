from dataclasses import replace

import pytest

from counselling.errors import DamagedVault, WrongKey
from counselling.records.entrance import slots
from counselling.records.entrance.slots import Slot
from counselling.records.keys.keys import KEY_BYTES, Key
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE

VAULT, USER = "0" * 32, "1" * 32
SECRET = bytes(range(KEY_BYTES))
PROOF = Proof(code=CODE)


def counted(length: int) -> bytes:
    return bytes(range(length))


@pytest.fixture(scope="module")
def slot() -> Slot:
    return slots.wrap(
        Key(SECRET), vault=VAULT, user=USER, kind="recovery code", proof=PROOF, random=counted
    )


def opened(slot: Slot, vault: str = VAULT) -> bytes | None:
    key = slots.unwrap(slot, PROOF, vault=vault)
    return None if key is None else bytes(key.secret)


def test_a_slot_gives_the_secret_back_to_its_proof(slot: Slot) -> None:
    assert opened(slot) == SECRET


def test_a_proof_of_another_kind_is_no_wrong_key(slot: Slot) -> None:
    assert slots.unwrap(slot, Proof(passphrase="something long enough"), vault=VAULT) is None
    assert slots.unwrap(replace(slot, kind="of a later release"), PROOF, vault=VAULT) is None


@pytest.mark.parametrize("field", ["user", "name"])
def test_a_slot_that_was_moved_does_not_open(slot: Slot, field: str) -> None:
    with pytest.raises(WrongKey):
        opened(replace(slot, **{field: "2" * 32}))  # type: ignore[arg-type]


def test_a_slot_of_another_vault_does_not_open(slot: Slot) -> None:
    with pytest.raises(WrongKey):
        opened(slot, vault="2" * 32)


def test_parameters_are_bound_to_the_slot(slot: Slot) -> None:
    with pytest.raises(WrongKey):
        opened(replace(slot, parameters={**slot.parameters, "more": 1}))


@pytest.mark.parametrize("field", ["nonce", "wrapped"])
@pytest.mark.parametrize("spoilt", ["", "zz", "00", "ÿ"])
def test_bytes_that_are_none_are_damage(slot: Slot, field: str, spoilt: str) -> None:
    with pytest.raises(DamagedVault):
        opened(replace(slot, **{field: spoilt}))  # type: ignore[arg-type]


@pytest.mark.parametrize("parameters", [{}, {"salt": 7}, {"salt": "00"}, {"salt": "zz" * 16}])
def test_a_missing_parameter_is_damage(slot: Slot, parameters: dict[str, str | int]) -> None:
    with pytest.raises(DamagedVault):
        opened(replace(slot, parameters=parameters))


def test_every_flipped_bit_of_the_wrap_is_refused(slot: Slot) -> None:
    for field in ("nonce", "wrapped"):
        whole = bytes.fromhex(getattr(slot, field))
        for bit in range(8 * len(whole)):
            spoilt = bytearray(whole)
            spoilt[bit // 8] ^= 1 << bit % 8
            with pytest.raises(WrongKey):
                opened(replace(slot, **{field: spoilt.hex()}))  # type: ignore[arg-type]
