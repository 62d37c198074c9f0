"""Carriers' bars and sentences out of the same people as everything else on a page."""

import re

import pytest

from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Group, Line, Rectangle
from counselling.figures.bars import MARK_PT, WIDTH_PT
from counselling.figures.carriers import carrier_chart
from counselling.figures.carriers_scene import carriers_scene
from counselling.figures.horizons import horizon_chart
from counselling.figures.risk_chart import risk_chart
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person
from counselling.pedigree.terms import ASHKENAZI, Sex
from counselling.risk.model import Question
from counselling.risk.registry import MODELS, find
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
    assert chart.reference is not None
    shares = (chart.any_gene, chart.reference, *(one.share for one in chart.genes))
    groups = [i for i in carriers_scene(chart, measure).items if isinstance(i, Group)]
    assert [group.label for group in groups] == [share.sentence for share in shares]
    for group, share in zip(groups, shares, strict=True):
        full = [i for i in group.items if isinstance(i, Rectangle)][-1]
        assert full.width == pytest.approx(WIDTH_PT * share.count / chart.out_of)
        told = [int(n) for n in re.findall(r"\d+", share.sentence.replace("BRCA", ""))]
        assert chart.out_of in told
        assert share.count == 0 or {share.count, chart.out_of - share.count} <= set(told)


@pytest.mark.parametrize(("code", "is_ltr"), [("en", True), ("ar", False)])
def test_populations_share_stands_in_every_bar_and_in_its_words(
    code: str, is_ltr: bool, measure: FontMeasure
) -> None:
    chart = carrier_chart(asked(34, carrier=False), catalogue(code), whose="Anna")
    assert chart.reference is not None
    assert chart.reference.is_reference
    assert chart.reference.count == 5  # of 1,000: BRCA1, BRCA2 and PALB2 together
    scene = carriers_scene(chart, measure)
    bars = [i for i in scene.items if isinstance(i, Group)]
    shares = {share.sentence: share for share in (chart.any_gene, *(g.share for g in chart.genes))}
    for sentence, share in shares.items():
        (one,) = [group for group in bars if group.label == sentence]
        marks = [i for i in one.items if isinstance(i, Line) and i.stroke.width_pt == MARK_PT]
        along = WIDTH_PT * (share.population or 0) / chart.out_of
        wanted = along if is_ltr else WIDTH_PT - along
        assert [m.x1 for m in marks] == pytest.approx([wanted], abs=MARK_PT / 2)
    assert [one.share.population for one in chart.genes] == [2, 1, 1]
    assert chart.reference.sentence in scene.description


def test_population_of_her_ancestry_is_named(english: Catalogue) -> None:
    person = Person("a", sex=Sex.FEMALE, age=Age.at(40), ancestry=(ASHKENAZI,))
    answer = MODELS[0].assess(Question(Family("f", persons=(person,)), "a", "UK"))
    chart = carrier_chart(answer, english, whose="Anna")
    assert chart.reference is not None
    assert chart.reference.sentence.startswith("People of Ashkenazi Jewish ancestry: 3 in 100")
    assert all("people of Ashkenazi Jewish ancestry" in one.share.label for one in chart.genes)


def test_of_one_gene_nothing_is_said_of_one_among_several(english: Catalogue) -> None:
    person = Person("a", sex=Sex.FEMALE, age=Age.at(40))
    question = Question(Family("f", persons=(person,)), "a", "UK")
    chart = carrier_chart(find("consultand-tp53").assess(question), english, whose="Anna")
    assert "a variant in TP53" in chart.title
    assert "one of" not in chart.title + chart.summary


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
