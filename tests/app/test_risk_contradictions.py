"""A family whose tests exclude each other is refused, the people and their tests told."""

from pathlib import Path

import pytest

from tests.app.conftest import DEMO, Run


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """The invented family of the demo, to be written again with other results of tests."""
    return tmp_path / "family.canrisk4"


def with_tests(path: Path, results: dict[str, dict[str, str]]) -> str:
    lines = Path(DEMO).read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if line.startswith("##FamID"))
    columns = head.removeprefix("##").split("\t")
    for at, line in enumerate(lines):
        cells = line.split("\t")
        for gene, result in (
            results.get(cells[columns.index("IndivID")], {}).items()
            if (len(cells) == len(columns) and not line.startswith("##"))
            else ()
        ):
            cells[columns.index(gene)] = result
            lines[at] = "\t".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_a_positive_child_of_two_who_were_searched_for_that_variant(run: Run, told: Path) -> None:
    clear = {"BRCA1": "T:N"}
    file = with_tests(told, {"II-3": clear, "II-4": clear, "III-1": {"BRCA1": "S:P"}})
    refused = run("risk", file, "--country", "UK", "--model", "consultand-brca-palb2")
    assert refused.code == 2
    assert "II-6 BRCA1−, II-5 BRCA1−, III-5 BRCA1+" in refused.err
    assert "Anna" not in refused.err


def test_more_variants_in_one_person_than_the_space_holds(run: Run, told: Path) -> None:
    found = dict.fromkeys(("BRCA1", "BRCA2", "PALB2", "ATM"), "S:P")
    file = with_tests(told, {"III-4": found})
    refused = run("risk", file, "--country", "UK", "--model", "consultand-breast-panel")
    assert refused.code == 2
    assert "III-1 BRCA1+ BRCA2+ PALB2+ ATM+" in refused.err


def test_a_supposed_result_that_the_others_exclude_is_among_the_facts(run: Run, told: Path) -> None:
    clear = {"BRCA1": "T:N"}
    file = with_tests(told, {"II-5": clear, "II-6": clear, "III-4": {"BRCA1": "0:0"}})
    ask = ("risk", file, "--country", "UK", "--model", "consultand-brca-palb2")
    refused = run(*ask, "--if", "III-4 BRCA1 pos")
    assert refused.code == 2
    assert "II-2 BRCA1−, II-1 BRCA1−, III-1 BRCA2− PALB2− BRCA1+" in refused.err


def test_whose_answer_is_explained_is_said(run: Run) -> None:
    panel = run("risk", DEMO, "--country", "UK", "--model", "consultand-breast-panel", "--explain")
    assert "What moves the answer of consultand-breast-panel:" in panel.out
    assert "the risk of breast cancer from 38 to 80 would be" in panel.out
