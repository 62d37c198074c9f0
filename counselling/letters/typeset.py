"""From blocks to a tagged PDF: the only file that knows Typst."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Final

import typst

from counselling.drawing.measure import Face
from counselling.errors import LetterError
from counselling.letters.characters import demand_glyphs
from counselling.letters.letter import Letter
from counselling.letters.page import FONTS, MARK_FONT, Size, page_data, shown_texts

_TEMPLATE: Final = Path(__file__).with_name("letter.typ")


def typeset(
    letter: Letter,
    *,
    fonts: Path,
    size: Size = Size.USUAL,
    is_close: bool = False,
    has_air: bool = False,
) -> bytes:
    """Set a letter as PDF/UA-1 and PDF/A-3a with its record inside, not finished yet (finish.py).

    fonts: the folder of the program's own fonts; the system's are never looked at, or two clinics
    would get two letters. is_close: lines and margins as close as they are still read well;
    has_air: with more room about the headings. The same letter gives the same bytes.
    Raises LetterError: "letter.fonts", "letter.no_glyph" or "letter.not_set".
    """
    found = _read(fonts, _state(fonts))
    data = page_data(letter, size, is_close=is_close, has_air=has_air)
    demand_glyphs(shown_texts(data), found.has_glyph)
    return guarded(lambda: found.setter.set(json.dumps(data, ensure_ascii=False)))


def guarded(work: Callable[[], bytes]) -> bytes:
    """Do Typst's work; what it cannot do becomes LetterError("letter.not_set").

    Its messages quote the text they stumble over, which is the patient's: they go no further.
    """
    try:
        return work()
    except typst.TypstError:
        raise LetterError("letter.not_set") from None
    except BaseException as error:
        # A panic of the Rust engine comes past Exception, by a class that nobody exports.
        if type(error).__name__ != "PanicException":
            raise
        raise LetterError("letter.not_set") from None


class _Setter:
    """Sets one letter after the other: to read the template anew takes a twentieth of a letter.

    fonts: as Typst holds them.
    """

    def __init__(self, fonts: typst.Fonts) -> None:
        self._fonts, self._one_at_a_time = fonts, Lock()
        self._compiler: typst.Compiler | None = None

    def set(self, data: str) -> bytes:
        """Set a letter's data. Raises whatever Typst does; the next one then has a fresh start."""
        with self._one_at_a_time:
            compiler, self._compiler = self._compiler or self._fresh(), None
            pdf = compiler.compile(
                format="pdf",
                sys_inputs={"letter": data},
                pdf_standards=["ua-1", "a-3a"],
                timestamp=0,
            )
            self._compiler = compiler
        assert isinstance(pdf, bytes)  # without an output path the answer is the file
        return pdf

    def _fresh(self) -> typst.Compiler:
        # from a file: a Compiler made from bytes fails when used twice (typst 0.15.2)
        return typst.Compiler(_TEMPLATE, font_paths=self._fonts)


@dataclass(frozen=True)
class _Read:
    """What sets letters in some fonts, and which characters these have."""

    setter: _Setter
    has_glyph: Callable[[str], bool]


def _state(folder: Path) -> tuple[tuple[str, int], ...]:
    """Which font files there are, and since when: other ones are read anew."""
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.ttf")))


@lru_cache(maxsize=2)  # reading them takes as long as setting a letter
def _read(folder: Path, state: tuple[tuple[str, int], ...]) -> _Read:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    if missing := FONTS - set(found.families()):
        raise LetterError("letter.fonts", names=", ".join(sorted(missing)))
    paths = {font.path for font in found.fonts() if font.path and font.family != MARK_FONT}
    faces = [Face(Path(path).read_bytes()) for path in sorted(paths)]
    return _Read(_Setter(found), lru_cache(maxsize=4096)(partial(_any_has, faces)))


def _any_has(faces: list[Face], character: str) -> bool:
    return any(face.has(character) for face in faces)
