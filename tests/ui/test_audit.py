"""Walks every screen of this storey as a keyboard, a screen reader and a large type would."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from ui.look.theme import Choice, Contrast, Mode
from ui.look.tokens import TARGET_PX
from ui.pages.families.page import FamiliesPage
from ui.pages.unlock.page import UnlockPage
from ui.pages.unlock.view_model import Step
from ui.start import Desktop

SOURCE = Path(__file__).resolve().parents[2] / "ui"
SCREENS = ("welcome", "unlock", "wrong", "create", "families", "naming", "report", "empty")
LOOKS = {
    "light": Choice(Mode.LIGHT, Contrast.NORMAL),
    "dark": Choice(Mode.DARK, Contrast.NORMAL),
    "contrast": Choice(Mode.LIGHT, Contrast.HIGH),
    "large": Choice(Mode.LIGHT, Contrast.NORMAL, 2.0),
}

Show = Callable[..., Desktop]


@pytest.fixture
def show(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Any,
    qtbot: QtBot,
) -> Show:
    """Open the desk on one of the screens."""

    def door(desktop: Desktop, screen: str) -> None:
        page = desktop.window.page
        assert isinstance(page, UnlockPage)
        qtbot.waitUntil(lambda: page.model.state.step is not Step.LOOKING)
        if screen == "wrong":
            page.model.unlock("guess")
            qtbot.waitUntil(lambda: page.model.state.failure is not None)
        elif screen == "create":
            page.model.start_creating()

    def inside(desktop: Desktop, screen: str) -> None:
        enter(desktop)
        page = desktop.window.page
        assert isinstance(page, FamiliesPage)
        if screen == "naming":
            page.model.start_naming()
        elif screen == "report":
            page.model.import_file(Path("/home/nurse/d7.canrisk"))
            qtbot.waitUntil(lambda: len(page.model.state.families or ()) == 4)

    def make(screen: str, **how: Any) -> Desktop:
        if screen == "welcome":
            desk.unlock.known = ()
        if screen == "empty":
            desk.families.rows = ()
        desktop = open_desktop(**how)
        desktop.window.activateWindow()
        qtbot.waitActive(desktop.window)
        is_door = screen in ("welcome", "unlock", "wrong", "create")
        (door if is_door else inside)(desktop, screen)
        return desktop

    return make


def focusable(window: QWidget) -> list[QWidget]:
    """Every visible control that Tab is to reach."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is window.window()
        and not isinstance(widget.parentWidget(), QComboBox)
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_name_for_the_ear(show: Show, screen: str) -> None:
    controls = focusable(show(screen).window)
    unnamed = [
        type(control).__name__
        for control in controls
        if not QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
    ]
    assert controls
    assert unnamed == []


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_reaches_every_control_and_comes_round(
    show: Show, screen: str, qapp: QApplication
) -> None:
    window = show(screen).window
    wanted = set(focusable(window))
    first = next(iter(wanted))
    first.setFocus()
    reached = set()
    for _ in range(3 * len(wanted)):
        at = qapp.focusWidget()
        assert at is not None
        reached.add(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert {type(w).__name__ for w in wanted - reached} == set()
    assert wanted <= reached


def small_ones(window: QWidget) -> Iterator[tuple[str, int, int]]:
    kinds = (QPushButton, QToolButton, QLineEdit, QComboBox, QCheckBox)
    for widget in window.findChildren(QWidget):
        is_small = min(widget.height(), widget.width()) < TARGET_PX
        if widget.isVisible() and isinstance(widget, kinds) and is_small:
            yield type(widget).__name__, widget.width(), widget.height()


def cut_ones(window: QWidget) -> Iterator[str]:
    """Buttons and fields squeezed below what their words need, labels cut at the foot."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, QAbstractScrollArea):
            continue
        if isinstance(widget, QToolButton) and not widget.text():
            continue  # an icon has no words
        if isinstance(widget, QPushButton | QToolButton | QLineEdit | QComboBox):
            need = widget.minimumSizeHint()
            if widget.height() < need.height() or widget.width() < need.width():
                yield f"{type(widget).__name__} {widget.accessibleName()}"
        elif isinstance(widget, QLabel) and widget.height() < widget.heightForWidth(widget.width()):
            yield f"label {widget.text()[:40]}"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_controls_are_large_enough_and_no_words_are_cut(show: Show, screen: str, look: str) -> None:
    window = show(screen, look=LOOKS[look]).window
    QApplication.processEvents()
    assert list(small_ones(window)) == []
    assert list(cut_ones(window)) == []


@pytest.mark.parametrize("code", ["en", "de", "ar"])
@pytest.mark.parametrize("screen", SCREENS)
def test_real_words_fit_at_twice_the_size(
    show: Show, screen: str, code: str, language: Callable[[str], Catalogue]
) -> None:
    window = show(screen, catalogue=language(code), look=LOOKS["large"]).window
    QApplication.processEvents()
    assert list(small_ones(window)) == []
    assert list(cut_ones(window)) == []


@pytest.mark.parametrize("screen", ["unlock", "families"])
def test_arabic_desk_is_mirrored(
    show: Show, screen: str, words: Catalogue, qapp: QApplication
) -> None:
    arabic = Catalogue("ar", "rtl", words.raw)
    window = show(screen, catalogue=arabic).window
    assert qapp.isRightToLeft()
    middle = window.width() / 2
    for widget in window.findChildren(QToolButton):
        if not widget.isVisible():
            continue
        place = widget.mapTo(window, QPoint(widget.width() // 2, 0)).x()
        is_eye = widget.property("role") != "rail"
        assert place < middle if is_eye else place > middle


class Windows(QObject):
    """Notes every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        if event.type() == QEvent.Type.Show and is_window:
            self.opened.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("screen", SCREENS)
def test_no_part_of_a_page_flashes_up_as_a_window(
    show: Show, screen: str, qapp: QApplication
) -> None:
    watch = Windows()
    qapp.installEventFilter(watch)
    show(screen)
    qapp.removeEventFilter(watch)
    assert watch.opened == ["Window"]


# The source itself


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_sheets_and_visibility_have_one_place(path: Path) -> None:
    names = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
    }
    if path.name != "theme.py":
        assert "setStyleSheet" not in names
    if path.name != "visibility.py":
        assert "setVisible" not in names  # set_shown and set_offered of the kit


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_lambda_is_connected(path: Path) -> None:
    calls = (n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call))
    connects = (c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "connect")
    assert not any(isinstance(arg, ast.Lambda) for call in connects for arg in call.args)


def colours_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and text.startswith("#") and len(text) in (4, 7, 9):
            yield text


@pytest.mark.parametrize(
    "path",
    [p for p in modules() if p.parent.name != "look"],
    ids=lambda p: str(p.relative_to(SOURCE)),
)
def test_colours_are_named_by_tokens_only(path: Path) -> None:
    found = list(colours_in(ast.parse(path.read_text())))
    if path.name == "video_tile.py":  # a picture has its own ground in light and dark
        assert len(found) == 3
    else:
        assert found == []
