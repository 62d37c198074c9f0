"""Every id of the notation is drawn, and drawn as it was when somebody last looked at it.

When a drawing changes on purpose: look at it (python packaging/gallery.py OUT), then write the
golden scenes anew with  .venv/bin/python -m tests.figures.golden_scenes
"""

import json
import re

import pytest

from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Circle, Group, Item, Line, Path, Scene, Text
from counselling.language.catalogue import Catalogue
from tests.conftest import ROOT
from tests.figures.gallery import gallery
from tests.figures.golden_scenes import FOLDER, written

_NOTATION = (ROOT / "docs" / "notation.md").read_text("utf-8")
_IDS = re.findall(r"\b[PGLA]\d+\b", " ".join(re.findall(r"^\| ([PGLA0-9 ]+) \|", _NOTATION, re.M)))


def items(scene: Scene) -> list[Item]:
    return list(scene.flat())


def drawn(name: str, words: Catalogue, measure: FontMeasure) -> Scene:
    return gallery()[name].scene(words, measure)


def texts(scene: Scene) -> list[str]:
    return [item.text for item in scene.flat() if isinstance(item, Text)]


def test_every_id_of_the_notation_has_a_family_and_every_family_an_id() -> None:
    assert len(_IDS) > 40
    assert {name.split("-")[0] for name in gallery()} == set(_IDS)


@pytest.mark.parametrize("name", gallery())
def test_each_is_drawn_as_before(name: str, english: Catalogue, measure: FontMeasure) -> None:
    golden = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert json.loads(written(drawn(name, english, measure))) == golden


def test_no_golden_scene_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(gallery())


def test_gender_chooses_the_symbol_and_sex_at_birth_is_told(
    english: Catalogue, measure: FontMeasure
) -> None:
    scene = drawn("P4", english, measure)
    assert {"AMAB", "AFAB", "UAAB"} <= set(texts(scene))
    woman = next(g for g in scene.groups() if g.subject == "a")
    assert isinstance(woman.items[0], Circle)


def test_a_carrier_has_a_dot_in_2008_and_a_keyed_half_in_2022(
    english: Catalogue, measure: FontMeasure
) -> None:
    def dots(name: str) -> int:
        man = next(g for g in drawn(name, english, measure).groups() if g.subject == "a")
        return sum(isinstance(i, Circle) and i.fill == "ink" for i in man.items)

    assert dots("P9") == 1
    assert dots("P8") > 6


@pytest.mark.parametrize(
    ("name", "dashed", "solid"),
    [("L13", 1, 4), ("L16", 1, 1), ("A3", 3, 2), ("A1", 0, 5), ("L15", 3, 8), ("L14", 0, 5)],
)
def test_lines_without_genes_are_dashed_and_others_are_not(
    name: str, dashed: int, solid: int, english: Catalogue, measure: FontMeasure
) -> None:
    lines = [item for item in drawn(name, english, measure).items if isinstance(item, Line)]
    assert sum(bool(line.stroke.dash) for line in lines) == dashed
    assert sum(not line.stroke.dash for line in lines) == solid


@pytest.mark.parametrize(("name", "count"), [("L13", 1), ("L14", 1), ("L15", 1), ("L16", 0)])
def test_brackets_stand_round_the_adopted_only(
    name: str, count: int, english: Catalogue, measure: FontMeasure
) -> None:
    scene = drawn(name, english, measure)
    hooks = [i for i in items(scene) if isinstance(i, Path) and len(i.steps) == 4 and not i.fill]
    assert len([h for h in hooks if h.steps[-1][0] == "L"]) == 2 * count


def test_a_key_names_what_was_written_and_nothing_else(
    english: Catalogue, measure: FontMeasure
) -> None:
    def keyed(name: str) -> set[str]:
        groups = drawn(name, english, measure).groups()
        return {g.label for g in groups if isinstance(g, Group) and not g.subject}

    assert keyed("G4") == {"trisomy 18", "spontaneous abortion"}
    assert keyed("P5") == set()
    assert keyed("P16") == {
        "evaluation with findings",
        "evaluation without findings",
        "documented by examination or records",
    }
