"""A share of the whole as a bar: its full and its empty part are those who will and will not."""

from collections.abc import Iterator
from typing import Final

from counselling.drawing.ink import HAIRLINE_PT, LINE_PT, Ink
from counselling.drawing.scene import Item, Line, Rectangle, Scene, Stroke
from counselling.figures.share import Share

WIDTH_PT: Final = 460.0
BAR_PT: Final = 10.0
MARK_PT: Final = 1.6  # of the line at which the population's share ends
TICK_PT: Final = 3.0  # an interval's ends reach so far above and below the bar's lower edge
_STRIPE_PT: Final = 3.0  # from stripe to stripe


def share_scene(share: Share, out_of: int, *, direction: str) -> Scene:
    """Draw one bar alone, to stand under its sentence on a screen."""
    drawn = bar(share, out_of, is_ltr=direction == "ltr", top=1.0 + TICK_PT)
    high = BAR_PT + 2 * TICK_PT + 2
    return Scene(tuple(drawn), WIDTH_PT, high, share.label, share.sentence)


def bar(share: Share, out_of: int, *, is_ltr: bool, top: float) -> Iterator[Item]:
    """Draw a bar that grows from where reading starts; across it, where the population's ends."""

    def x(count: float) -> float:
        along = WIDTH_PT * count / out_of
        return along if is_ltr else WIDTH_PT - along

    ink = Ink.CONTRAST if share.is_reference else Ink.ACCENT
    left, full = min(x(0), x(share.count)), abs(x(share.count) - x(0))
    yield Rectangle(0, top, WIDTH_PT, BAR_PT, Ink.PAPER, Stroke(Ink.LINE, HAIRLINE_PT))
    if share.is_reference:  # striped and outlined: not only another colour
        for k in range(1, int(full / _STRIPE_PT) + 1):
            across = k * _STRIPE_PT if is_ltr else WIDTH_PT - k * _STRIPE_PT
            yield Line(across, top, across, top + BAR_PT, Stroke(ink, HAIRLINE_PT))
    fill = None if share.is_reference else ink
    yield Rectangle(left, top, full, BAR_PT, fill, Stroke(ink, LINE_PT))
    if share.population is not None:
        yield from _mark(x(share.population), top)
    if share.low is not None and share.high is not None:
        yield from _interval(x(share.low), x(share.high), top + BAR_PT)


def _mark(across: float, top: float) -> Iterator[Item]:
    """A line across the bar under a wedge, which is seen where the line lies on the bar's edge."""
    across = min(max(across, MARK_PT / 2), WIDTH_PT - MARK_PT / 2)
    yield Line(across, top - TICK_PT, across, top + BAR_PT, Stroke(Ink.CONTRAST, MARK_PT))
    for side in (max(across - TICK_PT, 0.0), min(across + TICK_PT, WIDTH_PT)):
        yield Line(side, top - TICK_PT, across, top, Stroke(Ink.CONTRAST, LINE_PT))


def _interval(low: float, high: float, bottom: float) -> Iterator[Item]:
    """A bracket under the bar, as wide as the interval."""
    pen = Stroke(Ink.INK, LINE_PT)
    yield Line(low, bottom + TICK_PT, high, bottom + TICK_PT, pen)
    for x in (low, high):
        yield Line(x, bottom - TICK_PT, x, bottom + TICK_PT, pen)
