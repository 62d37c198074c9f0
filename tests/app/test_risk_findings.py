"""`risk` counts tumours, tells the other breast, and shows another program's result beside."""

import json
from pathlib import Path
from typing import Any

import pytest

from counselling.formats import native
from tests.app.conftest import DEMO, Run
from tests.families import builders

ASK = ("--country", "UK", "--model", "consultand-brca-palb2")
RESULT = "CanRisk, BOADICEA 6.3.0, 2026-11-20\nBRCA1 21 %\nbreast 40-50: 5.1 %\nnoise\n"


@pytest.fixture
def family(here: Path) -> str:
    """A woman whose mother had breast cancer, and nothing is told of its receptor."""
    people = builders.family(
        builders.woman("mother", age=60, breast_at=41),
        builders.woman("daughter", mother="mother", age=35),
        proband="daughter",
    )
    (here / "f.consultand").write_text(native.FORMAT.write((people,)).text, encoding="utf-8")
    return "f.consultand"


def test_receptor_is_supposed_either_way_by_every_model_that_counts_it(
    run: Run, family: str
) -> None:
    wanted = ("--if", "mother ER neg", "--if", "mother ER pos")
    answer: Any = run("risk", family, "--country", "UK", *wanted, "--json").json
    by_model: dict[str, list[Any]] = {}
    for one in answer["comparisons"]:
        assert one["gene"] == "ER"
        by_model.setdefault(one["model"], []).append(one)
    assert {"consultand-brca-palb2", "consultand-breast-panel"} <= set(by_model)
    for negative, positive in by_model.values():
        now = negative["before"]["any_gene"]["value"]
        assert positive["after"]["any_gene"]["value"] < now < negative["after"]["any_gene"]["value"]
    said = run("risk", family, *ASK, "--if", "mother ER neg").out
    assert "oestrogen receptor" in said
    assert "This receptor is not on record yet." in said


def test_receptor_that_cannot_be_supposed_is_refused_in_words(run: Run, family: str) -> None:
    for who, word in (("daughter", "no breast cancer"), ("nobody", "not in the family")):
        said = run("risk", family, *ASK, "--if", f"{who} ER neg")
        assert said.code != 0
        assert word in said.err
    assert "already" in run("risk", DEMO, *ASK, "--if", "III-4 ER neg").err


def test_other_breast_is_told_with_span_reference_and_interval(run: Run) -> None:
    answer: Any = run("risk", DEMO, *ASK, "--person", "III-4", "--json").json
    second = answer["second_breast_cancer"]
    assert second["to_age"] - second["from_age"] == 10
    assert second["person"]["low"] <= second["person"]["value"] <= second["person"]["high"]
    assert set(second["noncarrier"]) == {"value"}
    assert set(second["carriers"]) == {"BRCA1", "BRCA2", "PALB2"}
    said = run("risk", DEMO, *ASK, "--person", "III-4").out
    assert "Cancer of the other breast in the next 10 years" in said
    assert "without a variant" in said
    healthy: Any = run("risk", DEMO, *ASK, "--json").json
    assert healthy["second_breast_cancer"] is None


def test_explanation_tells_what_a_tumour_adds(run: Run) -> None:
    answer: Any = run("risk", DEMO, *ASK, "--explain", "--json").json
    facts = [one["fact"] for one in answer["explanation"]["influences"]]
    assert facts.count("tumour") == 1  # of her mother; the other carries for certain
    said = run("risk", DEMO, *ASK, "--explain").out
    assert "receptor and grade of the tumour" in said


def test_result_of_another_program_stands_beside_and_changes_nothing(run: Run, here: Path) -> None:
    (here / "result.txt").write_text(RESULT, encoding="utf-8")
    alone: Any = run("risk", DEMO, *ASK, "--json").json
    said = run("risk", DEMO, *ASK, "--beside", "result.txt", "--json")
    both: Any = said.json
    assert both["consultand"] == alone["consultand"]
    assert alone["beside"] == []
    (told,) = both["beside"]
    assert (told["program"], told["version"], told["made_on"]) == (
        "CanRisk",
        "BOADICEA 6.3.0",
        "2026-11-20",
    )
    assert told["carriers"]["BRCA1"]["theirs"] == 0.21
    assert told["risks"][0]["ours"]["person"] > 0
    assert "noise" in said.err
    assert (
        "Result of CanRisk BOADICEA 6.3.0" in run("risk", DEMO, *ASK, "--beside", "result.txt").out
    )


@pytest.mark.parametrize(
    ("content", "word"),
    [("nothing known", "Nothing was read"), ("", "empty"), (json.dumps({"a": 1}), "Nothing")],
)
def test_result_that_is_none_is_refused(run: Run, here: Path, content: str, word: str) -> None:
    (here / "result.txt").write_text(content, encoding="utf-8")
    said = run("risk", DEMO, *ASK, "--beside", "result.txt")
    assert said.code != 0
    assert word in said.err
    assert run("risk", DEMO, *ASK, "--beside", "absent.txt").code != 0
