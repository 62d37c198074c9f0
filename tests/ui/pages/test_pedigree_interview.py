"""The interview on the real page: asked by a key, answered in the line, moved on by itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.answers import Answer, FamilyNote, Reply, Topic
from counselling.pedigree.person import Age
from counselling.work.desk import Desk
from counselling.work.history.ask_next import Asked
from tests.interview.nurse import answer, standard
from tests.ui.pages.pedigree_typing import settled, strike
from ui.pages.pedigree.page import PedigreePage

# Reported, not promised: questions about the standard family, and keys with Shift and Enter.
QUESTIONS: Final = 56
STROKES: Final = 400


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def page(patient_page: PedigreePage) -> PedigreePage:
    patient_page._board.focus()
    return patient_page


@pytest.fixture
def ask(page: PedigreePage, qtbot: QtBot) -> Callable[[], Asked]:
    """Wait for the question that the line answers."""

    def wait() -> Asked:
        qtbot.waitUntil(lambda: page.asking.interview.answered is not None)
        asked = page.asking.interview.answered
        assert asked is not None
        return asked

    return wait


def typed(text: str) -> int:
    return strike(text.replace(" ", "␣"))


def reply(page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked], text: str) -> None:
    """Answer what is asked, and wait for the next question."""
    before = ask().question.gap.key
    typed(f"{text}⏎")
    settled(page, qtbot)
    qtbot.waitUntil(lambda: ask().question.gap.key != before)


def test_it_is_off_until_it_is_wanted(page: PedigreePage) -> None:
    assert not page.asking.interview.state.is_on
    assert not page.asking.question.question.isVisible()
    assert page.asking.question.off.isVisible()
    typed("sis 41")
    assert page.asking.interview.state.asked is None


def test_question_mark_on_the_drawing_asks_and_the_line_answers(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    assert ask().question.gap.topic is Topic.OPENING
    assert page.line.field.hasFocus()
    assert page.asking.question.question.text() == ask().words
    reply(page, qtbot, ask, "br ca on mum's side")
    (note,) = settled(page, qtbot).notes
    assert note.text == "br ca on mum's side"
    assert ask().question.gap.topic is Topic.CANCER


def test_every_question_is_put_once_to_the_ear(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    put: list[str] = []
    page.asking.interview.put.connect(put.append)
    strike("?")
    first = ask().words
    reply(page, qtbot, ask, "nk")
    assert put == [first, ask().words]
    page._board.focus()
    strike("?")
    assert put == [first, ask().words, ask().words]


def test_not_known_is_kept_and_the_next_question_comes(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    reply(page, qtbot, ask, "nk")
    reply(page, qtbot, ask, "nk")
    assert [a.reply for a in settled(page, qtbot).answers] == [Reply.UNKNOWN] * 2
    assert ask().question.gap.topic not in (Topic.OPENING, Topic.CANCER)


def test_facts_alone_are_about_whom_the_chip_names(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    while ask().question.gap.topic is not Topic.MOTHER:
        reply(page, qtbot, ask, "nk")
    qtbot.waitUntil(lambda: "Mother" in page.line._about.whole)
    reply(page, qtbot, ask, "br ca 42 d 60")
    family = settled(page, qtbot)
    mother = family.person(family.person("consultand").mother or "")
    assert mother.age == Age.at(60)
    assert mother.diagnoses[0].age == Age.at(42)


def test_an_answer_is_one_step_and_undo_asks_again(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    first = ask().question.gap.key
    reply(page, qtbot, ask, "nk")
    page.model.stack.undo()
    assert settled(page, qtbot).answers == ()
    qtbot.waitUntil(lambda: ask().question.gap.key == first)


def test_later_moves_on_without_a_trace(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    before = settled(page, qtbot)
    reply(page, qtbot, ask, "later")
    assert settled(page, qtbot) == before
    assert ask().question.gap.topic is Topic.CANCER


def test_the_buttons_answer_too_and_not_over_what_is_being_typed(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    assert ask().question.gap.topic is Topic.OPENING
    page.asking.question.unknown.emit()
    qtbot.waitUntil(lambda: ask().question.gap.topic is Topic.CANCER)
    typed("br")
    page.asking.question.none.emit()
    assert page.line.field.text == "br"
    page._typed.type("")
    page.asking.question.none.emit()
    qtbot.waitUntil(lambda: ask().question.gap.topic is not Topic.CANCER)
    assert [a.reply for a in settled(page, qtbot).answers] == [Reply.UNKNOWN, Reply.NONE]


def test_whoever_selects_somebody_else_is_not_answering(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    page.line.field.setFocus()
    typed("sis 41⏎")
    settled(page, qtbot)
    page._board.focus()
    strike("?")
    assert ask().question.gap.person == "consultand"
    page.model.choose("sis1")
    assert page.asking.interview.answered is None
    assert page.asking.interview.state.asked is not None
    page.line.field.setFocus()
    typed("br ca 39⏎")
    assert settled(page, qtbot).person("sis1").diagnoses
    page._board.focus()
    strike("?")
    assert ask().question.gap.person == page.model.state.chosen


def test_canvas_keys_close_a_question_too_and_the_selection_stays(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    reply(page, qtbot, ask, "nk")
    assert ask().question.gap.topic is Topic.CANCER
    strike("⎋")
    strike("a br ⏎ 36⏎")
    settled(page, qtbot)
    qtbot.waitUntil(
        lambda: (
            page.asking.interview.state.asked is not None
            and page.asking.interview.state.asked.question.gap.topic is not Topic.CANCER
        )
    )
    assert page.model.state.chosen == "consultand"


def test_up_brings_an_answer_back_to_be_mended_as_the_answer_it_was(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    reply(page, qtbot, ask, "nk")
    reply(page, qtbot, ask, "nk")
    typed("↑")
    assert page.line.field.text == "nk"
    for _ in "nk":
        QTest.keyClick(page.line.field, Qt.Key.Key_Backspace)
    typed("br ca 36⏎")
    assert settled(page, qtbot).person("consultand").diagnoses[0].age == Age.at(36)


def test_while_the_next_question_is_looked_for_nothing_is_taken_for_an_answer(
    page: PedigreePage, ask: Callable[[], Asked]
) -> None:
    strike("?")
    ask()
    typed("nk⏎")
    assert page.asking.interview.answered is None
    assert page._typed.state.question is None


def test_an_answer_that_was_brought_back_stays_one_whatever_is_asked_meanwhile(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    reply(page, qtbot, ask, "nk")
    reply(page, qtbot, ask, "nk")
    typed("↑")
    settled(page, qtbot)
    qtbot.waitUntil(lambda: ask().question.gap.topic is Topic.CANCER)
    page.asking.interview.put_off()
    qtbot.waitUntil(lambda: ask().question.gap.topic is not Topic.CANCER)
    question = page._typed.state.question
    assert question is not None
    assert question.question.gap.topic is Topic.CANCER


def test_the_toggle_turns_it_on_and_off(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    toggle = page.asking.question.toggle
    toggle.click()
    assert ask().words
    assert page.line.field.hasFocus()
    toggle.click()
    assert page.asking.interview.answered is None
    assert page._typed.state.question is None
    assert page.asking.question.off.isVisible()


def test_it_says_why_and_how_far_it_is(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    ask()
    question = page.asking.question
    assert "mother’s side: 0 of 3" in question.progress.text()
    assert not question.why.isVisible()
    question._ask_why.trigger()
    assert question.why.isVisible()
    assert ask().why[0] in question.why.text()


def test_the_standard_family_is_told_by_answering_in_the_window(
    page: PedigreePage, qtbot: QtBot
) -> None:
    truth, interview = standard(), page.asking.interview
    asked: list[object] = []

    def is_next() -> bool:
        key = interview.answered.question.gap.key if interview.answered else None
        return interview.state.is_complete or (key is not None and key not in asked)

    struck = strike("?")
    while True:
        qtbot.waitUntil(is_next)
        if interview.answered is None:
            break
        question = interview.answered.question
        asked.append(question.gap.key)
        struck += typed(f"{answer(question, truth)}⏎")
    family = settled(page, qtbot)
    patient = replace(truth.person("consultand"), sex=family.person("consultand").sex)
    assert {p.id: p for p in family.persons} == {**truth.by_id, "consultand": patient}
    assert page.asking.question.question.text() == "Nothing is left to ask."
    assert len(asked) <= QUESTIONS
    assert struck <= STROKES


def test_what_was_answered_is_seen_beside_the_drawing_till_a_fact_overtakes_it(
    page: PedigreePage, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    card = page.beside.answers
    assert not card.isVisible()
    strike("?")
    reply(page, qtbot, ask, "br ca on mum's side")
    reply(page, qtbot, ask, "nk")
    qtbot.waitUntil(lambda: card.isVisible())
    told = [part.accessibleName() for part in card.findChildren(QWidget) if part.accessibleName()]
    assert "cancer: not known" in told
    assert any(text.endswith("br ca on mum's side") for text in told)
    page._board.focus()
    strike("a br ⏎ 36⏎")
    settled(page, qtbot)
    qtbot.waitUntil(lambda: "cancer" not in str(card._facts._shown))


def test_a_note_and_an_answer_without_a_line_are_told_too(page: PedigreePage, qtbot: QtBot) -> None:
    note = TakeNote(FamilyNote("some day", "bowels"))
    page.model.do(lambda family: (note,))
    assert page.model.stack.undoText() == "Note: bowels"
    answer = RecordAnswer(Answer("consultand", Topic.CANCER, Reply.NONE))
    page.model.do(lambda family: (answer,))
    assert page.model.stack.undoText().endswith("cancer: none")
    settled(page, qtbot)
    assert "some day" in str(page.beside.answers._facts._shown)


def test_every_control_has_a_name_and_is_reached_by_tab(
    page: PedigreePage, ask: Callable[[], Asked]
) -> None:
    strike("?")
    ask()
    names = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        if focused is not None and page.asking.question.isAncestorOf(focused):
            names.add(focused.accessibleName())
        QTest.keyClick(focused or page, Qt.Key.Key_Tab)
    assert {"Ask what to ask next", "Not known", "None", "Later", "Why this question?"} <= names


def test_another_family_begins_its_own_interview(
    page: PedigreePage, desk: Desk, qtbot: QtBot, ask: Callable[[], Asked]
) -> None:
    strike("?")
    reply(page, qtbot, ask, "nk")
    other = next(s for s in desk.families.summaries() if s.id != page.model.family_id)
    page.model.open(other.id, person=None)
    assert page.asking.interview.state.asked is None
    qtbot.waitUntil(lambda: page.model.state.shown is not None)
    qtbot.waitUntil(lambda: page.asking.interview.state.asked is not None)
    asked = page.asking.interview.state.asked
    assert asked is not None
    assert asked.question.gap.topic is Topic.OPENING
