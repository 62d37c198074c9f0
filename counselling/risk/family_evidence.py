"""Everybody's facts as numbers for the engine, and whom each doubt about them concerns."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk import store
from counselling.risk.ages import age_floors
from counselling.risk.breast_findings import BreastFindings
from counselling.risk.evidence import cancer_likelihood
from counselling.risk.gene_tests import read_tests
from counselling.risk.histories import read_history
from counselling.risk.penetrance import Penetrance


@dataclass(frozen=True, slots=True)
class FamilyEvidence:
    """P(a person's data | genotype) for everybody, in the family's order.

    of_cancers: shape (draws, persons, groups). of_tests: shape (persons, states). group_of: shape
    (states,). doubts: message id of a caveat -> the people concerned.
    """

    of_cancers: Floats
    of_tests: Floats
    group_of: Ints
    doubts: Mapping[str, tuple[PersonId, ...]]

    def draw(self, number: int) -> Floats:
        """Evidence under one draw of the parameters, shape (persons, states)."""
        evidence: Floats = self.of_cancers[number][:, self.group_of] * self.of_tests
        return evidence


def family_evidence(
    family: Family,
    hazards: Penetrance,
    *,
    country: str,
    findings: BreastFindings | None = None,
) -> FamilyEvidence:
    """Weigh everybody's history and tests.

    findings: the ratios of what a first breast cancer tells beyond its age; None: nothing.
    """
    mortality = store.rates()[country].mortality
    floors = age_floors(family)
    sensitivity = store.sensitivities()
    of_cancers: list[Floats] = []
    of_tests: list[Floats] = []
    doubts: dict[str, list[PersonId]] = {}
    for person in family.persons:
        history = read_history(family, person, mortality=mortality, floor=floors[person.id])
        tests = read_tests(family, person, space=hazards.space, sensitivity=sensitivity)
        finding = findings.of(family, person) if findings is not None else None
        of_cancers.append(cancer_likelihood(history.histories, hazards.cumulative, finding))
        of_tests.append(tests.likelihood)
        for doubt in (*history.doubts, *tests.doubts, *(finding.doubts if finding else ())):
            doubts.setdefault(doubt, []).append(person.id)
    return FamilyEvidence(
        np.stack(of_cancers, axis=1),
        np.stack(of_tests),
        hazards.group_of,
        {doubt: tuple(persons) for doubt, persons in doubts.items()},
    )
