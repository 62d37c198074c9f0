"""`risk` asks the models that have something to go by in a family, the fitting one first."""

from pathlib import Path
from typing import Any

import pytest

from tests.app.conftest import DEMO, Run

LYNCH = (
    "pt f 30; father 60 bowel ca 44; pat aunt 58 endometrial ca 47; PGF d 75 colon ca 48; mother 58"
)


@pytest.fixture
def lynch(run: Run, here: Path) -> str:
    assert run("type", LYNCH, "--out", "lynch.consultand").code == 0
    return "lynch.consultand"


def test_a_family_with_bowel_and_womb_cancer_is_asked_of_the_lynch_genes_first(
    run: Run, lynch: str
) -> None:
    answer: Any = run("risk", lynch, "--country", "Germany", "--explain", "--json").json
    assert answer["model"] == "consultand-lynch"
    assert answer["cancer"] == "colorectal"
    assert answer["band"] is None
    asked = [one["model"] for one in answer["models"]]
    assert "consultand-lynch-endometrium" in asked
    assert not {"consultand-pten", "consultand-stk11", "consultand-cdkn2a"} & set(asked)
    strongest = answer["explanation"]["influences"][0]
    assert strongest["what"] in ("bowel cancer", "")
    assert strongest["change"] > 0


def test_a_family_with_breast_and_ovarian_cancer_is_asked_of_breast_genes_first(run: Run) -> None:
    answer: Any = run("risk", DEMO, "--country", "UK", "--json").json
    assert answer["model"] == "consultand-brca-palb2"
    asked = {one["model"] for one in answer["models"]}
    assert "consultand-ovary" in asked
    assert "consultand-lynch" not in asked


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_a_supposed_result_is_told_and_drawn_in_each_language(
    run: Run, lynch: str, here: Path, code: str
) -> None:
    said = run(
        "risk", lynch, "--country", "UK", "--model", "consultand-lynch", "--language", code,
        "--if", "consultand MLH1 pos", "--svg", "o.svg",
    )  # fmt: skip
    assert said.code == 0
    assert "<svg" in (here / "o.svg").read_text(encoding="utf-8")
    assert "colorectal" not in said.out.split("\n\n", 1)[1]
