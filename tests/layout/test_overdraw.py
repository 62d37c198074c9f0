"""Lines along each other are seen, and no saved crossing is worth them."""

import pytest

from counselling.layout.layout import Effort, place
from counselling.layout.overdraw import overdrawn
from counselling.layout.result import Segment, SegmentKind
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind
from tests.layout.conftest import find_faults


def line(x1: float, y1: float, x2: float, y2: float, owner: str) -> Segment:
    return Segment(x1, y1, x2, y2, SegmentKind.CHILD, (owner,))


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (line(1, 0, 3, 0, "b"), 1),
        (line(3, 0, 1, 0, "b"), 1),
        (line(1, 0, 3, 0, "a"), 0),  # her own
        (line(2, 0, 3, 0, "b"), 0),  # end to end
        (line(1, -1, 1, 1, "b"), 0),  # across
        (line(1, 0.01, 3, 0.01, "b"), 0),
        (line(1, 0, 3, 1, "b"), 0),  # a twin's slant
    ],
)
def test_lines_of_different_owners_are_counted_where_they_share_a_way(
    other: Segment, count: int
) -> None:
    assert overdrawn([line(0, 0, 2, 0, "a"), other]) == count


def child(person: str, *parents: tuple[str, ParentKind]) -> Person:
    return Person(person, parents=tuple(ParentLink(*link) for link in parents))


def test_a_search_gives_up_a_saved_crossing_that_would_hide_a_line() -> None:
    """Two people below their own row, one by a donor: seen by hypothesis."""
    born = (("p5", ParentKind.MOTHER), ("p0", ParentKind.FATHER))
    brought_up = ("p0", ParentKind.ADOPTIVE)
    family = Family(
        "f",
        persons=(
            Person("p0"),
            child("p2", brought_up, brought_up),
            child("p3", ("p2", ParentKind.ADOPTIVE)),
            Person("p5"),
            child("p6", *born, ("p2", ParentKind.ADOPTIVE)),
            child("p7", *born, brought_up, brought_up),
            child("p8", *born),
            child("p10", brought_up, brought_up, ("p8", ParentKind.SPERM_DONOR)),
        ),
        partnerships=(Partnership(("p0", "p5")), Partnership(("p10", "p7"))),
    )
    for effort in (Effort.FIRST, Effort.NORMAL, Effort.LONG):
        assert find_faults(family, place(family, effort=effort)) == []
