from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.records.audit.unusual import Reason, Unusual, Usual, unusual
from counselling.records.store.clock import written
from counselling.records.vault.acts import DONE, REFUSED, ROW_VERSION, AuditRow

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAMES = {"s1": "Lindqvist", "s2": "Öztürk", "s3": "van der Berg"}


def row(
    sequence: int,
    *,
    at: datetime = MONDAY,
    actor: str = "anna",
    action: str = "view",
    subject: str | None = "s1",
    outcome: str = DONE,
) -> AuditRow:
    blank = b"\0" * 32
    return AuditRow(
        sequence, ROW_VERSION, written(at), actor, "counsellor", action, subject, "family",
        outcome, blank, blank,
    )  # fmt: skip


def found(
    *rows: AuditRow, staff: tuple[str, ...] = ("anna",), usual: Usual | None = None
) -> tuple[Unusual, ...]:
    return unusual(rows, names=NAMES, staff=staff, zone=UTC, usual=usual)


def test_a_usual_day_is_pointed_out_nowhere() -> None:
    day = [row(n, at=MONDAY + timedelta(minutes=20 * n), subject=f"s{n}") for n in range(1, 12)]
    assert found(*day) == ()


@pytest.mark.parametrize(
    "actor", ["lindqvist", "A. Lindqvist", "anna.LINDQVIST", "Lindqvist-Maier"]
)
def test_who_opens_a_family_of_her_own_name_is_asked_once(actor: str) -> None:
    (one,) = found(row(1, actor=actor), row(2, actor=actor), row(3, actor=actor))
    assert (one.reason, one.sequence, one.subject, one.count) == (Reason.OWN_NAME, 1, "s1", 3)


def test_a_name_is_the_same_with_and_without_its_marks() -> None:
    (one,) = found(row(1, actor="zeynep ozturk", subject="s2"))
    assert one.reason is Reason.OWN_NAME


def test_what_binds_a_name_means_nobody() -> None:
    assert found(row(1, actor="jan van der meer", subject="s3")) == ()
    (one,) = found(row(1, actor="jan van den berg", subject="s3"))
    assert one.reason is Reason.OWN_NAME


def test_a_colleagues_family_is_told_apart_from_ones_own() -> None:
    (one,) = found(row(1), staff=("anna", "kristin lindqvist"))
    assert one.reason is Reason.COLLEAGUE


def test_a_family_whose_name_may_not_be_known_is_not_guessed_at() -> None:
    assert found(row(1, actor="lindqvist", subject="sealed")) == ()


def test_very_many_families_in_an_hour_are_one_rush() -> None:
    rush = [row(n, at=MONDAY + timedelta(minutes=n), subject=f"f{n}") for n in range(1, 31)]
    (one,) = found(*rush)
    assert (one.reason, one.sequence, one.count) == (Reason.MANY, 21, 30)


def test_the_same_family_often_is_no_rush() -> None:
    assert found(*(row(n, at=MONDAY + timedelta(minutes=n)) for n in range(1, 50))) == ()


def test_as_many_over_a_whole_day_are_no_rush() -> None:
    day = [row(n, at=MONDAY + timedelta(minutes=4 * n), subject=f"f{n}") for n in range(1, 61)]
    assert found(*day) == ()


@pytest.mark.parametrize(
    "at",
    [datetime(2026, 11, 23, 6, 59), datetime(2026, 11, 23, 20, 0), datetime(2026, 11, 28, 10, 0)],
)
def test_work_outside_the_hours_is_told_once_a_day(at: datetime) -> None:
    early = at.replace(tzinfo=UTC)
    (one,) = found(row(1, at=early), row(2, at=early + timedelta(seconds=30)))
    assert (one.reason, one.count) == (Reason.HOURS, 2)


def test_hours_are_those_of_the_clinics_clock() -> None:
    late = row(1, at=datetime(2026, 11, 23, 22, 0, tzinfo=UTC))
    york = timezone(timedelta(hours=-5))
    assert unusual([late], names={}, staff=(), zone=york) == ()


def test_tries_at_the_door_in_vain_are_told_from_the_third() -> None:
    tries = [
        row(n, action="unlock", subject=None, outcome=REFUSED, at=MONDAY + timedelta(minutes=n))
        for n in range(1, 4)
    ]
    assert found(*tries[:2]) == ()
    (one,) = found(*tries)
    assert (one.reason, one.count, one.actor) == (Reason.TRIES, 3, "")


def test_the_latest_comes_first() -> None:
    both = found(row(1, actor="lindqvist"), row(2, actor="ozturk", subject="s2"), staff=())
    assert [one.sequence for one in both] == [2, 1]


@given(
    st.lists(
        st.builds(
            row,
            st.integers(1, 99),
            at=st.datetimes(timezones=st.just(UTC)),
            actor=st.text(max_size=8),
            action=st.sampled_from(["view", "unlock", "newer"]),
            subject=st.sampled_from(["s1", "s2", None]),
            outcome=st.sampled_from([DONE, REFUSED]),
        ),
        max_size=12,
    )
)
def test_no_rows_make_it_fail(rows: list[AuditRow]) -> None:
    for one in unusual(rows, names=NAMES, staff=("anna",), zone=UTC):
        assert one.count >= 1
