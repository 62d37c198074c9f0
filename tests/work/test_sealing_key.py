"""A sealing key read out and written down again: whole, or known to be wrong."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import VaultError
from counselling.work.sharing.sealing_key import BEGINNING, Verdict, beginning, demand, read, spoken

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRETS = st.binary(min_size=32, max_size=32)


def public(secret: bytes) -> str:
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw().hex()


@given(SECRETS, st.sampled_from(["", " ", "-", "\n", "  -  ", "–"]))
def test_however_it_is_laid_out_it_is_the_same_key(secret: bytes, between: str) -> None:
    key = public(secret)
    said = spoken(key)
    assert read(said.replace("-", between)).key == key
    assert read(said.lower()).key == key
    assert read(said.replace("0", "o").replace("1", "l")).key == key
    assert read(key).key == read(key.upper()).key == key
    assert demand(said) == key


@given(SECRETS, st.integers(0, 55), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_noticed(secret: bytes, place: int, letter: str) -> None:
    right = spoken(public(secret)).replace("-", "")
    wrong = right[:place] + letter + right[place + 1 :]
    assert (read(wrong).verdict is Verdict.GOOD) == (wrong == right)


@given(SECRETS, st.integers(0, 54))
def test_two_letters_that_changed_places_are_noticed(secret: bytes, place: int) -> None:
    right = spoken(public(secret)).replace("-", "")
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert (read(wrong).verdict is Verdict.GOOD) == (wrong == right)


@given(SECRETS, st.integers(1, 55))
def test_a_part_says_how_much_is_missing(secret: bytes, count: int) -> None:
    right = spoken(public(secret)).replace("-", "")
    found = read(right[:count])
    assert (found.verdict, found.missing) == (Verdict.SHORT, 56 - count)


@given(st.text(max_size=600))
def test_any_text_is_read_and_what_is_no_key_is_refused(typed: str) -> None:
    if read(typed).verdict is not Verdict.GOOD:
        with pytest.raises(VaultError, match="key_mistyped"):
            demand(typed)


@pytest.mark.parametrize("point", ["00" * 32, "01" + "00" * 31])
def test_points_to_which_nothing_can_be_sealed_are_no_keys(point: str) -> None:
    assert read(point).verdict is Verdict.MISTYPED
    assert read(spoken(point)).verdict is Verdict.MISTYPED


def test_nothing_typed_is_no_mistake() -> None:
    assert read(" \n").verdict is Verdict.EMPTY


@given(SECRETS)
def test_the_beginning_of_a_key_is_told_from_what_the_audit_has_of_it(secret: bytes) -> None:
    key = public(secret)
    assert beginning(key[:16]).replace("-", "") == spoken(key).replace("-", "")[:BEGINNING]
    assert beginning("no key") == "no key"
