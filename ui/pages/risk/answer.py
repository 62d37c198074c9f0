"""An answer of the model as a clinician reads it: so many in so many, percent, between what."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from counselling.figures.share import rounded_blanks
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.risk.model import Assessment, Probability

_SMALL: Final = 0.01  # below it percent are told to the hundredth


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability in words. about: what it is of; both: count and interval in one line."""

    about: str
    count: str
    between: str
    both: str
    percent: str


def chance(
    about: str, probability: Probability, words: Catalogue, *, total: int, is_coming: bool = False
) -> Chance:
    """Say a probability out of `total`; an unknown interval is said to be unknown, or coming."""
    blanks = rounded_blanks(about, probability, total)
    decimals = 1 if probability.value >= _SMALL else 2
    count = words.say("risk.count", **blanks)
    percent = words.percent(probability.value, decimals=decimals)
    interval = probability.interval
    between = words.say("risk.interval_coming" if is_coming else "risk.no_interval")
    if interval is not None:
        between = words.say("risk.between", **blanks)
        percent = words.say(
            "risk.percent",
            value=percent,
            low=words.percent(interval.low, decimals=decimals),
            high=words.percent(interval.high, decimals=decimals),
        )
    both = count  # of hardly anybody both ends are told in percent
    if blanks["count"] or interval is None:
        both = words.say("risk.count_between", count=count, between=between)
    return Chance(about, count, between, both, percent)


def chances(assessment: Assessment, words: Catalogue) -> tuple[Chance, ...]:
    """Return the chance for any gene, then for each gene, the likeliest first, of one whole."""
    total = whole(assessment)
    about = words.say("risk.any_gene", genes=", ".join(assessment.consultand))
    tell = partial(chance, words=words, total=total)
    tell = partial(tell, is_coming=not assessment.question.has_interval)
    any_gene = tell(about, assessment.any_gene)
    ordered = sorted(assessment.consultand.items(), key=lambda one: -one[1].value)
    return (any_gene, *(tell(gene, p) for gene, p in ordered))


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
