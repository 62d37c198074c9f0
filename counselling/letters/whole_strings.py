"""The words of a right-to-left stretch in one string: Typst shows each of them on its own.

Readers that take a page in the order of the file (pdf.js in Firefox, mupdf) see a space where the
next word stands further to the right. From right to left it stands to the left, and they put the
words together, or each on a line of its own. In one string the spaces stand between the words, for
every reader; and what turns a string about turns its words about with it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from counselling.letters.reading_order import pieces

Width = Callable[[str, bytes], float]  # of glyphs in a font by its name, in thousandths of the size

_ROUNDED_PT: Final = 0.02  # so near stands what follows
_WORD: Final = re.compile(
    rb"/ReversedChars BMC 0 Tr(/\w+) ([\d.]+) Tf 1 0 0 -1 (-?[\d.]+) 0 Tm"
    rb"([^T]*(?:T(?![jJ]\nEMC)[^T]*)*)T[jJ]\nEMC\n?"
)
_SHOWN: Final = b"/ReversedChars BMC 0 Tr%s %s Tf 1 0 0 -1 %.4f 0 Tm<%s> Tj\nEMC\n"


class _String(NamedTuple):
    font: bytes
    size: bytes
    begin: float  # in points from the left
    glyphs: bytes
    end: float


def in_whole_strings(content: bytes, width: Width) -> bytes:
    """Return a page's content with words that follow each other in one string."""
    done, at = list[bytes](), 0
    for words in _stretches(content):
        if len(words) > 1:
            strings = [string for word in words for string in _strings(word, width)]
            done += [content[at : words[0].start()], *map(_shown, _whole(strings))]
            at = words[-1].end()
    return b"".join((*done, content[at:]))


def _shown(string: _String) -> bytes:
    return _SHOWN % (*string[:3], string.glyphs.hex().encode())


def _stretches(content: bytes) -> Iterator[Sequence[re.Match[bytes]]]:
    """Words between which nothing stands in the file."""
    words, end = list[re.Match[bytes]](), 0
    for word in _WORD.finditer(content):
        if word.start() != end:
            yield words
            words = []
        words.append(word)
        end = word.end()
    yield words


def _strings(word: re.Match[bytes], width: Width) -> Iterator[_String]:
    """A word's strings: a shift between two of them is a kern, or the space at a line's end."""
    font, size, place, shown = word.groups()
    begin, name, scale = float(place), font.decode(), float(size) / 1000
    for glyphs in pieces(shown):
        if isinstance(glyphs, float):
            begin -= glyphs * scale
        else:
            end = begin + width(name, glyphs) * scale
            yield _String(font, size, begin, glyphs, end)
            begin = end


def _whole(strings: Iterable[_String]) -> Iterator[_String]:
    """Put together what begins where the one before ends; from left to right, as it is seen."""
    together = list[_String]()
    for string in strings:
        if together and not _follows(string, together[-1]):
            yield _one(together)
            together = []
        together.append(string)
    yield _one(together)


def _follows(string: _String, last: _String) -> bool:
    return string[:2] == last[:2] and abs(string.begin - last.end) < _ROUNDED_PT


def _one(strings: Sequence[_String]) -> _String:
    glyphs = b"".join(string.glyphs for string in strings)
    return strings[0]._replace(glyphs=glyphs, end=strings[-1].end)
