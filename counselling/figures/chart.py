"""ChartData: what a chart shows, once; printed by the Scene painter, interactive by plotly."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart, with its band where it has one.

    name: as the legend and the direct label say it; values in percent (0..100), one for each x.
    is_reference: the quieter line that others are compared with (the population).
    """

    name: str
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    is_reference: bool = False


@dataclass(frozen=True, slots=True)
class ChartData:
    """A line chart over age, all words in the reader's language already.

    x: ages in years. summary: the same in one spoken sentence, with the numbers the chart shows.
    note: model, source and assumptions, printed under the chart.
    direction: of the words; the age axis always runs left to right.
    """

    title: str
    x_label: str
    y_label: str
    x: tuple[int, ...]
    series: tuple[Series, ...]
    summary: str
    note: str = ""
    direction: str = "ltr"
