"""Steps of a value axis that read well."""

import math
from typing import Final

_NICE: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST: Final = 5  # steps on an axis


def step(highest: float) -> float:
    """Return the distance of the marks so that at most five reach up to a value above 0."""
    size = 10.0 ** math.floor(math.log10(highest / _MOST))
    return next(n * size for n in _NICE if highest / (n * size) <= _MOST + 1e-9)


def top(highest: float) -> float:
    """Return the next full step at or above a value above 0."""
    one = step(highest)
    return math.ceil(highest / one - 1e-9) * one


def marks(highest: float) -> tuple[float, ...]:
    """Return the places of the marks from 0 to a value that `top` gave."""
    one = step(highest)
    return tuple(k * one for k in range(round(highest / one) + 1))
