"""Codes of the chart's own examples."""

import pytest

from counselling.records.index.sounds import sounds


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        # the examples published with the chart
        ("auerbach", {"097400", "097500"}),
        ("ohrbach", {"097400", "097500"}),
        ("lipshitz", {"874400"}),
        ("lippszyc", {"874400", "874500"}),
        ("lewinsky", {"876450"}),
        ("levinski", {"876450"}),
        ("szlamawicz", {"486740"}),
        ("shlamovitz", {"486740"}),
        ("peters", {"734000", "739400"}),
        ("moskowitz", {"645740"}),
        ("jackson", {"154600", "145460", "454600", "445460"}),
        ("", set()),
        ("علي", set()),
    ],
)
def test_word_has_the_codes_of_the_chart(word: str, codes: set[str]) -> None:
    assert set(sounds(word)) == codes
