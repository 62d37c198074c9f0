"""Where the words of a letter stand on paper, by the outlines of their glyphs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

# Outlines that share less touch at most: an accent under a tail, a kern.
_SHARED_PT = 1.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page; edges in points from the lower left corner of the paper."""

    text: str
    left: float
    low: float
    right: float
    high: float

    def shared_with(self, other: "Word") -> float:
        """How far two words print over each other, in points, the way they do so least."""
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.high, other.high) - max(self.low, other.low)
        return min(across, along)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is read, its words in the order of reading; width and height in points."""

    text: str
    words: tuple[Word, ...]
    width: float
    height: float

    def overprinted(self) -> Iterator[tuple[str, str]]:
        """Yield two words each that print over each other."""
        beside: list[Word] = []
        for word in sorted(self.words, key=lambda word: word.left):
            beside = [one for one in beside if one.right > word.left]
            for one in beside:
                if one.shared_with(word) > _SHARED_PT:
                    yield one.text, word.text
            beside.append(word)

    def outside(self, margin_pt: float, foot_pt: float) -> Iterator[str]:
        """Yield the words that stand in a margin. margin_pt: left and right; foot_pt: all round."""
        for word in self.words:
            in_margin = word.left < margin_pt or word.right > self.width - margin_pt
            if in_margin or word.low < foot_pt or word.high > self.height - foot_pt:
                yield word.text


def sheets(path: Path) -> list[Sheet]:
    """Read the pages of a letter as Chrome's viewer does."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    read = page.get_textpage()
    glyphs: list[Word] = []
    words: list[Word] = []
    for at in range(read.count_chars()):
        text = read.get_text_range(at, 1)
        box = read.get_charbox(at)
        glyph = Word(text, *box)
        if glyphs and (text.isspace() or not text or _is_apart(glyphs[-1], glyph)):
            words.append(_word(glyphs))
            glyphs = []
        # what marks a line's end for readers has no width, or no outline
        if text and not text.isspace() and box[2] > box[0] and box[3] > box[1]:
            glyphs.append(glyph)
    if glyphs:
        words.append(_word(glyphs))
    return Sheet(read.get_text_range(), tuple(words), *page.get_size())


def _is_apart(one: Word, other: Word) -> bool:
    """Whether a glyph begins another line, or stands far from the one before."""
    size = max(one.high - one.low, other.high - other.low)
    gap = max(one.left, other.left) - min(one.right, other.right)
    is_level = min(one.high, other.high) - max(one.low, other.low) > -size
    return gap > size or not is_level


def _word(glyphs: list[Word]) -> Word:
    return Word(
        "".join(glyph.text for glyph in glyphs),
        min(glyph.left for glyph in glyphs),
        min(glyph.low for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.high for glyph in glyphs),
    )
