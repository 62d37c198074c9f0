"""What a score asks and what it answers; answers are checked here, before any score sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

from counselling.errors import RiskInputError
from counselling.risk.model import Caveat, Citation, Interval

Answers: TypeAlias = Mapping[str, object]
_LONGEST: Final = 40  # letters of an answer that an error repeats
_MOST_ROWS: Final = 200


class AnswerKind(StrEnum):
    """What an answer is in JSON."""

    WHOLE = "whole"  # a whole number
    NUMBER = "number"
    CHOICE = "choice"  # one of the words told
    YES_NO = "yes_no"  # true or false
    TEXT = "text"  # a name that the answers choose
    ROWS = "rows"  # a list of objects, each with answers of its own


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. low, high: both included; unit: of a number, "" for a count.

    rows: the questions of each object in a list. Without a default the answer is needed; None as
    default: may be unknown. message_id: the question in words (domain ui, "score.ask." in front).
    """

    name: str
    kind: AnswerKind
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    choices: tuple[str, ...] = ()
    rows: "tuple[Ask, ...]" = ()
    is_needed: bool = True
    default: object = None

    @property
    def message_id(self) -> str:
        """Id of the question in the catalogue."""
        return f"score.ask.{self.name}"


class Unit(StrEnum):
    """What a value counts."""

    PROBABILITY = "probability"
    POINTS = "points"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Value:
    """One number of an answer. message_id: what it is, in words ("score.value." in front).

    ages_years: from and to what age a probability reaches, where it has a span. status: how well
    the numbers behind it were verified; what is recalled never reaches a patient unmarked. about:
    the id of whom it is about, where the answers name several. population: the same of people in
    general, None where it is not known.
    """

    name: str
    value: float
    unit: Unit
    status: str
    interval: Interval | None = None
    ages_years: tuple[int, int] | None = None
    about: str = ""
    population: float | None = None

    @property
    def message_id(self) -> str:
        """Id of the value's name in the catalogue."""
        return f"score.value.{self.name}"


@dataclass(frozen=True, slots=True)
class ScoreAnswer:
    """Values with assumptions and sources. missing: what was not answered and would matter."""

    values: tuple[Value, ...]
    caveats: tuple[Caveat, ...] = ()
    missing: tuple[str, ...] = field(default=())


class Score(Protocol):
    """One score, one file in this folder, one line in registry.py. Values, no state."""

    @property
    def name(self) -> str:
        """As it is called on the command line."""
        ...

    @property
    def version(self) -> str:
        """Of the published score, and of ours."""
        ...

    @property
    def asks(self) -> tuple[Ask, ...]:
        """All questions."""
        ...

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Sources, with their status."""
        ...

    def compute(self, answers: Answers) -> ScoreAnswer:
        """Answer; `answers` were checked. Raises RiskInputError outside the score's range."""
        ...


def checked(asks: Sequence[Ask], told: object, place: str = "") -> Answers:
    """Return all answers, defaults filled in.

    Raises RiskInputError("score.unknown_answer" | "score.missing" | "score.value" | "score.range")
    with the place.
    """
    if not isinstance(told, Mapping):
        raise RiskInputError("score.value", place=place or "answers")
    known = {ask.name: ask for ask in asks}
    for name in told:
        if name not in known:
            raise RiskInputError("score.unknown_answer", place=f"{place}{str(name)[:_LONGEST]}")
    return {ask.name: _one(ask, told.get(ask.name), f"{place}{ask.name}") for ask in asks}


def _one(ask: Ask, told: object, place: str) -> object:
    if told is None:
        if ask.is_needed:
            raise RiskInputError("score.missing", place=place)
        return ask.default
    match ask.kind:
        case AnswerKind.WHOLE | AnswerKind.NUMBER:
            return _number(ask, told, place)
        case AnswerKind.CHOICE:
            if told not in ask.choices:
                known = ", ".join(ask.choices)
                raise RiskInputError("score.choice", place=place, known=known)
        case AnswerKind.TEXT:
            if not isinstance(told, str) or not 0 < len(told) <= _LONGEST:
                raise RiskInputError("score.value", place=place)
        case AnswerKind.YES_NO:
            if not isinstance(told, bool):
                raise RiskInputError("score.value", place=place)
        case AnswerKind.ROWS:
            if not isinstance(told, list) or len(told) > _MOST_ROWS:
                raise RiskInputError("score.value", place=place)
            return tuple(checked(ask.rows, row, f"{place}[{at}].") for at, row in enumerate(told))
    return told


def _number(ask: Ask, told: object, place: str) -> float | int:
    if isinstance(told, bool) or not isinstance(told, int | float) or told != told:
        raise RiskInputError("score.value", place=place)
    if ask.kind is AnswerKind.WHOLE and told != int(min(max(told, -1e9), 1e9)):
        raise RiskInputError("score.value", place=place)
    if not ask.low <= told <= ask.high:
        raise RiskInputError("score.range", place=place, low=ask.low, high=ask.high)
    return int(told) if ask.kind is AnswerKind.WHOLE else float(told)


def whole(answers: Answers, name: str) -> int:
    """Return an answer that is a whole number."""
    found = answers[name]
    assert isinstance(found, int)
    return found


def maybe(answers: Answers, name: str) -> int | None:
    """Return a whole number that may be unknown."""
    return None if answers[name] is None else whole(answers, name)


def number(answers: Answers, name: str) -> float:
    """Return an answer that is a number."""
    found = answers[name]
    assert isinstance(found, float | int)
    return float(found)


def rows(answers: Answers, name: str) -> tuple[Answers, ...]:
    """Return an answer that is a list of objects."""
    found = answers[name]
    return found if isinstance(found, tuple) else ()
