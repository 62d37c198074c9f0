"""Rounding as people are taught it: a half goes up, in words, pictures and letters alike."""

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Round a number as it is written (12.5 to 13, 0.285 to 0.29), not as the machine stores it."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def how_many(probability: float, out_of: int = 100) -> int:
    """How many of `out_of` people a probability (0..1) stands for, rounded."""
    scaled = Decimal(repr(float(probability))) * out_of
    return int(scaled.quantize(Decimal(1), ROUND_HALF_UP))


def decimals_needed(probability: float) -> int:
    """Return with how many decimals percent are told, so that a possible thing is not told as never
    nor as certain."""
    left = min(probability, 1 - probability)
    if left <= 0 or left >= 0.01:
        return 1
    return next((n for n in (2, 4) if left * 100 >= 10**-n), 6)
