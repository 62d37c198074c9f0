"""Families found by words that somebody types."""

from collections.abc import Iterable

from counselling.language.finding import holds
from ui.summaries import FamilySummary


def found_in(families: Iterable[FamilySummary], wanted: str) -> tuple[FamilySummary, ...]:
    """Return the families whose name or proband holds every word typed."""
    return tuple(each for each in families if holds(f"{each.name} {each.proband}", wanted))
