"""The one short style sheet: what Fusion and the palette cannot say."""

import math
from collections.abc import Mapping
from enum import StrEnum
from string import Template
from typing import Final

from ui.look.tokens import (
    BASE_PT,
    CARD_RADIUS_PX,
    CONTROL_RADIUS_PX,
    ICON_PX,
    LOW_SCRIPT_EM,
    SECTION_PT,
    SMALL_PT,
    TARGET_PX,
    TITLE_PT,
    Space,
    Token,
)


class Role(StrEnum):
    """What a widget is to the eye; the sheet's only selector besides the widget's class."""

    CARD = "card"
    PANEL = "panel"  # surface without a border: rail, lists inside a card
    RULE = "rule"  # a hairline
    RAIL = "rail"  # a button of the rail
    PRIMARY = "primary"  # the one main action
    QUIET = "quiet"  # a button without a border
    TITLE = "title"
    SECTION = "section"
    STRONG = "strong"
    SOFT = "soft"
    SMALL = "small"
    NEUTRAL = "neutral"  # the grounds of chips and banners, one a tone
    ACCENT = "accent"
    GOOD = "good"
    CAUTION = "caution"
    DANGER = "danger"


_SHAPES: Final = """
QLabel { padding-bottom: ${below}px }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 700 }
QLabel[role="section"] { font-size: ${section}pt; font-weight: 700 }
QLabel[role="strong"] { font-weight: 700 }
QLabel[role="small"] { font-size: ${small}pt }
QFrame[role="card"] { border: 1px solid $line; border-radius: ${card}px }
QFrame[role="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px }
QPushButton, QToolButton { border: 1px solid $edge; border-radius: ${control}px;
    padding: 5px 13px; min-height: ${inner}px }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 12px }
QToolButton { padding: 3px 4px; min-width: ${tool}px; min-height: ${tool}px;
    max-width: ${tool}px; max-height: ${tool}px }
QToolButton:focus { padding: 2px 3px }
QPushButton { qproperty-iconSize: ${spaced}px ${icon}px }
QToolButton { qproperty-iconSize: ${icon}px ${icon}px }
QToolButton[role="rail"] { qproperty-iconSize: ${spaced}px ${icon}px }
QToolButton[role="rail"] { border: 2px solid transparent; padding: 3px 9px;
    max-width: 9999px; max-height: 9999px }
QToolButton[role="rail"]:focus { border-color: $accent; padding: 3px 9px }
QToolButton[role="rail"]:checked { font-weight: 700 }
QPushButton[role="quiet"], QToolButton[role="quiet"] { border-color: transparent }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border-color: $accent }
QLineEdit, QPlainTextEdit, QComboBox { border: 1px solid $edge; border-radius: ${control}px;
    padding: 2px 9px; min-height: ${field}px }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent;
    padding: 1px 8px }
QComboBox::drop-down { border: 0; width: ${target}px }
QComboBox::down-arrow { image: none }
QComboBox QAbstractItemView { border: 1px solid $edge; padding: 4px }
QCheckBox { spacing: 8px; min-height: ${tick}px }
QCheckBox::indicator { width: ${icon}px; height: ${icon}px }
QAbstractItemView { border: 0; outline: 0 }
QListView::item { padding-bottom: ${below}px }
QTableView::item { padding: 0 ${cell}px }
QHeaderView::section { border: 0; border-bottom: 1px solid $line; padding: 6px ${head}px;
    font-weight: 400 }
QToolTip { border: 1px solid $edge; padding: 4px 8px }
QMenu { border: 1px solid $edge; padding: 4px 0 }
QMenu::item { padding: ${row}px ${menu}px; border: 2px solid transparent }
QMenu::separator { height: 1px; margin: 4px 0 }
QMenu::indicator { width: ${icon}px; height: ${icon}px; margin-left: 6px }
"""

_COLOURS: Final = """
QLabel[role="soft"], QLabel[role="small"] { color: $soft }
QFrame[role="card"], QFrame[role="panel"] { background: $surface }
QPushButton, QToolButton, QLineEdit, QPlainTextEdit, QComboBox { background: $surface }
QPushButton:hover, QToolButton:hover { background: $hover }
QPushButton:pressed, QToolButton:pressed { background: $accent_ground }
QPushButton:disabled, QToolButton:disabled { color: $soft; border-color: $line }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $soft;
    border-color: $line; background: $window }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 700 }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover }
QPushButton[role="primary"]:focus { border: 1px solid $accent; padding: 5px 13px }
QPushButton[role="primary"]:disabled { background: $hover; color: $soft; border-color: $line }
QToolButton[role="rail"] { background: transparent; color: $soft }
QToolButton[role="rail"]:hover { background: $hover; color: $text }
QToolButton[role="rail"]:checked { background: $accent_ground; color: $accent }
QPushButton[role="quiet"], QToolButton[role="quiet"] { background: transparent; color: $accent }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $hover }
QPushButton:checked, QToolButton:checked { background: $accent_ground }
QFrame[role="neutral"] { background: $hover; color: $text }
QFrame[role="accent"] { background: $accent_ground; color: $accent }
QFrame[role="good"] { background: $good_ground; color: $good }
QFrame[role="caution"] { background: $caution_ground; color: $caution }
QFrame[role="danger"] { background: $danger_ground; color: $danger }
QFrame[role="neutral"], QFrame[role="accent"], QFrame[role="good"], QFrame[role="caution"],
    QFrame[role="danger"] { border: 0; border-radius: ${control}px }
QFrame[role="neutral"] QLabel { color: $text }
QFrame[role="accent"] QLabel { color: $accent }
QFrame[role="good"] QLabel { color: $good }
QFrame[role="caution"] QLabel { color: $caution }
QFrame[role="danger"] QLabel { color: $danger }
QAbstractItemView { background: $surface; selection-background-color: $accent_ground;
    selection-color: $text }
QAbstractItemView::item:selected { background: $accent_ground; color: $text }
QHeaderView::section { background: $surface; color: $soft }
QToolTip { background: $surface; color: $text }
QMenu { background: $surface; color: $text }
QMenu::item:selected { background: $accent_ground; color: $text; border-color: $accent }
QMenu::item:disabled { color: $soft }
QMenu::separator { background: $line }
QScrollBar { background: transparent; border: 0; margin: 0 }
QScrollBar:vertical { width: 12px }
QScrollBar:horizontal { height: 12px }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px }
QScrollBar::handle:vertical { min-height: 32px }
QScrollBar::handle:horizontal { min-width: 32px }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0 }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent }
"""

# High contrast: the system's own palette, and borders that nobody can miss.
_SYSTEM: Final = {
    Token.LINE: "palette(window-text)",
    Token.EDGE: "palette(window-text)",
    Token.ACCENT: "palette(highlight)",
}
_SYSTEM_EXTRA: Final = """
QMenu::item:selected { background: palette(highlight); color: palette(highlighted-text) }
QMenu::separator { background: palette(window-text) }
QPushButton[role="primary"] { border-width: 2px; font-weight: 700 }
QLineEdit, QPlainTextEdit, QComboBox { background: palette(base) }
QToolButton[role="rail"]:checked, QToolButton:checked { border: 2px solid palette(window-text) }
QFrame[role="neutral"], QFrame[role="accent"], QFrame[role="good"], QFrame[role="caution"],
    QFrame[role="danger"] { border: 1px solid palette(window-text) }
"""


def sheet(colours: Mapping[Token, str], *, text_scale: float, is_low: bool) -> str:
    """Return the sheet for light or dark. is_low: the script hangs below our lines (Arabic)."""
    return Template(_SHAPES + _COLOURS).substitute(_values(colours, text_scale, is_low))


def high_contrast_sheet(*, text_scale: float, is_low: bool) -> str:
    """Return the sheet that leaves every colour to the system."""
    return Template(_SHAPES + _SYSTEM_EXTRA).substitute(_values(_SYSTEM, text_scale, is_low))


def _values(colours: Mapping[Token, str], text_scale: float, is_low: bool) -> dict[str, str]:
    inner = round((TARGET_PX - 12) * text_scale)  # a control without padding and border
    points = {"small": SMALL_PT, "section": SECTION_PT, "title": TITLE_PT}
    pixels = {
        "card": CARD_RADIUS_PX,
        "control": CONTROL_RADIUS_PX,
        "inner": inner,
        "tool": inner + 4,
        "tick": inner + 12,
        "field": inner + 6,  # more room inside: a field cuts what hangs below its line
        "below": math.ceil(LOW_SCRIPT_EM * BASE_PT * text_scale * 96 / 72) if is_low else 0,
        "target": TARGET_PX,
        "row": (TARGET_PX - 22) // 2,  # above and below a line of text: a row as high as a button
        "menu": int(Space.PAGE),  # beside it: the tick stands on one side
        "cell": int(Space.MEDIUM),
        "head": Space.MEDIUM + 3,  # where Fusion begins the text of a cell
        "icon": round(ICON_PX * text_scale),
        "spaced": round(ICON_PX * text_scale) + Space.SMALL,  # room between icon and word
    }
    return {
        **{token.value: colour for token, colour in colours.items()},
        **{name: f"{size * text_scale:g}" for name, size in points.items()},
        **{name: str(size) for name, size in pixels.items()},
    }
