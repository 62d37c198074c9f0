"""An answer of the model as a clinician reads it: so many in so many, percent, between what."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from counselling.figures.carriers import gene_blanks
from counselling.figures.share import rounded_blanks
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.language.numbers import decimals_needed
from counselling.risk.model import Assessment, Probability


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
    count = words.say("risk.count", **blanks)
    percent = _percent(probability.value, words)
    interval = probability.interval
    between = words.say("risk.interval_coming" if is_coming else "risk.no_interval")
    if interval is not None:
        is_same = blanks["interval"] == "same"
        between = words.say("risk.between_none" if is_same else "risk.between", **blanks)
        percent = words.say(
            "risk.percent",
            value=percent,
            low=_percent(interval.low, words),
            high=_percent(interval.high, words),
        )
    both = count  # of hardly anybody both ends are told in percent
    if blanks["count"] or interval is None:
        both = words.say("risk.count_between", count=count, between=between)
    return Chance(about, count, between, both, percent)


def chances(assessment: Assessment, words: Catalogue) -> tuple[Chance, ...]:
    """Return the chance for any gene, then for each of several, the likeliest first, of one whole.

    Percent are told with the population's beside them.
    """
    total = whole(assessment)
    about = words.say("risk.any_gene", **gene_blanks(assessment))
    tell = partial(chance, words=words, total=total)
    tell = partial(tell, is_coming=not assessment.question.has_interval)
    reference = assessment.reference
    any_gene = tell(about, assessment.any_gene)
    ordered = sorted(assessment.consultand.items(), key=lambda one: -one[1].value)
    genes = [tell(gene, p) for gene, p in ordered if len(ordered) > 1]
    if reference is None:
        return (any_gene, *genes)
    beside = partial(_beside, population=reference.population or "general", words=words)
    return (
        beside(any_gene, reference.any_gene),
        *(beside(one, reference.genes[one.about]) for one in genes),
    )


def _beside(chance: Chance, average: Probability, *, population: str, words: Catalogue) -> Chance:
    """The same with the population's percent behind hers."""
    theirs = _percent(average.value, words)
    blanks = {"percent": chance.percent, "population": population, "theirs": theirs}
    return replace(chance, percent=words.say("risk.percent_beside", **blanks))


def _percent(probability: float, words: Catalogue) -> str:
    return words.percent(probability, decimals=decimals_needed(probability))


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
