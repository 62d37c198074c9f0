"""The tray of what was proposed, and what was told of the room."""

import datetime

from counselling.call.board.board_words import Fate, Kind
from counselling.language.catalogue import Catalogue
from counselling.session.proposals import MOST, Proposal, Tray
from counselling.session.surroundings import Surroundings, noted

AT = datetime.datetime(2026, 3, 4, 10, 4, tzinfo=datetime.UTC)


def proposal(number: int = 1, *, seat: str = "1") -> Proposal:
    return Proposal(f"a-{number}", seat, "aunt", Kind.ILLNESS, "she had it too", "en", AT)


def test_proposal_that_came_twice_is_in_the_tray_once() -> None:
    tray = Tray().taken(proposal()).taken(proposal())
    assert len(tray.proposals) == 1
    assert len(tray.taken(proposal(seat="2")).proposals) == 2


def test_page_that_floods_is_not_heard_any_more_until_something_is_settled() -> None:
    tray = Tray()
    for number in range(MOST + 5):
        tray = tray.taken(proposal(number))
    assert len(tray.waiting) == MOST
    tray = tray.settled(proposal(0), Fate.ASIDE).taken(proposal(MOST + 9))
    assert tray.find(f"a-{MOST + 9}", seat="1") is not None


def test_settled_one_does_not_wait_and_is_still_known() -> None:
    tray = Tray().taken(proposal()).settled(proposal(), Fate.ACCEPTED)
    assert tray.waiting == ()
    found = tray.find("a-1", seat="1")
    assert found is not None
    assert found.fate is Fate.ACCEPTED


def test_words_and_people_are_in_no_trace() -> None:
    assert "aunt" not in repr(proposal())
    assert "Street" not in repr(Surroundings("her son", "1 Example Street", "+44"))


def test_notes_tell_what_was_answered_and_what_was_not(english: Catalogue) -> None:
    told = noted(Surroundings("", "1 Example\nStreet", "+44 20"), english)
    assert told.splitlines() == [
        "Also in the room: not told",
        "Address: 1 Example Street",
        "Telephone: +44 20",
    ]
