"""Random families with everything that the notation knows: every kind of parent, loss and couple.

Made without a plan, so worse than real ones; only what is blocked (circles, links to nobody) never
happens: parents come before their children.
"""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    Evaluation,
    GeneTest,
    ParentLink,
    PartialDate,
    Person,
    PersonId,
)
from counselling.pedigree.terms import (
    Adoption,
    Childlessness,
    Contact,
    Gender,
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    SexAssigned,
    Source,
    TestResult,
    Zygosity,
)

_WORDS = st.sampled_from(("", "", "Ada", "a longer note", "Łucja 1"))
_CARERS = (ParentKind.ADOPTIVE, ParentKind.FOSTER, ParentKind.STEP, ParentKind.SOCIAL)
_DONORS = (
    ParentKind.OVUM_DONOR,
    ParentKind.SPERM_DONOR,
    ParentKind.MITOCHONDRIAL_DONOR,
    ParentKind.GESTATIONAL_CARRIER,
)


@st.composite
def complete_families(draw: st.DrawFn, *, most: int = 12, has_facts: bool = True) -> Family:
    """A family with any structure that the model can say; has_facts: with words as well."""
    people: list[Person] = []
    couples: list[tuple[PersonId, PersonId]] = []
    for number in range(draw(st.integers(2, most))):
        born = [p for p in people if p.pregnancy is None]
        parents = _parents(draw, [p.id for p in born], couples)
        person = Person(f"p{number}", sex=draw(st.sampled_from(Sex)), parents=parents)
        people.append(_with_facts(draw, person) if has_facts else _with_outcome(draw, person))
        if born and people[-1].pregnancy is None and draw(st.booleans()):
            couples.append((people[-1].id, draw(st.sampled_from(born)).id))
    told = dict.fromkeys(frozenset(pair) for pair in couples)
    family = Family(
        "complete",
        persons=tuple(people),
        partnerships=tuple(_partnership(draw, sorted(pair)) for pair in told),
        proband=draw(st.sampled_from([None, *(p.id for p in people)])),
        consultand=draw(st.sampled_from([None, *(p.id for p in people)])),
    )
    return replace(family, twins=tuple(_twins(draw, family)))


def _parents(
    draw: st.DrawFn, earlier: Sequence[PersonId], couples: Sequence[tuple[PersonId, PersonId]]
) -> tuple[ParentLink, ...]:
    links: list[ParentLink] = []
    if couples and draw(st.integers(0, 3)):
        mother, father = draw(st.sampled_from(couples))
        links = [ParentLink(mother, ParentKind.MOTHER), ParentLink(father, ParentKind.FATHER)]
        links = links[: draw(st.sampled_from((1, 2, 2, 2)))]
    eggs = {link.kind.gives_egg for link in links}
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2, 3))) if earlier else 0):
        kind = draw(st.sampled_from((*_CARERS, *_DONORS)))
        parent = draw(st.sampled_from(earlier))
        if kind.is_genetic and (kind.gives_egg in eggs or parent in {k.parent for k in links}):
            continue
        eggs |= {kind.gives_egg} if kind.is_genetic else set()
        links.append(ParentLink(parent, kind))
    return tuple(links)


def _with_outcome(draw: st.DrawFn, person: Person) -> Person:
    return replace(
        person,
        pregnancy=draw(st.sampled_from((None, None, None, *PregnancyOutcome))),
        has_unknown_parents=not person.parents and draw(st.booleans()),
    )


def _with_facts(draw: st.DrawFn, person: Person) -> Person:
    age = draw(st.none() | st.integers(1, 95))
    results = st.sampled_from((None, *TestResult))
    return replace(
        _with_outcome(draw, person),
        name=draw(_WORDS),
        gender=draw(st.sampled_from((None, None, *Gender))),
        assigned=draw(st.sampled_from((None, *SexAssigned))),
        age=None if age is None else Age.at(age),
        birth=draw(st.none() | st.builds(PartialDate, st.integers(1900, 2020))),
        is_deceased=draw(st.booleans()),
        cause_of_death=draw(_WORDS),
        diagnoses=tuple(
            Diagnosis(
                condition, pathology=draw(_WORDS), source=draw(st.sampled_from((None, *Source)))
            )
            for condition in draw(st.sets(st.sampled_from(("breast", "ovary", "rare")), max_size=3))
        ),
        carries=draw(st.sampled_from(((), (), ("breast",)))),
        suspected=draw(st.sampled_from(((), (), (Diagnosis("breast", Age.at(40.0)),)))),
        excluded=draw(st.sampled_from(((), (), ("ovary", "pancreas")))),
        presymptomatic=draw(st.sampled_from(((), (), ("ovary",)))),
        tests=draw(st.sampled_from(((), (GeneTest("BRCA1", TestResult.POSITIVE),)))),
        evaluations=tuple(Evaluation(n, draw(results)) for n in draw(st.sets(_WORDS, max_size=1))),
        gestation_weeks=draw(st.none() | st.integers(4, 40)),
        count=draw(st.sampled_from((1, 1, 1, 0, 5))),
        adoption=draw(st.sampled_from((None, None, None, *Adoption))),
        childlessness=draw(st.sampled_from((None, None, None, *Childlessness))),
        contact=draw(st.sampled_from((None, None, *Contact))),
        note=draw(_WORDS),
        is_documented=draw(st.booleans()),
        is_status_unknown=draw(st.booleans()),
        is_placeholder=draw(st.integers(0, 5)) == 0,
    )


def _partnership(draw: st.DrawFn, pair: Sequence[PersonId]) -> Partnership:
    one, other = pair
    return Partnership(
        (one, other),
        status=draw(st.sampled_from(PartnershipStatus)),
        left_by=draw(st.sampled_from((None, one, other))),
        childlessness=draw(st.sampled_from((None, *Childlessness))),
        childlessness_cause=draw(_WORDS),
        is_consanguineous=draw(st.sampled_from((None, None, True, False))),
        relationship=draw(_WORDS),
    )


def _twins(draw: st.DrawFn, family: Family) -> list[TwinSet]:
    by_parents: dict[tuple[ParentLink, ...], list[PersonId]] = {}
    for person in family.persons:
        by_parents.setdefault(person.parents, []).append(person.id)
    sets = []
    for parents, kids in by_parents.items():
        if parents and len(kids) > 1 and draw(st.booleans()):
            sets.append(TwinSet(tuple(kids[:3]), draw(st.sampled_from(Zygosity))))
            if len(kids) > 2 and draw(st.booleans()):
                sets.append(TwinSet(tuple(kids[1:3]), Zygosity.MONOZYGOTIC))
    return sets
