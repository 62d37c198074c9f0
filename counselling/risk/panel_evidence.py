"""Everybody's facts as numbers for the panel engine: genotype and polygene."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
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
    weigher = Weigher.make(family, hazards, country=country, findings=findings, scope=scope)
    told = [weigher.weigh(family, person, scores.get(person.id)) for person in family.persons]
    doubts: dict[str, list[PersonId]] = {}
    for person, one in zip(family.persons, told, strict=True):
        for doubt in one.doubts:
            doubts.setdefault(doubt, []).append(person.id)
    return PanelEvidence(
        np.stack([one.of_cancers for one in told], axis=1),
        np.stack([one.of_tests for one in told]),
        np.stack([one.of_score for one in told]),
        hazards.group_of,
        {doubt: tuple(persons) for doubt, persons in doubts.items()},
    )


@dataclass(frozen=True, slots=True)
class PersonEvidence:
    """One person's, as of PanelEvidence without the axis of persons. doubts: message ids."""

    of_cancers: Floats
    of_tests: Floats
    of_score: Floats
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs one person after another. floors: the least that everybody's age can be."""

    hazards: PanelHazards
    mortality: Mapping[Sex, Floats]
    floors: Mapping[PersonId, int]
    findings: BreastFindings | None
    scope: Scope

    @classmethod
    def make(
        cls,
        family: Family,
        hazards: PanelHazards,
        *,
        country: str,
        findings: BreastFindings | None,
        scope: Scope,
    ) -> "Weigher":
        """Prepare for the people of a family; the rest as `panel_evidence`."""
        mortality = store.rates()[country].mortality
        return cls(hazards, mortality, age_floors(family), findings, scope)

    def weigh(self, family: Family, person: Person, score: PolygenicScore | None) -> PersonEvidence:
        """Weigh what is told of a person. family: with the person as told here."""
        space = self.hazards.space
        history = read_history(
            family,
            person,
            mortality=self.mortality,
            floor=self.floors[person.id],
            scope=self.scope,
        )
        tests = read_tests(family, person, space=space, sensitivity=store.sensitivities())
        finding = self.findings.of(family, person) if self.findings is not None else None
        states = space.polygene.states
        return PersonEvidence(
            _of_cancers(history.histories, self.hazards.cumulative, states, finding),
            tests.likelihood,
            score.likelihood(space.polygene) if score else np.ones(states),
            (*history.doubts, *tests.doubts, *(finding.doubts if finding else ())),
        )


def _of_cancers(
    histories: Sequence[History],
    cumulative: Mapping[Organ, Floats],
    states: int,
    finding: Finding | None,
) -> Floats:
    """Shape (draws, polygene states, groups); histories are equally probable."""
    each = [_of_history(history, cumulative, finding) for history in histories]
    mean = np.mean(np.broadcast_arrays(*each), axis=0)  # the polygene acts in women only
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
