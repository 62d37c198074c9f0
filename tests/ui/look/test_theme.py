from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.look.fonts import FAMILIES
from ui.look.theme import Choice, Contrast, Mode, Theme
from ui.look.tokens import DARK, LIGHT, Token

Place = QPalette.ColorRole


def test_choosing_dark_changes_palette_sheet_and_colours(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose(replace(theme.choice, mode=Mode.DARK))
    assert theme.colours is DARK
    assert theme.is_dark
    palette = qapp.palette()
    assert palette.color(Place.Window).name().upper() == DARK[Token.WINDOW]
    assert palette.color(Place.Accent).name().upper() == DARK[Token.ACCENT]
    assert DARK[Token.ACCENT] in qapp.styleSheet()
    assert LIGHT[Token.ACCENT] not in qapp.styleSheet()


def test_choosing_the_same_look_again_changes_nothing(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(theme.choice)


def test_text_size_scales_every_size_of_type(theme: Theme, qapp: QApplication) -> None:
    theme.choose(replace(theme.choice, text_scale=2.0))
    assert qapp.font().pointSizeF() == 20
    assert "font-size: 34pt" in qapp.styleSheet()
    assert theme.pixels(100) == 200


def test_type_is_ours_with_arabic_behind_it(theme: Theme, qapp: QApplication) -> None:
    assert tuple(qapp.font().families()) == FAMILIES


def test_high_contrast_leaves_colours_to_the_system(theme: Theme, qapp: QApplication) -> None:
    theme.choose(replace(theme.choice, contrast=Contrast.HIGH))
    assert "#" not in qapp.styleSheet()
    system = qapp.style().standardPalette()
    assert qapp.palette().color(Place.Window) == system.color(Place.Window)
    assert theme.colours[Token.TEXT] == qapp.palette().color(Place.WindowText).name()


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_system_is_told_the_choice(theme: Theme, qapp: QApplication, mode: Mode) -> None:
    theme.choose(replace(theme.choice, mode=mode))
    wanted = Qt.ColorScheme.Dark if mode is Mode.DARK else Qt.ColorScheme.Light
    assert qapp.styleHints().colorScheme() in (wanted, Qt.ColorScheme.Unknown)


def test_a_change_of_the_system_is_followed(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    theme.choose(Choice())
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
