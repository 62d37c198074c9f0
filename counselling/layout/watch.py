"""Whoever waits for a drawing may have it stopped: asked all the while, and stopped by raising."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias, TypeVar

T = TypeVar("T")

Watch: TypeAlias = Callable[[], None]

_OFTEN: Final = 200  # steps of some microseconds each


def nobody_minds() -> None:
    """Go on to the end."""


def watched(steps: Iterable[T], watch: Watch) -> Iterator[T]:
    """Go through many small steps and ask now and then; what the watch raises ends them."""
    for count, step in enumerate(steps):
        if not count % _OFTEN:
            watch()
        yield step
