"""Writes the golden descriptions anew: python -m tests.figures.golden_descriptions."""

from pathlib import Path

from counselling.figures.description import Descriptions
from tests.conftest import catalogue
from tests.figures.gallery import gallery

FOLDER = Path(__file__).parent / "golden"
LANGUAGES = ("en", "de", "ar")


def path(code: str) -> Path:
    return FOLDER / f"descriptions_{code}.txt"


def told(code: str) -> str:
    """Everybody of the gallery in a language: id of the notation, then a line a person."""
    words = catalogue(code)
    lines: list[str] = []
    for name, specimen in gallery().items():
        family = specimen.family
        # ids for numbers: these words must not change when a layout does
        described = Descriptions(family, words, {p.id: p.id for p in family.persons})
        lines.append(name)
        lines += [f"  {described.whole(person.id)}" for person in family.persons]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for language in LANGUAGES:
        path(language).write_text(told(language), "utf-8")
