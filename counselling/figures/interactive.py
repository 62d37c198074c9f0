"""The same ChartData as an interactive plotly page: hover, zoom, keyboard, and a table for readers.

The only file that knows plotly. The page carries its script in itself and contacts nobody.
"""

import html
from collections.abc import Iterator, Mapping
from typing import Final

import plotly.graph_objects as go
import plotly.offline

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.figures.chart import ChartData, Series

_FONT: Final = "Noto Sans, system-ui, sans-serif"


def figure(chart: ChartData) -> go.Figure:
    """Return the plotly figure of a chart; its numbers are the chart's, untouched."""
    drawn = go.Figure()
    for series in chart.series:
        if series.low:
            drawn.add_traces(list(_band(chart, series)))
        drawn.add_trace(_line(chart, series))
    drawn.update_layout(
        title={"text": chart.title, "x": 0.0 if chart.direction == "ltr" else 1.0},
        font={"family": _FONT, "size": 14, "color": PAPER_COLOURS[Ink.INK]},
        plot_bgcolor=PAPER_COLOURS[Ink.PAPER],
        paper_bgcolor=PAPER_COLOURS[Ink.PAPER],
        hovermode="x unified",
        legend={"orientation": "h", "y": -0.2},
        margin={"l": 60, "r": 24, "t": 56, "b": 56},
        xaxis={"title": chart.x_label, "range": [chart.x[0], chart.x[-1]], "dtick": 10},
        yaxis={"title": chart.y_label, "rangemode": "tozero", "gridcolor": "#E3E8E9"},
    )
    return drawn


def _line(chart: ChartData, series: Series) -> go.Scatter:
    ink = Ink.CONTRAST if series.is_reference else Ink.ACCENT
    return go.Scatter(
        x=list(chart.x),
        y=list(series.values),
        name=series.name,
        mode="lines",
        line={
            "color": PAPER_COLOURS[ink],
            "width": 2 if series.is_reference else 3,
            "dash": "dash" if series.is_reference else "solid",
        },
        hovertemplate="%{y:.1f}",
    )


def _band(chart: ChartData, series: Series) -> Iterator[go.Scatter]:
    """Two lines without ink, filled between."""
    blank = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    yield go.Scatter(x=list(chart.x), y=list(series.high), **blank)
    fill = {"fill": "tonexty", "fillcolor": "rgba(11, 101, 112, 0.16)"}
    yield go.Scatter(x=list(chart.x), y=list(series.low), **fill, **blank)


def page(chart: ChartData, *, language: str) -> str:
    """Return one HTML page with the chart, its summary, its note and its numbers as a table."""
    drawn = figure(chart).to_html(
        full_html=False, include_plotlyjs=False, config=_CONFIG, div_id="chart"
    )
    parts = {
        "language": html.escape(language, quote=True),
        "direction": chart.direction,
        "title": html.escape(chart.title),
        "summary": html.escape(chart.summary),
        "note": html.escape(chart.note),
        "script": plotly.offline.get_plotlyjs(),
        "chart": drawn,
        "table": "".join(_table(chart)),
    }
    return _PAGE.format_map(parts)


def _table(chart: ChartData) -> Iterator[str]:
    names = "".join(f"<th scope='col'>{html.escape(s.name)}</th>" for s in chart.series)
    yield f"<tr><th scope='col'>{html.escape(chart.x_label)}</th>{names}</tr>"
    for i, age in enumerate(chart.x):
        if age % 5 == 0 or i in (0, len(chart.x) - 1):
            cells = "".join(f"<td>{s.values[i]:.1f}</td>" for s in chart.series)
            yield f"<tr><th scope='row'>{age}</th>{cells}</tr>"


_CONFIG: Final[Mapping[str, object]] = {"displaylogo": False, "responsive": True}

_PAGE: Final = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 16px/1.5 "Noto Sans", system-ui, sans-serif; margin: 16px; color: #1A2326 }}
#chart {{ direction: ltr; min-height: 420px }}
table {{ border-collapse: collapse; margin-block: 12px }}
th, td {{ border: 1px solid #7C8A8E; padding: 4px 10px; text-align: end }}
</style>
<script>{script}</script></head>
<body><h1>{title}</h1><p>{summary}</p>
{chart}
<details><summary>{title}</summary><table>{table}</table></details>
<p>{note}</p></body></html>
"""
