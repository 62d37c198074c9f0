"""The fields of a finished letter: boxes to tick and places to sign, named for a screen reader.

Typst has no form fields, but it tags a link and tells where it lies: each place is set as a link
to nowhere (page.FIELD) and made a field here, so that it keeps its place in the reading order.
Used by finish.py alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.letters.asking import Answer, SignatureLine

_FRAME_PT: Final = 0.9
_TICK_PT: Final = 1.6
PRINTED: Final = 4  # annotation flag: shown on paper


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: what it is called, whether it is to be signed, whether it is ticked."""

    name: str
    is_signature: bool
    is_ticked: bool = False


def form_field(of: Answer | SignatureLine) -> FormField:
    """Return the field of a box or of a place to sign."""
    if isinstance(of, Answer):
        return FormField(of.name, is_signature=False, is_ticked=of.is_ticked)
    return FormField(of.name, is_signature=True)


def box_drawn(width: float, height: float, *, is_ticked: bool) -> bytes:
    """Return the drawing of a box, in points from its lower left corner."""
    red, green, blue = (int(PAPER_COLOURS[Ink.INK][at : at + 2], 16) / 255 for at in (1, 3, 5))
    colour, half = f"{red:.3f} {green:.3f} {blue:.3f} RG", _FRAME_PT / 2
    frame = f"{half} {half} {width - _FRAME_PT:.2f} {height - _FRAME_PT:.2f} re S"
    tick = (
        f"{_TICK_PT} w {0.22 * width:.2f} {0.52 * height:.2f} m {0.42 * width:.2f} "
        f"{0.27 * height:.2f} l {0.8 * width:.2f} {0.77 * height:.2f} l S"
    )
    return f"q {colour} {_FRAME_PT} w {frame} {tick if is_ticked else ''} Q".encode()


Fields = Mapping[str, FormField]
