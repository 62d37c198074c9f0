import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import VaultError, WrongKey
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.way import Parameters, Proof

WAY = RecoveryCode()
SALT: Parameters = {"salt": "00" * 16}


def key(code: str) -> bytes | None:
    found = WAY.key(SALT, Proof(code=code))
    return None if found is None else bytes(found.secret)


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_read_as_people_write_it_down(entropy: bytes) -> None:
    code = new_code(lambda _: entropy)
    assert [len(group) for group in code.split("-")] == [6, 6, 6, 6, 2]
    written = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert key(written) == key(code) is not None


def test_nothing_brought_is_no_code() -> None:
    assert key("") is None


def test_nearly_every_slip_of_the_pen_is_seen_before_the_vault_is_asked() -> None:
    rng = random.Random(7)
    code = new_code(rng.randbytes)
    letters = [place for place, letter in enumerate(code) if letter != "-"]
    seen = 0
    for _ in range(2000):
        place = rng.choice(letters)
        other = rng.choice([c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if c != code[place]])
        slipped = code[:place] + other + code[place + 1 :]
        try:
            assert key(slipped) != key(code)
        except WrongKey:
            seen += 1
    assert seen / 2000 > 0.95


@pytest.mark.parametrize("text", ["A", "U" * 26, "é" * 26, "0" * 25, "0" * 27, "\0", "-" * 30])
def test_what_is_no_code_begins_no_slot_and_opens_none(text: str) -> None:
    with pytest.raises(VaultError):
        WAY.begin(Proof(code=text), random=bytes)
    with pytest.raises(WrongKey):
        key(text)
