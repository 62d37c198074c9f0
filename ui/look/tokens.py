"""Colours, distances and type sizes of the desk, by what they are for.

Contrast of every pair that meets is computed in tests/ui/look (text 4.5:1, edges 3:1, states 6:1).
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Final


class Token(StrEnum):
    """What a colour is for; nobody but this file names one."""

    WINDOW = "window"  # the ground
    SURFACE = "surface"  # cards, fields, the rail
    HOVER = "hover"  # a control under the pointer
    LINE = "line"  # hairlines that mean nothing
    EDGE = "edge"  # borders that say "here is a control"
    TEXT = "text"
    SOFT = "soft"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_GROUND = "accent_ground"
    ON_ACCENT = "on_accent"
    CAUTION = "caution"
    CAUTION_GROUND = "caution_ground"
    DANGER = "danger"
    DANGER_GROUND = "danger_ground"
    GOOD = "good"
    GOOD_GROUND = "good_ground"


LIGHT: Final[Mapping[Token, str]] = {
    Token.WINDOW: "#F5F7F7",
    Token.SURFACE: "#FFFFFF",
    Token.HOVER: "#EDF1F1",
    Token.LINE: "#D3DADB",
    Token.EDGE: "#7C8A8E",
    Token.TEXT: "#1A2326",
    Token.SOFT: "#4C5A5F",
    Token.ACCENT: "#0B6570",
    Token.ACCENT_HOVER: "#09545D",
    Token.ACCENT_GROUND: "#DCEDEE",
    Token.ON_ACCENT: "#FFFFFF",
    Token.CAUTION: "#7A4F00",
    Token.CAUTION_GROUND: "#FFF3D9",
    Token.DANGER: "#A02A2A",
    Token.DANGER_GROUND: "#FCEBEA",
    Token.GOOD: "#1D6638",
    Token.GOOD_GROUND: "#E6F4EA",
}

DARK: Final[Mapping[Token, str]] = {
    Token.WINDOW: "#12181A",
    Token.SURFACE: "#1A2225",
    Token.HOVER: "#222C30",
    Token.LINE: "#333F43",
    Token.EDGE: "#7F8F94",
    Token.TEXT: "#E5ECEE",
    Token.SOFT: "#A7B5B9",
    Token.ACCENT: "#6FC4CB",
    Token.ACCENT_HOVER: "#8AD3D9",
    Token.ACCENT_GROUND: "#1D3A3E",
    Token.ON_ACCENT: "#12181A",
    Token.CAUTION: "#F2C45F",
    Token.CAUTION_GROUND: "#352B14",
    Token.DANGER: "#FF9C94",
    Token.DANGER_GROUND: "#3A1F1E",
    Token.GOOD: "#8BD4A2",
    Token.GOOD_GROUND: "#17301F",
}


class Space(IntEnum):
    """Distances in pixels; nothing on a page stands at any other."""

    TIGHT = 4
    SMALL = 8
    MEDIUM = 12
    CARD = 16
    SECTION = 24
    PAGE = 32


CARD_RADIUS_PX: Final = 10
CONTROL_RADIUS_PX: Final = 8
FOCUS_PX: Final = 2
TARGET_PX: Final = 32  # the least height and width of anything that can be pressed
ICON_PX: Final = 18  # at text size 1; grows with the text
LARGE_ICON_LINES: Final = 2.25  # of an icon that stands alone, in lines of text
READING_PX: Final = 440  # width of a column of text or of a form at text size 1
SIDE_PX: Final = 340  # width of a column beside what a page is about
MAIN_PX: Final = 420  # least width of what a page is about, beside that column
RAIL_PX: Final = 176
WINDOW_PX: Final = (1280, 800)
SMALLEST_WINDOW_PX: Final = (720, 520)

PIXELS_PER_POINT: Final = 96 / 72  # of a picture at text size 1
BASE_PT: Final = 10.0
SMALL_PT: Final = 8.5
SECTION_PT: Final = 12.0
TITLE_PT: Final = 17.0
# Arabic's final letters hang lower than our Latin font's lines are deep: FiraGO's bold yeh ends
# 0.42 em below the baseline, Noto Sans's lines 0.29 em (measured in the font files).
LOW_SCRIPT_EM: Final = 0.13

IDLE_MINUTES: Final = 10  # then the desk locks itself; records.md 4: 1-15 by policy
