"""Findings about facts that do not go together: of one person, of a couple, of twins."""

from collections.abc import Iterable, Iterator
from typing import Final

from counselling.pedigree.family import Family
from counselling.pedigree.finding import Check, Finding, Severity
from counselling.pedigree.person import GeneTest, PersonId
from counselling.pedigree.terms import Childlessness, TestResult, Zygosity

_LONGEST_WEEKS: Final = 45  # of a pregnancy
_OPPOSITE: Final = {TestResult.POSITIVE, TestResult.NEGATIVE}


def _strangers(family: Family) -> Iterator[Finding]:
    """Twins, a mark, an answer or who left a couple: all of them name people of the family."""
    named: list[tuple[PersonId | None, ...]] = [(family.proband,), (family.consultand,)]
    named += [(answer.person,) for answer in family.answers]
    named += [(couple.left_by,) for couple in family.partnerships]
    for twins in family.twins:
        if len(set(twins.members)) < max(2, len(twins.members)):
            yield Finding(
                "finding.stranger", Severity.BLOCKING, tuple(dict.fromkeys(twins.members))
            )
        named.append(twins.members)
    for people in named:
        if any(who is not None and who not in family.by_id for who in people):
            known = tuple(who for who in people if who is not None and who in family.by_id)
            yield Finding("finding.stranger", Severity.BLOCKING, known)


def _deaths(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        if not person.is_deceased and (person.death or person.cause_of_death):
            yield Finding("finding.death_untold", Severity.DOUBTFUL, (person.id,))


def _tests(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        if _disagree(person.tests):
            yield Finding("finding.tests_disagree", Severity.DOUBTFUL, (person.id,))
    for twins in family.twins:
        people = [family.by_id[who] for who in twins.members if who in family.by_id]
        if twins.zygosity is Zygosity.MONOZYGOTIC and len(people) > 1:
            together = [test for person in people for test in person.tests]
            if _disagree(together) and not any(_disagree(p.tests) for p in people):
                named = tuple(person.id for person in people)
                yield Finding("finding.twins_tests", Severity.DOUBTFUL, named)


def _disagree(tests: Iterable[GeneTest]) -> bool:
    """Whether a variant was found and not found in one gene."""
    results: dict[str, set[TestResult]] = {}
    for test in tests:
        results.setdefault(test.gene, set()).add(test.result)
    return any(found >= _OPPOSITE for found in results.values())


def _pregnancies(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        weeks = person.gestation_weeks
        if weeks is not None and (person.pregnancy is None or not 0 < weeks <= _LONGEST_WEEKS):
            yield Finding("finding.weeks", Severity.DOUBTFUL, (person.id,))


def _childless(family: Family) -> Iterator[Finding]:
    """By choice or for no known reason; the infertile may have had a child before."""
    told = {Childlessness.BY_CHOICE, Childlessness.UNKNOWN}
    born = [p.genetic_parents for p in family.persons if p.pregnancy is None]
    having = {who for parents in born for who in parents}
    couples = {frozenset(parents) for parents in born}
    for person in family.persons:
        if person.childlessness in told and person.id in having:
            yield Finding("finding.childless_has_children", Severity.DOUBTFUL, (person.id,))
    for pair in family.partnerships:
        if pair.childlessness in told and frozenset(pair.partners) in couples:
            yield Finding("finding.childless_has_children", Severity.DOUBTFUL, pair.partners)


def _counts(family: Family) -> Iterator[Finding]:
    for person in family.persons:
        if person.count < 0:
            yield Finding("finding.count_impossible", Severity.DOUBTFUL, (person.id,))


CHECKS: Final[tuple[Check, ...]] = (
    _strangers,
    _deaths,
    _tests,
    _pregnancies,
    _childless,
    _counts,
)
