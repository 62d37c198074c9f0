"""The people of a family as lines: the same persons as in the drawing, for the ear and the keys."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from counselling.figures.labels import LabelChoice, condition_line, lines
from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.marks import N_
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import TestResult
from ui.kit.blocks.facts import listed

if TYPE_CHECKING:
    from counselling.work.families.pedigrees import ShownFamily

ONLY_AGE: Final = LabelChoice(
    has_names=False, has_diagnoses=False, has_tests=False, has_details=False
)
ONLY_CONDITIONS: Final = LabelChoice(
    has_names=False,
    has_ages=False,
    has_tests=False,
    has_details=False,
    has_causes=False,
)

_RESULTS: Final[Mapping[TestResult, str]] = {
    TestResult.POSITIVE: N_("pedigree.test_positive"),
    TestResult.NEGATIVE: N_("pedigree.test_negative"),
    TestResult.UNCERTAIN: N_("pedigree.test_uncertain"),
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as a line of the list; its words are said when the line is seen."""

    number: str
    person: Person

    @property
    def id(self) -> PersonId:
        """Who it is."""
        return self.person.id

    @property
    def name(self) -> str:
        """Her name."""
        return self.person.name


def person_lines(
    shown: "ShownFamily | None", hidden: Collection[PersonId]
) -> tuple[PersonLine, ...]:
    """Return everybody who is not folded away, in the order of the drawing."""
    if shown is None:
        return ()
    known, numbers = shown.record.family.by_id, shown.drawing.numbers
    return tuple(PersonLine(number, known[p]) for p, number in numbers.items() if p not in hidden)


def age(person: Person, words: Catalogue) -> str:
    """Say how old somebody is or died."""
    return " ".join(lines(person, words, ONLY_AGE))


def known(person: Person, words: Catalogue) -> str:
    """Say conditions and gene tests."""
    return listed((*lines(person, words, ONLY_CONDITIONS), *tests(person, words)), words)


def diagnoses(person: Person, words: Catalogue) -> tuple[str, ...]:
    """Say every diagnosis, one that is only "affected" too."""
    return tuple(
        condition_line(d, words) or condition_name(d.condition, words) for d in person.diagnoses
    )


def tests(person: Person, words: Catalogue) -> tuple[str, ...]:
    """Say every gene test; the drawing leaves some out."""
    return tuple(words.say(_RESULTS[test.result], gene=test.gene) for test in person.tests)
