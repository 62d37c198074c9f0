"""Numbers for patients: absolute, out of the same 100, with time span, range, comparison, source.

Whole people out of one fixed number, with the people to whom it does not happen, are understood
best (Gigerenzer et al. 2007, Psychol Sci Public Interest 8:53; Trevena et al. 2013, BMC Med Inform
Decis Mak 13 Suppl 2:S7). "1 in X" is not offered: a changing X misleads (Pighin et al. 2011, Med
Decis Making 31:721).
"""

import re
from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.language.numbers import how_many
from counselling.letters.inline import Parts, Token, sentences
from counselling.letters.letter import Block, Paragraph, SourceNote, Table
from counselling.letters.passages.conditions import condition_name, gene_list
from counselling.letters.voice import Voice
from counselling.pedigree.kinship import relation
from counselling.pedigree.terms import TestResult
from counselling.risk.countries import in_words
from counselling.risk.model import (
    Assessment,
    Caveat,
    Citation,
    Curve,
    CurveKind,
    Interval,
    Probability,
    Reference,
)
from counselling.risk.supposition import Supposition

OUT_OF: Final = 100  # of how many people every number and picture of a letter is
_SOON_YEARS: Final = 10
_HARDLY: Final = 1  # in 100; below it no number is told
_MOST_SOURCES: Final = 4  # the rest stands in the record, and the clinic can name it


def genes_found(assessment: Assessment) -> tuple[str, ...]:
    """Return genes in which the person's own test found a change."""
    person = assessment.question.family.person(assessment.question.person)
    return tuple(t.gene for t in person.tests if t.result is TestResult.POSITIVE)


def group(assessment: Assessment) -> str:
    """Return whom the curves count, as a message selects by it: incidence is counted by sex."""
    return assessment.question.family.person(assessment.question.person).sex.value


def having_a_change(assessment: Assessment, voice: Voice) -> Paragraph | None:
    """Tell how likely the person has a change in one of the genes; None where not computed.

    Where a test found a change, that is said instead: a probability would blur a fact.
    """
    found = genes_found(assessment)
    if found:
        return voice.paragraph(N_("letters.risk.found"), genes=gene_list(found))
    if not assessment.consultand:
        return None
    genes = gene_list(tuple(assessment.consultand))
    counted = _counted(assessment.any_gene.value)
    told = [voice.parts(N_("letters.risk.carrying"), genes=genes, **counted)]
    if assessment.reference is not None:
        count = how_many(assessment.reference.any_gene.value)
        ancestry = _ancestry(assessment.reference)
        told.append(
            voice.parts(N_("letters.risk.carrying_compared"), ancestry=ancestry, count=count)
        )
    return Paragraph(sentences(*told))


def becoming_ill(assessment: Assessment, voice: Voice) -> Paragraph | None:
    """Tell the risk to the end of the curve, and the population's; None where there is no curve."""
    mine, theirs = _curves(assessment)
    if mine is None:
        return None
    told = [
        voice.parts(
            N_("letters.risk.cancer"),
            sex=group(assessment),
            cancer=condition_name(assessment.cancer, voice),
            **_span(mine),
            **_counted(mine.probabilities[-1]),
        )
    ]
    if theirs is not None:
        count = how_many(theirs.probabilities[-1])
        told.append(voice.parts(N_("letters.risk.compared"), sex=group(assessment), count=count))
    return Paragraph(sentences(*told))


def result_supposed(what: Supposition, assessment: Assessment, voice: Voice) -> str:
    """Say what would be found, as the name of a picture."""
    gene, result = Token(what.gene), what.result.value
    if what.person == assessment.question.person:
        return voice.text(N_("letters.compare.own"), gene=gene, result=result)
    question = assessment.question
    key = relation(question.family, question.person, what.person).key
    relative = voice.kin(key)
    return voice.text(N_("letters.compare.relative"), gene=gene, result=result, relative=relative)


def numbers(assessment: Assessment, voice: Voice) -> Iterator[Block]:
    """Tell everything that was computed, out of the same 100, with its range."""
    rows = [*_gene_rows(assessment, voice), *_curve_rows(assessment, voice)]
    rows += _second_rows(assessment, voice)
    if rows:
        heads = (voice.parts(N_("letters.table.what")), voice.parts(N_("letters.table.how_often")))
        yield Table(heads, tuple(rows))
    if assessment.curve(CurveKind.PERSON) is None and assessment.second is None:
        cancer = condition_name(assessment.cancer, voice)
        yield voice.paragraph(N_("letters.risk.no_curve"), cancer=cancer)


def source_note(assessment: Assessment, voice: Voice) -> SourceNote:
    """Say what made the numbers, what they cannot say, and from which publications they come."""
    parts = voice.parts(
        N_("letters.risk.source"),
        model=Token(assessment.model),
        version=Token(assessment.version),
        country=in_words(assessment.question.country, voice.catalogue),
    )
    cited = tuple(_short(citation) for citation in assessment.citations)
    more = len(cited) - _MOST_SOURCES
    if more > 0:
        some = voice.parts(N_("letters.risk.some_sources"), count=more)
        return SourceNote(parts, some, cited[:_MOST_SOURCES])
    return SourceNote(parts, voice.parts(N_("letters.risk.sources")) if cited else (), cited)


def doubts(assessment: Assessment, voice: Voice) -> Iterator[Paragraph]:
    """Tell the reasons and assumptions that the letter has words for, and count the others."""
    untold = 0
    for caveat in (*assessment.reasons, *assessment.caveats):
        message_id = f"letters.{caveat.message_id}"
        if voice.catalogue.has(message_id):
            yield voice.paragraph(message_id, **dict(_fields(caveat, voice)))
        else:
            untold += 1
    if untold:
        yield voice.paragraph(N_("letters.uncertain.more"), count=untold)


def _fields(caveat: Caveat, voice: Voice) -> Iterator[tuple[str, object]]:
    for name, value in caveat.fields:
        if name in ("country", "neighbour"):
            yield name, in_words(str(value), voice.catalogue)
        else:
            yield name, Token(value) if isinstance(value, str) else value


_ASIDE: Final = re.compile(r",? doi:\S+| \([^()]*\)")


def _short(citation: Citation) -> str:
    """A publication as a patient's letter names it: without its doi and our notes in brackets."""
    return _ASIDE.sub("", citation.text).rstrip(" ,")


def _gene_rows(assessment: Assessment, voice: Voice) -> Iterator[tuple[Parts, ...]]:
    """A row for all genes together, and one for each that 1 in 100 or more have a change in.

    None where a test knows better.
    """
    genes = tuple(assessment.consultand)
    if genes_found(assessment):
        return
    if len(genes) > 1:
        any_gene = voice.parts(N_("letters.row.any_gene"), genes=gene_list(genes))
        yield _row(any_gene, assessment.any_gene, voice)
        yield from _reference_rows(assessment, voice)
    for gene, probability in assessment.consultand.items():
        if how_many(probability.value) >= 1 or len(genes) == 1:
            yield _row(_gene_head(gene, assessment, voice), probability, voice)


def _reference_rows(assessment: Assessment, voice: Voice) -> Iterator[tuple[Parts, ...]]:
    """How many of the population have a change in any of the genes."""
    reference = assessment.reference
    if reference is not None:
        ancestry = _ancestry(reference)
        told = voice.parts(N_("letters.row.carriers_population"), ancestry=ancestry)
        yield _row(told, reference.any_gene, voice)


def _gene_head(gene: str, assessment: Assessment, voice: Voice) -> Parts:
    """Name a gene, and how many of the population have a change in it."""
    reference = assessment.reference
    if reference is None:
        return voice.parts(N_("letters.row.gene"), gene=Token(gene))
    return voice.parts(
        N_("letters.row.gene_beside"),
        gene=Token(gene),
        ancestry=_ancestry(reference),
        theirs=how_many(reference.genes[gene].value),
    )


def _ancestry(reference: Reference) -> str:
    """The population with which carriers are compared, as a message selects by it."""
    return reference.population or "general"


def _curve_rows(assessment: Assessment, voice: Voice) -> Iterator[tuple[Parts, ...]]:
    mine, theirs = _curves(assessment)
    if mine is None:
        return
    cancer = condition_name(assessment.cancer, voice)
    told = voice.parts(N_("letters.row.cancer"), cancer=cancer, **_span(mine))
    yield _row(told, _at(mine, mine.ages_years[-1]), voice)
    if theirs is not None:
        told = voice.parts(
            N_("letters.row.population"),
            sex=group(assessment),
            country=in_words(assessment.question.country, voice.catalogue),
        )
        yield _row(told, _at(theirs, theirs.ages_years[-1]), voice)
    soon = mine.ages_years[0] + _SOON_YEARS
    if soon in mine.ages_years[:-1]:
        told = voice.parts(N_("letters.row.soon"), cancer=cancer, years=_SOON_YEARS)
        yield _row(told, _at(mine, soon), voice)


def _second_rows(assessment: Assessment, voice: Voice) -> Iterator[tuple[Parts, ...]]:
    """The other breast after a first breast cancer, beside women without a change."""
    second = assessment.second
    if second is not None:
        years = second.to_age_years - second.from_age_years
        yield _row(voice.parts(N_("letters.row.second"), years=years), second.person, voice)
        others = voice.parts(N_("letters.row.second_others"), years=years)
        yield _row(others, second.noncarrier, voice)


def _row(what: Parts, probability: Probability, voice: Voice) -> tuple[Parts, ...]:
    count, interval = how_many(probability.value), probability.interval
    low, high = (how_many(interval.low), how_many(interval.high)) if interval else (count, count)
    if low == high or high <= _HARDLY > count:  # no range is told within "fewer than 1"
        return what, voice.parts(N_("letters.table.count"), count=count)
    told = voice.parts(N_("letters.table.count_between"), count=count, low=low, high=high)
    return what, told


def _curves(assessment: Assessment) -> tuple[Curve | None, Curve | None]:
    return assessment.curve(CurveKind.PERSON), assessment.curve(CurveKind.POPULATION)


def _at(curve: Curve, age_years: int) -> Probability:
    place = curve.ages_years.index(age_years)
    if not (curve.low and curve.high):
        return Probability(curve.probabilities[place])
    return Probability(
        curve.probabilities[place], Interval(curve.low[place], curve.high[place], "")
    )


def _span(curve: Curve) -> dict[str, int]:
    return {"since": curve.ages_years[0], "until": curve.ages_years[-1]}


def _counted(probability: float) -> dict[str, int]:
    count = how_many(probability)
    return {"count": count, "rest": 100 - count}
