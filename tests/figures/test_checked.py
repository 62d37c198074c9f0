"""How a model was checked: the picture, the sentences and the tables hold the same numbers."""

import itertools
import re
from dataclasses import replace

import pytest

from counselling.drawing.ink import Ink
from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Anchor, Circle, Group, Path, Rectangle, Scene, Text
from counselling.figures import interactive
from counselling.figures.checked import carriers_chart, lines, nation_charts, nations_grid
from counselling.figures.dots import DotChart
from counselling.figures.dots_scene import WIDTH_PT, dots_scene
from counselling.figures.grid_scene import grid_scene
from counselling.language.catalogue import Catalogue
from counselling.pedigree.terms import BREAST, Sex
from counselling.risk.calibration import STUDIED, Calibration, calibration
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian
from counselling.risk.store import Organ
from tests.conftest import catalogue


@pytest.fixture(scope="module")
def found() -> Calibration:
    return calibration(HereditaryBreastOvarian(), STUDIED)


@pytest.fixture
def chart(found: Calibration, english: Catalogue) -> DotChart:
    made = carriers_chart(found, english)
    assert made is not None
    return made


def test_every_comparison_is_a_row_and_every_conflict_is_marked_in_words(
    found: Calibration, chart: DotChart
) -> None:
    rows = list(chart.rows)
    assert len(rows) == len(found.carriers)
    marked = [row for row in rows if row.conflict]
    assert len(marked) == len(found.conflicts) > 0
    for row in marked:
        assert row.conflict in {"more than printed", "less than printed"}
        assert row.conflict in row.sentence
        assert row.sentence in chart.summary
        way = "more" if row.ours.value > row.printed.value else "less"
        assert row.conflict.startswith(way)


def test_row_tells_age_source_and_both_numbers_with_their_intervals(chart: DotChart) -> None:
    row = next(row for row in chart.rows if "Antoniou A" in row.source and "BRCA2" in row.label)
    assert row.label == "BRCA2 by 70"
    assert re.search(r"by 70: printed 45% \(31 to 56\) \(Antoniou A et al. 2003\)", row.sentence)
    assert f"{row.ours.value:.0f}%" in row.numbers


def test_what_disagrees_is_told_first(chart: DotChart, english: Catalogue) -> None:
    told = ["than printed" in line for line in lines(chart, english)]
    assert told == sorted(told, reverse=True)
    assert any(told)


def test_dots_lie_where_their_numbers_say_and_differ_by_shape(
    chart: DotChart, measure: FontMeasure
) -> None:
    scene = dots_scene(chart, measure)
    rows = [g for g in scene.items if isinstance(g, Group) and g.subject == "row"]
    assert [group.label for group in rows] == [row.sentence for row in chart.rows]
    for group, row in zip(rows[:5], chart.rows, strict=False):
        circle = next(i for i in group.items if isinstance(i, Circle))
        diamond = next(i for i in group.items if isinstance(i, Path))
        assert diamond.fill is Ink.PAPER
        apart = circle.x - float(diamond.steps[0][1])
        assert (apart > 0) == (row.ours.value > row.printed.value)


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_nothing_of_it_leaves_the_sheet_or_overlaps(
    code: str, found: Calibration, measure: FontMeasure
) -> None:
    made = carriers_chart(found, catalogue(code))
    assert made is not None
    scene = dots_scene(made, measure)
    assert outside(scene, measure, WIDTH_PT) == []
    rows = [g for g in scene.items if isinstance(g, Group) and g.subject == "row"]
    for group in rows:
        ends = sorted(extent(i, measure) for i in group.items if isinstance(i, Text))
        assert all(a[1] <= b[0] + 1 for a, b in itertools.pairwise(ends)), group.label


def extent(text: Text, measure: FontMeasure) -> tuple[float, float]:
    wide = measure.width_pt(text.text, text.size_pt, is_bold=text.is_bold)
    left = text.x - {Anchor.START: 0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[text.anchor]
    return left, left + wide


def outside(scene: Scene, measure: FontMeasure, width: float) -> list[str]:
    texts = [i for i in scene.flat() if isinstance(i, Text)]
    ends = [(text.text, *extent(text, measure)) for text in texts]
    return [text for text, left, right in ends if left < -0.5 or right > width + 0.5]


def test_conflict_has_a_ground_beside_its_word(chart: DotChart, measure: FontMeasure) -> None:
    grounds = [
        i
        for i in dots_scene(chart, measure).items
        if isinstance(i, Rectangle) and i.fill is Ink.CONTRAST_GROUND
    ]
    assert len(grounds) == len([row for row in chart.rows if row.conflict])


def test_interactive_chart_holds_the_same_numbers_and_says_the_conflicts(chart: DotChart) -> None:
    drawn = interactive.dots_figure(chart)
    values = [x for trace in drawn.data for x in trace.x]
    wanted = [dot.value for p in chart.panels for d in ("printed", "ours") for dot in pick(p, d)]
    assert sorted(values) == sorted(wanted)
    page = interactive.page(chart, language="en")
    body = page[page.rindex("</script></head>") :]
    assert body.count("more than printed") > 1
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", body)


def pick(panel, which):
    return [getattr(row, which) for row in panel.rows]


def test_average_and_nation_are_drawn_on_one_another(
    found: Calibration, english: Catalogue
) -> None:
    for one, chart in zip(found.nation, nation_charts(found, english), strict=True):
        average, national = chart.series
        assert average.values == pytest.approx(national.values, rel=1e-3, abs=1e-6)
        assert national.values == tuple(100_000 * rate for rate in one.national[: len(chart.x)])
        assert "0.0001%" in chart.summary
        assert "United Kingdom" in chart.title


def test_far_off_nation_is_not_told_as_near(found: Calibration, english: Catalogue) -> None:
    women = replace(found.nation[0], relative=0.02, age_years=47)
    (chart,) = nation_charts(replace(found, nation=(women,)), english)
    assert "2%" in chart.summary
    assert "age 47" in chart.summary


@pytest.mark.parametrize("code", ["en", "ar"])
def test_countries_stand_side_by_side_under_their_names(
    code: str, found: Calibration, measure: FontMeasure
) -> None:
    words = catalogue(code)
    all_alike = [replace(found, country=name) for name in ("UK", "France", "Poland")]
    grid = nations_grid(all_alike, Organ(BREAST, Sex.FEMALE), words)
    scene = grid_scene(grid, measure)
    countries = [g for g in scene.items if isinstance(g, Group) and g.subject == "country"]
    assert len(countries) == 3
    assert outside(scene, measure, scene.width) == []
    names = {
        words.say("checked.nations_title", organ="", model="")[:0],
        *(n for n, _ in grid.panels),
    }
    said = " ".join(i.text for i in scene.flat() if isinstance(i, Text))
    assert all(name.split()[0] in said for name in names if name)
