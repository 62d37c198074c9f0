"""Rates and locks, with a clock in the hand."""

from hypothesis import given
from hypothesis import strategies as st

from app.rendezvous.limits import Lock, Rate


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60))
def test_never_more_than_the_limit_in_any_span(waits: list[float]) -> None:
    rate, now, allowed = Rate(5, 60.0), 0.0, []
    for wait in waits:
        now += wait
        if rate.allow("somebody", now):
            allowed.append(now)
    for start in allowed:
        assert sum(start <= time < start + 60.0 for time in allowed) <= 5


def test_who_waits_may_try_again() -> None:
    rate = Rate(2, 60.0)
    assert [rate.allow("a", now) for now in (0, 1, 2, 59.9, 60.1)] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_one_does_not_pay_for_another() -> None:
    rate = Rate(1, 60.0)
    assert rate.allow("a", 0.0)
    assert not rate.allow("a", 1.0)
    assert rate.allow("b", 1.0)


def test_rate_forgets_whom_it_no_longer_has_to_count() -> None:
    rate = Rate(1, 60.0)
    for number in range(100):
        rate.allow(str(number), float(number))
    rate.forget(120.0)
    assert len(rate._times) == 39


def test_lock_closes_at_the_fifth_failure_and_opens_after_its_time() -> None:
    lock = Lock(5, 600.0)
    for second in range(4):
        lock.fail("room", second)
        assert not lock.is_locked("room", second)
    lock.fail("room", 4)
    assert lock.is_locked("room", 4)
    assert lock.is_locked("room", 603.9)
    assert not lock.is_locked("room", 604.0)
    assert not lock.is_locked("another room", 4)


def test_failures_long_ago_do_not_count() -> None:
    lock = Lock(5, 600.0)
    for moment in (0, 1, 2, 3, 700):
        lock.fail("room", moment)
    assert not lock.is_locked("room", 700)


def test_lock_forgets_what_is_over() -> None:
    lock = Lock(2, 600.0)
    lock.fail("once", 0)
    lock.fail("twice", 0)
    lock.fail("twice", 1)
    lock.forget(700)
    assert not lock._failures
    assert not lock._until
