from pathlib import Path

import pytest

from counselling.errors import DamagedVault, NewerVault
from counselling.records.entrance import header as headers
from counselling.records.entrance.header import FORMAT, HEADER, SPARE, Header
from counselling.records.entrance.slots import Slot
from counselling.records.entrance.users import User

ANNA = User("aa" * 16, "anna", "0a" * 32, "0b" * 32, "0c" * 80)
SLOT = Slot(
    "01" * 12, ANNA.id, "passphrase", {"salt": "00" * 16, "passes": 3}, "01" * 12, "02" * 48
)
FIRST = Header(FORMAT, "ab" * 16, 1, "cd" * 16, (ANNA,), (SLOT,))
SECOND = Header(FORMAT, "ab" * 16, 2, "cd" * 16, (ANNA,), (SLOT,))
THIRD = Header(FORMAT, "ab" * 16, 3, "cd" * 16, (ANNA,), (SLOT,))


def test_a_header_is_read_as_it_was_written() -> None:
    assert headers.parse(headers.render(FIRST)) == FIRST


def test_every_flipped_bit_of_a_header_is_noticed() -> None:
    text = headers.render(FIRST)
    for place in range(len(text)):
        for bit in range(8):
            spoilt = bytearray(text)
            spoilt[place] ^= 1 << bit
            with pytest.raises(DamagedVault):
                headers.parse(bytes(spoilt))


def test_every_cut_header_is_noticed() -> None:
    text = headers.render(FIRST)
    for length in range(len(text)):
        with pytest.raises(DamagedVault):
            headers.parse(text[:length])


@pytest.mark.parametrize("text", [b"[]", b"1", b"{}", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_what_is_no_header_is_damage(text: bytes) -> None:
    with pytest.raises(DamagedVault):
        headers.parse(text)


def test_a_header_of_a_later_format_says_so() -> None:
    later = Header(FORMAT + 1, "ab" * 16, 1, "cd" * 16, (ANNA,), (SLOT,))
    with pytest.raises(NewerVault):
        headers.parse(headers.render(later))


def test_a_way_in_that_this_release_does_not_know_is_kept() -> None:
    palm = Slot("02" * 12, ANNA.id, "palm", {"vein": "c0ffee"}, "01" * 12, "02" * 48)
    both = Header(FORMAT, "ab" * 16, 1, "cd" * 16, (ANNA,), (SLOT, palm))
    assert headers.parse(headers.render(both)).slots == (SLOT, palm)


def test_the_spare_is_read_when_the_header_is_damaged_or_gone(tmp_path: Path) -> None:
    headers.settle(tmp_path, FIRST)
    assert not headers.read(tmp_path).is_spare
    (tmp_path / HEADER).write_bytes(b"{")
    assert headers.read(tmp_path) == headers.Found(FIRST, is_spare=True)
    (tmp_path / HEADER).unlink()
    assert headers.read(tmp_path) == headers.Found(FIRST, is_spare=True)


def test_without_header_and_spare_the_error_says_which_of_both_befell(tmp_path: Path) -> None:
    with pytest.raises(DamagedVault) as lost:
        headers.read(tmp_path)
    (tmp_path / HEADER).write_bytes(b"{")
    (tmp_path / SPARE).write_bytes(b"{")
    with pytest.raises(DamagedVault) as damaged:
        headers.read(tmp_path)
    assert lost.value.message_id == "vault.header_lost"
    assert damaged.value.message_id == "vault.header_damaged"


def test_a_new_generation_keeps_the_one_before_as_the_spare(tmp_path: Path) -> None:
    headers.settle(tmp_path, FIRST)
    with headers.next_generation(tmp_path, SECOND):
        assert headers.read(tmp_path).header == FIRST
    assert headers.read(tmp_path).header == SECOND
    assert headers.parse((tmp_path / SPARE).read_bytes()) == FIRST
    with headers.next_generation(tmp_path, THIRD):
        pass
    assert headers.parse((tmp_path / SPARE).read_bytes()) == SECOND


def test_a_generation_whose_act_fails_never_comes(tmp_path: Path) -> None:
    headers.settle(tmp_path, FIRST)
    with pytest.raises(KeyError), headers.next_generation(tmp_path, SECOND):
        raise KeyError
    assert headers.read(tmp_path).header == FIRST
    assert sorted(path.name for path in tmp_path.iterdir()) == [HEADER, SPARE]


def test_settling_brings_both_files_up_to_date(tmp_path: Path) -> None:
    headers.settle(tmp_path, FIRST)
    with headers.next_generation(tmp_path, SECOND):
        pass
    headers.settle(tmp_path, SECOND)
    assert (tmp_path / HEADER).read_bytes() == (tmp_path / SPARE).read_bytes()
