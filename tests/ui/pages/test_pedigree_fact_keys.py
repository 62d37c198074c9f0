"""Keys for facts: told again, put right, taken back, told of several, chosen by use."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from counselling.pedigree.person import Age, Person
from counselling.pedigree.terms import Laterality, Sex, Source, TestMethod
from counselling.work.desk import Desk
from tests.ui.pages.pedigree_typing import settled, steps_done, strike
from ui.pages.pedigree.page import PedigreePage


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def page(patient_page: PedigreePage) -> PedigreePage:
    return patient_page


def patient(page: PedigreePage, qtbot: QtBot) -> Person:
    return settled(page, qtbot).person("consultand")


def offered(page: PedigreePage, typed: str = "") -> list[str]:
    return [each.answer for each in page.entry.choices(typed)]


def test_last_fact_is_told_of_the_next_person_too(page: PedigreePage, qtbot: QtBot) -> None:
    strike("Ab⏎43b⏎ Sf")
    settled(page, qtbot)
    strike(".")
    sister = page.model.state.person
    assert sister is not None
    assert sister.id != "consultand"
    assert [(d.condition, d.laterality) for d in sister.diagnoses] == [
        ("breast", Laterality.BILATERAL)
    ]


def test_nothing_is_repeated_before_anything_was_told(page: PedigreePage, qtbot: QtBot) -> None:
    steps = steps_done(page, qtbot)
    strike(".")
    assert page.model.stack.index() == steps


def test_undo_and_redo_by_letter(page: PedigreePage, qtbot: QtBot) -> None:
    strike("38⏎ Z")
    assert patient(page, qtbot).age is None


def test_fact_is_put_right_where_it_stands(page: PedigreePage, qtbot: QtBot) -> None:
    strike("Ab⏎43⏎ Ao⏎50⏎ Vbre⏎44l␣(path)␣ductal,␣grade␣2⏎")
    first, second = patient(page, qtbot).diagnoses
    assert (first.age, first.laterality) == (Age(44, 44), Laterality.LEFT)
    assert (first.source, first.pathology) == (Source.HISTOLOGY, "ductal, grade 2")
    assert second.condition == "ovary"
    strike("Gbrca1⏎+ Vbrca1⏎brca2␣c.1⏎d-")
    (test,) = patient(page, qtbot).tests
    assert (test.gene, test.variant, test.method) == ("BRCA2", "c.1", TestMethod.DIRECT)


def test_facts_are_taken_back_by_name(page: PedigreePage, qtbot: QtBot) -> None:
    strike("38⏎ Ab⏎43⏎ Inote⏎hello⏎ Ki⏎")
    settled(page, qtbot)
    strike("⇤inf⏎ ⇤note⏎ ⇤breast⏎ ⇤age⏎")
    assert patient(page, qtbot) == Person("consultand", sex=Sex.FEMALE)


def test_fact_is_told_of_everybody_selected(page: PedigreePage, qtbot: QtBot) -> None:
    strike("2Sm")
    family = settled(page, qtbot)
    brothers = family.siblings_of("consultand")
    page.model.choose(brothers[0])
    page.model._become(replace(page.model.state, others=frozenset(brothers)))
    steps = steps_done(page, qtbot)
    strike("A")
    assert page._board._quick.field.accessibleName() == "Which condition? (2 people)"
    strike("p⏎60⏎ W 70⏎")
    family = settled(page, qtbot)
    told = [family.person(each) for each in brothers]
    assert [[d.condition for d in each.diagnoses] for each in told] == [["prostate"]] * 2
    assert [each.age for each in told] == [Age(70, 70)] * 2
    assert page.model.stack.index() <= steps + 3
    strike("NOtto⏎")
    family = settled(page, qtbot)
    assert sorted(family.person(each).name for each in brothers) == ["", "Otto"]


def test_space_says_who_is_selected_and_question_mark_asks(
    page: PedigreePage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.keys.spoken):
        strike("␣")
    with qtbot.waitSignal(page.keys.question_wanted):
        strike("?")


def test_most_used_condition_of_the_family_then_of_the_desk_comes_first(
    page: PedigreePage, desk: Desk, qtbot: QtBot
) -> None:
    desk.habits.use("bowel cancer")
    strike("A")
    assert offered(page)[:2] == ["bowel cancer", "breast"]
    strike("⎋ Ao⏎50⏎ A")
    settled(page, qtbot)
    assert offered(page)[:3] == ["ovary", "bowel cancer", "breast"]
    rest = offered(page)[9:]
    assert rest == sorted(rest, key=str.casefold)
    assert offered(page, "crc") == ["bowel cancer", "crc"]
    strike("⎋")


def test_what_somebody_typed_is_never_counted(page: PedigreePage, desk: Desk, qtbot: QtBot) -> None:
    strike("AEva's␣disease⏎⏎ Ab⏎⏎ G⏎+ O⏎⏎")
    settled(page, qtbot)
    qtbot.waitUntil(lambda: len(desk.habits.counts) == 3)
    assert dict(desk.habits.counts) == {"breast": 1, "BRCA1": 1, "salpingo_oophorectomy": 1}


def test_escape_and_another_key_leave_a_question_of_one_key(
    page: PedigreePage, qtbot: QtBot
) -> None:
    steps = steps_done(page, qtbot)
    strike("K⎋ Y⎋ X⎋ I⎋ ⇤⎋ V⎋")
    assert page.entry.state is None
    assert page.model.stack.index() == steps


@pytest.mark.parametrize("keys", ["Izzz⏎", "Vzzz⏎", "⇤zzz⏎", "Jzzz⏎", "A⏎43x⏎", "Ib12/13/1960⏎"])
def test_answer_that_fits_nothing_is_asked_for_again(
    page: PedigreePage, qtbot: QtBot, keys: str
) -> None:
    steps = steps_done(page, qtbot)
    strike(keys)
    assert page.entry.state is not None
    strike("⏎⎋")
    assert page.entry.state is None
    assert page.model.stack.index() == steps


def test_age_and_year_of_birth_can_be_told_together(page: PedigreePage, qtbot: QtBot) -> None:
    strike("38␣1988⏎")
    person = patient(page, qtbot)
    assert person.birth is not None
    assert (person.age, person.birth.year) == (Age(38, 38), 1988)


def test_signs_before_a_condition_mean_nothing_of_a_carrier(
    page: PedigreePage, qtbot: QtBot
) -> None:
    strike("Icarr⏎")
    assert "?breast" not in offered(page, "?br")
    strike("bre⏎")
    assert patient(page, qtbot).carries == ("breast",)


def test_year_typed_as_an_age_is_the_year_of_birth(page: PedigreePage, qtbot: QtBot) -> None:
    strike("1960⏎ D71␣2031⏎⏎")
    person = patient(page, qtbot)
    assert person.birth is not None
    assert person.death is not None
    assert (person.birth.year, person.age, person.death.year) == (1960, Age(71, 71), 2031)
