"""A sheet that grows downwards: texts set line by line, pictures put in between."""

from typing import Final

from counselling.drawing.ink import SMALL_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text, wrapped
from counselling.drawing.scene import Anchor, Item

_LINE_PT: Final = 13.0


class ToldColumn:
    """items: what stands on it so far. y: where the next thing begins, in points."""

    def __init__(self, measure: Measure, *, width_pt: float, direction: str) -> None:
        self._measure = measure
        self._direction = direction
        self.width_pt = width_pt
        self.items: list[Item] = []
        self.y = 0.0

    @property
    def is_ltr(self) -> bool:
        """Whether reading starts on the left."""
        return self._direction == "ltr"

    def say(
        self, text: str, *, size_pt: float = SMALL_PT, ink: Ink = Ink.INK, is_bold: bool = False
    ) -> None:
        """Set a text in lines as wide as the sheet."""
        lines = wrapped(
            text, self._measure, width_pt=self.width_pt, size_pt=size_pt, is_bold=is_bold
        )
        for line in lines:
            self.y += _LINE_PT
            self.items += line_of_text(
                0.0 if self.is_ltr else self.width_pt,
                self.y,
                line,
                self._measure,
                size_pt=size_pt,
                anchor=Anchor.START if self.is_ltr else Anchor.END,
                ink=ink,
                is_bold=is_bold,
                direction=self._direction,
            )
