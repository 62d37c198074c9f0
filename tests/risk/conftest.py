"""Builders of small families for the risk tests."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest, ParentLink, Person, Procedure
from counselling.pedigree.terms import ParentKind, Sex, TestMethod, TestResult
from counselling.risk.model import Assessment, Question
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian

Years: TypeAlias = int | tuple[int, int] | None
MakePerson: TypeAlias = Callable[..., Person]
Assess: TypeAlias = Callable[..., Assessment]

_RESULTS = {"+": TestResult.POSITIVE, "-": TestResult.NEGATIVE, "?": TestResult.UNCERTAIN}


def _age(years: Years) -> Age | None:
    if years is None:
        return None
    return Age.at(years) if isinstance(years, int) else Age(*years)


def _person(
    person_id: str,
    sex: str = "F",
    age: Years = None,
    *,
    mother: str = "",
    father: str = "",
    cancers: Mapping[str, Years] | None = None,
    tests: str = "",
    method: TestMethod = TestMethod.SEARCH,
    surgery: Mapping[str, Years] | None = None,
    **rest: Any,
) -> Person:
    """Make a person. tests: "BRCA1+ PALB2-"; cancers and surgery: name -> age."""
    parents = [(mother, ParentKind.MOTHER), (father, ParentKind.FATHER)]
    return Person(
        person_id,
        sex={"F": Sex.FEMALE, "M": Sex.MALE, "U": Sex.UNKNOWN}[sex],
        age=_age(age),
        parents=tuple(ParentLink(who, kind) for who, kind in parents if who),
        diagnoses=tuple(Diagnosis(c, _age(years)) for c, years in (cancers or {}).items()),
        tests=tuple(GeneTest(word[:-1], _RESULTS[word[-1]], method) for word in tests.split()),
        procedures=tuple(Procedure(k, _age(years)) for k, years in (surgery or {}).items()),
        **rest,
    )


@pytest.fixture(scope="session")
def make_person() -> MakePerson:
    return _person


@pytest.fixture(scope="session")
def assess() -> Assess:
    """Assess a person of a family given as people; the last one when nobody is named."""

    def ask(*persons: Person, about: str = "", country: str = "UK", **family: Any) -> Assessment:
        question = Question(
            Family("family", persons=persons, **family), about or persons[-1].id, country
        )
        return HereditaryBreastOvarian().assess(question)

    return ask


@pytest.fixture(scope="session")
def facts() -> Path:
    """The published numbers that the tables were made from."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "facts"
    if not folder.is_dir():
        pytest.skip("the collection of facts is not here")
    return folder
