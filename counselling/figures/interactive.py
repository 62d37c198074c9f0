"""The same charts as interactive plotly pages: hover, zoom, keyboard, and a table for readers.

The only file that knows plotly. The page carries its script in itself and contacts nobody.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import plotly.graph_objects as go
import plotly.offline
from plotly.subplots import make_subplots

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.figures.chart import ChartData, Role, Series
from counselling.figures.dots import Dot, DotChart, DotRow

_FONT: Final = "Noto Sans, system-ui, sans-serif"
_ROW_PX: Final = 26
_PANEL_PX: Final = 92  # of a panel's title and axis
_TOP_PX: Final = 140  # for the legend and the first panel's title
_APART: Final = 0.18  # of the two lanes from the middle of a row, in rows
_INKS: Final = {
    Role.MAIN: (Ink.ACCENT, 3, "solid"),
    Role.REFERENCE: (Ink.CONTRAST, 2, "dash"),
    Role.SUPPOSED: (Ink.INK, 3, "longdashdot"),
}


def figure(chart: ChartData) -> go.Figure:
    """Return the plotly figure of a chart; its numbers are the chart's, untouched."""
    drawn = go.Figure()
    for series in chart.series:
        if series.low:
            drawn.add_traces(list(_band(chart, series)))
    for series in chart.series:
        drawn.add_trace(_line(chart, series))
    drawn.update_layout(
        **_layout(chart),
        hovermode="x unified",
        xaxis={"title": chart.x_label, "range": [chart.x[0], chart.x[-1]], "dtick": 10},
        yaxis={"title": chart.y_label, "rangemode": "tozero", "gridcolor": "#E3E8E9"},
    )
    return drawn


def _layout(chart: ChartData | DotChart) -> Mapping[str, object]:
    return {
        "font": {"family": _FONT, "size": 14, "color": PAPER_COLOURS[Ink.INK]},
        "plot_bgcolor": PAPER_COLOURS[Ink.PAPER],
        "paper_bgcolor": PAPER_COLOURS[Ink.PAPER],
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.0},
        "margin": {"l": 60, "r": 24, "t": 56, "b": 56},
    }


def _line(chart: ChartData, series: Series) -> go.Scatter:
    ink, width, dash = _INKS[series.role]
    said = {"text": list(series.said), "hovertemplate": "%{text}<extra></extra>"}
    return go.Scatter(
        x=list(chart.x),
        y=list(series.values),
        name=series.name,
        mode="lines",
        line={"color": PAPER_COLOURS[ink], "width": width, "dash": dash},
        **(said if series.said else {"hovertemplate": "%{y:.1f}"}),
    )


def _band(chart: ChartData, series: Series) -> Iterator[go.Scatter]:
    """Two lines filled between; of what is only supposed the edges alone, as in print."""
    is_supposed = series.role is Role.SUPPOSED
    edge = {"width": 1, "dash": "dot", "color": PAPER_COLOURS[Ink.INK]}
    line = edge if is_supposed else {"width": 0}
    blank = {"mode": "lines", "line": line, "hoverinfo": "skip", "showlegend": False}
    yield go.Scatter(x=list(chart.x), y=list(series.high), **blank)
    fill = {"fill": "tonexty", "fillcolor": "rgba(11, 101, 112, 0.16)"}
    yield go.Scatter(x=list(chart.x), y=list(series.low), **({} if is_supposed else fill), **blank)


def dots_figure(chart: DotChart) -> go.Figure:
    """Return the plotly figure of printed and own numbers, a plot for each panel."""
    high = _height(chart)
    drawn = make_subplots(
        rows=len(chart.panels),
        cols=1,
        row_heights=[len(panel.rows) + 0.5 for panel in chart.panels],
        subplot_titles=[panel.title for panel in chart.panels],
        vertical_spacing=_PANEL_PX / high,
    )
    for place, panel in enumerate(chart.panels, start=1):
        for is_ours in (False, True):
            trace = _dots(chart, panel.rows, is_ours=is_ours)
            trace.showlegend = place == 1
            drawn.add_trace(trace, row=place, col=1)
        drawn.update_yaxes(**_names(panel.rows), row=place, col=1)
        drawn.update_xaxes(rangemode="tozero", gridcolor="#E3E8E9", row=place, col=1)
    drawn.update_xaxes(title=chart.x_label, row=len(chart.panels), col=1)
    drawn.update_layout(**_layout(chart), height=high)
    drawn.update_layout(margin={"l": 320, "t": _TOP_PX}, legend={"y": 1 + 30 / high})
    return drawn


def _names(rows: Sequence[DotRow]) -> Mapping[str, object]:
    """Names along a panel's side; a conflict is told in words there, as in print."""
    named = [f"{row.label}, {row.source}" for row in rows]
    marked = [
        f"<b>{name} · {row.conflict}</b>" if row.conflict else name
        for name, row in zip(named, rows, strict=True)
    ]
    ends = [len(rows) - 0.5, -0.5]
    return {"tickvals": list(range(len(rows))), "ticktext": marked, "range": ends}


def _height(chart: DotChart) -> int:
    return _TOP_PX + sum(_ROW_PX * len(panel.rows) + _PANEL_PX for panel in chart.panels)


def _dots(chart: DotChart, rows: Sequence[DotRow], *, is_ours: bool) -> go.Scatter:
    dots = [row.ours if is_ours else row.printed for row in rows]
    ink = PAPER_COLOURS[Ink.ACCENT if is_ours else Ink.CONTRAST]
    over, under = zip(*(_reach(dot) for dot in dots), strict=True)
    return go.Scatter(
        x=[dot.value for dot in dots],
        y=[place + (_APART if is_ours else -_APART) for place in range(len(rows))],
        name=chart.ours if is_ours else chart.printed,
        mode="markers",
        marker={"color": ink, "size": 9, "symbol": "circle" if is_ours else "diamond-open"},
        error_x={
            "array": list(over),
            "arrayminus": list(under),
            "color": ink,
            "thickness": 2.5 if is_ours else 1.2,
            "width": 0 if is_ours else 4,
        },
        text=[row.sentence for row in rows],
        hovertemplate="%{text}<extra></extra>",
    )


def _reach(dot: Dot) -> tuple[float, float]:
    if dot.low is None or dot.high is None:
        return 0.0, 0.0
    return dot.high - dot.value, dot.value - dot.low


def page(chart: ChartData | DotChart, *, language: str) -> str:
    """Return one HTML page with the chart, its summary, its note and its numbers as a table."""
    if isinstance(chart, ChartData):
        drawn, table = figure(chart), _table(chart)
    else:
        drawn, table = dots_figure(chart), _dots_table(chart)
    parts = {
        "language": html.escape(language, quote=True),
        "direction": chart.direction,
        "title": html.escape(chart.title),
        "summary": html.escape(chart.summary),
        "note": html.escape(chart.note),
        "script": plotly.offline.get_plotlyjs(),
        "chart": drawn.to_html(
            full_html=False, include_plotlyjs=False, config=_CONFIG, div_id="chart"
        ),
        "table": "".join(table),
    }
    return _PAGE.format_map(parts)


def _table(chart: ChartData) -> Iterator[str]:
    names = "".join(f"<th scope='col'>{html.escape(s.name)}</th>" for s in chart.series)
    yield f"<tr><th scope='col'>{html.escape(chart.x_label)}</th>{names}</tr>"
    for i, age in enumerate(chart.x):
        if age % 5 == 0 or i in (0, len(chart.x) - 1):
            cells = "".join(f"<td>{html.escape(_cell(s, i))}</td>" for s in chart.series)
            yield f"<tr><th scope='row'>{age}</th>{cells}</tr>"


def _cell(series: Series, place: int) -> str:
    return series.said[place] if series.said else f"{series.values[place]:.1f}"


def _dots_table(chart: DotChart) -> Iterator[str]:
    for panel in chart.panels:
        yield f"<tr><th scope='colgroup' colspan='4'>{html.escape(panel.title)}</th></tr>"
        for row in panel.rows:
            told = (row.source, row.numbers, row.conflict)
            cells = "".join(f"<td>{html.escape(text)}</td>" for text in told)
            yield f"<tr><th scope='row'>{html.escape(row.label)}</th>{cells}</tr>"


_CONFIG: Final[Mapping[str, object]] = {"displaylogo": False, "responsive": True}

_PAGE: Final = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 16px/1.5 "Noto Sans", system-ui, sans-serif; margin: 16px; color: #1A2326;
  background: #FFFFFF }}
h1 {{ font-size: 1.25rem; margin: 0 0 8px }}
#chart {{ direction: ltr; min-height: 420px }}
table {{ border-collapse: collapse; margin-block: 12px }}
th, td {{ border: 1px solid #7C8A8E; padding: 4px 10px; text-align: start }}
</style>
<script>{script}</script></head>
<body><h1>{title}</h1>
{chart}
<p>{summary}</p>
<details><summary>{title}</summary><table>{table}</table></details>
<p>{note}</p></body></html>
"""
