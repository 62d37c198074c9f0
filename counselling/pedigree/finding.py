"""One thing to look at in a family: what it is, how grave, and in whom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from counselling.errors import Field
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId


class Severity(StrEnum):
    """BLOCKING: nothing can be computed or drawn. DOUBTFUL: worth a second look."""

    BLOCKING = "blocking"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: message id (domain ui, "finding." in front), who, and the blanks."""

    message_id: str
    severity: Severity
    persons: tuple[PersonId, ...] = ()
    fields: tuple[tuple[str, Field], ...] = ()


Check: TypeAlias = Callable[[Family], Iterator[Finding]]
