"""Use case: answer the peeling problems of a JSON file, or those of a cohort's two tables."""

import csv
import gzip
import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counselling.errors import FormatError, PedigreeError, RiskInputError
from counselling.genetics.graph import OwnAncestor
from counselling.genetics.peeling import ImpossibleFamily
from counselling.genetics.problem import Answer, Problem, Relative, solve
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex
from counselling.work.files.read_family import content_of
from counselling.work.risk.peel_json import read_problems

_LARGEST: Final = 500_000_000  # bytes that a table may unpack to
_NOBODY: Final = ("", "NA", "0", ".")
_SEXES: Final = {"1": Sex.MALE, "2": Sex.FEMALE, "M": Sex.MALE, "F": Sex.FEMALE}
_GENOTYPES: Final = ("p0", "p1", "p2")  # P(data | copies)
_APART: Final = "\x1f"  # stands in no id of a table


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A problem that has no answer, and why. people: whose data exclude each other."""

    reason: PedigreeError | RiskInputError
    people: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Cohort:
    """Many families answered in one pass; log_likelihood is the sum over all of them."""

    families: Mapping[str, Mapping[PersonId, tuple[float, ...]]]
    log_likelihood: float
    milliseconds: float
    plan_milliseconds: float


def peel_file(path: Path) -> tuple[tuple[Answer | Unanswered, ...], bool]:
    """Answer a file's problems in order; also whether the file held a list.

    Raises StorageError, FormatError, RiskInputError with the place: then nothing is answered.
    """
    problems, is_list = read_problems(content_of(path))
    return tuple(_answer(problem) for problem in problems), is_list


def _answer(problem: Problem) -> Answer | Unanswered:
    try:
        return solve(problem)
    except (ImpossibleFamily, OwnAncestor) as reason:
        return Unanswered(reason, reason.persons)
    except RiskInputError as reason:
        if reason.message_id != "risk.too_tangled":
            raise
        return Unanswered(reason)


def peel_tables(
    dat: Path, penet: Path, *, frequency: float, de_novo_rate: float = 0.0
) -> Cohort | Unanswered:
    """Answer all families of two tables at once: family, indiv, mother, father; p0, p1, p2.

    The rows of both belong together by their order. Raises StorageError; FormatError with the line.
    """
    people = _people(_rows(dat))
    evidence = _penetrance(_rows(penet))
    if len(people) != len(evidence):
        raise FormatError("peel.rows", people=len(people), rows=len(evidence))
    problem = Problem(
        people=tuple(
            Relative(person.id, person.mother, person.father, person.sex, row)
            for person, row in zip(people, evidence, strict=True)
        ),
        frequencies=(frequency,),
        de_novo_rate=de_novo_rate,
    )
    answer = _answer(problem)
    if isinstance(answer, Unanswered):
        named = tuple(person.replace(_APART, " ") for person in answer.people)
        return Unanswered(answer.reason, named)
    families: dict[str, dict[PersonId, tuple[float, ...]]] = {}
    for key, posterior in answer.posteriors.items():
        family, _, person = key.partition(_APART)
        families.setdefault(family, {})[person] = posterior
    return Cohort(families, answer.log_likelihood, answer.milliseconds, answer.plan_milliseconds)


def _rows(path: Path) -> Sequence[tuple[int, Mapping[str, str]]]:
    """Rows of a table, packed or not, with their lines."""
    data = content_of(path)
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data)
    try:
        text = data.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text), strict=True)
        return [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error):
        raise FormatError("peel.table") from None


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            found = packed.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise FormatError("peel.table") from None
    if len(found) > _LARGEST:
        raise FormatError("format.too_large", megabytes=_LARGEST // 1_000_000)
    return found


def _people(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Sequence[Relative]:
    people: list[Relative] = []
    for line, row in rows:
        if not row.get("indiv"):
            raise FormatError("format.cell", line=line, column="indiv")
        family = row.get("family") or "1"
        people.append(
            Relative(
                f"{family}{_APART}{row['indiv']}",
                mother=_parent(family, row.get("mother")),
                father=_parent(family, row.get("father")),
                sex=_SEXES.get((row.get("sex") or "").strip(), Sex.UNKNOWN),
            )
        )
    if not people:
        raise FormatError("format.no_people")
    return people


def _parent(family: str, told: str | None) -> PersonId | None:
    name = (told or "").strip()
    return None if name in _NOBODY else f"{family}{_APART}{name}"


def _penetrance(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Sequence[tuple[float, ...]]:
    found = []
    for line, row in rows:
        try:
            found.append(tuple(float(row[name]) for name in _GENOTYPES))
        except (KeyError, TypeError, ValueError):
            raise FormatError("format.cell", line=line, column=", ".join(_GENOTYPES)) from None
    return found
