"""Edits that keep what another program worked out about a person, and put it away again."""

from dataclasses import dataclass, replace
from typing import ClassVar

from counselling.pedigree.family import Family
from counselling.pedigree.outside_result import OutsideResult
from counselling.pedigree.person import PersonId


@dataclass(frozen=True, slots=True)
class RecordOutside:
    """Keep a result; it takes the place of an earlier one of the same program and person."""

    result: OutsideResult
    kind: ClassVar[str] = "record_outside"

    def apply(self, family: Family) -> Family:
        """Return the family with the result last. Raises PedigreeError where nobody has this id."""
        family.person(self.result.person)
        kept = tuple(one for one in family.outside if one.key != self.result.key)
        return replace(family, outside=(*kept, self.result))


@dataclass(frozen=True, slots=True)
class DropOutside:
    """Put a program's result about a person away."""

    person: PersonId
    program: str
    kind: ClassVar[str] = "drop_outside"

    def apply(self, family: Family) -> Family:
        """Return the family without it; as it is where there is none."""
        gone = (self.person, self.program.casefold())
        return replace(family, outside=tuple(one for one in family.outside if one.key != gone))
