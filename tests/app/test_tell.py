"""`consultand tell`: everybody in words, in the order of the drawing."""

from pathlib import Path

import pytest

from counselling.language.catalogue import FSI
from tests.app.conftest import Run, Said


def told(said: Said) -> list[dict[str, object]]:
    people = said.json["people"]
    assert isinstance(people, list)
    return people


def test_everybody_is_told_in_the_order_of_the_drawing(run: Run, family: Path) -> None:
    said = run("tell", family)
    lines = said.out.splitlines()
    assert said.code == 0
    assert len(lines) == 20
    assert lines[0].endswith("I-1.")
    (anna,) = (line for line in lines if line.startswith("Anna,"))
    assert anna.startswith("Anna, proband, woman, 38")
    assert "Parents: " in anna
    assert "Children: " in anna


def test_brief_words_count_relatives(run: Run, family: Path) -> None:
    said = run("tell", family, "--brief")
    (anna,) = (line for line in said.out.splitlines() if line.startswith("Anna,"))
    assert "Parents two, siblings one, partners one, children two." in anna


def test_one_person_and_the_object_for_machines(run: Run, family: Path) -> None:
    people = told(run("tell", family, "--json"))
    assert {person["generation"] for person in people} == {1, 2, 3, 4}
    one = people[5]
    alone = told(run("tell", family, "--person", str(one["id"]), "--json"))
    assert alone == [one]
    assert str(one["whole"]).endswith(f"{one['number']}.")


@pytest.mark.parametrize(("code", "word"), [("de", "Frau"), ("ar", "امرأة")])
def test_words_are_of_the_language(run: Run, family: Path, code: str, word: str) -> None:
    said = run("tell", family, "--language", code)
    assert word in said.out
    assert (FSI in said.out) == (code == "ar")


def test_nobody_is_named_where_that_was_asked(run: Run, family: Path) -> None:
    said = run("tell", family, "--deidentified", "--json")
    assert "Anna" not in said.out
    assert {person["id"] for person in told(said)} == {""}
