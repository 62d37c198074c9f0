"""What a measure keeps of the texts that it was asked about."""

from counselling.drawing.measure import FontMeasure


def fresh(measure: FontMeasure) -> FontMeasure:
    return FontMeasure(measure.regular, measure.bold, measure.fallbacks)


def test_forgotten_words_are_measured_as_before(measure: FontMeasure) -> None:
    one = fresh(measure)
    before = one.width_pt("Invented Person", 10)
    one.forget()
    assert one == fresh(measure)
    assert not one._known
    assert one.width_pt("Invented Person", 10) == before


def test_many_words_are_not_kept_for_ever(measure: FontMeasure) -> None:
    one = fresh(measure)
    for number in range(50_000):
        one.width_pt(f"{number % 40_000}", 10)
    assert len(one._known) <= 20_000
