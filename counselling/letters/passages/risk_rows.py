"""Every number that was computed as a row of a letter's table, and the same number as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counselling.language.marks import N_
from counselling.language.numbers import how_many
from counselling.letters.facts import Number
from counselling.letters.inline import Parts, Token
from counselling.letters.passages.conditions import condition_name, gene_list
from counselling.letters.voice import Voice
from counselling.pedigree.terms import TestResult
from counselling.risk.countries import find, in_words
from counselling.risk.model import (
    Assessment,
    Curve,
    CurveKind,
    Interval,
    Probability,
    Reference,
)

OUT_OF: Final = 100  # of how many people every number and picture of a letter is
_SOON_YEARS: Final = 10
_HARDLY: Final = 1  # in 100; below it no number is told


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted, how often, and the same as data."""

    cells: tuple[Parts, ...]
    number: Number


def rows(assessment: Assessment, voice: Voice) -> Iterator[Row]:
    """Yield the rows of the table of numbers: genes, the years ahead, the other breast."""
    yield from _gene_rows(assessment, voice)
    yield from _curve_rows(assessment, voice)
    yield from _second_rows(assessment, voice)


def genes_found(assessment: Assessment) -> tuple[str, ...]:
    """Return genes in which the person's own test found a change."""
    person = assessment.question.family.person(assessment.question.person)
    return tuple(t.gene for t in person.tests if t.result is TestResult.POSITIVE)


def group(assessment: Assessment) -> str:
    """Return whom the curves count, as a message selects by it: incidence is counted by sex."""
    return assessment.question.family.person(assessment.question.person).sex.value


def ancestry(reference: Reference) -> str:
    """The population with which carriers are compared, as a message selects by it."""
    return reference.population or "general"


def curves(assessment: Assessment) -> tuple[Curve | None, Curve | None]:
    """Return the person's curve and the population's, None for one that there is not."""
    return assessment.curve(CurveKind.PERSON), assessment.curve(CurveKind.POPULATION)


def span(curve: Curve) -> dict[str, int]:
    """Return the first and the last age of a curve as fields of a message."""
    return {"since": curve.ages_years[0], "until": curve.ages_years[-1]}


def _gene_rows(assessment: Assessment, voice: Voice) -> Iterator[Row]:
    """A row for all genes together, and one for each that 1 in 100 or more have a change in.

    None where a test knows better.
    """
    genes = tuple(assessment.consultand)
    if genes_found(assessment):
        return
    count = _Counting(assessment, voice)
    if len(genes) > 1:
        any_gene = voice.parts(N_("letters.row.any_gene"), genes=gene_list(genes))
        yield count.row(any_gene, assessment.any_gene, "change", genes=genes)
        yield from _reference_rows(count, genes)
    for gene, probability in assessment.consultand.items():
        if how_many(probability.value) >= 1 or len(genes) == 1:
            head = _gene_head(gene, assessment, voice)
            yield count.row(head, probability, "change", genes=(gene,))


def _reference_rows(count: "_Counting", genes: tuple[str, ...]) -> Iterator[Row]:
    """How many of the population have a change in any of the genes."""
    reference = count.assessment.reference
    if reference is not None:
        known = ancestry(reference)
        told = count.voice.parts(N_("letters.row.carriers_population"), ancestry=known)
        yield count.row(
            told, reference.any_gene, "change", whose="population", genes=genes, ancestry=known
        )


def _gene_head(gene: str, assessment: Assessment, voice: Voice) -> Parts:
    """Name a gene, and how many of the population have a change in it."""
    reference = assessment.reference
    if reference is None:
        return voice.parts(N_("letters.row.gene"), gene=Token(gene))
    return voice.parts(
        N_("letters.row.gene_beside"),
        gene=Token(gene),
        ancestry=ancestry(reference),
        theirs=how_many(reference.genes[gene].value),
    )


def _curve_rows(assessment: Assessment, voice: Voice) -> Iterator[Row]:
    mine, theirs = curves(assessment)
    if mine is None:
        return
    count, first = _Counting(assessment, voice), mine.ages_years[0]
    cancer = condition_name(assessment.cancer, voice)
    told = voice.parts(N_("letters.row.cancer"), cancer=cancer, **span(mine))
    yield count.ahead(told, mine, mine.ages_years[-1])
    if theirs is not None:
        told = voice.parts(
            N_("letters.row.population"),
            sex=group(assessment),
            country=in_words(assessment.question.country, voice.catalogue),
        )
        yield count.ahead(told, theirs, theirs.ages_years[-1], whose="population")
    soon = first + _SOON_YEARS
    if soon in mine.ages_years[:-1]:
        told = voice.parts(N_("letters.row.soon"), cancer=cancer, years=_SOON_YEARS)
        yield count.ahead(told, mine, soon)


def _second_rows(assessment: Assessment, voice: Voice) -> Iterator[Row]:
    """The other breast after a first breast cancer, beside women without a change."""
    second = assessment.second
    if second is None:
        return
    count, years = _Counting(assessment, voice), second.to_age_years - second.from_age_years
    ages = (second.from_age_years, second.to_age_years)
    mine = voice.parts(N_("letters.row.second"), years=years)
    yield count.row(mine, second.person, "second", ages=ages)
    others = voice.parts(N_("letters.row.second_others"), years=years)
    yield count.row(others, second.noncarrier, "second", whose="noncarrier", ages=ages)


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts one assessment's probabilities out of a hundred people."""

    assessment: Assessment
    voice: Voice

    def row(
        self,
        what: Parts,
        probability: Probability,
        kind: str,
        *,
        whose: str = "person",
        genes: tuple[str, ...] = (),
        ages: tuple[int, int] | tuple[None, None] = (None, None),
        ancestry: str = "",
    ) -> Row:
        """A row. kind, whose: as Number says them; ages: from and to, in years."""
        count, interval = how_many(probability.value), probability.interval
        low, high = (
            (how_many(interval.low), how_many(interval.high)) if interval else (count, count)
        )
        if low == high or high <= _HARDLY > count:  # no range is told within "fewer than 1"
            told, low, high = self.voice.parts(N_("letters.table.count"), count=count), count, count
        else:
            told = self.voice.parts(
                N_("letters.table.count_between"), count=count, low=low, high=high
            )
        question = self.assessment.question
        is_counted = kind == "cancer" and whose == "population"  # then a country's registries did
        number = Number(
            kind,
            count,
            low,
            high,
            OUT_OF,
            whose,
            genes,
            "" if kind == "change" else self.assessment.cancer,
            from_age=ages[0],
            to_age=ages[1],
            country=find(question.country).iso if is_counted else "",
            sex=group(self.assessment) if is_counted else "",
            ancestry=ancestry,
            model=self.assessment.model,
            version=self.assessment.version,
        )
        return Row((what, told), number)

    def ahead(self, what: Parts, curve: Curve, to_age: int, *, whose: str = "person") -> Row:
        """A row of a curve, from its first age to another."""
        ages = (curve.ages_years[0], to_age)
        return self.row(what, at_age(curve, to_age), "cancer", whose=whose, ages=ages)


def at_age(curve: Curve, age_years: int) -> Probability:
    """Return a curve at one of its ages, with its interval where it has one."""
    place = curve.ages_years.index(age_years)
    if not (curve.low and curve.high):
        return Probability(curve.probabilities[place])
    return Probability(
        curve.probabilities[place], Interval(curve.low[place], curve.high[place], "")
    )
