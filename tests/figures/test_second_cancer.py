"""The other breast in whole people: one denominator, both frames, span and reference named."""

import pytest

from counselling.figures.second_cancer import second_chart
from counselling.risk.model import Assessment, Question
from counselling.risk.models.breast_panel import BreastPanel
from tests.conftest import catalogue
from tests.families import builders


@pytest.fixture(scope="module")
def answer() -> Assessment:
    family = builders.family(builders.woman("a", age=50, breast_at=45))
    return BreastPanel().assess(Question(family, "a", "UK"))


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_sentence_has_both_frames_span_and_the_same_denominator(answer, code) -> None:
    told = second_chart(answer, catalogue(code), whose="Anna")
    assert told is not None
    shares = (told.person, told.reference, *told.carriers)
    assert len(told.carriers) == 5
    for share in shares:
        for number in (share.count, told.out_of - share.count, told.out_of, 50, 60):
            assert str(number) in share.sentence
    assert told.reference.is_reference
    assert told.reference.low is None
    assert "Anna" in told.person.sentence
    assert told.note in told.sentences


def test_no_second_cancer_no_chart(answer) -> None:
    family = builders.family(builders.woman("a", age=50))
    healthy = BreastPanel().assess(Question(family, "a", "UK"))
    assert second_chart(healthy, catalogue("en"), whose="Anna") is None
