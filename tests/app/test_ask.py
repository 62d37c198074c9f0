"""`consultand ask`: what to ask next about a family in a file."""

import json
from pathlib import Path

from tests.app.conftest import Run

WELL = "mother br ca 42; mat aunt 66 aw"


def test_questions_come_with_weight_reason_person_and_gap(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "typed.consultand"
    assert run("type", WELL, "--out", str(out)).code == 0
    said = run("ask", str(out), "--json")
    assert said.code == 0
    answer = json.loads(said.out)
    first, second = answer["questions"][:2]
    assert (first["gap"], first["step"]) == ("opening", 0)
    assert second["weight"] == 20
    assert second["person"] == "consultand"
    assert second["why"][0].startswith("Who is affected")
    assert answer["open"] == len(answer["questions"])
    assert [p["side"] for p in answer["progress"]] == ["own", "mother", "father", "family"]
    assert ("mat-aunt1", "cancer") not in {(q["person"], q["gap"]) for q in answer["questions"]}


def test_lines_are_questions_and_how_far_each_side_is(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "typed.consultand"
    run("type", WELL, "--out", str(out))
    lines = run("ask", str(out)).out.splitlines()
    assert lines[0].split()[0] == "40"
    assert "mother’s side: 0 of 4" in lines


def test_it_goes_on_with_whom_was_asked_about_last(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "typed.consultand"
    run("type", WELL, "--out", str(out))
    found = json.loads(run("ask", str(out), "--last", "mother", "--json").out)["questions"]
    mine = [q for q in found if q["person"] == "mother"]
    assert all("It goes on with the same person." in q["why"] for q in mine)


def test_a_family_without_a_consultand_is_said_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "nobody.consultand"
    persons = [{"id": "a"}]
    file.write_text(json.dumps({"consultand": 1, "families": [{"id": "f", "persons": persons}]}))
    said = run("ask", str(file))
    assert said.code == 2
    assert "Traceback" not in said.err
