"""ChartData: what a chart shows, once; printed by the Scene painter, interactive by plotly."""

from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
    """What a line is in its chart; painters choose ink, dash and width by it."""

    MAIN = auto()
    REFERENCE = auto()  # the quieter line that others are compared with: the population
    SUPPOSED = auto()  # the main one's, if a test had a result


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart, with its band where it has one.

    name: as the legend and the direct label say it; values in people out of the chart's `out_of`,
    one for each x.
    said: what is told at each x, rounded; empty where nothing was rounded.
    """

    name: str
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    role: Role = Role.MAIN
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartData:
    """A line chart over age, all words in the reader's language already.

    x: ages in years. summary: the same in one spoken sentence, with the numbers the chart shows.
    note: model, source and assumptions, printed under the chart.
    direction: of the words; the age axis always runs left to right. out_of: of how many people the
    values are. least_top: the value axis reaches at least so far, so that a small risk looks small.
    """

    title: str
    x_label: str
    y_label: str
    x: tuple[int, ...]
    series: tuple[Series, ...]
    summary: str
    note: str = ""
    direction: str = "ltr"
    out_of: int = 100
    least_top: float = 10.0
