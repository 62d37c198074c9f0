"""What the patient's page is shown: the family without names, and without ids that may be names."""

import json
import re
from pathlib import Path

import pytest

from app.hearing import read_page
from app.words import catalogue
from counselling.drawing.json import scene_json
from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Circle, Text
from counselling.figures.shown import Shown
from counselling.pedigree.edits import AddPerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import PartialDate, Person
from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import Supposition
from counselling.work.desk import Desk
from counselling.work.session.boards import Boards


def test_board_shows_no_name_no_id_and_no_day(desk: Desk, folder: Path) -> None:
    anna = Person("Anna.Lindgren", name="Anna", birth=PartialDate(1961, 2, 3), note="lives in Lund")
    told = desk.families.adopt(Family("Lindgren", "Lindgren", persons=(anna,)))
    sheet = desk.boards.pedigree(told.id, language="en")
    pushed = json.dumps(scene_json(sheet.scene))
    for secret in ("Anna", "Lindgren", "Lund", "1961-02"):
        assert secret not in pushed
    assert "1961" in pushed
    ((mark, person),) = sheet.people.items()
    assert f'"subject": "{mark}"' in pushed
    assert (mark[0], person) == ("p", "Anna.Lindgren")


def test_names_are_on_the_drawing_only_where_they_were_chosen_and_notes_never(
    desk: Desk, folder: Path
) -> None:
    anna = Person("Anna.Lindgren", name="Anna", birth=PartialDate(1961, 2, 3), note="lives in Lund")
    told = desk.families.adopt(Family("Lindgren", "Lindgren", persons=(anna,)))
    nameless = desk.boards.pedigree(told.id, language="en")
    named = desk.boards.pedigree(told.id, language="en", before=nameless, has_names=True)
    pushed = json.dumps(scene_json(named.scene))
    assert "Anna" in pushed
    for secret in ("Anna.Lindgren", "Lund", "1961-02"):
        assert secret not in pushed
    assert named.people == nameless.people
    again = desk.boards.pedigree(told.id, language="en", before=named)
    assert "Anna" not in json.dumps(scene_json(again.scene))


def test_marks_and_order_stay_from_drawing_to_drawing(desk: Desk, folder: Path) -> None:
    summary = next(s for s in desk.families.summaries() if "BOC" in s.name)
    first = desk.boards.pedigree(summary.id, language="en")
    second = desk.boards.pedigree(summary.id, language="de", before=first)
    assert second.people == first.people
    assert len(first.people) == summary.people
    shown = desk.pedigrees.show(summary.id)
    baby = Person("Baby.Lindgren", parents=shown.record.family.persons[-1].parents)
    desk.pedigrees.change(shown, (AddPerson(baby),))
    third = desk.boards.pedigree(summary.id, language="en", before=second)
    (mark,) = set(third.people) - set(first.people)
    assert third.people[mark] == "Baby.Lindgren"
    assert mark not in first.people


def test_marks_stay_over_a_lock_and_are_others_at_another_desk(
    desk: Desk, folder: Path, measure: FontMeasure
) -> None:
    summary = next(s for s in desk.families.summaries() if "BOC" in s.name)
    first = desk.boards.pedigree(summary.id, language="en")
    again = desk.boards.pedigree(summary.id, language="en")
    assert (again.people, again.scene) == (first.people, first.scene)
    other = Boards(desk.unlock, words=catalogue, measure=measure, read_page=read_page)
    assert not set(other.pedigree(summary.id, language="en").people) & set(first.people)


@pytest.mark.parametrize("code", ["en", "de", "ar"])
@pytest.mark.parametrize("of", list(Shown))
def test_every_picture_of_her_risk_speaks_to_her_without_a_name(
    desk: Desk, folder: Path, of: Shown, code: str
) -> None:
    summary = next(s for s in desk.families.summaries() if "BOC" in s.name)
    family = desk.families.record(summary.id).family
    assert family.focus is not None
    what = Supposition(family.focus, "BRCA1", TestResult.NEGATIVE)
    scene = desk.boards.risk(
        summary.id, person=None, country="UK", language=code, of=of, supposed=what
    )
    pushed = json.dumps(scene_json(scene), ensure_ascii=False)
    names = {p.name for p in family.persons if p.name}
    assert not [name for name in names if re.search(rf"\b{name}\b", pushed)]
    assert scene.title
    assert scene.description
    if code == "en":
        assert "You" in pushed


def test_before_and_after_shows_both_out_of_the_same_people(desk: Desk, folder: Path) -> None:
    summary = next(s for s in desk.families.summaries() if "BOC" in s.name)
    focus = desk.families.record(summary.id).family.focus
    assert focus is not None
    scene = desk.boards.risk(
        summary.id,
        person=None,
        country="UK",
        language="en",
        of=Shown.COMPARED,
        supposed=Supposition(focus, "BRCA1", TestResult.NEGATIVE),
    )
    assert sum(isinstance(item, Circle) for item in scene.flat()) == 200
    assert scene.title.startswith("Your chance of breast cancer")
    assert "were found in you" in scene.description


@pytest.mark.parametrize(
    ("code", "population"),
    [
        ("en", "People in general"),
        ("de", "Allgemeinbev\u00f6lkerung"),
        ("ar", "\u0639\u0645\u0648\u0645 \u0627\u0644\u0646\u0627\u0633"),
    ],
)
@pytest.mark.parametrize("of", [Shown.CARRIERS, Shown.COMPARED])
def test_chance_to_carry_is_shown_beside_how_many_carry_at_all(
    desk: Desk, folder: Path, of: Shown, code: str, population: str
) -> None:
    summary = next(s for s in desk.families.summaries() if "BOC" in s.name)
    focus = desk.families.record(summary.id).family.focus
    assert focus is not None
    scene = desk.boards.risk(
        summary.id,
        person=None,
        country="UK",
        language=code,
        of=of,
        supposed=Supposition(focus, "BRCA1", TestResult.NEGATIVE),
    )
    assert population in scene_json(scene)["description"]  # what the patient's page is sent
    if of is Shown.CARRIERS:
        drawn = "".join(item.text for item in scene.flat() if isinstance(item, Text))
        assert population.split()[0] in drawn
