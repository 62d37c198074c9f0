"""What a figure may be, as a value, and whether it is: the judging of a bench.

Figures come as a bench tells them: numbers in mappings, or [median, worst] of several rounds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Figures = Mapping[str, object]


class Direction(StrEnum):
    """Where a bound leaves room."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    COMES = "comes"  # whatever it is, it must be there


@dataclass(frozen=True)
class Bound:
    """One figure's limit.

    goal: its number in the list of what the call has to reach, None where that has none for it.
    stage: where it is measured; figure: its path there, "to_patient.fps"; engines: which must
    reach it. needs_time: a machine that is busy with other work may miss it without a fault of
    ours; of several rounds the median is judged then, and the worst of all else.
    may_lack: that it was never measured is no miss.
    """

    goal: int | None
    stage: str
    figure: str
    direction: Direction
    limit: float | None = None
    engines: tuple[str, ...] = ("wrtc", "aiortc")
    needs_time: bool = True
    may_lack: bool = False


@dataclass(frozen=True)
class Verdict:
    """What came of a bound. value: what was judged, None where it never came.

    is_reached: None where it was left open. why: what the machine was short of where that may be
    the cause.
    """

    engine: str
    bound: Bound
    value: float | None
    worst: float | None
    is_reached: bool | None
    why: str = ""

    def told(self) -> Figures:
        """Return it as JSON."""
        return {
            "engine": self.engine,
            "stage": self.bound.stage,
            "figure": self.bound.figure,
            "goal": self.bound.goal,
            "value": self.value,
            "worst": self.worst,
            "direction": self.bound.direction.value,
            "limit": self.bound.limit,
            "is_reached": self.is_reached,
            **({"why": self.why} if self.why else {}),
        }

    def words(self) -> str:
        """Return it as one line."""
        came = "never came" if self.value is None else f"{self.value:g}"
        limit = "" if self.bound.limit is None else f" {self.bound.limit:g}"
        wanted = f"{self.bound.direction.value.replace('_', ' ')}{limit}"
        goal = "no goal" if self.bound.goal is None else f"goal {self.bound.goal}"
        place = f"{goal}, {self.engine}, {self.bound.stage}, {self.bound.figure}"
        return f"{place}: {came}, {wanted}{'; the machine: ' + self.why if self.why else ''}"


def judged(
    engine: str, stages: Figures, bounds: Iterable[Bound], *, excuses: bool = False
) -> Sequence[Verdict]:
    """Hold an engine's stages against the bounds of those that were played.

    excuses: what needs time is left open where it was missed in a stage whose figure "no_time"
    says why it had none; what is reached in spite of that is reached.
    """
    concerned = [each for each in bounds if engine in each.engines and each.stage in stages]
    return [_judged(engine, each, stages[each.stage], excuses=excuses) for each in concerned]


def missed(verdicts: Iterable[Verdict]) -> Sequence[Verdict]:
    """Return those that were judged and not reached."""
    return [each for each in verdicts if each.is_reached is False]


def left_open(verdicts: Iterable[Verdict]) -> Sequence[Verdict]:
    """Return those that were left open."""
    return [each for each in verdicts if each.is_reached is None]


def _judged(engine: str, bound: Bound, figures: object, *, excuses: bool) -> Verdict:
    value, worst = _found(figures, bound.figure.split("."))
    if value is not None and not bound.needs_time:
        value = worst
    is_lacking = value is None or worst is None  # in one of the rounds it never came
    is_reached = bound.may_lack if is_lacking else _is_within(bound, value)
    if is_reached:
        return Verdict(engine, bound, value, worst, is_reached)
    told = figures.get("no_time") if isinstance(figures, Mapping) else None
    why = str(told or "") if bound.needs_time else ""
    return Verdict(engine, bound, value, worst, None if excuses and why else False, why)


def _found(figures: object, path: Sequence[str]) -> tuple[float | None, float | None]:
    """Return a figure and its worst; once and again the same where there was one round."""
    for name in path:
        figures = figures.get(name) if isinstance(figures, Mapping) else None
    if isinstance(figures, list | tuple):
        middle, worst = figures
        return middle, worst
    return (figures, figures) if isinstance(figures, int | float) else (None, None)


def _is_within(bound: Bound, value: float | None) -> bool:
    if value is None:
        return False
    if bound.direction is Direction.COMES or bound.limit is None:
        return True
    if bound.direction is Direction.AT_LEAST:
        return value >= bound.limit
    return value <= bound.limit
