"""The words of a right-to-left page in reading order: Typst puts them down as they are seen.

They belong into the file as they are read (ISO 32000-1, 14.8.2.3.3: reverse-order show strings),
and so screen readers take them.

A page's instructions are cut as bytes: a parser that makes an object of each takes longer than
setting the letter. No operator can be met inside a string: a string's glyphs are two bytes each,
and the first of them is a printable letter only from glyph 8192 on; our fonts have a quarter.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from struct import unpack
from typing import Final

import pikepdf

REVERSED: Final = b"/ReversedChars BMC"
# Each pattern begins with the bytes that it can begin with: so it is looked for five times as fast.
_END: Final = re.compile(rb"[\s>]ET\b")
_MARK_OR_SHOW: Final = re.compile(rb"[BE)\]>](?:(?<=[BE])MC|(?<=B)DC|(?<=[)\]>])\s*T[jJ])\b")
_INTERRUPTED: Final = re.compile(rb"[)>]\s*-?[\d.]+\s*[(<]")
_PLACE: Final = re.compile(rb"((?:-?[\d.]+\s+){6})Tm\b")
_FONT: Final = re.compile(rb"(/\w+)\s+(-?[\d.]+)\s+Tf\b")
_SHOWN: Final = re.compile(rb"(\[.*\])\s*TJ\b", re.DOTALL)
# From this glyph on each has its own, or up to that one all have the same.
_WIDTHS: Final = re.compile(rb"(\d+) (?:\[([^\]]*)\]|(\d+) (-?[\d.]+))")


@dataclass(frozen=True)
class Page:
    """One page's fonts, and the widths of their glyphs once they are asked for."""

    fonts: Mapping[str, pikepdf.Object]
    _widths: dict[str, Callable[[int], float]] = field(default_factory=dict)

    def in_reading_order(self, content: bytes) -> bytes:
        """Return the content with the words of right-to-left stretches in reading order."""
        done, at = [], 0
        while (marked := content.find(REVERSED, at)) >= 0:
            begin = content.rfind(b"BT", at, marked) + len(b"BT")
            ended = _END.search(content, marked)
            if begin < len(b"BT") + at or ended is None:
                break
            done += [content[at:begin], self._in_order(content[begin : ended.start() + 1])]
            at = ended.start() + 1
        return b"".join((*done, content[at:]))

    def _in_order(self, text: bytes) -> bytes:
        """Return the words of a text object last first, where they stand reversed on their own.

        A word can move only if it sets its own place and font; else all stay as they were.
        """
        if text.count(b" Tm") < 2 and not _is_interrupted(text):
            return text  # half of all are one word
        words = list(_words(text))
        if not all(b" Tm" in word and b" Tf" in word for word in words):
            return text
        strings = [string for word in words for string in self._strings(word)]
        return b"\n" + b"\n".join(reversed(strings)) + b"\n"

    def _strings(self, word: bytes) -> Iterator[bytes]:
        """Cut a word whose string is interrupted by a shift (a kern, a space at the line's end).

        Readers turn each string about, not the word; so each becomes a word with its own place.
        """
        if b"BDC" in word or not _is_interrupted(word):
            yield word
            return
        place, font, shown = (told.search(word) for told in (_PLACE, _FONT, _SHOWN))
        if not (place and font and shown):
            yield word
            return
        *turned, x, y = place[1].split()
        a, b = float(turned[0]), float(turned[1])
        name, size = font[1].decode(), float(font[2])
        at = 0.0  # in thousandths of the type size
        for glyphs in pieces(shown[1]):
            if isinstance(glyphs, float):
                at -= glyphs
                continue
            along = at * size / 1000
            moved = b" ".join(turned), float(x) + a * along, float(y) + b * along
            yield b"".join(
                (
                    word[: place.start()],
                    b"%s %.4f %.4f Tm" % moved,
                    word[place.end() : shown.start()],
                    b"<%s> Tj" % glyphs.hex().encode(),
                    word[shown.end() :],
                )
            )
            at += self.width(name, glyphs)

    def width(self, font: str, glyphs: bytes) -> float:
        """Width of glyphs in a font by its name, in thousandths of the type size."""
        if font not in self._widths:
            self._widths[font] = _glyph_widths(self.fonts[font].DescendantFonts[0])
        return sum(map(self._widths[font], unpack(b">%dH" % (len(glyphs) // 2), glyphs)))


def pieces(shown: bytes) -> Iterator[bytes | float]:
    """What is shown at once: strings, and shifts to the left in thousandths of the type size."""
    told = pikepdf.Object.parse(shown)
    for piece in told if isinstance(told, pikepdf.Array) else (told,):
        yield bytes(piece) if isinstance(piece, pikepdf.String) else float(piece)


def all_pieces(shown: Sequence[bytes]) -> list[list[bytes]]:
    """What each of many shows, as it is written: <glyphs in hexadecimal digits>, and shifts.

    All are read at once: a call for each takes four times as long as to read them.
    """
    arrays = [one if one.startswith(b"[") else b"[%s]" % one for one in shown]
    told = pikepdf.Object.parse(b"[%s]" % b"".join(arrays)).unparse()
    if b"(" not in told:  # else there are glyphs that look like letters to whoever writes them
        return [array.split()[1:] for array in told[1:-1].split(b"]")[:-1]]
    return [
        [b"<%s>" % one.hex().encode() if isinstance(one, bytes) else b"%f" % one for one in found]
        for found in map(pieces, arrays)
    ]


def _is_interrupted(text: bytes) -> bool:
    # most have one string: to count what may begin one takes a tenth of the time
    return text.count(b"(") + text.count(b"<") > 1 and _INTERRUPTED.search(text) is not None


def _words(text: bytes) -> Iterator[bytes]:
    """Cut a text object behind each marked sequence and each string shown outside one."""
    begin = depth = 0
    for found in _MARK_OR_SHOW.finditer(text):
        first = found[0][:1]
        if first == b"B":
            depth += 1
            continue
        if first == b"E":
            depth -= 1
        if depth == 0:
            yield text[begin : found.end()].strip()
            begin = found.end()
    if rest := text[begin:].strip():
        yield rest


def _glyph_widths(font: pikepdf.Object) -> Callable[[int], float]:
    """Return a CID font's widths by glyph, in thousandths of the size."""
    # as they are written: to ask for each number takes five times as long
    told = font.W.unparse(resolved=True) if "/W" in font else b""
    return _told_widths(told, float(font.get("/DW", 1000)))


@lru_cache(maxsize=8)  # a letter's pages have the same fonts, by other names
def _told_widths(told: bytes, others: float) -> Callable[[int], float]:
    """Read widths by glyph (ISO 32000-1, 9.7.4.3). others: of those that are not told."""
    widths: dict[int, float] = {}
    for first, each, last, same in _WIDTHS.findall(told):
        begin = int(first)
        if last:
            widths.update(dict.fromkeys(range(begin, int(last) + 1), float(same)))
        else:
            widths.update(enumerate(map(float, each.split()), begin))
    return defaultdict(lambda: others, widths).__getitem__
