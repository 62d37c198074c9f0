"""Whom a key or a control is about: everybody selected, else the chosen person."""

from counselling.pedigree.person import PersonId
from ui.pages.pedigree.kept.state import PedigreeState


def targets(state: PedigreeState) -> tuple[PersonId, ...]:
    """Return who a fact is told of; empty when nobody is chosen."""
    return state.selected
