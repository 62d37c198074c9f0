import os
from itertools import combinations

import pytest

from counselling.errors import VaultError, WrongKey
from counselling.records.ways.shares import ClinicShares, new_shares
from counselling.records.ways.way import Parameters, Proof

WAY = ClinicShares()
SALT: Parameters = {"salt": "00" * 16}


def key(*shares: str) -> bytes | None:
    found = WAY.key(SALT, Proof(shares=shares))
    return None if found is None else bytes(found.secret)


@pytest.fixture(scope="module")
def shares() -> tuple[str, ...]:
    return new_shares(os.urandom)


def test_any_two_of_the_three_give_the_same_key(shares: tuple[str, ...]) -> None:
    keys = {key(*two) for two in combinations(shares, 2)}
    assert len(keys) == 1
    assert None not in keys


def test_one_alone_opens_nothing(shares: tuple[str, ...]) -> None:
    for one in shares:
        with pytest.raises(WrongKey):
            key(one)


def test_words_are_read_however_they_are_spaced_and_capitalised(shares: tuple[str, ...]) -> None:
    typed = [f"  {share.upper()} \n".replace(" ", "  ") for share in shares[:2]]
    assert key(*typed) == key(*shares[:2])


def test_parts_of_different_vaults_do_not_join(shares: tuple[str, ...]) -> None:
    with pytest.raises(WrongKey):
        key(shares[0], new_shares(os.urandom)[1])


def test_a_mistyped_word_is_noticed(shares: tuple[str, ...]) -> None:
    words = shares[0].split()
    for place in range(len(words)):
        typed = [*words[:place], "academic" if words[place] != "academic" else "acid"]
        with pytest.raises(WrongKey):
            key(" ".join([*typed, *words[place + 1 :]]), shares[1])


def test_nothing_brought_is_no_share_and_a_single_one_begins_no_slot() -> None:
    assert key() is None
    with pytest.raises(VaultError):
        WAY.begin(Proof(shares=(new_shares(os.urandom)[0],)), random=os.urandom)
