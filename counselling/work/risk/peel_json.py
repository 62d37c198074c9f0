"""Peeling problems as JSON: read with the place of every mistake."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from counselling.errors import FormatError, RiskInputError
from counselling.genetics.problem import Inheritance, Problem, Relative
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex
from counselling.work.files.json_file import parsed

_FRACTION: Final = re.compile(r"\s*(\d{1,30})\s*/\s*(\d{1,30})\s*")
_LONGEST: Final = 64  # letters of a number told as text
_SEXES: Final = {1: Sex.MALE, 2: Sex.FEMALE, None: Sex.UNKNOWN, 0: Sex.UNKNOWN}
_NOBODY: Final = (None, "", "0")
_KEYS: Final = frozenset(
    {"name", "inheritance", "loci", "allele_frequency", "allele_frequencies", "de_novo_rate"}
    | {"mz_twins", "founder_prior_override", "people"}
)
_PERSON_KEYS: Final = frozenset({"id", "mother", "father", "sex", "penetrance"})


def read_problems(data: bytes) -> tuple[tuple[Problem, ...], bool]:
    """Return the problems of a file, and whether it held a list of them.

    Raises FormatError("peel.json"), RiskInputError with the place.
    """
    try:
        root = parsed(data)
    except ValueError:
        raise FormatError("peel.json") from None
    if isinstance(root, list):
        return tuple(problem(node, f"[{at}].") for at, node in enumerate(root)), True
    return (problem(root, ""),), False


def problem(node: object, place: str) -> Problem:
    """Read one problem. Raises RiskInputError with the place."""
    table = _table(node, place.rstrip("."), _KEYS)
    try:
        inheritance = Inheritance(_text(table.get("inheritance", "autosomal"), f"{place}inher"))
    except ValueError:
        raise RiskInputError("peel.value", place=f"{place}inheritance") from None
    frequencies = _frequencies(table, place)
    if inheritance is Inheritance.X_LINKED and len(frequencies) > 1:
        raise RiskInputError("peel.value", place=f"{place}loci")
    priors = _mapping(table.get("founder_prior_override"), f"{place}founder_prior_override")
    return Problem(
        people=tuple(
            _person(one, f"{place}people[{at}]")
            for at, one in enumerate(_list(table.get("people"), f"{place}people"))
        ),
        frequencies=frequencies,
        inheritance=inheritance,
        de_novo_rate=_share(table.get("de_novo_rate", 0), f"{place}de_novo_rate"),
        mz_twins=tuple(
            tuple(_name(one, f"{place}mz_twins[{at}]") for one in _list(twins, f"{place}mz_twins"))
            for at, twins in enumerate(_list(table.get("mz_twins"), f"{place}mz_twins"))
        ),
        founder_priors={
            person: _numbers(row, f"{place}founder_prior_override.{at}")
            for at, (person, row) in enumerate(priors.items())
        },
    )


def _frequencies(table: Mapping[str, object], place: str) -> tuple[float, ...]:
    loci = table.get("loci", 1)
    several = table.get("allele_frequencies")
    if several is None and loci == 1:
        return (_share(table.get("allele_frequency"), f"{place}allele_frequency"),)
    found = _list(several, f"{place}allele_frequencies")
    if not found or ("loci" in table and loci != len(found)):
        raise RiskInputError("peel.value", place=f"{place}loci")
    return tuple(_share(one, f"{place}allele_frequencies[{at}]") for at, one in enumerate(found))


def _person(node: object, place: str) -> Relative:
    table = _table(node, place, _PERSON_KEYS)
    sex = table.get("sex")
    if isinstance(sex, str) and sex.isdecimal() and len(sex) == 1:
        sex = int(sex)
    if isinstance(sex, bool) or not isinstance(sex, int | None) or sex not in _SEXES:
        raise RiskInputError("peel.value", place=f"{place}.sex")
    return Relative(
        id=_name(table.get("id"), f"{place}.id"),
        mother=_parent(table.get("mother"), f"{place}.mother"),
        father=_parent(table.get("father"), f"{place}.father"),
        sex=_SEXES[sex],
        penetrance=_numbers(table.get("penetrance"), f"{place}.penetrance"),
    )


def _parent(node: object, place: str) -> PersonId | None:
    return None if node in _NOBODY or node == 0 else _name(node, place)


def _table(node: object, place: str, known: frozenset[str]) -> Mapping[str, object]:
    table = _mapping(node, place or "problem")
    for key in table:
        if key not in known:
            raise RiskInputError("peel.unknown_key", place=place or "problem", key=key[:_LONGEST])
    return table


def _mapping(node: object, place: str) -> Mapping[str, object]:
    if node is None and place != "problem":
        return {}
    if not isinstance(node, dict):
        raise RiskInputError("peel.value", place=place)
    return node


def _list(node: object, place: str) -> Sequence[object]:
    if node is None:
        return ()
    if not isinstance(node, list):
        raise RiskInputError("peel.value", place=place)
    return node


def _text(node: object, place: str) -> str:
    if not isinstance(node, str):
        raise RiskInputError("peel.value", place=place)
    return node


def _name(node: object, place: str) -> PersonId:
    if isinstance(node, bool) or not isinstance(node, str | int) or node == "":
        raise RiskInputError("peel.value", place=place)
    return str(node)


def _numbers(node: object, place: str) -> tuple[float, ...]:
    return tuple(number(one, f"{place}[{at}]") for at, one in enumerate(_list(node, place)))


def _share(node: object, place: str) -> float:
    found = number(node, place)
    if not 0.0 <= found <= 1.0:
        raise RiskInputError("peel.probability", place=place)
    return found


def number(node: object, place: str) -> float:
    """Read a number, or a fraction or number told as text. Raises RiskInputError("peel.value")."""
    if isinstance(node, int | float) and not isinstance(node, bool):
        return _finite(node, place)
    if isinstance(node, str) and len(node) <= _LONGEST:
        fraction = _FRACTION.fullmatch(node)
        try:
            if fraction:
                return int(fraction[1]) / int(fraction[2])
            return _finite(float(node), place)
        except (ValueError, ZeroDivisionError, OverflowError):
            pass
    raise RiskInputError("peel.value", place=place)


def _finite(told: float, place: str) -> float:
    try:
        found = float(told)
    except OverflowError:
        found = float("inf")
    if not abs(found) < float("inf"):
        raise RiskInputError("peel.value", place=place)
    return found
