"""Carriers' bars and sentences out of the same people as everything else on a page."""

import re

import pytest

from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Group, Rectangle
from counselling.figures.bars import WIDTH_PT
from counselling.figures.carriers import carrier_chart
from counselling.figures.carriers_scene import carriers_scene
from counselling.figures.horizons import horizon_chart
from counselling.figures.risk_chart import risk_chart
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from tests.conftest import catalogue
from tests.figures.test_horizons import asked


@pytest.mark.parametrize(("age", "carrier", "total"), [(38, True, 100), (34, False, 1000)])
def test_everything_told_of_an_answer_is_out_of_the_same_people(
    english: Catalogue, age: int, carrier: bool, total: int
) -> None:
    answer = asked(age, carrier=carrier)
    chart, ahead = (make(answer, english, whose="Anna") for make in (risk_chart, horizon_chart))
    assert chart is not None
    assert ahead is not None
    carriers = carrier_chart(answer, english, whose="Anna")
    assert {whole(answer), chart.out_of, ahead.out_of, carriers.out_of} == {total}


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_bars_are_as_long_as_their_sentences_say(code: str, measure: FontMeasure) -> None:
    chart = carrier_chart(asked(38), catalogue(code), whose="Anna")
    shares = (chart.any_gene, *(one.share for one in chart.genes))
    groups = [i for i in carriers_scene(chart, measure).items if isinstance(i, Group)]
    assert [group.label for group in groups] == [share.sentence for share in shares]
    for group, share in zip(groups, shares, strict=True):
        full = [i for i in group.items if isinstance(i, Rectangle)][-1]
        assert full.width == pytest.approx(WIDTH_PT * share.count / chart.out_of)
        told = [int(n) for n in re.findall(r"\d+", share.sentence.replace("BRCA", ""))]
        assert chart.out_of in told
        assert share.count == 0 or {share.count, chart.out_of - share.count} <= set(told)


def test_likeliest_gene_stands_first_and_hardly_anybody_is_not_nobody(english: Catalogue) -> None:
    chart = carrier_chart(asked(38), english, whose="Anna")
    assert chart.genes[0].gene == "BRCA1"
    rare = chart.genes[-1].share
    assert rare.count == 0
    assert "fewer than 1 in 100 carry a variant in" in rare.sentence
    assert "all the others do not" in rare.sentence


def test_reader_is_addressed(english: Catalogue) -> None:
    chart = carrier_chart(asked(38), english, whose="You", is_reader=True)
    assert chart.title.startswith("Chance that you carry a variant")
