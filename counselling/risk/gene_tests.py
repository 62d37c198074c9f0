"""What gene tests say of a person's genotype."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.genotype import Genotypes
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import GeneTest, Person
from counselling.pedigree.terms import TestMethod, TestResult
from counselling.risk.blood_line import is_known_in_line


@dataclass(frozen=True, slots=True)
class TestReading:
    """likelihood: shape (states,), P(results | genotype). doubts: message ids of caveats."""

    __test__ = False  # not a test case, whatever its name tells pytest

    likelihood: Floats
    doubts: tuple[str, ...]


def read_tests(
    family: Family,
    person: Person,
    *,
    space: Genotypes,
    sensitivity: Mapping[tuple[str, TestMethod], float],
) -> TestReading:
    """Weigh a person's results; tests of one gene are independent given the genotype.

    sensitivity: (gene, method) -> probability to find a variant that is there. A variant that
    was reported is taken as there. A test of unknown method counts as a search of the gene. A
    direct test looks for one variant: a negative one says something only where a blood relative
    was found to carry one in that gene, and then it is taken to exclude the gene (what the other
    side of the family may have passed on is left out: at most the population's frequency).
    """
    likelihood = np.ones(space.size)
    doubts: list[str] = []
    for test in person.tests:
        if test.gene not in space.genes:
            doubts.append(N_("caveat.other_genes_unused"))
        elif test.result is TestResult.UNCERTAIN:
            doubts.append(N_("caveat.uncertain_result_unused"))
        elif _looks_for_nothing(family, person, test):
            doubts.append(N_("caveat.direct_test_without_variant"))
        else:
            method = TestMethod.DIRECT if test.method is TestMethod.DIRECT else TestMethod.SEARCH
            found = np.where(space.carriers(test.gene), sensitivity[test.gene, method], 0.0)
            likelihood *= found if test.result is TestResult.POSITIVE else 1 - found
    return TestReading(likelihood, tuple(dict.fromkeys(doubts)))


def missed_by_next(
    family: Family,
    person: Person,
    *,
    space: Genotypes,
    sensitivity: Mapping[tuple[str, TestMethod], float],
) -> Floats:
    """P(a next test of the model's genes finds nothing | genotype), shape (states,).

    A gene with a clear result is not tested again. As in `supposing`, a relative of a known
    carrier is tested directly for that variant, every other gene is searched.
    """
    clear = {
        test.gene
        for test in person.tests
        if test.result in (TestResult.POSITIVE, TestResult.NEGATIVE)
    }
    missed = np.ones(space.size)
    for gene in space.genes:
        if gene not in clear:
            is_known = is_known_in_line(family, person.id, gene)
            method = TestMethod.DIRECT if is_known else TestMethod.SEARCH
            missed *= np.where(space.carriers(gene), 1 - sensitivity[gene, method], 1.0)
    return missed


def _looks_for_nothing(family: Family, person: Person, test: GeneTest) -> bool:
    """Whether a negative direct test was made where no variant is on record in the blood line."""
    if test.method is not TestMethod.DIRECT or test.result is not TestResult.NEGATIVE:
        return False
    return not is_known_in_line(family, person.id, test.gene)
