"""Colours by role, line widths and type sizes of every picture. Paper stays paper: dark on light.

Contrast of every pair that meets is computed in tests/drawing (text 4.5:1, edges 3:1).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Ink(StrEnum):
    """What a colour is for; painters look the colour up, scenes never name one."""

    PAPER = "paper"
    INK = "ink"
    SOFT = "soft"
    LINE = "line"
    ACCENT = "accent"
    ACCENT_GROUND = "accent_ground"
    CONTRAST = "contrast"
    CONTRAST_GROUND = "contrast_ground"


# ACCENT and the rest are the light tokens of the desk; CONTRAST is Okabe-Ito's vermillion darkened
# to 4.6:1 on white (Okabe and Ito 2008, Color Universal Design), told apart from ACCENT by
# protanopes, deuteranopes and tritanopes.
PAPER_COLOURS: Final[Mapping[Ink, str]] = {
    Ink.PAPER: "#FFFFFF",
    Ink.INK: "#1A2326",
    Ink.SOFT: "#4C5A5F",
    Ink.LINE: "#7C8A8E",
    Ink.ACCENT: "#0B6570",
    Ink.ACCENT_GROUND: "#DCEDEE",
    Ink.CONTRAST: "#B84A00",
    Ink.CONTRAST_GROUND: "#FBE7DA",
}

HAIRLINE_PT: Final = 0.75
LINE_PT: Final = 1.4
BOLD_LINE_PT: Final = 2.2

SMALL_PT: Final = 8.5
TEXT_PT: Final = 10.0
HEADING_PT: Final = 12.0

DASH: Final = (4.0, 3.0)
