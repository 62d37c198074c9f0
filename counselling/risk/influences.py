"""What moves an answer, as values: facts left out, tests not yet made; and which there are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from counselling.pedigree.person import Person, PersonId
from counselling.risk.ages import completed_years
from counselling.risk.histories import inherited_sex
from counselling.risk.model import Assessment, CurveKind
from counselling.risk.polygenic_score import SCORE_KEY, score_of
from counselling.risk.store import Organ
from counselling.risk.tumours import read_tumour

SMALL: Final = 1e-6  # changes below this are none
_GROWN_UP_YEARS: Final = 18


class FactKind(StrEnum):
    """What is left out in turn."""

    EVERYTHING = "everything"  # all that is told of a relative
    DIAGNOSIS = "diagnosis"
    TEST = "test"
    PROCEDURE = "procedure"
    AGE = "age"
    ANCESTRY = "ancestry"
    TUMOUR = "tumour"  # receptor and grade of a breast cancer, its age kept
    SCORE = "score"  # the polygenic score


@dataclass(frozen=True, slots=True)
class Ahead:
    """Which risk is told beside the chance to carry: of this cancer between two birthdays, net."""

    organ: Organ
    from_age_years: int
    to_age_years: int


def ahead_of(answer: Assessment) -> Ahead | None:
    """Return what an answer's curve is of; None where it has none."""
    curve = answer.curve(CurveKind.PERSON)
    if curve is None:
        return None
    family = answer.question.family
    sex = inherited_sex(family, family.person(answer.question.person))
    return Ahead(Organ(answer.cancer, sex), curve.ages_years[0], curve.ages_years[-1])


@dataclass(frozen=True, slots=True)
class Influence:
    """The consultand's probability without one fact, or without all facts of one person.

    what: the condition, gene or operation; "" for everything, age and ancestry. without:
    probability to carry in any gene, 0..1. change: how much the fact adds, -1..1. risk_without:
    of the cancer ahead, None where none is told, or where it would be the risk of another age.
    """

    person: PersonId
    kind: FactKind
    what: str
    without: float
    change: float
    risk_without: float | None = None


@dataclass(frozen=True, slots=True)
class NextTest:
    """What testing all genes of the model in one person would tell about the consultand.

    positive: probability that a variant is found. if_positive, if_negative: the consultand's
    probability to carry in any gene then; the risks: of the cancer ahead, None where none is told.
    gain: expected fall of the variance of that probability, 0..0.25.
    """

    person: PersonId
    positive: float
    if_positive: float
    if_negative: float
    gain: float
    risk_if_positive: float | None = None
    risk_if_negative: float | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """probability: to carry in any gene, as things stand. Greatest changes and gains first.

    ahead, risk: the cancer's risk as things stand, None where none is told.
    """

    probability: float
    influences: tuple[Influence, ...]
    next_tests: tuple[NextTest, ...]
    ahead: Ahead | None = None
    risk: float | None = None

    def risk_change(self, one: Influence) -> float:
        """How much a fact adds to the risk, -1..1; 0 where no risk is told."""
        if self.risk is None or one.risk_without is None:
            return 0.0
        return self.risk - one.risk_without


def told_in_order(
    now: "State", moved: Iterator[Influence], tests: Iterator[NextTest], *, ahead: Ahead | None
) -> Explanation:
    """Put together what was found, the greatest change of either number first."""
    bare = Explanation(now.carries, (), (), ahead, now.risk)

    def size(one: Influence) -> float:
        return max(abs(one.change), abs(bare.risk_change(one)))

    seen = sorted((one for one in moved if size(one) > SMALL), key=size, reverse=True)
    best = sorted(tests, key=lambda one: one.gain, reverse=True)
    return replace(bare, influences=tuple(seen), next_tests=tuple(best))


@dataclass(frozen=True, slots=True)
class State:
    """What somebody is up against. carries: in any gene, 0..1. risk: of the cancer ahead."""

    carries: float
    risk: float | None = None

    def without(self, person: PersonId, kind: FactKind, what: str, then: "State") -> Influence:
        """Compare with the state that a fact less would leave."""
        return Influence(person, kind, what, then.carries, self.carries - then.carries, then.risk)

    def tested(self, person: PersonId, positive: float, yes: "State", no: "State") -> NextTest:
        """Compare with the states that a test would leave. positive: that it finds a variant."""
        left = positive * yes.carries * (1 - yes.carries)
        left += (1 - positive) * no.carries * (1 - no.carries)
        gain = max(self.carries * (1 - self.carries) - left, 0.0)
        return NextTest(person, positive, yes.carries, no.carries, gain, yes.risk, no.risk)


def may_be_tested(person: Person, genes: Collection[str]) -> bool:
    """Whether somebody is alive, grown up and without a result in every gene.

    These genes bring cancers of adults, for which minors are not tested: European Society of Human
    Genetics 2009, Eur J Hum Genet 17:720.
    """
    years = completed_years(person.age)
    is_minor = years is not None and years[1] < _GROWN_UP_YEARS
    is_gone = person.is_deceased or person.pregnancy is not None
    return not (is_minor or is_gone or {test.gene for test in person.tests} >= set(genes))


def left_out(person: Person) -> Iterator[tuple[FactKind, str, Person]]:
    """Every fact of a person, and the person without it."""
    for at, diagnosis in enumerate(person.diagnoses):
        others = (*person.diagnoses[:at], *person.diagnoses[at + 1 :])
        yield FactKind.DIAGNOSIS, diagnosis.condition, replace(person, diagnoses=others)
        if read_tumour(diagnosis) is not None:
            bare = replace(diagnosis, markers=(), pathology="")
            kept = (*person.diagnoses[:at], bare, *person.diagnoses[at + 1 :])
            yield FactKind.TUMOUR, diagnosis.condition, replace(person, diagnoses=kept)
    for at, test in enumerate(person.tests):
        rest = (*person.tests[:at], *person.tests[at + 1 :])
        yield FactKind.TEST, test.gene, replace(person, tests=rest)
    for at, done in enumerate(person.procedures):
        left = (*person.procedures[:at], *person.procedures[at + 1 :])
        yield FactKind.PROCEDURE, done.kind, replace(person, procedures=left)
    if person.age is not None:
        yield FactKind.AGE, "", replace(person, age=None)
    if person.ancestry:
        yield FactKind.ANCESTRY, "", replace(person, ancestry=())
    if score_of(person) is not None:
        yield FactKind.SCORE, "", without_score(person)


def without_score(person: Person) -> Person:
    """The person without the polygenic score on record."""
    kept = tuple(
        (key, value) for key, value in person.risk_factors if key.strip().upper() != SCORE_KEY
    )
    return replace(person, risk_factors=kept)


def without_all(person: Person) -> Person:
    """The person of whom nothing is told but how she is related."""
    return Person(
        person.id,
        sex=person.sex,
        parents=person.parents,
        is_deceased=person.is_deceased,
        pregnancy=person.pregnancy,
    )
