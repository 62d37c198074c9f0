"""Risk factors in words, as CanRisk's files write them."""

import pytest

from counselling.figures.risk_factor_words import factor_words
from counselling.language.catalogue import Catalogue


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("menarche", "13", "First period at 13"),
        ("BMI", "23.4", "Body mass index 23.4 kg/m²"),
        ("oc_use", "F:4", "Contraceptive pill: earlier, 4 years"),
        ("oc_use", "N", "Contraceptive pill: never"),
        ("mht_use", "E", "Hormone therapy: now, oestrogen alone"),
        ("menopause", "N", "menopause: N"),
        ("oc_use", "F:about four", "oc use: F:about four"),
        ("shoe_size", "38", "shoe size: 38"),
        ("parity", "", "parity: "),
    ],
)
def test_factor_is_said_in_words(key: str, value: str, said: str, english: Catalogue) -> None:
    assert factor_words(key, value, english) == said


def test_two_years_have_a_word_of_their_own_in_arabic(arabic: Catalogue) -> None:
    assert "سنتان" in factor_words("oc_use", "F:2", arabic)
