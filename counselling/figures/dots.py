"""DotChart: printed numbers beside a model's own, a row each; printed by the Scene painter,
interactive by plotly, from the same values."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its interval, in percent (0..100); low and high are None where none is known."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def highest(self) -> float:
        """The furthest that it reaches."""
        return self.value if self.high is None else max(self.value, self.high)


@dataclass(frozen=True, slots=True)
class DotRow:
    """Two dots on one line.

    label, source: what and by whom; numbers: both as they are drawn. conflict: in words, empty
    where the two agree. sentence: the whole row for the ear and for a list.
    """

    label: str
    source: str
    printed: Dot
    ours: Dot
    numbers: str
    conflict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DotPanel:
    """Rows that share an axis: one cancer of one sex."""

    title: str
    rows: tuple[DotRow, ...]

    @property
    def highest(self) -> float:
        """The greatest number that a row of it shows."""
        return max(dot.highest for row in self.rows for dot in (row.printed, row.ours))


@dataclass(frozen=True, slots=True)
class DotChart:
    """All panels, all words in the reader's language already.

    printed, ours: what each kind of dot is called. counted: how many rows agree, in a sentence.
    """

    title: str
    x_label: str
    printed: str
    ours: str
    panels: tuple[DotPanel, ...]
    counted: str
    note: str = ""
    direction: str = "ltr"

    @property
    def summary(self) -> str:
        """The picture for the ear: how many rows agree, and each that does not."""
        return " ".join((self.counted, *(row.sentence for row in self.rows if row.conflict)))

    @property
    def rows(self) -> Iterator[DotRow]:
        """All rows as they are read."""
        return (row for panel in self.panels for row in panel.rows)
