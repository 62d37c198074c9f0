"""Before and after out of the same people, in circles, sentences and for the ear."""

import re

import pytest

from counselling.drawing.ink import Ink
from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Circle, Group
from counselling.language.catalogue import Catalogue
from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import Supposition
from counselling.work.risk.compare_risk import ComparedRisk, compare_risk
from tests.conftest import catalogue
from tests.figures.test_horizons import asked


def compared(words: Catalogue, measure: FontMeasure, result: TestResult) -> ComparedRisk:
    what = Supposition("c", "BRCA1", result)
    return compare_risk(asked(38), what, words, measure, names={"c": "Anna"})


@pytest.mark.parametrize("result", [TestResult.POSITIVE, TestResult.NEGATIVE])
@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_both_pictures_show_their_sentences_number_out_of_the_same_people(
    code: str, result: TestResult, measure: FontMeasure
) -> None:
    one = compared(catalogue(code), measure, result)
    groups = [i for i in one.scene.items if isinstance(i, Group)]
    filled = [sum(i.fill is Ink.ACCENT for i in g.items if isinstance(i, Circle)) for g in groups]
    assert filled == [one.words.before.count, one.words.after.count]
    assert {len(group.items) for group in groups} == {one.words.out_of}
    said = [one.words.before.sentence, one.words.after.sentence]
    assert [group.label for group in groups] == said
    for count, sentence in zip(filled, said, strict=True):
        told = [int(n) for n in re.findall(r"\d+", sentence)]
        assert {count, one.words.out_of - count} <= set(told)
        assert sentence in one.scene.description


def test_negative_test_for_the_familys_variant_brings_her_to_the_average(
    english: Catalogue, measure: FontMeasure
) -> None:
    one = compared(english, measure, TestResult.NEGATIVE)
    before, after = one.words.before.count, one.words.after.count
    assert before > after
    assert after == int(re.findall(r"\d+", one.words.population[0])[0])
    assert "known in the family" in one.words.note[0]
    assert "fewer than 1 in 100 carry" in one.words.carriers[1]


def test_positive_test_raises_it(english: Catalogue, measure: FontMeasure) -> None:
    one = compared(english, measure, TestResult.POSITIVE)
    assert one.words.after.count > one.words.before.count
    assert one.words.title == "Chance of breast cancer for Anna from 38 to 80, out of 100 people"
