"""`consultand type`: notes become a family file, doubts become one plain line and no file."""

import argparse
import io
import json
from pathlib import Path

import pytest

from app.__main__ import main
from app.commands.command import Speaker
from app.commands.registry import load
from app.commands.type import COMMAND
from app.fonts import measure
from app.words import catalogue
from counselling.errors import (
    FormatError,
    LanguageError,
    PedigreeError,
    ShorthandError,
    StorageError,
)
from counselling.formats import registry
from counselling.formats.native import FORMAT
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.work.pedigree.draw_family import draw_family
from tests.families.builders import family, three_generations, woman

NOTE = "mat aunt br ca 42, d 60; MGM ov ca 58; 2 brothers A&W; son 12"


def run(*words: str, is_json: bool = True) -> tuple[str, str]:
    parser = argparse.ArgumentParser()
    COMMAND.declare(parser)
    out, err = io.StringIO(), io.StringIO()
    COMMAND.run(parser.parse_args(words), Speaker(is_json, out, err))
    return out.getvalue(), err.getvalue()


def written(path: Path) -> Family:
    return registry.read(path.read_bytes()).families[0]


def save(path: Path, *families: Family) -> Path:
    path.write_text(FORMAT.write(families).text, encoding="utf-8")
    return path


def test_notes_become_a_family_file(tmp_path: Path) -> None:
    file = tmp_path / "typed.consultand"
    out, _ = run(NOTE, "--out", str(file))
    answer = json.loads(out)
    made = written(file)
    assert (answer["asked"], answer["unread"], answer["file"]) == ([], [], str(file))
    assert answer["people"] == len(made.persons)
    aunt = made.person("mat-aunt1")
    assert aunt.is_deceased
    assert [d.condition for d in aunt.diagnoses] == ["breast"]
    assert set(made.siblings_of("consultand")) == {"bro1", "bro2"}


def test_echo_is_said_in_full_words_of_the_notes_language(tmp_path: Path) -> None:
    out, _ = run(
        "Mutter Brustkrebs 45, gest. 52", "--language", "de",
        "--out", str(tmp_path / "typed.consultand"), is_json=False,
    )  # fmt: skip
    assert "Mutter: Brustkrebs, Diagnose mit 45." in out.splitlines()
    assert "Mutter: verstorben mit 52." in out.splitlines()


def test_every_echo_has_its_place_in_the_text(tmp_path: Path) -> None:
    out, _ = run("mother br ca 42", "--out", str(tmp_path / "typed.consultand"))
    echo = json.loads(out)["echo"]
    places = {(e["id"], e["start"], e["end"]) for e in echo}
    assert ("shorthand.echo.condition", 7, 15) in places


@pytest.mark.parametrize("note", ["aunt br ca 42", "mother frobnicated", "MGM ov ca 58; aunt A&W"])
def test_with_a_doubt_nothing_is_written(tmp_path: Path, note: str) -> None:
    file = tmp_path / "typed.consultand"
    with pytest.raises(ShorthandError) as caught:
        run(note, "--out", str(file))
    assert caught.value.fields == {"problems": 1}
    assert list(tmp_path.iterdir()) == []


def test_a_doubt_is_exit_code_two_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], english: Catalogue
) -> None:
    code = main(["type", "aunt bc 42; mother x", "--out", str(tmp_path / "f.consultand"), "--json"])
    said = capsys.readouterr()
    assert code == 2
    line = english.say("error.shorthand.not_complete", problems=2)
    assert said.err.splitlines() == [f"consultand: {line}"]
    answer = json.loads(said.out)
    assert answer["file"] is None
    assert [q["id"] for q in answer["asked"]] == ["shorthand.ask.which_side"]
    assert [u["text"] for u in answer["unread"]] == ["x"]


def test_partial_writes_the_clear_statements_and_tells_the_others(tmp_path: Path) -> None:
    file = tmp_path / "typed.consultand"
    out, _ = run("MGM ov ca 58; aunt br ca 42", "--out", str(file), "--partial")
    answer = json.loads(out)
    assert answer["file"] == str(file)
    assert answer["asked"][0]["choices"] == ["mat aunt", "pat aunt"]
    assert written(file).person("mgm").diagnoses
    assert "mat-aunt1" not in written(file).by_id


def test_typing_onto_a_file_changes_who_is_there(tmp_path: Path) -> None:
    source = save(tmp_path / "before.consultand", three_generations())
    run("mother br ca 42; her sister A&W", "--onto", str(source), "--out", str(tmp_path / "a.json"))
    made = written(tmp_path / "a.json")
    assert made.person("mother").diagnoses
    assert len(made.persons) == len(three_generations().persons) + 1


def test_one_family_of_several_is_chosen(tmp_path: Path) -> None:
    other = family(woman("anna"), proband="anna")
    two = (three_generations(), Family("second", persons=other.persons, proband="anna"))
    source = save(tmp_path / "two.consultand", *two)
    target = tmp_path / "a.consultand"
    with pytest.raises(FormatError, match=r"format\.choose_family"):
        run("mother A&W", "--onto", str(source), "--out", str(target))
    run("mother A&W", "--onto", str(source), "--family", "second", "--out", str(target))
    assert written(target).id == "second"


def test_numbers_are_those_of_the_drawing(tmp_path: Path) -> None:
    source = save(tmp_path / "before.consultand", three_generations())
    drawn = draw_family(three_generations(), catalogue("en"), measure()).numbers
    target = tmp_path / "a.consultand"
    run(f"{drawn['uncle']} prostate ca 50", "--onto", str(source), "--out", str(target))
    assert written(target).person("uncle").diagnoses


def test_the_file_typed_onto_is_not_overwritten(tmp_path: Path) -> None:
    source = save(tmp_path / "before.consultand", three_generations())
    with pytest.raises(StorageError, match=r"file\.same"):
        run("mother A&W", "--onto", str(source), "--out", str(source))


def test_a_family_without_a_consultand_is_refused(tmp_path: Path) -> None:
    source = save(tmp_path / "before.consultand", family(woman("anna")))
    with pytest.raises(PedigreeError, match=r"pedigree\.no_consultand"):
        run("mother A&W", "--onto", str(source), "--out", str(tmp_path / "a.consultand"))


def test_unknown_language_and_ending_are_told_and_write_nothing(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"language\.no_shorthand"):
        run("mother A&W", "--language", "fr", "--out", str(tmp_path / "a.consultand"))
    with pytest.raises(FormatError, match=r"format\.unknown_suffix"):
        run("mother A&W", "--out", str(tmp_path / "a.doc"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".canrisk", ".ped", ".csv"])
def test_other_formats_are_written_too(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"typed{suffix}"
    run(f"pt f 38; {NOTE}", "--out", str(file))
    assert len(written(file).persons) > 5


def test_the_registry_knows_the_command() -> None:
    assert load("type") is COMMAND
