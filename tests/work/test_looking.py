"""A drawn family looked at: a better order later, branches folded away, somebody in the hand."""

import pytest

from counselling.drawing.scene import Line, Scene
from counselling.pedigree.branches import Branch, Fold
from counselling.work.desk import Desk
from counselling.work.families.pedigrees import ShownFamily
from tests.families.builders import three_generations
from tests.families.unseen import unseen_family


class Stopped(Exception):
    """The search was stopped."""


@pytest.fixture
def tangled(desk: Desk, folder: object) -> ShownFamily:
    """A family whose first order crosses itself, and need not."""
    return desk.pedigrees.show(desk.families.adopt(unseen_family(7, 24)).id)


@pytest.fixture
def plain(desk: Desk, folder: object) -> ShownFamily:
    return desk.pedigrees.show(desk.families.adopt(three_generations()).id)


def nothing() -> None:
    """Let the search go on."""


def test_first_picture_is_drawn_at_once_and_a_better_order_is_found_later(
    desk: Desk, tangled: ShownFamily
) -> None:
    better = desk.pedigrees.better(tangled, nothing)
    assert better is not None
    assert better.drawing.layout.crossings < tangled.drawing.layout.crossings
    assert better.record == tangled.record


def test_drawing_without_crossings_is_not_searched(desk: Desk, plain: ShownFamily) -> None:
    def never() -> None:
        raise Stopped

    assert plain.drawing.layout.crossings == 0
    assert desk.pedigrees.better(plain, never) is None


def test_search_can_be_stopped_at_every_try(desk: Desk, tangled: ShownFamily) -> None:
    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        desk.pedigrees.better(tangled, stop)


def test_part_keeps_the_order_and_the_numbers_of_the_whole(desk: Desk, plain: ShownFamily) -> None:
    part = desk.pedigrees.part(plain, (Fold("mother", Branch.DESCENDANTS),))
    assert part.hidden == {"child", "brother"}
    assert part.drawing.numbers == plain.drawing.numbers
    drawn = [p for row in part.drawing.layout.rows for p in row]
    whole = [p for row in plain.drawing.layout.rows for p in row]
    assert drawn == [person for person in whole if person in drawn]


def test_part_says_on_whom_a_branch_hangs_and_how_many_it_hides(
    desk: Desk, plain: ShownFamily
) -> None:
    part = desk.pedigrees.part(plain, (Fold("mother", Branch.DESCENDANTS),))
    (mother,) = (g for g in part.drawing.scene.groups() if g.subject == "mother")
    assert mother.label.endswith("2 relatives below not shown")
    assert {group.subject for group in plain.drawing.scene.groups()} >= {"child"}


def test_held_person_is_drawn_where_the_hand_is_and_all_others_stay(
    desk: Desk, plain: ShownFamily
) -> None:
    family, drawing = plain.record.family, plain.drawing
    x = drawing.layout.by_person["child"].x
    held = desk.pedigrees.hold(family, drawing, "child")
    still, moved = held.at(x), held.at(x + 0.4)
    parts = {group.subject: group for group in drawing.scene.groups()}
    assert all(parts[group.subject] is group for group in still.groups())
    gone = {g.subject for g in moved.groups() if parts[g.subject] is not g}
    assert "child" in gone
    assert len(gone) < len(parts)


def test_lines_of_a_held_person_are_led_anew_on_the_same_paper(
    desk: Desk, plain: ShownFamily
) -> None:
    family, drawing = plain.record.family, plain.drawing
    x = drawing.layout.by_person["child"].x
    held = desk.pedigrees.hold(family, drawing, "child")

    def lines(scene: Scene) -> list[tuple[float, ...]]:
        found = (item for item in scene.items if isinstance(item, Line))
        return [tuple(round(c, 3) for c in (i.x1, i.y1, i.x2, i.y2)) for i in found]

    assert lines(held.at(x)) == lines(drawing.scene)
    assert lines(held.at(x + 0.4)) != lines(drawing.scene)
    assert held.at(x + 0.4).width == drawing.scene.width
