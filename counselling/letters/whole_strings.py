"""The words of a right-to-left stretch in one string: Typst shows each of them on its own.

Readers that take a page in the order of the file (pdf.js in Firefox, mupdf) see a space where the
next word stands further to the right. From right to left it stands to the left, and they put the
words together, or each on a line of its own. In one string the spaces stand between the words, for
every reader; and what turns a string about turns its words about with it.
"""

import re
from binascii import unhexlify
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from counselling.letters.reading_order import all_pieces

Width = Callable[[str, bytes], float]  # of glyphs in a font by its name, in thousandths of the size

_ROUNDED_PT: Final = 0.02  # so near stands what follows
_WORD: Final = re.compile(
    rb"/ReversedChars BMC 0 Tr(/\w+) ([\d.]+) Tf 1 0 0 -1 (-?[\d.]+) 0 Tm"
    rb"([^T]*(?:T(?![jJ]\nEMC)[^T]*)*)T[jJ]\nEMC\n?"
)
_SHOWN: Final = b"/ReversedChars BMC 0 Tr%s %s Tf 1 0 0 -1 %.4f 0 Tm<%s> Tj\nEMC\n"


def in_whole_strings(content: bytes, width: Width) -> bytes:
    """Return a page's content with words that follow each other in one string."""
    words = list(_WORD.finditer(content))
    shown = all_pieces([word[4] for word in words])
    done, at = list[bytes](), 0
    for first, last in _stretches(words):
        begin, end = words[first].start(), words[last].end()
        strings = _strings(words[first : last + 1], shown[first : last + 1], width)
        done += [content[at:begin], *strings]
        at = end
    return b"".join((*done, content[at:]))


def _stretches(words: Sequence[re.Match[bytes]]) -> Iterator[tuple[int, int]]:
    """First and last of several words between which nothing stands in the file."""
    first = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or words[place].start() != words[place - 1].end():
            if place - first > 1:
                yield first, place - 1
            first = place


def _strings(
    words: Sequence[re.Match[bytes]], shown: Sequence[Sequence[bytes]], width: Width
) -> Iterator[bytes]:
    """Put together what begins where the one before ends; from left to right, as it is seen.

    A shift between two strings of a word is a kern, or the space at a line's end.
    """
    own: tuple[bytes, bytes] | None = None
    first, end, together = 0.0, 0.0, b""  # in points from the left
    for word, parts in zip(words, shown, strict=True):
        font, size, place = word.group(1, 2, 3)
        begin, name, scale = float(place), font.decode(), float(size) / 1000
        for part in parts:
            if not part.startswith(b"<"):
                begin -= float(part) * scale
                continue
            glyphs = part[1:-1]
            if own == (font, size) and abs(begin - end) < _ROUNDED_PT:
                together += glyphs
            else:
                if own:
                    yield _SHOWN % (*own, first, together)
                own, first, together = (font, size), begin, glyphs
            begin = end = begin + width(name, unhexlify(glyphs)) * scale
    if own:
        yield _SHOWN % (*own, first, together)
