"""`consultand peel`: one object or a list; a mistake is one line with its place."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main

PROBLEM: dict[str, Any] = {
    "inheritance": "autosomal",
    "allele_frequency": "1/50",
    "people": [
        {"id": "m", "mother": None, "father": None, "sex": 2, "penetrance": [1, "1/2", "0.5"]},
        {"id": "f", "sex": 1},
        {"id": "c", "mother": "m", "father": "f", "sex": 1, "penetrance": [0.1, 0.9, 0.9]},
    ],
}
Asked = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Asked:
    def asked(content: object, *arguments: str) -> tuple[int, str, str]:
        path = tmp_path / "problem.json"
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text)
        code = main(["peel", str(path), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return asked


def test_one_problem_gives_one_object(ask: Asked) -> None:
    code, out, err = ask(PROBLEM, "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert set(answer["posteriors"]) == {"m", "f", "c"}
    assert sum(answer["posteriors"]["c"]) == pytest.approx(1)
    assert answer["milliseconds"] > 0


def test_a_list_gives_a_list_and_an_impossible_family_names_its_people(ask: Asked) -> None:
    people = [
        {**PROBLEM["people"][0], "penetrance": [1, 0, 0]},
        {**PROBLEM["people"][1], "penetrance": [1, 0, 0]},
        {**PROBLEM["people"][2], "penetrance": [0, 1, 1]},
        {"id": "stranger", "penetrance": [0.5, 0.5, 0.5]},
    ]
    code, out, _ = ask([PROBLEM, {**PROBLEM, "people": people}], "--json")
    first, second = json.loads(out)
    assert code == 0
    assert "posteriors" in first
    assert second["people"] == ["m", "f", "c"]
    assert "cannot all be true" in second["error"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("null", "problem"),
        ({**PROBLEM, "allele_frequency": 2}, "allele_frequency"),
        ({**PROBLEM, "allele_frequency": "1/0"}, "allele_frequency"),
        ({**PROBLEM, "allele_frequency": "1e999"}, "allele_frequency"),
        ({**PROBLEM, "allele_frequncy": 0.1}, "allele_frequncy"),
        ({**PROBLEM, "inheritance": "mitochondrial"}, "inheritance"),
        ({**PROBLEM, "people": [{"id": "a", "sex": 3}]}, "people[0].sex"),
        ({**PROBLEM, "people": [{"id": "a", "penetrance": [1, "x", 1]}]}, "penetrance[1]"),
        ([PROBLEM, {**PROBLEM, "people": 3}], "[1].people"),
        ({**PROBLEM, "loci": 2}, "loci"),
        ({**PROBLEM, "people": [{"id": "a", "mother": "b"}]}, "people[0].mother"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(ask: Asked, content: object, place: str) -> None:
    code, out, err = ask(content, "--json")
    assert (code, out) == (2, "")
    assert err.startswith("consultand: ")
    assert err.count("\n") == 1
    assert place in err


def test_tables_of_a_cohort_are_answered_in_one_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dat, penet = tmp_path / "dat.csv.gz", tmp_path / "penet.csv.gz"
    dat.write_bytes(
        gzip.compress(b"family,indiv,mother,father\nA,m,NA,NA\nA,f,NA,NA\nA,c,m,f\nB,m,NA,NA\n")
    )
    penet.write_bytes(gzip.compress(b"p0,p1,p2\n1,.5,.5\n1,1,1\n.1,.9,.9\n1,.5,.5\n"))
    tables = ["peel", "--dat", str(dat), "--penet", str(penet)]
    assert main([*tables, "--allele-frequency", "1/50", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer["families"]) == {"A", "B"}
    assert set(answer["families"]["A"]) == {"m", "f", "c"}
    penet.write_bytes(gzip.compress(b"p0,p1,p2\n1,.5,.5\n"))
    assert main([*tables, "--allele-frequency", "1/50"]) == 2
    assert "4 people, 1 rows" in capsys.readouterr().err
    penet.write_bytes(gzip.compress(b"p0,p1,p2\n1,.5,.5\n")[:-5])
    assert main([*tables, "--allele-frequency", "1/50"]) == 2
    assert main(tables) == 2
    assert main(["peel"]) == 2
