"""Meetings, notes, agendas and consents as values."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.room import Role
from counselling.errors import CallError
from counselling.session.agenda import PRE_TEST
from counselling.session.consent import Answer, Consent, Method, text_hash
from counselling.session.notes import LONGEST_SECONDS, QUIET_SECONDS, Unsaved, stamped, typed
from counselling.session.session import Meeting, Stage

TEN = datetime.datetime(2026, 3, 4, 10, 0, tzinfo=datetime.UTC)


def at(minute: int) -> datetime.datetime:
    return TEN + datetime.timedelta(minutes=minute)


def test_meeting_goes_from_planned_over_open_to_ended_and_not_back() -> None:
    planned = Meeting()
    opened = planned.start(at(0))
    ended = opened.end(at(45))

    assert [m.stage for m in (planned, opened, ended)] == [Stage.PLANNED, Stage.OPEN, Stage.ENDED]
    for move in (lambda: planned.end(at(1)), lambda: opened.start(at(1)), lambda: ended.end(at(1))):
        with pytest.raises(CallError) as caught:
            move()
        assert caught.value.message_id == "session.stage"


def test_nobody_is_left_in_the_room_of_a_meeting_that_ended() -> None:
    meeting = Meeting().start(at(0)).came(Role.PATIENT, at(1)).came(Role.INTERPRETER, at(2))
    meeting = meeting.left(Role.INTERPRETER, at(30))
    assert [a.role for a in meeting.present] == [Role.PATIENT]

    ended = meeting.end(at(45))

    assert ended.present == ()
    assert [a.left for a in ended.attendances] == [at(45), at(30)]


def test_who_is_not_there_cannot_leave() -> None:
    meeting = Meeting().start(at(0)).came(Role.PATIENT, at(1))
    assert meeting.left(Role.NURSE, at(2)) == meeting


@given(st.lists(st.floats(0, 3), min_size=1, max_size=40))
def test_notes_are_due_a_pause_after_the_last_key_and_never_later_than_five_seconds(
    waits: list[float],
) -> None:
    now, unsaved = 100.0, None
    for wait in waits:
        now += wait
        unsaved = typed(unsaved, now)
    assert unsaved is not None
    assert unsaved.due <= unsaved.first + LONGEST_SECONDS
    assert unsaved.due <= now + QUIET_SECONDS


def test_first_key_after_a_save_starts_a_new_count() -> None:
    assert typed(None, 7.0) == Unsaved(7.0, 7.0)


def test_time_stamp_stands_on_its_own_line() -> None:
    assert stamped("", at(4)) == "10:04  "
    assert stamped("Asked about aunts", at(4)) == "Asked about aunts\n10:04  "
    assert stamped("Asked\n", at(4)) == "Asked\n10:04  "


def test_agenda_counts_what_is_done_and_names_what_is_next() -> None:
    agenda = PRE_TEST.ticked(0, at(1)).ticked(2, at(9))
    assert agenda.done == 2
    assert agenda.next is agenda.topics[1]
    assert agenda.ticked(0, None).next is not None
    assert agenda.ticked(0, None).done == 1


def test_what_was_not_asked_is_not_allowed() -> None:
    answers = (Answer("contact_relatives", is_yes=True), Answer("research", is_yes=False))
    words = text_hash("I agree")
    consent = Consent(words, "2", "en", answers, Method.SPOKEN, at(20))
    assert consent.allows("contact_relatives")
    assert not consent.allows("research")
    assert not consent.allows("recording")


def test_same_words_have_the_same_hash_however_they_are_composed() -> None:
    assert text_hash("Zo\u00eb") == text_hash("Zoe\u0308")
    assert text_hash("Zoe") != text_hash("Zo\u00eb")


def test_the_roles_of_who_came_are_told_once_each() -> None:
    at = datetime.datetime(2026, 11, 29, 10, tzinfo=datetime.UTC)
    meeting = Meeting().start(at).came(Role.PATIENT, at).came(Role.INTERPRETER, at)
    assert meeting.left(Role.PATIENT, at).came(Role.PATIENT, at).came_in == "patient interpreter"
