"""Words of a right-to-left line that stand side by side become one string."""

import re

import pytest

from counselling.letters.whole_strings import in_whole_strings

_SIZE = 10
_EACH_PT = 5.0  # a glyph is half as wide as the type size


def _word(at: float, shown: bytes, font: bytes = b"/f1") -> bytes:
    return b"/ReversedChars BMC 0 Tr%s %d Tf 1 0 0 -1 %f 0 Tm%s\nEMC\n" % (font, _SIZE, at, shown)


def _width(_font: str, glyphs: bytes) -> float:
    return 1000 * _EACH_PT / _SIZE * len(glyphs) / 2


def _strings(content: bytes) -> list[tuple[float, bytes]]:
    found = re.findall(rb"-1 ([\d.-]+) 0 Tm<(\w+)> Tj", in_whole_strings(content, _width))
    return [(float(at), bytes.fromhex(glyphs.decode())) for at, glyphs in found]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (rb"(\000\001\000\002)Tj", rb"[(\000\003)]TJ", b"\0\1\0\2\0\3"),
        (rb"(\000\001\000\050)Tj", rb"(\000\135)Tj", b"\0\1\0(\0]"),
        # so many that whoever writes them takes them for letters
        (rb"(abcdefgh)Tj", rb"[(ij)]TJ", b"abcdefghij"),
    ],
)
def test_a_word_that_begins_where_another_ends_is_put_to_it(
    first: bytes, second: bytes, whole: bytes
) -> None:
    end = _EACH_PT * (len(whole) - 2) / 2
    content = _word(0, first) + _word(end, second)
    assert _strings(content) == [(0, whole)]


def test_a_gap_and_another_font_begin_a_string() -> None:
    content = _word(0, rb"(\000\001)Tj") + _word(7, rb"(\000\002)Tj")
    content += _word(12, rb"(\000\003)Tj", b"/f2")
    assert _strings(content) == [(0, b"\0\1"), (7, b"\0\2"), (12, b"\0\3")]


def test_a_shift_inside_a_word_begins_a_string_where_it_leads() -> None:
    content = _word(0, rb"[(\000\001)-200(\000\002)]TJ") + _word(12, rb"(\000\003)Tj")
    assert _strings(content) == [(0, b"\0\1"), (7, b"\0\2\0\3")]


def test_a_word_alone_stays_as_it_is() -> None:
    content = _word(0, rb"(\000\001)Tj") + b"q Q " + _word(5, rb"(\000\002)Tj")
    assert in_whole_strings(content, _width) == content
