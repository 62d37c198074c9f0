"""Sheets of paper and boxes on them, in points."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MM: Final = 72 / 25.4
_INCH: Final = 72.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y counts downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def foot(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common, edges too."""
        return (
            self.x <= other.right
            and other.x <= self.right
            and self.y <= other.foot
            and other.y <= self.foot
        )

    def inset(self, by: float) -> "Box":
        """Return the box without a rim of this width."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet; the margin is what most printers need."""

    width_pt: float
    height_pt: float
    margin_pt: float = 12 * MM

    @property
    def turned(self) -> "Paper":
        """The same sheet, landscape for portrait."""
        return Paper(self.height_pt, self.width_pt, self.margin_pt)

    @property
    def printable(self) -> Box:
        """All within the margins."""
        return Box(0, 0, self.width_pt, self.height_pt).inset(self.margin_pt)


A4: Final = Paper(210 * MM, 297 * MM)
A3: Final = Paper(297 * MM, 420 * MM)
A2: Final = Paper(420 * MM, 594 * MM)
A1: Final = Paper(594 * MM, 841 * MM)
A0: Final = Paper(841 * MM, 1189 * MM)
LETTER: Final = Paper(8.5 * _INCH, 11 * _INCH)

PAPERS: Final[Mapping[str, Paper]] = {"A4": A4, "A3": A3, "A2": A2, "letter": LETTER}
POSTERS: Final[Mapping[str, Paper]] = {
    "A2": A2,
    "A1": A1,
    "A0": A0,
    "full": Paper(math.inf, math.inf),  # as large as the drawing itself
}
