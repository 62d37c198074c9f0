"""What a model reads of people: its cancers, in each sex."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counselling.pedigree.terms import BREAST, OVARY, PANCREAS, PROSTATE, Sex
from counselling.risk.store import Organ


@dataclass(frozen=True, slots=True)
class Scope:
    """The cancers that a model knows, by sex; any other is named as not used."""

    cancers: Mapping[Sex, tuple[str, ...]]

    @classmethod
    def of(cls, organs: tuple[Organ, ...]) -> "Scope":
        """Return the scope of these organs, in their order."""
        return cls(
            {sex: tuple(o.cancer for o in organs if o.sex is sex) for sex in (Sex.FEMALE, Sex.MALE)}
        )

    @property
    def all(self) -> frozenset[str]:
        """Cancers of either sex."""
        return frozenset(cancer for cancers in self.cancers.values() for cancer in cancers)

    @property
    def of_one_sex(self) -> frozenset[str]:
        """Cancers that tell a person's sex."""
        women, men = (set(self.cancers[sex]) for sex in (Sex.FEMALE, Sex.MALE))
        return frozenset(women ^ men)


BREAST_SCOPE: Final = Scope(
    {
        Sex.FEMALE: (BREAST, OVARY, PANCREAS),
        Sex.MALE: (BREAST, PROSTATE, PANCREAS),
    }
)
