"""The day on which somebody is of an age, whatever is known of her birth."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.pedigree.coming_of_age import Birthday, birthday, is_of_age
from counselling.pedigree.person import PartialDate


@pytest.mark.parametrize(
    ("birth", "years", "told"),
    [
        (PartialDate(2010, 5, 17), 18, Birthday(date(2028, 5, 17), is_exact=True)),
        (PartialDate(2008, 2, 29), 18, Birthday(date(2026, 3, 1), is_exact=True)),
        (PartialDate(2008, 2, 29), 20, Birthday(date(2028, 2, 29), is_exact=True)),
        (PartialDate(2010, 5), 18, Birthday(date(2028, 5, 1), is_exact=False)),
        (PartialDate(2010), 18, Birthday(date(2028, 1, 1), is_exact=False)),
        (PartialDate(2010, None, 17), 18, Birthday(date(2028, 1, 1), is_exact=False)),
        (PartialDate(2010, 2, 31), 18, None),
        (PartialDate(2010, 13, 1), 18, None),
        (PartialDate(9990, 1, 1), 18, None),
        (PartialDate(9980, 2, 29), 21, None),
    ],
)
def test_the_day_is_told_or_the_first_that_it_can_be(
    birth: PartialDate, years: int, told: Birthday | None
) -> None:
    assert birthday(birth, years=years) == told


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 30))
def test_nobody_is_of_age_before_the_day_and_everybody_on_it(born: date, years: int) -> None:
    birth = PartialDate(born.year, born.month, born.day)
    found = birthday(birth, years=years)
    assert found is not None
    assert is_of_age(birth, years=years, today=found.day)
    before = date.fromordinal(found.day.toordinal() - 1)
    assert not is_of_age(birth, years=years, today=before)
    assert found.day.year == born.year + years
    assert abs((found.day.month, found.day.day) != (born.month, born.day)) == (
        (born.month, born.day) == (2, 29) and found.day.month == 3
    )


@given(st.integers(1900, 2100), st.integers(1, 12) | st.none(), st.integers(1, 28) | st.none())
def test_what_is_not_known_makes_it_no_later(year: int, month: int | None, day: int | None) -> None:
    found = birthday(PartialDate(year, month, day), years=18)
    last = birthday(PartialDate(year, month or 12, day or 28), years=18)
    assert found is not None
    assert last is not None
    assert found.day <= last.day
