"""Who asks and who brought the family: said, and taken back."""

from dataclasses import replace

import pytest

from counselling.pedigree.edits import ClearMark, Mark
from tests.families.builders import trio


@pytest.mark.parametrize("mark", list(Mark))
def test_a_mark_is_taken_from_who_bears_it_and_from_nobody_else(mark: Mark) -> None:
    kin = replace(trio(), proband="child", consultand="child")
    free = ClearMark("child", mark).apply(kin)
    assert getattr(free, mark.value) is None
    assert {free.proband, free.consultand} == {None, "child"}
    assert ClearMark("mother", mark).apply(kin) == kin
