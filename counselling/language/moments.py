"""A day with its weekday and a time of day, as a language writes them."""

import datetime

from babel.dates import format_date, format_time

from counselling.language.catalogue import Catalogue


def weekday_date(words: Catalogue, day: datetime.date) -> str:
    """Write a day with its weekday, in full words (Gregorian calendar)."""
    return str(format_date(day, format="full", locale=words.locale))


def clock(words: Catalogue, time: datetime.time) -> str:
    """Write a time of day in 24 hours: two people in two countries mean the same by it."""
    return str(format_time(time, format="HH:mm", locale=words.locale))
