"""What is tried for a silent line, and when."""

from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.revival import Deed, Revival

KNOCKS_A_MINUTE = 10  # what the server allows from one address


def deeds(seconds: float, *, can_restart: bool, step: float = 0.5) -> list[tuple[float, Deed]]:
    revival, done = Revival(can_restart), []
    for number in range(int(seconds / step)):
        silent = number * step
        revival, deed = revival.after(silent)
        if deed is not Deed.NOTHING:
            done.append((silent, deed))
    return done


def test_new_way_is_asked_for_before_anybody_knocks() -> None:
    assert deeds(6, can_restart=True)[:2] == [(2.5, Deed.RESTART), (4.0, Deed.KNOCK)]


def test_engine_without_restart_knocks_within_five_seconds() -> None:
    assert deeds(5, can_restart=False) == [(4.0, Deed.KNOCK)]


def test_new_way_is_asked_for_once_in_a_silence_and_again_in_the_next() -> None:
    first = [deed for _, deed in deeds(60, can_restart=True)]
    assert first.count(Deed.RESTART) == 1
    revival, _ = Revival(can_restart=True).after(2.5)
    revival, _ = revival.after(0.1)
    assert revival.after(2.5)[1] is Deed.RESTART


@given(st.floats(0.05, 1.5), st.integers(60, 900), st.booleans())
def test_server_never_sees_more_knocks_than_it_allows(step, seconds, can_restart) -> None:
    times = [at for at, deed in deeds(seconds, can_restart=can_restart, step=step)
             if deed is Deed.KNOCK]  # fmt: skip
    for start in times:
        assert sum(start <= at < start + 60 for at in times) <= KNOCKS_A_MINUTE


@given(st.floats(0, 1.99), st.booleans())
def test_short_pause_needs_nothing(silent: float, can_restart: bool) -> None:
    assert Revival(can_restart).after(silent)[1] is Deed.NOTHING
