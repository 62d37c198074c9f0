"""The disk is full while the desk works: nothing half-written, and the vault opens afterwards."""

import os
from pathlib import Path

import pytest

from counselling.errors import StorageError
from counselling.records.audit import integrity
from counselling.records.papers import documents
from counselling.work.desk import Desk
from tests.work.conftest import PASSPHRASE, Full, limited

FULL = ("storage.full", "storage.refused")
SIZES = (0, 1_000, 20_000)


def reopened(desk: Desk, folder: Path) -> None:
    """Lock the vault, open it again and look at every page of it."""
    desk.unlock.lock()
    desk.unlock.unlock(folder, PASSPHRASE)
    assert integrity.check(desk.unlock.vault).is_whole


def invented(desk: Desk) -> str:
    return next(line.id for line in desk.families.summaries() if "INVENTED" in line.name)


@pytest.mark.parametrize("grow", SIZES)
def test_letter_is_in_the_vault_whole_or_not_at_all(
    desk: Desk, folder: Path, full: Full, grow: int
) -> None:
    family = invented(desk)
    with full(grow), pytest.raises(StorageError) as refused:
        desk.letters.write_summary(family, person=None, language="en", country="UK")
    assert refused.value.message_id in FULL
    reopened(desk, folder)
    assert desk.letters.listing(family) == ()
    assert documents.listing(desk.unlock.vault, family) == ()  # no twin without its letter
    kept = desk.letters.write_summary(family, person=None, language="en", country="UK")
    assert desk.letters.content(kept.id).startswith(b"%PDF-")


@pytest.mark.parametrize("size", [0, 1, 4096])
def test_letter_is_handed_out_whole_or_not_at_all(
    desk: Desk, folder: Path, tmp_path: Path, size: int
) -> None:
    family = invented(desk)
    kept = desk.letters.write_summary(family, person=None, language="en", country="UK")
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.pdf").write_bytes(b"an older letter")
    with limited(size), pytest.raises(StorageError) as refused:
        desk.letters.export(kept.id, out / "letter.pdf")
    assert refused.value.message_id in FULL
    assert os.listdir(out) == ["letter.pdf"]
    assert (out / "letter.pdf").read_bytes() == b"an older letter"
    reopened(desk, folder)
    desk.letters.export(kept.id, out / "letter.pdf")
    assert (out / "letter.pdf").read_bytes() == desk.letters.content(kept.id)


@pytest.mark.parametrize("grow", [0, 20_000, 150_000])
def test_file_of_many_families_is_taken_in_whole_or_not_at_all(
    desk: Desk, folder: Path, full: Full, tmp_path: Path, grow: int
) -> None:
    rows = (f"F{n // 40} {n} 0 0 1 1\n" for n in range(1, 4000))
    (tmp_path / "in.ped").write_text("".join(rows))
    before = desk.families.summaries()
    with full(grow), pytest.raises(StorageError) as refused:
        desk.families.import_file(tmp_path / "in.ped")
    assert refused.value.message_id in FULL
    reopened(desk, folder)
    assert desk.families.summaries() == before
    assert len(desk.families.import_file(tmp_path / "in.ped").families) == 100
    assert integrity.check(desk.unlock.vault).is_whole


@pytest.mark.parametrize("size", [0, 4096, 130_000])
def test_demo_vault_is_made_whole_or_not_at_all(desk: Desk, home: Path, size: int) -> None:
    with limited(size), pytest.raises(StorageError):
        desk.unlock.open_demo()
    assert list(home.glob("*.vault")) == []
    desk.unlock.open_demo()
    assert len(desk.families.summaries()) == 2
