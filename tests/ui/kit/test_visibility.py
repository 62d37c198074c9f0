from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.marks.visibility import set_shown


def test_part_without_a_page_opens_no_window_and_comes_with_its_page(qtbot: QtBot) -> None:
    page, part = QWidget(), QLabel("Anna")
    qtbot.addWidget(page)
    part.hide()
    set_shown(part, is_shown=True)
    assert not part.isVisible()
    QVBoxLayout(page).addWidget(part)
    page.show()
    assert part.isVisible()


def test_part_of_a_page_is_hidden_and_shown_again(qtbot: QtBot) -> None:
    page, part = QWidget(), QLabel("Anna")
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(part)
    page.show()
    set_shown(part, is_shown=False)
    assert not part.isVisible()
    set_shown(part, is_shown=True)
    assert part.isVisible()
