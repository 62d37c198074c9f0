"""What is told of a first breast cancer beyond its age: its tumour, and the years after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.genetics.arrays import Bools, Floats, Ints
from counselling.genetics.genotype import Genotypes
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import BREAST, Laterality, Sex
from counselling.risk.histories import inherited_sex
from counselling.risk.organs import cancer_of, first_cancer
from counselling.risk.scope import BREAST_SCOPE
from counselling.risk.second_cancers import Sequel, read_sequel, second_hazard
from counselling.risk.tumours import Tumour, read_tumour, tumour_ratio

SOURCES: Final = ("spurdle2014", "collin2018", "scanb2019", "seer_cbc2021", "cbc_pooled")
_READ_HERE: Final = frozenset({"caveat.pathology_unused", "caveat.second_cancer_unused"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What one woman's first breast cancer tells. ratio: shape (draws, groups), None: nothing.

    doubts: message ids of caveats.
    """

    ratio: Floats | None
    sequel: Sequel
    hazard: Floats
    doubts: tuple[str, ...]

    def likelihood(self, ages: Ints) -> Floats:
        """Its weight for each last age that is possible, shape (ages, draws, groups) or ones."""
        weight = self.sequel.likelihood(ages, self.hazard)
        return weight if self.ratio is None else weight * self.ratio


@dataclass(frozen=True, slots=True)
class BreastFindings:
    """The published ratios by risk group. carries: gene -> shape (groups,).

    hazard: of the other breast after a first cancer, shape (draws, groups), 1/year. draws: after
    the estimate at place 0.
    """

    carries: Mapping[str, Bools]
    hazard: Floats
    draws: int

    @classmethod
    def make(cls, space: Genotypes, group_of: Ints, *, draws: int) -> "BreastFindings":
        """Work out the ratios of every risk group of a model. group_of: shape (states,)."""
        carries = {}
        for gene in space.genes:
            groups = np.zeros(group_of.max() + 1, dtype=np.bool_)
            groups[group_of[space.carriers(gene)]] = True
            carries[gene] = groups
        return cls(carries, second_hazard(carries, draws=draws), draws)

    def of(self, family: Family, person: Person) -> Finding:
        """Read a person's first breast cancer; of a man, and of nobody ill, it tells nothing."""
        first = first_cancer(person, BREAST)
        is_read = first is not None and inherited_sex(family, person) is not Sex.MALE
        tumour = read_tumour(first) if first is not None and is_read else None
        sequel = read_sequel(person) if is_read else Sequel()
        ratio = None
        if tumour is not None:
            ratio = tumour_ratio(tumour, self.carries, draws=self.draws)
        doubts = [*_tumour_doubts(person, tumour), *sequel.doubts]
        if _has_another_twice(person, is_woman=is_read):
            doubts.append(N_("caveat.second_cancer_unused"))
        return Finding(ratio, sequel, self.hazard, tuple(dict.fromkeys(doubts)))


def _tumour_doubts(person: Person, tumour: Tumour | None) -> Iterator[str]:
    if tumour is not None:
        yield N_("caveat.pathology_counted")
        if tumour.is_beside_print:
            yield N_("caveat.pathology_other_grade")
    elif any(d.markers or d.pathology for d in person.diagnoses):
        yield N_("caveat.pathology_not_counted")


def _has_another_twice(person: Person, *, is_woman: bool) -> bool:
    """Whether another organ than a woman's breast fell ill twice, or on both sides."""
    told = [
        (cancer, diagnosis)
        for diagnosis in person.diagnoses
        if (cancer := cancer_of(diagnosis.condition)) in BREAST_SCOPE.all
        and not (is_woman and cancer == BREAST)
    ]
    cancers = [cancer for cancer, _ in told]
    is_both = any(d.laterality is Laterality.BILATERAL for _, d in told)
    return is_both or len(cancers) > len(set(cancers))


def doubts_beside(
    found: Mapping[str, tuple[PersonId, ...]],
) -> Mapping[str, tuple[PersonId, ...]]:
    """Return the doubts of a model that reads findings, from those of one that does not."""
    return {key: who for key, who in found.items() if key not in _READ_HERE}
