"""A diagnosis and a gene test as they are typed: age, side, markers, source, pathology."""

import re
from dataclasses import dataclass
from typing import Final

from counselling.figures.fact_words import SOURCE_SIGNS, beyond_age
from counselling.pedigree.person import Age, Diagnosis, GeneTest, Marker
from counselling.pedigree.terms import Laterality, MarkerStatus, Source
from ui.pages.pedigree.edits.ages import NoAge, as_typed, typed_age
from ui.pages.pedigree.edits.genes import GENES

_SIDES: Final = {"b": Laterality.BILATERAL, "l": Laterality.LEFT, "r": Laterality.RIGHT}
_LETTERS: Final = {side: letter for letter, side in _SIDES.items()}
_SIGNS: Final = {"+": MarkerStatus.POSITIVE, "-": MarkerStatus.NEGATIVE}
_MARKER: Final = re.compile(r"([A-Za-z][A-Za-z0-9]{1,9})([+-])")
_SOURCE: Final = re.compile(r"\((\w+)\)")
_SOURCES: Final = {word: source for source, word in SOURCE_SIGNS.items()}
# What stands before a condition's letters: perhaps, and asked about and never.
SUSPECTED: Final = "?"
EXCLUDED: Final = "-"


@dataclass(frozen=True, slots=True)
class Onset:
    """What is told of one diagnosis besides its name."""

    age: Age | None = None
    side: Laterality | None = None
    markers: tuple[Marker, ...] = ()
    source: Source | None = None
    pathology: str = ""

    def of(self, condition: str) -> Diagnosis:
        """Return the diagnosis."""
        return Diagnosis(condition, self.age, self.side, self.markers, self.pathology, self.source)


def typed_onsets(text: str) -> tuple[Onset, ...]:
    """Read one diagnosis or several: "43&51", "43b", "43l ER+ HER2- (path) ductal".

    Nothing typed is one at an age not known; so is "?". Raises NoAge.
    """
    return tuple(_onset(part.strip()) for part in text.split("&"))


def _onset(part: str) -> Onset:
    first, *rest = part.split() or [""]
    first = first.rstrip(",")
    if _MARKER.fullmatch(first) or _SOURCE.fullmatch(first):
        first, rest = "", [first, *rest]
    side = _SIDES.get(first[-1:].casefold())
    age = typed_age(first[:-1] if side else first.removeprefix("?"))
    if side is None and rest and rest[0].casefold() in _SIDES:
        side, rest = _SIDES[rest[0].casefold()], rest[1:]
    markers, source, words = [], None, []
    for each in rest:
        if found := _MARKER.fullmatch(each):
            markers.append(Marker(found[1].upper(), _SIGNS[found[2]]))
        elif (read := _SOURCE.fullmatch(each)) and read[1].casefold() in _SOURCES:
            source = _SOURCES[read[1].casefold()]
        else:
            words.append(each)
    if len("".join(words)) == 1:  # a slip beside an age, no pathology
        raise NoAge
    return Onset(age, side, tuple(markers), source, " ".join(words))


def onset_as_typed(told: Diagnosis) -> str:
    """Write what is told of a diagnosis as it would be typed."""
    side = _LETTERS[told.laterality] if told.laterality else ""
    head = as_typed(told.age) + side
    tail = " ".join(beyond_age(told))
    if not head and told.pathology and not (told.markers or told.source):
        head = "?"
    return f"{head} {tail}".strip()


def typed_gene(text: str) -> tuple[str, str]:
    """Read a gene and, behind it, the variant that was found; a known gene in any case."""
    gene, _, variant = text.strip().partition(" ")
    known = {each.casefold(): each for each in GENES}
    return known.get(gene.casefold(), gene), variant.strip()


def gene_as_typed(test: GeneTest) -> str:
    """Write gene and variant as they would be typed."""
    return f"{test.gene} {test.variant}".strip()
