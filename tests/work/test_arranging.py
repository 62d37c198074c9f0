"""What the hand did to a drawing is stored with the family, undone with it, and tidied away."""

import pytest

from counselling.layout.dragging import dropped
from counselling.pedigree.arranging import Nudge, OrderSiblings, Tidy
from counselling.pedigree.steps import Way
from counselling.work.desk import Desk
from counselling.work.families.pedigrees import ShownFamily
from tests.families.builders import three_generations


@pytest.fixture
def shown(desk: Desk, folder: object) -> ShownFamily:
    return desk.pedigrees.show(desk.families.adopt(three_generations()).id)


def x_of(shown: ShownFamily, person: str) -> float:
    return shown.drawing.layout.by_person[person].x


def test_a_drop_is_found_again_when_the_family_is_opened(desk: Desk, shown: ShownFamily) -> None:
    layout, family = shown.drawing.layout, shown.record.family
    edits = dropped(family, layout, "brother", x_of(shown, "brother") + 0.6)
    moved = desk.pedigrees.change(shown, edits)
    again = desk.pedigrees.show(shown.record.id)
    for drawing in (moved, again):
        assert x_of(drawing, "brother") == pytest.approx(x_of(shown, "brother") + 0.6, abs=0.05)


def test_an_order_by_hand_is_undone_like_all_else(desk: Desk, shown: ShownFamily) -> None:
    siblings = [name for row in shown.drawing.layout.rows for name in row
                if name in ("child", "brother")]  # fmt: skip
    turned = desk.pedigrees.change(shown, (OrderSiblings(tuple(reversed(siblings))),))
    assert x_of(turned, siblings[1]) < x_of(turned, siblings[0])
    back = desk.pedigrees.restore(turned, shown.record.family, way=Way.BACK)
    assert back.record.family == shown.record.family


def test_tidy_draws_afresh(desk: Desk, shown: ShownFamily) -> None:
    moved = desk.pedigrees.change(shown, (Nudge("brother", 2.0),))
    tidied = desk.pedigrees.change(moved, (Tidy(),))
    assert tidied.record.family.arrangement.is_empty
    assert tidied.drawing.layout == desk.pedigrees.show(shown.record.id).drawing.layout
