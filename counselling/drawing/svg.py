"""Paints a Scene as SVG: for files, letters and anything that reads vectors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape  # of xml.sax.saxutils the same brings a client of the web with it
from typing import Final

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import (
    Circle,
    Group,
    Item,
    Line,
    Path,
    Rectangle,
    Scene,
    Stroke,
    Text,
)

FONT_FAMILIES: Final = "Noto Sans, Consultand Arabic, sans-serif"


def svg(
    scene: Scene,
    *,
    colours: Mapping[Ink, str] = PAPER_COLOURS,
    has_title: bool = True,
    font_families: str = FONT_FAMILIES,
    is_anchored_from_left: bool = False,
) -> str:
    """Return the scene as an SVG document, 1 unit = 1 pt.

    has_title: write <title> and <desc> for readers; letters give their own alternative text.
    is_anchored_from_left: for painters that count anchors from the left in every direction, which
    is not what the standard says.
    """
    look = _Look(colours, has_title, is_anchored_from_left)
    return "\n".join(_document(scene, look, font_families)) + "\n"


@dataclass(frozen=True, slots=True)
class _Look:
    colours: Mapping[Ink, str]
    has_title: bool
    is_anchored_from_left: bool


def _document(scene: Scene, look: _Look, font_families: str) -> Iterator[str]:
    width, height = _n(scene.width), _n(scene.height)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
        f'viewBox="0 0 {width} {height}" role="img" font-family={_quoted(font_families)}>'
    )
    if look.has_title:
        yield f"<title>{_clean(scene.title)}</title>"
        if scene.description:
            yield f"<desc>{_clean(scene.description)}</desc>"
    for item in scene.items:
        yield from _item(item, look)
    yield "</svg>"


def _item(item: Item, look: _Look) -> Iterator[str]:
    colours = look.colours
    match item:
        case Group(items, subject, label):
            name = f" data-subject={_quoted(subject)}" if subject else ""
            yield f"<g{name}>"
            if label and look.has_title:
                yield f"<title>{_clean(label)}</title>"
            for part in items:
                yield from _item(part, look)
            yield "</g>"
        case Line(x1, y1, x2, y2, stroke):
            ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
            yield f"<line {ends}{_stroke(stroke, colours)}/>"
        case Rectangle(x, y, width, height, fill, stroke, radius):
            box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            corner = f' rx="{_n(radius)}"' if radius else ""
            yield f"<rect {box}{corner}{_fill(fill, colours)}{_stroke(stroke, colours)}/>"
        case Circle(x, y, radius, fill, stroke):
            place = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
            yield f"<circle {place}{_fill(fill, colours)}{_stroke(stroke, colours)}/>"
        case Path(steps, fill, stroke):
            line = " ".join("".join(_step(step)) for step in steps)
            yield f'<path d="{line}"{_fill(fill, colours)}{_stroke(stroke, colours)}/>'
        case Text():
            yield _text(item, look)


def _text(text: Text, look: _Look) -> str:
    weight = ' font-weight="700"' if text.is_bold else ""
    is_turned = text.direction == "rtl" and not look.is_anchored_from_left
    turned = ' direction="rtl"' if is_turned else ""
    # In right-to-left text SVG counts "start" from the right; our anchor names the side itself.
    sides = {"start": "end", "end": "start"} if turned else {}
    anchor = sides.get(text.anchor.value, text.anchor.value)
    return (
        f'<text x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size_pt)}"{weight}'
        f'{turned} text-anchor="{anchor}" fill="{look.colours[text.ink]}">'
        f"{_clean(text.text)}</text>"
    )


def _step(step: tuple[str | float, ...]) -> Iterator[str]:
    head, *numbers = step
    yield str(head)
    yield " ".join(_n(float(number)) for number in numbers)


def _fill(fill: Ink | None, colours: Mapping[Ink, str]) -> str:
    return f' fill="{colours[fill]}"' if fill else ' fill="none"'


def _stroke(stroke: Stroke | None, colours: Mapping[Ink, str]) -> str:
    if stroke is None:
        return ""
    dash = " ".join(_n(length) for length in stroke.dash)
    pattern = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{colours[stroke.ink]}" stroke-width="{_n(stroke.width_pt)}"{pattern}'


def _n(value: float) -> str:
    """Two decimals at most, no trailing zeros, no minus zero."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _clean(text: str) -> str:
    return escape(_printable(text), quote=False)


def _quoted(text: str) -> str:
    return '"' + _clean(text).replace('"', "&quot;") + '"'


def _printable(text: str) -> str:
    """Drop what XML 1.0 forbids: control characters, lone surrogates, the two non-characters."""
    return "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 32 and not _is_forbidden(c)))


def _is_forbidden(letter: str) -> bool:
    return 0xD800 <= ord(letter) <= 0xDFFF or ord(letter) in (0xFFFE, 0xFFFF)
