"""How good a call was, as figures that are kept with the session: no content, nobody's words."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from counselling.call.media.statistics import PageStatistics, Second

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


def as_fields(figures: CallFigures) -> Mapping[str, float]:
    """Return the figures that were measured, as the vault keeps them."""
    named = ((field.name, getattr(figures, field.name)) for field in fields(figures))
    return {name: value for name, value in named if value is not None}


def _known(
    pages: Sequence[PageStatistics], figure: Callable[[PageStatistics], float | None]
) -> list[float]:
    return [value for page in pages if (value := figure(page)) is not None]


def _median(values: Sequence[float]) -> float | None:
    return round(statistics.median(values), 1) if values else None


def _p10(values: Sequence[float]) -> float | None:
    return sorted(values)[len(values) // 10] if values else None
