"""Families found by words that somebody types."""

from collections.abc import Iterable

from ui.summaries import FamilySummary


def found_in(families: Iterable[FamilySummary], wanted: str) -> tuple[FamilySummary, ...]:
    """Return the families whose name or proband holds every word typed."""
    words = wanted.casefold().split()
    return tuple(
        each
        for each in families
        if all(word in f"{each.name} {each.proband}".casefold() for word in words)
    )
