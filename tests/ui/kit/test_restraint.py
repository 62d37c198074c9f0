from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.marks.deeds import needing
from ui.kit.standing.page import Page
from ui.kit.standing.restraint import Restraint
from ui.look.icons import Icons


class Two(Page):
    """A page with a deed for some and a deed for all."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.some = needing(action(self, "some", self._some, shortcut="Ctrl+S"), "export")
        self.all = action(self, "all", self._all)
        pile = QVBoxLayout(self)
        self.button = ActionButton(self.some)
        pile.addWidget(self.button)

    def _some(self) -> None:
        self.done.append("some")

    def _all(self) -> None:
        self.done.append("all")


def held(
    qtbot: QtBot, words: Catalogue, icons: Icons, *, may: tuple[str, ...], needs: str = ""
) -> Two:
    page = Two()
    qtbot.addWidget(page)
    Restraint(lambda deed: deed in may, words, icons, page).hold(page, needs=needs)
    page.show()
    return page


def test_what_the_role_may_not_do_is_grey_and_says_why(
    qtbot: QtBot, words: Catalogue, icons: Icons
) -> None:
    page = held(qtbot, words, icons, may=())
    for each in (page.some, page.all):
        each.trigger()
    assert page.done == ["all"]
    assert not page.button.isEnabled()
    assert page.button.toolTip() == page.button.accessibleDescription() != ""


def test_it_stays_grey_when_the_page_thinks_it_can_be_done(
    qtbot: QtBot, words: Catalogue, icons: Icons
) -> None:
    page = held(qtbot, words, icons, may=())
    page.some.setEnabled(False)
    page.some.setEnabled(True)
    assert not page.some.isEnabled()


def test_what_the_role_may_do_is_left_to_the_page(
    qtbot: QtBot, words: Catalogue, icons: Icons
) -> None:
    page = held(qtbot, words, icons, may=("export", "change"), needs="change")
    assert page.some.isEnabled()
    assert page.button.accessibleDescription() == ""
    assert page.findChildren(Banner) == []


def test_a_part_that_is_put_in_late_is_grey_too(
    qtbot: QtBot, words: Catalogue, icons: Icons
) -> None:
    page = held(qtbot, words, icons, may=())
    late = needing(QWidget(page), "change")
    qtbot.waitUntil(lambda: not late.isEnabled())
    assert late.toolTip()


def test_a_page_that_is_only_looked_at_says_so_at_its_top(
    qtbot: QtBot, words: Catalogue, icons: Icons
) -> None:
    page = held(qtbot, words, icons, may=("export",), needs="change")
    (note,) = page.findChildren(Banner)
    assert note.isVisible()
    layout = page.layout()
    assert layout is not None
    assert layout.indexOf(note) == 0
