"""Random families for properties: a few generations, loops and single parents now and then."""

from hypothesis import strategies as st

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest, ParentLink, PartialDate, Person
from counselling.pedigree.terms import (
    BREAST,
    OVARY,
    PANCREAS,
    ParentKind,
    Sex,
    TestMethod,
    TestResult,
)


@st.composite
def families(draw: st.DrawFn, *, most: int = 14, has_facts: bool = False) -> Family:
    """A family in which parents always come before their children: no one is her own ancestor."""
    count = draw(st.integers(1, most))
    people: list[Person] = []
    for i in range(count):
        sex = draw(st.sampled_from((Sex.FEMALE, Sex.MALE)))
        person = Person(f"p{i}", sex=sex, parents=_parents(draw, people))
        people.append(_with_facts(draw, person) if has_facts else person)
    proband = draw(st.sampled_from([p.id for p in people]))
    return Family("random", "Random", tuple(people), proband=proband)


def _parents(draw: st.DrawFn, people: list[Person]) -> tuple[ParentLink, ...]:
    mothers = [p.id for p in people if p.sex is Sex.FEMALE]
    fathers = [p.id for p in people if p.sex is Sex.MALE]
    if not mothers or not fathers or draw(st.integers(0, 3)) == 0:
        return ()
    links = (
        ParentLink(draw(st.sampled_from(mothers)), ParentKind.MOTHER),
        ParentLink(draw(st.sampled_from(fathers)), ParentKind.FATHER),
    )
    return links if draw(st.integers(0, 7)) else links[:1]


def _with_facts(draw: st.DrawFn, person: Person) -> Person:
    age = draw(st.none() | st.integers(1, 95))
    diagnoses = ()
    if age and draw(st.booleans()):
        at = draw(st.none() | st.integers(1, age))
        cancer = draw(st.sampled_from((BREAST, OVARY, PANCREAS)))
        diagnoses = (Diagnosis(cancer, None if at is None else Age.at(at)),)
    tests = ()
    if draw(st.integers(0, 4)) == 0:
        result = draw(st.sampled_from((TestResult.POSITIVE, TestResult.NEGATIVE)))
        tests = (GeneTest(draw(st.sampled_from(("BRCA1", "PALB2"))), result, TestMethod.SEARCH),)
    return Person(
        person.id,
        name=draw(st.text("ABCabcøßł", max_size=6)),
        sex=person.sex,
        parents=person.parents,
        birth=draw(st.none() | st.builds(PartialDate, st.integers(1900, 2020))),
        age=None if age is None else Age.at(age),
        is_deceased=draw(st.booleans()),
        diagnoses=diagnoses,
        tests=tests,
    )
