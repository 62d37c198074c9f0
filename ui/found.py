"""Families found by words that somebody types."""

from collections.abc import Iterable

from counselling.language.finding import finder
from ui.summaries import FamilySummary


def found_in(families: Iterable[FamilySummary], wanted: str) -> tuple[FamilySummary, ...]:
    """Return the families whose name or proband holds every word typed."""
    is_meant = finder(wanted)
    return tuple(each for each in families if is_meant(f"{each.name} {each.proband}"))
