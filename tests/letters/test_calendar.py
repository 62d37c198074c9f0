"""The appointment in the reader's calendar: one of them, at its time, with its link."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.letters.appointed import appointed
from counselling.letters.calendar import calendar_file
from counselling.letters.kinds import sample_kit
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.material import Material
from counselling.letters.passages.glossary import texts
from counselling.letters.registry import find_kind
from counselling.letters.writing import write
from tests.letters.samples import material

Invited = Callable[..., Material]


@pytest.fixture
def invited(given: SummaryInput) -> Invited:
    """What an invitation is made from: invited(version=2, appointment="s1", start=...)."""

    def make(*, version: int = 1, appointment: str = "", **filled: str) -> Material:
        usual = material(find_kind("invitation"), given)
        frame = replace(usual.frame, version=version)
        told = {**usual.filled, **filled}
        return replace(usual, frame=frame, filled=told, appointment=appointment)

    return make


@pytest.fixture
def line(english_words: Catalogue) -> Callable[[Material, str], str]:
    """The value of a line of the calendar file: line(material, "UID")."""

    def read(told: Material, name: str) -> str:
        lines = calendar_file(told, english_words).decode().split("\r\n")
        return next(one.partition(":")[2] for one in lines if one.startswith(f"{name}:"))

    return read


def test_an_appointment_that_is_moved_takes_the_place_of_the_old_one(
    invited: Invited, line
) -> None:
    old = invited()
    new = invited(version=2, start="2027-01-22 09:00", link="https://talk.clinic.example/j#new")
    assert line(old, "UID") == line(new, "UID")
    assert line(old, "DTSTART") != line(new, "DTSTART")
    assert (line(old, "SEQUENCE"), line(new, "SEQUENCE")) == ("0", "1")


def test_two_sessions_are_two_appointments_and_two_people_too(invited: Invited, line) -> None:
    told = [invited(), invited(appointment="s1"), invited(appointment="s2")]
    told.append(replace(told[0], person="mother"))
    found = {line(one, "UID") for one in told}
    assert len(found) == 4
    for uid in found:
        assert uid.endswith("@consultand")
        assert not any(word in uid for word in ("anna", "mother", "lindqvist"))


@pytest.mark.parametrize(
    ("told", "utc", "shown"),
    [
        ("2027-03-28 01:30", "20270328T003000Z", "01:30 Europe/Berlin"),
        ("2027-03-28 02:30", "20270328T013000Z", "03:30 Europe/Berlin, UTC+2"),  # is jumped over
        ("2027-10-31 02:30", "20271031T003000Z", "02:30 Europe/Berlin, UTC+2"),  # the first of two
        ("2027-10-31 03:30", "20271031T023000Z", "03:30 Europe/Berlin"),
    ],
)
def test_on_the_nights_of_the_clocks_change_letter_and_calendar_say_the_same(
    told: str, utc: str, shown: str, invited: Invited, line, english_words: Catalogue
) -> None:
    given = invited(start=told)
    assert line(given, "DTSTART") == utc
    letter = write(find_kind("invitation"), given, english_words, latin=english_words)
    said = next(texts((one,)) for one in letter.sections if one.id == "when")
    clock, _, zone = shown.partition(" ")
    hour = clock.lstrip("0")
    assert hour in said
    assert f"the time in {zone}." in said


def test_hours_from_utc_are_told_to_the_minute() -> None:
    found = appointed(datetime(2027, 4, 4, 1, 45), "Australia/Lord_Howe")
    assert found.zone_told == "Australia/Lord_Howe, UTC+11"
    assert found.start.astimezone(UTC) == datetime(2027, 4, 3, 14, 45, tzinfo=UTC)
    west = appointed(datetime(2027, 11, 7, 1, 30), "America/St_Johns")
    assert west.zone_told == "America/St_Johns, UTC-2:30"


@pytest.mark.parametrize(
    ("filled", "error"),
    [
        ({"start": "2026-11-23 10:30"}, "letter.past_day"),
        ({"start": "9999-12-31 23:59"}, "letter.no_appointment"),
        ({"link": "javascript:x"}, "letter.unclear_link"),
        ({"link": "https://talk.clinic.example/j\r\nATTACH:x"}, "letter.unclear_link"),
        ({"link": "talk.clinic.example"}, "letter.unclear_link"),
        ({"test_link": "data:text/html,x"}, "letter.unclear_link"),
        ({"privacy_link": "http://clinic.example"}, "letter.unclear_link"),
    ],
)
def test_no_past_day_and_no_link_but_to_a_page(
    filled: dict[str, str], error: str, invited: Invited, english_words: Catalogue
) -> None:
    with pytest.raises(LetterError) as refused:
        write(find_kind("invitation"), invited(**filled), english_words, latin=english_words)
    assert refused.value.message_id == error


@pytest.mark.parametrize("minutes", ["0", "0x9", "-5", "99999", "forty"])
def test_a_length_that_is_none_makes_no_calendar_file(
    minutes: str, invited: Invited, english_words: Catalogue
) -> None:
    with pytest.raises(LetterError, match=r"letter\.unclear_minutes"):
        calendar_file(invited(minutes=minutes), english_words)


def test_the_day_of_writing_is_no_past_day(invited: Invited, line) -> None:
    assert line(invited(start="2026-11-24 08:00"), "DTSTART") == "20261124T070000Z"


def test_a_page_on_this_computer_is_printed_and_no_link_for_others(invited: Invited, line) -> None:
    with pytest.raises(StopIteration):
        line(invited(link="http://127.0.0.1:8080/j#k"), "URL")


def _kit(given: SummaryInput, return_by: str) -> Material:
    usual = material(find_kind("sample_kit"), given)
    return replace(usual, filled={**usual.filled, "return_by": return_by})


def test_a_kit_reminds_after_the_day_on_which_it_is_due(
    given: SummaryInput, english_words: Catalogue
) -> None:
    told = _kit(given, "2026-12-20")
    assert sample_kit.reminders(told) == (date(2026, 12, 27), date(2027, 1, 3))
    letter = write(find_kind("sample_kit"), told, english_words, latin=english_words)
    assert "We remind you on 27 December 2026 and on 3 January 2027." in texts(letter.sections)


@pytest.mark.parametrize(
    ("return_by", "error"),
    [("2026-11-23", "letter.past_day"), ("9999-12-31", "letter.unclear_day")],
)
def test_no_kit_is_due_before_it_is_sent(given: SummaryInput, return_by: str, error: str) -> None:
    with pytest.raises(LetterError) as refused:
        sample_kit.reminders(_kit(given, return_by))
    assert refused.value.message_id == error
