"""Use case: what cannot be right, or is doubtful, about the families of a file or a folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from counselling.drawing.measure import Measure
from counselling.errors import CounsellingError
from counselling.formats.format import Loss
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.validation import Finding, Severity, findings
from counselling.work.files.read_family import choose, read_file
from counselling.work.files.read_folder import FileRead, Skipped, read_folder
from counselling.work.pedigree.draw_family import draw_family


@dataclass(frozen=True)
class CheckedFamily:
    """A family with its findings. numbers: of its people, empty where it cannot be drawn."""

    family: Family
    findings: tuple[Finding, ...]
    numbers: Mapping[PersonId, str]

    def count(self, severity: Severity) -> int:
        """How many findings weigh as much."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True)
class CheckedFile:
    """A file with its families, and what could not be kept when it was read."""

    file: Path
    families: tuple[CheckedFamily, ...]
    losses: tuple[Loss, ...] = ()


def count(files: Sequence[CheckedFile]) -> Mapping[Severity, int]:
    """How many findings there are of each weight, blocking ones first."""
    families = [family for file in files for family in file.families]
    return {weight: sum(family.count(weight) for family in families) for weight in Severity}


def check_family(family: Family, words: Catalogue, measure: Measure) -> CheckedFamily:
    """Look for what cannot be right. Pedigree numbers are those of the drawing."""
    found = findings(family)
    return CheckedFamily(family, found, _numbers(family, words, measure) if found else {})


def check_file(
    file: Path, words: Catalogue, measure: Measure, *, family_id: str | None = None
) -> CheckedFile:
    """Check all families of a file, or the one of this id. Raises StorageError, FormatError."""
    reading = read_file(file)
    families = reading.families if family_id is None else (choose(reading, family_id),)
    checked = tuple(check_family(family, words, measure) for family in families)
    return CheckedFile(file, checked, reading.losses)


def check_folder(
    folder: Path, words: Catalogue, measure: Measure
) -> Iterator[CheckedFile | Skipped]:
    """Check every family of every file; what cannot be read is told. Raises StorageError."""
    for found in read_folder(folder):
        if isinstance(found, FileRead):
            families = found.reading.families
            checked = tuple(check_family(family, words, measure) for family in families)
            yield CheckedFile(found.file, checked, found.reading.losses)
        else:
            yield found


def _numbers(family: Family, words: Catalogue, measure: Measure) -> Mapping[PersonId, str]:
    try:
        return draw_family(family, words, measure).numbers
    except CounsellingError:
        return {}  # what is in the way is among the findings
