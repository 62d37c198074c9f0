"""How a model was checked, as charts: carriers' risks beside print, the average beside the nation.

Numbers are those of `risk.calibration`; nothing is computed here but rounding.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from counselling.figures.cancer_name import cancer_name
from counselling.figures.chart import ChartData, Role, Series
from counselling.figures.dots import Dot, DotChart, DotPanel, DotRow
from counselling.figures.grid_scene import Grid
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.risk import store
from counselling.risk.calibration import Calibration, CarrierRisk, OffNation
from counselling.risk.countries import in_words
from counselling.risk.store import Organ

_WHOLE: Final = 100_000  # people, of whom new cases in a year are told
_TO_AGE: Final = 90  # the tables' last group is 85 and older
_HAIR: Final = 1e-4  # of a probability: a band narrower than this is no interval


def carriers_chart(found: Calibration, words: Catalogue) -> DotChart | None:
    """Return average carriers' risks beside print, a panel for each cancer and sex.

    None where nothing is printed of the model's genes.
    """
    if not found.carriers:
        return None
    ordered = sorted(found.carriers, key=_place)
    panels = tuple(
        DotPanel(words.begun(_organ(organ, words)), tuple(_row(one, words) for one in rows))
        for organ, rows in groupby(ordered, key=lambda one: one.published.organ)
    )
    model = words.say(f"model.{found.model}")
    country = in_words(found.country, words)
    conflicts = len(found.conflicts)
    counted = words.say(
        N_("checked.agree"),
        agree=len(ordered) - conflicts,
        all=len(ordered),
        conflicts=conflicts,
    )
    return DotChart(
        words.say(N_("checked.title"), model=model, country=country),
        words.say(N_("checked.axis")),
        words.say(N_("checked.printed")),
        words.say(N_("checked.ours")),
        panels,
        counted,
        words.say(N_("checked.note")),
        words.direction,
    )


def _place(one: CarrierRisk) -> tuple[str, str, str, int, str]:
    told = one.published
    return told.organ.cancer, told.organ.sex.value, told.gene, told.by_age, told.source


def _organ(organ: Organ, words: Catalogue) -> str:
    name = cancer_name(organ.cancer, words)
    return words.say(N_("checked.organ"), cancer=name, sex=organ.sex.value)


def _row(one: CarrierRisk, words: Catalogue) -> DotRow:
    told = one.published
    printed = Dot(100 * told.value, _percent(told.low), _percent(told.high))
    is_spread = one.high - one.low > _HAIR  # else nothing was published to draw from
    ours = Dot(100 * one.value, *((100 * one.low, 100 * one.high) if is_spread else (None, None)))
    source = store.citations()[told.source].text.split(",")[0]
    way = "none"
    if one.conflicts:
        way = "more" if one.value > told.value else "less"
    said = {
        "gene": told.gene,
        "age": told.by_age,
        "source": source,
        "printed": _said(printed, words),
        "ours": _said(ours, words),
        "way": way,
    }
    sentence = words.say(N_("checked.row"), organ=_organ(told.organ, words), **said)
    conflict = words.say(N_("checked.conflict"), way=way) if one.conflicts else ""
    label = words.say(N_("checked.label"), gene=told.gene, age=told.by_age)
    numbers = words.say(N_("checked.numbers"), **said)
    return DotRow(label, source, printed, ours, numbers, conflict, sentence)


def _percent(probability: float | None) -> float | None:
    return None if probability is None else 100 * probability


def _said(dot: Dot, words: Catalogue) -> str:
    """Both ends are told as finely as the value, so that an interval never ends in itself."""
    decimals = 0 if dot.value >= 9.95 else 1
    value = words.percent(dot.value / 100, decimals=decimals)
    if dot.low is None or dot.high is None:
        return value
    low, high = (words.number(end, decimals=decimals) for end in (dot.low, dot.high))
    return words.say(N_("checked.between"), value=value, low=low, high=high)


def nation_charts(found: Calibration, words: Catalogue) -> tuple[ChartData, ...]:
    """Return a chart for each cancer and sex: the average person's incidence on the nation's."""
    return tuple(_nation(one, found, words) for one in found.nation)


def _nation(one: OffNation, found: Calibration, words: Catalogue) -> ChartData:
    country = in_words(found.country, words)
    organ = _organ(one.organ, words)
    series = (
        Series(words.say(N_("checked.average")), _rates(one.average)),
        Series(words.say(N_("checked.national")), _rates(one.national), role=Role.REFERENCE),
    )
    return ChartData(
        words.begun(words.say(N_("checked.nation_title"), organ=organ, country=country)),
        words.say(N_("chart.age")),
        words.say(N_("checked.rates")),
        tuple(range(_TO_AGE)),
        series,
        nation_summary((found,), words, only=one),
        direction=words.direction,
        out_of=_WHOLE,
        least_top=1.0,
    )


def _rates(yearly: Sequence[float]) -> tuple[float, ...]:
    return tuple(_WHOLE * rate for rate in yearly[:_TO_AGE])


def nation_summary(
    found: Sequence[Calibration], words: Catalogue, *, only: OffNation | None = None
) -> str:
    """Say how far the average person is from the nation, where it is furthest.

    only: speak of this organ alone, not of the furthest one.
    """
    furthest = max(found, key=lambda one: one.worst.relative)
    worst = only or furthest.worst
    return words.say(
        N_("checked.nation"),
        countries=len(found),
        country=in_words(furthest.country, words),
        organ=_organ(worst.organ, words),
        age=worst.age_years,
        room=words.percent(_rounded_up(worst.relative), decimals=4),
    )


def _rounded_up(relative: float) -> float:
    """To a millionth, never down: "at most" must hold."""
    return math.ceil(relative * 1e6 - 1e-6) / 1e6


def lines(chart: DotChart | None, words: Catalogue) -> Iterator[str]:
    """Say every comparison, those that disagree first."""
    rows = () if chart is None else tuple(chart.rows)
    yield from (row.sentence for row in rows if row.conflict)
    yield from (row.sentence for row in rows if not row.conflict)


def nations_grid(found: Sequence[Calibration], organ: Organ, words: Catalogue) -> Grid:
    """Return one cancer of one sex in every country, each country under its name."""
    panels = []
    for each in found:
        one = next(o for o in each.nation if o.organ == organ)
        panels.append((in_words(each.country, words), _nation(one, each, words)))
    first = panels[0][1]
    average, national = first.series
    return Grid(
        words.begun(
            words.say(
                N_("checked.nations_title"),
                organ=_organ(organ, words),
                model=words.say(f"model.{found[0].model}"),
            )
        ),
        tuple(sorted(panels, key=lambda panel: words.collation_key(panel[0]))),
        words.say(N_("checked.lines"), average=average.name, national=national.name),
        nation_summary(found, words),
        direction=words.direction,
    )
