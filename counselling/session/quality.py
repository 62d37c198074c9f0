"""How good a call was, as figures that are kept with the session: no content, nobody's words.

Each guest's line has its own, told apart by her role alone: the patient's stand under their own
names ("received_fps"), the others' behind hers ("nurse.received_fps", "relative_2.received_fps").
"""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from counselling.call.link.room import Role
from counselling.call.media.statistics import PageStatistics, Second
from counselling.errors import Field

WARM_UP_SECONDS: Final = 3  # while the engines find the line's width, nothing is typical


@dataclass(frozen=True, slots=True)
class CallFigures:
    """One call in figures; None where nothing was measured.

    fps, kbit, rtt: medians over the seconds, fps also the tenth worst of a hundred (p10); loss:
    mean share 0..1; audio_gaps, freezes: counts; page_*: as the other end's browser measured.
    """

    seconds: int
    sent_fps: float | None = None
    received_fps: float | None = None
    received_fps_p10: float | None = None
    sent_kbit: float | None = None
    received_kbit: float | None = None
    rtt_ms: float | None = None
    loss: float | None = None
    audio_gaps: int = 0
    audio_lost_ms: float = 0.0
    page_received_fps: float | None = None
    page_received_fps_p10: float | None = None
    page_concealed: float | None = None
    page_freezes: int | None = None


_NAMES: Final = tuple(field.name for field in fields(CallFigures))
_COUNTS: Final = ("seconds", "audio_gaps", "audio_lost_ms", "page_freezes")


def summarise(seconds: Sequence[Second]) -> CallFigures:
    """Sum up a call, its first seconds left out."""
    counted = seconds[WARM_UP_SECONDS:]
    if not counted:
        return CallFigures(len(seconds))
    pages = [second.page for second in counted if second.page is not None]
    received = [second.received_fps for second in counted]
    shown = _known(pages, lambda page: page.received_fps)
    concealed = _known(pages, lambda page: page.concealed)
    freezes = [page.freezes for page in pages if page.freezes is not None]
    rtts = [second.rtt_ms for second in counted if second.rtt_ms is not None]
    return CallFigures(
        seconds=len(seconds),
        sent_fps=_median([second.sent_fps for second in counted]),
        received_fps=_median(received),
        received_fps_p10=_p10(received),
        sent_kbit=_median([second.sent_kbit for second in counted]),
        received_kbit=_median([second.received_kbit for second in counted]),
        rtt_ms=_median(rtts),
        loss=round(statistics.fmean(second.loss for second in counted), 4),
        audio_gaps=sum(second.audio_gaps for second in counted),
        audio_lost_ms=round(sum(second.audio_lost_ms for second in counted), 1),
        page_received_fps=_median(shown),
        page_received_fps_p10=_p10(shown),
        page_concealed=round(statistics.fmean(concealed), 4) if concealed else None,
        page_freezes=max(freezes) - min(freezes) if freezes else None,
    )


def line_of(role: Role, number: int = 1) -> str:
    """Return what a guest's line is called among the figures, "" for the patient's.

    number: which of her role she is, from 1.
    """
    name = role.value if number == 1 else f"{role.value}_{number}"
    return "" if name == Role.PATIENT.value else name


def role_of(line: str) -> tuple[Role, int]:
    """Return whose line a name is, and which of her role. Raises ValueError for any other word."""
    role, _, number = line.partition("_")
    return Role(role or Role.PATIENT), int(number or 1)


def as_fields(figures: CallFigures, *, line: str = "") -> Mapping[str, float]:
    """Return the figures that were measured, as the vault keeps them."""
    named = ((field.name, getattr(figures, field.name)) for field in fields(figures))
    before = f"{line}." if line else ""
    return {f"{before}{name}": value for name, value in named if value is not None}


def summed_up(lines: Mapping[str, Sequence[Second]]) -> Mapping[str, float]:
    """Sum up a session's lines, by their names, as the vault keeps them."""
    kept: dict[str, float] = {}
    for line, seconds in lines.items():
        kept.update(as_fields(summarise(seconds), line=line))
    return kept


def lines_in(kept: Mapping[str, Field]) -> Mapping[str, CallFigures]:
    """Read back what was kept, by the lines' names, the patient's first.

    What another release kept and this one does not know is left out.
    """
    found: dict[str, dict[str, float]] = {}
    for key, value in kept.items():
        line, _, name = key.rpartition(".")
        if name in _NAMES and isinstance(value, int | float) and _is_line(line):
            found.setdefault(line, {})[name] = value
    return {line: _read(found[line]) for line in sorted(found)}


def joined(earlier: Mapping[str, Field], later: Mapping[str, Field]) -> Mapping[str, Field]:
    """Return the figures of a session that was held in two parts: a desk that was killed, say.

    Counts are added up, the worst tenth is the worse one, what is a median or a mean becomes the
    mean of both by their seconds.
    """
    first, second = lines_in(earlier), lines_in(later)
    kept: dict[str, Field] = {**earlier, **later}
    for line in first.keys() & second.keys():
        kept.update(as_fields(_together(first[line], second[line]), line=line))
    return kept


def _is_line(name: str) -> bool:
    try:
        return line_of(*role_of(name)) == name
    except ValueError:
        return False


def _read(named: Mapping[str, float]) -> CallFigures:
    whole: dict[str, Any] = {**named, "seconds": round(named.get("seconds", 0))}
    return replace(CallFigures(0), **whole)


def _together(first: CallFigures, second: CallFigures) -> CallFigures:
    both: dict[str, Any] = {}
    for name in _NAMES:
        one, other = getattr(first, name), getattr(second, name)
        if one is None or other is None:
            both[name] = other if one is None else one
        elif name in _COUNTS:
            both[name] = one + other
        elif name.endswith("_p10"):
            both[name] = min(one, other)
        else:
            here, there = max(first.seconds, 1), max(second.seconds, 1)
            both[name] = round((one * here + other * there) / (here + there), 4)
    return replace(first, **both)


def _known(
    pages: Sequence[PageStatistics], figure: Callable[[PageStatistics], float | None]
) -> list[float]:
    return [value for page in pages if (value := figure(page)) is not None]


def _median(values: Sequence[float]) -> float | None:
    return round(statistics.median(values), 1) if values else None


def _p10(values: Sequence[float]) -> float | None:
    return sorted(values)[len(values) // 10] if values else None
