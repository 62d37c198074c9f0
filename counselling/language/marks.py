"""Marks a message id where it is written down, so that the checks find it."""

from typing import Final


def N_(message_id: str) -> str:
    """Return the id unchanged; the catalogue check reads the source for this call."""
    return message_id


DOMAINS: Final = ("ui", "letters", "patient", "kin")
