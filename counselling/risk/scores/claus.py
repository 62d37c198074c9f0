"""Claus's tables: a woman's breast cancer risk from one or two relatives who had it.

Source: Claus EB, Risch N, Thompson WD 1994, Cancer 73:643, as transcribed in public; cells that
contradict their mirror image there, and a column that repeats its neighbour, are not answered.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from counselling.errors import RiskInputError
from counselling.language.marks import N_
from counselling.risk.model import Caveat, Citation
from counselling.risk.scores.score import (
    AnswerKind,
    Answers,
    Ask,
    ScoreAnswer,
    Unit,
    Value,
    rows,
    whole,
)

_STATUS: Final = "verified-secondary"
AGES: Final = (29, 39, 49, 59, 69, 79)
_FIRST, _LAST = 20, 79  # onset in relatives: tables by decade
_FIRST_DEGREE: Final = ("mother", "sister", "daughter")
_ONCE: Final = ("mother", "maternal_grandmother", "paternal_grandmother")
_SIDES: Final[Mapping[str, str]] = {
    "maternal_aunt": "maternal",
    "maternal_grandmother": "maternal",
    "maternal_half_sister": "maternal",
    "paternal_aunt": "paternal",
    "paternal_grandmother": "paternal",
    "paternal_half_sister": "paternal",
}
_REPEATED: Final = ("ONE_SECOND_DEG_TABLE", 4)  # its column 60-69 equals 50-59


class _Cell(NamedTuple):
    """A column of a table: cumulative risks at AGES, None where the transcription is suspect.

    relatives: how many it is about.
    """

    relatives: int
    risks: tuple[float | None, ...]


class Claus:
    """The score; see the module."""

    name = "claus"
    version = "1994; ours 1"
    citations = (Citation("Claus EB, Risch N, Thompson WD 1994, Cancer 73:643", _STATUS),)
    asks = (
        Ask("sex", AnswerKind.CHOICE, choices=("female", "male")),
        Ask("age_now", AnswerKind.WHOLE, 0, 125, "years"),
        Ask(
            "relatives",
            AnswerKind.ROWS,
            rows=(
                Ask("relation", AnswerKind.CHOICE, choices=(*_FIRST_DEGREE, *_SIDES)),
                Ask("age_at_diagnosis", AnswerKind.WHOLE, 0, 125, "years"),
            ),
        ),
    )

    def compute(self, answers: Answers) -> ScoreAnswer:
        """Cumulative risk at 29 to 79, and what remains to 79 of a woman free of cancer now.

        Raises RiskInputError: "score.men", "score.outside_tables", "score.suspect_cell".
        """
        if answers["sex"] != "female":
            raise RiskInputError("score.men", field="sex")
        age, relatives = whole(answers, "age_now"), rows(answers, "relatives")
        if not relatives or not _FIRST <= age < _LAST:
            raise RiskInputError("score.outside_tables", low=_FIRST, high=_LAST)
        _check_once(relatives)
        cell = _best(relatives)
        values = [
            Value(f"risk_by_{at}", risk, Unit.PROBABILITY, _STATUS, ages_years=(0, at))
            for at, risk in zip(AGES, cell.risks, strict=True)
            if risk is not None
        ]
        known = [(_FIRST, 0.0), *((a, r) for a, r in zip(AGES, cell.risks, strict=True) if r)]
        if known[-1][0] != _LAST:
            raise RiskInputError("score.suspect_cell")
        now, whole_ = _between(known, age), known[-1][1]
        left = (whole_ - now) / (1 - now)
        remaining = Value(
            "remaining_to_79", left, Unit.PROBABILITY, _STATUS, ages_years=(age, _LAST)
        )
        caveats = [Caveat(N_("caveat.claus_between")), Caveat(N_("caveat.score_no_interval"))]
        if len(relatives) > cell.relatives:
            caveats.insert(0, Caveat(N_("caveat.claus_two_relatives")))
        if None in cell.risks:
            caveats.insert(0, Caveat(N_("caveat.claus_suspect")))
        return ScoreAnswer((remaining, *values), tuple(caveats))


def _check_once(relatives: Sequence[Answers]) -> None:
    """Refuse a second mother, or a second grandmother of one side."""
    seen: set[object] = set()
    for at, relative in enumerate(relatives):
        if relative["relation"] in seen:
            raise RiskInputError("score.contradiction", place=f"relatives[{at}].relation")
        if relative["relation"] in _ONCE:
            seen.add(relative["relation"])


def _between(known: Sequence[tuple[int, float]], age: int) -> float:
    """Risk at an age, on the straight line between the table's ages."""
    for (young, low), (old, high) in pairwise(known):
        if young <= age <= old:
            return low + (high - low) * (age - young) / (old - young)
    raise RiskInputError("score.outside_tables", low=_FIRST, high=_LAST)


def _best(relatives: Sequence[Answers]) -> _Cell:
    """The one relative, or the pair with the highest risk: the tables know two at most."""
    if len(relatives) == 1:
        return _single(relatives[0])
    cells = [cell for pair in combinations(relatives, 2) if (cell := _pair(*pair)) is not None]
    if not cells:
        cells = [_single(relative) for relative in relatives]
    return max(cells, key=lambda cell: cell.risks[-1] or 0.0)


def _decade(relative: Answers) -> int:
    age = whole(relative, "age_at_diagnosis")
    if not _FIRST <= age <= _LAST:
        raise RiskInputError("score.outside_tables", low=_FIRST, high=_LAST)
    return age // 10 - 2


def _single(relative: Answers) -> _Cell:
    is_first = relative["relation"] in _FIRST_DEGREE
    name = "ONE_FIRST_DEG_TABLE" if is_first else "ONE_SECOND_DEG_TABLE"
    decade = _decade(relative)
    if (name, decade) == _REPEATED:
        raise RiskInputError("score.suspect_cell")
    return _Cell(1, tuple(row[decade] for row in _tables()[name]))


def _pair(one: Answers, other: Answers) -> _Cell | None:
    """The table of two relatives and its cell; None where no table knows such a pair."""
    first = [r["relation"] in _FIRST_DEGREE for r in (one, other)]
    if all(first):
        return _cell("TWO_FIRST_DEG_TABLE", one, other)
    if not any(first):
        sides = {_SIDES[str(r["relation"])] for r in (one, other)}
        name = "TWO_SEC_DEG_SAME_SIDE_TABLE" if len(sides) == 1 else "TWO_SEC_DEG_DIFF_SIDE_TABLE"
        return _cell(name, one, other)
    near, far = (one, other) if first[0] else (other, one)
    if near["relation"] != "mother" or far["relation"] not in ("maternal_aunt", "paternal_aunt"):
        return None
    is_maternal = far["relation"] == "maternal_aunt"
    return _cell("MOTHER_MATERNAL_AUNT" if is_maternal else "MOTHER_PATERNAL_AUNT", near, far)


def _cell(name: str, one: Answers, other: Answers) -> _Cell:
    row, column = _decade(one), _decade(other)
    suspect = _suspect()
    risks = tuple(
        None if (name, age, *sorted((row, column))) in suspect else table[row][column]
        for age, table in zip(AGES, _tables()[name], strict=True)
    )
    return _Cell(2, risks)


@cache
def _file() -> Mapping[str, object]:
    text = (files("counselling.risk") / "tables" / "claus.json").read_text("utf-8")
    found: Mapping[str, object] = json.loads(text)
    return found


def _tables() -> Mapping[str, Sequence[Sequence]]:  # type: ignore[type-arg] # two depths
    found = _file()["tables"]
    assert isinstance(found, dict)
    return found


@cache
def _suspect() -> frozenset[tuple[str, int, int, int]]:
    found = _file()["asymmetric_entries"]
    assert isinstance(found, list)
    return frozenset((name, age, *sorted((row, column))) for name, age, row, column, *_ in found)


SCORE: Final = Claus()
