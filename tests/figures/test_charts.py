"""Printed and interactive chart show the same numbers; the icon array says what it shows."""

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.drawing.ink import Ink
from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Anchor, Circle, Path, Scene, Text
from counselling.figures import interactive
from counselling.figures.chart import ChartData, Role, Series
from counselling.figures.icon_array import denominator, icon_array
from counselling.figures.risk_curve import FULL, IN_LETTER, Sheet, risk_curve
from counselling.language.catalogue import Catalogue

AGES = tuple(range(38, 81))
MINE = tuple(0.6 * i for i in range(len(AGES)))
THEIRS = tuple(0.25 * i for i in range(len(AGES)))
CHART = ChartData(
    "Chance of breast cancer",
    "Age in years",
    "people in 100",
    AGES,
    (
        Series("Anna", MINE, tuple(0.8 * v for v in MINE), tuple(1.3 * v for v in MINE)),
        Series("Average", THEIRS, role=Role.REFERENCE),
    ),
    "Anna: 25 in 100.",
    "Model and <source>.",
)


def test_both_charts_show_the_same_numbers(measure: FontMeasure) -> None:
    drawn = interactive.figure(CHART)
    shown = {trace.name: tuple(trace.y) for trace in drawn.data if trace.name}
    assert shown == {"Anna": MINE, "Average": THEIRS}
    lines = [i for i in risk_curve(CHART, measure).flat() if isinstance(i, Path) and not i.fill]
    assert [len(line.steps) for line in lines] == [len(AGES)] * 2
    rise = [float(line.steps[0][2]) - float(line.steps[-1][2]) for line in lines]
    assert rise[0] / rise[1] == pytest.approx(MINE[-1] / THEIRS[-1])


def test_the_reference_line_differs_by_more_than_its_colour(measure: FontMeasure) -> None:
    lines = [i for i in risk_curve(CHART, measure).flat() if isinstance(i, Path) and not i.fill]
    dashes = [line.stroke.dash for line in lines if line.stroke]
    assert [bool(dash) for dash in dashes] == [False, True]


@given(st.lists(st.floats(0, 100), min_size=2, max_size=2), st.sampled_from((FULL, IN_LETTER)))
def test_nothing_is_drawn_outside_the_paper(
    measure: FontMeasure, ends: list[float], sheet: Sheet
) -> None:
    series = tuple(Series(f"s{i}", (0.0, end)) for i, end in enumerate(ends))
    scene = risk_curve(ChartData("t", "x", "y", (20, 80), series, "s"), measure, sheet=sheet)
    for item in scene.flat():
        if isinstance(item, Path):
            for _, x, y in item.steps:
                assert 0 <= float(x) <= sheet.width_pt
                assert 0 <= float(y) <= sheet.height_pt


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_long_words_around_the_chart_are_broken_and_stay_on_the_paper(
    measure: FontMeasure, direction: str
) -> None:
    long = "Model consultand, version 2026.1. " * 6
    chart = replace(CHART, title=long, note=long, direction=direction)
    scene = risk_curve(chart, measure)
    texts = [item for item in scene.flat() if isinstance(item, Text)]
    words = " ".join(text.text for text in texts)
    assert words.count("consultand") == 12
    for text in texts:
        wide = measure.width_pt(text.text, text.size_pt, is_bold=text.is_bold)
        left = text.x - {Anchor.START: 0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[text.anchor]
        assert left >= -0.5
        assert left + wide <= FULL.width_pt + 0.5
        assert 0 < text.y < FULL.height_pt


def test_names_at_the_ends_never_overlap(measure: FontMeasure) -> None:
    close = tuple(Series(f"line {i}", (0.0, 10.0 + i / 100)) for i in range(3))
    scene = risk_curve(ChartData("t", "x", "y", (20, 80), close, "s"), measure)
    ends = sorted(t.y for t in scene.flat() if isinstance(t, Text) and t.text.startswith("line"))
    assert all(b - a >= 10 for a, b in itertools.pairwise(ends))


def test_the_interactive_page_contacts_nobody_and_escapes_words() -> None:
    page = interactive.page(CHART, language="en")
    body = page[page.rindex("</script></head>") :]
    assert "Model and &lt;source&gt;." in body
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", body)
    assert body.count("<tr>") > 5


def circles(scene: Scene) -> list[bool]:
    return [i.fill is Ink.ACCENT for i in scene.flat() if isinstance(i, Circle)]


@given(st.floats(0, 1))
def test_filled_and_open_icons_are_the_two_numbers_of_the_sentence(
    measure: FontMeasure, english: Catalogue, probability: float
) -> None:
    scene = icon_array(probability, english, measure, sentence_id="icon.carriers")
    filled = circles(scene)
    numbers = [int(n) for n in re.findall(r"\d+", scene.title)]
    assert len(filled) == 100
    if probability > 0 and not any(filled):
        assert scene.title == "fewer than 1 in 100 carry a variant, all the others do not"
    elif probability < 1 and all(filled):
        assert scene.title == "more than 99 in 100 carry a variant, fewer than 1 in 100 do not"
    else:
        assert numbers == [sum(filled), 100, 100 - sum(filled), 100]
    assert filled == sorted(filled, reverse=True)


def test_a_risk_below_one_in_a_hundred_is_shown_of_a_thousand(
    measure: FontMeasure, english: Catalogue
) -> None:
    assert denominator(0.004, 0.2) == 1000
    assert denominator(0.0, 0.2) == 100
    assert (
        sum(circles(icon_array(0.004, english, measure, sentence_id="icon.carriers", out_of=1000)))
        == 4
    )


def test_icons_start_where_reading_starts(
    measure: FontMeasure, english: Catalogue, arabic: Catalogue
) -> None:
    def first(words: Catalogue) -> float:
        shapes = icon_array(0.23, words, measure, sentence_id="icon.carriers").flat()
        return next(i.x for i in shapes if isinstance(i, Circle))

    assert first(english) < 20
    assert first(arabic) > 250
