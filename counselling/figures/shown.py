"""Which pictures of one answer can be shown, by name."""

from enum import StrEnum


class Shown(StrEnum):
    """Pictures of one answer."""

    BY_AGE = "by_age"
    AHEAD = "ahead"  # the years ahead
    CARRIERS = "carriers"
    COMPARED = "compared"  # before and after a result
