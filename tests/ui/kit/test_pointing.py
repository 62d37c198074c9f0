import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from ui.kit.pictures.pointing import frame_around, nearest, subject_at
from ui.kit.pictures.scene_painter import Prepared, Subject

UP, DOWN, LEFT, RIGHT = QPointF(0, -1), QPointF(0, 1), QPointF(-1, 0), QPointF(1, 0)


def person(name: str, x: float, y: float) -> Subject:
    symbol = QRectF(x - 17, y - 17, 34, 34)
    return Subject(name, name, symbol, symbol.adjusted(-10, 0, 10, 30))


FAMILY = (
    person("father", 0, 0),
    person("mother", 100, 0),
    person("eldest", -20, 100),
    person("middle", 50, 100),
    person("youngest", 120, 100),
)


def find(name: str) -> Subject:
    return next(subject for subject in FAMILY if subject.name == name)


def test_point_in_a_symbol_or_its_label_finds_the_person() -> None:
    assert subject_at(FAMILY, QPointF(50, 100), reach=0) is find("middle")
    assert subject_at(FAMILY, QPointF(55, 125), reach=0) is find("middle")
    assert subject_at(FAMILY, QPointF(50, 50), reach=0) is None


def test_small_symbol_may_be_missed_by_a_little() -> None:
    beside = QPointF(50, 75)
    assert subject_at(FAMILY, beside, reach=10) is None
    assert subject_at(FAMILY, beside, reach=30) is find("middle")


@pytest.mark.parametrize(
    ("start", "way", "end"),
    [
        ("father", RIGHT, "mother"),
        ("mother", LEFT, "father"),
        ("middle", LEFT, "eldest"),
        ("middle", RIGHT, "youngest"),
        ("father", DOWN, "eldest"),
        ("youngest", UP, "mother"),
    ],
)
def test_arrows_walk_to_the_neighbour_in_that_direction(start: str, way: QPointF, end: str) -> None:
    found = nearest(FAMILY, find(start), way)
    assert found is find(end)


def test_nobody_is_beyond_the_edge() -> None:
    assert nearest(FAMILY, find("father"), UP) is None
    assert nearest((), None, DOWN) is None


def test_first_arrow_selects_somebody() -> None:
    assert nearest(FAMILY, None, DOWN) is FAMILY[0]


def picture(who: Subject, *texts: QRectF) -> Prepared:
    return Prepared((), (who,), texts, QRectF())


@given(
    gap=st.floats(2.5, 40),
    width=st.floats(5, 120),
    side=st.sampled_from(["left", "right", "top", "bottom"]),
)
def test_frame_never_covers_a_label(gap: float, width: float, side: str) -> None:
    who = person("Anna", 0, 0)
    boxes = {
        "bottom": QRectF(-width / 2, 17 + gap, width, 12),
        "top": QRectF(-width / 2, -17 - gap - 12, width, 12),
        "right": QRectF(17 + gap, -6, width, 12),
        "left": QRectF(-17 - gap - width, -6, width, 12),
    }
    text = boxes[side]
    pen = 1.5
    frame = frame_around(who, picture(who, text), pen=pen)
    outer = frame.adjusted(-pen / 2, -pen / 2, pen / 2, pen / 2)
    assert frame.contains(who.symbol)
    assert not outer.intersects(text)


def test_text_inside_a_symbol_does_not_push_the_frame() -> None:
    who = person("5", 0, 0)
    inside = QRectF(-5, -5, 10, 10)
    frame = frame_around(who, picture(who, inside), pen=1)
    assert frame == frame_around(who, picture(who), pen=1)
