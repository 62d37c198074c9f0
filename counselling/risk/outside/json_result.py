"""CanRisk's web-service result: JSON, one family or several, one cancer or all.

Layout: canrisk.atlassian.net, FAQ 44826700 "Web-service results", and the names of the service's
own output (github.com/CCGE-BOADICEA/bws, serializers).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from counselling.errors import RiskInputError
from counselling.pedigree.outside_result import Entered, OutsideCarrier, OutsideRisk
from counselling.risk.outside.told import (
    FORTIES,
    LIFETIME,
    OutsideReading,
    carrier,
    date_in,
    risk,
    spans,
)

_PROGRAM: Final = "CanRisk"
_PARTS: Final = ("bws_result", "ows_result", "pws_result")
_NOBODY: Final = "no mutation"
_ENDING: Final = " cancer risk"
_ROUNDED: Final = 0.051  # a percentage is told to one decimal


def is_json(text: str) -> bool:
    """Whether a text is to be read here."""
    return text.lstrip().startswith("{")


def read_json(text: str, *, person: str) -> OutsideReading:
    """Read the result of one person. person: her id here, to choose by where there are several.

    Raises RiskInputError: "risk.outside_unclear", "risk.outside_several",
    "risk.outside_no_probability", "risk.outside_disagrees".
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise RiskInputError("risk.outside_unclear", field="result") from None
    models = [m for m in (whole.get(p) for p in _PARTS) if isinstance(m, dict)] or [whole]
    carriers: dict[str, OutsideCarrier] = {}
    risks: list[OutsideRisk] = []
    named = ""
    for model in models:
        family = _family(model, person)
        named = named or str(family.get("proband_id", ""))
        for one in _carriers(family):
            carriers.setdefault(one.gene, one)  # breast first: each model has its own
        risks += _risks(family)
    first = models[0]
    return OutsideReading(
        _PROGRAM,
        ", ".join(dict.fromkeys(str(m.get("version", "")) for m in models if m.get("version"))),
        date_in(str(first.get("timestamp", ""))),
        named,
        Entered.READ,
        tuple(carriers.values()),
        tuple(dict.fromkeys(risks)),
    )


def _family(model: Mapping[str, Any], person: str) -> Mapping[str, Any]:
    """The family that the result is about: the only one, or the one of this person."""
    families = [f for f in _list(model, "pedigree_result") if isinstance(f, dict)]
    mine = [f for f in families if str(f.get("proband_id", "")) == person] or families
    if not mine:
        raise RiskInputError("risk.outside_unclear", field="result")
    if len(mine) > 1:
        raise RiskInputError("risk.outside_several", field="result")
    return mine[0]


def _carriers(family: Mapping[str, Any]) -> Iterator[OutsideCarrier]:
    for entry in _list(family, "mutation_probabilties"):
        for gene, value in _pairs(entry):
            if gene.casefold() != _NOBODY:
                yield carrier(gene, _decimal(value))


def _risks(family: Mapping[str, Any]) -> Iterator[OutsideRisk]:
    curve = _by_cancer(family, "cancer_risks", "baseline_cancer_risks")
    for cancer, by_age in curve.items():
        yield from spans(cancer, ((age, mine, theirs) for age, (mine, theirs) in by_age.items()))
    for ages, name in ((FORTIES, "ten_yr_cancer_risk"), (LIFETIME, "lifetime_cancer_risk")):
        for cancer, by_age in _by_cancer(family, name, f"baseline_{name}").items():
            for mine, theirs in by_age.values():
                yield risk(cancer, ages, mine, theirs)


def _by_cancer(
    family: Mapping[str, Any], name: str, baseline: str
) -> Mapping[str, dict[int, tuple[float, float | None]]]:
    average = {(cancer, age): value for cancer, age, value in _points(family, baseline)}
    found: dict[str, dict[int, tuple[float, float | None]]] = {}
    for cancer, age, value in _points(family, name):
        found.setdefault(cancer, {})[age] = (value, average.get((cancer, age)))
    return found


def _points(family: Mapping[str, Any], name: str) -> Iterator[tuple[str, int, float]]:
    """Cancer, age and risk of every entry of a list."""
    for entry in _list(family, name):
        told = dict(_pairs(entry))
        age = told.pop("age", None)
        if isinstance(age, bool) or not isinstance(age, int):
            raise RiskInputError("risk.outside_unclear", field="result")
        for key, value in told.items():
            if key.endswith(_ENDING):
                yield key.removesuffix(_ENDING), age, _decimal(value)


def _decimal(value: object) -> float:
    """The risk of {"decimal": .., "percent": ..}, which must say the same."""
    told = dict(_pairs(value))
    decimal, percent = told.get("decimal"), told.get("percent")
    if isinstance(decimal, bool) or not isinstance(decimal, int | float):
        raise RiskInputError("risk.outside_unclear", field="result")
    if isinstance(percent, int | float) and abs(percent - 100 * decimal) > _ROUNDED:
        raise RiskInputError("risk.outside_disagrees", field="result")
    return float(decimal)


def _list(value: Mapping[str, Any], name: str) -> Sequence[Any]:
    told = value.get(name)
    return told if isinstance(told, list) else ()


def _pairs(value: object) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise RiskInputError("risk.outside_unclear", field="result")
    yield from value.items()
