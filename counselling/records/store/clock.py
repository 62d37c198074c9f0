"""Moments as the records write them: UTC, to the millisecond, sorted as they are written."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Now: TypeAlias = Callable[[], datetime]


def written(moment: datetime) -> str:
    """Write a moment, e.g. "2026-11-24T09:30:00.125Z". Raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone means nothing on another desk")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """Read a moment back."""
    return datetime.fromisoformat(text)
