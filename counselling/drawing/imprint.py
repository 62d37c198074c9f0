"""What stands around a drawing on paper: title, date, page, key, and the marks for cutting."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counselling.drawing.bounds import DROP, RISE
from counselling.drawing.ink import DASH, HAIRLINE_PT, HEADING_PT, SMALL_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.paper import Box
from counselling.drawing.runs import line_of_text, wrapped
from counselling.drawing.scene import Anchor, Item, Line, Stroke, Text
from counselling.drawing.tiles import OVERLAP_PT, Tile
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

HEAD_PT: Final = 26.0
FOOT_PT: Final = 16.0
MARKS_PT: Final = 11.0  # rim that the marks take around a tile
_MARK_PT: Final = 8.0
_BETWEEN_PT: Final = 18.0
_FACTS_PT: Final = 12.0
_BESIDE: Final = "   ·   "


@dataclass(frozen=True)
class Imprint:
    """The words around a drawing, in one language.

    drawn_on: the day that the sheet tells; None leaves it out. facts: phrases under the title: who
    told, who drew, ancestry.
    """

    title: str
    words: Catalogue
    measure: Measure
    drawn_on: datetime.date | None = None
    facts: tuple[str, ...] = ()

    def head_pt(self, width_pt: float) -> float:
        """Height that title, day and facts take in a line of this width."""
        return HEAD_PT + _FACTS_PT * len(self._fact_lines(width_pt))

    def head(self, box: Box) -> Iterator[Item]:
        """Title and day, side by side on the first line of a box; the facts under them."""
        day = ""
        if self.drawn_on is not None:
            day = self.words.say(N_("sheet.drawn"), date=self.words.date(self.drawn_on))
        taken = self.measure.width_pt(day, SMALL_PT) + _BETWEEN_PT
        title = self._fitting(self.title, box.width - taken)
        y = box.y + HEADING_PT * RISE
        yield from self._line(box, y, title, is_first=True, size_pt=HEADING_PT)
        yield from self._line(box, y, day, is_first=False)
        for line in self._fact_lines(box.width):
            y += _FACTS_PT
            yield from self._line(box, y, line, is_first=True)

    def _fact_lines(self, width_pt: float) -> tuple[str, ...]:
        """Facts side by side, on as many lines as they need; one that is too long is broken."""
        lines: list[str] = []
        for fact in self.facts:
            joined = f"{lines[-1]}{_BESIDE}{fact}" if lines else ""
            if joined and self.measure.width_pt(joined, SMALL_PT) <= width_pt:
                lines[-1] = joined
            else:
                lines += wrapped(fact, self.measure, width_pt=width_pt, size_pt=SMALL_PT)
        return tuple(lines)

    def foot(self, box: Box, page: int, pages: int, tile: Tile | None) -> Iterator[Item]:
        """Which page of how many, and which tile, on the last line of a box."""
        told = self.words.say(N_("sheet.page"), page=page, pages=pages)
        y = box.foot - SMALL_PT * DROP
        if tile is not None:
            place = {"row": tile.row, "column": tile.column}
            told = self.words.say(N_("sheet.tile"), **place, page=page, pages=pages)
            taken = self.measure.width_pt(told, SMALL_PT) + _BETWEEN_PT
            how = self.words.say(N_("sheet.glue"))
            if self.measure.width_pt(how, SMALL_PT) + taken <= box.width:
                yield from self._line(box, y, how, is_first=True)
        yield from self._line(box, y, told, is_first=False)

    def _line(
        self, box: Box, y: float, text: str, *, is_first: bool, size_pt: float = SMALL_PT
    ) -> tuple[Text, ...]:
        """Set a line at the side where reading begins, or at the other one."""
        is_left = is_first == (self.words.direction == "ltr")
        is_title = size_pt == HEADING_PT
        return line_of_text(
            box.x if is_left else box.right,
            y,
            text,
            self.measure,
            size_pt=size_pt,
            anchor=Anchor.START if is_left else Anchor.END,
            ink=Ink.INK if is_title else Ink.SOFT,
            is_bold=is_title,
            direction=self.words.direction,
        )

    def _fitting(self, text: str, width_pt: float) -> str:
        """Shorten a title that does not fit its line."""
        cut = len(text)
        shown = text
        while self.measure.width_pt(shown, HEADING_PT, is_bold=True) > width_pt and cut:
            cut -= 1
            shown = f"{text[:cut].rstrip()}…"
        return shown


def marks(window: Box, tile: Tile) -> Iterator[Line]:
    """Cut marks at the corners; dashed ones where the next page's edge comes to lie."""
    pen = Stroke(Ink.INK, HAIRLINE_PT)
    near, far = 2.0, 2.0 + _MARK_PT
    for x, outwards in ((window.x, -1), (window.right, 1)):
        for y, down in ((window.y, -1), (window.foot, 1)):
            yield Line(x + outwards * near, y, x + outwards * far, y, pen)
            yield Line(x, y + down * near, x, y + down * far, pen)
    dashed = Stroke(Ink.SOFT, HAIRLINE_PT, tuple(length / 2 for length in DASH))
    if tile.has_right:
        x = window.right - OVERLAP_PT
        yield Line(x, window.y - near, x, window.y - far, dashed)
        yield Line(x, window.foot + near, x, window.foot + far, dashed)
    if tile.has_below:
        y = window.foot - OVERLAP_PT
        yield Line(window.x - near, y, window.x - far, y, dashed)
        yield Line(window.right + near, y, window.right + far, y, dashed)
