"""A sheet of paper that opens something: what it is, the secret in a frame, what to do with it."""

from collections.abc import Callable, Sequence
from typing import Final

from counselling.drawing.ink import TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Anchor, Item, Line, Rectangle, Scene, Stroke, Text
from counselling.figures.told_column import ToldColumn
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

WIDTH_PT: Final = 420.0
_GAP_PT: Final = 12.0
_CODE_PT: Final = 17.0
_CODE_BOX_PT: Final = 46.0
_WORD_PT: Final = 11.0
_WORD_LINE_PT: Final = 17.0
_WORD_COLUMNS: Final = 3
_WRITING_PT: Final = 26.0  # from one line for a hand to the next

Secret = Callable[[float], tuple[list[Item], float]]


def key_sheet(
    title: str, before: Sequence[str], secret: Secret, *, after: Sequence[str], words: Catalogue,
    measure: Measure, is_kept: bool = True,
) -> Scene:  # fmt: skip
    """Draw a sheet. secret: given where it begins, what stands in the frame, and how high it is.

    before, after: paragraphs. is_kept: below all there are lines for who put it away, and where.
    """
    sheet = ToldColumn(measure, width_pt=WIDTH_PT, direction=words.direction)
    sheet.say(title, size_pt=TEXT_PT + 6, is_bold=True)
    sheet.y += _GAP_PT
    for text in before:
        sheet.say(text, size_pt=TEXT_PT)
        sheet.y += _GAP_PT / 2
    sheet.y += _GAP_PT / 2
    items, height = secret(sheet.y)
    frame = Rectangle(0, sheet.y, WIDTH_PT, height, stroke=Stroke(Ink.INK, 1.2), radius=6.0)
    sheet.items += [frame, *items]
    sheet.y += height + _GAP_PT
    for text in after:
        sheet.say(text, size_pt=TEXT_PT)
        sheet.y += _GAP_PT / 2
    for message_id in (N_("recovery.put_by"), N_("recovery.put_where")) if is_kept else ():
        sheet.y += _WRITING_PT
        sheet.say(words.say(message_id), ink=Ink.SOFT)
        line = Stroke(Ink.SOFT, 0.6)
        sheet.items.append(Line(0, sheet.y + 3, WIDTH_PT, sheet.y + 3, line))
    return Scene(tuple(sheet.items), WIDTH_PT, sheet.y + _GAP_PT, title, title)


def code_in_frame(code: str) -> Secret:
    """A code in one line, in the middle of its frame."""

    def draw(y: float) -> tuple[list[Item], float]:
        baseline = y + _CODE_BOX_PT / 2 + _CODE_PT / 3
        text = Text(WIDTH_PT / 2, baseline, code, _CODE_PT, Anchor.MIDDLE, is_bold=True)
        return [text], _CODE_BOX_PT

    return draw


def words_in_frame(secret: str) -> Secret:
    """Numbered words in columns. They are Latin letters and stand from left to right everywhere."""

    def draw(y: float) -> tuple[list[Item], float]:
        told = secret.split()
        rows = -(-len(told) // _WORD_COLUMNS)
        step = WIDTH_PT / _WORD_COLUMNS
        items: list[Item] = []
        for place, word in enumerate(told):
            column, row = divmod(place, rows)
            x, baseline = column * step, y + _GAP_PT + (row + 0.7) * _WORD_LINE_PT
            number = Text(
                x + 2.4 * _GAP_PT, baseline, f"{place + 1}", _WORD_PT, Anchor.END, Ink.SOFT
            )
            items += [number, Text(x + 3 * _GAP_PT, baseline, word, _WORD_PT, is_bold=True)]
        return items, rows * _WORD_LINE_PT + 2 * _GAP_PT

    return draw
