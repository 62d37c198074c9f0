"""`risk` tells the years ahead, the guideline's category, and what a result would change."""

from pathlib import Path
from typing import Any

import pytest

from tests.app.conftest import DEMO, Run

ASK = ("risk", DEMO, "--country", "UK", "--model", "consultand-brca-palb2")


def test_spans_are_net_and_crude_for_her_and_for_the_average(run: Run) -> None:
    answer: Any = run(*ASK, "--json").json
    assert [one["span"] for one in answer["horizons"]] == ["ten_years", "remaining", "forties"]
    for one in answer["horizons"]:
        for who in ("person", "population"):
            assert 0 < one["crude"][who]["value"] <= one["net"][who]["value"] < 1
        assert one["net"]["person"]["low"] <= one["net"]["person"]["value"]
    assert answer["band"]["guideline"] == "NICE CG164"
    assert answer["band"]["citation"]["status"]
    curve = answer["curves"]["person"]["probabilities"]
    assert answer["horizons"][1]["net"]["person"]["value"] == pytest.approx(curve[-1])


def test_result_is_supposed_either_way(run: Run) -> None:
    answer: Any = run(*ASK, "--if", "III-1 BRCA1 neg", "--if", "III-1 BRCA1 pos", "--json").json
    negative, positive = answer["comparisons"]

    def remaining(side: Any) -> float:
        return next(h for h in side["horizons"] if h["span"] == "remaining")["net"]["person"][
            "value"
        ]

    assert remaining(negative["before"]) == remaining(positive["before"])
    assert (
        remaining(negative["after"]) < remaining(negative["before"]) < remaining(positive["after"])
    )
    assert negative["words"]


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_picture_is_written_in_the_language(run: Run, here: Path, code: str) -> None:
    said = run(*ASK, "--language", code, "--svg", "o.svg")
    assert said.code == 0
    ahead = (here / "o.svg").read_text("utf-8")
    assert ahead.count("<rect") == 12  # a whole and a part for two in three spans
    assert "<circle" not in ahead
    run(*ASK, "--language", code, "--svg", "o.svg", "--if", "III-1 BRCA1 neg")
    assert (here / "o.svg").read_text("utf-8").count("<circle") == 200


def test_carriers_are_drawn_for_a_man_too(run: Run, here: Path) -> None:
    said = run(*ASK, "--person", "III-2", "--carriers", "o.svg")
    assert said.code == 0
    # any gene with the population's beside it, and each of three
    assert (here / "o.svg").read_text("utf-8").count("<rect") == 10


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("--if", "III-1 BRCA1 perhaps"), "--if"),
        (("--if", "III-4 BRCA1 neg"), "already"),
        (("--if", "III-1 XYZ neg"), "XYZ"),
        (("--if", "X-9 BRCA1 neg"), "not in the family"),
        (("--person", "III-2", "--svg", "o.svg"), "--svg"),
        (("--language", "tlh"), "tlh"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(
    run: Run, here: Path, more: tuple[str, ...], word: str
) -> None:
    said = run(*ASK, *more)
    assert said.code != 0
    assert word in said.err
    assert list(here.iterdir()) == []
