"""Lines of different couples that run along each other: worse than a crossing, for both vanish."""

from collections.abc import Sequence
from typing import Final

from counselling.layout.result import Segment

_NEARLY: Final = 1e-3


def overdrawn(segments: Sequence[Segment]) -> int:
    """Return how many pairs of lines of different owners share a piece of their way."""
    tracks: dict[tuple[bool, int], list[tuple[float, float, tuple[str, ...]]]] = {}
    for segment in segments:
        across, down = abs(segment.x2 - segment.x1), abs(segment.y2 - segment.y1)
        if across > _NEARLY and down > _NEARLY:
            continue  # twins' slants part from one point
        is_upright = across < _NEARLY
        at, *ends = (
            (segment.x1, segment.y1, segment.y2)
            if is_upright
            else (segment.y1, segment.x1, segment.x2)
        )
        track = tracks.setdefault((is_upright, round(at / (2 * _NEARLY))), [])
        track.append((min(ends), max(ends), segment.owner))
    return sum(_pairs(sorted(track)) for track in tracks.values())


def _pairs(track: Sequence[tuple[float, float, tuple[str, ...]]]) -> int:
    found = 0
    for place, (_, high, owner) in enumerate(track):
        for low, _, other in track[place + 1 :]:
            if low >= high - _NEARLY:
                break
            found += other != owner
    return found
