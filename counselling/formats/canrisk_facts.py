"""Facts of one person as CanRisk's columns; what a column cannot hold is told as lost."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from counselling.formats.canrisk_columns import (
    CANCERS,
    FIRST_BIRTH_YEAR,
    HOXB13_POSITIVE,
    MARKERS,
    MAX_AGE_YEARS,
    MAX_NAME,
)
from counselling.formats.canrisk_people import is_taken
from counselling.formats.export import fact_loss
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, fields
from counselling.pedigree.person import Diagnosis, GeneTest, Person
from counselling.pedigree.terms import BREAST, MarkerStatus, TestMethod, TestResult

_RESULT: Final = {TestResult.POSITIVE: "P", TestResult.NEGATIVE: "N"}


def plain_name(person: Person, losses: list[Loss]) -> str:
    """Name as the service takes it: letters of any script and digits, cut off."""
    plain = re.sub(r"[^\w-]", "", unicodedata.normalize("NFC", person.name))[:MAX_NAME]
    if plain != person.name or plain in ("NA", "0"):
        losses += [fact_loss(person.id, Fact.NAME)] * bool(person.name)
    return plain or "NA"


def age(person: Person, losses: list[Loss]) -> str:
    """Last age in whole years, 0 where it cannot be told."""
    if person.age is None:
        return "0"
    if not person.age.is_exact:
        losses.append(Loss("loss.age_range", fields=fields(person=person.id)))
        return "0"
    years = int(person.age.low_years)
    is_writable = 0 < years <= MAX_AGE_YEARS
    if not is_writable or years != person.age.low_years:
        losses.append(fact_loss(person.id, Fact.AGE))
    return str(years) if is_writable else "0"


def birth_year(person: Person, losses: list[Loss]) -> str:
    """Year of birth, 0 where it cannot be told."""
    if person.birth is None:
        return "0"
    if person.birth.year >= FIRST_BIRTH_YEAR:
        return str(person.birth.year)
    losses.append(fact_loss(person.id, Fact.BIRTH_YEAR))
    return "0"


def _by_age(person: Person) -> list[Diagnosis]:
    """The service wants the first cancer of a breast in the first column."""
    last = float("inf")
    return sorted(person.diagnoses, key=lambda d: d.age.low_years if d.age else last)


def cancers(person: Person, losses: list[Loss]) -> Iterator[str]:
    """Five columns of cancers, each with the age."""
    left = _by_age(person)
    for _, condition in CANCERS:
        wanted = condition if is_taken(person, condition) else None
        found = next((d for d in left if d.condition == wanted), None)
        if found:
            left.remove(found)
        yield _diagnosis(found, person, losses)
    for diagnosis in left:
        kind = "loss.third_cancer" if is_taken(person, diagnosis.condition) else "loss.condition"
        losses.append(Loss(kind, fields=fields(person=person.id)))


def _diagnosis(diagnosis: Diagnosis | None, person: Person, losses: list[Loss]) -> str:
    if diagnosis is None:
        return "0"
    if diagnosis.age is None:
        return "AU"
    years = int(diagnosis.age.low_years)
    is_writable = diagnosis.age.is_exact and 0 < years <= MAX_AGE_YEARS
    if not is_writable or years != diagnosis.age.low_years:
        losses.append(fact_loss(person.id, Fact.AGE_AT_DIAGNOSIS))
    return str(years) if is_writable else "AU"


def gene_tests(person: Person, genes: Sequence[str], losses: list[Loss]) -> Iterator[str]:
    """A column a gene: kind of test and result."""
    by_gene = {test.gene: test for test in person.tests}
    if len(by_gene) < len(person.tests):
        losses.append(fact_loss(person.id, Fact.TESTS))
    for gene in genes:
        test = by_gene.pop(gene, None)
        if test is None:
            yield "0:0"
        elif test.result not in _RESULT:
            losses.append(Loss("loss.uncertain_variant", fields=fields(person=person.id)))
            yield "0:0"
        else:
            yield _test(person, test, losses)
    for gene in by_gene:
        losses.append(Loss("loss.gene", fields=fields(person=person.id, gene=gene)))


def _test(person: Person, test: GeneTest, losses: list[Loss]) -> str:
    if test.method is TestMethod.UNKNOWN:  # written as a search: what laboratories do untold
        losses.append(fact_loss(person.id, Fact.TEST_METHOD))
    is_hoxb13 = test.gene == "HOXB13" and test.result is TestResult.POSITIVE
    if is_hoxb13 and test.variant in HOXB13_POSITIVE:
        result = test.variant
    else:
        result = _RESULT[test.result]
        losses += [fact_loss(person.id, Fact.VARIANT)] * bool(test.variant)
    return f"{'T' if test.method is TestMethod.DIRECT else 'S'}:{result}"


def pathology(person: Person, losses: list[Loss]) -> str:
    """Markers of the first breast cancer."""
    first = next((d for d in _by_age(person) if d.condition == BREAST), None)
    if any(d.markers for d in person.diagnoses if d is not first):
        losses.append(fact_loss(person.id, Fact.MARKERS))
    known = {m.name: m.status for m in first.markers} if first else {}
    if known.keys() - set(MARKERS):
        losses.append(fact_loss(person.id, Fact.MARKERS))
    letter = {MarkerStatus.POSITIVE: "P", MarkerStatus.NEGATIVE: "N"}
    return ":".join(letter[known[name]] if name in known else "0" for name in MARKERS)
