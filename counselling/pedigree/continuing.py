"""The edit by which a family goes on under another id when its old history had to go.

Whoever erases a person destroys the history in which she stands. What the others told is not hers:
it goes on with who told it, from what, and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from counselling.pedigree.family import Family
from counselling.pedigree.origin import UNSAID, Origin
from counselling.pedigree.places import Place


@dataclass(frozen=True, slots=True)
class Heard:
    """Who said what stands at some places.

    author: who wrote it down, by short name; at: when, as the log writes it (ISO 8601, UTC).
    """

    places: tuple[Place, ...]
    author: str
    at: str
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class ContinueFamily:
    """Take a family over: the first entry of its new history. heard: no place stands twice."""

    family: Family
    heard: tuple[Heard, ...] = ()
    kind: ClassVar[str] = "continue_family"

    def apply(self, family: Family) -> Family:
        """Return the family that was taken over, under the id the records gave it."""
        return replace(self.family, id=family.id)

    @property
    def by_place(self) -> Mapping[Place, Heard]:
        """Who said what stands at each place that anybody is known for."""
        return {place: heard for heard in self.heard for place in heard.places}
