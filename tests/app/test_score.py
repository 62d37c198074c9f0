"""`consultand score`: answers in a file, or the questions."""

import json
from pathlib import Path

import pytest

from app.__main__ import main


def test_the_questions_say_types_units_and_allowed_values(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["score", "manchester", "--questions", "--json"]) == 0
    asked = json.loads(capsys.readouterr().out)["questions"]
    cancers = next(ask for ask in asked if ask["name"] == "cancers")
    age = next(ask for ask in cancers["each"] if ask["name"] == "age_at_diagnosis")
    assert (age["type"], age["unit"], age["low"], age["high"]) == ("whole", "years", 0, 125)


def test_answers_give_values_with_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"sex": "female", "age_now": 40, "age_end": 80}))
    assert main(["score", "gail", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    risk = answer["values"][0]
    assert 0.05 < risk["value"] < 0.15
    assert (risk["from_age"], risk["to_age"], risk["unit"]) == (40, 80, "probability")
    assert answer["citations"]
    assert answer["assumptions"]
    assert "menarche_age" in answer["missing"]


def test_a_mistake_is_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"sex": "female", "age_now": "forty", "age_end": 80}))
    for arguments in (["gail", str(path)], ["gail"], ["tyrer", str(path)], ["gail", "gone.json"]):
        assert main(["score", *arguments, "--json"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1


def test_risk_is_answered_by_all_models_and_takes_a_polygenic_score(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "family.ped"
    path.write_text("F m 0 0 2 2\nF f 0 0 1 1\nF p f m 2 1\n")
    asked = ["risk", str(path), "--person", "p", "--country", "UK"]
    assert main([*asked, "--prs-alpha", "0.5", "--prs-z", "1.5", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    names = [one["model"] for one in answer["models"]]
    assert names == ["consultand-brca-palb2", "consultand-breast-panel"]
    assert answer["model"] == names[0]
    assert "CHEK2" in answer["models"][1]["consultand"]
    assert main([*asked, "--prs-alpha", "0.5"]) == 2
    assert "--prs-z" in capsys.readouterr().err


def test_risk_explains_what_moves_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "family.csv"
    path.write_text("id,mother,father,sex,age,breast\nm,,,F,60,40\nf,,,M,70,\np,m,f,F,35,\n")
    asked = ["risk", str(path), "--person", "p", "--country", "UK", "--explain", "--json"]
    assert main([*asked, "--model", "consultand-brca-palb2"]) == 0
    told = json.loads(capsys.readouterr().out)["explanation"]
    assert told["next_tests"]
    assert {one["person"] for one in told["influences"]} <= {"m", "f", "p"}
