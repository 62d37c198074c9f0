"""An answer of the model as a clinician reads it: so many in so many, percent, between what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counselling.figures.icon_array import denominator
from counselling.language.catalogue import Catalogue
from counselling.language.numbers import how_many
from counselling.risk.model import Assessment, CurveKind, Probability

_FINEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability in words. about: what it is of; both: count and interval in one line."""

    about: str
    count: str
    between: str
    both: str
    percent: str


def chance(about: str, probability: Probability, words: Catalogue) -> Chance:
    """Say a probability; an unknown interval is said to be unknown."""
    interval = probability.interval
    total = denominator(probability.value)
    if probability.value > 0 and how_many(probability.value, total) == 0:
        total = _FINEST  # "none in a thousand" would say that it cannot be
    decimals = 1 if total == 100 else 2
    count = words.say("risk.count", count=how_many(probability.value, total), total=total)
    percent = words.percent(probability.value, decimals=decimals)
    between = words.say("risk.no_interval")
    if interval is not None:
        low, high = how_many(interval.low, total), how_many(interval.high, total)
        between = words.say("risk.between", low=low, high=high, total=total)
        percent = words.say(
            "risk.percent",
            value=percent,
            low=words.percent(interval.low, decimals=decimals),
            high=words.percent(interval.high, decimals=decimals),
        )
    both = words.say("risk.count_between", count=count, between=between)
    return Chance(about, count, between, both, percent)


def chances(assessment: Assessment, words: Catalogue) -> tuple[Chance, ...]:
    """Return the chance for any gene, then for each gene."""
    about = words.say("risk.any_gene", genes=", ".join(assessment.consultand))
    any_gene = chance(about, assessment.any_gene, words)
    each = (chance(gene, p, words) for gene, p in assessment.consultand.items())
    return (any_gene, *each)


def ends(assessment: Assessment, words: Catalogue) -> str:
    """Say between what the person's curve ends; empty without a curve."""
    curve = assessment.curve(CurveKind.PERSON)
    if curve is None or not curve.low:
        return ""
    age, low, high = curve.ages_years[-1], how_many(curve.low[-1]), how_many(curve.high[-1])
    return words.say("risk.curve_between", age=age, low=low, high=high)


def basis(assessment: Assessment, caveats: tuple[str, ...], words: Catalogue) -> tuple[str, ...]:
    """Return what an answer rests on, line by line: the interval's meaning, then the caveats."""
    return (*_meanings(assessment, words), *caveats)


def _meanings(assessment: Assessment, words: Catalogue) -> Iterator[str]:
    interval = assessment.any_gene.interval
    if interval is not None:
        yield words.say("risk.interval_means", meaning=words.say(interval.meaning))


def sources(assessment: Assessment, words: Catalogue) -> tuple[str, ...]:
    """Return the sources with how well each number was verified."""
    return tuple(
        words.say("risk.source", text=c.text, status=words.say(f"citation_status.{c.status}"))
        for c in assessment.citations
    )
