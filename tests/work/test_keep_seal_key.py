"""The desk's key: one for all who ask at once, and not forgotten when another takes its place."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counselling.errors import LetterError
from counselling.letters.seal_key import SealKey, fingerprint, make_key
from counselling.work.letters.keep_seal_key import OwnKeys, own_keys, seal_key

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "seal.p12"


def _asked(path: Path) -> SealKey:
    return seal_key(path, clinic="Clinic", now=lambda: NOW)


def test_two_programs_that_make_the_first_key_at_once_seal_with_the_same(path: Path) -> None:
    others: list[SealKey] = []

    def now() -> datetime:
        if not others:  # asked while this one is being made
            others.append(SealKey(b""))
            others[0] = _asked(path)
        return NOW

    mine = seal_key(path, clinic="Clinic", now=now)
    assert mine.file == others[0].file == path.read_bytes() == _asked(path).file
    assert sorted(one.name for one in path.parent.iterdir()) == ["seal-keys.txt", "seal.p12"]
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_key_whose_place_another_took_is_still_this_desks(path: Path) -> None:
    first = fingerprint(_asked(path))
    assert own_keys(path) == OwnKeys(first, frozenset({first}))
    path.unlink()
    assert own_keys(path) == OwnKeys("", frozenset({first}))
    second = fingerprint(_asked(path))
    keys = own_keys(path)
    assert (keys.now, keys.noted) == (second, frozenset({first, second}))
    assert keys.has(first)
    assert keys.is_earlier(first)
    assert keys.has(second)
    assert not keys.is_earlier(second)
    assert not keys.has("")


def test_a_key_is_noted_once_and_nothing_that_stood_there_is_lost(path: Path) -> None:
    notes = path.with_name("seal-keys.txt")
    path.parent.mkdir()
    notes.write_bytes(b"the old desk in room 3\n" + b"0" * 64 + b" from 2020\n\xff\n")
    mark = fingerprint(_asked(path))
    told = notes.read_text("utf-8", "replace").splitlines()
    assert told[:2] == ["the old desk in room 3", f"{'0' * 64} from 2020"]
    assert told[3:] == [f"{mark} first used on 2026-11-24"]
    _asked(path)
    assert notes.read_text("utf-8", "replace").splitlines() == told
    assert own_keys(path).noted == {"0" * 64, mark}


@pytest.mark.parametrize("content", [b"no key", b""])
def test_a_key_that_cannot_be_read_fails_no_reading_and_every_sealing(
    path: Path, content: bytes
) -> None:
    mark = fingerprint(_asked(path))
    path.write_bytes(content)
    keys = own_keys(path)
    assert keys == OwnKeys("", frozenset({mark}), is_unreadable=True)
    assert keys.has(mark)
    assert not keys.is_earlier(mark)  # it may be the one that cannot be read
    with pytest.raises(LetterError, match=r"letter\.key_unreadable"):
        _asked(path)
    assert path.read_bytes() == content


def test_notes_that_cannot_be_written_stop_no_letter(path: Path) -> None:
    path.with_name("seal-keys.txt").mkdir(parents=True)
    mark = fingerprint(_asked(path))
    assert own_keys(path) == OwnKeys(mark)


def test_a_clinics_key_is_taken_behind_a_link(path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.p12"
    kept.write_bytes(make_key("Clinic", now=NOW).file)
    path.parent.mkdir()
    path.symlink_to(kept)
    assert _asked(path).file == kept.read_bytes()
