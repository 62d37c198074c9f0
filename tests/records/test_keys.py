import pytest

from counselling.records.keys.keys import KEY_BYTES, Key

SECRET = bytes(range(KEY_BYTES))


@pytest.mark.parametrize("length", [0, 31, 33, 63])
def test_a_key_of_another_length_is_none(length: int) -> None:
    with pytest.raises(ValueError, match="256"):
        Key(bytes(length))


def test_keys_of_different_purposes_and_salts_differ() -> None:
    key = Key(SECRET)
    made = [key.derive(purpose) for purpose in ("a", "b", "c")]
    made += [key.derive("a", salt=salt) for salt in (b"1", b"2")]
    assert len({bytes(one.secret) for one in made}) == 5
    assert key.derive("a").secret == key.derive("a").secret


def test_a_wiped_key_holds_nothing_and_a_key_never_prints_itself() -> None:
    key = Key(SECRET)
    assert SECRET.hex() not in repr(key)
    key.wipe()
    assert key.secret == bytes(KEY_BYTES)
