import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import DamagedVault, VaultError, WrongKey
from counselling.records import keys
from counselling.records.keys import KEY_BYTES, STANDARD_COST, KdfCost, Key, Place, Slot

PASSPHRASE = "Großmütter ärgern sich"
PLACE = Place("0" * 32, epoch=1)
SECRET = bytes(range(KEY_BYTES))


def counted(length: int) -> bytes:
    return bytes(range(length))


def wrapped(passphrase: str = PASSPHRASE) -> Slot:
    return keys.wrap(
        Key(SECRET),
        name="passphrase",
        place=PLACE,
        passphrase=passphrase,
        cost=STANDARD_COST,
        random=counted,
    )


@pytest.fixture(scope="module")
def slot() -> Slot:
    return wrapped()


def changed(slot: Slot, **parameters: int) -> Slot:
    return Slot(slot.name, slot.kind, {**slot.parameters, **parameters}, slot.nonce, slot.wrapped)


def test_a_slot_gives_the_key_back_to_its_passphrase(slot: Slot) -> None:
    assert keys.unwrap(slot, passphrase=PASSPHRASE, place=PLACE).secret == SECRET


def test_a_passphrase_opens_however_its_umlauts_are_composed(slot: Slot) -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    assert keys.unwrap(slot, passphrase=decomposed, place=PLACE).secret == SECRET


@pytest.mark.parametrize("wrong", ["großmütter ärgern sich", PASSPHRASE + " ", "", "\ud800"])
def test_another_passphrase_is_a_wrong_key(slot: Slot, wrong: str) -> None:
    with pytest.raises(WrongKey):
        keys.unwrap(slot, passphrase=wrong, place=PLACE)


@pytest.mark.parametrize("place", [Place("1" * 32, epoch=1), Place("0" * 32, epoch=2)])
def test_a_slot_of_another_vault_or_epoch_does_not_open(slot: Slot, place: Place) -> None:
    with pytest.raises(WrongKey):
        keys.unwrap(slot, passphrase=PASSPHRASE, place=place)


def test_a_slot_under_another_name_does_not_open(slot: Slot) -> None:
    moved = Slot("recovery", slot.kind, slot.parameters, slot.nonce, slot.wrapped)
    with pytest.raises(WrongKey):
        keys.unwrap(moved, passphrase=PASSPHRASE, place=PLACE)


@pytest.mark.parametrize(
    "weaker",
    [{"passes": 2}, {"memory_kib": 65535}, {"lanes": 3}, {"passes": 0}, {"memory_kib": 2**22}],
)
def test_a_cost_below_the_floor_or_beyond_a_desk_is_refused_unread(
    slot: Slot, weaker: dict[str, int]
) -> None:
    with pytest.raises(DamagedVault) as refused:
        keys.unwrap(changed(slot, **weaker), passphrase=PASSPHRASE, place=PLACE)
    assert refused.value.message_id == "vault.header_weak"


def test_a_raised_cost_is_not_the_one_that_was_bound(slot: Slot) -> None:
    with pytest.raises(WrongKey):
        keys.unwrap(changed(slot, passes=4), passphrase=PASSPHRASE, place=PLACE)


@pytest.mark.parametrize("field", ["nonce", "wrapped"])
@pytest.mark.parametrize("spoilt", ["", "zz", "00", "ÿ"])
def test_bytes_that_are_none_are_damage(slot: Slot, field: str, spoilt: str) -> None:
    broken = Slot(
        slot.name,
        slot.kind,
        slot.parameters,
        spoilt if field == "nonce" else slot.nonce,
        spoilt if field == "wrapped" else slot.wrapped,
    )
    with pytest.raises(DamagedVault):
        keys.unwrap(broken, passphrase=PASSPHRASE, place=PLACE)


def test_a_missing_parameter_is_damage(slot: Slot) -> None:
    with pytest.raises(DamagedVault):
        keys.unwrap(
            Slot(slot.name, slot.kind, {"salt": "00"}, slot.nonce, slot.wrapped),
            passphrase=PASSPHRASE,
            place=PLACE,
        )


@pytest.mark.parametrize("bit", [0, 100, 255, 256, 383])
def test_a_flipped_bit_of_the_wrap_is_refused(slot: Slot, bit: int) -> None:
    spoilt = bytearray.fromhex(slot.wrapped)
    spoilt[bit // 8] ^= 1 << bit % 8
    broken = Slot(slot.name, slot.kind, slot.parameters, slot.nonce, spoilt.hex())
    with pytest.raises(WrongKey):
        keys.unwrap(broken, passphrase=PASSPHRASE, place=PLACE)


def test_nobody_can_wrap_below_the_floor() -> None:
    with pytest.raises(ValueError, match="floor"):
        keys.wrap(
            Key(SECRET),
            name="passphrase",
            place=PLACE,
            passphrase=PASSPHRASE,
            cost=KdfCost(memory_kib=8),
            random=counted,
        )


def test_a_second_implementation_of_argon2_makes_the_same_wrapping_key(slot: Slot) -> None:
    argon2 = pytest.importorskip("argon2.low_level")
    aead = pytest.importorskip("cryptography.hazmat.primitives.ciphers.aead")
    stretched = argon2.hash_secret_raw(
        unicodedata.normalize("NFC", PASSPHRASE).encode(),
        bytes.fromhex(str(slot.parameters["salt"])),
        time_cost=3,
        memory_cost=65536,
        parallelism=4,
        hash_len=KEY_BYTES,
        type=argon2.Type.ID,
    )
    bound = (
        b'{"epoch":1,"kind":"passphrase","parameters":{"lanes":4,"memory_kib":65536,"passes":3,'
        b'"salt":"000102030405060708090a0b0c0d0e0f"},"slot":"passphrase","vault":"' + b"0" * 32
    ) + b'"}'
    cipher = aead.AESGCM(stretched)
    opened = cipher.decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), bound)
    assert opened == SECRET


@given(st.text(max_size=14))
def test_a_short_passphrase_makes_no_vault(text: str) -> None:
    with pytest.raises(VaultError) as refused:
        keys.check_passphrase(unicodedata.normalize("NFD", unicodedata.normalize("NFC", text))[:14])
    assert refused.value.fields == {"minimum": 15}


def test_fifteen_characters_are_counted_as_people_count_them() -> None:
    keys.check_passphrase("ä" * 15)
    with pytest.raises(VaultError):
        keys.check_passphrase(unicodedata.normalize("NFD", "ä" * 14))


@pytest.mark.parametrize("length", [0, 31, 33, 63])
def test_a_key_of_another_length_is_none(length: int) -> None:
    with pytest.raises(ValueError, match="256"):
        Key(bytes(length))


def test_keys_of_different_purposes_differ() -> None:
    key = Key(SECRET)
    assert len({bytes(key.derive(purpose).secret) for purpose in ("a", "b", "c")}) == 3
    assert key.derive("a").secret == key.derive("a").secret


def test_a_wiped_key_holds_nothing_and_a_key_never_prints_itself() -> None:
    key = Key(SECRET)
    assert SECRET.hex() not in repr(key)
    key.wipe()
    assert key.secret == bytes(KEY_BYTES)
