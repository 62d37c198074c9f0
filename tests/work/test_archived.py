"""A letter's file beside what the vault keeps: the same bytes, the same record, or another."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.letters import verify_letter
from counselling.letters.order import Order
from counselling.records.papers import documents
from counselling.work.desk import Desk
from counselling.work.letters.archived import Archived, Likeness, archived

KIT = {"sample_id": "KIT-2026-00417", "return_by": "2099-12-08"}


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return desk.families.summaries()[0].id


def test_a_file_is_the_kept_one_or_has_its_record_or_says_something_else(
    desk: Desk, family: str
) -> None:
    vault, order = desk.unlock.vault, Order(family, "sample_kit", "de", "UK", filled=KIT)
    unsealed = verify_letter(desk.letters.preview(order).content)
    assert archived(vault, unsealed) == Archived(Likeness.NONE)
    made = desk.letters.write(order)
    sealed = verify_letter(documents.fetch(vault, made.id))
    assert archived(vault, sealed) == Archived(Likeness.FILE, made.id)
    assert archived(vault, unsealed) == Archived(Likeness.RECORD, made.id)
    forged = {**unsealed.record.whole, "samples": []}
    other = replace(unsealed, record=replace(unsealed.record, whole=forged))
    assert archived(vault, other) == Archived(Likeness.OTHER, made.id)


def test_a_file_without_a_record_is_like_nothing(desk: Desk, family: str) -> None:
    order = Order(family, "sample_kit", "de", "UK", filled=KIT)
    shown = verify_letter(desk.letters.preview(order).content)
    bare = replace(shown, record=replace(shown.record, whole={}))
    assert archived(desk.unlock.vault, bare) == Archived(Likeness.NONE)
