"""What the desk tells one who waits, and what it says of her at the door."""

import pytest

from counselling.call.line.events import Knocked
from counselling.call.link.before_call import Finding, Sentence
from counselling.call.server.messages import DeviceCheck
from counselling.language.catalogue import Catalogue
from ui.pages.session.around.call_card import FOUND
from ui.pages.session.around.door_note import DoorNote
from ui.pages.session.known.state import CallState, heard


@pytest.fixture
def told() -> list[tuple[Sentence, str]]:
    return []


@pytest.fixture
def note(qtbot, english: Catalogue, told: list[tuple[Sentence, str]]) -> DoorNote:
    made = DoorNote(english, lambda sentence, text: told.append((sentence, text)))
    qtbot.addWidget(made)
    return made


def choose(note: DoorNote, sentence: Sentence) -> None:
    place = [entry for entry, _ in note.sentence._entries].index(sentence.value)
    note.sentence.setCurrentIndex(place)
    note.sentence.activated.emit(place)


def test_a_sentence_and_typed_words_are_handed_on_once(note: DoorNote, told) -> None:
    choose(note, Sentence.FIVE)
    note.text.setText("  my train stands still ")
    note.send.trigger()
    assert told == [(Sentence.FIVE, "my train stands still")]
    assert note.text.text() == ""


def test_nothing_chosen_and_nothing_typed_says_nothing(note: DoorNote, told) -> None:
    choose(note, Sentence.NONE)
    note.send.trigger()
    assert told == []


def test_the_button_says_when_it_turns_her_away(note: DoorNote, english: Catalogue) -> None:
    choose(note, Sentence.PHONE)
    assert note.send.text() == english.say("session.note_refuse")
    assert not note.text.isEnabled()
    choose(note, Sentence.FIVE)
    assert note.send.text() == english.say("session.note_send")


def test_every_finding_of_the_check_has_its_words(english: Catalogue) -> None:
    assert set(FOUND) == set(Finding)
    assert all(english.has(message) for message in FOUND.values())


def test_what_the_check_found_is_known_while_she_waits() -> None:
    found = (Finding.LINE_SLOW,)
    call = heard(CallState(seat="1"), Knocked("1", "de", DeviceCheck.SOUND, found))
    assert (call.check, call.found) == (DeviceCheck.SOUND, found)
