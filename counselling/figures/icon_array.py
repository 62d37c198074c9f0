"""An icon array: so many of 100 (or 1,000), in reading order, with both halves in words."""

from collections.abc import Iterator
from typing import Final

from counselling.drawing.ink import HAIRLINE_PT, SMALL_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text
from counselling.drawing.scene import Anchor, Circle, Group, Item, Scene, Stroke
from counselling.figures.share import hardly
from counselling.language.catalogue import Catalogue
from counselling.language.numbers import how_many

_PITCH_PT: Final = 15.0
_RADIUS_PT: Final = 5.4
_LINE_PT: Final = 14.0
_SMALLEST_FOR_100: Final = 0.01  # below one in a hundred the picture needs a thousand


def denominator(*probabilities: float) -> int:
    """Return 100, or 1,000 when any of the risks shown together is below one in a hundred."""
    return 1000 if any(0 < p < _SMALLEST_FOR_100 for p in probabilities) else 100


def icon_array(
    probability: float,
    words: Catalogue,
    measure: Measure,
    *,
    sentence_id: str,
    out_of: int = 100,
    beside: str = "",
) -> Scene:
    """Draw a probability as filled circles among open ones.

    sentence_id: the message that says of what the circles are, with the blanks count, rest and
    total: the same rounded numbers, those for whom it holds and those for whom it does not; few
    is "few" where it holds for somebody and no circle says so, "most" where not for all. beside:
    said below, of whom the circles are not.
    """
    count = how_many(probability, out_of)
    is_ltr = words.direction == "ltr"
    width, height = extent(out_of)
    few, under = hardly(probability, out_of), out_of - 1
    sentence = words.say(
        sentence_id, count=count, rest=out_of - count, total=out_of, few=few, under=under
    )
    said = [sentence, *([beside] if beside else [])]
    below = [
        item
        for row, text in enumerate(said, 1)
        for item in line_of_text(
            0.0 if is_ltr else width,
            height + _LINE_PT * row,
            text,
            measure,
            size_pt=SMALL_PT,
            anchor=Anchor.START if is_ltr else Anchor.END,
            direction=words.direction,
        )
    ]
    icons = Group(tuple(circles(count, out_of, is_ltr=is_ltr)), "icons", sentence)
    items: tuple[Item, ...] = (icons, *below)
    right = max(width, *(measure.width_pt(text, SMALL_PT) for text in said))
    high = height + _LINE_PT * len(said) + 6
    return Scene(items, right, high, sentence, ". ".join(said))


def extent(out_of: int, *, columns: int = 0) -> tuple[float, float]:
    """Return width and height of the circles of 100 or 1,000, in points. columns: as `circles`."""
    columns = columns or _columns(out_of)
    return columns * _PITCH_PT, out_of // columns * _PITCH_PT


def circles(
    count: int, out_of: int, *, is_ltr: bool, top_pt: float = 0.0, columns: int = 0
) -> Iterator[Item]:
    """Draw so many filled ones among open ones, from where reading starts.

    columns: how many stand in a row, 0 for the usual 20, of 1,000 40.
    """
    columns = columns or _columns(out_of)
    width = columns * _PITCH_PT
    for k in range(out_of):
        across = (k % columns + 0.5) * _PITCH_PT
        x = across if is_ltr else width - across
        y = top_pt + (k // columns + 0.5) * _PITCH_PT
        # filled or open, not only coloured
        yield Circle(
            x,
            y,
            _RADIUS_PT,
            Ink.ACCENT if k < count else Ink.PAPER,
            Stroke(Ink.ACCENT if k < count else Ink.LINE, HAIRLINE_PT * 1.4),
        )


def _columns(out_of: int) -> int:
    return 20 if out_of == 100 else 40
