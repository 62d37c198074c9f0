"""Percent are rounded so that what may happen is never told as never."""

import pytest

from counselling.language.numbers import decimals_needed
from tests.conftest import catalogue


@pytest.mark.parametrize(
    ("probability", "told"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.2749, "27.5%"),
        (0.0047, "0.47%"),
        (0.00012, "0.01%"),
        (5e-6, "0.0005%"),
        (3e-8, "0.000003%"),
        (0.9996, "99.96%"),
        (0.000497, "0.05%"),
    ],
)
def test_percent_tell_small_chances_as_small(probability: float, told: str) -> None:
    said = catalogue("en").percent(probability, decimals=decimals_needed(probability))
    assert said == told
