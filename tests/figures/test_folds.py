"""Badges of branches that are folded away."""

import pytest

from counselling.drawing.scene import Circle, Group, Path, Rectangle, Scene, Text
from counselling.figures.folds import with_badges
from counselling.language.catalogue import Catalogue
from counselling.pedigree.branches import Branch, Fold
from tests.conftest import catalogue


class Half:
    """Every letter is half as wide as it is high."""

    def width_pt(self, text: str, size_pt: float, *, is_bold: bool = False) -> float:
        return 0.5 * size_pt * len(text)


SCENE = Scene((Group((Circle(100, 100, 17),), "anna", "Anna"), Group((), "olof", "Olof")), 200, 200)


@pytest.fixture
def words() -> Catalogue:
    return catalogue("en")


def badged(words: Catalogue, *folds: tuple[Fold, int]) -> tuple[Group, ...]:
    return tuple(with_badges(SCENE, dict(folds), words, Half()).groups())


def test_badge_counts_whom_it_hides_beside_the_symbol(words: Catalogue) -> None:
    anna, olof = badged(words, (Fold("anna", Branch.DESCENDANTS), 12))
    frame = next(item for item in anna.items if isinstance(item, Rectangle))
    assert [item.text for item in anna.items if isinstance(item, Text)] == ["12"]
    assert frame.x > 117
    assert frame.y > 100
    assert olof == SCENE.items[1]


def test_ancestors_are_counted_above_the_partners_line(words: Catalogue) -> None:
    anna, _ = badged(words, (Fold("anna", Branch.ANCESTORS), 3))
    frame = next(item for item in anna.items if isinstance(item, Rectangle))
    assert frame.y + frame.height < 100


def test_sign_points_to_where_the_branch_hangs(words: Catalogue) -> None:
    tips = {}
    for branch in Branch:
        anna, _ = badged(words, (Fold("anna", branch), 3))
        sign = next(item for item in anna.items if isinstance(item, Path))
        ends = [step[2] for step in sign.steps if len(step) == 3]
        tips[branch] = float(ends[2]) - float(ends[0])
    assert tips[Branch.ANCESTORS] < 0 < tips[Branch.DESCENDANTS]


def test_badge_is_said_with_the_person(words: Catalogue) -> None:
    anna, _ = badged(
        words, (Fold("anna", Branch.ANCESTORS), 1), (Fold("anna", Branch.DESCENDANTS), 2)
    )
    assert anna.label == "Anna. 1 relative above not shown. 2 relatives below not shown"


def test_nothing_folded_is_the_scene_itself(words: Catalogue) -> None:
    assert with_badges(SCENE, {}, words, Half()) == SCENE
