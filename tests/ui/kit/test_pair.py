import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit.layout.pair import Pair
from ui.look.theme import Choice, Contrast, Mode, Theme


class Block(QWidget):
    def __init__(self, wide: int) -> None:
        super().__init__()
        self._wide = wide

    def sizeHint(self) -> QSize:
        return QSize(self._wide, 40)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


@pytest.fixture
def first() -> Block:
    return Block(100)


@pytest.fixture
def second() -> Block:
    return Block(120)


@pytest.fixture
def pair(theme: Theme, first: Block, second: Block, qtbot: QtBot) -> Pair:
    made = Pair(theme, first, second, least_px=300)
    qtbot.addWidget(made)
    made.resize(500, 100)
    made.show()
    return made


def test_first_takes_the_room_that_the_second_leaves(
    pair: Pair, first: Block, second: Block
) -> None:
    assert first.y() == second.y()
    assert second.width() == 120
    assert first.width() > 300


def test_even_ones_take_the_same(theme: Theme, first: Block, second: Block, qtbot: QtBot) -> None:
    made = Pair(theme, first, second, least_px=300, is_even=True)
    qtbot.addWidget(made)
    made.resize(500, 100)
    made.show()
    assert abs(first.width() - second.width()) <= 1


def test_second_stands_below_where_there_is_no_room(
    pair: Pair, first: Block, second: Block
) -> None:
    pair.resize(250, 200)
    pair.layout().activate()  # type: ignore[union-attr]
    assert first.x() == second.x() == 0
    assert second.y() > first.y()


def test_larger_text_needs_more_room(pair: Pair, theme: Theme, first: Block, second: Block) -> None:
    theme.choose(Choice(Mode.LIGHT, Contrast.NORMAL, 2.0))
    pair.layout().activate()  # type: ignore[union-attr]
    assert second.y() > first.y()


def test_pair_never_makes_its_page_wider_than_the_wider_of_the_two(pair: Pair) -> None:
    assert pair.minimumSizeHint().width() == 120
