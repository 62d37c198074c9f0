"""The people of a family as lines: the same persons as in the drawing, for the ear and the keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from counselling.figures.labels import LabelChoice, condition_line, condition_name, lines
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import TestResult
from ui.kit.facts import listed
from ui.kit.table import Column, Table

if TYPE_CHECKING:
    from counselling.work.pedigrees import ShownFamily

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
    """A person in one line, in words."""

    id: PersonId
    number: str
    name: str
    age: str
    known: str


def person_lines(shown: "ShownFamily", words: Catalogue) -> tuple[PersonLine, ...]:
    """Return everybody in the order of the drawing: generation by generation, left to right."""
    family, numbers = shown.record.family, shown.drawing.numbers
    return tuple(_line(family.person(p), number, words) for p, number in numbers.items())


def _line(person: Person, number: str, words: Catalogue) -> PersonLine:
    known = (*lines(person, words, ONLY_CONDITIONS), *tests(person, words))
    age = " ".join(lines(person, words, ONLY_AGE))
    return PersonLine(person.id, number, person.name, age, listed(known, words))


def diagnoses(person: Person, words: Catalogue) -> tuple[str, ...]:
    """Say every diagnosis, one that is only "affected" too."""
    return tuple(
        condition_line(d, words) or condition_name(d.condition, words) for d in person.diagnoses
    )


def tests(person: Person, words: Catalogue) -> tuple[str, ...]:
    """Say every gene test; the drawing leaves some out."""
    return tuple(words.say(_RESULTS[test.result], gene=test.gene) for test in person.tests)


def people_table(words: Catalogue) -> Table[PersonLine]:
    """Return the empty list."""
    return Table(
        words.say("pedigree.people"),
        (
            Column(words.say("pedigree.column_number"), _number),
            Column(words.say("pedigree.column_name"), _name, is_bold=True),
            Column(words.say("pedigree.column_age"), _age),
            Column(words.say("pedigree.column_known"), _known, is_wide=True),
        ),
    )


def _number(line: PersonLine) -> str:
    return line.number


def _name(line: PersonLine) -> str:
    return line.name


def _age(line: PersonLine) -> str:
    return line.age


def _known(line: PersonLine) -> str:
    return line.known
