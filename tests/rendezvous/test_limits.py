"""Rates and locks, with a clock in the hand."""

from hypothesis import given
from hypothesis import strategies as st

from app.rendezvous.limits import Bucket, Lock, Rate


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


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60))
def test_bucket_gives_no_more_in_any_span_than_it_holds_and_gets(waits: list[float]) -> None:
    bucket, now, allowed = Bucket(5, 0.5), 0.0, []
    for wait in waits:
        now += wait
        if bucket.allow("somebody", now):
            allowed.append(now)
    for place, start in enumerate(allowed):
        for count, end in enumerate(allowed[place:], start=1):
            assert count <= 5 + (end - start) * 0.5 + 1e-6


def test_who_comes_no_oftener_than_the_bucket_fills_comes_for_ever() -> None:
    bucket = Bucket(3, 2.0)
    assert all(bucket.allow("a", number / 2) for number in range(10_000))


def test_empty_bucket_is_one_persons_and_its_refusals_cost_nothing() -> None:
    bucket = Bucket(2, 1.0)
    assert [bucket.allow("a", 0.0) for _ in range(4)] == [True, True, False, False]
    assert bucket.allow("b", 0.0)
    assert bucket.allow("a", 1.0)  # one came back, however often she asked meanwhile
    assert not bucket.allow("a", 1.5)


def test_bucket_forgets_who_has_a_full_one() -> None:
    bucket = Bucket(2, 1.0)
    bucket.allow("once", 0.0)
    bucket.allow("twice", 0.0)
    bucket.allow("twice", 0.0)
    bucket.forget(1.0)
    assert list(bucket._left) == ["twice"]


def test_clock_set_back_fills_no_bucket() -> None:
    bucket = Bucket(1, 1.0)
    assert bucket.allow("a", 100.0)
    assert not bucket.allow("a", 50.0)


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
