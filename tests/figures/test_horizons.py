"""Bars, sentences and what is heard hold the same rounded numbers out of the same people."""

import re

import pytest

from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Group, Line, Rectangle, Scene, Text
from counselling.figures.bars import WIDTH_PT, share_scene
from counselling.figures.horizons import HorizonChart, Row, horizon_chart
from counselling.figures.horizons_scene import horizons_scene
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest, ParentLink, Person
from counselling.pedigree.terms import ParentKind, Sex, TestResult
from counselling.risk.model import Assessment, Question
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian
from tests.conftest import catalogue


def asked(age: int, *, carrier: bool = True) -> Assessment:
    tests = (GeneTest("BRCA1", TestResult.POSITIVE),) if carrier else ()
    mother = Person(
        "m", sex=Sex.FEMALE, age=Age.at(70), tests=tests,
        diagnoses=(Diagnosis("breast", Age.at(45)),) if carrier else (),
    )  # fmt: skip
    child = Person(
        "c", sex=Sex.FEMALE, age=Age.at(age), parents=(ParentLink("m", ParentKind.MOTHER),)
    )
    family = Family("f", persons=(mother, child), consultand="c")
    return HereditaryBreastOvarian().assess(Question(family, "c", "UK"))


def chart_of(words: Catalogue, age: int = 38, *, carrier: bool = True) -> HorizonChart:
    chart = horizon_chart(asked(age, carrier=carrier), words, whose="Anna")
    assert chart is not None
    return chart


@pytest.fixture
def chart(english: Catalogue) -> HorizonChart:
    return chart_of(english)


def numbers(sentence: str) -> list[int]:
    return [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*\d|\d", sentence)]


def test_every_sentence_has_both_frames_the_span_and_whom_it_is_about(chart: HorizonChart) -> None:
    for row in chart.rows:
        for share in (row.person, row.population):
            count, total, start, end, rest, again, *_ = numbers(share.sentence)
            assert (count, count + rest) == (share.count, total)
            assert total == again == chart.out_of
            assert f"from {start} to {end}" in row.title.lower()
        assert "Anna" in row.person.sentence
        assert "Average of the same age and sex, United Kingdom" in row.population.sentence
        assert "With deaths from other causes" in row.crude


def test_no_number_is_told_as_one_in_so_many_or_as_a_ratio(chart: HorizonChart) -> None:
    said = chart.summary
    assert not re.search(r"\btimes\b|\b1 in (?!100\b|1,000\b|10,000\b)", said)


@pytest.mark.parametrize(
    ("age", "carrier", "total"), [(38, True, 100), (34, False, 1000), (18, False, 1000)]
)
def test_set_is_told_out_of_the_same_people_and_no_risk_as_none(
    english: Catalogue, age: int, carrier: bool, total: int
) -> None:
    chart = chart_of(english, age, carrier=carrier)
    assert chart.out_of == total
    for row in chart.rows:
        for share in (row.person, row.population):
            assert share.count > 0 or "fewer than 1 in 1,000 will" in share.sentence
        assert not re.search(r"(?<![\d,])0 in", " ".join(row.sentences))


def bars(scene: Scene) -> list[tuple[float, bool]]:
    """Each bar's full part of the whole, and whether it is striped."""
    found = []
    for item in scene.items:
        if isinstance(item, Group) and item.subject == "share":
            whole, *_ = (i for i in item.items if isinstance(i, Rectangle))
            full = [i for i in item.items if isinstance(i, Rectangle)][-1]
            found.append((full.width / whole.width, full.fill is None))
    return found


def shares(rows: tuple[Row, ...]) -> list[tuple[int, bool]]:
    return [(s.count, s.is_reference) for row in rows for s in (row.person, row.population)]


def test_bars_are_as_long_as_the_numbers_say_and_differ_by_more_than_colour(
    chart: HorizonChart, measure: FontMeasure
) -> None:
    drawn = bars(horizons_scene(chart, measure))
    told = shares(chart.rows)
    assert [striped for _, striped in drawn] == [is_reference for _, is_reference in told]
    for (part, _), (count, _) in zip(drawn, told, strict=True):
        assert part == pytest.approx(count / chart.out_of)


def test_interval_is_a_bracket_from_low_to_high(chart: HorizonChart) -> None:
    share = chart.rows[1].person
    assert share.low is not None
    assert share.high is not None
    lines = [
        i for i in share_scene(share, chart.out_of, direction="ltr").items if isinstance(i, Line)
    ]
    ends = sorted(x / WIDTH_PT * chart.out_of for x in (lines[-3].x1, lines[-3].x2))
    assert ends == pytest.approx([share.low, share.high])


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_paper_holds_every_sentence_and_stays_on_the_sheet(code: str, measure: FontMeasure) -> None:
    words = catalogue(code)
    chart = chart_of(words)
    scene = horizons_scene(chart, measure)
    for row in chart.rows:
        for sentence in row.sentences:
            assert sentence in scene.description
    texts = [i for i in scene.flat() if isinstance(i, Text)]
    assert all(0 < text.y < scene.height for text in texts)
    assert any(
        group.label == chart.rows[0].person.sentence
        for group in scene.items
        if isinstance(group, Group)
    )


def test_bars_grow_from_where_reading_starts(english: Catalogue, arabic: Catalogue) -> None:
    def left(words: Catalogue) -> float:
        chart = chart_of(words)
        scene = share_scene(chart.rows[1].person, 100, direction=words.direction)
        return [i for i in scene.items if isinstance(i, Rectangle)][-1].x

    assert left(english) == 0
    assert left(arabic) > WIDTH_PT / 2


def test_category_stands_on_paper(chart: HorizonChart) -> None:
    assert chart.band[0].startswith("NICE CG164 (2013, updated 2023): ")
