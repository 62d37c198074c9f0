"""Use case: how a model was checked: beside printed risks of carriers, beside the nations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.errors import RiskInputError
from counselling.figures.chart import ChartData
from counselling.figures.checked import (
    carriers_chart,
    lines,
    nation_charts,
    nation_summary,
    nations_grid,
)
from counselling.figures.dots import DotChart
from counselling.figures.dots_scene import dots_scene
from counselling.figures.grid_scene import grid_scene
from counselling.figures.risk_curve import risk_curve
from counselling.language.catalogue import Catalogue
from counselling.risk import registry
from counselling.risk.calibration import (
    STUDIED,
    Calibrated,
    Calibration,
    CarrierRisk,
    calibration,
)
from counselling.risk.countries import countries
from counselling.risk.store import Organ


@dataclass(frozen=True)
class CheckedModel:
    """carriers: beside print, None where nothing is printed of the genes; scene: the same drawn.

    nation: a chart and its picture for each cancer and sex. heads: how many agree, "" where
    nothing is printed, and how far the average is from the nation. said: a sentence for each
    printed number, what disagrees first.
    """

    model: str
    carriers: DotChart | None
    scene: Scene | None
    nation: tuple[tuple[ChartData, Scene], ...]
    heads: tuple[str, str]
    said: tuple[str, ...]


def check_model(name: str, country: str, words: Catalogue, measure: Measure) -> CheckedModel:
    """Compare a model with print (where the studies were made) and with a country's rates.

    Raises RiskInputError("risk.not_checked") for a model that shows nobody whom it reckons with.
    """
    model = calibrated(name)
    printed = carriers_chart(calibration(model, STUDIED), words)
    there = calibration(model, country, has_draws=False)
    rates = nation_charts(there, words)
    return CheckedModel(
        name,
        printed,
        dots_scene(printed, measure) if printed else None,
        tuple((chart, risk_curve(chart, measure)) for chart in rates),
        (printed.counted if printed else "", nation_summary((there,), words)),
        tuple(lines(printed, words)),
    )


def checked_scene(chart: DotChart, measure: Measure) -> Scene:
    """Draw carriers' risks beside print."""
    return dots_scene(chart, measure)


def calibrated(name: str) -> Calibrated:
    """Find a model that can be checked. Raises RiskInputError("risk.not_checked")."""
    model = registry.find(name)
    if not isinstance(model, Calibrated):
        raise RiskInputError("risk.not_checked", model=name)
    return model


def checked_models() -> tuple[str, ...]:
    """Return the names of all models that can be checked, of one syndrome's the first."""
    return tuple(model.name for model in registry.distinct() if isinstance(model, Calibrated))


def everywhere(name: str) -> tuple[Calibration, ...]:
    """Compare a model's estimate with every country. Raises as `calibrated`."""
    model = calibrated(name)
    return tuple(calibration(model, one.name, has_draws=False) for one in countries())


def nations_scene(
    found: Sequence[Calibration], organ: Organ, words: Catalogue, measure: Measure
) -> Scene:
    """Draw one cancer in all countries."""
    return grid_scene(nations_grid(found, organ, words), measure)


def checked_table(found: Calibration, nations: Sequence[Calibration] = ()) -> Mapping[str, object]:
    """Return a comparison as plain tables. nations: of the same model."""
    everybody = nations or (found,)
    return {
        "model": found.model,
        "worst_of_all": _worst(max(everybody, key=lambda one: one.worst.relative)),
        "worst_by_country": {one.country: one.worst.relative for one in everybody},
        "carriers_in": found.country,
        "carriers": [_carrier(one) for one in found.carriers],
        "conflicts": [_carrier(one) for one in found.conflicts],
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
        "ours_low": round(one.low, 4),
        "ours_high": round(one.high, 4),
        "published": told.value,
        "low": told.low,
        "high": told.high,
        "conflicts": one.conflicts,
        "source": told.source,
    }
