"""What two people said of one place of a family without knowing of each other."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from counselling.pedigree.places import Place, Value

OpId: TypeAlias = bytes


class Spoken(NamedTuple):
    """A value that somebody wrote at a place: in which entry, what stood there before, what now."""

    op: OpId
    before: Value
    value: Value


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of which different things were said at one time.

    spoken: what was said, the latest last. is_refused: of structure: something of it does not
    stand, because the family would not hold together.
    """

    place: Place
    spoken: tuple[Spoken, ...]
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What is left of everything that was written at a place: what nobody replaced who saw it.

    spoken: the latest last. order: of the latest, by which places follow each other. is_added_to:
    lists of which, since they parted, each writer only added to what was there.
    """

    spoken: tuple[Spoken, ...]
    order: tuple[int, OpId]
    is_added_to: bool

    @property
    def is_one(self) -> bool:
        """Whether all say the same."""
        return all(spoken.value == self.spoken[-1].value for spoken in self.spoken)

    def difference(self, place: Place, *, is_refused: bool = False) -> Difference:
        """Return the difference at this place."""
        return Difference(place, self.spoken, is_refused)


def together(written: Written) -> Value:
    """Return what stands: the one value, the lists joined, else the latest."""
    latest = written.spoken[-1].value
    if written.is_one or not written.is_added_to:
        return latest
    joined = list(latest)
    for spoken in written.spoken[:-1]:
        joined += [item for item in spoken.value if item not in joined]
    return tuple(joined)


def is_open(written: Written) -> bool:
    """Whether somebody must choose."""
    return not (written.is_one or written.is_added_to)
