"""Every kind of edit can be said: the stack is told from a log that may hold any of them."""

import pytest

from counselling.pedigree.continuing import ContinueFamily
from counselling.pedigree.edits import EDITS, AdoptFamily, Edit
from counselling.pedigree.family import Family
from tests.conftest import catalogue
from tests.families.builders import trio
from tests.records.test_history import EVERYTHING
from ui.pages.pedigree.kept.telling import told


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_kind_of_edit_is_said_in_every_language(code: str) -> None:
    words = catalogue(code)
    edits: tuple[Edit, ...] = (AdoptFamily(trio()), ContinueFamily(trio()), *EVERYTHING)
    assert {edit.kind for edit in edits} == set(EDITS)
    before = Family("f")
    for edit in edits:
        after = edit.apply(before)
        assert told((edit,), (before, after), {}, words)
        before = after
