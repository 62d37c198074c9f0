"""Says which facts of which people exclude each other, by pedigree numbers and signs of tests."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from counselling.drawing.measure import Measure
from counselling.errors import RiskInputError
from counselling.genetics.panel import PanelConflict
from counselling.genetics.peeling import ImpossibleFamily
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import TestResult
from counselling.work.pedigree.draw_family import draw_family

_SIGNS: Final = {TestResult.POSITIVE: "+", TestResult.NEGATIVE: "\N{MINUS SIGN}"}


@contextmanager
def contradictions_named(
    family: Family, numbers: Callable[[], Mapping[PersonId, str]]
) -> Iterator[None]:
    """Let a refusal of what is done inside name its people, as in "II-3 BRCA1-, III-5 BRCA1+".

    numbers: the pedigree numbers, asked for when they are needed; no name and no id is told.
    Raises RiskInputError("risk.conflict" | "risk.panel_conflict").
    """
    try:
        yield
    except ImpossibleFamily as reason:
        raise RiskInputError("risk.conflict", people=_told(reason, family, numbers())) from None
    except PanelConflict as reason:
        told = _told(reason, family, numbers())
        raise RiskInputError("risk.panel_conflict", people=told) from None


def contradictions_told(
    family: Family, words: Catalogue, measure: Measure
) -> AbstractContextManager[None]:
    """The same, with the numbers of the family's own drawing."""
    return contradictions_named(family, lambda: draw_family(family, words, measure).numbers)


def _told(
    reason: ImpossibleFamily | PanelConflict, family: Family, numbers: Mapping[PersonId, str]
) -> str:
    return ", ".join(_facts(family.person(who), numbers) for who in reason.persons)


def _facts(person: Person, numbers: Mapping[PersonId, str]) -> str:
    signs = dict.fromkeys(
        f"{test.gene}{_SIGNS[test.result]}" for test in person.tests if test.result in _SIGNS
    )
    return " ".join([numbers.get(person.id, "?"), *signs])
