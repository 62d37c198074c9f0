"""What a risk model is asked and what it answers: values with interval, assumptions and sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from counselling.errors import Field
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk.polygenic_score import PolygenicScore


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as it is printed; status as in the facts: how well the number was verified."""

    text: str
    status: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper end of a value, 0..1; `meaning` is the message id that says what it spans."""

    low: float
    high: float
    meaning: str


@dataclass(frozen=True, slots=True)
class Caveat:
    """An assumption or a doubt: message id (domain ui, "caveat." in front), whom it is about."""

    message_id: str
    persons: tuple[PersonId, ...] = ()
    fields: tuple[tuple[str, Field], ...] = ()


@dataclass(frozen=True, slots=True)
class Probability:
    """A probability 0..1 with its interval; None where no interval is known."""

    value: float
    interval: Interval | None = None


class CurveKind(StrEnum):
    """Whose risk a curve shows."""

    PERSON = "person"
    POPULATION = "population"


@dataclass(frozen=True, slots=True)
class Curve:
    """Cumulative risk by age, from the person's age now.

    ages: whole years, rising; probabilities: 0..1, never falling; low, high: interval or empty.
    """

    kind: CurveKind
    ages_years: tuple[int, ...]
    probabilities: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    def at(self, age_years: int) -> float:
        """Probability by that age. Raises ValueError outside the curve."""
        return self.probabilities[self.ages_years.index(age_years)]


class Span(StrEnum):
    """Which years a horizon is about.

    LIFETIME is the guidelines' "lifetime from age 20"; as FORTIES it may lie behind the person.
    """

    TEN_YEARS = "ten_years"
    REMAINING = "remaining"
    FORTIES = "forties"
    LIFETIME = "lifetime"


@dataclass(frozen=True, slots=True)
class Horizon:
    """Risk of the cancer between two birthdays, alive and free of it at the first.

    person, population: as if nobody died of anything else (net), as the curves are;
    person_crude, population_crude: when death may come first. population: the average person of
    the question's country and the same sex.
    """

    span: Span
    from_age_years: int
    to_age_years: int
    person: Probability
    population: Probability
    person_crude: Probability
    population_crude: Probability


@dataclass(frozen=True, slots=True)
class SecondCancer:
    """Risk of an affected woman that her other breast falls ill between two birthdays.

    As if nobody died of anything else (net). person: what she may carry averaged over.
    noncarrier: women who had one breast cancer and carry nothing. carriers: gene -> who is known
    to carry a variant in it.
    """

    from_age_years: int
    to_age_years: int
    person: Probability
    noncarrier: Probability
    carriers: Mapping[str, Probability]


@dataclass(frozen=True, slots=True)
class Reference:
    """Carriers among those newborn of whom nothing is known but their ancestry: what a
    probability to carry is compared with.

    population: "" for people in general, else the population of founder_frequency.csv from which
    all founders of the person come, as far as the model counted their ancestry. genes: gene ->
    share of carriers, 0..1; any_gene: of at least one of the genes. No interval where the error of
    the frequency is not known.
    """

    population: str
    genes: Mapping[str, Probability]
    any_gene: Probability


class Standing(StrEnum):
    """Whether a model could answer in full; see Assessment for what stands when it could not."""

    COMPUTED = "computed"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True, slots=True)
class Question:
    """About whom, against which population. country as the incidence tables name it.

    score: the person's polygenic score for breast cancer, where one is known beside the family.
    has_interval: False for the same values without their intervals, many times as fast.
    """

    family: Family
    person: PersonId
    country: str
    score: PolygenicScore | None = None
    has_interval: bool = True


@dataclass(frozen=True)
class Assessment:
    """A model's answer to a question.

    carriers: gene -> person -> probability to carry a pathogenic variant, everybody in the family.
    consultand: the same for the person asked about, with interval; any_gene: that she carries one
    in at least one of the genes (from the joint posterior). curves: cumulative risk of
    `cancer` by age, empty where it makes no sense for this person; then standing is
    NOT_COMPUTABLE, reasons say why, and carriers, consultand and any_gene hold all the same.
    caveats: assumptions first, then doubts about this family with the people concerned.
    horizons: the risk over spans that are asked for often, empty without curves. second: of a
    woman who had one breast cancer, the risk of the other breast; None where it makes no sense.
    reference: how many carry in the population; every model of the registry has one.
    """

    model: str
    version: str
    question: Question
    standing: Standing
    carriers: Mapping[str, Mapping[PersonId, float]]
    consultand: Mapping[str, Probability]
    any_gene: Probability
    cancer: str
    curves: tuple[Curve, ...]
    caveats: tuple[Caveat, ...]
    citations: tuple[Citation, ...]
    reasons: tuple[Caveat, ...] = ()
    horizons: tuple[Horizon, ...] = ()
    second: SecondCancer | None = None
    reference: Reference | None = None

    def horizon(self, span: Span) -> Horizon | None:
        """Return the risk over this span, None when there is none."""
        return next((one for one in self.horizons if one.span is span), None)

    def curve(self, kind: CurveKind) -> Curve | None:
        """Return the curve of this kind, None when there is none."""
        return next((curve for curve in self.curves if curve.kind is kind), None)


class RiskModel(Protocol):
    """One model, one file in risk/models, one line in risk/registry.py."""

    name: str
    version: str

    def assess(self, question: Question) -> Assessment:
        """Answer the question.

        What the facts do not allow comes back as NOT_COMPUTABLE with its reasons.
        Raises RiskInputError(field=...) for a question without sense (unknown person or country),
        and a PedigreeError where no genotypes at all explain the family's data.
        """
        ...
