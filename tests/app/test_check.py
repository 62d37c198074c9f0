"""`consultand check`: findings with people, numbers and mends; the exit code says blocking."""

from pathlib import Path
from typing import Any

import pytest

from app.commands.check import exit_code
from counselling.drawing.measure import FontMeasure
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Sex
from counselling.pedigree.validation import Severity
from counselling.work.pedigree.check_family import CheckedFile, check_family, count
from tests.app.conftest import Run, one_line

# a mother born after her child; a boy as somebody's mother
ODD = (
    "famid\tid\tdad\tmom\tsex\tborn\n"
    "1\tf\t\t\tmale\t1930\n"
    "1\tm\t\t\tfemale\t1990\n"
    "1\tc\tf\tm\tfemale\t1960\n"
)
PED = "7 a 0 0 1 1\n7 b 0 0 2 1\n7 c a b 2 2\n"


@pytest.fixture
def odd(here: Path) -> Path:
    path = here / "odd.tsv"
    path.write_text(ODD)
    return path


def test_a_family_without_findings_is_well(run: Run, family: Path) -> None:
    said = run("check", family)
    assert (said.code, said.err) == (0, "")
    assert said.out == "1 family: 0 blocking, 0 doubtful\n"


def test_a_doubt_names_people_numbers_and_the_mend_and_is_no_failure(run: Run, odd: Path) -> None:
    said = run("check", odd, "--json")
    answer: Any = said.json
    assert (said.code, answer["blocking"], answer["doubtful"]) == (0, 0, 1)
    (finding,) = answer["families"][0]["findings"]
    assert (finding["id"], finding["severity"]) == ("finding.child_older", "doubtful")
    assert finding["people"] == [{"id": "c", "number": "II-1"}, {"id": "m", "number": "I-2"}]
    assert finding["sentence"].endswith(".")
    words = run("check", odd)
    assert "doubtful: II-1 c, I-2 m: " in words.out
    assert finding["sentence"] in words.out


def test_numbers_are_those_of_the_drawing(run: Run, here: Path, odd: Path) -> None:
    answer: Any = run("check", odd, "--json").json
    run("draw", odd, "--svg", "o.svg")
    for who in answer["families"][0]["findings"][0]["people"]:
        group = (here / "o.svg").read_text().partition(f'data-subject="{who["id"]}"')[2]
        assert f">{who['number']}<" in group.partition("</g>")[0]


def test_what_forbids_to_draw_is_blocking_and_the_exit_code_says_so(
    english: Catalogue, measure: FontMeasure
) -> None:
    """By value: every reader refuses such a family before it could be checked."""
    pair = Partnership(("a", "z"))
    checked = check_family(
        Family("f", persons=(Person("a", Sex.MALE),), partnerships=(pair,)), english, measure
    )
    (finding,) = checked.findings
    assert (finding.message_id, finding.persons) == ("finding.partner_missing", ("a",))
    totals = count([CheckedFile(Path("f"), (checked,))])
    assert totals == {Severity.BLOCKING: 1, Severity.DOUBTFUL: 0}
    assert exit_code(totals) == 1


def test_family_that_a_reader_refuses_is_a_mistake_with_the_line(run: Run, here: Path) -> None:
    (here / "loop.ped").write_text("F a b c 1 1\nF b a c 1 1\nF c 0 0 2 1\n")
    line = one_line(run("check", "loop.ped"), left=here)
    assert line.startswith("Line 1: ")


def test_findings_are_said_in_the_language_asked_for(run: Run, odd: Path) -> None:
    german: Any = run("check", odd, "--language", "de", "--json").json
    english: Any = run("check", odd, "--json").json
    said = [a["families"][0]["findings"][0]["sentence"] for a in (german, english)]
    assert said[0] != said[1]


def test_one_family_of_several_may_be_checked_alone(run: Run, here: Path) -> None:
    (here / "two.ped").write_text(PED + PED.replace("7 ", "8 "))
    both: Any = run("check", "two.ped", "--json").json
    one: Any = run("check", "two.ped", "--family", "8", "--json").json
    assert [f["family"] for f in both["families"]] == ["7", "8"]
    assert [f["family"] for f in one["families"]] == ["8"]


def test_a_folder_is_checked_whole_and_what_cannot_be_read_is_told(
    run: Run, here: Path, odd: Path
) -> None:
    place = here / "families"
    place.mkdir()
    odd.rename(place / odd.name)
    (place / "p.ped").write_text(PED)
    (place / "notes.md").write_text("# no family\n")
    said = run("check", place, "--json")
    answer: Any = said.json
    assert (said.code, answer["doubtful"], len(answer["families"])) == (0, 1, 2)
    assert [(Path(s["file"]).name, s["id"]) for s in answer["skipped"]] == [
        ("notes.md", "format.unknown")
    ]
    assert "notes.md: The file is in no format" in said.err


def test_a_folder_takes_no_choice_of_a_family(run: Run, here: Path, odd: Path) -> None:
    line = one_line(run("check", here, "--family", "1"), left=here)
    assert line.startswith("A folder is checked with all its families.")


def test_a_folder_of_no_families_is_a_mistake(run: Run, here: Path) -> None:
    (here / "notes").mkdir()
    line = one_line(run("check", "notes"), left=here)
    assert line.startswith("None of the 0 files of the folder can be read.")


def test_checking_changes_nothing(run: Run, here: Path, odd: Path) -> None:
    before = odd.read_bytes()
    run("check", odd)
    assert [path.name for path in here.iterdir()] == [odd.name]
    assert odd.read_bytes() == before
