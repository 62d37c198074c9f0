"""So many of the whole: a probability rounded once, for picture, sentence and ear."""

from collections.abc import Mapping
from dataclasses import dataclass

from counselling.language.numbers import how_many
from counselling.risk.model import Probability


@dataclass(frozen=True, slots=True)
class Share:
    """So many of the whole, of one person or of her population.

    count, low, high: people out of the chart's `out_of`; low and high are None where no interval
    is known. label: name and count; sentence: both frames with span and name. population: people
    of her population out of the same, where her bar has a mark for them.
    """

    count: int
    low: int | None
    high: int | None
    label: str
    sentence: str
    is_reference: bool = False
    population: int | None = None

    @staticmethod
    def of(
        blanks: Mapping[str, str | int], label: str, sentence: str, *, is_reference: bool = False
    ) -> "Share":
        """Return the share whose words were said with these blanks."""
        is_known = blanks["interval"] != "unknown"
        low, high = (int(blanks[end]) if is_known else None for end in ("low", "high"))
        return Share(int(blanks["count"]), low, high, label, sentence, is_reference)


def hardly(probability: float, total: int) -> str:
    """Return "few" where somebody rounds to nobody, "most" where not all round to all."""
    count = how_many(probability, total)
    if count == 0 < probability:
        return "few"
    return "most" if count == total and probability < 1 else "none"


def rounded_blanks(whose: str, probability: Probability, total: int) -> Mapping[str, str | int]:
    """Return what a sentence about a probability asks for, rounded once to people of `total`."""
    interval, count = probability.interval, how_many(probability.value, total)
    low = how_many(interval.low, total) if interval else 0
    high = how_many(interval.high, total) if interval else 0
    known = "same" if low == high else "known"
    return {
        "whose": whose,
        "count": count,
        "few": hardly(probability.value, total),
        "under": total - 1,
        "rest": total - count,
        "total": total,
        "interval": known if interval else "unknown",
        "low": low,
        "high": high,
    }
