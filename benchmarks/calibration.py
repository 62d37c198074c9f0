"""Every model beside what is published: the nations' incidence, and carriers' cumulative risks."""

from collections.abc import Mapping

from counselling.risk.calibration import Calibrated, Calibration, CarrierRisk, calibration
from counselling.risk.countries import countries
from counselling.risk.registry import MODELS

STUDIED = "UK"  # in whose population carriers are compared


def measure() -> Mapping[str, object]:
    """Measure all models of the registry that show whom they reckon with, in all countries."""
    return {model.name: _of(model) for model in MODELS if isinstance(model, Calibrated)}


def _of(model: Calibrated) -> Mapping[str, object]:
    each = [calibration(model, country.name) for country in countries()]
    studied = next(one for one in each if one.country == STUDIED)
    return {
        "worst_of_all": _worst(max(each, key=lambda one: one.worst.relative)),
        "worst_by_country": {one.country: _worst(one)["off_nation_relative"] for one in each},
        "carriers_in": STUDIED,
        "carriers": [_carrier(one) for one in studied.carriers],
        "conflicts": [_carrier(one) for one in studied.conflicts],
    }


def _worst(one: Calibration) -> Mapping[str, object]:
    return {
        "country": one.country,
        "cancer": one.worst.organ.cancer,
        "sex": one.worst.organ.sex.value,
        "age_years": one.worst.age_years,
        "off_nation_relative": one.worst.relative,
    }


def _carrier(one: CarrierRisk) -> Mapping[str, object]:
    told = one.published
    return {
        "gene": told.gene,
        "cancer": told.organ.cancer,
        "sex": told.organ.sex.value,
        "by_age": told.by_age,
        "ours": round(one.value, 4),
        "published": told.value,
        "low": told.low,
        "high": told.high,
        "conflicts": one.conflicts,
        "source": told.source,
    }
