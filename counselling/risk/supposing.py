"""A family with a test that was not made: what a result would change, asked beforehand."""

from dataclasses import replace

from counselling.errors import RiskInputError
from counselling.pedigree.family import Family
from counselling.pedigree.person import GeneTest, Marker, Person
from counselling.pedigree.terms import BREAST, MarkerStatus, Sex, TestMethod, TestResult
from counselling.risk.blood_line import is_known_in_line
from counselling.risk.histories import inherited_sex
from counselling.risk.organs import first_cancer
from counselling.risk.supposition import RECEPTOR, Supposition
from counselling.risk.tumours import read_tumour


def supposed(family: Family, what: Supposition) -> Family:
    """Return the family as if the test had been made.

    A relative of a known carrier is tested directly for that variant, anybody else by a search of
    the gene. Raises RiskInputError: "risk.no_such_person"; "risk.already_tested" where a clear
    result is on record, for then there is no before; "risk.no_such_tumour" where the receptor of
    no breast cancer of hers could be counted.
    """
    if what.person not in family.by_id:
        raise RiskInputError("risk.no_such_person", field="person")
    person = family.person(what.person)
    if what.gene == RECEPTOR:
        return family.replace_person(_with_receptor(family, person, what.result))
    clear = (TestResult.POSITIVE, TestResult.NEGATIVE)
    if any(test.gene == what.gene and test.result in clear for test in person.tests):
        raise RiskInputError("risk.already_tested", field="gene", gene=what.gene)
    is_known = is_known_in_line(family, person.id, what.gene)
    method = TestMethod.DIRECT if is_known else TestMethod.SEARCH
    made = GeneTest(what.gene, what.result, method)
    return family.replace_person(replace(person, tests=(*person.tests, made)))


def may_suppose_receptor(family: Family, person: Person) -> bool:
    """Whether a receptor of this person's first breast cancer can be supposed, and would count."""
    try:
        _with_receptor(family, person, TestResult.NEGATIVE)
    except RiskInputError:
        return False
    return True


def _with_receptor(family: Family, person: Person, result: TestResult) -> Person:
    """The person with the receptor of her first breast cancer."""
    told = first_cancer(person, BREAST)
    if told is None or inherited_sex(family, person) is Sex.MALE:
        raise RiskInputError("risk.no_such_tumour", field="person")
    if any(marker.name.upper() == RECEPTOR for marker in told.markers):
        raise RiskInputError("risk.already_tested", field="gene", gene=RECEPTOR)
    found = Marker(RECEPTOR, MarkerStatus(result.value))
    marked = replace(told, markers=(found, *told.markers))
    if read_tumour(marked) is None:
        raise RiskInputError("risk.no_such_tumour", field="person")
    diagnoses = tuple(marked if d is told else d for d in person.diagnoses)
    return replace(person, diagnoses=diagnoses)
