"""The edit that settles a difference: what stands was looked at beside the rest, and stays."""

from dataclasses import dataclass
from typing import ClassVar

from counselling.errors import PedigreeError
from counselling.pedigree.family import Family
from counselling.pedigree.places import is_place


@dataclass(frozen=True, slots=True)
class Settle:
    """Say that what stands at a place (see places) is right, whatever else was said of it."""

    place: tuple[str, ...]
    kind: ClassVar[str] = "settle"

    def apply(self, family: Family) -> Family:
        """Return the family as it is. Raises PedigreeError for what is no place of a family."""
        if not is_place(self.place):
            raise PedigreeError("pedigree.no_such_place")
        return family
