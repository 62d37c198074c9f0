"""Label lines by name: which of them a user wants under the symbols."""

from collections.abc import Collection, Mapping
from typing import Final

from counselling.figures.labels import LabelChoice

# name of a line as it is typed and kept -> what of LabelChoice it is
LINES: Final[Mapping[str, str]] = {
    "names": "has_names",
    "ages": "has_ages",
    "causes": "has_causes",
    "diagnoses": "has_diagnoses",
    "pathology": "has_pathology",
    "tests": "has_tests",
    "details": "has_details",
    "numbers": "has_numbers",
    "notes": "has_notes",
}
USUAL: Final = frozenset(LINES) - {"notes"}


def choice_of(lines: Collection[str], *, is_deidentified: bool = False) -> LabelChoice:
    """Return the choice of lines; de-identified, what names a person is left out all the same."""
    wanted = {part: name in lines for name, part in LINES.items()}
    if is_deidentified:
        wanted |= {"has_names": False, "has_notes": False}
    return LabelChoice(**wanted)


def lines_of(text: str) -> frozenset[str]:
    """Read lines as they are kept, names with blanks between; what is none of ours is left out.

    Nothing at all is the usual lines; "-" is none.
    """
    named = text.replace(",", " ").split()
    return frozenset(named) & LINES.keys() if named else USUAL


def kept(lines: Collection[str]) -> str:
    """Write lines as `lines_of` reads them."""
    return " ".join(name for name in LINES if name in lines) or "-"
