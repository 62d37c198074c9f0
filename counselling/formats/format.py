"""What every file format offers: recognise, read, write, and say what got lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from counselling.errors import Field
from counselling.formats.facts import Fact
from counselling.pedigree.family import Family


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a file said and we could not keep, or that we know and a file cannot say.

    message_id: sentence in domain ui ("loss." in front); line counts from 1, 0 where there is none.
    """

    message_id: str
    line: int = 0
    fields: tuple[tuple[str, Field], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held."""

    families: tuple[Family, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """The text of a file, and what it cannot say; packed: the bytes of a file that is no text."""

    text: str
    losses: tuple[Loss, ...] = ()
    packed: bytes = b""

    @property
    def content(self) -> bytes:
        """What stands on the disk."""
        return self.packed or self.text.encode()


class FileFormat(Protocol):
    """One file format. Values, not managers: a format has no state."""

    @property
    def name(self) -> str:
        """As lists of formats name it."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings with the dot."""
        ...

    @property
    def says(self) -> frozenset[Fact]:
        """What this format can say beyond ids, sexes and parents; the rest is told as lost."""
        ...

    def sniff(self, text: str) -> bool:
        """Whether a text looks like this format; looks at the first lines only."""
        ...

    def read(self, text: str) -> Reading:
        """Read all families of a text. Raises FormatError with the line."""
        ...

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write families. Raises FormatError when the format cannot hold them at all."""
        ...


class PackedFormat(FileFormat, Protocol):
    """A format whose bytes no general door understands: a zipped workbook, text in ANSEL."""

    def unpack(self, data: bytes) -> str | None:
        """Return the text in bytes of this format, None when they are not of this format.

        Raises FormatError when they are, and are broken.
        """
        ...


def fields(**values: Field) -> tuple[tuple[str, Field], ...]:
    """Blanks of a loss, in the order given."""
    return tuple(values.items())


def as_mapping(pairs: tuple[tuple[str, Field], ...]) -> Mapping[str, Field]:
    """Blanks back as a table."""
    return dict(pairs)
