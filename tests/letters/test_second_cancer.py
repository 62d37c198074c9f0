"""The letter tells the other breast in the same 100, beside women without a change."""

import re
from dataclasses import replace

from counselling.language.catalogue import Catalogue
from counselling.letters.kinds.summary import SummaryInput
from counselling.risk.model import Interval, Probability, SecondCancer
from tests.letters.test_summary import Write, _everything

SECOND = SecondCancer(
    50,
    60,
    Probability(0.08, Interval(0.06, 0.11, "")),
    Probability(0.036),
    {"BRCA1": Probability(0.098)},
)


def test_other_breast_has_two_rows_and_no_curve_is_not_complained_of(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    after = replace(given.assessment, curves=(), second=SECOND)
    told = _everything(write(english_words, assessment=after, curve=None))
    assert "You: cancer in the other breast in the next 10 years" in told
    assert "Women after breast cancer, without a gene change: the same 10 years" in told
    assert re.search(r"6\D{1,8}11", told)  # the range, in whatever words
    assert "We could not calculate a future risk" not in told
