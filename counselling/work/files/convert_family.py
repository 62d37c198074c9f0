"""Use case: turn a family file into another format, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from counselling.files import keep_apart, replace_file
from counselling.formats import registry
from counselling.formats.format import Loss
from counselling.pedigree.family import Family
from counselling.work.files.read_family import read_file


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was converted, and what got lost on the way in and on the way out."""

    families: tuple[Family, ...]
    lost_reading: Sequence[Loss]
    lost_writing: Sequence[Loss]

    @property
    def persons(self) -> int:
        """How many people."""
        return sum(len(family.persons) for family in self.families)


def convert(source: Path, target: Path) -> Conversion:
    """Read `source`, write `target` in the format of its ending. Nothing is written on an error.

    Raises StorageError("file.same") when both are one file: what got lost could not be had again.
    """
    registry.by_suffix(target.name)
    keep_apart(source, target)
    reading = read_file(source)
    writing = registry.write(reading.families, target.name)
    replace_file(target, writing.content)
    return Conversion(reading.families, reading.losses, writing.losses)
