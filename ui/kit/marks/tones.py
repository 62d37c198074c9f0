"""Tones of a message: each a colour, a shape and, from whoever uses it, a word."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ui.look.sheet import Role
from ui.look.tokens import Token


class Tone(StrEnum):
    """How a message is meant."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    CAUTION = "caution"
    DANGER = "danger"

    @property
    def role(self) -> Role:
        """The ground it stands on."""
        return Role(self.value)

    @property
    def ink(self) -> Token:
        """The colour of its words and its icon."""
        return Token.TEXT if self is Tone.NEUTRAL else Token(self.value)

    @property
    def icon(self) -> str:
        """The icon that says the same without colour."""
        return _ICONS[self]


_ICONS: Final[Mapping[Tone, str]] = {
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
    Tone.GOOD: "circle-check",
    Tone.CAUTION: "triangle-alert",
    Tone.DANGER: "circle-alert",
}
