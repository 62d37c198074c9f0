"""Everybody's facts as numbers for the panel engine: genotype and polygene."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex
from counselling.risk import store
from counselling.risk.ages import age_floors
from counselling.risk.breast_findings import BreastFindings, Finding
from counselling.risk.gene_tests import read_tests
from counselling.risk.histories import History, read_history
from counselling.risk.panel_hazards import PanelHazards
from counselling.risk.polygenic_score import PolygenicScore
from counselling.risk.scope import BREAST_SCOPE, Scope
from counselling.risk.store import YEARS, Organ


@dataclass(frozen=True, slots=True)
class PanelEvidence:
    """P(a person's data | genotype, polygene) for everybody, in the family's order.

    of_cancers: shape (draws, persons, polygene states, groups). of_tests: shape (persons, states).
    of_scores: shape (persons, polygene states). doubts: message id -> the people concerned.
    """

    of_cancers: Floats
    of_tests: Floats
    of_scores: Floats
    group_of: Ints
    doubts: Mapping[str, tuple[PersonId, ...]]

    def draw(self, number: int) -> Floats:
        """Evidence under one draw of the parameters, shape (persons, polygene states, states)."""
        cancers = self.of_cancers[number][..., self.group_of]
        out: Floats = cancers * self.of_tests[:, None, :] * self.of_scores[:, :, None]
        return out


def panel_evidence(
    family: Family,
    hazards: PanelHazards,
    *,
    country: str,
    scores: Mapping[PersonId, PolygenicScore],
    findings: BreastFindings | None = None,
    scope: Scope = BREAST_SCOPE,
) -> PanelEvidence:
    """Weigh everybody's history, tests and polygenic score.

    findings: the ratios of what a first breast cancer tells beyond its age; None: nothing.
    scope: the cancers to read.
    """
    mortality = store.rates()[country].mortality
    floors, sensitivity = age_floors(family), store.sensitivities()
    polygene = hazards.space.polygene
    of_cancers, of_tests, of_scores = [], [], []
    doubts: dict[str, list[PersonId]] = {}
    for person in family.persons:
        floor = floors[person.id]
        history = read_history(family, person, mortality=mortality, floor=floor, scope=scope)
        tests = read_tests(family, person, space=hazards.space, sensitivity=sensitivity)
        finding = findings.of(family, person) if findings is not None else None
        cancers = _of_cancers(history.histories, hazards.cumulative, polygene.states, finding)
        of_cancers.append(cancers)
        of_tests.append(tests.likelihood)
        score = scores.get(person.id)
        of_scores.append(score.likelihood(polygene) if score else np.ones(polygene.states))
        for doubt in (*history.doubts, *tests.doubts, *(finding.doubts if finding else ())):
            doubts.setdefault(doubt, []).append(person.id)
    return PanelEvidence(
        np.stack(of_cancers, axis=1),
        np.stack(of_tests),
        np.stack(of_scores),
        hazards.group_of,
        {doubt: tuple(persons) for doubt, persons in doubts.items()},
    )


def _of_cancers(
    histories: Sequence[History],
    cumulative: Mapping[Organ, Floats],
    states: int,
    finding: Finding | None,
) -> Floats:
    """Shape (draws, polygene states, groups); histories are equally probable."""
    each = [_of_history(history, cumulative, finding) for history in histories]
    mean = np.mean(each, axis=0)
    shape = (*mean.shape[:2], states)
    return np.ascontiguousarray(np.broadcast_to(mean, shape).swapaxes(1, 2))


def _of_history(
    history: History, cumulative: Mapping[Organ, Floats], finding: Finding | None
) -> Floats:
    """Given the genotype and the last age the organs are independent; unknown ages are summed.

    Shape (draws, groups, polygene states or 1). After its first cancer an organ is followed no
    further, but for what the finding says, which the polygene does not change.
    """
    _, draws, groups, _ = next(iter(cumulative.values())).shape
    product: Floats = history.weights[:, None, None, None] * np.ones((draws, groups, 1))
    for cancer in history.watched:
        hazard = cumulative[Organ(cancer, history.sex)]
        if cancer in history.cancers:
            first, last = history.cancers[cancer]
            end = np.minimum(last, history.ages) + 1
            gathered = hazard[end] - hazard[first]
            product = product * np.exp(-hazard[first]) * -np.expm1(-gathered)
        else:
            followed = np.minimum(history.ages, history.removed.get(cancer, YEARS))
            product = product * np.exp(-hazard[followed])
    if finding is not None and history.sex is Sex.FEMALE:
        product = product * finding.likelihood(history.ages)[..., None]
    out: Floats = product.sum(axis=0)
    return out
