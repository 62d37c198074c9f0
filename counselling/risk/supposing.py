"""A family with a gene test that was not made: what a result would change, asked beforehand."""

from dataclasses import dataclass, replace

from counselling.errors import RiskInputError
from counselling.pedigree.family import Family
from counselling.pedigree.person import GeneTest, PersonId
from counselling.pedigree.terms import TestMethod, TestResult
from counselling.risk.blood_line import is_known_in_line


@dataclass(frozen=True, slots=True)
class Supposition:
    """A result that somebody may get: POSITIVE or NEGATIVE."""

    person: PersonId
    gene: str
    result: TestResult


def supposed(family: Family, what: Supposition) -> Family:
    """Return the family as if the test had been made.

    A relative of a known carrier is tested directly for that variant, anybody else by a search of
    the gene. Raises RiskInputError: "risk.no_such_person"; "risk.already_tested" where a clear
    result of this gene is on record, for then there is no before.
    """
    if what.person not in family.by_id:
        raise RiskInputError("risk.no_such_person", field="person")
    person = family.person(what.person)
    clear = (TestResult.POSITIVE, TestResult.NEGATIVE)
    if any(test.gene == what.gene and test.result in clear for test in person.tests):
        raise RiskInputError("risk.already_tested", field="gene", gene=what.gene)
    is_known = is_known_in_line(family, person.id, what.gene)
    method = TestMethod.DIRECT if is_known else TestMethod.SEARCH
    made = GeneTest(what.gene, what.result, method)
    return family.replace_person(replace(person, tests=(*person.tests, made)))
