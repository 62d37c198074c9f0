"""What a patient sits at: a screen, a camera, a page that can be looked at and pressed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from counselling.errors import CallError


class FakeMedia(StrEnum):
    """What the browser's camera and microphone are."""

    WORKS = "works"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Screen:
    """What the browser shows itself on; 390 x 844 is a phone of today.

    text_percent: how large she has letters in her browser, 100 or more.
    """

    width: int = 390
    height: int = 844
    scale: float = 2.0
    is_dark: bool = False
    text_percent: int = 100


PHONE: Final = Screen()


class PageChanging(CallError):
    """The page that was asked is going, and the next one is not there yet."""


class Browser(Protocol):
    """A browser with one page."""

    async def open(self, url: str) -> None:
        """Go to an address."""
        ...

    async def evaluate(self, expression: str) -> object:
        """Evaluate JavaScript on the page; the value must be JSON.

        Raises CallError("patient.page") where it throws, PageChanging where the page is going.
        """
        ...

    async def click(self, x: float, y: float) -> None:
        """Press and release at a point of the window, in CSS pixels."""
        ...

    async def key(self, key: str, *, with_shift: bool = False) -> None:
        """Press and release a key: a letter, or one of keys.Key."""
        ...

    async def set_screen(self, screen: Screen) -> None:
        """Show the page on another screen from now on."""
        ...

    async def screenshot(self) -> bytes:
        """Return a PNG of the window."""
        ...
